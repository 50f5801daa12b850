"""`build_index.py --watch` as a person runs it: changes are indexed when they have settled, Ctrl-C ends it."""

import json
import os
import queue
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from index.store import Store
from tests.stores import FARM, FINANCE, TALENT, write

ROOT = Path(__file__).parents[1]
PATIENCE = 240


class Watching:
    """The command, and the reports it prints, as they come."""

    def __init__(self, source: Path, store: Path) -> None:
        command = [sys.executable, "build_index.py", source, "--store", store, "--watch", "--json"]
        self.process = subprocess.Popen(
            command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=os.environ
        )
        self._lines: queue.Queue[str] = queue.Queue()
        threading.Thread(target=self._read, daemon=True).start()

    def _read(self) -> None:
        assert self.process.stdout is not None
        for line in self.process.stdout:
            self._lines.put(line)

    def report(self) -> dict[str, Any]:
        """The next report."""
        facts: dict[str, Any] = json.loads(self._lines.get(timeout=PATIENCE))
        return facts


@pytest.fixture
def watching(tmp_path: Path) -> Iterator[Watching]:
    started = Watching(write(tmp_path / "docs", finance=FINANCE), tmp_path / "store")
    yield started
    started.process.kill()
    started.process.communicate()


def test_changes_are_followed_until_ctrl_c(watching: Watching, tmp_path: Path) -> None:
    source, store = tmp_path / "docs", tmp_path / "store"
    assert watching.report()["changes"]["added"] == ["finance.md"]
    write(source, talent=TALENT)
    assert watching.report()["changes"]["added"] == ["talent.md"]
    write(source, finance=FINANCE.replace("50万元", "80万元"))
    assert watching.report()["changes"]["changed"] == ["finance.md"]
    (source / "finance.md").unlink()
    assert watching.report()["changes"]["removed"] == ["finance.md"]
    (source / "talent.md").unlink()
    assert watching.report()["error"] == "NothingIndexed", "an error is told, and watching goes on"
    source.rename(tmp_path / "away")
    write(tmp_path / "away", farm=FARM)
    (tmp_path / "away").rename(source)
    report = watching.report()
    assert (report["changes"]["added"], report["changes"]["removed"]) == (["farm.md"], ["talent.md"])
    watching.process.send_signal(signal.SIGINT)
    _, errors = watching.process.communicate(timeout=PATIENCE)
    assert watching.process.returncode == 0, errors
    assert errors.endswith("已停止 stopped\n")
    assert [document.path for document in Store.open(store).documents] == ["farm.md"]
    assert not list(store.glob(".draft*"))
