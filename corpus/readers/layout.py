"""The layout of a PDF page: its characters as lines, its lines as blocks in reading order.

A file draws each column, and each cell of a table, from top to bottom; that gives the blocks. What
stands above comes first, then what stands to the left, then what is drawn first.
"""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from itertools import groupby, pairwise
from statistics import median, quantiles

from corpus.readers.pdfium import Glyph

_SAME_LINE = 0.45
_APART = 1.2
_TOUCHING = 0.7
_INDENT = 3.0
"""In heights of the letters: how far baselines of one line differ, and the gaps that part, join and indent."""
_LABEL = re.compile(r"第\w{1,6}[条章节编]|[（(]?\w{1,4}[）)、.．]|[•●○■◆▪·–]")
_WIDE_SPACE = 0.8
_WIDEST_TAB = 4.0
_WIDEST_STRETCH = 8.0
_FEWEST_STRETCHED = 4
_FEWEST_ROWS = 5
_FULL_ROWS = 0.7


@dataclass
class Line:
    """Characters on one baseline, in the style of most of them."""

    glyphs: list[Glyph]
    page: int

    @cached_property
    def text(self) -> str:
        """Its words, with spaces where the file has them or a gap shows them."""
        pairs = list(pairwise(self.glyphs))
        usual = median(_gap(*pair) for pair in pairs) if len(pairs) >= _FEWEST_STRETCHED else 0.0
        words = (_space(before, glyph, max(_WIDE_SPACE, 1.5 * usual)) + glyph.text for before, glyph in pairs)
        return self.glyphs[0].text + "".join(words)

    @cached_property
    def size(self) -> float:
        """The height of its letters."""
        return Counter(round(glyph.size, 1) for glyph in self.glyphs).most_common(1)[0][0]

    @cached_property
    def bold(self) -> bool:
        """Whether every character is bold."""
        return all(glyph.bold for glyph in self.glyphs)

    @cached_property
    def baseline(self) -> float:
        """Where most of its characters stand."""
        return Counter(glyph.baseline for glyph in self.glyphs).most_common(1)[0][0]

    @property
    def left(self) -> float:
        """Where its first character begins."""
        return self.glyphs[0].left

    @property
    def right(self) -> float:
        """Where its last character ends."""
        return self.glyphs[-1].right

    @property
    def top(self) -> float:
        """Where its letters end above."""
        return self.baseline - 0.85 * self.size

    @property
    def bottom(self) -> float:
        """Where its letters end below."""
        return self.baseline + 0.15 * self.size


@dataclass
class Block:
    """Lines one below the other: a column or part of one, a cell of a table."""

    lines: list[Line]
    beside: bool = False
    left: float = field(init=False)
    right: float = field(init=False)

    def __post_init__(self) -> None:
        self.left = min(line.left for line in self.lines)
        self.right = max(line.right for line in self.lines)

    @property
    def top(self) -> float:
        """The top of its first line."""
        return self.lines[0].top

    @property
    def bottom(self) -> float:
        """The bottom of its last line."""
        return self.lines[-1].bottom

    def add(self, line: Line) -> None:
        """Put a line below the others."""
        self.lines.append(line)
        self.left, self.right = min(self.left, line.left), max(self.right, line.right)


def is_wide(character: str) -> bool:
    """Whether it is written without spaces around it, as Chinese characters and punctuation are."""
    return character >= "\u2e80"


def _gap(before: Glyph, glyph: Glyph) -> float:
    return (glyph.left - before.right) / glyph.size


def _space(before: Glyph, glyph: Glyph, widest: float) -> str:
    """What stands between two characters; `widest` is the gap that is no space between Chinese ones."""
    if glyph.space and not glyph.inferred:
        return "".join(space if space.isprintable() or space == "\u3000" else " " for space in glyph.space)
    gap = _gap(before, glyph)
    if is_wide(before.text[-1]) or is_wide(glyph.text[0]):
        return " " if gap > widest else ""
    return " " if gap > (0.1 if glyph.inferred else 0.25) else ""


def find_lines(glyphs: list[Glyph], page: int) -> list[Line]:
    """The lines of a page as they are drawn; the cells of a row are lines of their own."""
    lines: list[Line] = []
    largest = glyphs[:1]
    for glyph in glyphs:
        before = lines[-1].glyphs[-1] if lines else None
        if (
            before
            and abs(glyph.baseline - largest[0].baseline) <= _SAME_LINE * max(glyph.size, largest[0].size)
            and glyph.left > before.left - _SAME_LINE * glyph.size
            and (glyph.left - before.right <= _APART * glyph.size or glyph.run == before.run)
        ):
            lines[-1].glyphs.append(glyph)
            largest = [glyph] if glyph.size > largest[0].size else largest
        else:
            lines.append(Line([glyph], page))
            largest = [glyph]
    return _mend(lines)


