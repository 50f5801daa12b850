"""The wheel holds all that is needed: installed into an empty environment, in another folder, it answers."""

import os
import shutil
import subprocess
import sys
import sysconfig
import venv
from pathlib import Path

ROOT = Path(__file__).parents[1]


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
    assert "generation 1" in run(elsewhere, python, "-m", "build_index")
    code = (
        "import qa, index, corpus, ui; from web import chat; from web.service import Service, Turns\n"
        "print(qa.__file__, index.__file__, corpus.__file__, ui.__file__)\n"
        "print(qa.ask('一年发多少科技创新券?').citations[0].quote)\n"
        "chat.page(Service(qa.Retriever()), Turns()); print(chat.STYLE.exists(), all(s.exists() for s in chat.SCRIPTS))"
    )
    where, quote, page = run(elsewhere, python, "-c", code).splitlines()
    assert all(str(site) in path for path in where.split())
    assert "3亿元" in quote
    assert page.split() == ["True", "True"]
    assert "3亿元" in run(elsewhere, python, "-m", "qa", "一年发多少科技创新券?")
