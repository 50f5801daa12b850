"""Figures over many questions, and how those of two runs differ."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np

from qa.metrics import Bin, Difference, auroc, calibration_error, paired_bootstrap, reliability, roc
from qa.outcomes import FIGURES, LESS_IS_BETTER, Outcome

_TELLING = ("nDCG@10", "answer recall", "declined rightly", LESS_IS_BETTER)
"""What it is judged by whether a question came out better: the others say the same over again."""


@dataclass(frozen=True, slots=True)
class Summary:
    """Figures over questions.

    Attributes:
        questions: how many were asked.
        means: of each figure of `FIGURES`, over all questions it applies to, in whichever way they went.
        counts: how many that were.
        auroc: probability that a covered question is given a higher probability than one that is not.
        roc: the curve: shares of the questions not covered and of those covered that reach each probability.
        reliability: predicted against observed, see `qa.metrics.reliability`.
        calibration_error: see `qa.metrics.calibration_error`.
        latency: milliseconds of an answer, median and 95th percentile.
    """

    questions: int
    means: dict[str, float]
    counts: dict[str, int]
    auroc: float | None
    roc: tuple[tuple[float, float], ...]
    reliability: tuple[Bin, ...]
    calibration_error: float | None
    latency: dict[str, float]

    @classmethod
    def of(cls, outcomes: Sequence[Outcome]) -> "Summary":
        """Figures over some outcomes."""
        values: dict[str, list[float]] = {}
        for outcome in outcomes:
            for name, value in outcome.figures.items():
                values.setdefault(name, []).append(value)
        judged = [(o.answer.probability, o.answerable) for o in outcomes if o.answerable is not None]
        covered = [p for p, answerable in judged if answerable]
        others = [p for p, answerable in judged if not answerable]
        both = bool(covered and others)
        x, y = roc(covered, others)
        bins = reliability([p for p, _ in judged], [answerable for _, answerable in judged])
        times = [o.milliseconds for o in outcomes]
        return cls(
            questions=len(outcomes),
            means={name: float(np.mean(values[name])) for name in FIGURES if name in values},
            counts={name: len(values[name]) for name in FIGURES if name in values},
            auroc=auroc(covered, others) if both else None,
            roc=tuple(zip(x.tolist(), y.tolist(), strict=True)) if both else (),
            reliability=tuple(bins),
            calibration_error=calibration_error(bins) if both else None,
            latency={f"p{q}": float(np.percentile(times, q)) for q in (50, 95)} if times else {},
        )

    def to_dict(self) -> dict[str, Any]:
        """Plain JSON values, figures to four places."""
        rounded: dict[str, Any] = _rounded(asdict(self))
        return rounded


def by_language(outcomes: Sequence[Outcome]) -> dict[str, list[Outcome]]:
    """Outcomes by the language of their question, the most frequent first."""
    groups: dict[str, list[Outcome]] = {}
    for outcome in outcomes:
        groups.setdefault(outcome.answer.language, []).append(outcome)
    return dict(sorted(groups.items(), key=lambda group: -len(group[1])))


@dataclass(frozen=True, slots=True)
class Compared:
    """One figure of two runs, over the questions it applies to in both.

    Attributes:
        first, second: its means.
        questions: how many those are.
        difference: of the second from the first.
    """

    first: float
    second: float
    questions: int
    difference: Difference

    def to_dict(self) -> dict[str, Any]:
        """Plain JSON values."""
        means = {"first": self.first, "second": self.second, "questions": self.questions}
        return means | asdict(self.difference) | {"real": self.difference.real}


def differences(first: Sequence[Outcome], second: Sequence[Outcome]) -> dict[str, Compared]:
    """How `second` differs from `first` in each figure."""
    pairs = [(a.figures, b.figures) for a, b in zip(first, second, strict=True)]
    found = {}
    for name in FIGURES:
        both = [(a[name], b[name]) for a, b in pairs if name in a and name in b]
        if both:
            one, other = np.array(both).T
            found[name] = Compared(float(one.mean()), float(other.mean()), len(both), paired_bootstrap(one, other))
    return found


@dataclass(frozen=True, slots=True)
class Contrast:
    """A question that came out otherwise in two runs; `change` is above 0 where the second did better."""

    change: float
    first: Outcome
    second: Outcome


def contrasts(first: Sequence[Outcome], second: Sequence[Outcome]) -> tuple[list[Contrast], list[Contrast]]:
    """The questions on which the second run did better than the first, and those on which worse, the most first."""
    found = [Contrast(_change(a.figures, b.figures), a, b) for a, b in zip(first, second, strict=True)]
    found.sort(key=lambda contrast: -abs(contrast.change))
    return [c for c in found if c.change > 0], [c for c in found if c.change < 0]


def _change(first: dict[str, float], second: dict[str, float]) -> float:
    changes = [
        (second[name] - first[name]) * (-1 if name == LESS_IS_BETTER else 1)
        for name in _TELLING
        if name in first and name in second
    ]
    return sum(changes) / len(changes) if changes else 0.0


def _rounded(value: Any) -> Any:
    if isinstance(value, float):
        return round(value, 4)
    if isinstance(value, dict):
        return {key: _rounded(item) for key, item in value.items()}
    return [_rounded(item) for item in value] if isinstance(value, list | tuple) else value
