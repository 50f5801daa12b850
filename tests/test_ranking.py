"""What is compared word by word, and in which order passages come."""

from dataclasses import fields, replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.build import build
from qa import candidates
from qa.question import understand
from qa.rank import CHINESE, ENGLISH, Signals, columns, weights
from qa.retrieve import Retriever
from tests.stores import FARM, FINANCE, TALENT, write

QUESTIONS = ["开厂缺钱，政府怎么帮？", "人才引进有什么补贴", "What help is there for young scientists?", "水稻"]


@pytest.fixture(scope="module")
def retriever(tmp_path_factory: pytest.TempPathFactory) -> Retriever:
    place: Path = tmp_path_factory.mktemp("ranking")
    build(
        [write(place / "documents", finance=FINANCE, talent=TALENT, farm=FARM.replace("丙省", "江苏省"))],
        place / "store",
    )
    return Retriever(place / "store")


def naive(signals: Signals, language: str) -> float:
    counts = ENGLISH if language == "en" else CHINESE
    weighed = sum(getattr(counts, f.name) * getattr(signals, f.name) for f in fields(counts))
    return signals.cosine + weighed + signals.preference


@pytest.mark.parametrize("question", QUESTIONS)
def test_candidates_come_by_the_weighted_sum_of_their_signals(retriever: Retriever, question: str) -> None:
    asked = understand(question)
    found = retriever._current().candidates.ranked(asked)
    scores = [naive(signals, asked.language) for _, signals in found]
    assert len(found) > 3
    assert scores == sorted(scores, reverse=True)
    hits = retriever.search(question, 3)
    assert [hit.score for hit in hits] == pytest.approx([naive(hit.signals, asked.language) for hit in hits])


@given(st.lists(st.floats(-1, 1), min_size=14, max_size=14), st.sampled_from(["zh", "en"]))
def test_the_shares_of_the_signals_make_up_the_score(values: list[float], language: str) -> None:
    signals = Signals(*values)
    shares = weights(language).shares(signals)
    assert sum(shares.values()) == pytest.approx(weights(language).score(signals))
    assert [*shares.values()] == sorted(shares.values(), reverse=True)


@pytest.mark.parametrize("question", QUESTIONS)
def test_only_the_first_are_read_and_the_others_follow_as_they_were(
    retriever: Retriever, question: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened, asked = retriever._current(), understand(question)
    first = opened.candidates.first(asked)
    assert [s.relevance for _, s in first] == sorted((s.relevance for _, s in first), reverse=True)
    monkeypatch.setattr(candidates, "RERANKED", 2)
    found = opened.candidates.ranked(asked)
    assert {chunk for chunk, _ in found[:2]} == {chunk for chunk, _ in first[:2]}
    assert found[2:] == first[2:]


def test_documents_are_compared_as_wholes(retriever: Retriever, monkeypatch: pytest.MonkeyPatch) -> None:
    opened, asked = retriever._current(), understand("江苏水稻补贴企业")
    monkeypatch.setattr(candidates, "COMPARED", 2)
    found = opened.candidates.ranked(asked)
    owners = opened.store.owners(np.array([chunk for chunk, _ in found])).tolist()
    assert opened.store.document(0).title == "江苏省农业补贴政策"
    alone = [naive(replace(signals, whole=0.0, named=0.0), "zh") for _, signals in found]
    first = list(dict.fromkeys(owners[place] for place in np.argsort(-np.array(alone), kind="stable")))[:2]
    documents = [opened.store.document(number) for number in first]
    texts = [f"{document.title}\n{document.text}" for document in documents]
    compared = dict(zip(first, opened.store.bm25(asked.text, texts).tolist(), strict=True))
    assert set(owners) == {0, 1, 2}
    for (_, signals), owner in zip(found, owners, strict=True):
        assert signals.whole == pytest.approx(compared.get(owner, 0.0))
        assert signals.named == (owner == 0)


def test_a_single_document_is_not_compared(tmp_path: Path) -> None:
    build([write(tmp_path / "documents", farm=FARM)], tmp_path / "store")
    hits = Retriever(tmp_path / "store").search("丙省的水稻补贴")
    assert {(hit.signals.whole, hit.signals.named) for hit in hits} == {(0.0, 0.0)}


@pytest.mark.parametrize(
    ("question", "sought"),
    [
        ("省里对开厂缺钱到底有没有办法？", "对开厂缺钱有没有办法？"),
        ("文件裡說了哪些補貼", "说了哪些补贴"),
        ("補貼怎麼領", "補貼怎麼領"),
        ("县里呢？", "县里呢？"),
        ("What does 省里 pay?", "What does 省里 pay?"),
    ],
)
def test_what_frames_a_question_is_not_searched_for(question: str, sought: str) -> None:
    assert understand(question).text == question
    assert understand(question).sought == sought


def test_a_frame_leaves_the_order_alone_but_counts_for_declining(retriever: Retriever) -> None:
    plain, framed = (retriever.search(question) for question in ("水稻每亩补多少钱", "省里水稻每亩补多少钱"))
    assert [hit.quote for hit in plain] == [hit.quote for hit in framed]
    assert [hit.score for hit in plain] == pytest.approx([hit.score for hit in framed])
    embedder = retriever.embedder
    whole, part = map(embedder.encode_query, ("省里水稻每亩补多少钱", "水稻每亩补多少钱"))
    passage = embedder.encode_passages(retriever.store.passages([0]))[0]
    first = dict(retriever._current().candidates.first(understand("省里水稻每亩补多少钱")))[0]
    assert first.framed == pytest.approx(float(passage @ (whole - part)), abs=1e-3)
    assert first.relevance == pytest.approx(first.cosine + first.framed + first.coverage + 0.27 * first.expansion)
    assert plain[0].signals.framed == 0


def test_words_never_take_away() -> None:
    bare = Signals(cosine=0.3)
    for language in ("zh", "zh-Hant", "en"):
        for field in fields(Signals):
            more = Signals(**{**{f.name: getattr(bare, f.name) for f in fields(bare)}, field.name: 0.9})
            assert weights(language).score(more) >= weights(language).score(bare)


def test_columns_by_name() -> None:
    one, two = np.array([0.5, 0.25], np.float32), np.array([0.0, 1.0], np.float32)
    assert columns(cosine=one, phrase=two) == [Signals(cosine=0.5), Signals(cosine=0.25, phrase=1.0)]
