"""The text objects of a PDF page: what all characters that one of them draws have in common."""

import ctypes
import re
from collections.abc import Callable
from functools import cache
from typing import Any, NamedTuple

_BOLD = re.compile(r"bold|black|heavy|(?<!ya)hei|小标宋|xiaobiaosong|黑体", re.IGNORECASE)
_BOLD_WEIGHT = 700


class Places:
    """From PDF coordinates to points from the top left of a page as it is turned.

    Attributes:
        place: of a point.
        across: which edges of a box (left, top, right, bottom) are those it has from left to right, from which
            coordinate they count, and whether backwards.
    """

    def __init__(self, page: Any) -> None:
        left, bottom, right, top = page.get_bbox()
        turn = int(page.get_rotation()) // 90
        turned: tuple[Callable[[float, float], tuple[float, float]], ...] = (
            lambda x, y: (x - left, top - y),
            lambda x, y: (y - bottom, x - left),
            lambda x, y: (right - x, y - bottom),
            lambda x, y: (top - y, right - x),
        )
        self.place = turned[turn]
        self.across: tuple[int, int, float, bool] = (
            (0, 2, left, False), (3, 1, bottom, False), (0, 2, right, True), (3, 1, top, True),
        )[turn]  # fmt: skip


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

    def __init__(self, raw: Any, places: Places) -> None:
        import pypdfium2.raw as pdfium

        self._pdfium = pdfium
        self._place = places.place
        self._one, self._other, self._from, self._backwards = places.across
        self._text = ctypes.cast(raw, ctypes.c_void_p).value
        self._matrix, self._origin = (ctypes.c_float * 6)(), (ctypes.c_double * 2)()
        self._edges = (ctypes.c_float * 4)()
        self._at_matrix, self._at_edges = map(ctypes.addressof, (self._matrix, self._edges))
        self._at_x = ctypes.addressof(self._origin)
        self._at_y = self._at_x + ctypes.sizeof(ctypes.c_double)
        self._found: dict[int, Run] = {}
        self._bold: dict[int, bool] = {}
        self._widths: dict[tuple[int, float, float, float], Widths] = {}
        self._calls = _calls()

    def drawn_by(self, index: int) -> int | None:
        """The address of the text object that draws the character at an index; none for what PDFium infers."""
        drawn: int | None = self._calls.drawn_by(self._text, index)
        return drawn

    def is_inferred(self, index: int) -> bool:
        """Whether the character at an index stands nowhere in the file."""
        return bool(self._calls.is_inferred(self._text, index))

    def find(self, index: int, drawn: int) -> Run:
        """The run by which the character at an index is drawn."""
        run = self._found.get(drawn)
        if run is None:
            run = self._found[drawn] = self._measure(index, drawn)
        return run

    def box(self, index: int) -> tuple[float, float]:
        """Where the character at an index begins and ends, from left to right."""
        self._calls.box(self._text, index, self._at_edges)
        edges, start = self._edges, self._from
        one, other = edges[self._one] - start, edges[self._other] - start
        if self._backwards:
            one, other = -one, -other
        return (one, other) if one < other else (other, one)

    def _measure(self, index: int, drawn: int) -> Run:
        calls, text = self._calls, self._text
        calls.matrix(text, index, self._at_matrix)
        calls.origin(text, index, self._at_x, self._at_y)
        matrix, origin = self._matrix, self._origin
        a, b, c, d = matrix[0], matrix[1], matrix[2], matrix[3]
        x, y = origin[0], origin[1]
        left, baseline = self._place(x, y)
        right, slope = self._place(x + a, y + b)
        outlined = calls.mode(drawn) == self._pdfium.FPDF_TEXTRENDERMODE_FILL_STROKE
        font = calls.font(drawn) or 0
        size = calls.size(text, index) * (c**2 + d**2) ** 0.5
        style = (font, size, a, b)
        widths = self._widths.get(style)
        if widths is None:
            widths = self._widths[style] = Widths()
        bold = outlined or self._is_bold(font)
        return Run(len(self._found), size, bold, right - left > 10 * abs(slope - baseline), baseline, widths)

    def _is_bold(self, address: int) -> bool:
        if address not in self._bold:
            pdfium, font = self._pdfium, ctypes.cast(address, self._pdfium.FPDF_FONT)
            name = ctypes.create_string_buffer(256)
            pdfium.FPDFFont_GetBaseFontName(font, name, len(name))
            named = _BOLD.search(name.value.decode("utf-8", "replace"))
            self._bold[address] = bool(named) or pdfium.FPDFFont_GetWeight(font) >= _BOLD_WEIGHT
        return self._bold[address]


class _Calls(NamedTuple):
    """Functions of PDFium that take and give addresses as numbers: wrapping each costs more than the call."""

    drawn_by: Any
    is_inferred: Any
    box: Any
    matrix: Any
    origin: Any
    size: Any
    font: Any
    mode: Any


@cache
def _calls() -> _Calls:
    import pypdfium2.raw as pdfium

    address, number = ctypes.c_void_p, ctypes.c_int

    def made(function: Any, gives: Any, *takes: Any) -> Any:
        return ctypes.CFUNCTYPE(gives, *takes)(ctypes.cast(function, address).value or 0)

    return _Calls(
        drawn_by=made(pdfium.FPDFText_GetTextObject, address, address, number),
        is_inferred=made(pdfium.FPDFText_IsGenerated, number, address, number),
        box=made(pdfium.FPDFText_GetLooseCharBox, number, address, number, address),
        matrix=made(pdfium.FPDFText_GetMatrix, number, address, number, address),
        origin=made(pdfium.FPDFText_GetCharOrigin, number, address, number, address, address),
        size=made(pdfium.FPDFText_GetFontSize, ctypes.c_double, address, number),
        font=made(pdfium.FPDFTextObj_GetFont, address, address),
        mode=made(pdfium.FPDFTextObj_GetTextRenderMode, number, address),
    )
