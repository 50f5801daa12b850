"""One reader per format, found by suffix.

A reader turns a file into `Source`: the text a person would read, and whatever the format
itself says about it. To add a format, write a module with `read(path) -> Source` and name it
in `_READERS`; import heavy libraries inside the reader.
"""

from importlib import import_module
from pathlib import Path

from corpus.errors import EmptyDocument, OversizedDocument, UnsupportedFormat
from corpus.readers.source import Source

_READERS = {
    ".txt": "plain",
    ".md": "plain",
    ".markdown": "plain",
    ".html": "html",
    ".htm": "html",
    ".pdf": "pdf",
}
LARGEST_FILE = 64 * 2**20
"""Bytes; a policy is rarely over one megabyte, a dump of a database is not a document."""

__all__ = ["LARGEST_FILE", "Source", "check_suffix", "read"]


def check_suffix(path: Path) -> str:
    """The suffix of a file, in lower case, if it has a reader.

    Raises:
        UnsupportedFormat: it has none.
    """
    suffix = path.suffix.lower()
    if suffix not in _READERS:
        known = " ".join(_READERS)
        raise UnsupportedFormat(f"no reader for “{suffix or path.name}”; convert it to one of {known}")
    return suffix


def read(path: Path) -> Source:
    """Read one file.

    Raises:
        DocumentError: its kinds for this file, see `corpus.errors`.
        OSError: the file cannot be opened.
    """
    suffix = check_suffix(path)
    size = path.stat().st_size
    if size > LARGEST_FILE:
        raise OversizedDocument(
            f"{size / 2**20:,.0f} MB is over the limit of {LARGEST_FILE // 2**20} MB; split the file"
        )
    source: Source = import_module(f"corpus.readers.{_READERS[suffix]}").read(path)
    if not source.text.strip():
        raise EmptyDocument("holds no text; fill it or remove it")
    return source
