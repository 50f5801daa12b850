"""The two commands as a person runs them: exit codes, messages, JSON."""

import contextlib
import fcntl
import json
import os
import pty
import socket
import struct
import subprocess
import sys
import termios
from collections.abc import Callable
from pathlib import Path
from typing import TypeAlias

import pytest

import build_index
import ui
from tests.servers import free_port
from tests.stores import FINANCE, TALENT, write

ROOT = Path(__file__).parents[1]
Call: TypeAlias = Callable[..., tuple[int, str, str]]
MAINS = {"build_index.py": build_index.main, "ui.py": ui.main}


def run(*command: str | Path) -> "subprocess.CompletedProcess[str]":
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    return subprocess.run(
        [sys.executable, *map(str, command)], capture_output=True, text=True, env=environment, cwd=ROOT, timeout=120
    )


@pytest.fixture
def call(capsys: pytest.CaptureFixture[str]) -> Call:
    """A command in this process, where the model is loaded once: exit status, output, errors."""

    def call(program: str, *arguments: str | Path) -> tuple[int, str, str]:
        try:
            status = MAINS[program]([*map(str, arguments)])
        except SystemExit as stop:
            status = int(stop.code or 0)
        return status, *capsys.readouterr()

    return call


def test_build_prints_a_summary_and_json_says_the_same(tmp_path: Path, call: Call) -> None:
    source = write(tmp_path / "我的 文件", finance=FINANCE, copy=FINANCE, talent=TALENT)
    (source / "broken.txt").write_bytes(b"\xff\x00\x01" * 100)
    result = run("build_index.py", source, "--store", tmp_path / "store")
    assert result.returncode == 0, result.stderr
    assert "文件 documents 2   举措 measures 5   段落 chunks 5" in result.stdout
    assert "版本 generation 1" in result.stdout
    assert "重复 duplicates 1\n  finance.md = copy.md" in result.stdout
    assert "跳过 skipped 1\n  broken.txt: " in result.stdout
    _, again, _ = call("build_index.py", source, "--store", tmp_path / "store", "--json")
    facts = json.loads(again)
    assert (facts["documents"], facts["measures"], facts["generation"], facts["published"]) == (2, 5, 1, False)
    assert facts["skipped"][0]["path"] == "broken.txt"


def test_progress_is_shown_on_a_terminal(tmp_path: Path) -> None:
    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 40, 120, 0, 0))
    command = [sys.executable, "build_index.py", "--store", str(tmp_path / "store")]
    with subprocess.Popen(command, cwd=ROOT, stderr=theirs, stdout=subprocess.DEVNULL) as process:
        os.close(theirs)
        shown = b""
        with contextlib.suppress(OSError):  # Linux ends a terminal whose other side is closed with an error
            while part := os.read(ours, 4096):
                shown += part
    os.close(ours)
    assert process.returncode == 0
    assert "索引 indexing: 100%" in shown.decode()


def test_nothing_to_index_is_exit_1(tmp_path: Path, call: Call) -> None:
    arguments = (write(tmp_path / "empty"), "--store", tmp_path / "store")
    result = run("build_index.py", *arguments)
    assert result.returncode == 1
    assert "not one document could be indexed" in result.stderr
    assert not (tmp_path / "store" / "CURRENT").exists()
    status, out, _ = call("build_index.py", *arguments, "--json")
    assert (status, json.loads(out)["error"]) == (1, "NothingIndexed")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["build_index.py", "nowhere"], "there is no file or folder “nowhere”"),
        (["build_index.py", "--colour"], "unrecognized arguments"),
        (["ui.py", "--auth", "me"], "--auth takes USER:PASSWORD"),
        (["ui.py", "--host", "0.0.0.0"], "add --auth USER or --auth-file FILE"),
        (["ui.py", "--host", "127.0.0.2"], "add --auth USER or --auth-file FILE"),
        (["ui.py", "--host", "::"], "add --auth USER or --auth-file FILE"),
        (["ui.py", "--no-auth", "--auth", "li:x"], "--no-auth lets everybody in"),
        (["ui.py", "--auth-file", "nowhere"], "“nowhere” cannot be read"),
        (["ui.py", "--queue", "0"], "--queue 0 lets nobody wait"),
        (["ui.py", "--port", "99999"], "not between 1 and 65535"),
    ],
)
def test_wrong_arguments_are_exit_2(call: Call, arguments: list[str], message: str) -> None:
    status, _, error = call(*arguments)
    assert status == 2
    assert message in error


@pytest.mark.parametrize("arguments", [["build_index.py", "nowhere"], ["ui.py", "--queue", "0"]])
def test_the_shell_is_told(arguments: list[str]) -> None:
    assert run(*arguments).returncode == 2


def test_verify(tmp_path: Path, call: Call) -> None:
    store = tmp_path / "store"
    assert call("build_index.py", "--verify", "--store", store)[0] == 1
    assert call("build_index.py", write(tmp_path / "docs", finance=FINANCE), "--store", store)[0] == 0
    status, out, _ = call("build_index.py", "--verify", "--store", store)
    assert status == 0
    assert "完好" in out
    vectors = store / "gen-000001" / "block-000001.vectors"
    vectors.write_bytes(vectors.read_bytes()[:-1] + b"\x7f")
    result = run("build_index.py", "--verify", "--store", store)
    assert result.returncode == 1
    assert "block-000001.vectors" in result.stderr


def test_the_chat_says_what_is_missing(tmp_path: Path, call: Call) -> None:
    result = run("ui.py", "--store", tmp_path / "none", "--port", str(free_port()))
    assert result.returncode == 1
    assert f"python build_index.py --store {tmp_path / 'none'}" in result.stderr
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        status, _, error = call("ui.py", "--store", tmp_path / "none", "--port", port)
    assert status == 1
    assert "choose another with --port" in error


def test_a_password_on_the_command_line_is_warned_of_and_never_repeated(tmp_path: Path) -> None:
    result = run("ui.py", "--store", tmp_path / "none", "--port", str(free_port()), "--auth", "li:geheim-7c41")
    assert result.returncode == 1
    assert "命令行上的密码，这台机器的其他用户看得见；请改用环境变量 POLICY_QA_PASSWORD 或 --auth-file" in result.stderr
    assert "geheim" not in result.stdout + result.stderr
