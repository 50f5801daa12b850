"""One generation of a store with its model, searched."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cached_property

from corpus.errors import QuestionError
from corpus.records import Document, Measure
from corpus.text import normalise
from corpus.validity import validity_on
from index.crossencoder import Reranker
from index.embed import Embedder
from index.filters import day_of
from index.opening import OpenStore, folder_of
from index.threads import products
from qa.aim import Aim
from qa.aims import Aims
from qa.calibration import Calibration
from qa.candidates import CANDIDATES, Candidates
from qa.citation import Hit
from qa.enumeration import Span
from qa.judge import AT_THE_BAR, JUDGED, Judge
from qa.question import Question
from qa.rank import ANSWERING, NO_SIGNALS, Signals, columns, weights

MOST_HITS = CANDIDATES
"""How many measures can be asked for."""


class Search:
    """A generation, and what is worked out from it once."""

    def __init__(self, store: OpenStore, embedder: Embedder, reranker: Reranker | None = None) -> None:
        self.store = store
        self.embedder = embedder
        self.candidates = Candidates(store, embedder, reranker)

    def search(self, question: Question, k: int, filters: Mapping[str, str] | None = None) -> list[Hit]:
        """The measures most likely to answer, best first; see `qa.retrieve.retrieve`."""
        aimed = self.aims.of(question, filters)
        hits = self.hits(aimed, k, filters)
        if len(hits) < k and aimed.named:
            known = {hit.document.path for hit in hits}
            others = self.hits(Aim(question, self.store.select(filters)), k, filters)
            hits += [hit for hit in others if hit.document.path not in known][: k - len(hits)]
        return _counted(hits)

    def hits(self, aimed: Aim, k: int, filters: Mapping[str, str] | None = None) -> list[Hit]:
        """The measures most likely to answer, best first; the provisions that a question names before all others."""
        if not 1 <= k <= MOST_HITS:
            raise QuestionError(f"{k} measures were asked for; ask for 1 to {MOST_HITS}")
        day = day_of(filters)
        hits = [
            self._hit(1.0, NO_SIGNALS, place.document, place.measure, (place.start, place.end), day)
            for place in aimed.places[:k]
        ]
        seen = {(place.document, place.measure.start) for place in aimed.places}
        for chunk, signals in self._sought(aimed) if len(hits) < k else ():
            found = self.store.places([chunk])[0]
            measure = self.store.measures(found.document)[found.measure]
            if (found.document, measure.start) not in seen:
                seen.add((found.document, measure.start))
                score = weights(aimed.question.language).score(signals)
                hits.append(self._hit(score, signals, found.document, measure, (found.start, found.end), day))
            if len(hits) == k:
                break
        return _counted(hits)

    def _hit(self, score: float, signals: Signals, number: int, measure: Measure, span: Span, day: str) -> Hit:
        document = self.store.document(number)
        document = replace(document, validity=validity_on(document, day))
        return Hit(score, document, measure, document.text[slice(*span)], *span, signals=signals)

    def _sought(self, aimed: Aim) -> list[tuple[int, Signals]]:
        """Chunk ids and their signals, best first.

        Of a question that follows on from another and asks something new of the same documents, what it says itself
        counts as much as what it says together with the other.
        """
        asked, documents = aimed.question, aimed.documents
        found = self.candidates.crossed(asked, self.candidates.ranked(asked, documents))
        if not (asked.follows and asked.parts and aimed.context):
            return found
        weigh = weights(asked.language).score
        alone = [dict(self.candidates.ranked(part, documents)) for part in asked.parts]
        return sorted(
            found,
            key=lambda one: (-weigh(one[1]) - max(weigh(known.get(one[0], NO_SIGNALS)) for known in alone), one[0]),
        )

    def judged(self, question: Question, hits: Sequence[Hit]) -> list[Signals]:
        """Signals of hits, the first with how likely they answer."""
        passages = [
            " ".join(part for part in (hit.document.title, *hit.measure.heading_path, hit.measure.title) if part)
            + f"\n{hit.quote}"
            for hit in hits[:JUDGED]
        ]
        answers = self.embedder.answers(question.text, passages)
        if answers is None:
            return [hit.signals for hit in hits]
        first = [
            replace(hit.signals, answers=one) for hit, one in zip(hits, (answers - AT_THE_BAR).tolist(), strict=False)
        ]
        return first + [hit.signals for hit in hits[JUDGED:]]

    def measures(self, document: Document) -> list[Measure]:
        """All the measures of the document of a hit."""
        return self.store.measures(self._numbers[document.path])

    @cached_property
    def aims(self) -> Aims:
        """What questions are searched with, and where."""
        return Aims(self.store)

    @cached_property
    def _numbers(self) -> dict[str, int]:
        """Documents by path."""
        return {document.path: number for number, document in enumerate(self.store.documents)}

    def score_sentences(self, question: Question, sentences: Sequence[str]) -> list[float]:
        """See `Found.score_sentences`."""
        passages = [normalise(sentence) for sentence in sentences]
        signals = columns(
            cosine=products(self.embedder.encode_passages(passages), self.embedder.encode_query(question.text)),
            coverage=self.store.shares(question.text, passages),
            expansion=self.store.shares(question.expansion, passages),
            interaction=self.embedder.late_interaction(question.text, passages),
        )
        return [ANSWERING.score(found) for found in signals]

    @cached_property
    def judge(self) -> Judge:
        """Decides what this generation covers, judged by what a search finds without filters."""
        found = self.store.select(None)
        return Judge(
            self.embedder,
            lambda question: self.candidates.standing(question, found),
            len(self.store),
            Calibration.of(folder_of(self.store.location), self.embedder.fingerprint),
        )


def _counted(hits: Sequence[Hit]) -> list[Hit]:
    """Hits, each with its place among them."""
    return [replace(hit, rank=rank) for rank, hit in enumerate(hits, 1)]
