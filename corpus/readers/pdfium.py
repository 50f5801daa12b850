"""PDF files as PDFium sees them, opened or refused, and their pages.

PDFium is not safe under threads, so one file is open at a time.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import RLock
from typing import Any

from corpus.errors import DamagedDocument, EncryptedDocument

_lock = RLock()
_TAIL = 2048
_PASSWORD, _SECURITY = 4, 5


@contextmanager
def opened(path: Path) -> Iterator[Any]:
    """The `PdfDocument` of a file, closed again at the end.

    Raises:
        EncryptedDocument, DamagedDocument: see `corpus.errors`.
        OSError: the file cannot be opened.
    """
    import pypdfium2

    data = path.read_bytes()
    if b"%PDF-" not in data[:1024]:
        raise DamagedDocument(f"its {len(data):,} bytes are not a PDF file; export it as PDF again, or remove it")
    if b"%%EOF" not in data[-_TAIL:]:
        raise DamagedDocument(f"breaks off after {len(data):,} bytes, without the end mark of a PDF; download it again")
    with _lock:
        try:
            document = pypdfium2.PdfDocument(data)
        except pypdfium2.PdfiumError as error:
            if error.err_code in (_PASSWORD, _SECURITY):
                raise EncryptedDocument("opens only with a password; save a copy without one") from error
            raise DamagedDocument(
                f"its {len(data):,} bytes cannot be opened as PDF, or hold no page; download or export it again"
            ) from error
        try:
            yield document
        finally:
            document.close()


@contextmanager
def opened_page(document: Any, number: int) -> Iterator[Any]:
    """One page, numbered from 1, closed again at the end.

    Raises:
        DamagedDocument: the file breaks off in this page.
    """
    import pypdfium2

    try:
        page = document[number - 1]
    except pypdfium2.PdfiumError as error:
        raise DamagedDocument(
            f"page {number} of {len(document)} cannot be read; download or export it again"
        ) from error
    try:
        yield page
    finally:
        page.close()


def has_image(page: Any) -> bool:
    """Whether a picture stands on the page."""
    from pypdfium2.raw import FPDF_PAGEOBJ_IMAGE

    return any(True for _ in page.get_objects(filter=[FPDF_PAGEOBJ_IMAGE], max_depth=3))
