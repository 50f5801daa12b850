"""Labelled questions asked of a store: what came of each."""

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from corpus.text import sentence_spans
from qa.answer import answer
from qa.citation import Hit
from qa.followup import in_conversation
from qa.labels import Labelled
from qa.memory import BEGINNING, Turn
from qa.metrics import hit, ndcg, reciprocal_rank
from qa.reply import Answer
from qa.retrieve import Retriever
from qa.search import MOST_HITS
from qa.targets import Targets, bare, gains

DEPTH = 10
"""How many results are looked at."""

LESS_IS_BETTER = "declined wrongly"
FIGURES = (
    *("hit@1", "hit@3", "hit@5", "hit@10", "MRR@10", "nDCG@10"),
    *("answer quoted", "answer recall", "declined rightly", LESS_IS_BETTER),
)
"""The figures of a question, all between 0 and 1."""

_MARKS = "。！？!?.；;，,…"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of one question.

    Attributes:
        answer: what the system said.
        hits: the first `DEPTH` results; one a document where documents are what is labelled.
        gains: whether each of them is right, see `qa.targets.gains`.
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
        """Whether each labelled answer stands whole in a quote; None without such an answer."""
        return all(self._held(self.question.answers)) if self.question.answers else None

    @property
    def recall(self) -> float | None:
        """The share of the labelled answers, of a single one its sentences, that the quotes hold; None without any."""
        wanted: Sequence[str] = self.question.answers
        if len(wanted) == 1:
            wanted = [wanted[0][start:end].rstrip(_MARKS) for start, end in sentence_spans(wanted[0])]
        held = self._held([words for words in wanted if words])
        return sum(held) / len(held) if held else None

    def _held(self, wanted: Sequence[str]) -> list[bool]:
        """Whether a quote holds each of some words, white space, width and script aside."""
        quotes = [bare(citation.quote) for citation in self.answer.citations]
        return [any(bare(words) in quote for quote in quotes) for words in wanted]

    @property
    def figures(self) -> dict[str, float]:
        """The figures of this question alone, those that apply to it."""
        found: dict[str, float] = {}
        if self.ranked:
            found |= ranking(self.gains, self.relevant + len(self.missing))
        if self.quoted is not None:
            found["answer quoted"] = float(self.quoted)
        if self.recall is not None:
            found["answer recall"] = self.recall
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


def run(
    retriever: Retriever,
    questions: Sequence[Labelled],
    progress: Callable[[], object] | None = None,
    filters: Mapping[str, str] | None = None,
) -> list[Outcome]:
    """Ask every question.

    Args:
        progress: called after each question.
        filters: narrow each search; see `qa.retrieve`.
    """
    targets = Targets(retriever.store, questions)
    outcomes = []
    if questions:
        answer(retriever, questions[0].text, filters)  # what is worked out once is no part of a question's time
    for question in questions:
        context = _context(retriever, question, filters)
        started = time.perf_counter()
        said = answer(retriever, question.text, filters, question.history)
        milliseconds = 1000 * (time.perf_counter() - started)
        wanted, missing = targets.of(question)
        hits = _hits(retriever, question, said.follows, context, filters)
        outcomes.append(
            Outcome(
                question, said, hits, tuple(gains(wanted, hits)), len(wanted), tuple(missing), round(milliseconds, 3)
            )
        )
        if progress:
            progress()
    return outcomes


def _context(retriever: Retriever, question: Labelled, filters: Mapping[str, str] | None) -> Turn:
    """The question before, by the document that it was answered from."""
    if not question.history:
        return BEGINNING
    *earlier, last = question.history
    said = answer(retriever, last, filters, earlier)
    return Turn(paths=tuple(citation.document.path for citation in said.citations[:1]))


def _hits(
    retriever: Retriever,
    question: Labelled,
    follows: bool,
    context: Turn,
    filters: Mapping[str, str] | None,
) -> tuple[Hit, ...]:
    """The first measures; the first documents, each by its best measure, where documents are labelled."""
    of_documents = bool(question.documents) and not question.measures and not question.passages
    k = MOST_HITS if of_documents else DEPTH
    if follows:
        found = retriever.find(in_conversation(question.text, question.history), k, filters, context).hits
    else:
        found = tuple(retriever.search(question.text, k, filters))
    if not of_documents:
        return found[:k]
    best: dict[str, Hit] = {}
    for one in found:
        best.setdefault(one.document.id, one)
    return tuple(best.values())[:DEPTH]
