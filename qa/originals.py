"""The files that documents were read from: a page of a PDF as an image, the quote marked on it."""

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from corpus.errors import DocumentError
from corpus.load import File, find_files, fingerprint
from corpus.pages import find_boxes, render
from corpus.records import Document
from qa.citation import Citation

_MOST_PAGES = 2
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

    def find(self, document: Document) -> Path | None:
        """The file of a document, only if it is still what was indexed."""
        for file in find_files(self._sources):
            if file.path in (document.path, *document.copies) and _unchanged(file, document):
                return file.location
        return None

    def pages(self, citation: Citation) -> tuple[PageImage, ...]:
        """The pages a quote stands on, it marked on them; none where the document has no pages or its file is gone."""
        if citation.page is None or (path := self.find(citation.document)) is None:
            return ()
        try:
            boxes = find_boxes(path, citation.quote, citation.page)
            numbers = sorted({box.page for box in boxes} or {citation.page})[:_MOST_PAGES]
            return tuple(PageImage(number, render(path, number, boxes, _SCALE)) for number in numbers)
        except (DocumentError, OSError) as error:
            _log.warning("no image of page %d of %s: %s", citation.page, citation.document.path, error)
            return ()


def _unchanged(file: File, document: Document) -> bool:
    try:
        return fingerprint(file) == document.id
    except OSError:
        return False
