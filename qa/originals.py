"""The files that documents were read from: a page of a PDF as an image, the quote marked on it."""

import logging
from collections.abc import Sequence
from contextlib import nullcontext, suppress
from dataclasses import dataclass, replace
from pathlib import Path

from corpus.archive import unzip
from corpus.errors import DocumentError
from corpus.isolation import isolated
from corpus.load import File, Skipped, find_files, fingerprint
from corpus.pages import find_boxes, render
from corpus.records import Document
from index.scratch import temporary
from qa.citation import Citation

_MOST_PAGES = 2
_IN_ARCHIVE = "!/"
_SCALE = 1.6
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class PageImage:
    """A page of the original, `png` its image."""

    number: int
    png: bytes


class Originals:
    """Files at hand; a store knows only the text, and works without them."""

    def __init__(self, sources: Sequence[Path] = ()) -> None:
        """
        Args:
            sources: the files and folders the index was built from, in the same order.
        """
        self._sources = [source for source in sources if source.exists()]

    def find(self, document: Document, scratch: Path | None = None) -> Path | None:
        """The file of a document, only if it is still what was indexed.

        Args:
            scratch: a folder into which it may be unpacked; one in an archive is not found without.
        """
        paths = _places(document)
        inside = [path.partition(_IN_ARCHIVE) for path in paths if _IN_ARCHIVE in path] if scratch else []
        for file in sorted(find_files(self._sources), key=lambda file: file.path != document.path):
            if file.path in paths and _unchanged(file, document):
                return file.location
            for archive, _, name in inside:
                if scratch and file.path == archive and (part := _unpacked(file, name, document, scratch)):
                    return part
        return None

    def pages(self, citation: Citation) -> tuple[PageImage, ...]:
        """The pages a quote stands on, it marked on them; none where the document has no pages or its file is gone."""
        if citation.page is None:
            return ()
        try:
            packed = any(_IN_ARCHIVE in place for place in _places(citation.document))
            with temporary() if packed else nullcontext() as scratch:
                if (path := self.find(citation.document, scratch)) is None:
                    return ()
                boxes = find_boxes(path, citation.quote, citation.page)
                numbers = sorted({box.page for box in boxes} or {citation.page})[:_MOST_PAGES]
                return tuple(PageImage(number, render(path, number, boxes, _SCALE)) for number in numbers)
        except (DocumentError, OSError) as error:
            _log.warning("no image of page %d of %s: %s", citation.page, citation.document.path, error)
            return ()


def _places(document: Document) -> tuple[str, ...]:
    """Where a document lies, as it is cited."""
    return (document.path, *document.copies)


def _unpacked(archive: File, name: str, document: Document, scratch: Path) -> Path | None:
    """The file of a document that lies in an archive, its fields those beside it or beside the archive."""
    parts: list[File | Skipped] = []
    with suppress(DocumentError, OSError):
        parts = isolated(unzip, archive, scratch, name)
    for part in parts:
        if isinstance(part, File) and _unchanged(replace(part, sidecar=part.sidecar or archive.sidecar), document):
            return part.location
    return None


def _unchanged(file: File, document: Document) -> bool:
    try:
        return fingerprint(file) == document.id
    except OSError:
        return False
