"""Archives: each file in them is a document with its own place, under its own name."""

import json
from pathlib import Path
from zipfile import ZIP_BZIP2, ZIP_DEFLATED, ZIP_LZMA, ZIP_STORED, ZipFile

import pytest

from corpus.load import File, Skipped, find_files, fingerprint, try_load
from corpus.readers import read
from corpus.unpack import unpack
from index.build import build
from index.store import Store
from tests.archives import TEXT, pack, unpacked
from tests.sheets import Sheet, wrapped
from tests.stores import FARM, FINANCE, TALENT, write
from tests.test_build import same_as_full_rebuild
from tests.word_files import document as word_document
from tests.word_files import paragraph


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


@pytest.mark.parametrize("method", [ZIP_STORED, ZIP_DEFLATED, ZIP_BZIP2, ZIP_LZMA])
def test_every_usual_method(tmp_path: Path, method: int) -> None:
    assert unpacked(pack(tmp_path / "a.zip", {"甲.md": TEXT}, method), tmp_path) == {"a.zip!/甲.md": TEXT.decode()}


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
