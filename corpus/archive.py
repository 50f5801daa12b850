"""Archives (`.zip`) and compressed files (`.gz`), unpacked under limits; names are decoded but never used as paths."""

import gzip
import re
import stat
import zlib
from collections.abc import Iterable
from dataclasses import replace
from errno import EINVAL
from lzma import LZMAError
from pathlib import Path, PurePosixPath
from shutil import copyfileobj
from zipfile import BadZipFile, ZipFile, ZipInfo

from corpus.errors import DamagedDocument, DocumentError, EncryptedDocument, OversizedDocument, UndecodableText
from corpus.load import File, Skipped, is_left_out
from corpus.readers import COMPRESSED, LARGEST_FILE, check_size, check_suffix, sidecar
from corpus.readers.package import LARGEST_RATIO, SMALL
from corpus.readers.source import decode

LARGEST_ARCHIVE = 2**30
"""Bytes of all its documents, unpacked."""
MOST_MEMBERS = 20_000

_IN_UTF8, _ENCRYPTED = 0x800, 1
_UNPRINTABLE = re.compile("[\x00-\x1f\x7f\ud800-\udfff]")
_LEADS_OUT = re.compile(r"/|[A-Za-z]:|(?:.*/)?\.\.(?:/|$)")
_BLOCK = 2**16


def unzip(file: File, folder: Path, only: str = "") -> list[File | Skipped]:
    """The files of an archive, each unpacked into the folder, and those that cannot be with the reason.

    Folders, hidden files and `README.md` are left out. Sidecars are those of the files beside them in the archive.

    Args:
        only: the one file to unpack, with its sidecar; all where it is left out.

    Raises:
        DamagedDocument: it is no zip archive.
        OversizedDocument: it holds more than the limits.
        OSError: it cannot be opened, or there is no room for what it holds.
    """
    try:
        with ZipFile(file.location) as archive:
            members, skipped = _readable(archive.infolist(), file.path)
            if only:
                wanted = {only, *(name.as_posix() for name in sidecar.names(PurePosixPath(only)))}
                members = {path: member for path, member in members.items() if path in wanted}
            total = sum(member.file_size for member in members.values())
            if total > LARGEST_ARCHIVE:
                raise OversizedDocument(
                    f"its documents unpack to {total / 2**20:,.0f} MB, over the limit of "
                    f"{LARGEST_ARCHIVE // 2**20:,} MB; pack them into several archives"
                )
            files = []
            for number, (path, member) in enumerate(members.items()):
                suffix = sidecar.SUFFIX if path.endswith(sidecar.SUFFIX) else PurePosixPath(path).suffix.lower()
                location = folder / f"{number}{suffix}"
                try:
                    _extract(archive, member, location)
                    files.append(File(location, f"{file.path}!/{path}"))
                except DamagedDocument as error:
                    skipped.append(Skipped(f"{file.path}!/{path}", str(error)))
    except (BadZipFile, NotImplementedError, OSError, ValueError) as error:
        if _is_of_the_disk(error):
            raise
        raise DamagedDocument("is cut off, altered or no zip archive; pack it again") from error
    return [*_with_sidecars(files), *skipped]


def gunzip(file: File, folder: Path) -> File:
    """The one file that a `.gz` holds, unpacked into the folder and cited by the same path.

    Raises:
        DamagedDocument: it is no gzip file, or breaks off.
        OversizedDocument: it holds more than the limits.
        OSError: it cannot be opened, or there is no room for what it holds.
    """
    within = file.location.with_suffix("").suffix.lower()
    largest = LARGEST_ARCHIVE if within == ".jsonl" else LARGEST_FILE
    packed = file.location.stat().st_size
    location = folder / f"0{within}"
    size = 0
    try:
        with gzip.open(file.location) as stream, location.open("wb") as target:
            while block := stream.read(_BLOCK):
                size += len(block)
                if size > largest:
                    raise OversizedDocument(f"unpacks to more than {largest // 2**20:,} MB; split the file")
                if size > max(SMALL, packed * LARGEST_RATIO):
                    raise OversizedDocument(
                        f"is packed to less than 1/{LARGEST_RATIO}, as a zip bomb is; unpack it if it is a document"
                    )
                target.write(block)
    except (EOFError, OSError, zlib.error) as error:
        if _is_of_the_disk(error):
            raise
        raise DamagedDocument("is cut off, altered or no gzip file; pack it again") from error
    return replace(file, location=location)


