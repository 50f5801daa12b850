"""Office files that are damaged, protected, or meant to do harm, and those that only libraries refuse."""

import struct
import tracemalloc
import zlib
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.errors import DamagedDocument, DocumentError, EmptyDocument, EncryptedDocument, OversizedDocument
from corpus.readers import package, read
from tests.documents import rewrite
from tests.word_files import document, level, numbering, paragraph

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(2000)
MAIN = "word/document.xml"


def word_file(folder: Path) -> Path:
    body = paragraph("第一条　甲。", style="Heading1"), paragraph("乙。", number=(1, 0))
    return document(folder / "文.docx", *body, numbers=numbering(level(0, "decimal", "%1.")))


def table_file(folder: Path) -> Path:
    book = openpyxl.Workbook()
    for row in (["措施", "内容"], ["技改", 2.5], ["开拓", "乙。"]):
        book.active.append(row)
    book.active.merge_cells("A4:B4")
    book.save(folder / "表.xlsx")
    return folder / "表.xlsx"


@pytest.mark.parametrize(("name", "program", "old"), [("文.docx", "Word", ".doc"), ("表.xlsx", "Excel", ".xls")])
def test_an_encrypted_or_binary_file(tmp_path: Path, name: str, program: str, old: str) -> None:
    (tmp_path / name).write_bytes(OLE)
    with pytest.raises(EncryptedDocument) as error:
        read(tmp_path / name)
    assert str(error.value) == (
        f"is protected by a password or is an old {old}; "
        f"remove the password or open it in {program} or WPS and save it again as {old}x"
    )


@pytest.mark.parametrize("content", ["第一条　甲。".encode(), b"PK\3\4", b"", b"PK\5\6" + bytes(18)])
@pytest.mark.parametrize(("name", "program"), [("文.docx", "Word"), ("表.xlsx", "Excel"), ("表.xlsm", "Excel")])
def test_not_a_package(tmp_path: Path, name: str, program: str, content: bytes) -> None:
    (tmp_path / name).write_bytes(content)
    with pytest.raises(DamagedDocument) as error:
        read(tmp_path / name)
    suffix = name[1:]
    assert str(error.value) == (
        f"is cut off, altered, or not what its suffix “{suffix}” says; "
        f"open it in {program} or WPS and save it again as {suffix.replace('xlsm', 'xlsx')}"
    )


def test_one_is_not_the_other(tmp_path: Path) -> None:
    word_file(tmp_path).rename(tmp_path / "表.xlsx")
    with pytest.raises(DamagedDocument):
        read(tmp_path / "表.xlsx")
    table_file(tmp_path).rename(tmp_path / "文.docx")
    with pytest.raises(DamagedDocument):
        read(tmp_path / "文.docx")


def test_a_protected_part(tmp_path: Path) -> None:
    path = word_file(tmp_path)
    data = bytearray(path.read_bytes())
    data[data.index(b"PK\1\2") + 8] |= 1
    path.write_bytes(data)
    with pytest.raises(EncryptedDocument) as error:
        read(path)
    assert str(error.value) == "is protected by a password; remove the password and save it again"


def test_content_over_the_limit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(package, "LARGEST_CONTENT", 2**20)
    path = rewrite(word_file(tmp_path), lambda parts: parts.update({"word/more.xml": bytes(5 * 2**19)}))
    with pytest.raises(OversizedDocument) as error:
        read(path)
    assert str(error.value) == "unpacks to 3 MB, over the limit of 1 MB; split the file"


@pytest.mark.parametrize("write", [word_file, table_file])
def test_a_zip_bomb(tmp_path: Path, write: Callable[[Path], Path]) -> None:
    path = rewrite(write(tmp_path), lambda parts: parts.update({"bomb.xml": bytes(50 * 2**20)}))
    with pytest.raises(OversizedDocument) as error:
        read(path)
    assert str(error.value).startswith("holds “bomb.xml” packed to 1/1,")
    assert "over the limit of 1/200" in str(error.value)


def test_a_small_part_may_be_packed_tightly(tmp_path: Path) -> None:
    path = rewrite(word_file(tmp_path), lambda parts: parts.update({"word/more.xml": bytes(2**20)}))
    assert read(path).text


