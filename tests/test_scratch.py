"""What a build needs only while it runs is gone with it, or with the next one after a `kill -9`."""

import shutil
import signal
import subprocess
import sys
import tempfile
from pathlib import Path
from zipfile import ZipFile

import pytest

from index import care, generations
from index.opening import open_store
from index.scratch import temporary
from tests.stores import FARM, FINANCE, TALENT, left_over, milvus_location, write

ROOT = Path(__file__).parents[1]
KILLED = """
import os, signal, sys
from index.care import build
build([sys.argv[1]], sys.argv[2], progress=lambda done, total: os.kill(os.getpid(), signal.SIGKILL))
"""
NO_ROOM = """
import resource, sys
from corpus.errors import StoreUnwritable
from index.care import build
resource.setrlimit(resource.RLIMIT_FSIZE, (3000, 3000))
try:
    build([sys.argv[1]], sys.argv[2])
except StoreUnwritable as error:
    print(error)
"""


def write_docs(folder: Path) -> Path:
    """Two documents in an archive and one beside it."""
    write(folder, finance=FINANCE)
    with ZipFile(folder / "规则.zip", "w") as archive:
        archive.writestr("人才.md", TALENT)
        archive.writestr("农业.md", FARM)
    return folder


@pytest.fixture
def docs(tmp_path: Path) -> Path:
    return write_docs(tmp_path / "docs")


@pytest.fixture
def temporary_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The system's folder for temporary files, here and in processes that are started."""
    folder = tmp_path / "tmp"
    folder.mkdir()
    monkeypatch.setenv("TMPDIR", str(folder))
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    return folder


def kill(docs: Path, location: str) -> None:
    """A build that kills itself when it has written the first documents."""
    command = [sys.executable, "-c", KILLED, str(docs), location]
    assert subprocess.run(command, cwd=ROOT).returncode == -signal.SIGKILL


def parts(folder: Path) -> list[str]:
    """The texts of the parts that lie somewhere below."""
    return sorted(path.read_text("utf-8") for path in folder.rglob("*.md"))


def test_the_scratch_of_a_killed_update_lies_in_the_store_until_it_is_tidied(
    docs: Path, tmp_path: Path, temporary_files: Path
) -> None:
    store = tmp_path / "store"
    care.build([docs], store)
    (docs / "finance.md").write_text(FINANCE.replace("50万元", "80万元"), "utf-8")
    kill(docs, str(store))
    assert (parts(temporary_files), [*temporary_files.glob("policy*")]) == ([], [])
    assert parts(store / ".draft-scratch") == sorted([FARM, TALENT])
    assert care.verify(str(store)).damaged == ()
    pruned = shutil.copytree(store, tmp_path / "pruned")
    assert care.prune(str(pruned)) == 1
    assert care.build([docs], store).generation == 2
    for tidied in (store, pruned):
        assert (left_over(tidied), parts(tidied)) == ([], [])
        assert care.verify(str(tidied)).damaged == ()
        assert not [name for name in generations.current(tidied).manifest["files"] if "scratch" in name]
        paths = [document.path for document in open_store(tidied).documents]
        assert paths == ["finance.md", "规则.zip!/人才.md", "规则.zip!/农业.md"]


def test_a_killed_build_for_milvus_is_tidied_by_the_next_but_not_a_living_one(
    docs: Path, tmp_path: Path, temporary_files: Path
) -> None:
    location = milvus_location(tmp_path, "killed")
    with temporary() as living:
        (living / "part.txt").write_text("甲")
        kill(docs, location)
        [dead] = (folder for folder in temporary_files.glob("policy-qa-build-*") if folder != living)
        assert parts(dead) == sorted([FARM, TALENT])
        care.build([docs], location)
        assert [*temporary_files.glob("policy-qa-build-*")] == [living]
        assert (living / "part.txt").read_text() == "甲"
    assert [*temporary_files.glob("policy-qa-build-*")] == []
    assert [document.path for document in open_store(location).documents][1:] == [
        "规则.zip!/人才.md",
        "规则.zip!/农业.md",
    ]


def test_no_room_for_the_parts_of_an_archive_is_told_and_leaves_the_store_as_it_was(docs: Path, tmp_path: Path) -> None:
    store = tmp_path / "store"
    care.build([docs], store)
    with ZipFile(docs / "更多.zip", "w") as archive:
        archive.writestr("长.md", TALENT * 20)
    told = subprocess.run([sys.executable, "-c", NO_ROOM, docs, store], cwd=ROOT, capture_output=True, text=True)
    assert told.stdout == (
        f"“{store}” cannot be written (File too large); make room or give the right to write there, then try again; "
        "the index stays as it was\n"
    )
    assert left_over(store) == []
    assert generations.current_number(store) == 1
    assert care.build([docs], store).changes.added == ("更多.zip!/长.md",)
