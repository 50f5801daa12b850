"""The lines of a PDF page: which characters stand on one baseline, close together."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby, pairwise, starmap

from corpus.readers.glyph import Glyph
from corpus.readers.line import SMALLER, Line, gap_between, is_wide
from corpus.readers.rules import Cell, Grid

SAME_LINE = 0.45
"""In heights of the letters: how far the baselines of one line may differ."""
_RAISED = 0.7
"""How far off the baseline a raised or lowered figure may be, in the same measure."""
_APART, _SPACED, _TOUCHING = 1.1, 2.5, 0.7
"""The gaps that part, that part where there is a space, and that join, in the same measure. Browsers leave a space of
full width blank, and what is measured of it differs by some hundredths."""
_WIDEST_TAB = 4.0
_WIDEST_STRETCH = 8.0
_MIDDLE = 0.35
"""How far the middle of a letter is above its baseline, in the same measure."""
_ENGLISH = re.compile(r"^[ -~]*[A-Za-z][ -~]*$")
_LABEL = re.compile(
    r"第\w{1,6}[条條章节節编編](?:之\w{1,2})?|[（(]?\w{1,4}[）)、.．]|[•●○■◆▪·–]"
    r"|(?:附?[表圖图]|附件|附[录錄]|专栏|專欄)[\d一二三四五六七八九十]{1,3}(?:[-－.—]\d{1,2})?"
)


def _widest(glyph: Glyph) -> float:
    """The gap up to which a character is on the line of the one before: more where the file has spaces."""
    return _APART if glyph.inferred or not glyph.space else _SPACED * len(glyph.space)


def find_lines(glyphs: list[Glyph], page: int, grids: Sequence[Grid] = ()) -> list[Line]:
    """The lines of a page as they are drawn; the cells of a row are lines of their own.

    Args:
        grids: its ruled tables; no line goes on from one of their cells into the next.
    """
    if not grids:
        return _lines(glyphs, page)
    parts: dict[Cell | None, list[Glyph]] = {}
    for glyph in glyphs:
        for cell, within in _in_cells(glyph, grids):
            parts.setdefault(cell, []).append(within)
    return [replace(line, cell=cell) for cell, part in parts.items() for line in _lines(part, page)]


def _in_cells(glyph: Glyph, grids: Sequence[Grid]) -> Iterator[tuple[Cell | None, Glyph]]:
    """The cell of a glyph; of one that reaches over several, the part in each."""
    height = glyph.baseline - _MIDDLE * glyph.size

    def find(number: int) -> Cell | None:
        middle = (glyph.start(number) + glyph.edge(number)) / 2
        return next(filter(None, (grid.find(middle, height) for grid in grids)), None)

    cell = find(0)
    if glyph.characters == 1 or find(glyph.characters - 1) == cell:
        yield cell, glyph
        return
    for cell, numbers in groupby(range(glyph.characters), key=find):
        within = list(numbers)
        yield cell, glyph.part(within[0], within[-1])


def _lines(glyphs: list[Glyph], page: int) -> list[Line]:
    lines: list[list[Glyph]] = []
    before = largest = None
    for glyph in glyphs:
        if (
            before
            and largest
            and _is_level(before, glyph, largest)
            and glyph.left > before.last - SAME_LINE * glyph.size
            and (gap_between(before, glyph) <= _widest(glyph) or glyph.run == before.ending)
        ):
            lines[-1].append(glyph)
            largest = glyph if glyph.size > largest.size else largest
        else:
            lines.append([glyph])
            largest = glyph
        before = glyph
    return _mend([Line(line, page) for line in lines])


def _is_level(before: Glyph, glyph: Glyph, largest: Glyph) -> bool:
    """Whether a character stands on a line, or is a figure raised over it, or the letters of a line begun by one."""
    distance = abs(glyph.baseline - largest.baseline)
    small, large = (glyph.size, largest.size) if glyph.size < largest.size else (largest.size, glyph.size)
    if distance <= SAME_LINE * large or distance > _RAISED * large:
        return distance <= SAME_LINE * large
    return small <= SMALLER * large and abs(glyph.left - before.right) < _TOUCHING * small


def _mend(lines: list[Line]) -> list[Line]:
    """Join what stands close together on one baseline, though it was drawn apart."""
    ordered = sorted(lines, key=lambda line: (round(line.baseline), line.left))
    if not any(starmap(_is_beside, pairwise(ordered))):
        return lines
    place = {id(line): number for number, line in enumerate(lines)}
    mended: list[Line] = []
    spread = [0.0, *(_word_gap(one, other) for one, other in pairwise(ordered)), 0.0]
    for number, line in enumerate(ordered):
        before = mended[-1] if mended else None
        gap = spread[number]
        even = gap and (abs(gap - spread[number - 1]) < 0.05 * gap or abs(gap - spread[number + 1]) < 0.05 * gap)
        if before and _is_beside(before, line) and (even or _belongs(before, line) or _is_stretched(before, line)):
            mended[-1] = Line(before.glyphs + line.glyphs, line.page)
            place[id(mended[-1])] = min(place[id(before)], place[id(line)])
        else:
            mended.append(line)
    return sorted(mended, key=lambda line: place[id(line)])


def _is_beside(one: Line, other: Line) -> bool:
    """Whether two pieces stand on one baseline."""
    return abs(other.baseline - one.baseline) <= SAME_LINE * (one.size if one.size < other.size else other.size)


def _word_gap(one: Line, other: Line) -> float:
    """The gap between two English words of a line that may be spread evenly; 0 for anything else."""
    if abs(one.baseline - other.baseline) >= 1:
        return 0.0
    gap = gap_between(one.glyphs[-1], other.glyphs[0])
    words = 0 < gap < _WIDEST_TAB and _ENGLISH.search(one.text) and _ENGLISH.search(other.text)
    return gap if words else 0.0


def _belongs(before: Line, line: Line) -> bool:
    """Whether a piece stands where the one before ends, or at the tabulator behind its number."""
    gap = gap_between(before.glyphs[-1], line.glyphs[0])
    return abs(gap) <= _TOUCHING or (0 < gap < _WIDEST_TAB and bool(_LABEL.fullmatch(before.text)))


def _is_stretched(before: Line, line: Line) -> bool:
    """Whether Chinese characters are spread over the width of a column."""
    gap = gap_between(before.glyphs[-1], line.glyphs[0])
    if not 0 < gap < _WIDEST_STRETCH or line.count > 2 or not is_wide(line.text):
        return False
    gaps = [gap_between(*pair) for pair in pairwise(before.glyphs[-3:])]
    return before.count == 1 or any(abs(other - gap) < 0.2 * gap for other in gaps)
