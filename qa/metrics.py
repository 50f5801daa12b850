"""What retrieval, declining and probabilities are worth: pure functions of ranks, scores and truths."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

RESAMPLES = 10_000
_AT_ONCE = 250

Floats = NDArray[np.float64]


def hit(gains: Sequence[bool], k: int) -> bool:
    """Whether something relevant is among the first `k` results.

    Args:
        gains: whether each result, best first, is relevant.
    """
    return any(gains[:k])


def reciprocal_rank(gains: Sequence[bool]) -> float:
    """1 / rank of the first relevant result; 0 where there is none."""
    return next((1 / rank for rank, gain in enumerate(gains, 1) if gain), 0.0)


def ndcg(gains: Sequence[bool], relevant: int, k: int) -> float:
    """Normalised discounted cumulative gain with binary gains (Järvelin & Kekäläinen 2002).

    Args:
        gains: whether each result, best first, is relevant; at most `relevant` are.
        relevant: how many relevant results there are in all.
        k: results counted.
    """
    discounts = 1 / np.log2(np.arange(2, k + 2))
    ideal = discounts[: min(relevant, k)].sum()
    got = discounts[: len(gains[:k])][np.array(gains[:k], bool)].sum()
    return float(got / ideal) if ideal else 0.0


def auroc(positive: ArrayLike, negative: ArrayLike) -> float:
    """Probability that a positive scores above a negative, a tie counting half; 0.5 where one kind is missing."""
    above, below = np.sort(np.asarray(positive, float)), np.sort(np.asarray(negative, float))
    if not len(above) or not len(below):
        return 0.5
    won = np.searchsorted(below, above, "left").sum()
    tied = np.searchsorted(below, above, "right").sum() - won
    return float((won + tied / 2) / (len(above) * len(below)))


def roc(positive: ArrayLike, negative: ArrayLike) -> tuple[Floats, Floats]:
    """The ROC curve: for every threshold the share of negatives and of positives that reach it.

    Returns:
        False and true positive rates, from (0, 0) to (1, 1), one point for each distinct score.
    """
    above, below = np.sort(np.asarray(positive, float)), np.sort(np.asarray(negative, float))
    thresholds = np.unique(np.concatenate([above, below]))[::-1]

    def reaching(scores: Floats) -> Floats:
        shares = (len(scores) - np.searchsorted(scores, thresholds, "left")) / max(len(scores), 1)
        return np.concatenate([[0.0], shares])

    return reaching(below), reaching(above)


@dataclass(frozen=True, slots=True)
class Bin:
    """Predictions of like size: how many, their mean, and how often they came true."""

    count: int
    predicted: float
    observed: float


def reliability(probabilities: ArrayLike, truths: ArrayLike, bins: int = 10) -> list[Bin]:
    """Predictions in bins of equal width over [0, 1], empty bins left out (DeGroot & Fienberg 1983)."""
    predicted, true = np.asarray(probabilities, float), np.asarray(truths, float)
    where = np.minimum((predicted * bins).astype(int), bins - 1)
    chosen = [where == number for number in np.unique(where)]
    return [Bin(int(mask.sum()), float(predicted[mask].mean()), float(true[mask].mean())) for mask in chosen]


def calibration_error(bins: Sequence[Bin]) -> float:
    """Expected calibration error: mean distance between predicted and observed, weighted by count (Naeini 2015)."""
    total = sum(b.count for b in bins)
    return sum(b.count * abs(b.predicted - b.observed) for b in bins) / total if total else 0.0


@dataclass(frozen=True, slots=True)
class Difference:
    """Mean of paired differences, its 95% interval, and how many questions got better and worse."""

    mean: float
    low: float
    high: float
    better: int
    worse: int

    @property
    def real(self) -> bool:
        """Whether the interval leaves zero out."""
        return self.low > 0 or self.high < 0


def paired_bootstrap(first: ArrayLike, second: ArrayLike, resamples: int = RESAMPLES, seed: int = 0) -> Difference:
    """How surely `second` differs from `first` on the same questions (percentile bootstrap, Efron 1979).

    Args:
        first: `(n,)` figures, one a question.
        second: `(n,)` figures of the same questions in the same order.
        resamples: how often the questions are drawn anew.
        seed: of the drawing; the same seed gives the same interval.

    Raises:
        ValueError: the two are not of one length.
    """
    a, b = np.asarray(first, float), np.asarray(second, float)
    if a.shape != b.shape:
        raise ValueError(f"paired figures need one length, got {a.shape} and {b.shape}")
    if not len(a):
        return Difference(0.0, 0.0, 0.0, 0, 0)
    difference = b - a
    random = np.random.default_rng(seed)
    means = np.concatenate(
        [
            difference[random.integers(len(a), size=(min(_AT_ONCE, resamples - done), len(a)))].mean(axis=1)
            for done in range(0, resamples, _AT_ONCE)
        ]
    )
    low, high = np.quantile(means, [0.025, 0.975])
    return Difference(
        float(difference.mean()), float(low), float(high), int((difference > 0).sum()), int((difference < 0).sum())
    )
