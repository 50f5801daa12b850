"""Compressed files: read as what they hold, cited as they lie there, refused where they could do harm."""

import gzip
import json
import zlib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus import archive
from corpus.errors import DamagedDocument, DocumentError, OversizedDocument, UnsupportedFormat
from corpus.load import File, find_files, fingerprint, load
from corpus.readers import read
from corpus.unpack import unpack
from index.build import build
from index.store import Store
from tests.archives import TEXT, pack, unpacked
from tests.stores import FARM, FINANCE, TALENT, write
from tests.test_build import same_as_full_rebuild


def compressed(path: Path, content: str | bytes) -> Path:
    path.write_bytes(gzip.compress(content.encode() if isinstance(content, str) else content))
    return path


def lines(*texts: str) -> str:
    return "".join(f"{json.dumps({'id': n, 'text': text})}\n" for n, text in enumerate(texts, 1))


@pytest.mark.parametrize("name", ["甲.md.gz", "甲.TXT.GZ", "甲.json.gz", "甲.jsonl.gz", "甲.json", "甲.jsonl"])
def test_it_is_read_as_what_it_holds_and_cited_as_it_lies_there(tmp_path: Path, name: str) -> None:
    text = TEXT.decode()
    path = tmp_path / name
    content = text if ".json" not in name else lines(text)
    path.write_bytes(gzip.compress(content.encode()) if name.lower().endswith(".gz") else content.encode())
    part = "#1" if ".jsonl" in name else ""
    assert unpacked(path, tmp_path) == {f"{name}{part}": text}
    (file,) = find_files([path])
    (part_file,) = unpack(file, tmp_path)
    assert isinstance(part_file, File)
    assert load(part_file)[0].title == "甲"


def test_a_table_and_a_list(tmp_path: Path) -> None:
    assert unpacked(compressed(tmp_path / "a.csv.gz", "项目,金额\n补贴,三万元\n"), tmp_path) == {
        "a.csv.gz": "## 补贴\n项目：补贴\n金额：三万元\n"
    }
    rows = json.dumps([{"text": "第一条　一。"}, 5], ensure_ascii=False)
    assert unpacked(compressed(tmp_path / "a.json.gz", rows), tmp_path) == {
        "a.json.gz#1": "第一条　一。",
        "a.json.gz#2": "is 5, not an object {…} with its text under “text”; correct or remove it",
    }


def test_fields_beside_it(tmp_path: Path) -> None:
    path = compressed(tmp_path / "甲.md.gz", TEXT)
    (tmp_path / "甲.md.gz.meta.json").write_text('{"region": "乙县"}', "utf-8")
    (part,) = unpack(find_files([path])[0], tmp_path)
    assert isinstance(part, File)
    assert load(part)[0].region == "乙县"


@pytest.mark.parametrize("name", ["a.tar.gz", "a.zip.gz", "a.pdf.gz", "a.gz.gz", "a.gz"])
def test_what_it_may_not_hold(tmp_path: Path, name: str) -> None:
    path = compressed(tmp_path / name, TEXT)
    with pytest.raises(UnsupportedFormat) as error:
        unpack(File(path, name), tmp_path)
    assert str(error.value) == (
        f"no reader for “{name[1:]}”, only for .csv.gz .json.gz .markdown.gz .md.gz .tsv.gz .txt.gz .jsonl.gz; "
        "unpack it, or pack it as .zip"
    )


def test_in_an_archive_it_is_named_not_opened(tmp_path: Path) -> None:
    path = pack(tmp_path / "a.zip", {"甲.md.gz": gzip.compress(TEXT), "乙.md": TEXT})
    assert unpacked(path, tmp_path) == {
        "a.zip!/甲.md.gz": "is an archive in an archive and is not opened; unpack it and pack its files beside it",
        "a.zip!/乙.md": TEXT.decode(),
    }


def test_a_reader_alone_does_not_open_it(tmp_path: Path) -> None:
    with pytest.raises(UnsupportedFormat, match="holds other files; build an index over it, or unpack it"):
        read(compressed(tmp_path / "甲.md.gz", TEXT))


