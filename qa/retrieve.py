"""From a question to the measures that may answer it."""

import asyncio
import gc
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from pathlib import Path
from threading import Lock

from corpus.records import Document, Measure
from corpus.text import to_simplified
from index.crossencoder import Reranker
from index.embed import Embedder
from index.filters import day_of
from index.opening import OpenStore, folder_of, open_store, resolved
from qa.aim import Aim
from qa.calibration import Calibration
from qa.citation import Hit
from qa.clause import asks_of_itself
from qa.judge import AMONG
from qa.memory import BEGINNING, Memory, Turn
from qa.question import Question, understand
from qa.script import simplified, simplified_measure, written_traditionally
from qa.search import MOST_HITS, Search
from qa.understood import Understood, set_aside, understood, without_words


class Retriever:
    """Searches a store, always in the generation that is in force when the question comes.

    Safe to use from several threads; make one and keep it, since it holds the model.
    """

    def __init__(self, store: str | Path = "store", model: str | None = None, reranker: str | None = None) -> None:
        """
        Args:
            store: folder of the index, or its address on Milvus.
            model: embedding model, where it is not the one the store names.
            reranker: a cross-encoder to read the first measures found, see `index.crossencoder`; none if left out.

        Raises:
            StoreMissing, StoreForeign, StoreDamaged, StoreUnreachable, ModelMismatch, ModelError: see `corpus.errors`.
        """
        self.location = str(store)
        self.path = folder_of(store)
        self._model = model
        self._reranker = Reranker.load(reranker) if reranker else None
        self._lock = Lock()
        self.memory = Memory()
        self._opened = self._open()

    def _open(self, embedder: Embedder | None = None) -> Search:
        """Open the generation in force, with the embedder at hand where it is the right one."""
        store = open_store(self.location)
        if embedder is None or (not self._model and not store.fits(embedder)):
            embedder = Embedder.load(self._model or store.model)
        store.check_model(embedder)
        return Search(store, embedder, self._reranker)

    @property
    def store(self) -> OpenStore:
        """The generation in force."""
        return self._current().store

    @property
    def embedder(self) -> Embedder:
        """The embedding model."""
        return self._current().embedder

    def _current(self) -> Search:
        with self._lock:
            if self._opened.store.superseded:
                self._opened = self._open(self._opened.embedder)
                gc.collect()  # the generation before is large, and in cycles with its caches
            return self._opened

    def search(
        self, question: str, k: int = 5, filters: Mapping[str, str] | None = None, ignore: Collection[str] = ()
    ) -> list[Hit]:
        """The measures most likely to answer, best first; see `retrieve`."""
        return self._current().search(set_aside(understand(question, day_of(filters)), ignore), k, filters)

    def understood(
        self, question: str, filters: Mapping[str, str] | None = None, ignore: Collection[str] = ()
    ) -> tuple[Understood, ...]:
        """What `search` understands a question to name."""
        opened = self._current()
        asked = set_aside(understand(question, day_of(filters)), ignore)
        return understood(opened.aims.of(asked, filters), opened.store.documents)

    def names(self, question: Question) -> bool:
        """Whether a question names documents."""
        return self._current().aims.names(question)

    def text(self, path: str) -> str:
        """The text of a document; empty where the index has none such."""
        return self._current().text(path)

    def each(self, question: Question) -> list[str]:
        """A question for each of the documents or places that one is asked of; none where that is but one."""
        return self._current().aims.each(question)

    def find(
        self, question: Question, k: int, filters: Mapping[str, str] | None = None, before: Turn = BEGINNING
    ) -> "Found":
        """`search`, and whether what was found covers the question.

        Args:
            question: what it names is not heeded where `qa.understood.set_aside` says so.
            before: the turn before; a question that follows on is asked first of the documents that this came to.
        """
        opened = self._current()
        found = self._asked(opened, question, k, filters, before)
        bare = None if found.covered else without_words(question)
        anyway = self._asked(opened, bare, k, filters, before) if bare else found
        return anyway if anyway.covered else found

    def _asked(
        self, opened: Search, question: Question, k: int, filters: Mapping[str, str] | None, before: Turn
    ) -> "Found":
        """What is found in the documents that a question is asked of, and in all where these do not answer it."""
        if question.follows and before.paths and "document" not in question.ignored:
            for aimed in opened.aims.within(question, before, filters):
                if (found := self._found(opened, aimed, k, filters)).covered or aimed.refused:
                    return replace(found, context=True)
        aimed = opened.aims.of(question, filters)
        found = self._found(opened, aimed, k, filters)
        if found.covered or not aimed.named or aimed.refused:
            return found
        wider = self._found(opened, Aim(question, opened.store.select(filters)), k, filters)
        named = {opened.store.documents[number].path for number in aimed.documents or ()}
        own = tuple(hit for hit in wider.answering if hit.document.path in named)
        if own and own[0] is wider.answering[0]:
            return replace(wider, answering=own, aim=replace(wider.aim, named=aimed.named, documents=aimed.documents))
        return wider if wider.covered else found

    def _found(self, opened: Search, aimed: Aim, k: int, filters: Mapping[str, str] | None) -> "Found":
        asked = aimed.question
        hits = opened.hits(aimed, min(max(k, len(aimed.places)), MOST_HITS), filters)
        answering = tuple(
            hit
            for hit in hits[: len(aimed.places) or None]
            if asked.concerns(hit.document)
            and asked.holds_in(hit.document, " ".join((*hit.heading_path, hit.measure.text)))
        )
        signals = opened.judged(asked, answering, through=not (aimed.places or aimed.refused))
        probability = opened.judge.probability(asked, signals, opened.lead(hits))
        about_itself = asked.origin or (aimed.named and asks_of_itself(to_simplified(asked.text)))
        raised = bool(about_itself) and len({hit.document.id for hit in answering}) == 1  # it can only mean that one
        if raised or (answering and answering[0].signals.outcome > 1):
            probability = max(probability, opened.judge.threshold(asked))
        if aimed.places:
            probability = 1.0
        if aimed.refused:
            probability = 0.0
        answering = tuple(replace(hit, signals=one) for hit, one in zip(answering, signals, strict=True))
        covered = opened.judge.covers(asked, probability)
        near = covered or opened.judge.near(asked, signals)
        weighed = not (raised or aimed.places or aimed.refused)
        return Found(tuple(hits), answering if covered else (), opened, probability, near, aimed, weighed=weighed)

    def calibrate(self, calibration: Calibration) -> None:
        """Decline by this calibration from now on, as long as this generation is in force."""
        opened = self._current()
        opened.judge = opened.judge.under(calibration)

    def deviations(self, question: Question) -> float:
        """How far a question stands out, see `qa.judge.Judge.deviations`."""
        opened = self._current()
        hits = opened.hits(opened.aims.of(question, None), AMONG)
        return opened.judge.deviations(question, opened.judged(question, hits), opened.lead(hits))


