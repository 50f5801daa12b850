"""From a question to the measures that may answer it."""

import asyncio
import gc
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from pathlib import Path
from threading import Lock

import numpy as np
from numpy.typing import NDArray

from corpus.errors import QuestionError
from corpus.validity import validity_on
from index.embed import Embedder
from index.filters import day_of
from index.opening import OpenStore, folder_of, open_store, resolved
from qa.calibration import Calibration
from qa.citation import Hit
from qa.judge import Judge
from qa.question import Question, understand
from qa.rank import Signals, fuse

CANDIDATES = 50
"""How many passages are taken from the search by meaning and from the search by words."""

MOST_HITS = CANDIDATES
"""How many measures can be asked for."""


class Retriever:
    """Searches a store, always in the generation that is in force when the question comes.

    Safe to use from several threads; make one and keep it, since it holds the model.
    """

    def __init__(self, store: str | Path = "store", model: str | None = None) -> None:
        """
        Args:
            store: folder of the index, or its address on Milvus.
            model: embedding model, where it is not the one the store names.

        Raises:
            StoreMissing, StoreForeign, StoreDamaged, StoreUnreachable, ModelMismatch, ModelError: see `corpus.errors`.
        """
        self.location = str(store)
        self.path = folder_of(store)
        self._model = model
        self._lock = Lock()
        self._opened = self._open()

    def _open(self, embedder: Embedder | None = None) -> "_Opened":
        """Open the generation in force, with the embedder at hand where it is the right one."""
        store = open_store(self.location)
        if embedder is None or (not self._model and not store.fits(embedder)):
            embedder = Embedder.load(self._model or store.model)
        store.check_model(embedder)
        return _Opened(store, embedder)

    @property
    def store(self) -> OpenStore:
        """The generation in force."""
        return self._current().store

    @property
    def embedder(self) -> Embedder:
        """The embedding model."""
        return self._current().embedder

    def _current(self) -> "_Opened":
        with self._lock:
            if self._opened.store.superseded:
                self._opened = self._open(self._opened.embedder)
                gc.collect()  # the generation before is large, and in cycles with its caches
            return self._opened

    def search(self, question: str, k: int = 5, filters: Mapping[str, str] | None = None) -> list[Hit]:
        """The measures most likely to answer, best first; see `retrieve`."""
        return self._current().search(understand(question), k, filters)

    def find(self, question: Question, k: int, filters: Mapping[str, str] | None = None) -> "Found":
        """`search`, and whether what was found covers the question."""
        opened = self._current()
        hits = opened.search(question, k, filters)
        answering = tuple(hit for hit in hits if question.concerns(hit.document))
        probability = opened.judge.probability(question, [hit.signals for hit in answering])
        covered = opened.judge.covers(question, probability)
        return Found(tuple(hits), answering if covered else (), opened, probability)

    def deviations(self, question: Question) -> float:
        """How far a question stands out, see `qa.judge.Judge.deviations`."""
        opened = self._current()
        return opened.judge.deviations(question, [signals for _, signals in opened.candidates(question)])


