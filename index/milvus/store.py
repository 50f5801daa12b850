"""The read side on Milvus: one generation opened, searched by meaning and by words.

The server finds candidates, in every block at once; their scores are worked out here from their vectors and weights,
as the local store has them. What is held in memory is the catalogue and in how many chunks each term stands.
"""

import json
from collections.abc import Sequence
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from corpus.errors import StoreDamaged
from corpus.records import Chunk, Document, Measure
from index.catalogue import Catalogue
from index.embed import Vectors
from index.generations import command
from index.milvus import generations
from index.milvus.generations import CATALOGUE, FREQUENCIES, MilvusBlock, chunks_of, document_key, texts_of
from index.milvus.location import Location
from index.milvus.rows import FIELDS, Rows
from index.milvus.server import MOST_ROWS, Server
from index.milvus.texts import read_text
from index.milvus.weights import Asked, Frequencies, dimension, inverse
from index.records import Place, documents_of, with_text
from index.terms import bm25, phrases, search_terms, shares
from index.versions import link

_SPARE = 2
"""How many times as many candidates are asked for as are wanted, since their final order can differ."""


class MilvusStore(Catalogue):
    """One generation of an index on Milvus. Its blocks stay until two newer generations have come into force."""

    def __init__(self, server: Server, generation: generations.Generation) -> None:
        super().__init__()
        self._server = server
        self.location = str(server.location)
        self.generation = generation.number
        self.manifest = generation.manifest
        self.blocks: list[MilvusBlock] = generation.blocks
        self._rows = Rows(server, self.blocks)
        self._check()
        try:
            described = self._rows.in_blocks(self._describe)
            catalogue = [row for rows, _ in described for row in rows]
            self.documents = link(documents_of([facts for facts, _ in catalogue]))
            self._frequencies = Frequencies.sum(frequencies for _, frequencies in described)
        except (ValueError, TypeError, KeyError) as error:
            raise self._damaged(f"cannot be opened ({error})") from error
        self._first_chunks = np.cumsum([0, *(count for _, count in catalogue)])
        self._documents = np.cumsum([0, *(block.documents for block in self.blocks)])
        totals = [sum(getattr(b, name) for b in self.blocks) for name in ("text_terms", "context_terms")]
        self._means = tuple(max(total / max(len(self), 1), 1e-9) for total in totals)
        self._asked = lru_cache(64)(self._look_up)

    @classmethod
    def open(cls, location: str) -> "MilvusStore":
        """Open the generation in force.

        Raises:
            StoreMissing, StoreForeign, StoreDamaged, StoreUnreachable: see `corpus.errors`.
        """
        server = Server(Location.parse(location))
        return cls(server, generations.current(server))

    def _check(self) -> None:
        """Refuse a generation of which collections or chunks are missing."""
        name, there = self._server.location.name, set(self._server.collections())

        def is_whole(number: int) -> bool:
            block = self.blocks[number]
            return self._server.count(chunks_of(name, block.number)) == block.chunks

        needed = {find(name, block.number) for block in self.blocks for find in (chunks_of, texts_of)}
        if not (needed <= there and all(self._rows.in_blocks(is_whole))):
            raise self._damaged("is not whole")

    def _damaged(self, how: str) -> StoreDamaged:
        return StoreDamaged(
            f"generation {self.generation} in “{self.location}” {how}; "
            f"build it with: {command(self.location, '--full')}"
        )

    def _describe(self, number: int) -> tuple[list[Any], Frequencies]:
        """Facts and number of chunks of each document of a block, and in how many chunks each term stands."""
        collection = texts_of(self._server.location.name, self.blocks[number].number)
        catalogue = read_text(self._server, collection, CATALOGUE)
        frequencies = read_text(self._server, collection, FREQUENCIES)
        return [json.loads(line) for line in catalogue.split("\n")], Frequencies.from_text(frequencies)

    def __len__(self) -> int:
        """How many chunks there are."""
        return len(self._rows)

    @property
    def model(self) -> str:
        """Name of the embedding model the store was built with, as `Embedder.load` takes it."""
        return str(self.manifest["model"]["name"])

    @property
    def superseded(self) -> bool:
        """Whether another generation has come into force."""
        return generations.current_number(self._server) != self.generation

    def dense(
        self, query: Vectors, k: int, documents: Sequence[int] | None = None
    ) -> tuple[NDArray[np.int64], Vectors]:
        """The chunks nearest in meaning: ids and cosines, best first, for a `(dim,)` vector."""
        found = self._rows.search("dense", query, _SPARE * k, documents, FIELDS)
        ids = np.array([row["id"] for row in found], np.int64)
        return _best(ids, self.cosines(query, ids), k)

    def lexical(
        self, question: str, k: int, documents: Sequence[int] | None = None
    ) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
        """The chunks that share most words: ids and coverage, best first; see `LexicalIndex.search`."""
        asked = self._asked(question)
        if not asked.query:
            return np.empty(0, np.int64), np.empty(0, np.float32)
        fields = ("sparse", "text_terms", "context_terms")
        found = self._rows.search("sparse", asked.query, _SPARE * k, documents, fields)
        ids = np.array([row["id"] for row in found], np.int64)
        scores = [asked.coverage(row["sparse"], (row["text_terms"], row["context_terms"])) for row in found]
        return _best(ids, np.array(scores, np.float32), k)

    def _look_up(self, question: str) -> Asked:
        return Asked.of(search_terms(question, len(self)), self._frequencies, len(self), self._means)

    def shares(self, question: str, texts: Sequence[str]) -> NDArray[np.float32]:
        """What share of the question's words each text holds; see `LexicalIndex.shares`."""
        return shares(question, texts, self._idf)

    def phrases(self, question: str, texts: Sequence[str]) -> NDArray[np.float32]:
        """What share of the question's phrases each text holds; see `LexicalIndex.phrases`."""
        return phrases(question, texts, self._idf)

    def bm25(self, question: str, texts: Sequence[str]) -> NDArray[np.float32]:
        """How often the question's words stand in whole documents; see `LexicalIndex.bm25`."""
        return bm25(question, texts, self._idf)

    def _idf(self, term: str) -> float:
        return inverse(self._frequencies[dimension(term, 0)], len(self))

    def cosines(self, query: Vectors, ids: NDArray[np.int64]) -> Vectors:
        """Cosines of a `(dim,)` query vector to these chunks."""
        cosines: Vectors = self._vectors(ids.tolist()) @ query
        return cosines

    def _vectors(self, ids: Sequence[int]) -> Vectors:
        rows = [row["dense"] for row in self._rows.get(ids)]
        return np.array(rows, np.float32).reshape(len(rows), self.manifest["model"]["dimension"])

    def owners(self, ids: NDArray[np.int64]) -> NDArray[np.int32]:
        """The document number of each of these chunks."""
        return (np.searchsorted(self._first_chunks, ids, "right") - 1).astype(np.int32)

    def places(self, ids: Sequence[int]) -> list[Place]:
        """Where these chunks stand."""
        owners = self.owners(np.array(ids, np.int64)).tolist()
        rows = self._rows.get(ids)
        return [Place(o, r["measure"], r["start"], r["stop"]) for o, r in zip(owners, rows, strict=True)]

    def passages(self, ids: Sequence[int]) -> list[str]:
        """What was embedded for these chunks: context and text."""
        return [row["passage"] or self._passage(number) for number, row in zip(ids, self._rows.get(ids), strict=True)]

    def _passage(self, chunk: int) -> str:
        """A passage that is too long for its row."""
        owner = int(self.owners(np.array([chunk]))[0])
        found = self._contents(owner)[2][chunk - int(self._first_chunks[owner])]
        return f"{found.context}\n{found.text}"

    def text(self, number: int) -> str:
        """The text of a document."""
        return self.document(number).text

    def _read(self, number: int) -> tuple[Document, list[Measure]]:
        document, measures, _ = self._contents(number)
        return document, measures

    def _contents(self, number: int) -> tuple[Document, list[Measure], list[Chunk]]:
        block = int(np.searchsorted(self._documents, number, "right")) - 1
        key = document_key(number - int(self._documents[block]))
        collection = texts_of(self._server.location.name, self.blocks[block].number)
        facts = json.loads(read_text(self._server, collection, key))
        text = facts["text"]
        measures = [Measure(title, tuple(path), s, e, text[s:e]) for title, path, s, e in facts["measures"]]
        chunks = [Chunk(m, s, e, text[s:e], context) for m, s, e, context in facts["chunks"]]
        return with_text(self.documents[number], text), measures, chunks

    def blocks_of(self, documents: Sequence[int]) -> list[MilvusBlock]:
        """The blocks that hold these documents."""
        held = np.unique(np.searchsorted(self._documents, np.array(documents, np.int64), "right") - 1)
        return [self.blocks[number] for number in held.tolist()]

    def contents(self, number: int) -> tuple[Document, list[Measure], list[Chunk], Vectors]:
        """All that is stored of a document: what a newer generation takes over unchanged."""
        first, end = (int(edge) for edge in self._first_chunks[number : number + 2])
        parts = [range(start, min(start + MOST_ROWS, end)) for start in range(first, end, MOST_ROWS)]
        vectors = np.concatenate([self._vectors([]), *(self._vectors(part) for part in parts)])
        return *self._contents(number), vectors


def _best(ids: NDArray[np.int64], scores: NDArray[np.float32], k: int) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
    """The `k` best, best first, those alike in the order of their ids."""
    order = np.lexsort((ids, -scores))[:k]
    return ids[order], scores[order]
