"""Questions are offered that the index at hand answers, and no others."""

from pathlib import Path

from qa import ask
from qa.retrieve import Retriever
from web.examples import MOST, POOL, Examples


def test_those_that_are_answered_are_offered(small: Path, shipped: Path) -> None:
    for store in (small / "store", shipped):
        answered = [question for question in POOL[::-1] if not ask(question, store).declined]
        assert 0 < len(answered) < len(POOL)
        assert Examples(Retriever(store), POOL[::-1]).offered() == answered[:MOST]
    assert Examples(Retriever(shipped)).offered() == list(POOL[:MOST])
