"""The text objects of a PDF page: what all characters that one of them draws have in common."""

import ctypes
import re
from collections.abc import Callable
from typing import Any, NamedTuple

_BOLD = re.compile(r"bold|black|heavy|(?<!ya)hei|小标宋|xiaobiaosong|黑体", re.IGNORECASE)
_BOLD_WEIGHT = 700

Place = Callable[[float, float], tuple[float, float]]


def placer(page: Any) -> Place:
    """From PDF coordinates to points from the top left of the page as it is turned."""
    left, bottom, right, top = page.get_bbox()
    turned: tuple[Place, ...] = (
        lambda x, y: (x - left, top - y),
        lambda x, y: (y - bottom, x - left),
        lambda x, y: (right - x, y - bottom),
        lambda x, y: (top - y, right - x),
    )
    return turned[int(page.get_rotation()) // 90]


class Widths(dict[str, float]):
    """The widths of characters in one style; Chinese ones share theirs."""

    wide = 0.0

    def measured(self, character: str, width: float) -> None:
        """Note the width of a character."""
        if character < "\u2e80":
            self[character] = width
        else:
            self.wide = self.wide or width

    def __missing__(self, character: str) -> float:
        return self.wide


class Run(NamedTuple):
    """What all characters of one text object share."""

    number: int
    size: float
    bold: bool
    upright: bool
    baseline: float
    widths: Widths

    def looks_like(self, other: "Run") -> bool:
        """Whether two runs have one size and baseline."""
        return self.size == other.size and self.baseline == other.baseline


class Runs:
    """The text objects of a page; some files have one for each character."""

    def __init__(self, raw: Any, place: Place) -> None:
        import pypdfium2.raw as pdfium

        self._pdfium = pdfium
        self._raw = raw
        self._place = place
        self._matrix, self._x, self._y = pdfium.FS_MATRIX(), ctypes.c_double(), ctypes.c_double()
        self._box = pdfium.FS_RECTF()
        self._found: dict[int, Run] = {}
        self._bold: dict[int, bool] = {}
        self._widths: dict[tuple[int, float, float, float], Widths] = {}
        address = ctypes.cast(raw, ctypes.c_void_p).value
        drawn_by = _by_address(pdfium.FPDFText_GetTextObject, ctypes.c_void_p, ctypes.c_int)
        self.drawn_by: Callable[[int], int | None] = lambda index: drawn_by(address, index)
        """The address of the text object that draws the character at an index; none for what PDFium infers."""
        self._font = _by_address(pdfium.FPDFTextObj_GetFont, ctypes.c_void_p)
        self._mode = _by_address(pdfium.FPDFTextObj_GetTextRenderMode, ctypes.c_void_p)

    def find(self, index: int, drawn: int) -> Run:
        """The run by which the character at an index is drawn."""
        return self._found.get(drawn) or self._found.setdefault(drawn, self._measure(index, drawn))

    def box(self, index: int) -> tuple[float, float]:
        """Where the character at an index begins and ends, from left to right."""
        box, place = self._box, self._place
        self._pdfium.FPDFText_GetLooseCharBox(self._raw, index, box)
        one, other = place(box.left, box.bottom)[0], place(box.right, box.top)[0]
        return (one, other) if one < other else (other, one)

    def _measure(self, index: int, drawn: int) -> Run:
        pdfium, matrix, x, y = self._pdfium, self._matrix, self._x, self._y
        pdfium.FPDFText_GetMatrix(self._raw, index, matrix)
        pdfium.FPDFText_GetCharOrigin(self._raw, index, x, y)
        start = self._place(x.value, y.value)
        end = self._place(x.value + matrix.a, y.value + matrix.b)
        outlined = self._mode(drawn) == pdfium.FPDF_TEXTRENDERMODE_FILL_STROKE
        font = self._font(drawn) or 0
        size = pdfium.FPDFText_GetFontSize(self._raw, index) * (matrix.c**2 + matrix.d**2) ** 0.5
        return Run(
            number=len(self._found),
            size=size,
            bold=outlined or self._is_bold(font),
            upright=end[0] - start[0] > 10 * abs(end[1] - start[1]),
            baseline=start[1],
            widths=self._widths.setdefault((font, size, matrix.a, matrix.b), Widths()),
        )

    def _is_bold(self, address: int) -> bool:
        if address not in self._bold:
            pdfium, font = self._pdfium, ctypes.cast(address, self._pdfium.FPDF_FONT)
            name = ctypes.create_string_buffer(256)
            pdfium.FPDFFont_GetBaseFontName(font, name, len(name))
            named = _BOLD.search(name.value.decode("utf-8", "replace"))
            self._bold[address] = bool(named) or pdfium.FPDFFont_GetWeight(font) >= _BOLD_WEIGHT
        return self._bold[address]


def _by_address(function: Any, *arguments: Any) -> Any:
    """A function of PDFium that takes and gives addresses as numbers: wrapping each costs more than the call."""
    gives = ctypes.c_int if function.restype is ctypes.c_int else ctypes.c_void_p
    return ctypes.CFUNCTYPE(gives, *arguments)(ctypes.cast(function, ctypes.c_void_p).value or 0)
