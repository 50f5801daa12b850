"""PDF files as PDFium sees them: opened or refused, and the characters of a page with their places.

Every length here is in points from the top left of the page as it is shown, turned pages too.
PDFium is not safe under threads, so one file is open at a time.
"""

import ctypes
import re
import unicodedata
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import RLock
from typing import Any, NamedTuple

from corpus.errors import DamagedDocument, EncryptedDocument

_lock = RLock()
_NOT_TEXT = re.compile("[\x00\x01\x03-\x1f\ufffe\uffff\u00ad\u200b-\u200d\u2060\ufeff]")
_HYPHEN = "\x02"
"""What PDFium makes of a hyphen at which it believes a word was divided."""
_VARIANT = re.compile("[\u2e80-\u2fdf\ufb00-\ufb06]")
_RADICALS = dict(
    zip(
        "⺠⻁⻄⻅⻆⻉⻋⻓⻔⻘⻙⻚⻛⻜⻝⻢⻣⻤⻥⻦⻧⻨⻩⻪⻬⻮⻰⻳",
        "民虎西见角贝车长门青韦页风飞食马骨鬼鱼鸟卤麦黄黾齐齿龙龟",
        strict=True,
    )
)
_BOLD = re.compile(r"bold|black|heavy|(?<!ya)hei|小标宋|xiaobiaosong|黑体", re.IGNORECASE)
_BOLD_WEIGHT = 700
_TAIL = 2048
_PASSWORD, _SECURITY = 4, 5


class Glyph(NamedTuple):
    """One visible character and its box; `run` numbers the text object it was drawn by.

    `space` is what stands before it on its line: spaces of the file, or one PDFium infers.
    """

    text: str
    left: float
    right: float
    baseline: float
    size: float
    bold: bool
    run: int
    space: str
    inferred: bool


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


def glyphs(page: Any) -> list[Glyph]:
    """The visible upright characters of a page in the order they are drawn; a watermark set aslant is none."""
    import pypdfium2.raw as pdfium

    place = _placer(page)
    text = page.get_textpage()
    raw, box, runs, found = text.raw, pdfium.FS_RECTF(), _Runs(text.raw, place), list[Glyph]()
    space, inferred, high = "", False, ""
    try:
        for index in range(text.count_chars()):
            character = chr(pdfium.FPDFText_GetUnicode(raw, index))
            if character.isspace():
                if not pdfium.FPDFText_IsGenerated(raw, index):
                    space, inferred = ("" if inferred else space) + character, False
                elif not space:
                    space, inferred = " ", True
                continue
            if "\ud800" <= character <= "\udfff":
                high, character = (character, "") if character < "\udc00" else ("", _joined(high, character))
            drawn = pdfium.FPDFText_GetTextObject(raw, index)
            if not drawn or not character or _NOT_TEXT.match(character):
                continue
            run = runs.find(index, drawn)
            if not run.upright:
                continue
            pdfium.FPDFText_GetLooseCharBox(raw, index, box)
            one, other = place(box.left, box.bottom)[0], place(box.right, box.top)[0]
            left, right = (one, other) if one < other else (other, one)
            found.append(
                Glyph(_plain(character), left, right, run.baseline, run.size, run.bold, run.number, space, inferred)
            )
            space, inferred = "", False
    finally:
        text.close()
    return found


def _joined(high: str, low: str) -> str:
    """A character that PDFium gives in two halves."""
    return (high + low).encode("utf-16", "surrogatepass").decode("utf-16") if high else ""


_Place = Callable[[float, float], tuple[float, float]]


def _placer(page: Any) -> _Place:
    """From PDF coordinates to points from the top left of the page as it is turned."""
    left, bottom, right, top = page.get_bbox()
    turned: tuple[_Place, ...] = (
        lambda x, y: (x - left, top - y),
        lambda x, y: (y - bottom, x - left),
        lambda x, y: (right - x, y - bottom),
        lambda x, y: (top - y, right - x),
    )
    return turned[int(page.get_rotation()) // 90]


class _Run(NamedTuple):
    """What all characters of one text object share."""

    number: int
    size: float
    bold: bool
    upright: bool
    baseline: float


class _Runs:
    """The text objects of a page; some files have one for each character."""

    def __init__(self, text: Any, place: _Place) -> None:
        import pypdfium2.raw as pdfium

        self._pdfium = pdfium
        self._text = text
        self._place = place
        self._matrix, self._x, self._y = pdfium.FS_MATRIX(), ctypes.c_double(), ctypes.c_double()
        self._found: dict[int, _Run] = {}
        self._bold: dict[int, bool] = {}

    def find(self, index: int, drawn: Any) -> _Run:
        """The run by which the character at an index is drawn."""
        address = ctypes.addressof(drawn.contents)
        return self._found.get(address) or self._found.setdefault(address, self._measure(index, drawn))

    def _measure(self, index: int, drawn: Any) -> _Run:
        pdfium, matrix, x, y = self._pdfium, self._matrix, self._x, self._y
        pdfium.FPDFText_GetMatrix(self._text, index, matrix)
        pdfium.FPDFText_GetCharOrigin(self._text, index, x, y)
        start = self._place(x.value, y.value)
        end = self._place(x.value + matrix.a, y.value + matrix.b)
        outlined = pdfium.FPDFTextObj_GetTextRenderMode(drawn) == pdfium.FPDF_TEXTRENDERMODE_FILL_STROKE
        return _Run(
            number=len(self._found),
            size=pdfium.FPDFText_GetFontSize(self._text, index) * (matrix.c**2 + matrix.d**2) ** 0.5,
            bold=outlined or self._is_bold(pdfium.FPDFTextObj_GetFont(drawn)),
            upright=end[0] - start[0] > 10 * abs(end[1] - start[1]),
            baseline=start[1],
        )

    def _is_bold(self, font: Any) -> bool:
        pdfium = self._pdfium
        address = ctypes.addressof(font.contents) if font else 0
        if address not in self._bold:
            name = ctypes.create_string_buffer(256)
            pdfium.FPDFFont_GetBaseFontName(font, name, len(name))
            named = _BOLD.search(name.value.decode("utf-8", "replace"))
            self._bold[address] = bool(named) or pdfium.FPDFFont_GetWeight(font) >= _BOLD_WEIGHT
        return self._bold[address]


def _plain(character: str) -> str:
    """Some fonts name a character by the radical or ligature that looks the same (⼀ for 一): the character."""
    if character == _HYPHEN:
        return "-"
    if not _VARIANT.match(character):
        return character
    return _RADICALS.get(character) or unicodedata.normalize("NFKC", character)
