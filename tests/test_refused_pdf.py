"""PDF files that cannot be read, wholly or in part: each refused or told with the reason."""

from pathlib import Path

import pypdfium2
import pytest
from PIL import Image
from reportlab.lib.utils import ImageReader

from corpus.errors import DamagedDocument, DocumentError, EmptyDocument, EncryptedDocument, ScannedDocument
from corpus.load import File, Skipped, try_load
from corpus.readers.pdf import read
from corpus.readers.scan import is_installed
from tests.sheets import HEIGHT, LONG, LONGER, WIDTH, Sheet, printed, wrapped


def refusal(path: Path, kind: type[DocumentError]) -> str:
    """Why a file is not read; a build says the same and goes on."""
    with pytest.raises(kind) as error:
        read(path)
    if path.stat().st_size:
        assert try_load(File(path, path.name), "") == Skipped(path.name, str(error.value))
    return str(error.value)


def test_an_encrypted_file(tmp_path: Path) -> None:
    sheet = Sheet(tmp_path / "secret.pdf", password="secret")
    sheet.lines(wrapped(LONG))
    assert refusal(sheet.save(), EncryptedDocument) == "opens only with a password; save a copy without one"


@pytest.mark.parametrize("share", [0.001, 0.05, 0.5, 0.9, 0.99, 0.998])
def test_a_truncated_file(tmp_path: Path, share: float) -> None:
    path = tmp_path / "cut.pdf"
    printed(path, [LONG, LONGER] * 20, rows=8)
    data = path.read_bytes()
    path.write_bytes(data[: int(share * len(data))])
    assert f"{int(share * len(data)):,} bytes" in refusal(path, DamagedDocument)


@pytest.mark.parametrize("data", [b"", b"%PDF", "这不是文件".encode(), b"<html></html>", b"%PDF-1.7\n%%EOF\n"])
def test_what_is_no_pdf(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "no.pdf"
    path.write_bytes(data)
    assert f"{len(data)} bytes" in refusal(path, DamagedDocument)


def test_a_file_of_no_pages(tmp_path: Path) -> None:
    path = tmp_path / "none.pdf"
    with pypdfium2.PdfDocument.new() as document:
        document.save(path)
    assert "cannot be opened as PDF, or hold no page; download" in refusal(path, DamagedDocument)


@pytest.mark.skipif(is_installed(), reason="text recognition is installed: scans are read")
def test_a_scan(sheet: Sheet) -> None:
    for page in (1, 2, 3):
        sheet.canvas.drawImage(ImageReader(Image.new("L", (200, 280), 200)), 0, 0, WIDTH, HEIGHT)
        sheet.centred(HEIGHT - 40, f"— {page} —")
        sheet.turn()
    assert refusal(sheet.save(), ScannedDocument).startswith("is a scan of 3 pages; install the extra “ocr”")


def test_pictures_among_pages_of_text_are_told(sheet: Sheet) -> None:
    sheet.lines(wrapped(LONG))
    sheet.turn()
    sheet.canvas.drawImage(ImageReader(Image.new("L", (200, 280), 200)), 0, 0, WIDTH, HEIGHT)
    source = read(sheet.save())
    assert source.text == LONG + "\n"
    assert source.remarks[0].startswith("1 of 2 pages are pictures and were ")


def test_empty_pages(sheet: Sheet) -> None:
    sheet.turn()
    assert refusal(sheet.save(), EmptyDocument) == (
        "its 1 pages hold no text; export it again with its text, or remove it"
    )
