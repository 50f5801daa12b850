"""What each part of answering is worth: the whole system beside itself without that part.

    python -m benchmarks.answer_ablation PAGE PAGES DATA

PAGE is the web page of the development questions, PAGES the folder of the real pages that `pages-questions.jsonl` asks,
DATA that of the shelf, whose questions `dev` are asked, see `shelf.py`.
Every question is answered by the whole system and again without each part. Two things are told: the share of the
covered questions whose quotes hold the noted answer, and the share of all that are rightly answered or declined, a
covered one by its noted answer. Differences with their 95% intervals (paired bootstrap) go to
benchmarks/results/answer-ablation.json: what is above 0 is lost without the part.
"""

import argparse
import json
import re
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any
from unittest.mock import patch

import numpy as np

from benchmarks.shelf import shelve
from corpus.places import NOWHERE
from corpus.text import normalise
from index.build import build
from qa.answer import answer
from qa.metrics import paired_bootstrap
from qa.retrieve import Retriever
from qa.wanted import NOTHING

HERE = Path(__file__).parent
QUESTIONS = HERE.parent / "tests" / "questions"
DEVELOPMENT = ("dev", "dev2", "dev3", "dev4")

PARTS: Mapping[str, Mapping[str, Any]] = {
    "bonus for the kind of fact": {"qa.worth.FACT_BONUS": 0.0, "qa.weigh.FACT_BONUS": 9.0},
    "bonus for the unit": {"qa.worth.UNIT_BONUS": 0.0},
    "bonus for the party": {"qa.worth.PARTY_BONUS": 0.0},
    "years": {"qa.question.years": lambda *_: ()},
    "news that tell no day may be of the year": {"qa.question._NEWS": ()},
    "days": {"qa.question.days": lambda _: ()},
    "places": {"qa.question.asked_place": lambda _: NOWHERE},
    "the clause that names a document no topic in it": {
        "qa.weigh.without_frame": lambda question: question,
        "qa.single.without_frame": lambda question: question,
    },
    "details and matters that an answer must state": {"qa.question.wanted": lambda _: NOTHING},
    "fines and the rules they punish": {"qa.weigh.with_penalties": lambda hits, _: hits},
    "lists with their introductions": {"qa.sentences.lists": lambda *_: []},
    "what carries a sentence on": {"qa.sentences.CARRIED_ON": 9.0},
    "what a sentence does not stand without": {"qa.sentences.completed": lambda _, __, numbers: set(numbers)},
    "what is announced": {"qa.dependence.LONGEST_ANNOUNCED": 0},
    "the little between two quotes": {"qa.sentences.LONGEST_GAP": -1},
    "short articles whole": {"qa.sentences.LONGEST_ARTICLE": 0},
    "headings over text": {"qa.worth._told_below": lambda *_: False},
    "the place and the year of a document no topic in it": {"qa.weigh._given": lambda *_: frozenset()},
    "several measures": {"qa.weigh.CLOSE_MEASURE": 1.0},
    "length against long sentences": {"qa.weigh.TEDIUM": 0.0},
    "several things one by one": {"qa.answer.things": lambda _: [], "qa.retrieve.Retriever.each": lambda *_: []},
    "cohort": {"qa.judge.COHORT_WEIGHT": 0.0},
    "network of answerability": {"qa.judge.ANSWERS_WEIGHT": 0.0},
    "the transformer that reads": {"qa.judge.READS_WEIGHT": 0.0},
    "the transformer in the ranking": {"qa.candidates.CLOSE": -1.0},
    "measures that surely read like an answer": {"qa.weigh.READS": 0.0},
    "what would be quoted read once more": {"qa.single.verified": lambda found, quotes: (found.probability, quotes)},
    "the network in the ranking": {"qa.candidates.Candidates.preferred": lambda _, __, found: found},
    "lead of a document": {"qa.judge.AHEAD_WEIGHT": 0.0},
    "shared words counting less for declining": {"qa.judge.COVERAGE_WEIGHT": 1.0},
    "thesaurus": {"qa.question.expand": lambda _: []},
    "words that only frame a question": {"qa.question._FRAME": re.compile(r"(?!)")},
}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("page", type=Path)
    parser.add_argument("pages", type=Path)
    parser.add_argument("data", type=Path)
    options = parser.parse_args()
    shelf = _rows([HERE / "shelf-questions.jsonl"])
    with tempfile.TemporaryDirectory() as folder:
        shelve(options.data, Path(folder))
        report = {
            "county page": ablate(options.page, _rows([QUESTIONS / f"{name}.jsonl" for name in DEVELOPMENT])),
            "real pages": ablate(options.pages, _rows([HERE / "pages-questions.jsonl"])),
            "shelf": ablate(Path(folder), [row for row in shelf if row["half"] == "dev"]),
        }
    target = HERE / "results" / "answer-ablation.json"
    target.write_text(json.dumps(report, ensure_ascii=False, indent=1) + "\n", "utf-8")
    return 0


def _rows(files: Sequence[Path]) -> list[dict[str, Any]]:
    return [json.loads(line) for file in files for line in file.read_text("utf-8").splitlines()]


def ablate(source: Path, rows: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """What the whole system reaches, and what is lost without each part."""
    covered = np.array([bool(_noted(row) or row.get("measures")) for row in rows])
    with tempfile.TemporaryDirectory() as store:
        build([source], store)
        whole = outcomes(store, rows)
        lost: dict[str, Any] = {}
        for part, changes in PARTS.items():
            with without(changes):
                less = outcomes(store, rows)
            lost[part] = {
                "answer quoted": _difference(whole[covered], less[covered]),
                "rightly answered or declined": _difference(whole, less),
            }
            print(part, lost[part], flush=True)
    return {
        "questions": len(rows),
        "covered": int(covered.sum()),
        "answer quoted": round(float(whole[covered].mean()), 3),
        "rightly answered or declined": round(float(whole.mean()), 3),
        "lost without": lost,
    }


def outcomes(store: str, rows: Sequence[Mapping[str, Any]]) -> Any:
    """`(n,)`: 1 where the quotes hold the noted answer, or what is not covered is declined; else 0."""
    retriever = Retriever(store)
    found = []
    for row in rows:
        said = answer(retriever, row["query"])
        noted = _noted(row)
        quoted = _bare("".join(citation.quote for citation in said.citations))
        covered = bool(noted or row.get("measures"))
        held = bool(noted) and all(_bare(one) in quoted for one in noted)
        found.append(float(held if covered else said.declined))
    return np.array(found)


@contextmanager
def without(changes: Mapping[str, Any]) -> Iterator[None]:
    """These names of the modules replaced meanwhile."""
    with ExitStack() as stack:
        for name, value in changes.items():
            stack.enter_context(patch(name, value))
        yield


def _noted(row: Mapping[str, Any]) -> list[str]:
    noted = row.get("answer") or []
    return [noted] if isinstance(noted, str) else list(noted)


def _bare(text: str) -> str:
    return re.sub(r"[\W_]", "", normalise(text))


def _difference(whole: Any, less: Any) -> list[float]:
    found = paired_bootstrap(less, whole)
    return [round(value, 3) for value in (found.mean, found.low, found.high)]


if __name__ == "__main__":
    sys.exit(main())
