"""Vectors of a large store in one bit a dimension, to find the few that are worth an exact look.

A flat FAISS index reads every float of every vector for a question: 2 GB at a million chunks of 512 dimensions. RaBitQ
(Gao & Long 2024) keeps the signs and two numbers of each vector, 72 bytes, and estimates cosines from them. Lists (IVF)
or graphs (HNSW) would read less still, but they are made of a whole store, and search badly where only some documents
may be found. Codes need no training: those of a block depend on its vectors alone, and stay when others change.
"""

from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from typing import Any

import faiss
import numpy as np
from numpy.typing import NDArray

from index.embed import Vectors
from index.threads import faiss_alone

_AT_ONCE = 65536
_QUERY_BITS = 4
"""What a question's vector is rounded to; 8 find as much and take longer."""
_PARTS = 2
"""In how many parts the codes are searched at the same time."""
_THREADS = ThreadPoolExecutor(_PARTS, thread_name_prefix="codes")


def write_codes(path: Path, vectors: Vectors) -> None:
    """Write the codes of the `(n, dim)` vectors of a block."""
    index = _empty(vectors.shape[1])
    for start in range(0, len(vectors), _AT_ONCE):
        index.add(np.ascontiguousarray(vectors[start : start + _AT_ONCE], np.float32))
    faiss.write_index(index, str(path))


class Codes:
    """The codes of all vectors of a generation, in memory, in parts that are searched at the same time."""

    def __init__(self, paths: Iterable[Path], dimension: int) -> None:
        self._starts, self._parts = [0], [_empty(dimension)]
        sizes = {path: path.stat().st_size for path in paths}
        total, read = sum(sizes.values()), 0
        for path, size in sizes.items():
            if read >= total * len(self._parts) / _PARTS:
                self._starts.append(len(self))
                self._parts.append(_empty(dimension))
            self._parts[-1].merge_from(faiss.read_index(str(path)))
            read += size

    def __len__(self) -> int:
        return int(self._starts[-1] + self._parts[-1].ntotal)

    def search(self, query: Vectors, k: int, allowed: NDArray[np.bool_] | None = None) -> NDArray[np.int64]:
        """Ids of the `k` vectors that seem nearest to a `(dim,)` query, in no order to rely on.

        Args:
            allowed: `(n,)` mask of the ids that may be found, at least `k`; all by default.
        """
        search = partial(self._search, query, k, allowed)
        found = [*_THREADS.map(search, self._starts, self._parts)]
        ids = np.concatenate([ids for ids, _ in found])
        best: NDArray[np.int64] = ids[np.argsort(-np.concatenate([scores for _, scores in found]))[:k]]
        return best

    def _search(
        self, query: Vectors, k: int, allowed: NDArray[np.bool_] | None, start: int, part: Any
    ) -> tuple[NDArray[np.int64], Vectors]:
        """Ids and estimates of what seems nearest in one part."""
        parameters = faiss.RaBitQSearchParameters(qb=_QUERY_BITS)  # type: ignore[call-arg]
        selector: Any = None  # must outlive the search, for the parameters do not hold it
        if allowed is not None:
            bits = np.packbits(allowed[start : start + part.ntotal], bitorder="little")
            selector = faiss.IDSelectorBitmap(bits)  # type: ignore[call-arg, arg-type]
            parameters.sel = selector
        with faiss_alone():
            scores, ids = part.search(query[None, :], k, params=parameters)
        there = ids[0] >= 0
        return start + ids[0][there], scores[0][there]


def _empty(dimension: int) -> Any:
    """An index around the origin, where L2-normalised vectors need no other centre."""
    index = faiss.IndexRaBitQ(dimension, faiss.METRIC_INNER_PRODUCT)
    index.train(np.zeros((2, dimension), np.float32))
    return index
