"""From standing out to a probability: the fit against its definition, the file, a store's own."""

import json
import logging
import math
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.errors import LabelError
from qa.calibration import FEWEST, FILE, SCALE, SHIPPED, Calibration, balanced, features, fit

SAMPLE = Calibration((-1.5, 0.7, 0.1, 0.2), (10, 1000), (0.4, 1.2))


@settings(max_examples=40)
@given(
    st.lists(st.tuples(st.floats(-5, 20), st.booleans(), st.booleans()), min_size=1, max_size=30),
    st.integers(1, 5000),
    st.sampled_from([0.01, 1.0, 50.0]),
)
def test_the_fit_is_where_the_loss_is_flat(
    points: list[tuple[float, bool, bool]], passages: int, strength: float
) -> None:
    stands, english, truths = (np.array(column) for column in zip(*points, strict=True))
    counts = balanced(truths)
    prior = np.array([-1.0, 0.5, 0.0, 0.1])
    weights = fit(features(stands, passages, english), truths, counts, prior, strength)

    def loss(candidate: list[float]) -> float:
        total = strength / 2 * sum((w - p) ** 2 for w, p in zip(candidate, prior, strict=True))
        for (stand, is_english, true), count in zip(points, counts, strict=True):
            margin = candidate[0] + candidate[1] * stand + candidate[2] * math.log(passages) + candidate[3] * is_english
            wrong = -margin if true else margin
            total += count * (math.log1p(math.exp(-abs(wrong))) + max(wrong, 0))
        return float(total)

    best = loss(weights.tolist())
    for i in range(len(weights)):
        for step in (-1e-3, 1e-3):
            moved = weights.tolist()
            moved[i] += step
            assert loss(moved) >= best - 1e-9


@given(st.lists(st.booleans(), min_size=1, max_size=30))
def test_balanced_counts_give_each_kind_half(truths: list[bool]) -> None:
    counts = balanced(truths)
    assert counts.sum() == pytest.approx(len(truths) / 2 * len(set(truths)))
    for kind in set(truths):
        total = sum(c for c, true in zip(counts, truths, strict=True) if true == kind)
        assert total == pytest.approx(len(truths) / 2)


@given(st.floats(-10, 30), st.floats(0.001, 5), st.integers(1, 10**6), st.booleans())
def test_the_more_it_stands_out_the_likelier(deviations: float, more: float, passages: int, english: bool) -> None:
    low = SAMPLE.probability(deviations, passages, english)
    assert 0 < low < SAMPLE.probability(deviations + more, passages, english) < 1
    margin = -1.5 + 0.7 * deviations + 0.1 * math.log(passages) + 0.2 * english
    assert low == pytest.approx(1 / (1 + math.exp(-margin)))


@pytest.mark.parametrize(("passages", "bar"), [(1, 0.4), (10, 0.4), (100, 0.8), (1000, 1.2), (10**6, 1.2)])
def test_the_bar_runs_over_the_logarithm_of_the_size_and_stays_outside(passages: int, bar: float) -> None:
    assert SAMPLE.bar(passages) == pytest.approx(bar)
    for english in (False, True):
        assert SAMPLE.threshold(passages, english) == SAMPLE.probability(SAMPLE.bar(passages), passages, english)


def test_a_file_gives_back_what_was_written(tmp_path: Path) -> None:
    SAMPLE.write(tmp_path / FILE)
    assert Calibration.load(tmp_path / FILE) == SAMPLE
    assert [path.name for path in tmp_path.iterdir()] == [FILE]


def test_what_ships_serves_any_model_and_never_asks_less_of_a_larger_store() -> None:
    shipped = Calibration.load()
    assert shipped.model == ""
    assert shipped.weights[1] > 0
    assert list(shipped.bars) == sorted(shipped.bars)


@pytest.mark.parametrize(
    "spoiled",
    [
        "",
        "{",
        "[]",
        "{}",
        '{"weights": [1, 2], "sizes": [1], "bars": [1]}',
        '{"weights": [1, 2, 3, NaN], "sizes": [1], "bars": [1]}',
        '{"weights": [1, 2, 3, 4], "sizes": [], "bars": []}',
        '{"weights": [1, 2, 3, 4], "sizes": [0], "bars": [1]}',
        '{"weights": [1, 2, 3, 4], "sizes": [9, 5], "bars": [1, 2]}',
        '{"weights": [1, 2, 3, 4], "sizes": [5], "bars": [1, 2]}',
        '{"weights": [1, 2, 3, 4], "sizes": [5], "bars": [NaN]}',
        '{"weights": "four", "sizes": [5], "bars": [1]}',
        '{"weights": [1, 0, 3, 4], "sizes": [5], "bars": [1]}',
    ],
)
def test_a_spoiled_file_is_named_and_the_shipped_one_serves(
    tmp_path: Path, spoiled: str, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / FILE).write_text(spoiled, "utf-8")
    with caplog.at_level(logging.WARNING):
        assert Calibration.of(tmp_path, "model") == Calibration.load(SHIPPED)
    assert str(tmp_path / FILE) in caplog.text
    assert "--calibrate" in caplog.text


def test_one_of_another_model_is_left_alone(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    own = Calibration(SAMPLE.weights, SAMPLE.sizes, SAMPLE.bars, "this model")
    own.write(tmp_path / FILE)
    assert Calibration.of(tmp_path, "this model") == own
    assert not caplog.text
    with caplog.at_level(logging.WARNING):
        assert Calibration.of(tmp_path, "another model") == Calibration.load()
    assert "another embedding model" in caplog.text
    replace(own, scale=SCALE - 1).write(tmp_path / FILE)
    with caplog.at_level(logging.WARNING):
        assert Calibration.of(tmp_path, "this model") == Calibration.load()
    assert "an earlier way of judging" in caplog.text
    assert json.loads((tmp_path / FILE).read_text("utf-8"))["model"] == "this model"


def test_a_store_s_own_bar_declines_no_more_than_two_in_a_hundred_of_what_is_covered() -> None:
    random = np.random.default_rng(3)
    covered, others = random.normal(6, 2, 200), random.normal(0, 1, 100)
    stands = np.concatenate([covered, others])
    truths = np.arange(300) < 200
    own = SAMPLE.refit(stands, np.zeros(300), truths, 50, "this model")
    assert own.bar(50) == sorted(covered)[3]
    assert (own.bar(1), own.bar(10**6), own.model) == (own.bar(50), own.bar(50), "this model")

    def loss(calibration: Calibration) -> float:
        p = np.array([calibration.probability(stand, 50, False) for stand in stands])
        return float(-np.log(np.where(truths, p, 1 - p)).mean())

    assert loss(own) < loss(SAMPLE)


def test_few_covered_questions_are_too_few() -> None:
    stands = np.arange(FEWEST, dtype=float)
    truths = np.ones(FEWEST, bool)
    assert SAMPLE.refit(stands, truths, truths, 5, "").weights == SAMPLE.weights
    with pytest.raises(LabelError, match=f"{FEWEST - 1} .*at least {FEWEST}"):
        SAMPLE.refit(stands[1:], truths[1:], truths[1:], 5, "")


def test_covered_questions_that_stand_out_less_than_the_others_are_refused() -> None:
    stands = np.concatenate([np.linspace(-3, 0, 200), np.linspace(4, 9, 200)])
    with pytest.raises(LabelError, match="check their labels"):
        SAMPLE.refit(stands, np.zeros(400), np.arange(400) < 200, 5, "")
