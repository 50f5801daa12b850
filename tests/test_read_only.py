"""A store that may not be written is asked all the same: a read-only file system, files without write permission."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from index.build import build
from tests.stores import FINANCE, write

ROOT = Path(__file__).parents[1]
ASK = [sys.executable, "-m", "qa", "新增贷款按百分之几贴息？", "--store"]
QUOTE = "对小微企业的新增贷款，按贷款利息的百分之三十给予贴息，每家企业每年最高50万元。"


@pytest.fixture
def store(tmp_path: Path) -> Path:
    build([write(tmp_path / "docs", finance=FINANCE)], tmp_path / "store")
    return tmp_path / "store"


def run(command: list[str], **environment: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, env={**os.environ, **environment})


def without_permission(store: Path) -> list[str]:
    """Take the permission to write from a store; what a command has to begin with for this to bind root too."""
    for path in (store, *store.rglob("*")):
        path.chmod(path.stat().st_mode & ~0o222)
    if os.geteuid():
        return []
    if not shutil.which("setpriv"):
        pytest.skip("needs setpriv, to be bound by permissions")
    return ["setpriv", "--bounding-set=-dac_override,-dac_read_search"]


def test_a_store_on_a_read_only_file_system_is_asked(store: Path) -> None:
    mounted = f"mount --bind {store} {store} && mount -o remount,ro,bind {store}"
    within = ["unshare", "--mount", "sh", "-c", f'{mounted} && ! touch {store}/new && exec "$@"', "sh"]
    if not shutil.which("unshare") or run([*within, "true"]).returncode:
        pytest.skip("may not mount")
    told = run([*within, *ASK, str(store)])
    assert (told.returncode, QUOTE in told.stdout) == (0, True), told.stderr


def test_a_store_without_permission_to_write_is_asked(store: Path, tmp_path: Path) -> None:
    """What is made for it elsewhere is removed."""
    prefix = without_permission(store)
    (elsewhere := tmp_path / "temporary").mkdir()
    told = run([*prefix, *ASK, str(store)], TMPDIR=str(elsewhere))
    assert (told.returncode, QUOTE in told.stdout) == (0, True), told.stderr
    assert not [*elsewhere.glob("policy-qa-lexical-*")]


def test_where_nothing_can_be_written_the_remedy_is_told(store: Path) -> None:
    prefix = without_permission(store)
    code = """
import sys, tempfile
from corpus.errors import StoreUnwritable
from index.store import Store
tempfile.tempdir = sys.argv[1] + "/gen-000001"
try:
    Store.open(sys.argv[1])
except StoreUnwritable as error:
    print(error)
"""
    told = run([*prefix, sys.executable, "-c", code, str(store)])
    assert f"“{store}/gen-000001/lexical” may not be written" in told.stdout, told.stderr
    assert told.stdout.endswith("set TMPDIR to a folder that can be written\n")
