"""Killed, out of room, without permission, or two at once: the store stays whole, and says why."""

import json
import os
import re
import signal
import socket
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from corpus.errors import StoreLocked
from index.build import build
from index.lock import lock
from tests.faults import cut_unflushed, misorder
from tests.stores import FINANCE, write

ROOT = Path(__file__).parents[1]
STEPS, MOMENTS = 5, 1


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """A small run of benchmarks/crash.py."""
    result = tmp_path_factory.mktemp("crash") / "crash.json"
    command = [sys.executable, "-m", "benchmarks.crash", "--steps", str(STEPS), "--moments", str(MOMENTS)]
    ended = subprocess.run([*command, "--result", result], cwd=ROOT, capture_output=True, text=True, timeout=1200)
    assert result.exists(), ended.stderr
    facts: dict[str, Any] = json.loads(result.read_text("utf-8"))
    return facts


def test_killed_at_any_step_the_store_is_old_or_new_and_the_next_build_tidies_up(report: dict[str, Any]) -> None:
    assert report["wrong"] == []
    assert set(report["tries"]) == {"build", "update", "removal", "rollback", "prune"}
    for operation, tally in report["tries"].items():
        before_steps = sum(times for kind, times in tally.items() if kind.startswith("before a step"))
        assert (before_steps, sum(tally.values())) == (STEPS, STEPS + MOMENTS), operation


def test_files_are_flushed_before_the_manifest_and_the_manifest_before_current(report: dict[str, Any]) -> None:
    assert report["misordered"] == []


def test_the_check_of_the_order_sees_what_is_not_flushed(tmp_path: Path) -> None:
    draft, folder, current = (f"{tmp_path}/{name}" for name in (".draft-1", "gen-000001", ".draft-CURRENT"))
    write(tmp_path / "gen-000001", a="a")
    (tmp_path / "gen-000001" / "manifest.json").write_text("{}")
    whole = [
        *(["open", f"{draft}/a.md", ""], ["fsync", f"{draft}/a.md", ""]),
        *(["open", f"{draft}/manifest.json", ""], ["fsync", f"{draft}/manifest.json", ""], ["fsync", draft, ""]),
        *(["os.rename", draft, folder], ["fsync", str(tmp_path), ""]),
        *(["open", current, ""], ["fsync", current, ""], ["os.rename", current, f"{tmp_path}/CURRENT"]),
        ["fsync", str(tmp_path), ""],
    ]
    assert misorder(whole, tmp_path) == []
    assert misorder([step for step in whole if step != whole[1]], tmp_path) == [f"{draft}/a.md"]
    late = [*whole[:1], *whole[2:4], whole[1], *whole[4:]]
    assert misorder(late, tmp_path) == [f"{draft}/a.md"]
    assert "order of the commit" in misorder([*whole[:5], *whole[6:10], whole[5], whole[10]], tmp_path)[0]


def test_what_is_not_flushed_is_cut_where_it_was_moved(tmp_path: Path) -> None:
    for name in ("kept", "cut"):
        (tmp_path / "new").mkdir(exist_ok=True)
        (tmp_path / "new" / name).write_text("0123456789")
    opened = [["open", f"{tmp_path}/old/{name}", ""] for name in ("kept", "cut")]
    cut_unflushed([*opened, ["fsync", f"{tmp_path}/old/kept", ""], ["os.rename", f"{tmp_path}/old", f"{tmp_path}/new"]])
    assert [(tmp_path / "new" / name).read_text() for name in ("kept", "cut")] == ["0123456789", "01234"]


def test_a_full_disk_is_told_and_leaves_the_store_as_it_was(report: dict[str, Any]) -> None:
    assert len(report["full"]) == 3
    for message in report["full"]:
        assert re.fullmatch(r"StoreUnwritable: “.*” cannot be written \(.+\); make room .*as it was", message)


def test_lost_permission_is_told_and_leaves_the_store_as_it_was(report: dict[str, Any]) -> None:
    assert report["denied"].startswith("StoreUnwritable: ")
    assert "(Permission denied)" in report["denied"]


def test_a_second_builder_is_told_who_builds_and_a_dead_one_holds_nothing(tmp_path: Path) -> None:
    source, store = write(tmp_path / "docs", finance=FINANCE), tmp_path / "store"
    code = "\n".join(
        [
            "import sys, time; from pathlib import Path; from index.lock import lock",
            "with lock(Path(sys.argv[1])): print('held', flush=True); time.sleep(600)",
        ]
    )
    with subprocess.Popen([sys.executable, "-c", code, store], cwd=ROOT, stdout=subprocess.PIPE, text=True) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == "held\n"
        told = rf"another process \(pid {holder.pid} on {re.escape(socket.gethostname())} since \d{{4}}-\d\d-\d\d "
        with pytest.raises(StoreLocked, match=told):
            build([source], store)
        os.kill(holder.pid, signal.SIGKILL)
    assert holder.returncode == -signal.SIGKILL
    assert (store / "lock.json").exists()
    assert build([source], store).published
    assert not (store / "lock.json").exists()


def test_the_lock_is_free_after_an_error_inside(tmp_path: Path) -> None:
    with pytest.raises(RuntimeError, match="inside"), lock(tmp_path / "store"):
        raise RuntimeError("inside")
    with lock(tmp_path / "store"):
        pass
