"""What each part of the ranking is worth: the whole system beside itself without that part.

    python -m benchmarks.ablation FOLDER [--laws LAWS] [--limit N]

FOLDER is that of `dev_sets.py`, LAWS that of `laws.py`, of whose questions the part `dev` is asked. Every question is
searched once; without a part its candidates are ordered anew with that part counting nothing, so what is told is what a
part does to the order, not to what is found. The "company" of words is tried by searching again. Differences in MRR@10
with their 95% intervals (paired bootstrap) go to benchmarks/results/ablation.json.
"""

import argparse
import json
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks import laws
from benchmarks.dev_sets import drawn, write
from corpus.articles import article_label
from index import tokens
from index.build import build
from index.embed import Embedder
from index.store import Store
from qa import rank
from qa.aim import Aim
from qa.metrics import paired_bootstrap
from qa.outcomes import DEPTH, ranking
from qa.question import Question, understand
from qa.rank import Signals, Weights
from qa.search import Search

HERE = Path(__file__).parent
SETS = ("ncp", "own", "stard", "xquad", "mojlaw")
PARTS = (
    *("meaning", "coverage", "expansion", "interaction", "document", "phrase", "whole", "named", "preference"),
    *("behind", "company", "weights by language"),
)

Found = Sequence[tuple[int, Signals]]


@dataclass(frozen=True)
class Asked:
    """A question with what answers it.

    Attributes:
        language: as the set names it.
        answers: number of the document and number of the measure in it; none stands for the whole document.
    """

    query: str
    language: str
    answers: frozenset[tuple[int, int | None]]


def without(part: str, question: Question) -> Callable[[Signals], float]:
    """What passages are ordered by when a part of it counts nothing."""
    weights = rank.weights(question.language)
    if part in ("meaning", "preference", "behind"):
        signal = "cosine" if part == "meaning" else part
        return lambda signals: weights.score(replace(signals, **{signal: 0.0}))
    if part in Weights.__dataclass_fields__:
        return replace(weights, **{part: 0.0}).score
    return (rank.CHINESE if part == "weights by language" else weights).score


def reciprocal_ranks(search: Search, asked: Sequence[Asked]) -> Any:
    """MRR@10 of each question, `(1 + parts, questions)`: of the whole system, and without each part."""
    rows = []
    for one in asked:
        aimed = search.aims.of(understand(one.query))
        found, lonely = _ranked(search, aimed), _without_company(search, aimed)
        rows.append([_reciprocal(search.store, found, rank.weights(aimed.question.language).score, one)])
        for part in PARTS:
            those = lonely if part == "company" else found
            rows[-1].append(_reciprocal(search.store, those, without(part, aimed.question), one))
    return np.array(rows).T


def _ranked(search: Search, aimed: Aim) -> Found:
    found = search.candidates.ranked(aimed.question, aimed.documents)
    return search.candidates.read_through(aimed.question, search.candidates.preferred(aimed.question, found))


def _without_company(search: Search, aimed: Aim) -> Found:
    share, tokens._COMPANY = tokens._COMPANY, 0.0
    try:
        return _ranked(search, aimed)
    finally:
        tokens._COMPANY = share


def _reciprocal(store: Any, found: Found, score: Callable[[Signals], float], asked: Asked) -> float:
    order = sorted(found, key=lambda hit: (-score(hit[1]), hit[0]))
    places = store.places([chunk for chunk, _ in order])
    whole = any(measure is None for _, measure in asked.answers)
    first = dict.fromkeys((place.document, None if whole else place.measure) for place in places)
    relevant = [place in asked.answers for place in first]
    return ranking(relevant[:DEPTH], len(asked.answers))["MRR@10"]


def labelled(folder: Path, name: str, limit: int, place: Path) -> tuple[Search, list[Asked]]:
    """An index in a folder over a set of labelled documents, and its questions."""
    documents, queries = drawn(folder, name, limit)
    ids = write(place / "documents", documents)
    search = _indexed([place / "documents"], place)
    held = [{ids[path] for path in (d.path, *d.copies)} for d in search.store.documents]
    asked = [
        Asked(
            row["query"],
            row.get("lang", ""),
            frozenset((n, None) for n, keys in enumerate(held) if keys.intersection(row["positive_ids"])),
        )
        for row in queries
    ]
    return search, asked


def of_laws(folder: Path, place: Path) -> tuple[Search, list[Asked]]:
    """An index in a folder over the laws of `laws.py`, and the questions of its part `dev`."""
    rows = [json.loads(line) for line in laws.QUESTIONS.read_text("utf-8").splitlines()]
    search = _indexed([folder / name for name in sorted({row["document"] for row in rows})], place)

    def answering(row: dict[str, Any]) -> Iterator[tuple[int, int]]:
        for number, document in enumerate(search.store.documents):
            if Path(document.path).name == Path(row["document"]).name:
                measures = enumerate(search.store.measures(number))
                yield from ((number, n) for n, one in measures if article_label(one.title) in row["articles"])

    return search, [Asked(row["query"], row["lang"], frozenset(answering(row))) for row in rows if row["half"] == "dev"]


def _indexed(sources: Sequence[Path], place: Path) -> Search:
    build(sources, place / "store")
    return Search(Store.open(place / "store"), Embedder.load())


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--sets", nargs="*", default=SETS)
    parser.add_argument("--laws", type=Path, help="folder of the laws")
    parser.add_argument("--limit", type=int, default=300, help="questions of a set at most, spread over it")
    options = parser.parse_args()
    target = HERE / "results" / "ablation.json"
    results: dict[str, Any] = json.loads(target.read_text("utf-8")) if target.exists() else {}
    for name in (*options.sets, *(["laws"] if options.laws else [])):
        with tempfile.TemporaryDirectory() as place:
            search, asked = (
                of_laws(options.laws, Path(place))
                if name == "laws"
                else labelled(options.folder, name, options.limit, Path(place))
            )
            for language in sorted({one.language for one in asked}):
                whole, *others = reciprocal_ranks(search, [one for one in asked if one.language == language])
                results[f"{name} {language}".strip()] = {
                    "questions": len(whole),
                    "MRR@10": round(float(whole.mean()), 3),
                    **{part: _told(other, whole) for part, other in zip(PARTS, others, strict=True)},
                }
        print(name, json.dumps(results, ensure_ascii=False), flush=True)
        target.write_text(json.dumps(results, ensure_ascii=False, indent=1) + "\n", "utf-8")
    return 0


def _told(without_it: Any, whole: Any) -> list[float]:
    """What the part adds: mean, and the ends of the interval."""
    difference = paired_bootstrap(without_it, whole)
    return [round(value, 3) for value in (difference.mean, difference.low, difference.high)]


if __name__ == "__main__":
    sys.exit(main())
