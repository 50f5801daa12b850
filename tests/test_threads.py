"""One question is worked on in one thread, and whoever else computes keeps theirs."""

from concurrent.futures import ThreadPoolExecutor

import faiss
import numpy as np
import torch

from index.threads import faiss_alone, products, torch_alone


def test_several_threads_are_used_again_afterwards() -> None:
    def inside() -> tuple[list[int], list[int], list[int]]:
        faiss.omp_set_num_threads(3)
        torch.set_num_threads(3)
        counts = []
        with faiss_alone(), torch_alone():
            counts.append([faiss.omp_get_max_threads(), torch.get_num_threads()])
            with ThreadPoolExecutor(1, initializer=lambda: faiss.omp_set_num_threads(2)) as other:
                counts.append([other.submit(faiss.omp_get_max_threads).result(), faiss.omp_get_max_threads()])
        counts.append([faiss.omp_get_max_threads(), torch.get_num_threads()])
        return counts[0], counts[1], counts[2]

    threads = torch.get_num_threads()
    with ThreadPoolExecutor(1) as own:
        found = own.submit(inside).result()
    torch.set_num_threads(threads)
    assert found == ([1, 1], [2, 1], [3, 3])


def test_products_are_those_of_matrices() -> None:
    chance = np.random.default_rng(0)
    vectors, vector = chance.random((70, 512), np.float32), chance.random(512, np.float32)
    np.testing.assert_allclose(products(vectors, vector), vectors @ vector, rtol=1e-5)
    assert products(vectors[:0], vector).shape == (0,)
