"""What is compared word by word, and in which order passages come."""

from dataclasses import fields
from pathlib import Path

import numpy as np
import pytest

from index.build import build
from qa import search
from qa.question import understand
from qa.rank import CHINESE, ENGLISH, Signals, columns, weights
from qa.retrieve import Retriever
from tests.stores import FARM, FINANCE, TALENT, write

QUESTIONS = ["开厂缺钱，政府怎么帮？", "人才引进有什么补贴", "What help is there for young scientists?", "水稻"]


@pytest.fixture(scope="module")
def retriever(tmp_path_factory: pytest.TempPathFactory) -> Retriever:
    place: Path = tmp_path_factory.mktemp("ranking")
    build([write(place / "documents", finance=FINANCE, talent=TALENT, farm=FARM)], place / "store")
    return Retriever(place / "store")


def naive(signals: Signals, language: str) -> float:
    counts = ENGLISH if language == "en" else CHINESE
    return signals.cosine + sum(getattr(counts, f.name) * getattr(signals, f.name) for f in fields(counts))


@pytest.mark.parametrize("question", QUESTIONS)
def test_candidates_come_by_the_weighted_sum_of_their_signals(retriever: Retriever, question: str) -> None:
    asked = understand(question)
    found = retriever._current().candidates(asked)
    scores = [naive(signals, asked.language) for _, signals in found]
    assert len(found) > 3
    assert scores == sorted(scores, reverse=True)
    hits = retriever.search(question, 3)
    assert [hit.score for hit in hits] == pytest.approx([naive(hit.signals, asked.language) for hit in hits])


@pytest.mark.parametrize("question", QUESTIONS)
def test_only_the_first_are_read_and_the_others_follow_as_they_were(
    retriever: Retriever, question: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened, asked = retriever._current(), understand(question)
    first = opened.first(asked)
    assert [s.relevance for _, s in first] == sorted((s.relevance for _, s in first), reverse=True)
    monkeypatch.setattr(search, "RERANKED", 2)
    found = opened.candidates(asked)
    assert {chunk for chunk, _ in found[:2]} == {chunk for chunk, _ in first[:2]}
    assert found[2:] == first[2:]


def test_words_never_take_away() -> None:
    bare = Signals(cosine=0.3)
    for language in ("zh", "zh-Hant", "en"):
        for field in fields(Signals):
            more = Signals(**{**{f.name: getattr(bare, f.name) for f in fields(bare)}, field.name: 0.9})
            assert weights(language).score(more) >= weights(language).score(bare)


def test_columns_by_name() -> None:
    one, two = np.array([0.5, 0.25], np.float32), np.array([0.0, 1.0], np.float32)
    assert columns(cosine=one, phrase=two) == [Signals(cosine=0.5), Signals(cosine=0.25, phrase=1.0)]