def test_a_directory_that_understates_its_parts(tmp_path: Path) -> None:
    """Declared as ten bytes, with the checksum of its first ten, it would unpack to 50 MB."""
    path = tmp_path / "文.docx"
    with ZipFile(path, "w", ZIP_DEFLATED) as bomb:
        bomb.writestr(MAIN, bytes(50 * 2**20))
    data = bytearray(path.read_bytes())
    central = data.index(b"PK\1\2")
    struct.pack_into("<I", data, central + 16, zlib.crc32(bytes(10)))
    struct.pack_into("<I", data, central + 24, 10)
    path.write_bytes(data)
    tracemalloc.start()
    with ZipFile(package.open_package(path)) as safe:
        assert safe.read(MAIN) == bytes(10)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 5 * 2**20


@pytest.mark.parametrize("write", [word_file, table_file])
def test_entities_are_not_resolved(tmp_path: Path, write: Callable[[Path], Path]) -> None:
    (tmp_path / "秘密.txt").write_text("机密", encoding="utf-8")
    entity = f'<!DOCTYPE x [<!ENTITY e SYSTEM "{(tmp_path / "秘密.txt").as_uri()}">]>'.encode()

    def attack(parts: dict[str, bytes]) -> None:
        for name in (MAIN, "xl/sharedStrings.xml"):
            if name in parts:
                content = parts[name].replace("乙。".encode(), "乙&e;。".encode())
                declaration = content.index(b"?>") + 2 if content.startswith(b"<?xml") else 0
                parts[name] = content[:declaration] + entity + content[declaration:]

    path = rewrite(write(tmp_path), attack)
    try:
        assert "机密" not in read(path).text
    except DamagedDocument:
        assert path.suffix == ".xlsx"


def strict(parts: dict[str, bytes]) -> None:
    for name in parts:
        for kind in (b"officeDocument", b"wordprocessingml"):
            old, new = b"http://schemas.openxmlformats.org/%s/2006/" % kind, b"http://purl.oclc.org/ooxml/%s/" % kind
            parts[name] = parts[name].replace(old, new)


def dangling(parts: dict[str, bytes]) -> None:
    kind = b"http://schemas.openxmlformats.org/officeDocument/2006/relationships/image"
    name = "word/_rels/document.xml.rels"
    relation = b'<Relationship Id="x1" Type="%s" Target="../NULL"/></Relationships>' % kind
    parts[name] = parts[name].replace(b"</Relationships>", relation)


def backslashes(parts: dict[str, bytes]) -> None:
    for name in list(parts):
        parts[name.replace("/", "\\")] = parts.pop(name)


def no_styles(parts: dict[str, bytes]) -> None:
    del parts["word/styles.xml"]
    del parts["docProps/core.xml"]


@pytest.mark.parametrize("change", [strict, dangling, backslashes, no_styles])
def test_what_other_programs_write_is_read(tmp_path: Path, change: Callable[[dict[str, bytes]], None]) -> None:
    path = rewrite(document(tmp_path / "文.docx", paragraph("第一条　甲。")), change)
    assert read(path).text == "第一条　甲。\n"


def test_a_document_without_text_is_empty(tmp_path: Path) -> None:
    with pytest.raises(EmptyDocument):
        read(document(tmp_path / "文.docx", paragraph(), "<w:p/>"))


@pytest.mark.parametrize("write", [word_file, table_file])
@given(position=st.floats(0, 1), length=st.integers(1, 40), cut=st.booleans(), filler=st.binary(min_size=1, max_size=1))
def test_damage_is_reported_or_harmless(
    tmp_path_factory: pytest.TempPathFactory,
    write: Callable[[Path], Path],
    position: float,
    length: int,
    cut: bool,
    filler: bytes,
) -> None:
    path = write(tmp_path_factory.mktemp("damage"))
    data = path.read_bytes()
    at = int(position * (len(data) - 1))
    path.write_bytes(data[:at] if cut else data[:at] + filler * length + data[at + length :])
    with suppress(DocumentError):
        assert read(path).text


@pytest.mark.parametrize("write", [word_file, table_file])
@given(data=st.data())
def test_damaged_xml_is_reported_or_harmless(
    tmp_path_factory: pytest.TempPathFactory, write: Callable[[Path], Path], data: st.DataObject
) -> None:
    def damage(parts: dict[str, bytes]) -> None:
        name = data.draw(st.sampled_from(sorted(name for name in parts if name.endswith((".xml", ".rels")))))
        at = data.draw(st.integers(0, len(parts[name]) - 1))
        inserted = data.draw(st.sampled_from([b"<", b'"', b"9", b"-", b""]))
        parts[name] = parts[name][:at] + inserted + parts[name][at + 1 :]

    with suppress(DocumentError):
        read(rewrite(write(tmp_path_factory.mktemp("damage")), damage))
