"""What is needed only for a while is gone with its process, or with the next one after a `kill -9`."""

import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
from pathlib import Path
from zipfile import ZipFile

import pytest

import ui
from index import care, generations
from index.embed import BUNDLED
from index.opening import open_store
from index.scratch import temporary
from qa import ask, evaluate
from qa.originals import Originals
from tests.faults import ended, fork
from tests.servers import free_port
from tests.stores import FARM, FINANCE, TALENT, left_over, milvus_location, write
from tests.test_originals import QUESTION, fishing

ROOT = Path(__file__).parents[1]
KILLED = """
import os, signal, sys
from index.care import build
build([sys.argv[1]], sys.argv[2], progress=lambda done, total: os.kill(os.getpid(), signal.SIGKILL))
"""
COMPARED = """
import os, signal, sys
from qa import evaluate

def kill(event, arguments):
    if event == "os.rename" and "policy-qa-scratch-" in str(arguments[0]) and str(arguments[0]).endswith("-CURRENT"):
        os.kill(os.getpid(), signal.SIGKILL)

sys.addaudithook(kill)
evaluate.main(sys.argv[1:])
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


def left(temporary_files: Path) -> list[Path]:
    """The folders that lie among the temporary files, of living processes and of dead ones."""
    return [*temporary_files.glob("policy-qa-scratch-*")]


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
        [dead] = (folder for folder in left(temporary_files) if folder != living)
        assert parts(dead) == sorted([FARM, TALENT])
        care.build([docs], location)
        assert left(temporary_files) == [living]
        assert (living / "part.txt").read_text() == "甲"
    assert left(temporary_files) == []
    assert [document.path for document in open_store(location).documents][1:] == [
        "规则.zip!/人才.md",
        "规则.zip!/农业.md",
    ]


def test_the_other_model_s_vectors_of_a_killed_evaluation_are_tidied_by_the_next(
    docs: Path, tmp_path: Path, temporary_files: Path
) -> None:
    care.build([docs], tmp_path / "store")
    asked = tmp_path / "questions.jsonl"
    asked.write_text('{"question": "博士毕业生安家补助多少", "answer": "二十万元"}', "utf-8")
    arguments = [str(asked), "--store", str(tmp_path / "store"), "--json"]
    command = [sys.executable, "-c", COMPARED, *arguments, "--against", BUNDLED]
    assert subprocess.run(command, cwd=ROOT).returncode == -signal.SIGKILL
    [dead] = left(temporary_files)
    assert [*dead.rglob("*.vectors")]
    assert evaluate.main(arguments) == 0
    assert left(temporary_files) == []


def test_what_a_killed_chat_unpacked_to_show_a_page_is_tidied_when_it_starts_again(
    tmp_path: Path, temporary_files: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    sources = tmp_path / "documents"
    sources.mkdir()
    with ZipFile(sources / "规则.zip", "w") as archive:
        archive.write(fishing(tmp_path / "渔业.pdf"), "渔业.pdf")
    care.build([sources], tmp_path / "store")
    [citation] = ask(QUESTION, tmp_path / "store").citations

    def killed() -> None:
        """Shows the page, but not to the end."""
        sys.addaudithook(kill)
        Originals([sources]).pages(citation)

    def kill(event: str, arguments: tuple[object, ...]) -> None:
        if event == "open" and re.search(r"policy-qa-scratch-.*\.pdf$", str(arguments[0])):
            os.kill(os.getpid(), signal.SIGKILL)

    assert ended(fork(killed)) == -signal.SIGKILL
    [dead] = left(temporary_files)
    assert [path.suffix for path in dead.rglob("*") if path.is_file() and path.name != "lock"] == [".pdf"]
    assert ui.main(["--store", str(tmp_path / "none"), "--port", str(free_port())]) == 1
    assert "there is no index in" in capsys.readouterr().err
    assert left(temporary_files) == []
    assert Originals([sources]).pages(citation)
    assert left(temporary_files) == []


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