def _mend(lines: list[Line]) -> list[Line]:
    """Join what stands close together on one baseline, though it was drawn apart."""
    place = {id(line): number for number, line in enumerate(lines)}
    mended: list[Line] = []
    for line in sorted(lines, key=lambda line: (round(line.baseline), line.left)):
        before = mended[-1] if mended else None
        if (
            before
            and abs(line.baseline - before.baseline) <= _SAME_LINE * min(line.size, before.size)
            and (_belongs(before, line) or _is_stretched(before, line))
        ):
            mended[-1] = Line(before.glyphs + line.glyphs, line.page)
            place[id(mended[-1])] = min(place[id(before)], place[id(line)])
        else:
            mended.append(line)
    return sorted(mended, key=lambda line: place[id(line)])


def _belongs(before: Line, line: Line) -> bool:
    """Whether a piece stands where the one before ends, or at the tabulator behind its number."""
    gap = _gap(before.glyphs[-1], line.glyphs[0])
    return abs(gap) <= _TOUCHING or (0 < gap < _WIDEST_TAB and bool(_LABEL.fullmatch(before.text)))


def _is_stretched(before: Line, line: Line) -> bool:
    """Whether single characters are spread over the width of a column."""
    gap = _gap(before.glyphs[-1], line.glyphs[0])
    if not 0 < gap < _WIDEST_STRETCH or len(line.glyphs) > 1 or not is_wide(line.text):
        return False
    return len(before.glyphs) == 1 or abs(_gap(*before.glyphs[-2:]) - gap) < 0.2 * gap


def find_blocks(lines: list[Line]) -> list[Block]:
    """The lines of a page as blocks in reading order."""
    blocks: list[Block] = []
    for line in _unweave(lines):
        block = blocks[-1] if blocks else None
        if (
            block
            and line.top > block.lines[-1].baseline - _SAME_LINE * line.size
            and line.left < block.right
            and block.left - _INDENT * line.size < line.left
            and line.right > block.left
        ):
            block.add(line)
        else:
            blocks.append(Block([line]))
    blocks = [part for block in blocks for part in _cut(block, blocks)]
    for block in blocks:
        block.beside = any(_level(block, other) and not _over(block, other) for other in blocks if other is not block)
    return _sorted(blocks)


def _unweave(lines: list[Line]) -> list[Line]:
    """Two columns that were drawn row by row across both: the left column, then the right."""
    rows = [
        (one, other)
        for one, other in pairwise(lines)
        if abs(one.baseline - other.baseline) < _SAME_LINE * one.size and other.left > one.right
    ]
    if len(rows) < _FEWEST_ROWS:
        return lines
    start = quantiles((one.right for one, _ in rows), n=20)[-1]
    end = min(other.left for _, other in rows)
    full = sum(start - one.right < 2 * one.size for one, _ in rows)
    if start >= end or full < _FULL_ROWS * len(rows) or 2 * len(rows) < _FULL_ROWS * len(lines):
        return lines
    ordered: list[Line] = []
    right: list[Line] = []
    for line in lines:
        if line.left < end < line.right:
            ordered += (*right, line)
            right = []
        elif line.left >= end:
            right.append(line)
        else:
            ordered.append(line)
    return ordered + right


def _cut(block: Block, blocks: list[Block]) -> Iterator[Block]:
    """A heading over both columns is drawn with the first: cut where lines stop reaching over the other."""
    others = [other for other in blocks if other is not block and _level(block, other) and _over(block, other)]
    for _, lines in groupby(block.lines, key=lambda line: [_over(line, other) for other in others]):
        yield Block(list(lines))


def _level(one: Block, other: Block) -> bool:
    """Whether two blocks share some height of the page."""
    return one.top < other.bottom and other.top < one.bottom


def _over(one: Block | Line, other: Block) -> bool:
    """Whether two blocks share some width of the page."""
    return one.left < other.right and other.left < one.right


def _sorted(blocks: list[Block]) -> list[Block]:
    """In reading order: above before below, left before right, else as drawn."""
    waiting, ordered = list(blocks), []
    while waiting:
        following = next((block for block in waiting if not any(_precedes(o, block) for o in waiting)), waiting[0])
        waiting.remove(following)
        ordered.append(following)
    return ordered


def _precedes(one: Block, other: Block) -> bool:
    if one is other:
        return False
    if _over(one, other):
        return one.top < other.top
    return _level(one, other) and one.left < other.left
