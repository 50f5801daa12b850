"""Labelled questions asked of a store: what came of each, and the figures over all."""

import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np

from corpus.text import normalise
from qa.answer import answer
from qa.citation import Hit
from qa.labels import Labelled, Targets, gains
from qa.metrics import (
    Bin,
    Difference,
    auroc,
    calibration_error,
    hit,
    ndcg,
    paired_bootstrap,
    reciprocal_rank,
    reliability,
    roc,
)
from qa.reply import Answer
from qa.retrieve import Retriever
from qa.search import MOST_HITS

DEPTH = 10
"""How many results are looked at."""

FIGURES = (
    *("hit@1", "hit@3", "hit@5", "hit@10", "MRR@10", "nDCG@10"),
    *("answer quoted", "declined rightly", "declined wrongly"),
)
"""The figures of a question, all between 0 and 1; only of `declined wrongly` less is better."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of one question.

    Attributes:
        answer: what the system said.
        hits: the first `DEPTH` results; one a document where documents are what is labelled.
        gains: whether each of them is right, see `qa.labels.gains`.
        relevant: how many right ones there are.
        missing: labels that name nothing in the store.
        milliseconds: how long the answer took.
    """

    question: Labelled
    answer: Answer
    hits: tuple[Hit, ...]
    gains: tuple[bool, ...]
    relevant: int
    missing: tuple[str, ...]
    milliseconds: float

    @property
    def ranked(self) -> bool:
        """Whether it counts for ranking: something is labelled as what answers."""
        return bool(self.relevant or self.missing)

    @property
    def answerable(self) -> bool | None:
        """Whether the documents cover it; None where all that is labelled is missing from the store."""
        if self.question.off_topic:
            return False
        return None if self.missing and not self.relevant else True

    @property
    def quoted(self) -> bool | None:
        """Whether a quote holds the labelled answer, white space and width aside; None without such an answer."""
        if not self.question.answer:
            return None
        wanted = _bare(self.question.answer)
        return any(wanted in _bare(citation.quote) for citation in self.answer.citations)

    @property
    def figures(self) -> dict[str, float]:
        """The figures of this question alone, those that apply to it."""
        found: dict[str, float] = {}
        if self.ranked:
            found |= ranking(self.gains, self.relevant + len(self.missing))
        if self.quoted is not None:
            found["answer quoted"] = float(self.quoted)
        if self.answerable is not None:
            found["declined rightly" if self.question.off_topic else "declined wrongly"] = float(self.answer.declined)
        return found


def ranking(gains: Sequence[bool], relevant: int) -> dict[str, float]:
    """The figures of one ranking.

    Args:
        gains: whether each of the first `DEPTH` results, best first, is right.
        relevant: how many right ones there are in all.
    """
    return {
        **{f"hit@{k}": float(hit(gains, k)) for k in (1, 3, 5, DEPTH)},
        "MRR@10": reciprocal_rank(gains),
        "nDCG@10": ndcg(gains, relevant, DEPTH),
    }


def _bare(text: str) -> str:
    return "".join(normalise(text).split())


def run(
    retriever: Retriever, questions: Sequence[Labelled], progress: Callable[[], object] | None = None
) -> list[Outcome]:
    """Ask every question.

    Args:
        progress: called after each question.
    """
    targets = Targets(retriever.store)
    outcomes = []
    if questions:
        answer(retriever, questions[0].text)  # what is worked out once is no part of a question's time
    for question in questions:
        started = time.perf_counter()
        said = answer(retriever, question.text)
        milliseconds = 1000 * (time.perf_counter() - started)
        wanted, missing = targets.of(question)
        hits = _hits(retriever, question)
        outcomes.append(
            Outcome(
                question, said, hits, tuple(gains(wanted, hits)), len(wanted), tuple(missing), round(milliseconds, 3)
            )
        )
        if progress:
            progress()
    return outcomes


def _hits(retriever: Retriever, question: Labelled) -> tuple[Hit, ...]:
    """The first measures; the first documents, each by its best measure, where documents are labelled."""
    if question.measures or not question.documents:
        return tuple(retriever.search(question.text, DEPTH))
    best: dict[str, Hit] = {}
    for found in retriever.search(question.text, MOST_HITS):
        best.setdefault(found.document.id, found)
    return tuple(best.values())[:DEPTH]


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


def differences(first: Sequence[Outcome], second: Sequence[Outcome]) -> dict[str, Difference]:
    """How `second` differs from `first` in each figure, on the questions it applies to in both."""
    pairs = [(a.figures, b.figures) for a, b in zip(first, second, strict=True)]
    found = {}
    for name in FIGURES:
        both = [(a, b) for a, b in pairs if name in a and name in b]
        if both:
            found[name] = paired_bootstrap([a[name] for a, _ in both], [b[name] for _, b in both])
    return found


def _rounded(value: Any) -> Any:
    if isinstance(value, float):
        return round(value, 4)
    if isinstance(value, dict):
        return {key: _rounded(item) for key, item in value.items()}
    return [_rounded(item) for item in value] if isinstance(value, list | tuple) else value
