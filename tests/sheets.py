"""PDF files set for tests: lines of text put where they belong on a page."""

import io
from collections.abc import Iterable
from pathlib import Path

from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

SQUARE = "Square"
"""A font drawn here, every Chinese character a square: nothing of it needs to be on the machine."""
WIDTH, HEIGHT = 595.0, 842.0
LEFT, TOP = 90.0, 140.0
SIZE, LEADING = 12.0, 20.0
CHARACTERS = 30
"""Chinese characters to the line."""

LONG = "各县为小企业设立服务窗口，安排资金用于培训、技术改造和市场开拓，每年公布一次使用的情况，接受社会监督。"
LONGER = "本办法由县工业部门解释，有效期三年，期满前评估一次，评估的结果向社会公开；认为有效的，可以延长，不超过两年。"
SHORT = "本办法自公布之日起施行。"


def square_font() -> io.BytesIO:
    """Chinese characters as squares of full width, ASCII and the sign of a ratio as squares of half the width."""
    widths = {".notdef": 1000, "wide": 1000, "narrow": 500, "wide space": 1000, "narrow space": 500}
    glyphs = {}
    for name, width in widths.items():
        pen = TTGlyphPen(None)
        if "space" not in name:
            corners = [(60, -80), (60, 820), (width - 60, 820), (width - 60, -80)]
            pen.moveTo(corners[0])
            for corner in corners[1:]:
                pen.lineTo(corner)
            pen.closePath()
        glyphs[name] = pen.glyph()
    ranges = (range(0x2010, 0x2027), range(0x2460, 0x2474), range(0x3001, 0x3018), range(0x4E00, 0xA000))
    wide = {code: "wide" for codes in (*ranges, range(0xFF01, 0xFF5F)) for code in codes}
    narrow = dict.fromkeys((*range(33, 127), 0x2236), "narrow")
    builder = FontBuilder(1000, isTTF=True)
    builder.setupGlyphOrder(list(widths))
    builder.setupCharacterMap(wide | narrow | {0x20: "narrow space", 0x3000: "wide space"})
    builder.setupGlyf(glyphs)
    builder.setupHorizontalMetrics({name: (width, 60) for name, width in widths.items()})
    builder.setupHorizontalHeader(ascent=880, descent=-120)
    builder.setupNameTable({"familyName": SQUARE, "styleName": "Regular", "psName": SQUARE})
    builder.setupOS2(sTypoAscender=880, sTypoDescender=-120)
    builder.setupPost()
    stream = io.BytesIO()
    builder.save(stream)
    stream.seek(0)
    return stream


pdfmetrics.registerFont(TTFont(SQUARE, square_font()))


class Sheet:
    """A PDF being written; places count from the top left of the page."""

    def __init__(self, path: Path, *, font: str = SQUARE, password: str | None = None) -> None:
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
