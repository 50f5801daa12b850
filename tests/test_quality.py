"""Everyday questions over the shipped document: a floor under what `benchmarks/questions.py` reports."""

import json
from pathlib import Path
from typing import Any

import pytest

from qa.question import understand
from qa.retrieve import Found, Retriever

QUESTIONS = Path(__file__).parent / "questions"


def asked(name: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (QUESTIONS / f"{name}.jsonl").read_text("utf-8").splitlines()]


@pytest.mark.parametrize("name", ["dev", "test", "test2"])
def test_everyday_questions(shipped: Path, name: str) -> None:
    retriever = Retriever(shipped)
    position = {measure.title: number for number, measure in enumerate(retriever.store.measures(0))}
    found = [(q, retriever.find(understand(q["query"]), 3)) for q in asked(name)]

    def rank(question: dict[str, Any], result: Found) -> int:
        numbers = [position[hit.measure.title] for hit in result.hits]
        return next((i for i, number in enumerate(numbers) if number in question["measures"]), 99)

    chinese = [rank(q, r) for q, r in found if q["measures"] and q["lang"] != "en"]
    english = [rank(q, r) for q, r in found if q["measures"] and q["lang"] == "en"]
    assert sum(r == 0 for r in chinese) >= 0.70 * len(chinese)
    assert sum(r < 3 for r in chinese) >= 0.88 * len(chinese)
    assert sum(r < 3 for r in english) >= 0.8 * len(english)
    wrongly = sum(not r.covered for q, r in found if q["measures"])
    rightly = [not r.covered for q, r in found if not q["measures"]]
    assert wrongly <= 0.08 * sum(bool(q["measures"]) for q, _ in found)
    assert sum(rightly) >= 0.6 * len(rightly)
