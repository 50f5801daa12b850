"""Search by words: BM25 over characters, character pairs and Latin words, in a tantivy index.

The index of a generation is made of the finished segments of its blocks: a segment of tantivy never changes, and
`meta.json` says which belong to an index. No segment holds anything that was deleted, so that the frequencies BM25
works with are those of an index built at once, whatever blocks it lies in.
"""

import json
import math
import os
import shutil
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np
import tantivy
from numpy.typing import NDArray

from corpus.errors import StoreUnwritable
from index.blocks import Block
from index.terms import K1, bm25, phrases, search_terms, shares

_FIELDS = ("text", "context")
_HEAP = 256 * 2**20
_TERMS_IN_MEMORY = 65536
_META, _READ_LOCK = "meta.json", ".tantivy-meta.lock"
_TRIES, _PAUSE = 50, 0.02
"""How often a folder that is still written into is removed, and seconds in between."""
_WITHIN = 32
"""Numbers in the index are those of the block, shifted by these bits, and those within the block."""


def _schema() -> Any:
    builder = tantivy.SchemaBuilder()
    builder.add_unsigned_field("chunk", stored=False, indexed=False, fast=True)
    builder.add_unsigned_field("document", stored=False, indexed=True, fast=False)
    for field in _FIELDS:
        builder.add_text_field(field, stored=False, tokenizer_name="whitespace", index_option="freq")
    return builder.build()


class LexicalWriter:
    """Writes the segments of a block; `close` makes them complete."""

    def __init__(self, folder: Path, block: int) -> None:
        """
        Args:
            folder: made here, gone after `close`.
            block: number of the block.
        """
        folder.mkdir()
        self._folder = folder
        self._base = block << _WITHIN
        self._index = tantivy.Index(_schema(), path=str(folder))
        self._writer = self._index.writer(_HEAP, 1)

    def add(self, chunk: int, document: int, text: str, context: str) -> None:
        """Add one chunk, numbered within the block, by the `terms` of its text and of its context."""
        entry = tantivy.Document()
        entry.add_unsigned("chunk", self._base + chunk)
        entry.add_unsigned("document", self._base + document)
        entry.add_text("text", text)
        entry.add_text("context", context)
        self._writer.add_document(entry)

    def close(self, into: Path) -> tuple[dict[str, Any], ...]:
        """Finish the segments, move their files, and describe them for `join`.

        Raises:
            OSError: the segments cannot be written.
        """
        try:
            self._writer.commit()
            self._writer.wait_merging_threads()
        except ValueError as error:  # what tantivy raises, whatever happened
            raise OSError(str(error)) from error
        segments = json.loads((self._folder / _META).read_text("utf-8"))["segments"]
        into.mkdir(exist_ok=True)
        for path in self._folder.iterdir():
            if any(path.name.startswith(segment["segment_id"].replace("-", "")) for segment in segments):
                path.rename(into / path.name)
        _remove(self._folder)
        return tuple(segments)


def _remove(folder: Path) -> None:
    """Remove the folder of a writer, into which tantivy may still write for a moment once its threads are waited for.

    Raises:
        OSError: it cannot be removed.
    """
    for _ in range(_TRIES):
        shutil.rmtree(folder, ignore_errors=True)
        if not folder.exists():
            return
        time.sleep(_PAUSE)
    shutil.rmtree(folder)


def join(folder: Path, segments: Iterable[dict[str, Any]]) -> None:
    """Make one index of the segments whose files lie in the folder."""
    tantivy.Index(_schema(), path=str(folder))
    meta = json.loads((folder / _META).read_text("utf-8"))
    (folder / _META).write_text(json.dumps(meta | {"segments": [*segments]}), "utf-8")
    for path in folder.iterdir():
        if path.name.startswith(".") and path.name != _READ_LOCK:
            path.unlink()


@contextmanager
def _lockable(folder: Path) -> Iterator[Path]:
    """Where an index can be opened, which tantivy does under a lock: the folder itself, or one of links to its files.

    Raises:
        StoreUnwritable: the lock can be put nowhere.
    """
    if os.access(folder / _READ_LOCK, os.W_OK):
        yield folder
        return
    try:
        links = TemporaryDirectory(prefix="policy-qa-lexical-", ignore_cleanup_errors=True)
        for path in folder.iterdir():
            if path.name != _READ_LOCK:
                (Path(links.name) / path.name).symlink_to(path.resolve())
    except OSError as error:
        raise StoreUnwritable(
            f"“{folder}” may not be written, and a temporary folder of links to its files cannot be made ({error}); "
            "set TMPDIR to a folder that can be written"
        ) from error
    with links:
        yield Path(links.name)


