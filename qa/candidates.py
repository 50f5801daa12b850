"""The passages that may answer: found by meaning and by words, then compared ever more closely."""

from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from functools import cached_property, partial
from itertools import takewhile
from typing import TYPE_CHECKING, TypeAlias

import numpy as np
from numpy.typing import NDArray

from corpus.records import Document
from corpus.rulings import decides, parties
from corpus.text import Normalised, normalise, to_simplified
from index.crossencoder import Reranker
from index.embed import Embedder
from index.opening import OpenStore
from qa.claims import names_party
from qa.question import Question
from qa.rank import Signals, Weights, best, columns, weights
from qa.years import names_year

if TYPE_CHECKING:
    from index.reader import Reader

CANDIDATES = 50
"""How many passages are taken from the search by meaning and from the search by words."""

RERANKED = 40
"""How many of them, the first by both, are read and compared word by word."""

READ = 10
"""How many of those, the first by all other signals, are read for whether they answer, see `index.answerability`."""

MOST_CLOSE = 3
CLOSE = 0.1
"""How many of those, the first by all signals, are read with the question, see `index.reader`, and how close to the
first they must score: a reading takes as long as half a search, and what is further behind rarely comes first."""

SURE = 6.0
"""Logarithm of the odds from which on a reading is as sure as any."""

CROSSED = 20
"""How many of those, the first by all signals, a cross-encoder reads where one is named."""

STANDING = 12
"""How many of them are read where only how far a question stands out is asked for."""

COMPARED = 24
"""How many documents, those of the first passages, are compared as wholes."""

LONGEST_COMPARED = 100_000
"""Characters of a document that are compared, so that one book does not hold up a question."""

SIDE_BY_SIDE_FROM = 50_000
"""Passages from which on the searches by meaning and by words run at the same time."""

_Search: TypeAlias = Callable[[], tuple[NDArray[np.int64], NDArray[np.float32]]]
_THREADS = ThreadPoolExecutor(thread_name_prefix="search")


