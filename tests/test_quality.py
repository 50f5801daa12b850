"""Everyday questions over the shipped document: a floor under what `benchmarks/questions.py` reports."""

import json
from pathlib import Path
from typing import Any

from qa.question import understand
from qa.retrieve import Found, Retriever

QUESTIONS = Path(__file__).parent / "questions"


def asked(name: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (QUESTIONS / f"{name}.jsonl").read_text("utf-8").splitlines()]


def test_everyday_questions(shipped: Path) -> None:
    retriever = Retriever(shipped)
    position = {measure.title: number for number, measure in enumerate(retriever.store.measures(0))}
    found = [(q, retriever.find(understand(q["query"]), 3)) for name in ("dev", "test", "test2") for q in asked(name)]

    def rank(question: dict[str, Any], result: Found) -> int:
        numbers = [position[hit.measure.title] for hit in result.hits]
        return next((i for i, number in enumerate(numbers) if number in question["measures"]), 99)

    chinese = [rank(q, r) for q, r in found if q["measures"] and q["lang"] != "en"]
    english = [rank(q, r) for q, r in found if q["measures"] and q["lang"] == "en"]
    assert sum(r == 0 for r in chinese) >= 0.84 * len(chinese)
    assert sum(r < 3 for r in chinese) >= 0.93 * len(chinese)
    assert sum(r < 3 for r in english) >= 0.88 * len(english)
    wrongly = sum(not r.covered for q, r in found if q["measures"])
    rightly = [not r.covered for q, r in found if not q["measures"]]
    assert wrongly <= 0.06 * sum(bool(q["measures"]) for q, _ in found)
    assert sum(rightly) >= 0.74 * len(rightly)
