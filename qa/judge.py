"""Whether the documents cover a question at all."""

from collections.abc import Callable, Sequence, Sized
from copy import copy
from functools import lru_cache
from pathlib import Path

import numpy as np

from corpus.records import Document
from index.embed import Embedder, Vectors
from index.threads import products
from qa.calibration import Calibration
from qa.citation import Hit
from qa.question import Language, Question, understand
from qa.rank import EXPANSION_RELEVANCE, Signals, best

JUDGED = 3
"""How many of the first hits may show that the question is covered."""

COVERAGE_WEIGHT = 0.4
"""What shared words count: less than for finding, since what is silent on a question shares its words too."""

INTERACTION_WEIGHT = 0.6
"""What it counts that the question's single words are met by words of like meaning."""

COHORT_WEIGHT = 1.4
COHORT_NEAREST = 3
"""What the nearness of questions about everything counts, and how many of the nearest."""

ANSWERS_WEIGHT = 0.3
"""What it counts, in deviations, that one of the first hits answers by `index.answerability`."""

NEAR = 1.0
"""Deviations of nearness from which on what is found is on the subject of a question."""

AT_THE_BAR = -4.3
"""Logit of covered questions that stand out so little that they are just not declined: there it changes nothing, so
that the same bars serve a model beside which no network lies."""

READ_THROUGH = 1
"""How many of the first hits are read by `index.reader`, which takes longer than everything else."""

READS_WEIGHT = 0.5
"""What it counts, in deviations, that one of those answers by it."""

READS_AT_THE_BAR = 0.2
"""Logit of covered questions that stand out so little, by it: there it changes nothing."""

AHEAD_WEIGHT = 8.0
"""What it counts, in deviations, that the best hit is ahead of other documents, see `ahead`."""

AMONG = 12
"""How many hits it is held against."""

LEAST_AHEAD, USUALLY_AHEAD, MOST_AHEAD = 0.25, 0.35, 0.7
"""How far ahead it is, in score, where that counts against it, not at all, and for it; less and more count the same,
since several documents may well answer."""

_LEAST_DEVIATION = 1e-6

_BACKGROUND = Path(__file__).parent / "background.txt"
_COHORT = Path(__file__).parent / "cohort.txt"


class Judge:
    """Decides for one generation of a store.

    What a question reaches in the store is set against two things. First, what it reaches elsewhere: a question
    about pensions is near to some passage of a page on innovation, but nearer still to other questions about
    pensions. The short questions of `cohort.txt`, 2,000 on every field of policy and 174 of daily life, stand for
    "elsewhere" (score normalisation against a cohort: Auckenthaler, Carey & Lloyd-Thomas 2000). Second, what the
    questions of `background.txt`, which no policy answers, reach in the same store in the same way: the more it
    holds, the more they reach by chance, so the bar rises with it. Both are measured with the store's own model and
    need no labels.
    Third, whether one of the first hits answers by the small network that lies beside the model, see
    `index.answerability`, and by a transformer that reads it with the question, see `index.reader`: what is near may
    still be silent on what is asked. Fourth, whether one document is ahead of
    the others: where the one that answers is missing, several are about as near, see `ahead`.
    How far a question stands out of these tells how likely it is covered, see `qa.calibration`.
    """

    def __init__(
        self,
        embedder: Embedder,
        find: Callable[[Question], Sequence[Signals]],
        passages: int,
        calibration: Calibration,
    ) -> None:
        """
        Args:
            embedder: of the store.
            find: signals of what the store holds for a question, best first.
            passages: how many the store holds.
            calibration: from standing out to a probability.
        """
        self._embedder = embedder
        self._passages = passages
        self._calibration = calibration
        reached: dict[str, list[float]] = {"zh": [], "en": []}
        for line in _BACKGROUND.read_text("utf-8").splitlines():
            question = understand(line)
            reached[_side(question.language)].append(self.relevance(question, find(question)))
        self._background = {side: (float(np.mean(v)), float(np.std(v))) for side, v in reached.items()}

    def under(self, calibration: Calibration) -> "Judge":
        """The same by another calibration."""
        other = copy(self)
        other._calibration = calibration
        return other

    def relevance(self, question: Question, found: Sequence[Signals]) -> float:
        """How much nearer the best of the first hits is than questions about everything else."""
        cohort, encode = _cohort(self._embedder), self._embedder.encode_query
        elsewhere = best(question.wordings, lambda asked: products(cohort, encode(asked)))
        nearest = np.sort(elsewhere)[-COHORT_NEAREST:]
        highest = max(map(_reached, found[:JUDGED]), default=0.0)
        return highest - COHORT_WEIGHT * float(nearest.mean())

    def nearness(self, question: Question, found: Sequence[Signals]) -> float:
        """How far the relevance lies above that of questions about other things, in their standard deviations."""
        mean, deviation = self._background[_side(question.language)]
        return (self.relevance(question, found) - mean) / max(deviation, _LEAST_DEVIATION)

    def deviations(self, question: Question, found: Sequence[Signals], lead: float = 0.0) -> float:
        """The nearness, raised or lowered by how likely the first hits answer and by their lead, see `ahead`."""
        answers = max((signals.answers for signals in found[:JUDGED] if signals.answers), default=AT_THE_BAR)
        reads = max((signals.reads for signals in found[:READ_THROUGH] if signals.reads), default=READS_AT_THE_BAR)
        told = ANSWERS_WEIGHT * (answers - AT_THE_BAR) + READS_WEIGHT * (reads - READS_AT_THE_BAR)
        return self.nearness(question, found) + told + AHEAD_WEIGHT * lead

    def near(self, question: Question, found: Sequence[Signals]) -> bool:
        """Whether hits are near enough to a question, be they silent on what it asks."""
        return bool(found) and self.nearness(question, found) >= NEAR

    def probability(self, question: Question, found: Sequence[Signals], lead: float = 0.0) -> float:
        """How likely hits, best first, answer the question, the best with a lead, see `ahead`; 0 without any."""
        if not found:
            return 0.0
        english = question.language == "en"
        return self._calibration.probability(self.deviations(question, found, lead), self._passages, english)

    def covers(self, question: Question, probability: float) -> bool:
        """Whether that is likely enough."""
        return 0 < probability >= self.threshold(question)

    def threshold(self, question: Question) -> float:
        """The probability from which on a question is covered."""
        return self._calibration.threshold(self._passages, question.language == "en")


def ahead(hits: Sequence[Hit], measures: Callable[[Document], Sized]) -> float:
    """How much further than usual the best hit is ahead of the best of another document.

    Args:
        hits: the first `AMONG` count.
        measures: of a document. Where the document of the best hit has many, one is about as near by chance, so that
            the lead is shared among them.

    Returns:
        0 where all hits are of one document.
    """
    order = sorted(hits[:AMONG], key=lambda hit: -hit.score)
    others = [hit.score for hit in order if hit.document.path != order[0].document.path]
    if not others:
        return 0.0
    lead = min(max(order[0].score - others[0], LEAST_AHEAD), MOST_AHEAD)
    return (lead - USUALLY_AHEAD) / len(measures(order[0].document))


def _reached(signals: Signals) -> float:
    """How near a hit is."""
    near = signals.cosine + signals.framed + INTERACTION_WEIGHT * signals.interaction
    return near + COVERAGE_WEIGHT * signals.coverage + EXPANSION_RELEVANCE * signals.expansion


@lru_cache(maxsize=2)
def _cohort(embedder: Embedder) -> Vectors:
    return embedder.encode_passages(_COHORT.read_text("utf-8").splitlines())


def _side(language: Language) -> str:
    return "en" if language == "en" else "zh"
