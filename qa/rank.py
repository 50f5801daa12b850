"""From signals to an order."""

from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

_Wording = TypeVar("_Wording")

EXPANSION_RELEVANCE = 0.27
_OPENING = 0.4
_OUTCOME = 0.4
_CROSS = 10.0
"""More than all other signals together, so that these decide only where a cross-encoder sees no difference."""


@dataclass(frozen=True, slots=True)
class Signals:
    """Why a passage was found.

    Attributes:
        cosine: nearness in meaning, of the embeddings.
        coverage: share of the question's words, weighted by rarity (see `LexicalIndex.search`).
        expansion: the same for the policy terms that the thesaurus adds.
        interaction: how well the single words are met by words of like meaning in like company
            (see `Embedder.late_interaction`); 0 when the model has no token table.
        document: share of the question's words, weighted by rarity, in all that was found of the passage's
            document: a place or a year often stands in its title or another article.
        phrase: share of the question's runs of four characters (see `LexicalIndex.phrases`).
        opening: 1 for what a document begins with, where the question asks who issued it, when, under which name.
        outcome: 1 for what is decided in a case, where the question asks for that; 2 where it names a party to it.
        whole: how often the question's words stand in the whole document (see `index.terms.bm25`), which tells apart
            documents with like passages.
        named: how many of the place, the year and the day asked about the document names; the day counts twice, and so
            does a document of that year.
        framed: what the words of the question that are not searched for, see `Question.sought`, add to the cosine.
        answers: how likely the passage answers by `index.answerability`, as the logarithm of the odds, which
            declining is judged by; 0 when no network lies beside the model.
        preference: what the same network puts it before others by that are as near; 0 as well.
        reads: how likely the passage answers by `index.reader`, as the logarithm of the odds, which declining is judged
            by too; 0 where it is not read, see `qa.candidates.CLOSE` and `qa.judge.READ_THROUGH`.
        behind: by how much that is less than of the likeliest of those that ranking has read; 0 or less.
        cross: how likely the passage answers by a cross-encoder, where one is named, for the first candidates only (see
            `qa.candidates.CROSSED`).

    Those from `interaction` to `named` are worked out for the first candidates only, see `qa.candidates.RERANKED`, the
    last two of them for the first documents, where there are several; `answers` and `preference` for the first of
    those, see `qa.candidates.READ`.
    """

    cosine: float = 0.0
    coverage: float = 0.0
    expansion: float = 0.0
    interaction: float = 0.0
    document: float = 0.0
    phrase: float = 0.0
    opening: float = 0.0
    outcome: float = 0.0
    whole: float = 0.0
    named: float = 0.0
    framed: float = 0.0
    answers: float = 0.0
    preference: float = 0.0
    reads: float = 0.0
    behind: float = 0.0
    cross: float = 0.0

    @property
    def relevance(self) -> float:
        """What the first candidates are chosen by.

        What frames a question counts: it is asked of documents like these.
        """
        return self.cosine + self.framed + self.coverage + EXPANSION_RELEVANCE * self.expansion


NO_SIGNALS = Signals()


@dataclass(frozen=True, slots=True)
class Weights:
    """What the signals count beside the cosine; fitted to development questions, see `benchmarks/`."""

    coverage: float
    expansion: float
    interaction: float
    document: float
    phrase: float
    whole: float
    named: float
    behind: float

    def score(self, signals: Signals) -> float:
        """What passages and sentences are ordered by."""
        return (
            signals.cosine
            + self.coverage * signals.coverage
            + self.expansion * signals.expansion
            + self.interaction * signals.interaction
            + self.document * signals.document
            + self.phrase * signals.phrase
            + self.whole * signals.whole
            + self.named * signals.named
            + _OPENING * signals.opening
            + _OUTCOME * signals.outcome
            + signals.preference
            + self.behind * signals.behind
            + _CROSS * signals.cross
        )

    def shares(self, signals: Signals) -> dict[str, float]:
        """What each signal adds to the score, those that add anything, the most first."""
        counts = {
            "cosine": 1.0,
            **asdict(self),
            "opening": _OPENING,
            "outcome": _OUTCOME,
            "preference": 1.0,
            "cross": _CROSS,
        }
        added = {name: weight * float(getattr(signals, name)) for name, weight in counts.items()}
        return {name: added[name] for name in sorted(added, key=lambda name: -added[name]) if added[name]}


CHINESE = Weights(
    coverage=0.5, expansion=0.4, interaction=0.9, document=0.9, phrase=0.3, whole=0.8, named=0.2, behind=0.04
)
ENGLISH = Weights(
    coverage=0.2, expansion=0.0, interaction=2.0, document=0.0, phrase=0.0, whole=0.0, named=0.2, behind=0.04
)
"""The words of an English question that stand in Chinese documents are numbers and names, which mislead more often than
they lead."""

ANSWERING = Weights(
    coverage=1.5, expansion=0.4, interaction=1.0, document=0.0, phrase=0.0, whole=0.0, named=0.0, behind=0.0
)
"""For sentences, and for measures held against each other by theirs: shared words tell more of a sentence than of a
passage. What is read through counts for the order alone: which measure states most, their sentences tell."""


def weights(language: str) -> Weights:
    """The weights for questions of a language, as `Question.language` names it."""
    return ENGLISH if language == "en" else CHINESE


def columns(**signals: NDArray[np.float32]) -> list[Signals]:
    """Signals of candidates from columns by name, each `(n,)`."""
    rows = zip(*(column.tolist() for column in signals.values()), strict=True)
    return [Signals(**dict(zip(signals, row, strict=True))) for row in rows]


def best(wordings: Iterable[_Wording], signal: Callable[[_Wording], NDArray[np.float32]]) -> NDArray[np.float32]:
    """A column of signals under the wording of the question that speaks most for each passage, `(n,)`."""
    found: NDArray[np.float32] = np.max([signal(wording) for wording in wordings], axis=0)
    return found