@dataclass(frozen=True, slots=True)
class Found:
    """The hits of a question, those that may answer it (none when it is not covered), and the generation they are of.

    Whatever is asked of it later is asked of that generation, even when a newer one has come into force.
    `probability` says how likely it is that they cover the question; `near` whether they are near to it, though they
    may be silent on what is asked; `aim` what was searched with, and where; `context` that this was in the documents
    that the question before was answered from; `weighed` whether the bar decides: nothing was looked up or known;
    `traditional` the documents that are read as Simplified Chinese, by path, see `simplified`.
    """

    hits: tuple[Hit, ...]
    answering: tuple[Hit, ...]
    opened: Search
    probability: float
    near: bool
    aim: Aim
    context: bool = False
    weighed: bool = True
    traditional: Mapping[str, Document] = field(default_factory=dict)

    @property
    def understood(self) -> tuple[Understood, ...]:
        """What the question names, as far as it was searched by it."""
        return understood(self.aim, self.opened.store.documents, self.context)

    @property
    def covered(self) -> bool:
        """Whether anything may answer."""
        return bool(self.answering)

    @property
    def least(self) -> float:
        """The probability below which the question would not count as covered."""
        return self.opened.judge.threshold(self.aim.question)

    @property
    def generation(self) -> int:
        """The number of the generation."""
        return self.opened.store.generation

    def by_document(self) -> "list[Found]":
        """What was found in each document alone, that of the best hit first."""
        paths = dict.fromkeys(hit.document.path for hit in self.answering)
        each = ([hit for hit in self.answering if hit.document.path == path] for path in paths)
        return [replace(self, answering=tuple(hits)) for hits in each]

    def measures(self, document: Document) -> Sequence[Measure]:
        """All the measures of the document of a hit."""
        measures = self.opened.measures(document)
        read_so = document.path in self.traditional
        return [simplified_measure(measure, document.text) for measure in measures] if read_so else measures

    def simplified(self) -> "Found":
        """The same with the documents in Traditional Chinese read as Simplified; see `qa.script`."""
        traditional = written_traditionally(self.hits)
        hits, answering = (tuple(simplified(hit, traditional) for hit in some) for some in (self.hits, self.answering))
        return replace(self, hits=hits, answering=answering, traditional=traditional) if traditional else self

    def reads(self, hits: Sequence[Hit]) -> list[float]:
        """How likely what is quoted of each measure answers the question, as the logarithm of the odds."""
        return self.opened.reads(self.aim.question, hits)

    def score_sentences(self, question: Question, sentences: Sequence[str]) -> list[float]:
        """How well each sentence answers, on the scale of `qa.rank.ANSWERING`."""
        return self.opened.score_sentences(question, sentences)


