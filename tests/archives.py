"""Archives packed for tests, and what becomes of what is in them."""

from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from corpus.load import Skipped, find_files, fingerprint, try_load
from corpus.unpack import unpack

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
