"""What is quoted is read with the question; what reads unlike an answer is not quoted, or noted as doubtful."""

import math
from dataclasses import replace
from pathlib import Path

import pytest

from index.build import build
from index.reader import shipped
from qa import verification
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

ASKED = ["渔民津贴向谁申请？", "渔民转产培训多少天？", "Where do fishermen apply?", "渔民津贴会不会被别人冒领？"]


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
    assert verified(found, hits) == pytest.approx(1 / (1 + math.exp(-logit)), abs=1e-3)


def test_the_quotes_of_one_measure_are_read_together(retriever: Retriever) -> None:
    found = unsure(retriever, ASKED[0], 0.5)
    hit = found.hits[0]
    half = len(hit.quote) // 2
    parts = [
        replace(hit, quote=hit.quote[:half], end=hit.start + half),
        replace(hit, quote=hit.quote[half:], start=hit.start + half),
    ]
    whole = replace(hit, quote=f"{hit.quote[:half]}\n{hit.quote[half:]}")
    assert verified(found, parts) == pytest.approx(verified(found, [whole]))


def test_what_is_sure_or_looked_up_is_not_read(retriever: Retriever) -> None:
    found = unsure(retriever, ASKED[0], 0.8)
    assert verified(found, found.hits) == 0.8
    assert verified(replace(found, probability=0.3, weighed=False), found.hits) == 0.3
    assert verified(replace(found, probability=0.3), []) == 0.3


def test_what_reads_unlike_an_answer_is_declined(retriever: Retriever, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(verification, "READ_BELOW", 1.1)
    monkeypatch.setattr(verification, "USUAL", 99.0)
    given = answer(retriever, ASKED[0])
    assert given.declined
    assert 0 < given.probability < verification.LEAST
    assert given.reason == "找到的内容与问题相近，但看来没有写到所问的这一点。"
    assert given.related
