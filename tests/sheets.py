"""PDF files set for tests: lines of text put where they belong on a page."""

from collections.abc import Iterable
from pathlib import Path

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

SONG = "STSong-Light"
"""A font every PDF reader knows: nothing of it needs to be on the machine."""
WIDTH, HEIGHT = 595.0, 842.0
LEFT, TOP = 90.0, 140.0
SIZE, LEADING = 12.0, 20.0
CHARACTERS = 30
"""Chinese characters to the line."""

pdfmetrics.registerFont(UnicodeCIDFont(SONG))


class Sheet:
    """A PDF being written; places count from the top left of the page."""

    def __init__(self, path: Path, *, font: str = SONG, password: str | None = None) -> None:
        self.path = path
        self.font = font
        self.canvas = Canvas(str(path), pagesize=(WIDTH, HEIGHT), encrypt=password)

    def line(self, x: float, y: float, text: str, size: float = SIZE, font: str = "") -> None:
        self.canvas.setFont(font or self.font, size)
        self.canvas.drawString(x, HEIGHT - y, text)

    def centred(self, y: float, text: str, size: float = SIZE) -> None:
        self.line((WIDTH - size * len(text)) / 2, y, text, size)

    def lines(self, texts: Iterable[str], x: float = LEFT, y: float = TOP) -> float:
        """Lines below each other, a line's leading spaces of full width as empty place; where the next would stand."""
        for text in texts:
            words = text.lstrip("\u3000")
            self.line(x + SIZE * (len(text) - len(words)), y, words)
            y += LEADING
        return y

    def rotate(self, degrees: int) -> None:
        """Lay the page on its side in the file, and have it shown upright."""
        self.canvas.setPageRotation(degrees)
        self.canvas.translate(*{0: (0, 0), 90: (HEIGHT, 0), 180: (WIDTH, HEIGHT), 270: (0, WIDTH)}[degrees])
        self.canvas.rotate(degrees)

    def turn(self) -> None:
        """Begin the next page."""
        self.canvas.showPage()

    def save(self) -> Path:
        self.canvas.save()
        return self.path


def wrapped(paragraph: str, characters: int = CHARACTERS, indent: int = 2) -> list[str]:
    """A Chinese paragraph broken by the width of the page, its first line indented."""
    text = "\u3000" * indent + paragraph
    return [text[start : start + characters] for start in range(0, len(text), characters)]


def printed(path: Path, paragraphs: Iterable[str], rows: int) -> list[list[str]]:
    """Write paragraphs on pages of so many lines; the lines of each page."""
    lines = [line for paragraph in paragraphs for line in wrapped(paragraph)]
    pages = [lines[start : start + rows] for start in range(0, len(lines), rows)]
    sheet = Sheet(path)
    for page in pages:
        sheet.lines(page)
        sheet.turn()
    sheet.save()
    return pages
