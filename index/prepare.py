"""Documents made ready to be written: read or taken over, cut, normalised, embedded in batches."""

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, replace

import numpy as np

from corpus.chunk import LONGEST_CHUNK, chunk_measures
from corpus.load import Skipped, try_load
from corpus.records import Chunk, Document, Measure
from corpus.text import normalise
from index.embed import Embedder, Vectors
from index.opening import OpenStore
from index.plan import Item
from index.terms import terms

OPTIONS = {"reader": 16, "longest_chunk": LONGEST_CHUNK}
"""What shapes chunks; a store built with other options is rebuilt whole."""

_CHUNKS_AT_ONCE = 4096
_DOCUMENTS_AHEAD = 256


@dataclass(frozen=True, slots=True)
class Prepared:
    """A document ready to be written; one without vectors has passages to be embedded."""

    document: Document
    measures: Sequence[Measure]
    chunks: Sequence[Chunk]
    passages: Sequence[str]
    terms: Sequence[tuple[str, str]]
    vectors: Vectors | None


def prepare_ahead(
    items: Iterable[Item], before: OpenStore | None, ready: Mapping[str, Prepared], skipped: list[Skipped]
) -> Iterator[Prepared]:
    """Read documents in a second thread while the first embeds, a bounded number ahead.

    Args:
        before: holds what is taken over.
        ready: those read already, by path.
        skipped: files that cannot be read are added here.
    """
    with ThreadPoolExecutor(1, thread_name_prefix="reader") as pool:
        pending: deque[Future[Prepared | list[Skipped]]] = deque()
        waiting = iter(items)
        try:
            while True:
                while len(pending) < _DOCUMENTS_AHEAD and (item := next(waiting, None)):
                    pending.append(pool.submit(lambda item: ready.get(item.path) or prepare(item, before), item))
                if not pending:
                    return
                prepared = pending.popleft().result()
                if isinstance(prepared, list):
                    skipped += prepared
                else:
                    yield prepared
        finally:
            pool.shutdown(cancel_futures=True)


def prepare(item: Item, before: OpenStore | None) -> Prepared | list[Skipped]:
    """Read a document, or take it over from the generation before, or say why it is left out."""
    vectors = None
    if before and item.number is not None:
        document, measures, chunks, vectors = before.contents(item.number)
    else:
        assert item.file is not None
        loaded = try_load(item.file, item.identity)
        if isinstance(loaded, Skipped):
            return [replace(loaded, path=path) for path in (item.path, *item.copies)]
        document, measures = loaded
        chunks = chunk_measures(measures, document.title)
    contexts = {context: normalise(context) for context in {chunk.context for chunk in chunks}}
    texts = [normalise(chunk.text) for chunk in chunks]
    words = {context: terms(normalised) for context, normalised in contexts.items()}
    fresh = zip(texts, chunks, strict=True) if vectors is None else ()
    return Prepared(
        document=replace(document, copies=item.copies),
        measures=measures,
        chunks=chunks,
        passages=[f"{contexts[chunk.context]} {text}" for text, chunk in fresh],
        terms=[(terms(text), words[chunk.context]) for text, chunk in zip(texts, chunks, strict=True)],
        vectors=vectors,
    )


def batches(documents: Iterable[Prepared]) -> Iterator[list[Prepared]]:
    """Whole documents in batches of about `_CHUNKS_AT_ONCE` chunks."""
    batch: list[Prepared] = []
    for document in documents:
        batch.append(document)
        if sum(len(item.chunks) for item in batch) >= _CHUNKS_AT_ONCE:
            yield batch
            batch = []
    if batch:
        yield batch


def embed(batch: Sequence[Prepared], embedder: Callable[[], Embedder]) -> list[Vectors]:
    """Vectors of every document of a batch; those that have none are embedded in one go."""
    fresh = [passage for item in batch if item.vectors is None for passage in item.passages]
    embedded = embedder().encode_normalised(fresh) if fresh else np.empty((0, 0), np.float32)
    result = []
    start = 0
    for item in batch:
        if item.vectors is None:
            result.append(embedded[start : start + len(item.passages)])
            start += len(item.passages)
        else:
            result.append(item.vectors)
    return result
