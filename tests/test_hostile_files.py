"""Files that would harm who reads them, and names that are hard to store: each told or read, the rest indexed."""

import os
from pathlib import Path
from zipfile import ZipFile

import pytest

from corpus.load import Skipped, find_files, fingerprint, try_load
from corpus.readers import LARGEST_FILE, package, read
from index.build import build
from index.store import Store
from tests.documents import rewrite
from tests.stores import FINANCE, write
from tests.test_packages import MAIN, table_file, word_file

LAUGHS = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 10))
BILLION = f'<!DOCTYPE x [<!ENTITY e0 "哈哈">{LAUGHS}]>'


def with_entities(path: Path, declaration: str, reference: str) -> Path:
    """An Office file whose text refers to an entity."""

    def change(parts: dict[str, bytes]) -> None:
        for name in (MAIN, "xl/sharedStrings.xml"):
            if name in parts:
                content = parts[name].replace("乙。".encode(), f"乙{reference}。".encode())
                assert content != parts[name]
                start = content.index(b"?>") + 2 if content.startswith(b"<?xml") else 0
                parts[name] = content[:start] + declaration.encode() + content[start:]

    return rewrite(path, change)


def test_entities_that_multiply(tmp_path: Path) -> None:
    source = write(tmp_path / "docs", finance=FINANCE)
    with_entities(word_file(source), BILLION, "&e9;")
    with_entities(table_file(source), BILLION, "&e9;")
    page = f"{BILLION}<html><body><p>各县为小企业设立服务窗口&e9;，安排资金。</p></body></html>"
    (source / "page.html").write_text(page, encoding="utf-8")
    report = build([source], tmp_path / "store")
    texts = {document.path: len(Store.open(tmp_path / "store").document(number).text)
             for number, document in enumerate(Store.open(tmp_path / "store").documents)}  # fmt: skip
    assert "finance.md" in texts
    assert max(texts.values()) < 1000
    assert set(texts) | {item.path for item in report.skipped} == {"finance.md", "page.html", "文.docx", "表.xlsx"}


def test_macros_are_passed_over(tmp_path: Path) -> None:
    """A workbook with macros is read by its cells; what else is in it never leaves the file."""
    macros = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 Sub Workbook_Open() Shell"

    def add(parts: dict[str, bytes]) -> None:
        parts["xl/vbaProject.bin"] = macros
        relation = b'<Relationship Id="vba" Type="http://schemas.microsoft.com/office/2006/relationships/vbaProject"'
        name = "xl/_rels/workbook.xml.rels"
        parts[name] = parts[name].replace(b"</Relationships>", relation + b' Target="vbaProject.bin"/></Relationships>')
        plain, enabled = b"spreadsheetml.sheet.main+xml", b"ms-excel.sheet.macroEnabled.main+xml"
        types = parts["[Content_Types].xml"]
        assert plain in types
        parts["[Content_Types].xml"] = types.replace(b"openxmlformats-officedocument." + plain, enabled)

    plain = read(table_file(tmp_path)).text
    path = rewrite(table_file(tmp_path), add).rename(tmp_path / "表.xlsm")
    assert read(path).text == plain
    with ZipFile(package.open_package(path)) as safe:
        assert not [name for name in safe.namelist() if "vba" in name]


@pytest.mark.parametrize("scheme", ["file", "http"])
def test_pages_do_not_fetch(tmp_path: Path, scheme: str) -> None:
    (tmp_path / "秘密.txt").write_text("机密", encoding="utf-8")
    address = (tmp_path / "秘密.txt").as_uri() if scheme == "file" else "http://127.0.0.1:9/x"
    page = (
        f'<!DOCTYPE html [<!ENTITY e SYSTEM "{address}">]><html><head><link rel="stylesheet" href="{address}">'
        f'</head><body><iframe src="{address}"></iframe><object data="{address}"></object><img src="{address}">'
        "<p>各县为小企业设立服务窗口，安排资金用于培训&e;。</p></body></html>"
    )
    (tmp_path / "page.html").write_text(page, encoding="utf-8")
    text = read(tmp_path / "page.html").text
    assert "各县为小企业设立服务窗口，安排资金用于培训" in text
    assert "机密" not in text


def test_a_text_of_500_megabytes(tmp_path: Path) -> None:
    source = write(tmp_path / "docs", finance=FINANCE)
    for name in ("大.txt", "大.html", "大.json", "大.meta.json"):
        with (source / name).open("wb") as stream:
            stream.truncate(500 * 2**20)
    report = build([source], tmp_path / "store")
    assert report.documents == 1
    reason = f"500 MB is over the limit of {LARGEST_FILE // 2**20} MB; split the file"
    assert report.skipped == tuple(Skipped(name, reason) for name in ("大.html", "大.json", "大.txt"))


def test_every_copy_of_an_unreadable_file_is_named(tmp_path: Path) -> None:
    source = write(tmp_path / "docs", finance=FINANCE, a="", b="", c="# 只有标题\n", d="# 只有标题\n")
    report = build([source], tmp_path / "store")
    assert [item.path for item in report.skipped] == ["a.md", "b.md", "c.md", "d.md"]
    assert report.skipped[0].reason == report.skipped[1].reason == "holds no text; fill it or remove it"


def test_a_list_over_its_own_limit(tmp_path: Path) -> None:
    source = write(tmp_path / "docs", finance=FINANCE)
    for name in ("大.jsonl", "大.zip"):
        with (source / name).open("wb") as stream:
            stream.truncate(2**30 + 1)
    report = build([source], tmp_path / "store")
    reason = "1,024 MB is over the limit of 1,024 MB; split the file"
    assert report.skipped == (Skipped("大.jsonl", reason), Skipped("大.zip", reason))


@pytest.mark.parametrize(
    "name", ["a b c.md", "😀👨\u200d👩\u200d👧.md", "甲" * 84 + ".md", "x" * 252 + ".md", "100%#&?!.md", "'\"`$x`.md"]
)
def test_odd_names(tmp_path: Path, name: str) -> None:
    folder = tmp_path / "docs"
    folder.mkdir()
    (folder / name).write_text(FINANCE, encoding="utf-8")
    build([folder], tmp_path / "store")
    assert [document.path for document in Store.open(tmp_path / "store").documents] == [name]
    assert not build([folder], tmp_path / "store").published


def test_a_name_that_is_no_text(tmp_path: Path) -> None:
    (tmp_path / os.fsdecode(b"\xff\xfe.md")).write_text(FINANCE, encoding="utf-8")
    (file,) = find_files([tmp_path])
    loaded = try_load(file, fingerprint(file))
    assert not isinstance(loaded, Skipped)
    assert loaded[0].path == "\ufffd\ufffd.md"
