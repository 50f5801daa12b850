"""Any store opened for reading: one in a folder or one on Milvus, which its address tells."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from corpus.records import Chunk, Document, Measure
from index.embed import Embedder, Vectors
from index.milvus.location import on_milvus
from index.milvus.store import MilvusStore
from index.records import Place
from index.store import Store


class OpenStore(Protocol):
    """One generation of an index, open for reading: what questions are answered from.

    Documents and chunks are numbered from 0; an id of a chunk is its number.
    """

    location: str
    generation: int
    manifest: dict[str, Any]

    @property
    def documents(self) -> Sequence[Document]:
        """Every document with its links, its text left empty."""

    def __len__(self) -> int:
        """How many chunks there are."""

    @property
    def model(self) -> str:
        """Name of the embedding model the store was built with, as `Embedder.load` takes it."""

    @property
    def superseded(self) -> bool:
        """Whether another generation has come into force."""

    def fits(self, embedder: Embedder) -> bool:
        """Whether the model's vectors are those of the store."""

    def check_model(self, embedder: Embedder) -> None:
        """Refuse a model whose vectors are not those of the store."""

    def select(self, filters: Mapping[str, str] | None) -> list[int] | None:
        """Numbers of the documents that a search may find; None where it may find all."""

    def dense(
        self, query: Vectors, k: int, documents: Sequence[int] | None = None
    ) -> tuple[NDArray[np.int64], Vectors]:
        """The chunks nearest in meaning: ids and cosines, best first, for a `(dim,)` vector."""

    def lexical(
        self, question: str, k: int, documents: Sequence[int] | None = None
    ) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
        """The chunks that share most words: ids and coverage, best first."""

    def shares(self, question: str, texts: Sequence[str]) -> NDArray[np.float32]:
        """What share of the question's words each text holds."""

    def phrases(self, question: str, texts: Sequence[str]) -> NDArray[np.float32]:
        """What share of the question's phrases each text holds."""

    def bm25(self, question: str, texts: Sequence[str]) -> NDArray[np.float32]:
        """How often the question's words stand in whole documents, in Simplified Chinese and lower case."""

    def cosines(self, query: Vectors, ids: NDArray[np.int64]) -> Vectors:
        """Cosines of a `(dim,)` query vector to these chunks."""

    def owners(self, ids: NDArray[np.int64]) -> NDArray[np.int32]:
        """The document number of each of these chunks."""

    def places(self, ids: Sequence[int]) -> list[Place]:
        """Where these chunks stand."""

    def passages(self, ids: Sequence[int]) -> list[str]:
        """What was embedded for these chunks: context and text."""

    def text(self, number: int) -> str:
        """The text of a document."""

    def document(self, number: int) -> Document:
        """A document with its text."""

    def measures(self, number: int) -> list[Measure]:
        """The measures of a document."""

    def contents(self, number: int) -> tuple[Document, list[Measure], list[Chunk], Vectors]:
        """All that is stored of a document: what a newer generation takes over unchanged."""


def open_store(location: str | Path) -> OpenStore:
    """Open the generation in force of a folder or of an address `milvus://…`, see `index.milvus.location`.

    Raises:
        StoreMissing, StoreForeign, StoreDamaged, StoreUnreachable: see `corpus.errors`.
    """
    return MilvusStore.open(str(location)) if on_milvus(location) else Store.open(location)


def resolved(location: str | Path) -> str:
    """The same place whatever the working directory; an address stays as it is."""
    return str(location) if on_milvus(location) else str(Path(location).resolve())


def folder_of(location: str | Path) -> Path | None:
    """The folder of a store; None for one on Milvus."""
    return None if on_milvus(location) else Path(location)
