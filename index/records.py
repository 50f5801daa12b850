"""The table of documents, measures and chunks of one generation: a SQLite file."""

import json
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass, fields, replace
from pathlib import Path
from threading import Lock
from typing import Any, get_origin

import numpy as np
from numpy.typing import NDArray

from corpus.records import Chunk, Document, Link, Measure

_SCHEMA = """
CREATE TABLE documents (number INTEGER PRIMARY KEY, fields TEXT NOT NULL, text TEXT NOT NULL);
CREATE TABLE measures (document INTEGER, number INTEGER, title TEXT, heading_path TEXT, start INTEGER, end INTEGER,
    PRIMARY KEY (document, number)) WITHOUT ROWID;
CREATE TABLE chunks (id INTEGER PRIMARY KEY, document INTEGER NOT NULL, measure INTEGER NOT NULL,
    start INTEGER NOT NULL, end INTEGER NOT NULL, context TEXT NOT NULL);
"""
_LISTS = [field.name for field in fields(Document) if get_origin(field.type) is tuple]


@dataclass(frozen=True, slots=True)
class Place:
    """Where a chunk stands: its document, its measure, its span in the document's text."""

    document: int
    measure: int
    start: int
    end: int


class RecordsWriter:
    """Writes the table; documents are numbered and chunks counted in the order they come."""

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
        write.execute("INSERT INTO documents VALUES (?, ?, ?)", (number, _facts(document), document.text))
        write.executemany(
            "INSERT INTO measures VALUES (?, ?, ?, ?, ?, ?)",
            (
                (number, i, m.title, json.dumps(m.heading_path, ensure_ascii=False), m.start, m.end)
                for i, m in enumerate(measures)
            ),
        )
        write.executemany(
            "INSERT INTO chunks VALUES (?, ?, ?, ?, ?, ?)",
            ((self.chunks + i, number, c.measure, c.start, c.end, c.context) for i, c in enumerate(chunks)),
        )
        self.documents += 1
        self.measures += len(measures)
        self.chunks += len(chunks)

    def relink(self, number: int, document: Document) -> None:
        """Replace what is told of a document that was added, but for its text."""
        self._connection.execute("UPDATE documents SET fields = ? WHERE number = ?", (_facts(document), number))

    def close(self) -> None:
        """Commit."""
        self._connection.execute("COMMIT")
        self._connection.close()


class Records:
    """The table of a published generation, read on demand; safe to use from several threads."""

    def __init__(self, path: Path) -> None:
        self._connection = sqlite3.connect(
            f"{path.resolve().as_uri()}?mode=ro&immutable=1", uri=True, check_same_thread=False
        )
        self._lock = Lock()

    def _rows(self, query: str, values: Iterable[object] = ()) -> list[tuple[Any, ...]]:
        with self._lock:
            return self._connection.execute(query, tuple(values)).fetchall()

    def close(self) -> None:
        """Release the file."""
        self._connection.close()

    def catalogue(self) -> list[Document]:
        """Every document, its text left empty, by number."""
        rows = self._rows("SELECT fields FROM documents ORDER BY number")
        return [_document(str(facts), "") for (facts,) in rows]

    def text(self, document: int) -> str:
        """The text of a document."""
        return str(self._rows("SELECT text FROM documents WHERE number = ?", (document,))[0][0])

    def measures(self, document: int, text: str) -> list[Measure]:
        """The measures of a document, whose text is given."""
        rows = self._rows(
            "SELECT title, heading_path, start, end FROM measures WHERE document = ? ORDER BY number", (document,)
        )
        return [_measure(row, text) for row in rows]

    def chunks(self, document: int, text: str) -> list[Chunk]:
        """The chunks of a document, whose text is given."""
        rows = self._rows("SELECT measure, start, end, context FROM chunks WHERE document = ? ORDER BY id", (document,))
        return [Chunk(m, s, e, text[s:e], str(c)) for m, s, e, c in rows]

    def owners(self) -> NDArray[np.int32]:
        """The document number of every chunk, `(chunks,)` int32."""
        rows = self._rows("SELECT document FROM chunks ORDER BY id")
        return np.fromiter((row[0] for row in rows), np.int32, len(rows))

    def places(self, ids: Sequence[int]) -> list[Place]:
        """Where the chunks of these ids stand, in their order."""
        found = dict(self._by_id("SELECT id, document, measure, start, end FROM chunks WHERE id IN", ids))
        return [Place(*found[i]) for i in ids]

    def passages(self, ids: Sequence[int]) -> list[str]:
        """Context and text of the chunks of these ids, in their order."""
        found = dict(
            self._by_id(
                "SELECT id, context, substr(text, start + 1, end - start) FROM chunks "
                "JOIN documents ON documents.number = chunks.document WHERE id IN",
                ids,
            )
        )
        return ["\n".join(map(str, found[i])) for i in ids]

    def _by_id(self, query: str, ids: Sequence[int]) -> Iterator[tuple[int, tuple[Any, ...]]]:
        for row in self._rows(f"{query} ({','.join('?' * len(ids))})", map(int, ids)):
            yield int(row[0]), row[1:]


def with_text(document: Document, text: str) -> Document:
    """A document of the catalogue, whole."""
    return replace(document, text=text)


def _facts(document: Document) -> str:
    values = asdict(replace(document, text=""))
    del values["text"]
    return json.dumps(values, ensure_ascii=False)


def _document(facts: str, text: str) -> Document:
    values = json.loads(facts)
    values["links"] = [Link(**link) for link in values.get("links", ())]
    values.update({name: tuple(values.get(name, ())) for name in _LISTS})
    return Document(text=text, **values)


def _measure(row: tuple[Any, ...], text: str) -> Measure:
    title, path, start, end = row
    return Measure(str(title), tuple(json.loads(str(path))), start, end, text[start:end])
