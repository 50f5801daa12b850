"""Work for one question done in the calling thread alone.

It is too little for several threads, and those of FAISS, PyTorch and BLAS wait for one another busily: on a machine
whose cores have other work, a second search by words for example, a question takes twice as long with them.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import faiss
import numpy as np
from numpy.typing import NDArray


@contextmanager
def faiss_alone() -> Iterator[None]:
    """FAISS uses no thread but the calling one meanwhile; in other threads nothing changes."""
    threads = faiss.omp_get_max_threads()
    faiss.omp_set_num_threads(1)
    try:
        yield
    finally:
        faiss.omp_set_num_threads(threads)


@contextmanager
def torch_alone() -> Iterator[None]:
    """PyTorch uses no thread but the calling one meanwhile; in other threads nothing changes."""
    import torch

    threads = torch.get_num_threads()
    torch.set_num_threads(1)
    try:
        yield
    finally:
        torch.set_num_threads(threads)


def products(vectors: NDArray[np.float32], vector: NDArray[np.float32]) -> NDArray[np.float32]:
    """Inner products of `(n, dim)` vectors with one: `vectors @ vector`, which BLAS would spread over its threads."""
    found: Any = np.einsum("ij,j->i", vectors, vector)
    return np.asarray(found, np.float32)
