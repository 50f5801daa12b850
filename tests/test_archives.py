"""Archives: each file in them a document with its own place; what could do harm is refused by name."""

import io
import json
import stat
import struct
import zipfile
import zlib
from pathlib import Path
from zipfile import ZIP_BZIP2, ZIP_DEFLATED, ZIP_LZMA, ZIP_STORED, ZipFile, ZipInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus import archive
from corpus.archive import unzip
from corpus.errors import DamagedDocument, DocumentError, OversizedDocument
from corpus.load import File, Skipped, find_files, fingerprint, try_load
from corpus.readers import read
from corpus.unpack import unpack
from index.build import build
from index.store import Store
from tests.sheets import Sheet, wrapped
from tests.stores import FARM, FINANCE, TALENT, write
from tests.test_build import same_as_full_rebuild
from tests.word_files import document as word_document
from tests.word_files import paragraph

TEXT = "第一条　甲县发放补贴。\n".encode()


def pack(path: Path, members: dict[str | ZipInfo, bytes], method: int = ZIP_DEFLATED) -> Path:
    with ZipFile(path, "w", method) as packed:
        for name, content in members.items():
            packed.writestr(name, content, method)
    return path


def unpacked(path: Path, scratch: Path) -> dict[str, str]:
    """The text of each document, or the reason why there is none."""
    (file,) = find_files([path])
    found = {}
    for part in unpack(file, scratch):
        loaded = part if isinstance(part, Skipped) else try_load(part, fingerprint(part))
        found[part.path] = loaded.reason if isinstance(loaded, Skipped) else loaded[0].text
    return found


def test_every_readable_member_is_a_document(tmp_path: Path) -> None:
    word_document(tmp_path / "x.docx", paragraph("第一条　甲。"))
    sheet = Sheet(tmp_path / "x.pdf")
    sheet.lines(wrapped("第一条　渔船换发动机的，按发票金额的四成补助，每艘船最高八万元。"))
    members = {
        "甲/乙 丙/😀.md": TEXT,
        "甲/文.DOCX": (tmp_path / "x.docx").read_bytes(),
        "渔业.pdf": sheet.save().read_bytes(),
        "甲/": b"",
        "甲/README.md": b"x",
        "甲/.隐.md": b"x",
        "__MACOSX/甲/._文.docx": b"x",
        "./乙//丁.txt": TEXT,
        "图.png": b"x",
        "旧.doc": b"x",
        "空.md": b"",
        "更多.jsonl": '{"text": "第一条　一。"}\n{"text": 5}\n{"text": "第一条　三。"}\n'.encode(),
        "里.zip": pack(tmp_path / "in.zip", {"甲.md": TEXT}).read_bytes(),
    }
    found = unpacked(pack(tmp_path / "档.zip", dict(members)), tmp_path)
    assert found == {
        "档.zip!/甲/乙 丙/😀.md": TEXT.decode(),
        "档.zip!/甲/文.DOCX": "第一条　甲。\n",
        "档.zip!/渔业.pdf": read(tmp_path / "x.pdf").text,
        "档.zip!/乙/丁.txt": TEXT.decode(),
        "档.zip!/图.png": "no reader for “.png”; convert it to one of "
        ".txt .md .markdown .html .htm .mhtml .mht .pdf .docx .xlsx .xlsm .csv .tsv .json .jsonl .zip",
        "档.zip!/旧.doc": "no reader for “.doc”; convert it first: open it in Word or WPS and save it as .docx",
        "档.zip!/空.md": "holds no text; fill it or remove it",
        "档.zip!/更多.jsonl#1": "第一条　一。",
        "档.zip!/更多.jsonl#2": "has 5 under “text”, not text; write the text there",
        "档.zip!/更多.jsonl#3": "第一条　三。",
        "档.zip!/里.zip": "is an archive in an archive and is not opened; unpack it and pack its files beside it",
    }


NAMES = ["政策/促进科技创新的若干措施.md", "政策/人才引进办法.txt", "通知 一.md", "联通.md"]


def renamed(path: Path, encoding: str) -> Path:
    """An archive whose names are in an encoding it does not tell, as Windows writes it."""
    places = [f"{number:02}".ljust(len(name.encode(encoding)), "~") for number, name in enumerate(NAMES)]
    pack(path, {place: f"第一条　{name}。\n".encode() for place, name in zip(places, NAMES, strict=True)})
    data = path.read_bytes()
    for place, name in zip(places, NAMES, strict=True):
        assert data.count(place.encode()) == 2
        data = data.replace(place.encode(), name.encode(encoding))
    path.write_bytes(data)
    return path


