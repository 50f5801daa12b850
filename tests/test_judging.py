"""Declining: what a question reaches is set against what it reaches elsewhere, and against questions about nothing."""

import math
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from corpus.records import Document, Measure
from index.build import build
from index.embed import Embedder
from index.store import Store
from qa.calibration import Calibration
from qa.candidates import STANDING
from qa.citation import Hit
from qa.judge import (
    AHEAD_WEIGHT,
    AMONG,
    ANSWERS_WEIGHT,
    AT_THE_BAR,
    COHORT_NEAREST,
    COHORT_WEIGHT,
    COVERAGE_WEIGHT,
    INTERACTION_WEIGHT,
    JUDGED,
    LEAST_AHEAD,
    MOST_AHEAD,
    NEAR,
    READ_THROUGH,
    READS_AT_THE_BAR,
    READS_WEIGHT,
    USUALLY_AHEAD,
    Judge,
    ahead,
)
from qa.question import understand
from qa.rank import Signals
from qa.retrieve import Retriever
from qa.search import Search
from tests.stores import write

LEAVE = """# 丁县婚丧礼俗办法

## 婚假

职工结婚可以休婚假十五天，工资照发，路上的天数另算。
"""
CALIBRATION = Calibration((-1.5, 0.7, 0.1, 0.2), (10, 1000), (0.4, 1.2))
QA = Path(__file__).parents[1] / "qa"


@pytest.fixture(scope="module")
def embedder() -> Embedder:
    return Embedder.load()


@pytest.fixture
def fixed(embedder: Embedder) -> Judge:
    """A judge of a store in which every question finds the same."""
    return Judge(embedder, lambda _: [Signals(cosine=0.3)], 50, CALIBRATION)


def elsewhere(embedder: Embedder, text: str) -> float:
    cohort = embedder.encode_passages((QA / "cohort.txt").read_text("utf-8").splitlines())
    return float(np.mean(sorted(map(float, cohort @ embedder.encode_query(text)))[-COHORT_NEAREST:]))


def test_relevance_is_the_best_of_the_first_hits_less_its_nearness_elsewhere(embedder: Embedder, fixed: Judge) -> None:
    found = [Signals(cosine=0.26, coverage=0.1), Signals(cosine=0.1, coverage=0.5), Signals(), Signals(cosine=0.9)]
    found[0] = replace(found[0], interaction=0.8)
    assert len(found) == JUDGED + 1
    question = understand("养老金怎么领")
    expected = 0.3 + INTERACTION_WEIGHT * 0.8 - COHORT_WEIGHT * elsewhere(embedder, "养老金怎么领")
    assert expected > 0.1 + COVERAGE_WEIGHT * 0.5 - COHORT_WEIGHT * elsewhere(embedder, "养老金怎么领")
    assert abs(fixed.relevance(question, found) - expected) < 1e-5


def test_the_likeliest_answer_of_the_first_hits_moves_how_far_a_question_stands_out(fixed: Judge) -> None:
    question = understand("养老金怎么领")
    found = [Signals(cosine=0.4, answers=AT_THE_BAR + one) for one in (-3.0, 2.0, 0.5, 9.0)]
    assert len(found) == JUDGED + 1
    near = fixed.nearness(question, found)
    assert near == fixed.nearness(question, [Signals(cosine=0.4)])
    assert fixed.deviations(question, found) == pytest.approx(near + 2 * ANSWERS_WEIGHT)
    assert fixed.deviations(question, found[:1]) == pytest.approx(near - 3 * ANSWERS_WEIGHT)
    assert fixed.near(question, found) == (near >= NEAR) == fixed.near(question, found[:1])
    read = [replace(found[0], reads=READS_AT_THE_BAR + 3), replace(found[1], reads=9.0), *found[2:]]
    assert fixed.deviations(question, read) == pytest.approx(near + 2 * ANSWERS_WEIGHT + 3 * READS_WEIGHT)


def test_hits_that_ranking_did_not_read_are_read_for_an_answer_before_they_are_judged(shipped: Path) -> None:
    search = Search(Store.open(shipped), Embedder.load())
    question = understand("开厂缺钱,政府有没有办法帮?")
    hits = search.search(question, JUDGED + 2)
    assert all(hit.signals.answers for hit in hits)
    judged = search.judged(question, hits)
    assert [replace(one, reads=0.0) for one in judged] == [hit.signals for hit in hits]
    assert [bool(one.reads) for one in judged] == [True] * READ_THROUGH + [False] * (len(hits) - READ_THROUGH)
    assert not any(one.reads for one in search.judged(question, hits, through=False))
    assert search.judged(question, []) == []
    bare = [replace(hit, signals=replace(hit.signals, answers=0.0, preference=0.0)) for hit in hits]
    told = search.judged(question, bare)
    for one, hit in zip(told[:JUDGED], hits, strict=False):
        assert one.answers == pytest.approx(hit.signals.answers, abs=1e-4)
        assert one.preference == pytest.approx(hit.signals.preference, abs=1e-4)
    assert told[JUDGED:] == [hit.signals for hit in bare[JUDGED:]]


