"""One reader per format, found by suffix.

A reader turns a file into `Source`: the text a person would read, and whatever the format
itself says about it. To add a format, write a module with `read(path) -> Source` and name it
in `_READERS`; import heavy libraries inside the reader.
"""

from importlib import import_module
from pathlib import Path, PurePath

from corpus.errors import EmptyDocument, OversizedDocument, UnsupportedFormat
from corpus.readers import sidecar
from corpus.readers.source import Source

_READERS = {
    ".txt": "plain",
    ".md": "plain",
    ".markdown": "plain",
    ".html": "html",
    ".htm": "html",
    ".mhtml": "mhtml",
    ".mht": "mhtml",
    ".pdf": "pdf",
    ".docx": "word",
    ".xlsx": "table",
    ".xlsm": "table",
    ".csv": "table",
    ".tsv": "table",
    ".json": "record",
}
_COLLECTIONS = (".jsonl", ".zip")
"""Taken apart before their documents are read."""
COMPRESSED = ".gz"
"""One file made smaller: a text, a table or JSON, as data is passed on."""
SUFFIXES = (*_READERS, *_COLLECTIONS)
"""Of the files that hold documents."""
_PLAIN = {".txt", ".md", ".markdown", ".csv", ".tsv", ".json"}
"""Read without a library that a file could lead astray."""
_WORD = "convert it first: open it in Word or WPS and save it as .docx"
_EXCEL = "convert it first: open it in Excel or WPS and save it as .xlsx"
_SLIDES = "convert it first: open it in PowerPoint or WPS and copy its text into a .docx"
_UNPACK = "unpack it, or pack it as .zip"
_REMEDIES = {
    **dict.fromkeys((".doc", ".docm", ".dot", ".dotx", ".wps", ".wpt", ".rtf", ".odt"), _WORD),
    **dict.fromkeys((".xls", ".xlsb", ".et", ".ett", ".ods"), _EXCEL),
    **dict.fromkeys((".ppt", ".pptx", ".dps", ".odp"), _SLIDES),
    **dict.fromkeys((".rar", ".7z", ".tar", ".tgz", ".bz2", ".xz"), _UNPACK),
    ".ofd": "convert it first: open it in an OFD reader or WPS and export it as PDF",
}
"""What to do with the formats people have policies in and no reader takes."""
LARGEST_FILE = 64 * 2**20
"""Bytes; a policy is rarely over one megabyte, a dump of a database is not a document."""

__all__ = [
    *("COMPRESSED", "LARGEST_FILE", "SUFFIXES", "Source"),
    *("check_size", "check_suffix", "is_plain", "read", "sidecar"),
]


def is_plain(path: PurePath) -> bool:
    """Whether a file is plain text, so that reading it takes no more time and memory than its size."""
    return path.suffix.lower() in _PLAIN


def check_suffix(path: PurePath) -> str:
    """The suffix of a file, in lower case, if it has a reader.

    Raises:
        UnsupportedFormat: it has none.
    """
    suffix = path.suffix.lower()
    if path.name.lower().endswith(sidecar.SUFFIX):
        raise UnsupportedFormat("states the fields of a document that is not beside it; put it there or remove it")
    if suffix == COMPRESSED:
        within = path.with_suffix("")
        if not is_plain(within) and within.suffix.lower() != ".jsonl":
            packed = " ".join(f"{plain}{COMPRESSED}" for plain in (*sorted(_PLAIN), ".jsonl"))
            raise UnsupportedFormat(f"no reader for “{within.suffix}{suffix}”, only for {packed}; {_UNPACK}")
    elif suffix not in SUFFIXES:
        remedy = _REMEDIES.get(suffix, f"convert it to one of {' '.join(SUFFIXES)}")
        raise UnsupportedFormat(f"no reader for “{suffix or path.name}”; {remedy}")
    return suffix


def check_size(size: int, limit: int | None = None) -> None:
    """Refuse a file of more bytes than the limit, `LARGEST_FILE` if left out.

    Raises:
        OversizedDocument: it has more.
    """
    limit = LARGEST_FILE if limit is None else limit
    if size > limit:
        raise OversizedDocument(f"{size / 2**20:,.0f} MB is over the limit of {limit // 2**20:,} MB; split the file")


def read(path: Path) -> Source:
    """Read one file.

    Raises:
        DocumentError: its kinds for this file, see `corpus.errors`.
        OSError: the file cannot be opened.
    """
    suffix = check_suffix(path)
    if suffix in (*_COLLECTIONS, COMPRESSED):
        raise UnsupportedFormat("holds other files; build an index over it, or unpack it")
    check_size(path.stat().st_size)
    source: Source = import_module(f"corpus.readers.{_READERS[suffix]}").read(path)
    if not source.text.strip():
        raise EmptyDocument("holds no text; fill it or remove it")
    return source
