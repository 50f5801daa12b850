"""When to decline, fitted to a store by labelled questions, and what that is worth on questions left out of the fit."""

import logging
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from corpus.errors import LabelError, StoreForeign
from qa.answer import answer
from qa.calibration import FILE, Calibration
from qa.judge import JUDGED
from qa.outcomes import Outcome
from qa.question import understand
from qa.retrieve import Retriever

FOLDS = 5
"""Into how many parts the questions are divided, each judged by a fit to the others."""

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Recalibration:
    """A calibration fitted to a store, and the shares of questions declined without it and with it.

    Attributes:
        path: where it is kept, beside the generations.
        before: share declined of the questions that are covered (True) and of the others (False), as they were asked.
        after: the same, each question asked under a calibration fitted without it and those of its part.
        counts: how many questions of each kind these are: all but those of a part that the others give no fit for.
    """

    path: Path
    own: Calibration
    before: Mapping[bool, float]
    after: Mapping[bool, float]
    counts: Mapping[bool, int]

    def to_dict(self) -> dict[str, Any]:
        """Plain JSON values."""
        names = {True: "declined wrongly", False: "declined rightly"}
        held_out = {
            names[kind]: {"questions": count, "before": self.before[kind], "after": self.after[kind]}
            for kind, count in self.counts.items()
        }
        own = {"file": str(self.path), "bar": self.own.bars[0], "weights": list(self.own.weights)}
        return own | {"folds": FOLDS, "held_out": held_out}


def calibration_file(retriever: Retriever) -> Path:
    """Where the calibration of a store is kept.

    Raises:
        StoreForeign: the store is in no folder.
    """
    if retriever.path is None:
        raise StoreForeign(f"“{retriever.location}” is on Milvus and has no folder to keep a calibration in")
    return retriever.path / FILE


def recalibrate(
    retriever: Retriever, outcomes: Sequence[Outcome], progress: Callable[[], object] | None = None
) -> Recalibration:
    """Fit the store's own calibration, starting from the shipped one, and write it beside the generations.

    Only questions that the bar decides are evidence: not those declined for their province or year, whatever they
    reach, those answered by what is looked up or known of a document, or those that lean on earlier ones.

    Args:
        outcomes: of questions asked without filters.
        progress: called for each question that is asked again.

    Raises:
        LabelError: too few questions are covered, or they do not stand out.
        StoreForeign: the store is in no folder.
    """
    path = calibration_file(retriever)
    judged = [outcome for outcome in outcomes if outcome.answerable is not None]
    asked = [understand(outcome.question.text) for outcome in judged]
    evidence = [
        outcome.answer.probability > 0 and not outcome.question.history and retriever.find(question, JUDGED).weighed
        for outcome, question in zip(judged, asked, strict=True)
    ]
    reached = [retriever.deviations(question) if used else 0.0 for question, used in zip(asked, evidence, strict=True)]

    def fitted(chosen: Sequence[int], **fewest: int) -> Calibration:
        return Calibration.load().refit(
            [reached[i] for i in chosen],
            [asked[i].language == "en" for i in chosen],
            [bool(judged[i].answerable) for i in chosen],
            len(retriever.store),
            retriever.embedder.fingerprint,
            **fewest,
        )

    usable = [i for i, used in enumerate(evidence) if used]
    own = fitted(usable)
    folds = _folds([bool(outcome.answerable) for outcome in judged])
    own.write(path)
    declined: dict[int, bool] = {}
    try:
        for fold in range(FOLDS):
            try:
                retriever.calibrate(fitted([i for i in usable if folds[i] != fold], fewest=1))
            except LabelError as error:
                _log.warning("part %d of %d is not judged by a fit to the others: %s", fold + 1, FOLDS, error)
                continue
            for i in (i for i in range(len(judged)) if folds[i] == fold):
                question = judged[i].question
                declined[i] = answer(retriever, question.text, history=question.history).declined
                if progress:
                    progress()
    finally:
        retriever.calibrate(own)
    kinds = [bool(judged[i].answerable) for i in declined]
    return Recalibration(
        path,
        own,
        _shares(kinds, [judged[i].answer.declined for i in declined]),
        _shares(kinds, list(declined.values())),
        {kind: kinds.count(kind) for kind in (True, False) if kind in kinds},
    )


def _folds(kinds: Sequence[bool]) -> list[int]:
    """The part of each question; each kind is spread evenly over all."""
    seen = {True: 0, False: 0}
    folds = []
    for kind in kinds:
        folds.append(seen[kind] % FOLDS)
        seen[kind] += 1
    return folds


def _shares(kinds: Sequence[bool], declined: Sequence[bool]) -> dict[bool, float]:
    return {
        kind: sum(d for d, k in zip(declined, kinds, strict=True) if k == kind) / kinds.count(kind)
        for kind in (True, False)
        if kind in kinds
    }