@pytest.mark.parametrize("text", ["养老金怎么领", "How do I claim a pension?"])
def test_the_bar_lies_above_the_questions_about_nothing_in_the_same_language(
    embedder: Embedder, fixed: Judge, text: str
) -> None:
    question = understand(text)
    lines = (QA / "background.txt").read_text("utf-8").splitlines()
    same = [line for line in lines if (understand(line).language == "en") == (question.language == "en")]
    reached = [0.3 - COHORT_WEIGHT * elsewhere(embedder, line) for line in same]
    deviations = 0.4 + 0.8 * math.log(50 / 10) / math.log(1000 / 10)
    bar = np.mean(reached) + deviations * np.std(reached)
    cosine = float(bar + COHORT_WEIGHT * elsewhere(embedder, text))
    above, below = [Signals(cosine=cosine + 1e-4)], [Signals(cosine=cosine - 1e-4)]
    assert fixed.deviations(question, above) == pytest.approx(deviations, abs=0.01)
    assert fixed.covers(question, fixed.probability(question, above))
    assert not fixed.covers(question, fixed.probability(question, below))
    english = question.language == "en"
    expected = 1 / (1 + math.exp(1.5 - 0.7 * fixed.deviations(question, above) - 0.1 * math.log(50) - 0.2 * english))
    assert fixed.probability(question, above) == pytest.approx(expected)


def test_background_and_questions_are_measured_alike(shipped: Path) -> None:
    """Words met count for both: background questions stand out by nothing on average, spread by one deviation."""
    search = Search(Store.open(shipped), Embedder.load())
    background = [understand(line) for line in (QA / "background.txt").read_text("utf-8").splitlines()]
    chinese = [question for question in background if question.language == "zh"]
    deviations = [search.judge.deviations(question, search.candidates.standing(question)) for question in chinese]
    assert float(np.mean(deviations)) == pytest.approx(0, abs=1e-3)
    assert float(np.std(deviations)) == pytest.approx(1, abs=1e-3)
    assert any(signals.interaction > 0 for signals in search.candidates.standing(chinese[0]))


def test_what_stands_out_is_what_candidates_have(shipped: Path) -> None:
    search = Search(Store.open(shipped), Embedder.load())
    question = understand("开厂缺钱,政府有没有办法帮?")
    known = {(s.cosine, s.coverage, s.expansion, s.interaction) for _, s in search.candidates.ranked(question)}
    standing = search.candidates.standing(question)
    assert len(standing) == STANDING
    assert {(s.cosine, s.coverage, s.expansion, s.interaction) for s in standing} <= known


def test_nothing_found_covers_nothing(fixed: Judge) -> None:
    question = understand("养老金怎么领")
    assert fixed.probability(question, []) == 0
    assert not fixed.covers(question, 0)


def test_a_document_taken_out_of_the_store_is_missed(tmp_path: Path) -> None:
    """The same question is covered with its document and not without it."""
    question = understand("结婚能放几天假")
    shipped = Path(__file__).parents[1] / "corpus" / "documents"
    leave = write(tmp_path / "documents", leave=LEAVE)
    build([shipped, leave], tmp_path / "store")
    assert Retriever(tmp_path / "store").find(question, 5).covered
    build([shipped], tmp_path / "store")
    assert not Retriever(tmp_path / "store").find(question, 5).covered


def hits(*scores: tuple[str, float]) -> list[Hit]:
    measure = Measure("一", (), 0, 2, "甲。")
    return [Hit(score, Document(path, path, path, "甲。"), measure, "甲。", 0, 2) for path, score in scores]


def lead(found: list[Hit], measures: int) -> float:
    """Of hits in documents of so many measures, that of the best one; another has a hundred."""
    best = max(found, key=lambda hit: hit.score, default=None)
    return ahead(found, lambda document: range(measures if best and document == best.document else 100))


def test_a_document_ahead_of_the_others_speaks_for_an_answer(fixed: Judge) -> None:
    assert lead(hits(("a", 2.0), ("a", 1.9), ("b", 1.5)), 1) == pytest.approx(0.5 - USUALLY_AHEAD)
    assert lead(hits(("a", 1.5), ("b", 2.0)), 1) == pytest.approx(0.5 - USUALLY_AHEAD), "the best may not be first"
    assert lead(hits(("a", 2.0), ("b", 0.1)), 1) == pytest.approx(MOST_AHEAD - USUALLY_AHEAD)
    assert lead(hits(("a", 2.0), ("b", 2.0)), 1) == pytest.approx(LEAST_AHEAD - USUALLY_AHEAD)
    assert lead(hits(("a", 2.0), ("b", 1.5)), 10) == pytest.approx((0.5 - USUALLY_AHEAD) / 10)
    assert lead(hits(("a", 2.0), ("a", 1.0)), 1) == lead([], 1) == 0
    assert lead(hits(*[("a", 2.0)] * AMONG, ("b", 1.5)), 1) == 0
    question, found = understand("养老金怎么领"), [Signals(cosine=0.4)]
    near = fixed.deviations(question, found)
    assert fixed.deviations(question, found, 0.2) == pytest.approx(near + 0.2 * AHEAD_WEIGHT)
    assert fixed.probability(question, found, 0.2) > fixed.probability(question, found) > 0


def test_the_lead_counts_where_a_question_is_asked(tmp_path: Path) -> None:
    """It is that of the hits, over the measures of the document that the best one is of."""
    write(tmp_path / "documents", leave=LEAVE, other=LEAVE.replace("婚假", "丧假").replace("结婚", "奔丧"))
    build([tmp_path / "documents"], tmp_path / "store")
    retriever = Retriever(tmp_path / "store")
    question = understand("结婚能放几天假")
    search = Search(retriever.store, retriever.embedder)
    found = search.hits(search.aims.of(question, None), AMONG)
    assert search.lead(found) == ahead(found, search.measures) != 0
    told = search.judge.deviations(question, search.judged(question, found), search.lead(found))
    assert retriever.deviations(question) == pytest.approx(told)
    assert retriever.find(question, AMONG).probability == pytest.approx(
        search.judge.probability(question, search.judged(question, found), search.lead(found))
    )
