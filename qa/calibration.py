"""How likely it is that documents cover a question, and from which likelihood on they are taken to."""

import json
import logging
import math
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np
from numpy.typing import ArrayLike, NDArray

from corpus.errors import LabelError

SHIPPED = Path(__file__).parent / "calibration.json"
"""Fitted on labelled questions of many stores by `benchmarks/calibration.py`."""

FILE = "calibration.json"
"""A store's own, beside its generations, where a rebuild leaves it alone."""

WRONGLY_DECLINED = 0.02
"""The share of covered questions that a threshold may decline."""

SCALE = 2
"""Of the deviations, raised with whatever `qa.judge` adds up: weights and bars of before mean something else."""

FEWEST = 30
"""Covered questions without which no bar is chosen: of fewer, not even one may be declined."""

PRIOR = 10.0
"""How many questions the weights one starts from are worth, roughly."""

_SLOPE = 1
"""Which of the weights is that of the deviations."""

_ROUNDS = 100
_NEAR = 1e-9

_log = logging.getLogger(__name__)

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Calibration:
    """A logistic regression on how far a question stands out in a store, see `qa.judge`.

    Attributes:
        weights: of the columns of `features`.
        sizes: numbers of passages, rising, for which a bar was chosen.
        bars: deviations below which a question is declined, for each size; between two sizes they
            run straight over the logarithm of the size, outside they stay.
        model: fingerprint of the embedding model it was fitted with; empty when it serves any.
        scale: of the deviations it was fitted to, see `SCALE`.
    """

    weights: tuple[float, ...]
    sizes: tuple[int, ...]
    bars: tuple[float, ...]
    model: str = ""
    scale: int = SCALE

    @classmethod
    def load(cls, path: Path = SHIPPED) -> "Calibration":
        """Read a calibration.

        Raises:
            ValueError: the file holds something else.
            OSError: it cannot be read.
        """
        try:
            facts = json.loads(path.read_text("utf-8"))
            found = cls(
                tuple(map(float, facts["weights"])),
                tuple(map(int, facts["sizes"])),
                tuple(map(float, facts["bars"])),
                str(facts.get("model", "")),
                int(facts.get("scale", 1)),
            )
        except (KeyError, TypeError, AttributeError) as error:
            raise ValueError(f"{error!r} is missing or wrong") from error
        numbers = (*found.weights, *found.bars)
        if len(found.weights) != features([0], 1, [0]).shape[1] or not all(map(math.isfinite, numbers)):
            raise ValueError("its weights or bars are not what they should be")
        if found.weights[_SLOPE] <= 0:
            raise ValueError("by it, what stands out more would be less likely")
        if not found.sizes or len(found.sizes) != len(found.bars) or found.sizes[0] < 1:
            raise ValueError("its sizes and bars do not match")
        if list(found.sizes) != sorted(set(found.sizes)):
            raise ValueError("its sizes do not rise")
        return found

    @classmethod
    def of(cls, store: Path | None, model: str) -> "Calibration":
        """The store's own calibration where there is one for this model; the shipped one otherwise.

        Args:
            store: folder of the index; None where it has none.
            model: fingerprint of its embedding model.
        """
        path = store / FILE if store else None
        if path and path.exists():
            try:
                own = cls.load(path)
                if own.model in ("", model) and own.scale == SCALE:
                    return own
                other = "to an earlier way of judging" if own.scale != SCALE else "with another embedding model"
                reason = f"it was fitted {other}"
            except (OSError, ValueError) as error:
                reason = str(error)
            _log.warning(
                "“%s” is not used: %s; fit it anew with: python -m qa.evaluate QUESTIONS.jsonl --calibrate",
                path,
                reason,
            )
        return cls.load()

    def write(self, path: Path) -> None:
        """Write it to a file, whole or not at all."""
        draft = path.with_name(f".{path.name}.draft")
        draft.write_text(json.dumps(asdict(self), indent=1) + "\n", "utf-8")
        draft.replace(path)

    def probability(self, deviations: float, passages: int, english: bool) -> float:
        """How likely a question is covered.

        Args:
            deviations: how far it stands above questions about other things, in their standard deviations.
            passages: size of the store.
            english: whether it is asked in English.
        """
        return float(_sigmoid(features([deviations], passages, [english]) @ np.array(self.weights))[0])

    def bar(self, passages: int) -> float:
        """Deviations below which a question is declined in a store of this size."""
        return float(np.interp(math.log(max(passages, 1)), np.log(self.sizes), self.bars))

    def threshold(self, passages: int, english: bool) -> float:
        """Probability below which a question is declined: that of the bar."""
        return self.probability(self.bar(passages), passages, english)

    def refit(
        self,
        deviations: ArrayLike,
        english: ArrayLike,
        covered: ArrayLike,
        passages: int,
        model: str,
        fewest: int = FEWEST,
    ) -> "Calibration":
        """A store's own, drawn away from this one by labelled questions as far as they are many.

        Args:
            deviations, english, covered: `(n,)`, of each question.
            passages: size of the store.
            model: fingerprint of its embedding model.
            fewest: covered questions without which there is none.

        Raises:
            LabelError: too few questions are covered to choose a bar by, or they do not stand out.
        """
        stands, truths = np.asarray(deviations, float), np.asarray(covered, bool)
        if truths.sum() < fewest:
            raise LabelError(
                f"只有 {truths.sum()} 个有答案的问题 questions that are covered，至少要 at least {fewest}；"
                f"请多标注一些 label more"
            )
        prior = np.array(self.weights)
        weights = prior
        if not truths.all():
            weights = fit(features(stands, passages, english), truths, balanced(truths), prior, PRIOR)
        if weights[_SLOPE] <= 0:
            raise LabelError(
                "有答案的问题并不比无关的更突出，请核对标注 the covered questions stand out no more than the others; "
                "check their labels"
            )
        bar = float(np.quantile(stands[truths], WRONGLY_DECLINED, method="lower"))
        return Calibration(tuple(weights.tolist()), (max(passages, 1),), (bar,), model)


