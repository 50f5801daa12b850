"""Files that hold others, taken apart: archives, compressed files, lists of JSON objects, objects one to the line.

Each part becomes a file of its own in a scratch folder, cited as `notices.jsonl#3`, `notices.jsonl.gz#3` or
`archive.zip!/folder/甲.docx`; what is compressed alone is cited as it lies there, `甲.md.gz`.
Its identity is that of its own content, so that a changed archive has only those read again that changed in it.
"""

import json
import os
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from stat import S_ISDIR
from tempfile import mkdtemp

from corpus.archive import gunzip, unzip
from corpus.errors import DocumentError, OversizedDocument
from corpus.isolation import isolated
from corpus.load import File, Skipped
from corpus.readers import COMPRESSED, LARGEST_FILE, check_size, check_suffix
from corpus.readers.record import kind, parse
from corpus.readers.source import decode

LARGEST_COLLECTION = 2**30
"""Bytes."""
MOST_RECORDS = 100_000
MARKS = ("!/", "#")
"""What stands between the path of a file and the name of its part."""


def unpack(file: File, scratch: Path) -> list[File | Skipped]:
    """The documents of a file: itself, unless it holds several. Parts that cannot be read are told with the reason.

    A sidecar of the file is that of each part that has none of its own.

    Args:
        scratch: a folder that lasts until the parts are read.

    Raises:
        DocumentError: nothing in the file can be read, or no reader takes its suffix.
        OSError: it cannot be opened, or there is no room for its parts.
    """
    status = file.location.stat()
    if S_ISDIR(status.st_mode):
        os.scandir(file.location).close()  # a folder is in the place of a file only when this fails
    suffix = check_suffix(file.location)
    check_size(status.st_size, LARGEST_COLLECTION if suffix in {".zip", ".jsonl", COMPRESSED} else LARGEST_FILE)
    if suffix not in {".zip", ".jsonl", ".json", COMPRESSED}:
        return [file]
    folder = Path(mkdtemp(dir=scratch))
    if suffix == COMPRESSED:
        return unpack(isolated(gunzip, file, folder), scratch)
    if suffix != ".zip":
        return isolated(split, file, folder)
    parts: list[File | Skipped] = []
    for part in isolated(unzip, file, folder):
        try:
            whole = replace(part, sidecar=part.sidecar or file.sidecar) if isinstance(part, File) else part
            parts += unpack(whole, scratch) if isinstance(whole, File) else [whole]
        except DocumentError as error:
            parts.append(Skipped(part.path, str(error)))
    return parts


def split(file: File, folder: Path) -> list[File | Skipped]:
    """The objects of a JSON file, each written to the folder; one that is alone in its file stays where it is.

    Raises:
        DocumentError: the file cannot be read.
        OSError: it cannot be opened, or there is no room for its parts.
    """
    if file.location.suffix.lower() == ".jsonl":
        return [part for number, line in _lines(file.location) if (part := _line(file, number, line, folder))]
    values = parse(decode(file.location.read_bytes()))
    if not isinstance(values, list):
        return [file]
    _check_count(len(values))
    return [_part(file, number, value, folder) for number, value in enumerate(values, 1)]


def _lines(path: Path) -> Iterator[tuple[int, bytes]]:
    """The lines, numbered from 1; of one that is too long so much that it shows."""
    with path.open("rb") as stream:
        number = 0
        while line := stream.readline(LARGEST_FILE + 1):
            number += 1
            _check_count(number)
            yield number, line
            while len(line) > LARGEST_FILE and line[-1:] != b"\n":
                line = stream.readline(LARGEST_FILE + 1)


def _line(file: File, number: int, line: bytes, folder: Path) -> File | Skipped | None:
    try:
        check_size(len(line))
        text = decode(line).strip()
        return _part(file, number, parse(text), folder) if text else None
    except DocumentError as error:
        return Skipped(f"{file.path}#{number}", f"line {number:,}: {error}")


def _part(file: File, number: int, value: object, folder: Path) -> File | Skipped:
    path = f"{file.path}#{number}"
    if not isinstance(value, dict):
        return Skipped(path, f"is {kind(value)}, not an object {{…}} with its text under “text”; correct or remove it")
    location = folder / f"{number}.json"
    location.write_text(json.dumps(value, sort_keys=True), encoding="ascii")
    return File(location, path, file.sidecar)


def _check_count(count: int) -> None:
    if count > MOST_RECORDS:
        raise OversizedDocument(f"holds more documents than the limit of {MOST_RECORDS:,}; split the file")