def _readable(members: list[ZipInfo], archive: str) -> tuple[dict[str, ZipInfo], list[Skipped]]:
    """The members to unpack by their decoded names, and those that are refused."""
    if len(members) > MOST_MEMBERS:
        raise OversizedDocument(
            f"holds {len(members):,} files, over the limit of {MOST_MEMBERS:,}; pack them into several archives"
        )
    found: dict[str, ZipInfo] = {}
    skipped = []
    for name, member in zip(_names(members), members, strict=True):
        leads_out = _LEADS_OUT.match(name)
        path = name if leads_out else PurePosixPath(name).as_posix()
        if name.endswith("/") or (not leads_out and is_left_out(PurePosixPath(path))):
            continue
        try:
            if leads_out:
                raise DamagedDocument("has a name that leads out of the archive; pack it again from its own folder")
            if path in found:
                raise DamagedDocument("has the name of another file of the archive; rename one of them")
            _check(PurePosixPath(path), member)
            found[path] = member
        except DocumentError as error:
            skipped.append(Skipped(f"{archive}!/{path}", str(error)))
    return found, skipped


def _check(path: PurePosixPath, member: ZipInfo) -> None:
    """Refuse a member by what the archive says of it, before anything is unpacked."""
    if path.suffix.lower() in {".zip", COMPRESSED}:
        raise DamagedDocument("is an archive in an archive and is not opened; unpack it and pack its files beside it")
    if not path.name.endswith(sidecar.SUFFIX):
        check_suffix(path)
    if stat.S_ISLNK(member.external_attr >> 16):
        raise DamagedDocument("is a link, not a file; pack the file it leads to")
    if member.flag_bits & _ENCRYPTED:
        raise EncryptedDocument("is protected by a password; pack it again without one")
    check_size(member.file_size)
    ratio = member.file_size / max(member.compress_size, 1)
    if member.file_size > SMALL and ratio > LARGEST_RATIO:
        raise OversizedDocument(
            f"is packed to 1/{ratio:,.0f}, over the limit of 1/{LARGEST_RATIO}, as a zip bomb is; "
            "put it beside the archive if it is a document"
        )


def _extract(archive: ZipFile, member: ZipInfo, location: Path) -> None:
    """Unpack a member, block by block: a whole read would unpack more than the archive admits."""
    try:
        with archive.open(member) as stream, location.open("wb") as target:
            copyfileobj(stream, target, _BLOCK)
    except NotImplementedError as error:
        raise DamagedDocument("is packed by an unknown method; pack it again as an ordinary zip") from error
    except (BadZipFile, EOFError, LZMAError, OSError, RuntimeError, zlib.error) as error:
        if _is_of_the_disk(error):
            raise
        raise DamagedDocument("is damaged in the archive; pack it again") from error


def _is_of_the_disk(error: Exception) -> bool:
    """Whether the disk failed, not the archive: an altered one sends the library to places before its beginning."""
    return isinstance(error, OSError) and error.errno not in {None, EINVAL}


def _names(members: Iterable[ZipInfo]) -> list[str]:
    """The names as they were meant: what is not marked as UTF-8 may be that, GBK or Big5, as one for the archive."""
    raw = {member.filename: member.filename.encode("cp437") for member in members if not member.flag_bits & _IN_UTF8}
    try:
        decoded = decode(b"\n".join(raw.values())).split("\n")
    except UndecodableText:
        decoded = []
    meant = dict(zip(raw, decoded, strict=True)) if len(raw) == len(decoded) else {}
    names = (meant.get(member.filename, member.filename) for member in members)
    return [_UNPRINTABLE.sub("\ufffd", name.replace("\\", "/")) for name in names]


def _with_sidecars(files: list[File]) -> list[File]:
    places = {file.path: file.location for file in files}
    found = {}
    for file in files:
        beside = (name for name in sidecar.names(PurePosixPath(file.path)) if name.as_posix() in places)
        found[file] = next((name.as_posix() for name in beside), "")
    used = set(found.values())
    return [replace(file, sidecar=places.get(name)) for file, name in found.items() if file.path not in used]
