"""The wheel holds all that is needed: installed into an empty environment, in another folder, it answers."""

import os
import re
import shutil
import subprocess
import sys
import sysconfig
import venv
from pathlib import Path

ROOT = Path(__file__).parents[1]

PROGRAM = """
import runpy, sys

def command(name, *arguments):
    sys.argv = [name, *arguments]
    try:
        runpy.run_module(name, run_name="__main__", alter_sys=True)
    except SystemExit as stop:
        print("status", stop.code)

command("build_index")
import qa, index, corpus, ui
from web import chat
from web.service import Service, Turns
for module in (qa, index, corpus, ui):
    print("module", module.__file__)
print("quote", qa.ask("一年发多少科技创新券?").citations[0].quote)
chat.page(Service(qa.Retriever()), Turns())
print("page", chat.STYLE.exists(), all(script.exists() for script in chat.SCRIPTS))
command("qa", "一年发多少科技创新券?")
"""
"""What a person does with it: `python -m build_index`, the library, the page, `python -m qa`; in one process."""


def run(folder: Path, *command: str | Path) -> str:
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    result = subprocess.run([*map(str, command)], cwd=folder, env=environment, capture_output=True, text=True)
    assert result.returncode == 0, result.stdout + result.stderr
    return result.stdout


def test_the_installed_wheel_answers(tmp_path: Path) -> None:
    pip = [sys.executable, "-m", "pip", "--disable-pip-version-check"]
    copy = tmp_path / "source"
    shutil.copytree(ROOT, copy, ignore=shutil.ignore_patterns(".*", "store", "build", "*.egg-info", "__pycache__"))
    run(tmp_path, *pip, "wheel", "--quiet", "--no-deps", "--no-build-isolation", "--wheel-dir", tmp_path, copy)
    (wheel,) = tmp_path.glob("*.whl")
    venv.create(tmp_path / "empty", with_pip=False)
    python = tmp_path / "empty" / "bin" / "python"
    # The dependencies are those of this environment, put behind the wheel: torch alone is gigabytes.
    site = Path(run(tmp_path, python, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))").strip())
    run(tmp_path, *pip, "install", "--quiet", "--no-deps", "--target", site, wheel)
    (site / "dependencies.pth").write_text(sysconfig.get_path("purelib") + "\n")
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    printed = run(elsewhere, python, "-c", PROGRAM)
    assert "generation 1" in printed
    assert "status 0\n" in printed.split("page ")[0]
    where = re.findall(r"^module (.*)$", printed, re.MULTILINE)
    assert len(where) == 4
    assert all(str(site) in path for path in where)
    assert "quote 科技创新券每年发放和使用3亿元" in printed
    assert "page True True\n" in printed
    assert printed.endswith("status 0\n")
    assert "3亿元" in printed.split("page True True\n")[1]
    for package in ("corpus", "index", "qa"):
        assert (site / package / "py.typed").exists(), "type checkers believe the types of what is installed"