class Candidates:
    """Passages of a generation, the most likely to answer first."""

    def __init__(self, store: OpenStore, embedder: Embedder, reranker: Reranker | None = None) -> None:
        self.store = store
        self.embedder = embedder
        self.reranker = reranker

    def ranked(self, question: Question, documents: list[int] | None = None) -> list[tuple[int, Signals]]:
        """Chunk ids and their signals, best first: those compared word by word, then the others."""
        first = self.first(question, documents)
        passages, read = self._read(question, first[:RERANKED])
        ids = np.array([chunk for chunk, _ in read], np.int64)
        signals = [
            replace(known, document=document, phrase=phrase, opening=opening, outcome=outcome)
            for (_, known), document, phrase, opening, outcome in zip(
                read,
                self._documents(question, ids, passages).tolist(),
                best(question.searched, lambda asked: self.store.phrases(asked, passages)).tolist(),
                self._opening(question, ids),
                self._outcome(question, ids),
                strict=True,
            )
        ]
        reranked = _in_order(question, zip(ids.tolist(), signals, strict=True))
        return self._compared(question, reranked) + first[RERANKED:]

    def standing(self, question: Question, documents: list[int] | None = None) -> list[Signals]:
        """Signals of the first few candidates, best first, so far as declining is judged by them."""
        _, read = self._read(question, self.first(question, documents)[:STANDING])
        return [signals for _, signals in _in_order(question, read)]

    def preferred(self, question: Question, found: list[tuple[int, Signals]]) -> list[tuple[int, Signals]]:
        """The first candidates read for whether they answer, and all in order."""
        first = found[:READ]
        chunks = [chunk for chunk, _ in first]
        signals = self.told(question, self._passages(question, chunks), [known for _, known in first])
        return _in_order(question, [*zip(chunks, signals, strict=True), *found[READ:]])

    def told(self, question: Question, passages: Sequence[str], signals: Sequence[Signals]) -> list[Signals]:
        """Signals of passages with whether they answer, under the wording that speaks most for each."""
        read = {
            asked: self.embedder.read(asked, passages)
            for asked in dict.fromkeys((*question.wordings, *question.searched))
        }
        known = {asked: reading for asked, reading in read.items() if reading is not None}
        if not known or not passages:
            return list(signals)
        answers = best(question.wordings, lambda asked: known[asked].answers).tolist()
        preference = best(question.searched, lambda asked: known[asked].preference).tolist()
        return [
            replace(one, answers=likely, preference=preferred)
            for one, likely, preferred in zip(signals, answers, preference, strict=True)
        ]

    def read_through(self, question: Question, found: list[tuple[int, Signals]]) -> list[tuple[int, Signals]]:
        """The first candidates, where several are close, read with the question and put in order among themselves.

        One that names less of the place, the year and the day asked about than the first is none of them. Where a
        cross-encoder is named, that orders them alone.
        """
        weigh, named = weights(question.language), found[0][1].named if found else 0.0
        least = weigh.score(found[0][1]) - CLOSE if found else 0.0
        close = [*takewhile(lambda one: one[1].named >= named and weigh.score(one[1]) > least, found[:MOST_CLOSE])]
        if len(close) < 2 or self.reranker is not None:
            return found
        told = self.reader.read(question.sought, self._passages(question, [chunk for chunk, _ in close]))
        sure = np.clip(told, -SURE, SURE)
        read = [
            (chunk, replace(known, reads=reads, behind=less))
            for (chunk, known), reads, less in zip(close, told.tolist(), (sure - sure.max()).tolist(), strict=True)
        ]
        unread = found[len(close) :]
        floor = weigh.score(unread[0][1]) if unread else -np.inf
        return [*(_not_below(floor, one, weigh) for one in _in_order(question, read)), *unread]

    @cached_property
    def reader(self) -> "Reader":
        """Reads passages with the question; the same for every store."""
        from index.reader import shipped

        return shipped()

    def _passages(self, question: Question, chunks: Sequence[int]) -> list[str]:
        """Passages under their headings, behind what they hold for, see `holding_for`."""
        owners = self.store.owners(np.array(chunks, np.int64)).tolist()
        told = {
            owner: holding_for(question, self.store.documents[owner], self.store.text(owner)) for owner in set(owners)
        }
        holding = [told[owner] for owner in owners]
        return [place + passage for place, passage in zip(holding, self.store.passages(chunks), strict=True)]

    def crossed(self, question: Question, found: list[tuple[int, Signals]]) -> list[tuple[int, Signals]]:
        """The first candidates read by the cross-encoder, where there is one, and all in order."""
        if self.reranker is None:
            return found
        first = found[:CROSSED]
        told = self.reranker.scores(question.text, self.store.passages([chunk for chunk, _ in first])).tolist()
        read = [(chunk, replace(known, cross=one)) for (chunk, known), one in zip(first, told, strict=True)]
        return _in_order(question, read) + found[CROSSED:]

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
        whole = dict(
            zip(compared, best(question.searched, lambda asked: self.store.bm25(asked, texts)).tolist(), strict=True)
        )
        named = {
            number: _named(question, self.store.documents[number], text)
            for number, text in zip(compared, texts, strict=True)
        }
        return _in_order(
            question,
            (
                (chunk, replace(signals, whole=whole.get(owner, 0.0), named=named.get(owner, 0.0)))
                for (chunk, signals), owner in zip(passages, owners, strict=True)
            ),
        )

    def _read(
        self, question: Question, found: Sequence[tuple[int, Signals]]
    ) -> tuple[list[Normalised], list[tuple[int, Signals]]]:
        """The passages found, and their signals with how well the question's single words are met by theirs."""
        passages = [normalise(passage) for passage in self.store.passages([chunk for chunk, _ in found])]
        met = best(question.searched, lambda asked: self.embedder.late_interaction(asked, passages)).tolist()
        return passages, [(c, replace(known, interaction=one)) for (c, known), one in zip(found, met, strict=True)]

    def first(self, question: Question, documents: list[int] | None = None) -> list[tuple[int, Signals]]:
        """Chunk ids by what needs no text, nearness in meaning and shared words, the most relevant first."""
        whole = self.embedder.encode_query(question.text)
        queries = [self.embedder.encode_query(asked) for asked in question.searched]
        searches: tuple[_Search, ...] = (
            partial(self.store.lexical, question.expansion, CANDIDATES, documents),
            *(partial(self.store.lexical, asked, CANDIDATES, documents) for asked in question.searched),
            *(partial(self.store.dense, query, CANDIDATES, documents) for query in queries),
        )
        run = _THREADS.map if len(self.store) >= SIDE_BY_SIDE_FROM else map
        meant, *found = run(_done, searches)
        named = found[: len(queries)]
        ids = np.unique(np.concatenate([meant[0], *(one[0] for one in found)]))
        signals = columns(
            cosine=best(queries, lambda query: self.store.cosines(query, ids)),
            coverage=best(named, lambda one: _spread(one, ids)),
            expansion=_spread(meant, ids),
            framed=self.store.cosines(whole - queries[0], ids) if question.framed else np.zeros(len(ids), np.float32),
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
        shares: NDArray[np.float32] = best(question.searched, lambda asked: self.store.shares(asked, together))[place]
        return shares

    def _opening(self, question: Question, ids: NDArray[np.int64]) -> list[float]:
        """For each passage 1 where it is of the opening of its document and the question asks where that comes from."""
        if not question.origin:
            return [0.0] * len(ids)
        return [float(place.measure == 0) for place in self.store.places(ids.tolist())]

    def _outcome(self, question: Question, ids: NDArray[np.int64]) -> list[float]:
        """For each passage 1 where it is what is decided in a case and that is asked for, 2 where a party is named."""
        if not question.outcome:
            return [0.0] * len(ids)
        told = []
        for place in self.store.places(ids.tolist()):
            measure = self.store.measures(place.document)[place.measure]
            text = self.store.text(place.document) if decides((measure.title, *measure.heading_path)) else ""
            told.append(bool(parties(text)) + float(names_party(to_simplified(question.text), text)))
        return told


def holding_for(question: Question, document: Document, text: str) -> str:
    """The place asked about, where what a document says holds there and its title does not name it; who is party to a
    case that it decides.
    """
    place = "" if question.place.missed_by(document.region) else question.place.name
    named = [place] if place and place not in document.title else []
    return "".join(f"{name} " for name in (*named, *parties(text)))


def _in_order(question: Question, found: Iterable[tuple[int, Signals]]) -> list[tuple[int, Signals]]:
    """Best first; passages that score the same by their ids."""
    score = weights(question.language).score
    return sorted(found, key=lambda one: (-score(one[1]), one[0]))


def _not_below(floor: float, found: tuple[int, Signals], weights: Weights) -> tuple[int, Signals]:
    """A passage that has been read, which its reading takes no further down than to the first that has not."""
    chunk, signals = found
    lost = (floor - weights.score(replace(signals, behind=0.0))) / weights.behind
    return chunk, replace(signals, behind=min(max(signals.behind, lost), 0.0))


def _named(question: Question, document: Document, text: str) -> float:
    """1 where a document names the place asked about, and as much for the year.

    Twice that where it is of the year, and where it names the day that is asked about.

    Args:
        text: of the document with its title, in Simplified Chinese.
    """
    named = float(bool(question.place.name) and question.place.name in text)
    if question.years and not question.now:
        named += 2.0 if question.of_its_year(document) else float(names_year(text, question.years))
    return named + 2.0 * any(day in text for day in question.days)


def _spread(found: tuple[NDArray[np.int64], NDArray[np.float32]], ids: NDArray[np.int64]) -> NDArray[np.float32]:
    """Scores of some of the sorted ids as a column over all, 0 for the others."""
    column = np.zeros(len(ids), np.float32)
    column[np.searchsorted(ids, found[0])] = found[1]
    return column


def _done(search: _Search) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
    """What comes of a search."""
    return search()
