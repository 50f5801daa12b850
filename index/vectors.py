"""Search by meaning: the vectors of all chunks, row by chunk id.

On disk the vectors of a block are a file of little-endian float32, row after row. A store of few chunks is searched
exactly, by FAISS in memory; one that has codes (see `index.codes`) by these first, and then exactly among the rows
that seem nearest, a small share of all, which alone are read, from the mapped files.
"""

from collections.abc import Iterable, Sequence
from functools import cached_property
from itertools import pairwise, repeat
from pathlib import Path
from threading import Lock
from typing import Any, Self

import faiss
import numpy as np
from numpy.typing import NDArray

from index.codes import Codes
from index.embed import Vectors
from index.threads import products

_DISK = np.dtype("<f4")

_SHARE = 75
_MOST_LOOKED_AT = 6000
_LEAST_LOOKED_AT = 1000
_TIMES = 20
"""One row in how many is looked at exactly, how many at most and at least, and how many times what is asked for. In an
index of a million passages .978 of the exact ten are among 2,000 rows and .994 among 6,000, in one of 150,000 .995
are among 2,000, see `benchmarks/`."""


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
    """Inner-product search over L2-normalised vectors, which is cosine similarity; the cosines are always exact.

    The files are mapped; the first search copies them, or the codes, into memory.
    """

    def __init__(self, paths: Sequence[Path], dimension: int, codes: Sequence[Path] = ()) -> None:
        """
        Args:
            paths: the vectors of every block.
            codes: the codes of every block, to be searched by; none to search exactly.
        """
        self.dimension = dimension
        self._blocks = [map_vectors(path, dimension) for path in paths]
        self._starts = np.cumsum([0, *map(len, self._blocks)])
        self._paths = codes
        self._lock = Lock()

    def __len__(self) -> int:
        return int(self._starts[-1])

    @cached_property
    def _loaded(self) -> Any:
        if self._paths:
            return Codes(self._paths, self.dimension)
        index = faiss.IndexFlatIP(self.dimension)
        index.codes.resize(len(self) * self.dimension * _DISK.itemsize)  # exactly, where `add` would leave room to grow
        index.ntotal = len(self)
        if len(self):
            rows = faiss.rev_swig_ptr(index.get_xb(), len(self) * self.dimension).reshape(len(self), self.dimension)
            for start, block in zip(self._starts, self._blocks, strict=False):
                rows[start : start + len(block)] = block
        return index

    @property
    def _in_memory(self) -> Any:
        """What is searched: the codes where there are some, else all vectors."""
        with self._lock:
            return self._loaded

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
        if self._paths:
            return self._gather(ids)
        picked: Vectors = self._in_memory.reconstruct_batch(ids)
        return picked

    def _gather(self, ids: NDArray[np.int64]) -> Vectors:
        rows = np.empty((len(ids), self.dimension), np.float32)
        blocks = np.searchsorted(self._starts, ids, "right") - 1
        for block in np.unique(blocks).tolist():
            here = blocks == block
            rows[here] = self._blocks[block][ids[here] - self._starts[block]]
        return rows

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
        queries = np.ascontiguousarray(queries)
        if self._paths:
            looked_at = max(min(len(self) // _SHARE, _MOST_LOOKED_AT), _LEAST_LOOKED_AT, _TIMES * k)
            among: Iterable[NDArray[np.int64]]
            if looked_at < possible:
                among = (np.sort(self._in_memory.search(query, looked_at, allowed)) for query in queries)
            else:
                among = repeat(np.arange(len(self)) if allowed is None else np.flatnonzero(allowed))
            found = [self._nearest(query, k, ids) for query, ids in zip(queries, among, strict=False)]
            return np.stack([ids for ids, _ in found]), np.stack([scores for _, scores in found])
        parameters = None
        if allowed is not None:
            selector = faiss.IDSelectorBitmap(np.packbits(allowed, bitorder="little"))  # type: ignore[call-arg, arg-type]
            parameters = faiss.SearchParameters(sel=selector)  # type: ignore[call-arg]
        scores, ids = self._in_memory.search(queries, k, params=parameters)
        return ids, scores

    def _nearest(self, query: Vectors, k: int, among: NDArray[np.int64]) -> tuple[NDArray[np.int64], Vectors]:
        """The nearest of some rows, given in order; block by block, since large pieces of fresh memory are slow."""
        edges = np.searchsorted(among, self._starts)
        scores = np.concatenate(
            [
                products(block[among[start:end] - first], query)
                for block, first, (start, end) in zip(self._blocks, self._starts, pairwise(edges), strict=False)
            ]
        )
        best = np.argsort(-scores, kind="stable")[:k]
        return among[best], scores[best]


def map_vectors(path: Path, dimension: int) -> NDArray[np.float32]:
    """The vectors of a block, `(n, dim)`, read from the disk where they are looked at."""
    if not path.stat().st_size:
        return np.empty((0, dimension), _DISK)
    return np.asarray(np.memmap(path, _DISK, "r")).reshape(-1, dimension)