def retrieve(
    question: str,
    k: int = 5,
    store: str | Path = "store",
    filters: Mapping[str, str] | None = None,
    model: str | None = None,
    reranker: str | None = None,
    ignore: Collection[str] = (),
) -> list[Hit]:
    """Find the measures most likely to answer a question.

    Args:
        question: in Simplified or Traditional Chinese or in English.
        k: how many measures at most, 1 to `MOST_HITS`.
        store: folder of the index, or its address on Milvus, see `index.milvus.location`.
        filters: narrow the search, for example `{"region": "浙江", "date": "2022"}`, or ask for what was in
            force on a day, `{"as_of": "2019-05-01"}`; see `index.filters`.
        model: embedding model, where it is not the one the store names.
        reranker: a cross-encoder to read the first measures found, a folder or a name on a model hub; none if left out.
        ignore: kinds of what the question names that are not heeded, `{"document", "place"}`; see `qa.understood`.

    Returns:
        Hits, best first; each quotes its best passage exactly.

    Raises:
        QuestionError: an empty or overlong question, an unknown filter or kind, a day that is none, too many measures.
        StoreMissing, StoreForeign, StoreDamaged, ModelMismatch: the store cannot serve.
        ModelError: a model cannot be loaded.
    """
    return retriever(resolved(store), model, reranker).search(question, k, filters, ignore)


async def aretrieve(
    question: str,
    k: int = 5,
    store: str | Path = "store",
    filters: Mapping[str, str] | None = None,
    model: str | None = None,
    reranker: str | None = None,
    ignore: Collection[str] = (),
) -> list[Hit]:
    """`retrieve` in a thread, for programs built on asyncio."""
    return await asyncio.to_thread(retrieve, question, k, store, filters, model, reranker, ignore)


@lru_cache(maxsize=8)
def retriever(store: str, model: str | None = None, reranker: str | None = None) -> Retriever:
    """The retriever of a store, made once."""
    return Retriever(store, model, reranker)