@pytest.mark.parametrize("name", ["甲.jsonl.gz", "甲.md.gz"])
def test_a_bomb_is_refused_before_the_disk_is_full(tmp_path: Path, name: str) -> None:
    path = compressed(tmp_path / name, bytes(50 * 2**20))
    with pytest.raises(OversizedDocument) as error:
        unpack(File(path, name), tmp_path)
    assert str(error.value) == "is packed to less than 1/200, as a zip bomb is; unpack it if it is a document"
    written = sum(found.stat().st_size for found in tmp_path.rglob("*") if found.is_file() and found != path)
    assert written <= 200 * path.stat().st_size


def test_one_that_holds_too_much(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archive, "LARGEST_ARCHIVE", 2**20)
    monkeypatch.setattr(archive, "LARGEST_FILE", 2**19)
    for name, most in (("a.jsonl.gz", 1), ("a.md.gz", 0)):
        (tmp_path / name).write_bytes(gzip.compress(bytes(range(256)) * 4097))
        with pytest.raises(OversizedDocument) as error:
            archive.gunzip(File(tmp_path / name, name), tmp_path)
        assert str(error.value) == f"unpacks to more than {most} MB; split the file"


def test_what_compresses_very_well_but_is_small_is_read(tmp_path: Path) -> None:
    text = "第一条　甲县发放补贴。\n" * 50_000
    assert unpacked(compressed(tmp_path / "甲.md.gz", text), tmp_path) == {"甲.md.gz": text}


@pytest.mark.parametrize(
    "content", [b"", b"\x1f\x8b", TEXT, gzip.compress(TEXT, mtime=0)[:-9], gzip.compress(TEXT, mtime=0)[:-4] + b"0000"]
)
def test_one_that_is_damaged(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "甲.md.gz").write_bytes(content)
    with pytest.raises(DocumentError) as error:
        load(unpack(File(tmp_path / "甲.md.gz", "甲.md.gz"), tmp_path)[0])  # type: ignore[arg-type]
    told = (
        "holds no text; fill it or remove it" if not content else "is cut off, altered or no gzip file; pack it again"
    )
    assert str(error.value) == told


@given(at=st.floats(0, 1), length=st.integers(1, 30), filler=st.binary(min_size=1, max_size=1))
def test_damage_is_reported_or_harmless(
    tmp_path_factory: pytest.TempPathFactory, at: float, length: int, filler: bytes
) -> None:
    folder = tmp_path_factory.mktemp("damage")
    data = gzip.compress(TEXT * 50)
    start = int(at * (len(data) - 1))
    (folder / "a.md.gz").write_bytes(data[:start] + filler * length + data[start + length :])
    try:
        found = archive.gunzip(File(folder / "a.md.gz", "a.md.gz"), folder)
    except DamagedDocument:
        return
    assert zlib.crc32(found.location.read_bytes()) == zlib.crc32(TEXT * 50)


def test_each_change_equals_a_full_rebuild(tmp_path: Path) -> None:
    source, store = write(tmp_path / "docs", finance=FINANCE), tmp_path / "store"
    for texts, changes in (
        ([TALENT, FARM], (("a.jsonl.gz#1", "a.jsonl.gz#2"), (), ())),
        ([TALENT, FARM.replace("150", "180")], ((), ("a.jsonl.gz#2",), ())),
        ([TALENT], ((), (), ("a.jsonl.gz#2",))),
    ):
        compressed(source / "a.jsonl.gz", lines(*texts))
        found = build([source], store).changes
        assert (tuple(p for p in found.added if "#" in p), found.changed, found.removed) == changes
        same_as_full_rebuild(source, store, tmp_path)
    document = next(d for d in Store.open(store).documents if d.path == "a.jsonl.gz#1")
    assert (document.own_id, len(document.id)) == ("1", len(fingerprint(File(source / "finance.md", "finance.md"))))
