"""One generation of a store with its model, searched."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cached_property
from itertools import islice

from corpus.errors import QuestionError
from corpus.records import Document, Measure
from corpus.text import normalise, to_simplified
from corpus.validity import validity_on
from index.crossencoder import Reranker
from index.embed import Embedder
from index.filters import day_of
from index.opening import OpenStore, folder_of
from index.threads import products
from qa.aim import Aim
from qa.aims import Aims
from qa.calibration import Calibration
from qa.candidates import CANDIDATES, Candidates, holding_for
from qa.citation import Hit
from qa.judge import JUDGED, READ_THROUGH, Judge, ahead
from qa.lookup import Place
from qa.question import Question
from qa.rank import ANSWERING, NO_SIGNALS, Signals, best, columns, weights
from qa.variety import LOOKED_AT, bare, copies, is_broad, spread

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
            hits = [replace(hit, rank=rank) for rank, hit in enumerate(hits, 1)]
        return hits

    def hits(self, aimed: Aim, k: int, filters: Mapping[str, str] | None = None) -> list[Hit]:
        """The measures most likely to answer, best first; the provisions that a question names before all others."""
        if isinstance(k, bool) or not hasattr(k, "__index__"):
            raise QuestionError(f"{k!r:.60} measures were asked for; ask for a whole number, 1 to {MOST_HITS}")
        if not 1 <= k <= MOST_HITS:
            raise QuestionError(f"{k} measures were asked for; ask for 1 to {MOST_HITS}")
        hits = [self._hit(1.0, NO_SIGNALS, place, day_of(filters)) for place in aimed.places[:k]]
        broad = not aimed.named and is_broad(to_simplified(aimed.question.text))
        found = self._found(aimed, day_of(filters)) if len(hits) < k else iter(())
        hits += islice(found, max(k - len(hits), LOOKED_AT if broad else 0))
        chosen = (spread(hits) if broad and not aimed.places else hits)[:k]
        return [replace(hit, rank=rank, own=aimed.question.own) for rank, hit in enumerate(chosen, 1)]

    def _found(self, aimed: Aim, day: str) -> Iterator[Hit]:
        """The measures found, best first, without those named and without what a copy of a document says again."""
        seen = {(place.document, place.measure.start) for place in aimed.places}
        said: dict[str, list[int]] = {}
        for chunk, signals in self._sought(aimed):
            found = self.store.places([chunk])[0]
            measure = self.store.measures(found.document)[found.measure]
            if (found.document, measure.start) in seen:
                continue
            seen.add((found.document, measure.start))
            others = said.setdefault(bare(measure), [])
            if not any(self._copies(found.document, other) for other in others):
                score = weights(aimed.question.language).score(signals)
                yield self._hit(score, signals, Place(found.document, measure, found.start, found.end), day)
            others.append(found.document)

    def _copies(self, one: int, other: int) -> bool:
        return one != other and copies(self.store.measures(one), self.store.measures(other))

    def _hit(self, score: float, signals: Signals, place: Place, day: str) -> Hit:
        document = self.store.document(place.document)
        document = replace(document, validity=validity_on(document, day))
        quote = document.text[place.start : place.end]
        return Hit(score, document, place.measure, quote, place.start, place.end, signals=signals)

    def _sought(self, aimed: Aim) -> list[tuple[int, Signals]]:
        """Chunk ids and their signals, best first.

        Of a question that follows on from another and asks something new of the same documents, what it says itself
        counts as much as what it says together with the other.
        """
        asked, documents = aimed.question, aimed.documents
        found = self.candidates.preferred(asked, self.candidates.ranked(asked, documents))
        found = self.candidates.crossed(asked, self.candidates.read_through(asked, found))
        if not (asked.follows and asked.parts and aimed.context):
            return found
        weigh = weights(asked.language).score
        alone = [dict(self.candidates.ranked(part, documents)) for part in asked.parts]
        return sorted(
            found,
            key=lambda one: (-weigh(one[1]) - max(weigh(known.get(one[0], NO_SIGNALS)) for known in alone), one[0]),
        )

    def judged(self, question: Question, hits: Sequence[Hit], through: bool = True) -> list[Signals]:
        """Signals of hits, the first with how likely they answer; not read through where that decides nothing."""
        signals = [hit.signals for hit in hits]
        unread = [number for number, one in enumerate(signals[:JUDGED]) if not one.answers]
        passages = [_passage(question, hits[number]) for number in unread]
        told = self.candidates.told(question, passages, [signals[number] for number in unread])
        for number, one in zip(unread, told, strict=True):
            signals[number] = one
        for number, hit in enumerate(hits[: READ_THROUGH * through]):
            if not signals[number].reads:
                signals[number] = replace(signals[number], reads=self.reads(question, [hit])[0])
        return signals

    def reads(self, question: Question, hits: Sequence[Hit]) -> list[float]:
        """How likely what is quoted of each hit answers, as the logarithm of the odds, see `index.reader`."""
        told: list[float] = self.candidates.reader.read(
            question.sought, [_passage(question, hit) for hit in hits]
        ).tolist()
        return told

    def lead(self, hits: Sequence[Hit]) -> float:
        """How much further than usual the best hit is ahead of other documents, see `qa.judge.ahead`."""
        return ahead(hits, self.measures)

    def measures(self, document: Document) -> list[Measure]:
        """All the measures of the document of a hit."""
        return self.store.measures(self._numbers[document.path])

    def text(self, path: str) -> str:
        """The text of a document; empty where there is none such."""
        return self.store.text(self._numbers[path]) if path in self._numbers else ""

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
        asked, vectors = question.wordings, self.embedder.encode_passages(passages)
        signals = columns(
            cosine=best(asked, lambda one: products(vectors, self.embedder.encode_query(one))),
            coverage=best(asked, lambda one: self.store.shares(one, passages)),
            expansion=self.store.shares(question.expansion, passages),
            interaction=best(asked, lambda one: self.embedder.late_interaction(one, passages)),
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


def _passage(question: Question, hit: Hit) -> str:
    """A hit as its passage was embedded, behind what it holds for, see `qa.candidates.holding_for`."""
    headings = " ".join((hit.document.title, *hit.measure.heading_path, hit.measure.title)).strip()
    return f"{holding_for(question, hit.document, hit.document.text)}{headings}\n{hit.quote}"