class _Opened:
    """A generation, and what is worked out from it once."""

    def __init__(self, store: OpenStore, embedder: Embedder) -> None:
        self.store = store
        self.embedder = embedder

    def search(self, question: Question, k: int, filters: Mapping[str, str] | None = None) -> list[Hit]:
        if not 1 <= k <= MOST_HITS:
            raise QuestionError(f"{k} measures were asked for; ask for 1 to {MOST_HITS}")
        documents = self.store.select(filters)
        day = day_of(filters)
        best: dict[tuple[int, int], Hit] = {}
        for chunk, signals in self.candidates(question, documents):
            place = self.store.places([chunk])[0]
            key = (place.document, place.measure)
            if key in best:
                continue
            document = self.store.document(place.document)
            best[key] = Hit(
                score=signals.score,
                document=replace(document, validity=validity_on(document, day)),
                measure=self.store.measures(place.document)[place.measure],
                quote=document.text[place.start : place.end],
                start=place.start,
                end=place.end,
                signals=signals,
            )
            if len(best) == k:
                break
        return list(best.values())

    def candidates(self, question: Question, documents: list[int] | None = None) -> list[tuple[int, Signals]]:
        """Chunk ids and their signals, best first."""
        query = self.embedder.encode_query(question.text)
        near, _ = self.store.dense(query, CANDIDATES, documents)
        named = self.store.lexical(question.text, CANDIDATES, documents)
        meant = self.store.lexical(question.expansion, CANDIDATES, documents)
        ids = np.unique(np.concatenate([near, named[0], meant[0]]))
        passages = self.store.passages(ids.tolist())
        signals = fuse(
            self.store.cosines(query, ids),
            _spread(named, ids),
            _spread(meant, ids),
            self.embedder.late_interaction(question.text, passages),
            self._documents(question, ids, passages),
        )
        return sorted(zip(ids.tolist(), signals, strict=True), key=lambda found: (-found[1].score, found[0]))

    def _documents(self, question: Question, ids: NDArray[np.int64], passages: Sequence[str]) -> NDArray[np.float32]:
        """For each passage the share of the question's words in all the passages of its document."""
        owners, place = np.unique(self.store.owners(ids), return_inverse=True)
        found: list[list[str]] = [[] for _ in owners]
        for number, passage in zip(place.tolist(), passages, strict=True):
            found[number].append(passage)
        shares: NDArray[np.float32] = self.store.shares(question.text, ["\n".join(texts) for texts in found])[place]
        return shares

    def score_sentences(self, question: Question, hit: Hit, sentences: Sequence[str]) -> list[float]:
        """See `Found.score_sentences`; a sentence is read under its heading."""
        passages = [f"{hit.measure.title} {sentence}" for sentence in sentences]
        signals = fuse(
            self.embedder.encode_passages(passages) @ self.embedder.encode_query(question.text),
            self.store.shares(question.text, passages),
            self.store.shares(question.expansion, passages),
            self.embedder.late_interaction(question.text, passages),
        )
        return [found.score for found in signals]

    @cached_property
    def judge(self) -> Judge:
        """Decides what this generation covers, judged by what a search finds without filters."""
        found = self.store.select(None)
        return Judge(
            self.embedder,
            lambda question: [signals for _, signals in self.candidates(question, found)],
            len(self.store),
            Calibration.of(folder_of(self.store.location), self.embedder.fingerprint),
        )


@dataclass(frozen=True, slots=True)
class Found:
    """The hits of a question, those that may answer it (none when it is not covered), and the generation they are of.

    Whatever is asked of it later is asked of that generation, even when a newer one has come into force.
    `probability` says how likely it is that they cover the question.
    """

    hits: tuple[Hit, ...]
    answering: tuple[Hit, ...]
    opened: _Opened
    probability: float

    @property
    def covered(self) -> bool:
        """Whether anything may answer."""
        return bool(self.answering)

    @property
    def generation(self) -> int:
        """The number of the generation."""
        return self.opened.store.generation

    def score_sentences(self, question: Question, hit: Hit, sentences: Sequence[str]) -> list[float]:
        """How well each sentence of a hit's measure answers, on the scale of `Signals.own`."""
        return self.opened.score_sentences(question, hit, sentences)


def _spread(found: tuple[NDArray[np.int64], NDArray[np.float32]], ids: NDArray[np.int64]) -> NDArray[np.float32]:
    """Scores of some of the sorted ids as a column over all, 0 for the others."""
    column = np.zeros(len(ids), np.float32)
    column[np.searchsorted(ids, found[0])] = found[1]
    return column


def retrieve(
    question: str,
    k: int = 5,
    store: str | Path = "store",
    filters: Mapping[str, str] | None = None,
    model: str | None = None,
) -> list[Hit]:
    """Find the measures most likely to answer a question.

    Args:
        question: in Simplified or Traditional Chinese or in English.
        k: how many measures at most, 1 to `MOST_HITS`.
        store: folder of the index, or its address on Milvus, see `index.milvus.location`.
        filters: narrow the search, for example `{"region": "浙江", "date": "2022"}`, or ask for what was in
            force on a day, `{"as_of": "2019-05-01"}`; see `index.filters`.
        model: embedding model, where it is not the one the store names.

    Returns:
        Hits, best first; each quotes its best passage exactly.

    Raises:
        QuestionError: an empty or overlong question, an unknown filter, a day that is none, too many measures.
        StoreMissing, StoreForeign, StoreDamaged, ModelMismatch: the store cannot serve.
    """
    return retriever(resolved(store), model).search(question, k, filters)


async def aretrieve(
    question: str,
    k: int = 5,
    store: str | Path = "store",
    filters: Mapping[str, str] | None = None,
    model: str | None = None,
) -> list[Hit]:
    """`retrieve` in a thread, for programs built on asyncio."""
    return await asyncio.to_thread(retrieve, question, k, store, filters, model)


@lru_cache(maxsize=8)
def retriever(store: str, model: str | None = None) -> Retriever:
    """The retriever of a store, made once."""
    return Retriever(store, model)
