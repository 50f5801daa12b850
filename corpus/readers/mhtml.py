"""Web pages saved with their pictures in one file (`.mhtml`, `.mht`): the page in it, read like any other."""

from dataclasses import replace
from email import message_from_bytes
from email.errors import CloseBoundaryNotFoundDefect
from pathlib import Path

from corpus.errors import DamagedDocument
from corpus.readers.html import read_page
from corpus.readers.source import Source, decode

_PAGES = {"text/html", "application/xhtml+xml"}


def read(path: Path) -> Source:
    """Read a `.mhtml` file. Its page is the first in it; those that follow stand in frames.

    Raises:
        DamagedDocument: it is cut off, or no such file.
        EmptyDocument, UndecodableText: see `corpus.readers.html`.
    """
    message = message_from_bytes(path.read_bytes())
    parts = [part for part in message.walk() if not part.is_multipart()]
    page = next((part for part in parts if part.get_content_type() in _PAGES), None)
    if page is None:
        raise DamagedDocument("holds no web page; save it again from the browser, as .mhtml or .html")
    if page is parts[-1] and any(isinstance(defect, CloseBoundaryNotFoundDefect) for defect in message.defects):
        raise DamagedDocument("breaks off in its page; save it again from the browser")
    source = read_page(decode(bytes(page.get_payload(decode=True) or b"")))
    address = str(message.get("Snapshot-Content-Location") or page.get("Content-Location") or "").strip()
    return replace(source, url=source.url or (address if address.startswith(("http://", "https://")) else ""))
