"""The blocks of a PDF page in reading order: columns, parts of them, cells of tables.

A file draws each column, and each cell of a table, from top to bottom; that gives the blocks. What
stands above comes first, then what stands to the left, then what is drawn first.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import compress, groupby, pairwise
from statistics import quantiles

from corpus.readers.cells import LONGEST_REPEATED
from corpus.readers.line import Line
from corpus.readers.lines import SAME_LINE
from corpus.readers.rules import Cell

_INDENT = 3.0
"""In heights of the letters: how far to the left of a block its next line may begin."""
_FEWEST_ROWS = 5
_FULL_ROWS = 0.7
_LONGEST_CELL = 20
"""How many lines two cells of a row have that are rather columns of text."""
COLUMN = 6
"""How many lines side by side with others make a column; fewer are the cell of a table."""


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


class Table(Block):
    """A ruled table, row by row; the cells of a row are lines below each other."""

    def __init__(self, rows: list[list[list[Line]]]) -> None:
        super().__init__([line for row in rows for cell in row for line in cell])
        self.rows = rows

    @property
    def top(self) -> float:
        """The top of its highest line."""
        return min(line.top for line in self.lines)

    @property
    def bottom(self) -> float:
        """The bottom of its lowest line."""
        return max(line.bottom for line in self.lines)


def find_blocks(lines: list[Line]) -> list[Block]:
    """The lines of a page as blocks in reading order."""
    blocks: list[Block] = []
    tables = _tables(lines)
    ruled = {id(line) for table in tables for line in table.lines}
    for line in _unweave([line for line in lines if id(line) not in ruled]):
        block = blocks[-1] if blocks else None
        if (
            block
            and line.top > block.lines[-1].baseline - SAME_LINE * line.size
            and line.left < block.right
            and block.left - _INDENT * line.size < line.left
            and line.right > block.left
        ):
            block.add(line)
        else:
            blocks.append(Block([line]))
    blocks = [part for block in blocks for part in _cut(block, [*blocks, *tables])] + tables
    for block in blocks:
        block.beside = any(_level(block, other) and not _over(block, other) for other in blocks if other is not block)
    return _sorted(blocks)


def _tables(lines: list[Line]) -> list[Block]:
    """The ruled tables; what a cell says that goes down over several rows is said in each, as workbooks are read."""
    tables: dict[int, dict[Cell, list[Line]]] = {}
    for line in lines:
        if cell := line.cell:
            tables.setdefault(cell.table, {}).setdefault(cell, []).append(line)
    return [Table([*_rows(cells)]) for cells in tables.values() if not _has_columns(cells)]


def _has_columns(cells: dict[Cell, list[Line]]) -> bool:
    """Whether lines are drawn round columns of text that stand side by side."""
    long = Counter(cell.row for cell, lines in cells.items() if len(lines) >= _LONGEST_CELL)
    return any(count > 1 for count in long.values())


def _rows(cells: dict[Cell, list[Line]]) -> Iterator[list[list[Line]]]:
    ordered = sorted(cells, key=lambda cell: cell.column)
    for number in sorted({cell.row for cell in cells}):
        row = [cell for cell in ordered if cell.row <= number < cell.end]
        short = (cell.row == number or sum(line.count for line in cells[cell]) <= LONGEST_REPEATED for cell in row)
        yield [cells[cell] for cell in compress(row, short)]


def _unweave(lines: list[Line]) -> list[Line]:
    """Two columns that were drawn row by row across both: the left column, then the right."""
    rows = [
        (one, other)
        for one, other in pairwise(lines)
        if abs(one.baseline - other.baseline) < SAME_LINE * one.size and other.left > one.right
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
    """What stands over or below another block is drawn with what stands beside it: cut where that begins and ends."""
    others = [other for other in blocks if other is not block and _level(block, other) and _over(block, other)]
    if not others:
        yield block
        return
    apart = [_apart(block.lines, other) for other in others]
    for _, numbers in groupby(range(len(block.lines)), key=lambda number: [one[number] for one in apart]):
        yield Block([block.lines[number] for number in numbers])


def _apart(lines: list[Line], other: Block) -> list[bool]:
    """Whether each of these lines stands over or below another block rather than beside it.

    Short lines above a column belong to the one beside it. Above a cell they end a paragraph, but those of a cell
    that is set in the middle of its row: it has as many above as below.
    """
    apart = [_over(line, other) for line in lines]
    if isinstance(other, Table):
        return [line.top < other.top for line in lines]
    level = [number for number, line in enumerate(lines) if _level(line, other)]
    if not level:
        return apart
    start, end = level[0], level[-1]
    while end + 1 < len(lines) and not apart[end + 1]:
        end += 1
    most = len(lines) if len(other.lines) >= COLUMN else end - level[-1]
    while start and not apart[start - 1] and level[0] - start < most:
        start -= 1
    return [number < start or number > end or over for number, over in enumerate(apart)]


def _level(one: Block | Line, other: Block) -> bool:
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
