"""The read side: one generation opened whole, searched by meaning and by words."""

from collections.abc import Iterable, Sequence
from functools import cached_property
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from corpus.errors import StoreDamaged, StoreUnwritable
from corpus.records import Chunk, Document, Measure
from index import generations
from index.blocks import Block
from index.catalogue import Catalogue
from index.embed import BUNDLED, Vectors
from index.lexical import LexicalIndex
from index.records import Place, Records, with_text
from index.threads import faiss_alone, products
from index.vectors import VectorIndex
from index.versions import link

LEXICAL = "lexical"
"""Folder of the lexical index in a generation; the other files are named by its blocks."""

_SPARE = 50
"""How many passages more than asked are looked for by words where a few documents are left out. The index finds what
is not narrowed faster; only where more of the passages are of those documents it is asked to leave them out itself."""


class Store(Catalogue):
    """One generation of an index. What it holds never changes; open again to see a newer one."""

    def __init__(self, generation: generations.Generation) -> None:
        super().__init__()
        self.source = generation
        self.location = str(generation.folder.parent)
        self.generation = generation.number
        self.folder = generation.folder
        self.manifest = generation.manifest
        folder, store = generation.folder, generation.folder.parent
        try:
            self.blocks = [Block.from_dict(facts) for facts in generation.manifest["blocks"]]
            self._records = Records([folder / block.records for block in self.blocks])
            dimension = generation.manifest["model"]["dimension"]
            codes = [folder / block.codes for block in self.blocks if block.codes in generation.manifest["files"]]
            self._vectors = VectorIndex(
                [folder / block.vectors for block in self.blocks],
                dimension,
                codes if len(codes) == len(self.blocks) else (),
            )
            self._lexical = LexicalIndex(folder / LEXICAL, self.blocks)
            self.unlinked: Sequence[Document] = self._records.catalogue
            self._owners = self._records.owners()
        except StoreUnwritable:
            raise
        except Exception as error:
            raise StoreDamaged(
                f"{folder.name} in “{store}” cannot be opened ({error}); {generations.remedy(store, folder.name)}"
            ) from error

    @classmethod
    def open(cls, store: str | Path) -> "Store":
        """Open the generation in force.

        Raises:
            StoreMissing, StoreForeign, StoreDamaged: see `index.generations.current`.
            StoreUnwritable: see `index.lexical.LexicalIndex`.
        """
        place = Path(store)
        while True:
            name = generations.current_name(place)
            try:
                return cls(generations.current(place))
            except StoreDamaged:
                if generations.current_name(place) == name:  # else it was replaced and swept away meanwhile
                    raise

    @cached_property
    def documents(self) -> Sequence[Document]:  # type: ignore[override]
        """Every document with its links, its text left empty; those of `unlinked`, which a build can do with."""
        return link(self.unlinked)

    def __len__(self) -> int:
        """How many chunks there are."""
        return len(self._vectors)

    @property
    def model(self) -> str:
        """Name of the embedding model the store was built with, as `Embedder.load` takes it."""
        return locate_model(str(self.manifest["model"]["name"]), self.folder.parent)

    @property
    def superseded(self) -> bool:
        """Whether another generation has come into force."""
        return generations.current_name(self.folder.parent) != self.folder.name

    def dense(
        self, query: Vectors, k: int, documents: Sequence[int] | None = None
    ) -> tuple[NDArray[np.int64], Vectors]:
        """The chunks nearest in meaning: ids and cosines, best first, for a `(dim,)` vector."""
        allowed = None
        if documents is not None:
            allowed = self._records.chunks_of(self._among(documents))
        with faiss_alone():
            ids, scores = self._vectors.search(query[None, :], k, allowed)
        return ids[0], scores[0]

    def lexical(
        self, question: str, k: int, documents: Sequence[int] | None = None
    ) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
        """The chunks that share most words: ids and coverage, best first; see `LexicalIndex.search`."""
        if documents is None or len(documents) <= len(self.unlinked) / 2:
            return self._lexical.search(question, k, documents)
        chosen = self._among(documents)
        ids, scores = self._lexical.search(question, k + _SPARE)
        kept = chosen[self._owners[ids]]
        if len(ids) == k + _SPARE and np.count_nonzero(kept) < k:
            return self._lexical.search(question, k, without=np.flatnonzero(~chosen).tolist())
        return ids[kept][:k], scores[kept][:k]

    def _among(self, documents: Sequence[int]) -> NDArray[np.bool_]:
        """Of every document whether it is one of these."""
        chosen = np.zeros(len(self.unlinked), np.bool_)
        chosen[documents] = True
        return chosen

    def shares(self, question: str, texts: Sequence[str]) -> NDArray[np.float32]:
        """What share of the question's words each text holds; see `LexicalIndex.shares`."""
        return self._lexical.shares(question, texts)

    def phrases(self, question: str, texts: Sequence[str]) -> NDArray[np.float32]:
        """What share of the question's phrases each text holds; see `LexicalIndex.phrases`."""
        return self._lexical.phrases(question, texts)

    def bm25(self, question: str, texts: Sequence[str]) -> NDArray[np.float32]:
        """How often the question's words stand in whole documents; see `LexicalIndex.bm25`."""
        return self._lexical.bm25(question, texts)

    def cosines(self, query: Vectors, ids: NDArray[np.int64]) -> Vectors:
        """Cosines of a `(dim,)` query vector to these chunks."""
        return products(self._vectors.pick(ids), query)

    def owners(self, ids: NDArray[np.int64]) -> NDArray[np.int32]:
        """The document number of each of these chunks."""
        owners: NDArray[np.int32] = self._owners[ids]
        return owners

    def places(self, ids: Sequence[int]) -> list[Place]:
        """Where these chunks stand."""
        return self._records.places(ids)

    def passages(self, ids: Sequence[int]) -> list[str]:
        """What was embedded for these chunks: context and text."""
        return self._records.passages(ids)

    def text(self, number: int) -> str:
        """The text of a document."""
        return self._records.text(number)

    def _read(self, number: int) -> tuple[Document, list[Measure]]:
        text = self._records.text(number)
        return with_text(self.documents[number], text), self._records.measures(number, text)

    def contents(self, number: int) -> tuple[Document, list[Measure], list[Chunk], Vectors]:
        """All that is stored of a document: what a newer generation takes over unchanged."""
        text = self._records.text(number)
        document, measures = with_text(self.unlinked[number], text), self._records.measures(number, text)
        chunks = self._records.chunks(number, text)
        return document, measures, chunks, self._vectors.rows(*self._records.ids(number))

    def damaged(self, documents: Iterable[int]) -> list[str]:
        """Names of the altered files among those that hold these documents."""
        starts = np.cumsum([block.documents for block in self.blocks])
        held = {int(np.searchsorted(starts, number, "right")) for number in documents}
        names = [name for i in sorted(held) for name in (self.blocks[i].records, self.blocks[i].vectors)]
        return generations.verify(self.source, names)


def locate_model(name: str, store: Path) -> str:
    """A model folder is remembered relative to its store, so that both can be moved together."""
    folder = store / name
    return str(folder) if name != BUNDLED and folder.is_dir() else name