@pytest.mark.parametrize("encoding", ["gbk", "gb18030", "utf-8"])
def test_names_in_other_encodings(tmp_path: Path, encoding: str) -> None:
    found = unpacked(renamed(tmp_path / "a.zip", encoding), tmp_path)
    assert found == {f"a.zip!/{name}": f"第一条　{name}。\n" for name in NAMES}


def test_names_in_big5(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(globals(), "NAMES", ["政策/促進科技創新的若干措施.md", "臺灣的規定.txt"])
    assert list(unpacked(renamed(tmp_path / "a.zip", "big5"), tmp_path)) == [f"a.zip!/{name}" for name in NAMES]


def test_names_that_are_no_text(tmp_path: Path) -> None:
    pack(tmp_path / "a.zip", {"~~~~.md": TEXT})
    data = (tmp_path / "a.zip").read_bytes().replace(b"~~~~", b"\xff\xfe\x01\x80")
    (tmp_path / "a.zip").write_bytes(data)
    (name,) = unpacked(tmp_path / "a.zip", tmp_path)
    assert name.startswith("a.zip!/")
    assert name.endswith(".md")
    assert name.encode() == name.encode("utf-8")


@pytest.mark.parametrize(
    "name",
    ["/etc/甲.md", "../甲.md", "a/../../甲.md", "..\\甲.md", "C:\\甲.md", "c:/甲.md", "\\\\server\\甲.md", "a/.."],
)
def test_names_that_lead_out(tmp_path: Path, name: str) -> None:
    folder = tmp_path / "deep" / "folder"
    folder.mkdir(parents=True)
    before = sorted(path for path in tmp_path.rglob("*"))
    pack(tmp_path / "a.zip", {name: TEXT, "乙.md": TEXT})
    found = unpacked(tmp_path / "a.zip", folder)
    assert found == {
        f"a.zip!/{name}".replace("\\", "/"): "has a name that leads out of the archive; "
        "pack it again from its own folder",
        "a.zip!/乙.md": TEXT.decode(),
    }
    after = [path for path in tmp_path.rglob("*") if folder not in path.parents]
    assert sorted(after) == sorted([*before, tmp_path / "a.zip"])


@pytest.mark.parametrize(
    "name", ["甲" * 84 + ".md", "a" * 252 + ".md", "x" * 5000 + "/甲.md", "甲.md" + "\u202e" + ".md"]
)
def test_long_names_and_odd_ones(tmp_path: Path, name: str) -> None:
    assert unpacked(pack(tmp_path / "a.zip", {name: TEXT}), tmp_path) == {f"a.zip!/{name}": TEXT.decode()}


def test_control_characters_in_names(tmp_path: Path) -> None:
    pack(tmp_path / "a.zip", {"甲\n\x1b[31m乙.md": TEXT})
    assert list(unpacked(tmp_path / "a.zip", tmp_path)) == ["a.zip!/甲\ufffd\ufffd[31m乙.md"]


def test_names_that_are_given_twice(tmp_path: Path) -> None:
    with ZipFile(tmp_path / "a.zip", "w") as packed:
        packed.writestr("甲.md", TEXT)
        packed.writestr("./甲.md", "第一条　乙。")
    (file,) = find_files([tmp_path / "a.zip"])
    first, second = unpack(file, tmp_path)
    assert isinstance(first, File)
    assert first.location.read_bytes() == TEXT
    assert second == Skipped("a.zip!/甲.md", "has the name of another file of the archive; rename one of them")


def test_links_are_not_followed(tmp_path: Path) -> None:
    (tmp_path / "secret.md").write_bytes(TEXT)
    link = ZipInfo("甲.md")
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    pack(tmp_path / "a.zip", {link: str(tmp_path / "secret.md").encode()})
    assert unpacked(tmp_path / "a.zip", tmp_path) == {
        "a.zip!/甲.md": "is a link, not a file; pack the file it leads to"
    }


def test_encrypted_members(tmp_path: Path) -> None:
    pack(tmp_path / "a.zip", {"甲.md": TEXT, "乙.md": TEXT})
    data = bytearray((tmp_path / "a.zip").read_bytes())
    data[data.index(b"PK\1\2") + 8] |= 1
    (tmp_path / "a.zip").write_bytes(data)
    assert unpacked(tmp_path / "a.zip", tmp_path) == {
        "a.zip!/甲.md": "is protected by a password; pack it again without one",
        "a.zip!/乙.md": TEXT.decode(),
    }


@pytest.mark.parametrize("method", [ZIP_STORED, ZIP_DEFLATED, ZIP_BZIP2, ZIP_LZMA])
def test_every_usual_method(tmp_path: Path, method: int) -> None:
    assert unpacked(pack(tmp_path / "a.zip", {"甲.md": TEXT}, method), tmp_path) == {"a.zip!/甲.md": TEXT.decode()}


def test_an_unknown_method(tmp_path: Path) -> None:
    pack(tmp_path / "a.zip", {"甲.md": TEXT, "乙.md": TEXT})
    data = bytearray((tmp_path / "a.zip").read_bytes())
    struct.pack_into("<H", data, data.index(b"PK\1\2") + 10, 9)
    struct.pack_into("<H", data, 8, 9)
    (tmp_path / "a.zip").write_bytes(data)
    assert unpacked(tmp_path / "a.zip", tmp_path) == {
        "a.zip!/甲.md": "is packed by an unknown method; pack it again as an ordinary zip",
        "a.zip!/乙.md": TEXT.decode(),
    }


@pytest.mark.parametrize("method", [ZIP_STORED, ZIP_DEFLATED, ZIP_BZIP2, ZIP_LZMA])
def test_a_damaged_member(tmp_path: Path, method: int) -> None:
    content = "".join(f"第{number}条　甲。\n" for number in range(500)).encode()
    pack(tmp_path / "a.zip", {"甲.md": content, "乙.md": TEXT}, method)
    data = bytearray((tmp_path / "a.zip").read_bytes())
    data[80:90] = bytes(10)
    (tmp_path / "a.zip").write_bytes(data)
    assert unpacked(tmp_path / "a.zip", tmp_path) == {
        "a.zip!/甲.md": "is damaged in the archive; pack it again",
        "a.zip!/乙.md": TEXT.decode(),
    }


@pytest.mark.parametrize("content", [b"", b"PK", TEXT, b"PK\3\4" + bytes(50)])
def test_no_archive(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "a.zip").write_bytes(content)
    with pytest.raises(DamagedDocument) as error:
        unpack(File(tmp_path / "a.zip", "a.zip"), tmp_path)
    assert str(error.value) == "is cut off, altered or no zip archive; pack it again"


def test_a_bomb_of_one_member(tmp_path: Path) -> None:
    pack(tmp_path / "a.zip", {"甲.md": bytes(50 * 2**20), "乙.md": TEXT})
    found = unpacked(tmp_path / "a.zip", tmp_path)
    assert found["a.zip!/乙.md"] == TEXT.decode()
    assert found["a.zip!/甲.md"].startswith("is packed to 1/1,0")
    assert found["a.zip!/甲.md"].endswith(
        "over the limit of 1/200, as a zip bomb is; put it beside the archive if it is a document"
    )


def test_a_bomb_of_members_that_overlap(tmp_path: Path) -> None:
    """Every entry of the directory leads to the same megabyte: thousands of them would fill the disk."""
    data = bytes(range(256)) * 4096
    buffer = io.BytesIO()
    with ZipFile(buffer, "w", ZIP_DEFLATED) as packed:
        packed.writestr("0000.md", data)
    whole = buffer.getvalue()
    start = whole.index(b"PK\1\2")
    local, entry = whole[:start], whole[start : whole.index(b"PK\5\6")]
    entries = b"".join(entry.replace(b"0000.md", b"%04d.md" % number) for number in range(2000))
    end = struct.pack("<4s4H2LH", b"PK\5\6", 0, 0, 2000, 2000, len(entries), len(local), 0)
    (tmp_path / "a.zip").write_bytes(local + entries + end)
    with pytest.raises(OversizedDocument) as error:
        unpack(File(tmp_path / "a.zip", "a.zip"), tmp_path)
    assert str(error.value) == (
        "its documents unpack to 2,000 MB, over the limit of 1,024 MB; pack them into several archives"
    )


def test_a_directory_that_understates_its_members(tmp_path: Path) -> None:
    pack(tmp_path / "a.zip", {"甲.md": bytes(50 * 2**20)})
    data = bytearray((tmp_path / "a.zip").read_bytes())
    central = data.index(b"PK\1\2")
    struct.pack_into("<I", data, central + 16, zlib.crc32(bytes(10)))
    struct.pack_into("<I", data, central + 24, 10)
    (tmp_path / "a.zip").write_bytes(data)
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    unpacked(tmp_path / "a.zip", scratch)
    assert sum(path.stat().st_size for path in scratch.rglob("*") if path.is_file()) <= 10


def test_too_large_and_too_many(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archive, "MOST_MEMBERS", 2)
    pack(tmp_path / "a.zip", {"甲.md": TEXT, "乙.md": TEXT, "丙.md": TEXT})
    with pytest.raises(OversizedDocument) as error:
        unzip(File(tmp_path / "a.zip", "a.zip"), tmp_path)
    assert str(error.value) == "holds 3 files, over the limit of 2; pack them into several archives"


def test_a_member_over_the_limit_of_a_file(tmp_path: Path) -> None:
    with ZipFile(tmp_path / "a.zip", "w", ZIP_STORED) as packed, packed.open("甲.md", "w") as stream:
        for _ in range(65):
            stream.write(bytes(2**20))
    assert unpacked(tmp_path / "a.zip", tmp_path) == {
        "a.zip!/甲.md": "65 MB is over the limit of 64 MB; split the file"
    }


def test_sidecars_in_archives(tmp_path: Path) -> None:
    members = {
        "a/甲.md": TEXT,
        "a/甲.md.meta.json": json.dumps({"region": "乙县"}).encode(),
        "b/丙.md": TEXT + b"\n",
        "b/丙.meta.json": json.dumps({"region": "丁县"}).encode(),
        "丁.md": TEXT + b"\n\n",
        "戊.meta.json": b"{}",
    }
    pack(tmp_path / "档.zip", dict(members))
    (tmp_path / "档.zip.meta.json").write_text('{"region": "外县"}', encoding="utf-8")
    (file,) = find_files([tmp_path])
    found = {}
    for part in unpack(file, tmp_path):
        loaded = part if isinstance(part, Skipped) else try_load(part, fingerprint(part))
        found[part.path] = loaded.reason if isinstance(loaded, Skipped) else loaded[0].region
    assert found == {
        "档.zip!/a/甲.md": "乙县",
        "档.zip!/b/丙.md": "丁县",
        "档.zip!/丁.md": "外县",
        "档.zip!/戊.meta.json": "states the fields of a document that is not beside it; put it there or remove it",
    }


def test_each_change_equals_a_full_rebuild(tmp_path: Path) -> None:
    source, store = write(tmp_path / "docs", finance=FINANCE), tmp_path / "store"
    talent, farm, changed = TALENT.encode(), FARM.encode(), FARM.replace("150", "180").encode()
    build([source], store)
    for members, added, different, removed in (
        ({"x/t.md": talent}, ("a.zip!/x/t.md",), (), ()),
        ({"x/t.md": talent, "f.md": farm}, ("a.zip!/f.md",), (), ()),
        ({"f.md": farm, "x/t.md": talent}, (), (), ()),
        ({"x/t.md": talent, "f.md": changed}, (), ("a.zip!/f.md",), ()),
        ({"f.md": changed}, (), (), ("a.zip!/x/t.md",)),
    ):
        pack(source / "a.zip", dict(members))
        report = build([source], store)
        changes = report.changes
        assert (changes.added, changes.changed, changes.removed, changes.renamed) == (added, different, removed, ())
        same_as_full_rebuild(source, store, tmp_path)
    pack(source / "a.zip", {"g.md": changed})
    assert build([source], store).changes.renamed == (("a.zip!/f.md", "a.zip!/g.md"),)
    write(source, farm=changed.decode())
    report = build([source], store)
    assert report.duplicates == (("farm.md", "a.zip!/g.md"),)
    same_as_full_rebuild(source, store, tmp_path)
    (source / "farm.md").unlink()
    build([source], store)
    (source / "a.zip").unlink()
    (source / "a.zip").symlink_to(tmp_path / "gone")
    assert build([source], store).kept == ("a.zip!/g.md",)
    (source / "a.zip").unlink()
    assert build([source], store).changes.removed == ("a.zip!/g.md",)
    assert [document.path for document in Store.open(store).documents] == ["finance.md"]


@given(at=st.floats(0, 1), length=st.integers(1, 30), cut=st.booleans(), filler=st.binary(min_size=1, max_size=1))
def test_damage_is_reported_or_harmless(
    tmp_path_factory: pytest.TempPathFactory, at: float, length: int, cut: bool, filler: bytes
) -> None:
    folder = tmp_path_factory.mktemp("damage")
    path = pack(folder / "a.zip", {"甲.md": TEXT, "b/乙.txt": TEXT * 50, "丙.jsonl": b'{"text": "x"}\n'})
    data = path.read_bytes()
    start = int(at * (len(data) - 1))
    path.write_bytes(data[:start] if cut else data[:start] + filler * length + data[start + length :])
    try:
        found = unzip(File(path, "a.zip"), folder)
    except DocumentError:
        return
    assert all(part.path.startswith("a.zip!/") for part in found)
    assert zipfile.is_zipfile(path)
