"""The tables of documents, measures and chunks of a generation: a SQLite file for each block."""

import json
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, fields, replace
from functools import lru_cache
from pathlib import Path
from threading import Lock
from typing import Any, Self, get_origin

import numpy as np
from numpy.typing import NDArray

from corpus.records import Chunk, Document, Measure

_JSON = json.JSONEncoder(ensure_ascii=False)
_SCHEMA = """
CREATE TABLE documents (number INTEGER PRIMARY KEY, fields TEXT NOT NULL, chunks INTEGER NOT NULL, text TEXT NOT NULL);
CREATE TABLE measures (document INTEGER, number INTEGER, title TEXT, heading_path TEXT, start INTEGER, end INTEGER,
    PRIMARY KEY (document, number)) WITHOUT ROWID;
CREATE TABLE chunks (id INTEGER PRIMARY KEY, document INTEGER NOT NULL, measure INTEGER NOT NULL,
    start INTEGER NOT NULL, end INTEGER NOT NULL, context TEXT NOT NULL);
"""
_PATHS_IN_MEMORY = 4096
_ELSEWHERE = ("text", "links")
"""Fields of a document that are not among its facts: the text has a column, links are those of a generation."""
_FACTS = [field.name for field in fields(Document) if field.name not in _ELSEWHERE]
_LISTS = [field.name for field in fields(Document) if get_origin(field.type) is tuple]


@dataclass(frozen=True, slots=True)
class Place:
    """Where a chunk stands: its document, its measure, its span in the document's text."""

    document: int
    measure: int
    start: int
    end: int


class RecordsWriter:
    """Writes the tables of a block, in a `with` statement; documents and chunks are numbered in the order they come."""

    def __init__(self, path: Path) -> None:
        self._connection = sqlite3.connect(path, isolation_level=None)
        self._connection.execute("PRAGMA journal_mode = OFF")
        self._connection.execute("PRAGMA synchronous = OFF")
        self._connection.executescript(_SCHEMA)
        self._connection.execute("BEGIN")
        self.documents = 0
        self.measures = 0
        self.chunks = 0

    def add(self, document: Document, measures: Sequence[Measure], chunks: Sequence[Chunk]) -> None:
        """Append a document with all that is in it."""
        number = self.documents
        write = self._connection
        write.execute(
            "INSERT INTO documents VALUES (?, ?, ?, ?)", (number, facts_of(document), len(chunks), document.text)
        )
        write.executemany(
            "INSERT INTO measures VALUES (?, ?, ?, ?, ?, ?)",
            ((number, i, m.title, _encoded(m.heading_path), m.start, m.end) for i, m in enumerate(measures)),
        )
        write.executemany(
            "INSERT INTO chunks VALUES (?, ?, ?, ?, ?, ?)",
            ((self.chunks + i, number, c.measure, c.start, c.end, c.context) for i, c in enumerate(chunks)),
        )
        self.documents += 1
        self.measures += len(measures)
        self.chunks += len(chunks)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, failed: type[BaseException] | None, *_: object) -> None:
        if not failed:
            self._connection.execute("COMMIT")
        self._connection.close()


class _Table:
    """The file of one block, read on demand; safe to use from several threads."""

    def __init__(self, path: Path) -> None:
        self._connection = sqlite3.connect(
            f"{path.resolve().as_uri()}?mode=ro&immutable=1", uri=True, check_same_thread=False
        )
        self._lock = Lock()

    def rows(self, query: str, values: Iterable[object] = ()) -> list[tuple[Any, ...]]:
        with self._lock:
            return self._connection.execute(query, tuple(values)).fetchall()

    def by_id(self, query: str, ids: Sequence[int]) -> Iterator[tuple[int, tuple[Any, ...]]]:
        for row in self.rows(f"{query} ({','.join('?' * len(ids))})", ids):
            yield int(row[0]), row[1:]

    def close(self) -> None:
        self._connection.close()


