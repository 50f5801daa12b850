"""The folder of documents as an admin keeps it: names that come in, what is taken, what became of each file."""

import asyncio
import gzip
import json
import os
from collections.abc import AsyncIterator, Coroutine
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from hypothesis import given
from hypothesis import strategies as st

import web.shelf
from corpus.errors import UploadRefused
from corpus.load import Skipped, find_files
from index.build import build
from index.store import Store
from tests.stores import FARM, FINANCE, TALENT, write
from web.names import LONGEST_NAME, safe_name
from web.shelf import Put, Shelf


async def parts(*content: bytes) -> AsyncIterator[bytes]:
    for part in content:
        yield part


def finished(work: Coroutine[Any, Any, Put]) -> Put:
    """What comes of it, in a thread of its own: the browser of other tests keeps a loop in this one."""
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(asyncio.run, work).result()


def put(shelf: Shelf, name: str, *content: bytes) -> tuple[str, bool, int]:
    came = finished(shelf.put(name, parts(*content)))
    return came.name, came.replaced, came.size


@pytest.mark.parametrize(
    ("given", "name"),
    [
        ("办法.md", "办法.md"),
        ("../../etc/passwd.txt", "passwd.txt"),
        ("/etc/passwd.txt", "passwd.txt"),
        ("..\\..\\windows\\甲.docx", "甲.docx"),
        ("C:\\甲.docx", "甲.docx"),
        ("a\x00b.md", "ab.md"),
        ("a\nb\u202egpj.md", "abgpj.md"),
        ("📜 办法 👍🏽.md", "📜 办法 👍🏽.md"),
        ("CON.txt", "_CON.txt"),
        ("nul.tar.md", "_nul.tar.md"),
        ("README.md", "_README.md"),
        (".hidden.md", "hidden.md"),
        ("..md", None),
        (".md", None),
        ("", None),
        ("..", None),
        ("a/", None),
        ("甲:乙?.pdf", "甲_乙_.pdf"),
        ("甲.pdf.meta.json", "甲.pdf.meta.json"),
        ("甲.PDF", "甲.PDF"),
        ("e\u0301.md", "é.md"),
        ("\ud800.md", "?.md".replace("?", "_")),
        ("甲.exe", None),
        ("甲", None),
        ("甲.md/乙.sh", None),
        ("甲.pptx", None),
    ],
)
def test_names(given: str, name: str | None) -> None:
    if name is None:
        with pytest.raises(UploadRefused):
            safe_name(given)
    else:
        assert safe_name(given) == name


def test_a_long_name_is_cut_and_keeps_its_ending() -> None:
    for name in ("办" * 500 + ".docx", "x" * 5000 + ".pdf.meta.json", "👍" * 300 + ".md", "办" * 500 + ".jsonl.gz"):
        safe = safe_name(name)
        assert len(safe.encode()) <= LONGEST_NAME
        assert safe.endswith(name[name.index(".") :])
        assert safe[0] == name[0]


@given(
    st.text(st.characters(codec=None), max_size=60),
    st.sampled_from([".md", ".PDF", ".zip", ".pdf.meta.json", ".md.gz"]),
)
def test_every_name_lies_in_the_folder(stem: str, ending: str) -> None:
    try:
        name = safe_name(stem + ending)
    except UploadRefused:
        return
    assert Path("/folder", name).resolve().parent == Path("/folder")
    assert safe_name(name) == name
    assert not name.startswith(".")
    os.fsencode(name)


def test_files_come_in_and_replace_those_of_their_name(tmp_path: Path) -> None:
    shelf = Shelf([write(tmp_path / "docs", farm=FARM)])
    assert put(shelf, "../new.md", b"# a\n", b"\nb") == ("new.md", False, 6)
    assert put(shelf, "new.md", b"# c") == ("new.md", True, 3)
    assert {path.name: path.read_bytes() for path in shelf.folder.iterdir()} == {
        "farm.md": FARM.encode(),
        "new.md": b"# c",
    }


def test_nothing_is_left_of_what_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shelf = Shelf([write(tmp_path / "docs", farm=FARM)])
    (shelf.folder / "folder.md").mkdir()
    monkeypatch.setattr(web.shelf, "LARGEST_FILE", 10)
    with pytest.raises(UploadRefused, match="over 0 MB"):
        put(shelf, "farm.md", b"12345", b"678901")
    with pytest.raises(UploadRefused, match="is a folder"):
        put(shelf, "folder.md", b"")

    async def broken() -> AsyncIterator[bytes]:
        yield b"half"
        raise ConnectionError

    with pytest.raises(ConnectionError):
        finished(shelf.put("farm.md", broken()))
    with pytest.raises(UploadRefused, match=r"“farm\.md”是空文件（0 字节）.*“farm\.md” is empty"):
        put(shelf, "farm.md", b"", b"")
    monkeypatch.setattr(web.shelf, "MOST_FILES", 2)
    with pytest.raises(UploadRefused, match="holds 2 files already"):
        put(shelf, "more.md", b"")
    assert put(shelf, "farm.md", b"x") == ("farm.md", True, 1)
    monkeypatch.setattr(web.shelf, "LEAST_ROOM", 2**60)
    with pytest.raises(UploadRefused, match="less than 1 GB is free"):
        put(shelf, "farm.md", b"y")
    assert sorted(path.name for path in shelf.folder.iterdir()) == ["farm.md", "folder.md"]
    assert (shelf.folder / "farm.md").read_bytes() == b"x"


