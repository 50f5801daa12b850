"""Three hundred damaged files: each is read or told by name with a reason, and none ends or stalls the build."""

from pathlib import Path

import pytest

from corpus import isolation
from corpus.load import Skipped, find_files, fingerprint, try_load
from index.build import build
from index.store import Store
from tests.damage import damaged, originals

COUNT = 300


def test_whole_files_are_read(tmp_path: Path) -> None:
    for file in find_files([path for path in originals(tmp_path / "whole") if path.suffix not in {".zip", ".jsonl"}]):
        loaded = try_load(file, fingerprint(file))
        assert not isinstance(loaded, Skipped), loaded
        assert "3.5万元" in loaded[0].text


def test_damaged_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(isolation, "LONGEST_READ", 20)
    files = damaged(tmp_path, COUNT, seed=1)
    report = build([tmp_path / "damaged"], tmp_path / "store")
    store = Store.open(tmp_path / "store")
    read = {place for document in store.documents for place in (document.path, *document.copies)}
    told = {item.path: item.reason for item in report.skipped}
    assert {_file(path) for path in (*read, *told)} == {path.name for path in files}
    assert not read & set(told)
    assert len(read) > COUNT / 10 < len(told)
    for path, reason in told.items():
        assert len(reason) > 10, path
        assert "cannot be opened:" not in reason, (path, reason)
        assert "please report" not in reason, (path, reason)
        assert "was stopped" not in reason, (path, reason)
        assert "ended the program" not in reason, (path, reason)


def _file(path: str) -> str:
    """`001.zip` for `001.zip!/文件.txt`."""
    return path.split("!/")[0].split("#")[0]
