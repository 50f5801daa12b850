"""From signals to an order."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

COVERAGE_WEIGHT = 1.5
EXPANSION_WEIGHT = 0.4
INTERACTION_WEIGHT = 1.0
DOCUMENT_WEIGHT = 1.0
"""What the signals count beside the cosine; chosen on development questions, see `benchmarks/`."""


@dataclass(frozen=True, slots=True)
class Signals:
    """Why a passage was found.

    Attributes:
        cosine: nearness in meaning, of the embeddings.
        coverage: share of the question's words, weighted by rarity (see `LexicalIndex.search`).
        expansion: the same for the policy terms that the thesaurus adds.
        interaction: how well the single words are met by words of like meaning
            (see `Embedder.late_interaction`); 0 when the model has no token table.
        document: share of the question's words, weighted by rarity, in all that was found of the passage's
            document: a place or a year often stands in its title or another article.
    """

    cosine: float = 0.0
    coverage: float = 0.0
    expansion: float = 0.0
    interaction: float = 0.0
    document: float = 0.0

    @property
    def score(self) -> float:
        """What passages are ordered by."""
        return self.own + DOCUMENT_WEIGHT * self.document

    @property
    def own(self) -> float:
        """What speaks for the passage itself, whatever else its document says.

        Lexical evidence adds and never takes away, so that a question in English, which shares no
        words, is ordered by meaning alone.
        """
        return (
            self.cosine
            + COVERAGE_WEIGHT * self.coverage
            + EXPANSION_WEIGHT * self.expansion
            + INTERACTION_WEIGHT * self.interaction
        )

    @property
    def relevance(self) -> float:
        """What declining is judged by, see `qa.judge`.

        Single words of like meaning stay out of it: in a large store some passage has them for any
        question.
        """
        return self.cosine + self.coverage + EXPANSION_WEIGHT / COVERAGE_WEIGHT * self.expansion


NO_SIGNALS = Signals()


def fuse(*columns: NDArray[np.float32]) -> list[Signals]:
    """Signals of candidates from their columns in the order of the fields, each `(n,)`."""
    return [Signals(*row) for row in np.stack(columns, axis=1).tolist()]
