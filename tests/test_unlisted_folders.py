"""A folder that may not be listed is told by name, and its documents stay as they were."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from index.build import build
from index.store import Store
from tests.stores import FARM, FINANCE, TALENT, write

ROOT = Path(__file__).parents[1]
NOBODY = 65534
BUILD = """
import os, sys
from index.build import build
from pathlib import Path
build([Path(sys.argv[3])], sys.argv[3] + " store")  # all is imported that another user may not read
if os.geteuid() == 0:
    os.setgid({nobody}), os.setuid({nobody})
try:
    report = build([Path(sys.argv[1])], sys.argv[2])
    print([(one.path, one.reason) for one in report.skipped], report.kept, report.documents)
except OSError as error:
    print(type(error).__name__, Path(error.filename).name)
"""


@pytest.fixture
def folder() -> Iterator[Path]:
    """A folder that another user may work in too."""
    with TemporaryDirectory() as place:
        yield Path(place)


def build_without_rights(source: Path, store: Path) -> str:
    """What a build says that a user other than the folders' owner runs."""
    for place in (store.parent, store, *store.rglob("*")):
        place.chmod(0o777)
        if os.geteuid() == 0 and place != store.parent:
            os.chown(place, NOBODY, NOBODY)
    first = write(store.parent / "first", finance=FINANCE)
    command = [sys.executable, "-c", BUILD.format(nobody=NOBODY), source, store, first]
    ended = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=600)
    assert ended.returncode == 0, ended.stderr
    return ended.stdout.strip()


def test_its_documents_stay_and_the_rest_is_indexed(folder: Path) -> None:
    source, store = write(folder / "docs", finance=FINANCE), folder / "store"
    write(source / "closed", talent=TALENT)
    write(source / "closed not", farm=FARM)
    build([source], store)
    (source / "closed").chmod(0)
    (source / "finance.md").write_text(FINANCE + "\n另行通知。\n", "utf-8")
    told = build_without_rights(source, store)
    (source / "closed").chmod(0o755)
    assert told == "[('closed', 'cannot be opened: Permission denied')] ('closed/talent.md',) 3"
    after = Store.open(store)
    assert [document.path for document in after.documents] == ["closed not/farm.md", "closed/talent.md", "finance.md"]
    assert "另行通知" in after.document(2).text


def test_a_source_itself_ends_the_build_and_the_index_stays(folder: Path) -> None:
    source, store = write(folder / "docs", finance=FINANCE), folder / "store"
    build([source], store)
    source.chmod(0)
    told = build_without_rights(source, store)
    source.chmod(0o755)
    assert told == "PermissionError docs"
    assert Store.open(store).generation == 1