class LexicalIndex:
    """The lexical index of a generation, open for search."""

    def __init__(self, folder: Path, blocks: Sequence[Block]) -> None:
        """
        Raises:
            StoreUnwritable: it cannot be opened for want of a place that can be written.
            ValueError: it is damaged.
        """
        with _lockable(folder) as place:
            self._index = tantivy.Index.open(str(place))
            self._index.config_reader("manual")  # a generation never changes: nothing need be watched or read again
            self._searcher = self._index.searcher()  # which holds the files open, wherever they lie
        self._numbers = np.array([block.number for block in blocks], np.int64)
        self._order = np.argsort(self._numbers)
        self._chunks = np.cumsum([0, *(block.chunks for block in blocks)])
        self._documents = np.cumsum([0, *(block.documents for block in blocks)])
        self._idf = lru_cache(_TERMS_IN_MEMORY)(self._work_out_idf)
        if self._searcher.num_docs != self._chunks[-1]:
            raise ValueError(f"the lexical index holds {self._searcher.num_docs} chunks of {self._chunks[-1]}")

    def search(
        self, question: str, k: int, documents: Sequence[int] | None = None, without: Sequence[int] = ()
    ) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
        """The chunks that share most with the question.

        Args:
            question: in any form; it is normalised here.
            k: how many at most.
            documents: search only in these.
            without: documents not to search in.

        Returns:
            Chunk ids, best first, and their coverage: the BM25 score as a share of what a passage
            would score that holds every term searched for often. Terms that no passage holds
            count as the rarest, so coverage is low where the question is about something else.
        """
        searched = search_terms(question, self._searcher.num_docs)
        most = sum(self._idf(term) for term in searched) * (K1 + 1)
        if not most or (documents is not None and not documents):
            return np.empty(0, np.int64), np.empty(0, np.float32)
        query = tantivy.Query.boolean_query(list(self._clauses(searched)))
        if documents is not None:
            allowed = tantivy.Query.term_set_query(self._index.schema, "document", self._stored(documents))
            allowed = tantivy.Query.const_score_query(allowed, 0.0)
            query = tantivy.Query.boolean_query([(tantivy.Occur.Must, query), (tantivy.Occur.Must, allowed)])
        if without:
            left_out = tantivy.Query.term_set_query(self._index.schema, "document", self._stored(without))
            query = tantivy.Query.boolean_query([(tantivy.Occur.Must, query), (tantivy.Occur.MustNot, left_out)])
        hits = self._searcher.search(query, k, count=False).hits
        stored = self._searcher.fast_field_values("chunk", [address for _, address in hits])
        scores = np.array([score for score, _ in hits], np.float32) / np.float32(most)
        return self._ids(np.array(stored, np.int64)), scores

    def _ids(self, stored: NDArray[np.int64]) -> NDArray[np.int64]:
        """Chunk ids in the generation."""
        place = self._order[np.searchsorted(self._numbers, stored >> _WITHIN, sorter=self._order)]
        ids: NDArray[np.int64] = self._chunks[place] + (stored & ((1 << _WITHIN) - 1))
        return ids

    def _stored(self, documents: Sequence[int]) -> list[int]:
        """Documents of the generation as the index numbers them."""
        numbers = np.array(documents, np.int64)
        place = np.searchsorted(self._documents, numbers, "right") - 1
        stored: list[int] = ((self._numbers[place] << _WITHIN) + numbers - self._documents[place]).tolist()
        return stored

    def shares(self, question: str, texts: Sequence[str]) -> NDArray[np.float32]:
        """What share of the question's terms each text holds, weighted by rarity in this index.

        Returns:
            `(n,)` float32 in [0, 1].
        """
        return shares(question, texts, self._idf)

    def phrases(self, question: str, texts: Sequence[str]) -> NDArray[np.float32]:
        """What share of the question's runs of four Chinese characters each text holds, weighted by rarity.

        Returns:
            `(n,)` float32 in [0, 1]; 0 where the question has no such run.
        """
        return phrases(question, texts, self._idf)

    def bm25(self, question: str, texts: Sequence[str]) -> NDArray[np.float32]:
        """How often the question's pairs of characters and words stand in each text, see `index.terms.bm25`."""
        return bm25(question, texts, self._idf)

    def _clauses(self, searched: Sequence[str]) -> Iterator[tuple[Any, Any]]:
        for term in searched:
            for field in _FIELDS:
                yield tantivy.Occur.Should, tantivy.Query.term_query(self._index.schema, field, term, "freq")

    def _work_out_idf(self, term: str) -> float:
        """Inverse document frequency as BM25 has it (Robertson & Zaragoza 2009)."""
        held = self._searcher.doc_freq("text", term)
        return math.log(1 + (self._searcher.num_docs - held + 0.5) / (held + 0.5))
