"""What each part of the ranking is worth: the whole system beside itself without that part.

    python -m benchmarks.ablation FOLDER [--limit N]

FOLDER is that of `dev_sets.py`. Every question is searched once; without a part its candidates are ordered anew
with that part counting nothing, so what is told is what a part does to the order, not to what is found. The
"company" of words and the choice of weights by language are tried by searching again. Differences in MRR@10 with
their 95% intervals (paired bootstrap) go to benchmarks/results/ablation.json.
"""

import argparse
import json
import sys
import tempfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.dev_sets import drawn, write
from index import tokens
from index.build import build
from qa import rank
from qa.metrics import paired_bootstrap
from qa.outcomes import DEPTH, ranking
from qa.question import Question, understand
from qa.rank import Signals, Weights
from qa.retrieve import Retriever
from qa.search import Search

HERE = Path(__file__).parent
SETS = ("ncp", "own", "stard", "xquad", "mojlaw")
PARTS = ("meaning", "coverage", "expansion", "interaction", "document", "phrase", "company", "weights by language")

Found = Sequence[tuple[int, Signals]]


def without(part: str, question: Question) -> Callable[[Signals], float]:
    """What passages are ordered by when a part of it counts nothing."""
    weights = rank.weights(question.language)
    if part == "meaning":
        return lambda signals: weights.score(signals) - signals.cosine
    if part in Weights.__dataclass_fields__:
        return replace(weights, **{part: 0.0}).score
    return (rank.CHINESE if part == "weights by language" else weights).score


def reciprocal_ranks(retriever: Retriever, queries: Sequence[Mapping[str, Any]], right: Sequence[set[int]]) -> Any:
    """MRR@10 of each question: of the whole system, and without each part."""
    rows = []
    for row, numbers in zip(queries, right, strict=True):
        question = understand(row["query"])
        search = retriever._current()
        allowed = search.store.select(None)
        found = search.candidates.ranked(question, allowed)
        lonely = _without_company(search, question, allowed)
        rows.append([_reciprocal(search.store, found, rank.weights(question.language).score, numbers)])
        for part in PARTS:
            those = lonely if part == "company" else found
            rows[-1].append(_reciprocal(search.store, those, without(part, question), numbers))
    return np.array(rows).T


def _without_company(search: Search, question: Question, allowed: list[int] | None) -> Found:
    share, tokens._COMPANY = tokens._COMPANY, 0.0
    try:
        return search.candidates.ranked(question, allowed)
    finally:
        tokens._COMPANY = share


def _reciprocal(store: Any, found: Found, score: Callable[[Signals], float], right: set[int]) -> float:
    order = sorted(found, key=lambda hit: -score(hit[1]))
    documents = list(dict.fromkeys(store.owners(np.array([chunk for chunk, _ in order])).tolist()))[:DEPTH]
    return ranking([number in right for number in documents], len(right))["MRR@10"]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--sets", nargs="*", default=SETS)
    parser.add_argument("--limit", type=int, default=300, help="questions of a set at most, spread over it")
    options = parser.parse_args()
    target = HERE / "results" / "ablation.json"
    results: dict[str, Any] = json.loads(target.read_text("utf-8")) if target.exists() else {}
    for name in options.sets:
        documents, queries = drawn(options.folder, name, options.limit)
        with tempfile.TemporaryDirectory() as place:
            ids = write(Path(place) / "documents", documents)
            build([Path(place) / "documents"], Path(place) / "store")
            retriever = Retriever(Path(place) / "store")
            held = [{ids[path] for path in (d.path, *d.copies)} for d in retriever.store.documents]
            for language in sorted({row.get("lang", "") for row in queries}):
                asked = [row for row in queries if row.get("lang", "") == language]
                right = [{n for n, keys in enumerate(held) if keys.intersection(row["positive_ids"])} for row in asked]
                whole, *others = reciprocal_ranks(retriever, asked, right)
                results[f"{name} {language}".strip()] = {
                    "questions": len(asked),
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
