"""A store is old or new, never in between: damage, foreign folders, kills."""

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from corpus.errors import StoreDamaged, StoreForeign, StoreMissing
from index import generations
from index.build import build
from index.store import Store
from tests.stores import FARM, FINANCE, TALENT, write


@pytest.fixture
def store(tmp_path: Path) -> Path:
    build([write(tmp_path / "docs", finance=FINANCE, talent=TALENT)], tmp_path / "store")
    return tmp_path / "store"


def test_missing(tmp_path: Path) -> None:
    with pytest.raises(StoreMissing, match=r"python build_index\.py --store"):
        Store.open(tmp_path / "nowhere")
    (tmp_path / "file").write_text("")
    with pytest.raises(StoreForeign, match="is a file"):
        Store.open(tmp_path / "file")


def test_every_file_cut_or_removed_is_seen_at_opening(store: Path) -> None:
    folder = store / "gen-000001"
    files = [path for path in folder.rglob("*") if path.is_file()]
    assert len(files) > 5
    for path in files:
        whole = path.read_bytes()
        if whole:
            path.write_bytes(whole[: len(whole) // 2])
            with pytest.raises(StoreDamaged, match="gen-000001"):
                Store.open(store)
        path.unlink()
        with pytest.raises(StoreDamaged, match="gen-000001"):
            Store.open(store)
        path.write_bytes(whole)
    Store.open(store)


def test_verify_names_every_altered_file(store: Path) -> None:
    generation = generations.current(store)
    assert generations.verify(generation) == []
    for name in generation.manifest["files"]:
        path = generation.folder / name
        whole = path.read_bytes()
        if not whole:
            continue
        middle = len(whole) // 2
        path.write_bytes(whole[:middle] + bytes([whole[middle] ^ 1]) + whole[middle + 1 :])
        assert generations.verify(generation) == [name]
        path.write_bytes(whole)


def test_another_format_is_refused_with_the_remedy(store: Path) -> None:
    manifest = store / "gen-000001" / "manifest.json"
    facts = json.loads(manifest.read_text())
    manifest.write_text(json.dumps(facts | {"format": 99}))
    with pytest.raises(StoreForeign, match=r"format 99.*build_index"):
        Store.open(store)


def test_a_damaged_index_is_rebuilt(store: Path, tmp_path: Path) -> None:
    (store / "gen-000001" / "block-000001.vectors").write_bytes(b"")
    report = build([tmp_path / "docs"], store)
    assert report.published
    assert report.generation == 2
    assert len(Store.open(store).documents) == 2


def test_a_store_can_be_moved_and_names_no_absolute_path(store: Path, tmp_path: Path) -> None:
    moved = tmp_path / "elsewhere" / "moved store"
    shutil.copytree(store, moved)
    shutil.rmtree(store)
    assert Store.open(moved).document(0).title == "甲市支持企业融资的若干措施"
    for path in moved.rglob("*"):
        if path.is_file():
            assert os.fsencode(tmp_path) not in path.read_bytes(), path


def test_a_reader_keeps_its_generation_while_newer_ones_come(store: Path, tmp_path: Path) -> None:
    reader = Store.open(store)
    for i in range(3):
        write(tmp_path / "docs", farm=FARM.replace("150", f"15{i}"))
        build([tmp_path / "docs"], store)
    assert not (store / "gen-000001").exists()
    ids, _ = reader.lexical("贷款贴息", 5)
    assert reader.passages(ids.tolist())[0].endswith("申请从每年三月一日开始。")
    assert len(reader.documents) == 2


@pytest.mark.parametrize("moment", [0.0, 0.05, 0.15, 0.3])
def test_killed_at_any_moment_the_store_is_whole(store: Path, tmp_path: Path, moment: float) -> None:
    """`kill -9` while generation 2 is written; the store opens as 1 or 2, and the next build works."""
    folder = tmp_path / "docs"
    write(folder, farm=FARM, **{f"copy{i}": FARM.replace("150", f"9{i:03}") for i in range(200)})
    code = f"from index.build import build; build([{str(folder)!r}], {str(store)!r})"
    process = subprocess.Popen([sys.executable, "-c", code], cwd=Path(__file__).parents[1])
    deadline = time.monotonic() + 120
    while not list(store.glob(".draft-*")) and process.poll() is None and time.monotonic() < deadline:
        time.sleep(0.002)
    time.sleep(moment)
    process.send_signal(signal.SIGKILL)
    process.wait()
    opened = Store.open(store)
    assert opened.generation in (1, 2)
    assert generations.verify(generations.current(store)) == []
    assert len(opened.documents) == (2 if opened.generation == 1 else 203)
    assert len(Store.open(store).documents) == len(opened.documents)
    report = build([folder], store)
    assert report.documents == 203
    assert not list(store.glob(".draft-*"))
