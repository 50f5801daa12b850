"""Search by meaning: the vectors of all chunks in a FAISS index, row by chunk id.

On disk the vectors of a block are a file of little-endian float32, row after row.
"""

from collections.abc import Sequence
from functools import cached_property
from pathlib import Path
from threading import Lock
from typing import Any, Self

import faiss
import numpy as np
from numpy.typing import NDArray

from index.embed import Vectors

_DISK = np.dtype("<f4")


class VectorWriter:
    """Writes the vectors of a block, in a `with` statement."""

    def __init__(self, path: Path) -> None:
        self._stream = path.open("wb")

    def add(self, vectors: Vectors) -> None:
        """Append `(n, dim)` float32 vectors."""
        self._stream.write(np.ascontiguousarray(vectors, _DISK).data)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._stream.close()


class VectorIndex:
    """Exact inner-product search over L2-normalised vectors, which is cosine similarity.

    The files are mapped; the first search copies them into memory.
    """

    def __init__(self, paths: Sequence[Path], dimension: int) -> None:
        self.dimension = dimension
        self._blocks = [_map(path, dimension) for path in paths]
        self._starts = np.cumsum([0, *map(len, self._blocks)])
        self._lock = Lock()

    def __len__(self) -> int:
        return int(self._starts[-1])

    @cached_property
    def _searchable(self) -> Any:
        index = faiss.IndexFlatIP(self.dimension)
        index.codes.resize(len(self) * self.dimension * _DISK.itemsize)  # exactly, where `add` would leave room to grow
        index.ntotal = len(self)
        if len(self):
            rows = faiss.rev_swig_ptr(index.get_xb(), len(self) * self.dimension).reshape(len(self), self.dimension)
            for start, block in zip(self._starts, self._blocks, strict=False):
                rows[start : start + len(block)] = block
        return index

    @property
    def _index(self) -> Any:
        with self._lock:
            return self._searchable

    def rows(self, start: int, end: int) -> Vectors:
        """The vectors of the ids `start` to `end`, exclusive, which lie in one block."""
        block = int(np.searchsorted(self._starts, start, "right")) - 1
        if start == end:
            return np.empty((0, self.dimension), np.float32)
        first = int(self._starts[block])
        return np.asarray(self._blocks[block][start - first : end - first], np.float32)

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


def _map(path: Path, dimension: int) -> NDArray[np.float32]:
    if not path.stat().st_size:
        return np.empty((0, dimension), _DISK)
    return np.memmap(path, _DISK, "r").reshape(-1, dimension)
