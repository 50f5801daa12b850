"""What is quoted is read with the question; what reads unlike an answer is not quoted, or noted as doubtful."""

import math
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from index.build import build
from index.reader import shipped
from qa import single, verification
from qa.answer import answer
from qa.question import understand
from qa.retrieve import Found, Retriever
from qa.verification import verified
from tests.stores import FARM, FINANCE, write

ALLOWANCE = """一、渔民津贴
渔民津贴每人每年五千元，向村委会申请，十日内答复。

二、渔民转产培训
渔民转产培训每期二十天，不收学费。

三、灯塔看守
灯塔由守塔人看守，雾天整天亮灯。
"""

ASKED = ["渔民津贴向谁申请？", "渔民转产培训多少天？", "Where do fishermen apply?", "渔民津贴能不能一次领两年的？"]


@pytest.fixture(scope="module")
def retriever(tmp_path_factory: pytest.TempPathFactory) -> Retriever:
    place: Path = tmp_path_factory.mktemp("verification")
    build([write(place / "documents", finance=FINANCE, boats=ALLOWANCE, farm=FARM)], place / "store")
    return Retriever(place / "store")


def unsure(retriever: Retriever, asked: str, probability: float) -> Found:
    return replace(retriever.find(understand(asked), 4), probability=probability, weighed=True)


@pytest.mark.parametrize("asked", ASKED)
@pytest.mark.parametrize("probability", [0.1, 0.5, 0.79])
def test_the_reading_of_the_best_quotes_counts(retriever: Retriever, asked: str, probability: float) -> None:
    found = unsure(retriever, asked, probability)
    hits = found.hits[:3]
    told = [
        " ".join((hit.document.title, *hit.measure.heading_path, hit.measure.title)) + f"\n{hit.quote}" for hit in hits
    ]
    reads = max(shipped().read(found.aim.question.sought, told).tolist())
    logit = math.log(probability / (1 - probability)) + 0.5 * (min(max(reads, -6.0), 6.0) + 1.0)
    assert verified(found, hits)[0] == pytest.approx(1 / (1 + math.exp(-logit)), abs=1e-3)


def test_the_quotes_of_one_measure_are_read_together(retriever: Retriever) -> None:
    found = unsure(retriever, ASKED[0], 0.5)
    hit = found.hits[0]
    half = len(hit.quote) // 2
    parts = [
        replace(hit, quote=hit.quote[:half], end=hit.start + half),
        replace(hit, quote=hit.quote[half:], start=hit.start + half),
    ]
    whole = replace(hit, quote=f"{hit.quote[:half]}\n{hit.quote[half:]}")
    assert verified(found, parts)[0] == pytest.approx(verified(found, [whole])[0])
    assert verified(found, parts)[1] == [True, True]


def test_what_is_sure_or_looked_up_is_not_read(retriever: Retriever) -> None:
    found = unsure(retriever, ASKED[0], 0.8)
    hits, kept = found.hits, [True] * len(found.hits)
    assert verified(found, hits) == (0.8, kept)
    assert verified(replace(found, probability=0.3, weighed=False), hits) == (0.3, kept)
    assert verified(replace(found, probability=0.3), []) == (0.3, [])


@pytest.mark.parametrize("asked", ASKED[:2])
def test_what_reads_much_less_like_an_answer_than_the_best_is_left_out(retriever: Retriever, asked: str) -> None:
    found = unsure(retriever, asked, 0.5)
    reads = found.reads(found.hits)
    kept = [one >= max(reads) - 3.0 for one in reads]
    assert verified(found, found.hits)[1] == kept
    assert not all(kept)


@pytest.mark.parametrize("change", [{"follows": True}, {"fact": "penalty"}])
def test_what_follows_on_and_a_fine_are_not_read(retriever: Retriever, change: dict[str, Any]) -> None:
    found = unsure(retriever, ASKED[3], 0.5)
    other = replace(found, aim=replace(found.aim, question=replace(found.aim.question, **change)))
    assert verified(other, found.hits) == (0.5, [True] * len(found.hits))


def test_the_rows_of_a_spreadsheet_are_not_read(retriever: Retriever) -> None:
    found = unsure(retriever, ASKED[3], 0.5)
    rows = [replace(hit, document=replace(hit.document, path="boats.xlsx")) for hit in found.hits]
    assert verified(found, rows) == (0.5, [True] * len(rows))


def test_of_several_things_asked_none_is_left_out(retriever: Retriever) -> None:
    found = unsure(retriever, "渔民津贴多少钱，渔民转产培训多少天？", 0.5)
    assert len(found.aim.question.parts) > 1
    assert all(verified(found, found.hits)[1])


def test_what_reads_unlike_an_answer_is_declined(retriever: Retriever, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(verification, "READ_BELOW", 1.1)
    monkeypatch.setattr(single, "LEAST", 0.6)
    monkeypatch.setattr(Found, "least", 0.6)
    monkeypatch.setattr(verification, "WEIGHT", 3.0)
    said, silent = answer(retriever, ASKED[0]), answer(retriever, ASKED[3])
    assert [citation.measure.title for citation in said.citations] == ["一、渔民津贴"]
    assert said.probability > 0.9
    assert silent.declined
    assert 0 < silent.probability < 0.6
    assert silent.reason == "找到的内容与问题相近，但看来没有写到所问的这一点。"
    assert silent.related


def test_no_lower_than_the_bar_itself(retriever: Retriever, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(verification, "READ_BELOW", 1.1)
    monkeypatch.setattr(verification, "WEIGHT", 3.0)
    monkeypatch.setattr(single, "LEAST", 0.6)
    monkeypatch.setattr(Found, "least", 1e-9)
    assert not answer(retriever, ASKED[3]).declined


def test_what_alone_states_what_is_asked_is_kept(retriever: Retriever, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(verification, "READ_BELOW", 1.1)
    monkeypatch.setattr(single, "verified", lambda found, quotes: (found.probability, [False] * len(quotes)))
    assert [citation.quote for citation in answer(retriever, "渔民津贴多少钱？").citations] == [
        "渔民津贴每人每年五千元，向村委会申请，十日内答复。"
    ]


def test_a_new_question_in_a_conversation_is_read_too(retriever: Retriever) -> None:
    alone, later = answer(retriever, ASKED[3]), answer(retriever, ASKED[3], history=["灯塔由谁看守？"])
    assert not later.follows
    assert later.probability == alone.probability
    assert alone.probability < retriever.find(understand(ASKED[3]), 4).probability
