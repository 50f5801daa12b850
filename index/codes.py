"""Vectors of a large store in one bit a dimension, to find the few that are worth an exact look.

A flat FAISS index reads every float of every vector for a question: 2 GB at a million chunks of 512 dimensions. RaBitQ
(Gao & Long 2024) keeps the signs and two numbers of each vector, 72 bytes, and estimates cosines from them. Lists (IVF)
or graphs (HNSW) would read less still, but they are made of a whole store, and search badly where only some documents
may be found. Codes need no training: those of a block depend on its vectors alone, and stay when others change.
"""

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import faiss
import numpy as np
from numpy.typing import NDArray

from index.embed import Vectors

_AT_ONCE = 65536
_QUERY_BITS = 4
"""What a question's vector is rounded to; 8 find as much and take longer."""


def write_codes(path: Path, vectors: Vectors) -> None:
    """Write the codes of the `(n, dim)` vectors of a block."""
    index = _empty(vectors.shape[1])
    for start in range(0, len(vectors), _AT_ONCE):
        index.add(np.ascontiguousarray(vectors[start : start + _AT_ONCE], np.float32))
    faiss.write_index(index, str(path))


class Codes:
    """The codes of all vectors of a generation, in memory."""

    def __init__(self, paths: Iterable[Path], dimension: int) -> None:
        self._index = _empty(dimension)
        for path in paths:
            self._index.merge_from(faiss.read_index(str(path)))

    def __len__(self) -> int:
        return int(self._index.ntotal)

    def search(self, query: Vectors, k: int, selector: Any | None = None) -> NDArray[np.int64]:
        """Ids of the `k` vectors that seem nearest to a `(dim,)` query, in no order to rely on.

        Args:
            selector: a FAISS selector of the ids that may be found, at least `k`.
        """
        parameters = faiss.RaBitQSearchParameters(qb=_QUERY_BITS)  # type: ignore[call-arg]
        if selector is not None:
            parameters.sel = selector
        _, ids = self._index.search(query[None, :], k, params=parameters)
        found: NDArray[np.int64] = ids[0][ids[0] >= 0]
        return found


def _empty(dimension: int) -> Any:
    """An index around the origin, where L2-normalised vectors need no other centre."""
    index = faiss.IndexRaBitQ(dimension, faiss.METRIC_INNER_PRODUCT)
    index.train(np.zeros((2, dimension), np.float32))
    return index
