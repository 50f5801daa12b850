"""Everyday questions over the shipped document: a floor under what `benchmarks/questions.py` reports."""

import json
from pathlib import Path
from typing import Any

from qa.question import understand
from qa.retrieve import Found, Retriever

QUESTIONS = Path(__file__).parent / "questions"


def asked(name: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (QUESTIONS / f"{name}.jsonl").read_text("utf-8").splitlines()]


SETS = ("dev", "test", "test2")


def test_everyday_questions(shipped: Path) -> None:
    retriever = Retriever(shipped)
    position = {measure.title: number for number, measure in enumerate(retriever.store.measures(0))}
    found = {name: [(q, retriever.find(understand(q["query"]), 3)) for q in asked(name)] for name in SETS}

    def rank(question: dict[str, Any], result: Found) -> int:
        numbers = [position[hit.measure.title] for hit in result.hits]
        return next((i for i, number in enumerate(numbers) if number in question["measures"]), 99)

    for name in SETS:
        chinese = [rank(q, r) for q, r in found[name] if q["measures"] and q["lang"] != "en"]
        rightly = [not r.covered for q, r in found[name] if not q["measures"]]
        assert sum(r == 0 for r in chinese) >= 0.84 * len(chinese), name
        assert sum(r < 3 for r in chinese) >= 0.9 * len(chinese), name
        assert sum(rightly) >= 0.74 * len(rightly), name
    every = [pair for name in SETS for pair in found[name]]
    english = [rank(q, r) for q, r in every if q["measures"] and q["lang"] == "en"]
    wrongly = [not r.covered for q, r in every if q["measures"]]
    assert sum(r < 3 for r in english) >= 0.9 * len(english)
    assert sum(wrongly) <= 0.06 * len(wrongly)