def features(deviations: ArrayLike, passages: ArrayLike, english: ArrayLike) -> Floats:
    """What the regression sees.

    Returns:
        `(n, 4)`: 1, deviations, logarithm of the size of the store, whether in English.
    """
    stands = np.asarray(deviations, float)
    size = np.broadcast_to(np.log(np.maximum(passages, 1)), stands.shape)
    return np.stack([np.ones_like(stands), stands, size, np.asarray(english, float)], axis=1)


def fit(rows: Floats, truths: ArrayLike, counts: ArrayLike, prior: Floats, strength: float) -> Floats:
    """Logistic regression with a Gaussian prior, by Newton's method.

    Args:
        rows: `(n, d)` features.
        truths: `(n,)`, what came true.
        counts: `(n,)`, how often each row counts.
        prior: `(d,)` weights to stay near to.
        strength: how near, as the precision of the prior; above 0.

    Returns:
        `(d,)` weights.
    """
    true, count = np.asarray(truths, float), np.asarray(counts, float)
    weights = prior.copy()

    def loss(candidate: Floats) -> float:
        margins = rows @ candidate
        return float(
            (count * (np.logaddexp(0, margins) - true * margins)).sum()
            + strength / 2 * ((candidate - prior) ** 2).sum()
        )

    for _ in range(_ROUNDS):
        predicted = _sigmoid(rows @ weights)
        slope = rows.T @ (count * (predicted - true)) + strength * (weights - prior)
        curve = (rows * (count * predicted * (1 - predicted))[:, None]).T @ rows + strength * np.eye(len(prior))
        step = np.linalg.solve(curve, slope)
        scale = 1.0
        while loss(weights - scale * step) > loss(weights) and scale > _NEAR:
            scale /= 2
        weights = weights - scale * step
        if np.abs(step).max() < _NEAR:
            break
    return weights


def balanced(truths: ArrayLike) -> Floats:
    """Counts under which what came true weighs as much as what did not, and all as many as there are."""
    true = np.asarray(truths, bool)
    shares = np.where(true, true.sum(), (~true).sum())
    return np.asarray(len(true) / (2 * shares), float)


def _sigmoid(margins: Floats) -> Floats:
    return np.asarray(1 / (1 + np.exp(-np.clip(margins, -500, 500))), float)
