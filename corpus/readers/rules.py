"""The tables of a PDF page that are ruled: the cells between their lines, merged where a line is left out."""

import ctypes
from bisect import bisect
from collections.abc import Iterable, Iterator, Sequence
from ctypes import byref, c_float
from dataclasses import dataclass
from functools import cache
from itertools import pairwise, product
from statistics import median
from typing import Any, NamedTuple

from corpus.readers.runs import Places

_THIN, _NEAR, _SHORTEST, _ROOM = 2.5, 3.0, 4.0, 7.0
"""In points: how thick a line is at most, how near to each other two are one, how long each piece is at least, and
how far those of a table are apart."""
_MOST_POINTS, _MOST_PAIRS, _MOST_FIELDS = 20_000, 200_000, 5_000
"""Those of all paths of a page, how often its lines may cross, and the fields of a table; a drawing has more."""

Box = tuple[float, float, float, float]


class Cell(NamedTuple):
    """A cell of the tables of a page: the number of its table, its first row and column, and those behind its last."""

    table: int
    row: int
    column: int
    end: int
    behind: int


class _Rule(NamedTuple):
    """A line drawn down or across the page: where it stands, and from where to where it goes."""

    place: float
    start: float
    end: float

    def covers(self, place: float, start: float, end: float) -> bool:
        """Whether it goes along the middle of an edge."""
        return abs(self.place - place) <= _NEAR and self.start <= (start + end) / 2 <= self.end


@dataclass(frozen=True)
class Grid:
    """A table: the edges of its columns and rows, and which cell each field between them belongs to."""

    columns: list[float]
    rows: list[float]
    cells: dict[tuple[int, int], Cell]

    def find(self, x: float, y: float) -> Cell | None:
        """The cell at a point of the page."""
        return self.cells.get((bisect(self.rows, y) - 1, bisect(self.columns, x) - 1))


def find_grids(page: Any) -> list[Grid]:
    """The ruled tables of a page; one within a cell of another comes before it."""
    down, across = _rules(page)
    if not down or len(across) < 2 or len(down) * len(across) > _MOST_PAIRS:
        return []
    found = [_edges(*part) for part in _connected(down, across)]
    found = [(columns, rows) for columns, rows in found if _is_table(columns, rows)]
    found.sort(key=lambda edges: (edges[0][-1] - edges[0][0]) * (edges[1][-1] - edges[1][0]))
    grids = [_grid(number, columns, rows, down, across) for number, (columns, rows) in enumerate(found)]
    return [grid for grid in grids if len({cell.column for cell in grid.cells.values()}) > 1]


def _is_table(columns: list[float], rows: list[float]) -> bool:
    """Whether there are several columns, and words have room between most lines: squared paper is no table."""
    several = len(columns) > 2 and len(columns) + len(rows) > 5 and len(columns) * len(rows) <= _MOST_FIELDS
    return several and all(median(end - start for start, end in pairwise(edges)) >= _ROOM for edges in (columns, rows))


def _rules(page: Any) -> tuple[list[_Rule], list[_Rule]]:
    """The lines drawn down and across, each in one piece."""
    down, across = [], []
    for left, top, right, bottom in _strokes(page):
        if right - left <= _THIN and bottom - top >= _SHORTEST:
            down.append(_Rule((left + right) / 2, top, bottom))
        elif bottom - top <= _THIN and right - left >= _SHORTEST:
            across.append(_Rule((top + bottom) / 2, left, right))
    return _joined(down), _joined(across)


def _strokes(page: Any) -> Iterator[Box]:
    """The boxes of the straight parts of all paths, as the page is shown."""
    import pypdfium2.raw as pdfium

    place, count = Places(page).place, 0
    for path in _paths(page):
        count += pdfium.FPDFPath_CountSegments(path)
        if count > _MOST_POINTS:
            return
        fill, stroke = ctypes.c_int(), ctypes.c_int()
        pdfium.FPDFPath_GetDrawMode(path, byref(fill), byref(stroke))
        if not fill.value and not stroke.value:
            continue
        for points in _outlines(pdfium, path):
            placed = [place(*point) for point in points]
            box = _box(placed)
            if box[2] - box[0] <= _THIN or box[3] - box[1] <= _THIN:
                yield box
            elif stroke.value:
                yield from (_box(pair) for pair in pairwise(placed))


def _paths(page: Any) -> Iterator[Any]:
    """The paths among the objects of a page; most are text, and those are asked for by their addresses (see `runs`)."""
    import pypdfium2.raw as pdfium

    found, kind = _calls()
    address = ctypes.cast(page.raw, ctypes.c_void_p).value
    for number in range(pdfium.FPDFPage_CountObjects(page.raw)):
        if kind(drawn := found(address, number)) == pdfium.FPDF_PAGEOBJ_PATH:
            yield ctypes.cast(drawn, pdfium.FPDF_PAGEOBJECT)


@cache
def _calls() -> tuple[Any, Any]:
    import pypdfium2.raw as pdfium

    def made(function: Any, gives: Any, *takes: Any) -> Any:
        return ctypes.CFUNCTYPE(gives, *takes)(ctypes.cast(function, ctypes.c_void_p).value or 0)

    return (
        made(pdfium.FPDFPage_GetObject, ctypes.c_void_p, ctypes.c_void_p, ctypes.c_int),
        made(pdfium.FPDFPageObj_GetType, ctypes.c_int, ctypes.c_void_p),
    )


