"""A build killed on its way loses no finished block: the next one takes it over, if it is what would be made."""

import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from index import blocks
from index.build import build
from index.finished import collect
from index.publish import sweep
from index.store import Store

ROOT = Path(__file__).parents[1]
KILLED = """
import os, signal, sys
from index import blocks
from index.build import build

def progress(done, total):
    if done > 6:
        os.kill(os.getpid(), signal.SIGKILL)

blocks._FEWEST = 2
build([sys.argv[1]], sys.argv[2], full="--full" in sys.argv, progress=progress)
"""


def text(number: int) -> str:
    return f"# 第{number}号办法\n\n## 补贴\n\n对第{number}类企业补贴{number}万元。\n"


@pytest.fixture(scope="module")
def killed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Twelve documents, two to a block, and a store whose first build was killed in the fourth block."""
    place = tmp_path_factory.mktemp("killed")
    (place / "docs").mkdir()
    for number in range(12):
        (place / "docs" / f"{number:02d}.md").write_text(text(number), "utf-8")
    (place / "docs" / "03a.md").write_text("", "utf-8")
    command = [sys.executable, "-c", KILLED, place / "docs", place / "store"]
    assert subprocess.run(command, cwd=ROOT).returncode == -signal.SIGKILL
    return place


@pytest.fixture
def place(killed: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    monkeypatch.setattr(blocks, "_FEWEST", 2)
    shutil.copytree(killed, tmp_path / "copy")
    yield tmp_path / "copy"
    assert list((tmp_path / "copy" / "store").glob(".draft-*")) == []


def inodes(folder: Path) -> dict[int, Path]:
    return {path.stat().st_ino: path for path in folder.rglob("block-*.vectors")}


def taken(place: Path, full: bool = False) -> list[str]:
    """Build; which of the killed build's blocks are in the new generation."""
    with ExitStack() as held:
        left = {i: path for draft in (place / "store").glob(".draft-*") for i, path in inodes(draft).items()}
        for path in left.values():  # while a file is open, no other gets its inode
            held.enter_context(path.open("rb"))
        build([place / "docs"], place / "store", full=full)
        now = inodes(Store.open(place / "store").folder)
    return sorted(path.name for inode, path in left.items() if inode in now)


def same_as_fresh(place: Path) -> bool:
    build([place / "docs"], place / "fresh")
    there, fresh = (Store.open(place / name) for name in ("store", "fresh"))
    assert not any(
        name.endswith(".json") and name != "seen.json" for name in there.manifest["files"] if "/" not in name
    )
    held = [
        [(*rest, vectors.tobytes()) for *rest, vectors in map(store.contents, range(len(store.documents)))]
        for store in (there, fresh)
    ]
    found = [[part.tolist() for part in store.lexical("第7类企业补贴多少万元", 9)] for store in (there, fresh)]
    return held[0] == held[1] and found[0] == found[1]


FIRST = [f"block-{number:06d}.vectors" for number in (1, 2, 3)]


def test_finished_blocks_are_taken_over(place: Path) -> None:
    assert taken(place) == FIRST
    assert same_as_fresh(place)


def test_the_files_that_could_not_be_read_are_told_again(place: Path) -> None:
    report = build([place / "docs"], place / "store")
    assert [item.path for item in report.skipped] == ["03a.md"]
    assert not build([place / "docs"], place / "store").published


def test_a_block_is_made_anew_when_a_document_of_it_changed(place: Path) -> None:
    (place / "docs" / "00.md").write_text(text(100), "utf-8")
    (place / "docs" / "11.md").unlink()
    assert taken(place) == FIRST[1:]
    assert same_as_fresh(place)


def test_an_altered_block_is_made_anew(place: Path) -> None:
    path = next((place / "store").rglob(FIRST[1]))
    path.write_bytes(path.read_bytes()[:-1] + b"\x01")
    assert taken(place) == [FIRST[0], FIRST[2]]
    assert same_as_fresh(place)


@pytest.fixture(scope="module")
def killed_rebuilding(killed: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same documents in a generation whose rebuilding by `--full` was killed in the fourth block."""
    place = shutil.copytree(killed, tmp_path_factory.mktemp("full") / "killed")
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(blocks, "_FEWEST", 2)
        build([place / "docs"], place / "store")
    command = [sys.executable, "-c", KILLED, place / "docs", place / "store", "--full"]
    assert subprocess.run(command, cwd=ROOT).returncode == -signal.SIGKILL
    return place


@pytest.fixture
def killed_full(place: Path, killed_rebuilding: Path) -> Path:
    shutil.rmtree(place)
    shutil.copytree(killed_rebuilding, place)
    return place


def test_a_killed_full_build_is_taken_up_by_a_full_one(killed_full: Path) -> None:
    before = set(inodes(Store.open(killed_full / "store").folder))
    assert len(taken(killed_full, full=True)) == 3
    store = Store.open(killed_full / "store")
    assert store.generation == 2
    assert before.isdisjoint(inodes(store.folder)), "no block is of the generation that was there"
    assert same_as_fresh(killed_full)


def test_a_full_build_takes_nothing_of_a_killed_update(place: Path) -> None:
    assert taken(place, full=True) == []
    assert same_as_fresh(place)


def test_an_update_takes_nothing_of_a_killed_full_build(killed_full: Path) -> None:
    (killed_full / "docs" / "11.md").write_text(text(100), "utf-8")
    before = set(inodes(Store.open(killed_full / "store").folder))
    assert taken(killed_full) == []
    assert len(before - set(inodes(Store.open(killed_full / "store").folder))) == 1
    assert same_as_fresh(killed_full)


def test_a_description_cut_short_is_worth_nothing(place: Path) -> None:
    path = next((place / "store").rglob("block-000003*.json"))
    path.write_text(path.read_text("utf-8")[:-9], "utf-8")
    assert taken(place) == FIRST[:2]
    assert same_as_fresh(place)


def test_what_was_not_finished_makes_room_first(place: Path) -> None:
    assert next((place / "store").rglob("block-000004.vectors"), None)
    assert sorted(finished.block.vectors for finished in collect(place / "store")) == FIRST
    assert next((place / "store").rglob("block-000004.vectors"), None) is None
    sweep(place / "store")
