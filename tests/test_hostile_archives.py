"""Archives that could do harm, or are damaged: what cannot be read is refused by name, the rest read."""

import io
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
from corpus.load import File
from corpus.unpack import unpack
from tests.archives import TEXT, pack, unpacked


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