def _outlines(pdfium: Any, path: Any) -> Iterator[list[tuple[float, float]]]:
    """The points of each part of a path that is drawn without lifting the pen, back at the first where it is closed."""
    matrix = pdfium.FS_MATRIX()
    pdfium.FPDFPageObj_GetMatrix(path, byref(matrix))
    x, y = c_float(), c_float()
    points: list[tuple[float, float]] = []
    for number in range(pdfium.FPDFPath_CountSegments(path)):
        segment = pdfium.FPDFPath_GetPathSegment(path, number)
        pdfium.FPDFPathSegment_GetPoint(segment, byref(x), byref(y))
        if pdfium.FPDFPathSegment_GetType(segment) == pdfium.FPDF_SEGMENT_MOVETO and points:
            yield points
            points = []
        points.append(
            (
                matrix.a * x.value + matrix.c * y.value + matrix.e,
                matrix.b * x.value + matrix.d * y.value + matrix.f,
            )
        )
        if pdfium.FPDFPathSegment_GetClose(segment):
            points.append(points[0])
    if points:
        yield points


def _box(points: Sequence[tuple[float, float]]) -> Box:
    xs, ys = [x for x, _ in points], [y for _, y in points]
    return min(xs), min(ys), max(xs), max(ys)


def _joined(rules: list[_Rule]) -> list[_Rule]:
    """Lines that are drawn cell by cell, or double, as one each."""
    joined = []
    for group in _near(rules):
        place = sum(rule.place for rule in group) / len(group)
        start, end = group[0].start, group[0].end
        for rule in sorted(group, key=lambda rule: rule.start):
            if rule.start > end + _NEAR:
                joined.append(_Rule(place, start, end))
                start, end = rule.start, rule.end
            start, end = min(start, rule.start), max(end, rule.end)
        joined.append(_Rule(place, start, end))
    return joined


def _near(rules: list[_Rule]) -> Iterator[list[_Rule]]:
    """The lines in groups of those that stand in one place."""
    group: list[_Rule] = []
    for rule in sorted(rules):
        if group and rule.place - group[0].place > _NEAR:
            yield sorted(group, key=lambda rule: rule.start)
            group = []
        group.append(rule)
    if group:
        yield sorted(group, key=lambda rule: rule.start)


def _connected(down: list[_Rule], across: list[_Rule]) -> Iterator[tuple[list[_Rule], list[_Rule]]]:
    """The lines of each table: those that touch one another."""
    left_down, left_across = [*down], [*across]
    while left_down:
        columns: list[_Rule] = []
        rows: list[_Rule] = []
        waiting = [(left_down.pop(), left_down, left_across)]
        while waiting:
            rule, alike, others = waiting.pop()
            (columns if others is left_across else rows).append(rule)
            touching = [other for other in others if _touch(rule, other)]
            others[:] = [other for other in others if other not in touching]
            waiting += [(other, others, alike) for other in touching]
        yield columns, rows


def _touch(one: _Rule, other: _Rule) -> bool:
    """Whether a line drawn down and one drawn across meet."""
    return one.start - _NEAR <= other.place <= one.end + _NEAR and other.start - _NEAR <= one.place <= other.end + _NEAR


def _edges(down: list[_Rule], across: list[_Rule]) -> tuple[list[float], list[float]]:
    """The edges of the columns and of the rows; a table is often open at its sides."""
    return (
        _distinct([*(rule.place for rule in down), *(end for rule in across for end in rule[1:])]),
        _distinct([*(rule.place for rule in across), *(end for rule in down for end in rule[1:])]),
    )


def _distinct(places: Iterable[float]) -> list[float]:
    distinct: list[float] = []
    for place in sorted(places):
        if not distinct or place - distinct[-1] > _NEAR:
            distinct.append(place)
    return distinct


def _grid(number: int, columns: list[float], rows: list[float], down: list[_Rule], across: list[_Rule]) -> Grid:
    """The cells of a table: fields with no line between them are one."""
    fields = list(product(range(len(rows) - 1), range(len(columns) - 1)))
    group = {field: {field} for field in fields}

    def merge(one: tuple[int, int], other: tuple[int, int]) -> None:
        small, large = sorted((group[one], group[other]), key=len)
        if small is not large:
            large |= small
            group.update(dict.fromkeys(small, large))

    for row, column in fields:
        left, right, top, bottom = *columns[column : column + 2], *rows[row : row + 2]
        if column + 2 < len(columns) and not any(rule.covers(right, top, bottom) for rule in down):
            merge((row, column), (row, column + 1))
        if row + 2 < len(rows) and not any(rule.covers(bottom, left, right) for rule in across):
            merge((row, column), (row + 1, column))
    cells: dict[tuple[int, int], Cell] = {}
    for parts in {id(parts): parts for parts in group.values()}.values():
        row, column = min(row for row, _ in parts), min(column for _, column in parts)
        end, behind = max(row for row, _ in parts) + 1, max(column for _, column in parts) + 1
        cells |= dict.fromkeys(parts, Cell(number, row, column, end, behind))
    return Grid(columns, rows, cells)
