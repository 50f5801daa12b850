"""A reader that hangs, floods the memory or crashes is stopped, its file named, and the rest read."""

import json
import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest

from corpus import isolation
from corpus.errors import EmptyDocument, ReaderStopped
from corpus.isolation import isolated
from corpus.load import LARGEST_READ_HERE, File, Skipped, fingerprint, load, try_load
from corpus.readers import read
from index.build import build
from tests import misbehaviour
from tests.documents import rewrite
from tests.sheets import Sheet, wrapped
from tests.stores import FINANCE, write
from tests.word_files import document, paragraph

ROOT = Path(__file__).parents[1]
REMEDY = "; open it in the program it was made with and save it again, or split it"
SLOW = "took more than 1 seconds of computing to read and was stopped" + REMEDY
IDLE = "took longer than 1 seconds to read and was stopped" + REMEDY
LARGE = "took more than 600 MB of memory to read and was stopped" + REMEDY


@pytest.fixture
def tight(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(isolation, "LARGEST_MEMORY", 600 * 2**20)


@pytest.mark.parametrize(
    ("reader", "limit", "reason"),
    [
        (misbehaviour.spin, "LONGEST_READ", SLOW),
        (misbehaviour.wait_outside_python, "LONGEST_WAIT", IDLE),
        (misbehaviour.sleep, "LONGEST_WAIT", IDLE),
    ],
)
def test_what_hangs_is_stopped(
    reader: Callable[[Path], None], limit: str, reason: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(isolation, limit, 1)
    with pytest.raises(ReaderStopped) as error:
        isolated(reader, tmp_path / "甲.pdf")
    assert str(error.value) == reason
    monkeypatch.undo()
    assert isolated(misbehaviour.chatter, tmp_path / "乙.pdf") == "乙.pdf"


@pytest.mark.usefixtures("tight")
@pytest.mark.parametrize(
    ("reader", "reason"),
    [
        (misbehaviour.flood, LARGE),
        (misbehaviour.crash, "ended the program that was reading it (SIGSEGV)" + REMEDY),
        (misbehaviour.exit_quietly, "ended the program that was reading it (exit status 3)" + REMEDY),
    ],
)
def test_what_ends_the_worker_ends_nothing_else(reader: Callable[[Path], None], reason: str, tmp_path: Path) -> None:
    with pytest.raises(ReaderStopped) as error:
        isolated(reader, tmp_path / "甲.pdf")
    assert str(error.value) == reason
    assert isolated(misbehaviour.chatter, tmp_path / "乙.pdf") == "乙.pdf"


@pytest.mark.usefixtures("tight")
def test_no_file_pays_for_what_another_left_behind() -> None:
    assert isolated(misbehaviour.leave_behind, 300 * 2**20) == isolated(misbehaviour.whoami)
    first = isolated(misbehaviour.whoami)
    assert isolated(misbehaviour.leave_behind, 301 * 2**20) != first, "in a fresh worker there is room"
    with pytest.raises(ReaderStopped):
        isolated(misbehaviour.leave_behind, 600 * 2**20)


def test_what_the_reader_raises_is_raised_here(tmp_path: Path) -> None:
    document(tmp_path / "空.docx", paragraph())
    with pytest.raises(EmptyDocument, match="holds no text"):
        isolated(read, tmp_path / "空.docx")
    with pytest.raises(FileNotFoundError) as missing:
        isolated(read, tmp_path / "无.docx")
    assert missing.value.filename == str(tmp_path / "无.docx")
    with pytest.raises(ZeroDivisionError, match="not foreseen") as unforeseen:
        isolated(misbehaviour.fail, tmp_path)
    assert "misbehaviour.py" in unforeseen.value.__notes__[0], "where it happened is told"
    with pytest.raises(RuntimeError, match="_Stubborn: cannot be sent"):
        isolated(misbehaviour.fail_stubbornly, tmp_path)


def test_one_worker_serves_all_threads() -> None:
    found: set[int] = set()
    threads = [threading.Thread(target=lambda: found.add(isolated(misbehaviour.whoami))) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(found) == 1
    assert found != {os.getpid()}


def test_the_worker_gives_what_the_reader_gives(tmp_path: Path) -> None:
    sheet = Sheet(tmp_path / "甲.pdf")
    sheet.lines(wrapped("第一条　为了鼓励青年渔民，县渔业局每年办两期驾船培训，学员免费吃住。"))
    sheet.turn()
    sheet.lines(wrapped("第二条　渔船换发动机的，按发票金额的四成补助。"))
    path = sheet.save()
    assert isolated(read, path) == read(path)


def bomb(path: Path) -> Path:
    """A workbook of 300 KB, within every limit of its package, that takes long and hundreds of megabytes to read."""
    openpyxl.Workbook().save(path)
    rows = "".join(f'<row><c t="inlineStr"><is><t>{i}</t></is></c></row>' for i in range(100_000)).encode()
    start = b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
    sheet = {"xl/worksheets/sheet1.xml": start + rows + b"</sheetData></worksheet>"}
    return rewrite(path, lambda parts: parts.update(sheet))


def test_files_that_are_real(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    source = write(tmp_path / "docs", finance=FINANCE)
    table = File(bomb(source / "表.xlsx"), "表.xlsx")
    document(source / "文.docx", paragraph("第一条　甲县发放补贴。"))
    monkeypatch.setattr(isolation, "LARGEST_MEMORY", 80 * 2**20)
    report = build([source], tmp_path / "store")
    assert report.skipped == (Skipped("表.xlsx", LARGE.replace("600", "80")),)
    assert report.changes.added == ("finance.md", "文.docx")
    monkeypatch.undo()
    monkeypatch.setattr(isolation, "LONGEST_READ", 1)
    assert try_load(table, fingerprint(table)) == Skipped("表.xlsx", SLOW)


@pytest.mark.parametrize("suffix", ["md", "txt", "csv", "json"])
def test_a_long_text_is_stopped_like_the_others(suffix: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / f"长.{suffix}"
    texts = [f"第{number}条　每户补助{number}万元，分两年发放。" for number in range(1, 9000)]
    text = json.dumps({"text": "\n".join(texts)}) if suffix == "json" else "\n".join(["标题,内容", *texts])
    path.write_text(text, encoding="utf-8")
    assert path.stat().st_size > LARGEST_READ_HERE
    file = File(path, path.name)
    document, measures = load(file)
    assert [measure.text for measure in measures][-1].endswith("每户补助8999万元，分两年发放。")
    assert all(document.text[measure.start : measure.end] == measure.text for measure in measures)
    monkeypatch.setattr(isolation, "LONGEST_READ", 0.001)
    stopped = "took more than 0.001 seconds of computing to read and was stopped" + REMEDY
    assert try_load(file, fingerprint(file)) == Skipped(path.name, stopped)


def test_plain_text_is_read_here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(isolation, "LONGEST_READ", 1e-6)
    for name in ("甲.md", "乙.txt", "丙.csv"):
        (tmp_path / name).write_text("第一条,内容\n第一条　甲。,乙\n", encoding="utf-8")
        assert load(File(tmp_path / name, name))[0].path == name
    document(tmp_path / "丁.docx", paragraph("第一条　甲。"))
    with pytest.raises(ReaderStopped):
        load(File(tmp_path / "丁.docx", "丁.docx"))


@pytest.mark.parametrize("guarded", [True, False])
def test_a_program_without_main_guard_in_a_folder_of_traps(tmp_path: Path, guarded: bool) -> None:
    """The worker neither runs the program that uses it again, nor imports what lies in the folder it runs in."""
    document(tmp_path / "文.docx", paragraph("第一条　甲县发放补贴。"))
    for trap in ("pickle.py", "docx.py", "lxml.py"):
        (tmp_path / trap).write_text("raise SystemExit('trap')")
    lines = "print(load(File(Path('文.docx'), '文.docx'))[0].text, end='')"
    guard = "if __name__ == '__main__':\n    " if guarded else ""
    program = f"from pathlib import Path\nfrom corpus.load import File, load\n{guard}{lines}\n"
    (tmp_path / "scripts").mkdir()
    (tmp_path / "scripts" / "program.py").write_text(program, encoding="utf-8")
    environment = os.environ | {"PYTHONPATH": str(ROOT), "PYTHONUTF8": "1"}
    command = [sys.executable, "-X", "dev", "-W", "error", str(tmp_path / "scripts" / "program.py")]
    result = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True)
    assert (result.stdout, result.stderr) == ("第一条　甲县发放补贴。\n", "")


def test_the_worker_ends_with_its_program() -> None:
    code = "from corpus.isolation import isolated; from tests.misbehaviour import whoami; print(isolated(whoami))"
    result = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    with pytest.raises(ProcessLookupError):
        os.kill(int(result.stdout), 0)


def test_a_file_written_to_while_it_is_read(tmp_path: Path) -> None:
    path = tmp_path / "甲.md"
    path.write_text("第一条　甲。\n", encoding="utf-8")
    file = File(path, "甲.md")
    before = fingerprint(file)
    path.write_text("第一条　乙。\n", encoding="utf-8")
    assert try_load(file, before) == Skipped(
        "甲.md", "was written to while it was read; build again when it is complete"
    )
    assert load(file)[0].text == "第一条　乙。\n"


def test_the_worker_ends_on_time_though_its_program_is_gone() -> None:
    code = (
        "from corpus import isolation; from tests.misbehaviour import spin, whoami\n"
        "print(isolation.isolated(whoami), flush=True); isolation.LONGEST_WAIT = 3; isolation.isolated(spin, None)"
    )
    with subprocess.Popen([sys.executable, "-c", code], cwd=ROOT, stdout=subprocess.PIPE, text=True) as program:
        assert program.stdout
        worker = int(program.stdout.readline())
        program.kill()
    for _ in range(600):
        if not is_running(worker):
            return
        time.sleep(0.1)
    pytest.fail("the worker runs on")


def is_running(process: int) -> bool:
    try:
        state = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0]
    except FileNotFoundError:
        return False
    return state != "Z"
