"""Search by codes against brute force: all rows, some, few and none of them; and a store that grows into codes."""

from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from index import generations, vectors
from index.build import build
from index.codes import write_codes
from index.embed import Embedder, Vectors
from index.lock import lock
from index.publish import rollback
from index.store import Store
from index.vectors import VectorIndex, VectorWriter
from tests.stores import FARM, FINANCE, TALENT, write

ROWS, DIMENSION, K = 6000, 128, 10
EDGES = [0, 2500, 2500, 2501, 5900, ROWS]


def unit(rows: Vectors) -> Vectors:
    scaled: Vectors = (rows / np.linalg.norm(rows, axis=1, keepdims=True)).astype(np.float32)
    return scaled


@pytest.fixture(scope="module")
def rows() -> Vectors:
    """Vectors around 60 subjects, one of them all zero, as of a text without a known word."""
    chance = np.random.default_rng(7)
    made = unit(
        chance.standard_normal((60, DIMENSION))[chance.integers(0, 60, ROWS)]
        + chance.standard_normal((ROWS, DIMENSION))
    )
    made[17] = 0
    return made


@pytest.fixture(scope="module")
def index(rows: Vectors, tmp_path_factory: pytest.TempPathFactory) -> VectorIndex:
    folder = tmp_path_factory.mktemp("codes")
    paths, codes = [], []
    for i, (start, end) in enumerate(pairwise(EDGES)):
        paths.append(folder / f"{i}.vectors")
        codes.append(folder / f"{i}.codes")
        with VectorWriter(paths[-1]) as writer:
            writer.add(rows[start:end])
        write_codes(codes[-1], rows[start:end])
    return VectorIndex(paths, DIMENSION, codes)


MASKS: dict[str, Callable[[NDArray[np.int64]], NDArray[np.bool_]]] = {
    "most": lambda ids: ids % 10 != 3,
    "a tenth": lambda ids: ids % 10 == 3,
    "one block": lambda ids: (ids >= 2501) & (ids < 5900),
    "fewer than are looked at": lambda ids: ids % 40 == 5,
    "three": lambda ids: (ids == 17) | (ids == 2500) | (ids == ROWS - 1),
    "none": lambda ids: ids < 0,
}


@pytest.mark.parametrize("mask", [None, *MASKS])
def test_what_is_found_is_what_brute_force_finds(
    index: VectorIndex, rows: Vectors, mask: str | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(vectors, "_LEAST_LOOKED_AT", 400)
    allowed = MASKS[mask](np.arange(ROWS)) if mask else np.ones(ROWS, np.bool_)
    queries = unit(rows[100:200] + 0.5 * np.random.default_rng(8).standard_normal((100, DIMENSION)) / DIMENSION**0.5)
    ids, scores = index.search(queries, K, allowed if mask else None)
    cosines = np.where(allowed, queries @ rows.T, -np.inf)
    best = np.argsort(-cosines, axis=1)[:, : min(K, allowed.sum())]
    assert ids.shape == scores.shape == best.shape
    hits = [len(set(found) & set(right)) for found, right in zip(ids.tolist(), best.tolist(), strict=True)]
    assert sum(hits) >= 0.98 * best.size
    assert allowed[ids].all()
    assert all(len(set(found)) == len(found) for found in ids.tolist())
    np.testing.assert_allclose(scores, np.take_along_axis(cosines, ids, axis=1), atol=1e-6)
    assert (np.diff(scores, axis=1) <= 0).all()


def test_the_codes_are_asked_and_looking_at_few_finds_less(
    index: VectorIndex, rows: Vectors, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(vectors, "_LEAST_LOOKED_AT", 1)
    monkeypatch.setattr(vectors, "_MOST_LOOKED_AT", 1)
    monkeypatch.setattr(vectors, "_TIMES", 1)
    found = index.search(rows[200:300], K)[0]
    best = np.argsort(-rows[200:300] @ rows.T, axis=1)[:, :K]
    hits = [len(set(a) & set(b)) for a, b in zip(found.tolist(), best.tolist(), strict=True)]
    assert 0.2 * best.size < sum(hits) < 0.9 * best.size


def test_rows_of_ids_in_any_order(index: VectorIndex, rows: Vectors) -> None:
    ids = np.array([5999, 0, 2500, 2499, 17, 5900])
    np.testing.assert_array_equal(index.pick(ids), rows[ids])
    assert index.pick(np.empty(0, np.int64)).shape == (0, DIMENSION)


def test_a_store_that_grows_large_gets_codes_and_loses_them_when_it_shrinks(tmp_path: Path) -> None:
    docs, store = write(tmp_path / "docs", finance=FINANCE, talent=TALENT), tmp_path / "store"

    def coded(codes_from: int) -> bool:
        build([docs], store, codes_from=codes_from)
        opened = Store.open(store)
        assert generations.verify(opened.source) == []
        query = Embedder.load().encode_query("种水稻补贴多少")
        ids, scores = opened.dense(query, 3, [0])
        passages = Embedder.load().encode_passages(opened.passages(range(len(opened)))) @ query
        own = [i for i in np.argsort(-passages).tolist() if opened.owners(np.array([i]))[0] == 0][:3]
        assert ids.tolist() == own
        np.testing.assert_allclose(scores, passages[own], atol=1e-5)
        return any(name.endswith(".codes") for name in opened.manifest["files"])

    most = 100
    assert not coded(most)
    few = len(Store.open(store))
    write(docs, farm=FARM)
    assert coded(few + 1)
    (docs / "farm.md").unlink()
    assert not coded(few + 1)
    with lock(store):
        rollback(store)
    assert any(name.endswith(".codes") for name in Store.open(store).manifest["files"])
