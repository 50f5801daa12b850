"""The README's commands and code do what it says they print."""

import contextlib
import io
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text("utf-8")


def blocks(language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```$", README, re.MULTILINE | re.DOTALL)


def test_the_code_prints_what_it_says(shipped: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (code,) = blocks("python")
    printed = README.split(code)[1].split("```\n")[2]
    (tmp_path / "store").symlink_to(shipped)
    monkeypatch.chdir(tmp_path)
    output = io.StringIO()
    with contextlib.redirect_stdout(output):
        exec(compile(code, "README.md", "exec"), {})
    assert output.getvalue() == printed


def test_the_build_prints_what_it_says(tmp_path: Path) -> None:
    (console,) = blocks("console")
    shown = console.split("$ python build_index.py\n")[1].split("$ python ui.py")[0]
    command = [sys.executable, str(ROOT / "build_index.py")]
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    result = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=True)

    def timeless(text: str) -> str:
        return re.sub(r"seconds [\d.]+", "seconds", text)

    assert timeless(result.stdout) == timeless(shown)


def test_every_option_it_names_exists() -> None:
    for program in ("build_index.py", "ui.py", "-m qa", "-m qa.evaluate"):
        command = [sys.executable, *program.split(), "--help"]
        known = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout
        for line in re.findall(rf"python {re.escape(program)}(?![.\w])([^\n`]*)", README):
            for option in re.findall(r"--[a-z]+", line):
                assert option in known, (program, option)


def test_every_file_it_names_exists() -> None:
    for target in re.findall(r"\]\(([^)#]+)\)|src=\"([^\"]+)\"", README):
        assert (ROOT / (target[0] or target[1])).exists(), target
    tree = README.split("## The house")[1].split("```")[1]
    folder = ROOT
    for line in tree.strip().splitlines():
        names = re.findall(r"[\w/.*]+", re.split(r"\s{2,}", line.strip())[0])
        if not line.startswith(" "):
            folder = ROOT / names[0] if len(names) == 1 else ROOT
            names = [] if len(names) == 1 and folder.is_dir() else names
        for name in names:
            assert name.startswith(".") or list(folder.glob(name.rstrip("/"))), line


def test_every_target_of_make_it_names_exists() -> None:
    makefile = (ROOT / "Makefile").read_text("utf-8")
    for target in re.findall(r"\bmake (chat|test)\b", README):
        assert re.search(rf"^{target}:", makefile, re.MULTILINE)
