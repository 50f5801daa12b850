"""One generation of a store with its model, searched."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from functools import cached_property, partial
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from corpus.errors import QuestionError
from corpus.records import Document, Measure
from corpus.text import Normalised, normalise, to_simplified
from corpus.validity import validity_on
from index.embed import Embedder
from index.filters import day_of
from index.opening import OpenStore, folder_of
from index.threads import products
from qa.aim import Aim
from qa.aims import Aims
from qa.calibration import Calibration
from qa.citation import Hit
from qa.enumeration import Span
from qa.judge import AT_THE_BAR, JUDGED, Judge
from qa.question import Question
from qa.rank import ANSWERING, NO_SIGNALS, Signals, columns, weights

CANDIDATES = 50
"""How many passages are taken from the search by meaning and from the search by words."""

RERANKED = 40
"""How many of them, the first by both, are read and compared word by word."""

STANDING = 12
"""How many of them are read where only how far a question stands out is asked for."""

COMPARED = 12
"""How many documents, those of the first passages, are compared as wholes."""

LONGEST_COMPARED = 100_000
"""Characters of a document that are compared, so that one book does not hold up a question."""

SIDE_BY_SIDE_FROM = 50_000
"""Passages from which on the searches by meaning and by words run at the same time."""

MOST_HITS = CANDIDATES
"""How many measures can be asked for."""

_Search: TypeAlias = Callable[[], tuple[NDArray[np.int64], NDArray[np.float32]]]
_THREADS = ThreadPoolExecutor(thread_name_prefix="search")


class Search:
    """A generation, and what is worked out from it once."""

    def __init__(self, store: OpenStore, embedder: Embedder) -> None:
        self.store = store
        self.embedder = embedder

    def search(self, question: Question, k: int, filters: Mapping[str, str] | None = None) -> list[Hit]:
        """The measures most likely to answer, best first; see `qa.retrieve.retrieve`."""
        aimed = self.aims.of(question, filters)
        hits = self.hits(aimed, k, filters)
        if len(hits) < k and aimed.named:
            known = {hit.document.path for hit in hits}
            others = self.hits(Aim(question, self.store.select(filters)), k, filters)
            hits += [hit for hit in others if hit.document.path not in known][: k - len(hits)]
        return hits

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
        return hits

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
        found = self.candidates(asked, documents)
        if not (asked.follows and asked.parts and aimed.context):
            return found
        weigh = weights(asked.language).score
        alone = [dict(self.candidates(part, documents)) for part in asked.parts]
        return sorted(
            found,
            key=lambda one: (-weigh(one[1]) - max(weigh(known.get(one[0], NO_SIGNALS)) for known in alone), one[0]),
        )

    def candidates(self, question: Question, documents: list[int] | None = None) -> list[tuple[int, Signals]]:
        """Chunk ids and their signals, best first: those compared word by word, then the others."""
        first = self.first(question, documents)
        passages, read = self._read(question, first[:RERANKED])
        ids = np.array([chunk for chunk, _ in read], np.int64)
        signals = [
            replace(known, document=document, phrase=phrase, opening=opening)
            for (_, known), document, phrase, opening in zip(
                read,
                self._documents(question, ids, passages).tolist(),
                self.store.phrases(question.sought, passages).tolist(),
                self._opening(question, ids),
                strict=True,
            )
        ]
        reranked = _in_order(question, zip(ids.tolist(), signals, strict=True))
        return self._compared(question, reranked) + first[RERANKED:]

    def _compared(self, question: Question, passages: list[tuple[int, Signals]]) -> list[tuple[int, Signals]]:
        """Passages in order once their documents are compared as wholes, where there are several."""
        owners = self.store.owners(np.array([chunk for chunk, _ in passages], np.int64)).tolist()
        compared = list(dict.fromkeys(owners))[:COMPARED]
        if len(compared) < 2:
            return passages
        titled = [
            f"{self.store.documents[number].title}\n{self.store.text(number)[:LONGEST_COMPARED]}" for number in compared
        ]
        texts = [to_simplified(text).lower() for text in titled]
        whole = dict(zip(compared, self.store.bm25(question.sought, texts).tolist(), strict=True))
        place = question.place.name
        named = {number: float(bool(place) and place in text) for number, text in zip(compared, texts, strict=True)}
        return _in_order(
            question,
            (
                (chunk, replace(signals, whole=whole.get(owner, 0.0), named=named.get(owner, 0.0)))
                for (chunk, signals), owner in zip(passages, owners, strict=True)
            ),
        )

    def standing(self, question: Question, documents: list[int] | None = None) -> list[Signals]:
        """Signals of the first few candidates, best first, so far as declining is judged by them."""
        _, read = self._read(question, self.first(question, documents)[:STANDING])
        return [signals for _, signals in _in_order(question, read)]

    def _read(
        self, question: Question, found: Sequence[tuple[int, Signals]]
    ) -> tuple[list[Normalised], list[tuple[int, Signals]]]:
        """The passages found, and their signals with how well the question's single words are met by theirs."""
        passages = [normalise(passage) for passage in self.store.passages([chunk for chunk, _ in found])]
        met = self.embedder.late_interaction(question.sought, passages).tolist()
        return passages, [(c, replace(known, interaction=one)) for (c, known), one in zip(found, met, strict=True)]

    def first(self, question: Question, documents: list[int] | None = None) -> list[tuple[int, Signals]]:
        """Chunk ids by what needs no text, nearness in meaning and shared words, the most relevant first."""
        whole, query = map(self.embedder.encode_query, (question.text, question.sought))
        searches: tuple[_Search, ...] = (
            partial(self.store.dense, query, CANDIDATES, documents),
            partial(self.store.lexical, question.sought, CANDIDATES, documents),
            partial(self.store.lexical, question.expansion, CANDIDATES, documents),
        )
        run = _THREADS.map if len(self.store) >= SIDE_BY_SIDE_FROM else map
        (near, _), named, meant = run(_done, searches)
        ids = np.unique(np.concatenate([near, named[0], meant[0]]))
        signals = columns(
            cosine=self.store.cosines(query, ids),
            coverage=_spread(named, ids),
            expansion=_spread(meant, ids),
            framed=self.store.cosines(whole - query, ids) if question.framed else np.zeros(len(ids), np.float32),
        )
        return sorted(zip(ids.tolist(), signals, strict=True), key=lambda found: (-found[1].relevance, found[0]))

    def _documents(
        self, question: Question, ids: NDArray[np.int64], passages: Sequence[Normalised]
    ) -> NDArray[np.float32]:
        """For each passage the share of the question's words in all the passages of its document."""
        owners, place = np.unique(self.store.owners(ids), return_inverse=True)
        found: list[list[Normalised]] = [[] for _ in owners]
        for number, passage in zip(place.tolist(), passages, strict=True):
            found[number].append(passage)
        together = [Normalised(" ".join(texts)) for texts in found]
        shares: NDArray[np.float32] = self.store.shares(question.sought, together)[place]
        return shares

    def _opening(self, question: Question, ids: NDArray[np.int64]) -> list[float]:
        """For each passage 1 where it is of the opening of its document and the question asks where that comes from."""
        if not question.origin:
            return [0.0] * len(ids)
        return [float(place.measure == 0) for place in self.store.places(ids.tolist())]

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
            lambda question: self.standing(question, found),
            len(self.store),
            Calibration.of(folder_of(self.store.location), self.embedder.fingerprint),
        )


def _in_order(question: Question, found: Iterable[tuple[int, Signals]]) -> list[tuple[int, Signals]]:
    """Best first; passages that score the same by their ids."""
    score = weights(question.language).score
    return sorted(found, key=lambda one: (-score(one[1]), one[0]))


def _spread(found: tuple[NDArray[np.int64], NDArray[np.float32]], ids: NDArray[np.int64]) -> NDArray[np.float32]:
    """Scores of some of the sorted ids as a column over all, 0 for the others."""
    column = np.zeros(len(ids), np.float32)
    column[np.searchsorted(ids, found[0])] = found[1]
    return column


def _done(search: _Search) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
    """What comes of a search."""
    return search()
