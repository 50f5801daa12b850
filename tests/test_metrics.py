"""Figures of evaluation against the definitions written out naively."""

import itertools
import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.metrics import (
    auroc,
    calibration_error,
    hit,
    ndcg,
    paired_bootstrap,
    reciprocal_rank,
    reliability,
    roc,
)

GAINS = st.lists(st.booleans(), max_size=12)
SCORES = st.lists(st.sampled_from([0.0, 0.1, 0.25, 0.5, 0.75, 0.9, 1.0]), min_size=1, max_size=15)


@given(GAINS, st.integers(1, 12))
def test_hit_and_reciprocal_rank_by_walking_down_the_list(gains: list[bool], k: int) -> None:
    ranks = [i + 1 for i in range(len(gains)) if gains[i]]
    assert hit(gains, k) == (bool(ranks) and min(ranks) <= k)
    assert reciprocal_rank(gains) == (1 / min(ranks) if ranks else 0)


@given(GAINS, st.integers(0, 4), st.integers(1, 12))
def test_ndcg_is_the_gain_over_that_of_the_best_order(gains: list[bool], missed: int, k: int) -> None:
    def dcg(order: list[bool]) -> float:
        return sum(1 / math.log2(rank + 1) for rank, gain in enumerate(order[:k], 1) if gain)

    relevant = sum(gains) + missed
    best = dcg([True] * relevant + [False] * len(gains))
    assert ndcg(gains, relevant, k) == pytest.approx(dcg(gains) / best if best else 0)
    assert 0 <= ndcg(gains, relevant, k) <= 1 + 1e-12


@given(SCORES, SCORES)
def test_auroc_counts_pairs_and_is_the_area_under_the_curve(positive: list[float], negative: list[float]) -> None:
    pairs = [(p > n) + (p == n) / 2 for p, n in itertools.product(positive, negative)]
    assert auroc(positive, negative) == pytest.approx(sum(pairs) / len(pairs))
    x, y = roc(positive, negative)
    area = sum((x[i + 1] - x[i]) * (y[i + 1] + y[i]) / 2 for i in range(len(x) - 1))
    assert area == pytest.approx(auroc(positive, negative))


@given(SCORES, SCORES)
def test_a_point_of_the_curve_for_each_threshold(positive: list[float], negative: list[float]) -> None:
    x, y = roc(positive, negative)
    bars = sorted({*positive, *negative}, reverse=True)
    expected = [(0.0, 0.0)] + [
        (sum(n >= bar for n in negative) / len(negative), sum(p >= bar for p in positive) / len(positive))
        for bar in bars
    ]
    assert x.tolist() == pytest.approx([point[0] for point in expected])
    assert y.tolist() == pytest.approx([point[1] for point in expected])


def test_auroc_of_one_kind_alone_is_chance() -> None:
    assert auroc([], [0.1]) == auroc([0.9], []) == 0.5


@given(st.lists(st.tuples(st.floats(0, 1), st.booleans()), max_size=40), st.integers(1, 12))
def test_reliability_by_sorting_into_boxes(pairs: list[tuple[float, bool]], bins: int) -> None:
    boxes: dict[int, list[tuple[float, bool]]] = {}
    for probability, true in pairs:
        boxes.setdefault(min(math.floor(probability * bins), bins - 1), []).append((probability, true))
    table = reliability([p for p, _ in pairs], [t for _, t in pairs], bins)
    assert [b.count for b in table] == [len(boxes[key]) for key in sorted(boxes)]
    error = 0.0
    for row, key in zip(table, sorted(boxes), strict=True):
        assert row.predicted == pytest.approx(sum(p for p, _ in boxes[key]) / len(boxes[key]))
        assert row.observed == pytest.approx(sum(t for _, t in boxes[key]) / len(boxes[key]))
        error += abs(row.predicted - row.observed) * row.count
    assert calibration_error(table) == pytest.approx(error / len(pairs) if pairs else 0)


@given(st.lists(st.tuples(st.floats(0, 1), st.floats(0, 1)), min_size=1, max_size=30), st.integers(0, 5))
def test_the_bootstrap_draws_questions_with_their_pairs(pairs: list[tuple[float, float]], seed: int) -> None:
    first, second = [a for a, _ in pairs], [b for _, b in pairs]
    found = paired_bootstrap(first, second, resamples=260, seed=seed)
    random = np.random.default_rng(seed)
    draws = [draw for rows in (250, 10) for draw in random.integers(len(pairs), size=(rows, len(pairs)))]
    drawn = [sum(second[i] - first[i] for i in draw) / len(pairs) for draw in draws]
    assert (found.low, found.high) == pytest.approx(tuple(np.quantile(drawn, [0.025, 0.975])), abs=1e-9)
    assert found.mean == pytest.approx(sum(b - a for a, b in pairs) / len(pairs), abs=1e-12)
    assert (found.better, found.worse) == (sum(b > a for a, b in pairs), sum(b < a for a, b in pairs))
    assert found == paired_bootstrap(first, second, resamples=260, seed=seed)


def test_a_difference_is_real_when_the_interval_leaves_zero_out() -> None:
    assert paired_bootstrap([0] * 40, [1] * 40).real
    assert paired_bootstrap([1] * 40, [1, 0] * 20).real
    assert not paired_bootstrap([0, 1] * 20, [1, 0] * 20).real
    assert not paired_bootstrap([0.5] * 40, [0.5] * 40).real


def test_the_interval_is_that_of_the_normal_approximation_for_many_questions() -> None:
    random = np.random.default_rng(7)
    first, second = random.random(400), random.random(400) + 0.1
    found = paired_bootstrap(first, second)
    spread = 1.96 * np.std(second - first) / 20
    assert found.low == pytest.approx(found.mean - spread, abs=0.004)
    assert found.high == pytest.approx(found.mean + spread, abs=0.004)


def test_pairs_of_unequal_length_are_refused() -> None:
    with pytest.raises(ValueError, match="one length"):
        paired_bootstrap([1], [1, 2])


def test_nothing_asked_differs_in_nothing() -> None:
    found = paired_bootstrap([], [])
    assert (found.mean, found.real) == (0, False)
