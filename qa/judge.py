"""Whether the documents cover a question at all."""

from collections.abc import Callable, Sequence
from functools import lru_cache
from pathlib import Path

import numpy as np

from index.embed import Embedder, Vectors
from qa.question import Language, Question, understand
from qa.rank import Signals

JUDGED = 3
"""How many of the first hits may show that the question is covered."""

COHORT_WEIGHT = 0.7
COHORT_NEAREST = 5
"""What the nearness of questions about everything counts, and how many of the nearest."""

DEVIATIONS = 0.6
"""How many standard deviations above questions about other things a covered question stands."""

_BACKGROUND = Path(__file__).parent / "background.txt"
_COHORT = Path(__file__).parent / "cohort.txt"


class Judge:
    """Decides for one generation of a store.

    What a question reaches in the store is set against two things. First, what it reaches elsewhere: a question
    about pensions is near to some passage of a page on innovation, but nearer still to other questions about
    pensions. The 2,000 short questions of `cohort.txt`, on every field of policy, stand for "elsewhere"
    (score normalisation against a cohort: Auckenthaler, Carey & Lloyd-Thomas 2000). Second, what the questions
    of `background.txt`, which no policy answers, reach in the same store in the same way: the more it holds, the more
    they reach by chance, so the bar rises with it. Both are measured with the store's own model and need no labels.
    """

    def __init__(self, embedder: Embedder, find: Callable[[Question], Sequence[Signals]]) -> None:
        """
        Args:
            embedder: of the store.
            find: signals of what the store holds for a question, best first.
        """
        self._embedder = embedder
        reached: dict[str, list[float]] = {"zh": [], "en": []}
        for line in _BACKGROUND.read_text("utf-8").splitlines():
            question = understand(line)
            reached[_side(question.language)].append(self.relevance(question, find(question)))
        self._bars = {side: threshold(values) for side, values in reached.items()}

    def relevance(self, question: Question, found: Sequence[Signals]) -> float:
        """How much nearer the best of the first hits is than questions about everything else."""
        nearest = np.sort(_cohort(self._embedder) @ self._embedder.encode_query(question.text))[-COHORT_NEAREST:]
        best = max((signals.relevance for signals in found[:JUDGED]), default=0.0)
        return best - COHORT_WEIGHT * float(nearest.mean())

    def covers(self, question: Question, found: Sequence[Signals]) -> bool:
        """Whether hits, best first, may answer the question."""
        return bool(found) and self.relevance(question, found) > self._bars[_side(question.language)]


def threshold(background: Sequence[float]) -> float:
    """The relevance that a question must exceed to count as covered.

    Args:
        background: relevance reached in the same store by questions about something else.
    """
    values = np.array(background)
    return float(values.mean() + DEVIATIONS * values.std()) if len(values) else 0.0


@lru_cache(maxsize=2)
def _cohort(embedder: Embedder) -> Vectors:
    return embedder.encode_passages(_COHORT.read_text("utf-8").splitlines())


def _side(language: Language) -> str:
    return "en" if language == "en" else "zh"
