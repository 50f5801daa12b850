"""Search by meaning: the vectors of all chunks in a FAISS index, row by chunk id."""

from pathlib import Path
from typing import Any

import faiss
import numpy as np
from numpy.typing import NDArray

from index.embed import Vectors


class VectorIndex:
    """Exact inner-product search over L2-normalised vectors, which is cosine similarity."""

    def __init__(self, index: Any) -> None:
        self._index = index

    @classmethod
    def empty(cls, dimension: int) -> "VectorIndex":
        """An index without vectors."""
        return cls(faiss.IndexFlatIP(dimension))

    @classmethod
    def read(cls, path: Path) -> "VectorIndex":
        """Read an index from its file."""
        return cls(faiss.read_index(str(path)))

    def write(self, path: Path) -> None:
        """Write the index to a file."""
        faiss.write_index(self._index, str(path))

    def __len__(self) -> int:
        return int(self._index.ntotal)

    @property
    def dimension(self) -> int:
        """Length of a vector."""
        return int(self._index.d)

    def add(self, vectors: Vectors) -> None:
        """Append `(n, dim)` float32 vectors; their ids continue the count."""
        self._index.add(np.ascontiguousarray(vectors, np.float32))

    def rows(self, start: int, end: int) -> Vectors:
        """The vectors of the ids `start` to `end`, exclusive."""
        if start == end:
            return np.empty((0, self.dimension), np.float32)
        rows: Vectors = self._index.reconstruct_n(start, end - start)
        return rows

    def pick(self, ids: NDArray[np.int64]) -> Vectors:
        """The vectors of some ids."""
        if not len(ids):
            return np.empty((0, self.dimension), np.float32)
        picked: Vectors = self._index.reconstruct_batch(ids)
        return picked

    def search(
        self, queries: Vectors, k: int, allowed: NDArray[np.bool_] | None = None
    ) -> tuple[NDArray[np.int64], Vectors]:
        """Nearest rows to each query.

        Args:
            queries: `(q, dim)` float32.
            k: how many rows a query.
            allowed: `(n,)` mask of the rows that may be found; all by default.

        Returns:
            Ids and cosines, both `(q, min(k, rows allowed))`, best first.
        """
        possible = len(self) if allowed is None else int(allowed.sum())
        k = min(k, possible)
        if not k:
            return np.empty((len(queries), 0), np.int64), np.empty((len(queries), 0), np.float32)
        parameters = None
        if allowed is not None:
            selector: Any = faiss.IDSelectorBitmap(np.packbits(allowed, bitorder="little"))  # type: ignore[call-arg, arg-type]
            parameters = faiss.SearchParameters(sel=selector)  # type: ignore[call-arg]
        scores, ids = self._index.search(np.ascontiguousarray(queries), k, params=parameters)
        return ids, scores