class Records:
    """The tables of a published generation as one: documents and chunks are numbered through its blocks."""

    def __init__(self, paths: Sequence[Path]) -> None:
        self._tables = [_Table(path) for path in paths]
        found = [table.rows("SELECT fields, chunks FROM documents ORDER BY number") for table in self._tables]
        self.catalogue = documents_of([str(facts) for rows in found for facts, _ in rows])
        """Every document, its text left empty, by number."""
        self._counts = np.array([count for rows in found for _, count in rows], np.int64)
        self._first_chunks = np.cumsum([0, *self._counts])
        self._documents = np.cumsum([0, *map(len, found)])
        self._chunks = self._first_chunks[self._documents]

    def close(self) -> None:
        """Release the files."""
        for table in self._tables:
            table.close()

    def owners(self) -> NDArray[np.int32]:
        """The document number of every chunk, `(chunks,)` int32."""
        return np.repeat(np.arange(len(self._counts), dtype=np.int32), self._counts)

    def chunks_of(self, chosen: NDArray[np.bool_]) -> NDArray[np.bool_]:
        """Of every chunk whether it is of one of the documents chosen, `(documents,)`."""
        return np.repeat(chosen, self._counts)

    def ids(self, document: int) -> tuple[int, int]:
        """First id of the chunks of a document, and the one after its last."""
        return int(self._first_chunks[document]), int(self._first_chunks[document + 1])

    def _at(self, document: int) -> tuple[int, int]:
        """The block that holds a document, and the document's number there."""
        block = int(np.searchsorted(self._documents, document, "right")) - 1
        return block, document - int(self._documents[block])

    def text(self, document: int) -> str:
        """The text of a document."""
        block, number = self._at(document)
        return str(self._tables[block].rows("SELECT text FROM documents WHERE number = ?", (number,))[0][0])

    def measures(self, document: int, text: str) -> list[Measure]:
        """The measures of a document, whose text is given."""
        block, number = self._at(document)
        rows = self._tables[block].rows(
            "SELECT title, heading_path, start, end FROM measures WHERE document = ? ORDER BY number", (number,)
        )
        return [_measure(row, text) for row in rows]

    def chunks(self, document: int, text: str) -> list[Chunk]:
        """The chunks of a document, whose text is given."""
        block, _ = self._at(document)
        first, end = (edge - int(self._chunks[block]) for edge in self.ids(document))
        rows = self._tables[block].rows(
            "SELECT measure, start, end, context FROM chunks WHERE id >= ? AND id < ? ORDER BY id", (first, end)
        )
        return [Chunk(m, s, e, text[s:e], str(c)) for m, s, e, c in rows]

    def places(self, ids: Sequence[int]) -> list[Place]:
        """Where the chunks of these ids stand, in their order."""
        found = self._by_id("SELECT id, document, measure, start, end FROM chunks WHERE id IN", ids)
        return [Place(int(self._documents[block]) + row[0], *row[1:]) for block, row in found]

    def passages(self, ids: Sequence[int]) -> list[str]:
        """Context and text of the chunks of these ids, in their order."""
        found = self._by_id("SELECT id, document, start, end, context FROM chunks WHERE id IN", ids)
        owners = [int(self._documents[block]) + row[0] for block, row in found]
        texts = {owner: self.text(owner) for owner in dict.fromkeys(owners)}
        return [
            f"{context}\n{texts[owner][start:end]}"
            for owner, (_, (_, start, end, context)) in zip(owners, found, strict=True)
        ]

    def _by_id(self, query: str, ids: Sequence[int]) -> list[tuple[int, tuple[Any, ...]]]:
        """Block and row of every chunk."""
        numbers = np.array(ids, np.int64)
        blocks = np.searchsorted(self._chunks, numbers, "right") - 1
        found: dict[int, tuple[int, tuple[Any, ...]]] = {}
        for block in np.unique(blocks).tolist():
            base = int(self._chunks[block])
            within = (numbers[blocks == block] - base).tolist()
            found.update((base + i, (block, row)) for i, row in self._tables[block].by_id(query, within))
        return [found[i] for i in numbers.tolist()]


def with_text(document: Document, text: str) -> Document:
    """A document of the catalogue, whole."""
    return replace(document, text=text)


def facts_of(document: Document) -> str:
    """A document's facts as JSON: without its text, and without links, which are those of a generation."""
    return _JSON.encode({name: getattr(document, name) for name in _FACTS})


def documents_of(facts: Sequence[str]) -> list[Document]:
    """Documents out of `facts_of`, their texts left empty; decoded together, which takes half the time."""
    found = json.loads(f"[{','.join(facts)}]")
    for values in found:
        values.update({name: tuple(values.get(name, ())) for name in _LISTS})
    return [Document(text="", **values) for values in found]


def _measure(row: tuple[Any, ...], text: str) -> Measure:
    title, path, start, end = row
    return Measure(str(title), _heading_path(str(path)), start, end, text[start:end])


@lru_cache(_PATHS_IN_MEMORY)
def _encoded(path: tuple[str, ...]) -> str:
    """A heading path as it is written, see `_heading_path`."""
    return _JSON.encode(path)


@lru_cache(_PATHS_IN_MEMORY)
def _heading_path(path: str) -> tuple[str, ...]:
    """A heading path as it is written; the measures of a chapter have the same."""
    return tuple(json.loads(path))
