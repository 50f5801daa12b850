"""Passages embedded in several processes: the same vectors as in one, and the processes gone afterwards."""

import multiprocessing
from pathlib import Path

import pytest

from build_index import main
from corpus.errors import ModelError
from index.build import build
from index.embed import Embedder
from tests.stores import write

LAW = "# 渔船法\n\n第一条 渔船应当登记，登记不收费。\n\n第二条 渔民每年参加一次安全培训。\n"


def test_the_vectors_are_the_same(tmp_path: Path) -> None:
    docs = write(tmp_path / "docs", law=LAW, notice="# 通知\n\n## 津贴\n\n渔民津贴每月三百元。\n")
    build([docs], tmp_path / "one")
    build([docs], tmp_path / "two", devices=["cpu", "cpu"])
    one, two = ((tmp_path / name).glob("gen-*/*.vectors") for name in ("one", "two"))
    assert [path.read_bytes() for path in one] == [path.read_bytes() for path in two]
    assert not multiprocessing.active_children()


def test_a_device_that_is_not_there(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    docs = write(tmp_path / "docs", law=LAW)
    assert main([str(docs), "--store", str(tmp_path / "store"), "--devices", "cpu,nowhere"]) == 1
    assert "cannot embed on “nowhere”" in capsys.readouterr().err
    assert not (tmp_path / "store" / "CURRENT").exists()


def test_no_devices_are_this_process() -> None:
    embedder = Embedder.load()
    with embedder.spread([]):
        assert embedder.encode_passages(["渔船"]).shape == (1, embedder.dimension)
    with pytest.raises(ModelError, match="cuda:99"), embedder.spread(["cuda:99"]):
        pass
