"""A measure that reads like an answer is weighed though the words of others are nearer; it drives none of them out."""

from dataclasses import replace
from pathlib import Path

import pytest

from index.build import build
from qa import candidates, weigh
from qa.question import understand
from qa.retrieve import Found, Retriever
from tests.stores import write

PAGE = """一、修理
船坏了，先到船厂验看。修理费由船主付。

二、送餐
给独居渔民送餐，敲门没有人开的，先打电话；十分钟还找不到人，告诉村里和他的亲戚。

三、灯塔
灯塔的门没有人开，独居守塔人自己带钥匙。送餐的船每天中午到。

四、独居渔民
独居渔民每月领一次补助。送餐不收钱。
"""
ASKED = ["给独居渔民送餐敲门没有人开怎么办？", "送餐要钱吗？", "修理费谁付？", "Who pays for the repair?"]


@pytest.fixture(scope="module")
def retriever(tmp_path_factory: pytest.TempPathFactory) -> Retriever:
    place: Path = tmp_path_factory.mktemp("surely")
    build([write(place / "documents", boats=PAGE)], place / "store")
    return Retriever(place / "store")


def found(retriever: Retriever, asked: str) -> Found:
    return retriever.find(understand(asked), 4)


def weighed(retriever: Retriever, asked: str, reads: float, share: float = 0.9) -> list[weigh.Weighed]:
    some = found(retriever, asked)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(weigh, "SURELY_READS", 0.0)
        patch.setattr(weigh, "READS", reads)
        patch.setattr(weigh, "CLOSE_MEASURE", share)
        return weigh.weigh(some, some.aim.question)


@pytest.mark.parametrize("asked", ASKED)
def test_those_are_weighed_that_are_close_to_the_best_or_surely_read(retriever: Retriever, asked: str) -> None:
    told = [one.hit.measure.title for one in weighed(retriever, asked, reads=0.3)]
    every = weighed(retriever, asked, reads=0.0, share=0.0)
    best = max(one.weight for one in every)
    counts = {
        one.hit.measure.title: one.weight + 0.3 * min(max(one.hit.signals.reads, 0.0), candidates.SURE) for one in every
    }
    assert told == sorted((title for title in counts if counts[title] >= 0.9 * best), key=lambda title: -counts[title])


@pytest.mark.parametrize("asked", ASKED)
def test_it_brings_measures_and_drives_none_out(
    retriever: Retriever, asked: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(weigh, "READS", 9.0)
    some = found(retriever, asked)
    unread = [replace(hit, signals=replace(hit.signals, reads=0.0)) for hit in some.answering]
    question = some.aim.question
    without = [one.hit.measure.title for one in weigh.weigh(replace(some, answering=tuple(unread)), question)]
    last = next(hit for hit in reversed(unread) if hit.measure.title not in without)
    surely = replace(last, signals=replace(last.signals, reads=candidates.SURE))
    read = tuple(surely if hit is last else hit for hit in unread)
    told = [one.hit.measure.title for one in weigh.weigh(replace(some, answering=read), question)]
    assert set(without) <= set(told)
    assert last.measure.title in told


def test_the_first_that_answers_has_been_read(retriever: Retriever) -> None:
    answering = found(retriever, ASKED[0]).answering
    assert answering[0].signals.reads
    assert answering[0].measure.title == "二、送餐"


def test_where_a_year_is_asked_about_it_counts_nothing(retriever: Retriever) -> None:
    some = found(retriever, "2025年送餐要钱吗？")
    surely = replace(some.hits[0], signals=replace(some.hits[0].signals, reads=candidates.SURE))
    assert some.aim.question.years
    assert weigh._surely(some.aim.question, surely) == 0
    assert weigh._surely(understand("送餐要钱吗？"), surely) == pytest.approx(0.4)
