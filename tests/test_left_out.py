"""A search by words that leaves out a document which holds most of what would be found."""

from pathlib import Path

import numpy as np

from index.build import build
from index.store import Store
from tests.stores import FARM, FINANCE, write

OFTEN = "# 丙县农业补贴汇编\n\n" + "\n\n".join(f"第{i}条 对农业企业给予补贴{i}元。" for i in range(1, 121))


def test_the_best_of_the_others_are_found(tmp_path: Path) -> None:
    build([write(tmp_path / "docs", farm=FARM, finance=FINANCE, often=OFTEN)], tmp_path / "store")
    store = Store.open(tmp_path / "store")
    others = [number for number, document in enumerate(store.documents) if document.path != "often.md"]
    every, scores = store.lexical("农业企业补贴", len(store))
    kept = np.isin(store.owners(every), others)
    for k in (1, 2, 3, 99):
        found, theirs = store.lexical("农业企业补贴", k, others)
        assert found.tolist() == every[kept][:k].tolist()
        np.testing.assert_allclose(theirs, scores[kept][:k], atol=1e-6)
    assert kept[:53].sum() < 3 < kept.sum()