def test_an_upload_never_writes_through_a_link(tmp_path: Path) -> None:
    outside = tmp_path / "outside.md"
    outside.write_text("as it was")
    shelf = Shelf([write(tmp_path / "docs", farm=FARM)])
    (shelf.folder / "link.md").symlink_to(outside)
    put(shelf, "link.md", b"new")
    assert outside.read_text() == "as it was"
    assert (shelf.folder / "link.md").read_bytes() == b"new"
    (shelf.folder / "link2.md").symlink_to(outside)
    shelf.remove("link2.md")
    assert outside.read_text() == "as it was"


def test_what_is_removed(tmp_path: Path) -> None:
    source = write(tmp_path / "docs", farm=FARM, talent=TALENT)
    (source / "farm.md.meta.json").write_text("{}")
    (tmp_path / "outside.md").write_text("x")
    shelf = Shelf([source])
    for path in ("../outside.md", str(tmp_path / "outside.md"), "", ".", "farm.md.meta.json", "none.md", "a\x00"):
        with pytest.raises(UploadRefused):
            shelf.remove(path)
    shelf.remove("farm.md")
    assert [path.name for path in source.iterdir()] == ["talent.md"]
    assert (tmp_path / "outside.md").exists()


def test_a_sidecar_stays_as_long_as_a_file_has_it(tmp_path: Path) -> None:
    source = write(tmp_path / "docs", farm=FARM)
    (source / "farm.txt").write_text(TALENT, "utf-8")
    (source / "farm.meta.json").write_text('{"region": "乙县"}', "utf-8")
    shelf = Shelf([source])
    shelf.remove("farm.md")
    assert sorted(path.name for path in source.iterdir()) == ["farm.meta.json", "farm.txt"]
    shelf.remove("farm.txt")
    assert [*source.iterdir()] == []


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_what_cannot_be_removed_is_told(tmp_path: Path) -> None:
    shelf = Shelf([write(tmp_path / "docs", farm=FARM)])
    (tmp_path / "docs").chmod(0o500)
    try:
        with pytest.raises(UploadRefused, match=r"“farm\.md”删不掉.*give the right to write in its folder"):
            shelf.remove("farm.md")
    finally:
        (tmp_path / "docs").chmod(0o700)


def test_where_else_the_same_document_lies(tmp_path: Path) -> None:
    first, second = write(tmp_path / "first", farm=FARM, talent=TALENT), write(tmp_path / "second", farm=FARM)
    with ZipFile(second / "old.zip", "w") as archive:
        archive.writestr("farm.md", FARM)
    build([first, second], tmp_path / "store")
    shelf = Shelf([first, second])

    def others() -> dict[str, tuple[tuple[str, ...], tuple[str, ...]]]:
        return {
            file.path: (file.copies, file.archives) for file in shelf.files(Store.open(tmp_path / "store"), (), 0.0)
        }

    assert others() == {
        "first/farm.md": (("second/farm.md",), ("second/old.zip",)),
        "first/talent.md": ((), ()),
        "second/farm.md": (("first/farm.md",), ("second/old.zip",)),
        "second/old.zip": ((), ()),
    }
    shelf.remove("second/farm.md")
    assert others()["first/farm.md"] == ((), ("second/old.zip",))
    assert others()["second/farm.md"] == ((), ())


def test_what_became_of_each_file(tmp_path: Path) -> None:
    source = write(tmp_path / "docs", farm=FARM, finance=FINANCE, talent=TALENT)
    (source / "list.jsonl").write_text(
        "\n".join(f'{{"title": "办法{n}", "text": "第一条 发放补贴{n}元。"}}' for n in range(3)), "utf-8"
    )
    (source / "more.jsonl.gz").write_bytes(gzip.compress(json.dumps({"text": "第一条 发放补贴。"}).encode()))
    (source / "one.md.gz").write_bytes(gzip.compress("# 丁县办法\n\n第一条 发放奖金。".encode()))
    (source / "broken.pdf").write_bytes(b"%PDF-1.4")
    for file in find_files([source]):
        os.utime(file.location, (1_700_000_000, 1_700_000_000))
    report = build([source], tmp_path / "store")
    skipped = [Skipped("broken.pdf", reason) for reason in [item.reason for item in report.skipped]]
    shelf, built = Shelf([source]), 1_700_000_500.0

    def states() -> dict[str, tuple[str, int]]:
        found = shelf.files(Store.open(tmp_path / "store"), skipped, built)
        return {item.path: (item.state, item.documents) for item in found}

    assert states() == {
        "broken.pdf": ("skipped", 0),
        "farm.md": ("indexed", 1),
        "finance.md": ("indexed", 1),
        "list.jsonl": ("indexed", 3),
        "more.jsonl.gz": ("indexed", 1),
        "one.md.gz": ("indexed", 1),
        "talent.md": ("indexed", 1),
    }
    assert next(iter(states())) == "broken.pdf"
    write(source, new=FARM.replace("150", "160"), farm=FARM.replace("150", "170"))
    (source / "talent.md").unlink()
    (source / "broken.pdf").write_bytes(b"%PDF-1.7")
    os.utime(source / "list.jsonl")
    os.utime(source / "one.md.gz")
    assert states() == {
        "broken.pdf": ("waiting", 0),
        "farm.md": ("changed", 1),
        "finance.md": ("indexed", 1),
        "list.jsonl": ("changed", 3),
        "more.jsonl.gz": ("indexed", 1),
        "new.md": ("waiting", 0),
        "one.md.gz": ("changed", 1),
        "talent.md": ("gone", 1),
    }


def test_a_folder_that_takes_no_uploads_is_told(tmp_path: Path) -> None:
    for sources in ([], [tmp_path / "none"]):
        with pytest.raises(UploadRefused, match="--documents"):
            Shelf(sources)
