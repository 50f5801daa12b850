"""Merged cells of the tables of a web page: what one says is said in every row it covers, as workbooks are read."""

import re
from collections.abc import Iterator, Sequence
from copy import deepcopy
from dataclasses import dataclass
from itertools import groupby
from typing import Any

LONGEST_REPEATED = 400
"""Characters of a merged cell that is said again; a longer one is the text of one row, not what several are about."""
_ROWS = "tr | thead/tr | tbody/tr | tfoot/tr"
_CELLS = ("td", "th")
_ALL = ".//*[@rowspan or @colspan]"
_WIDEST, _LONGEST = 1000, 65534
"""What browsers take for `colspan` and `rowspan` at most."""
_MOST_REPEATED, _ALWAYS = 4, 20_000
"""How many times its own text a table may repeat, and how many characters every table may."""
_BETWEEN = " | "
_LONGEST_SECTION, _COLUMNS = 40, 3


@dataclass(frozen=True, slots=True)
class _Merged:
    """A cell that goes down: what is said again of it, the row at which it has ended, and how much each time takes."""

    cell: Any
    end: int
    size: int


def repeat_merged(table: Any) -> None:
    """Put a copy of each cell that goes down over several rows into every row below that says something of its own.

    As in browsers it ends with its group of rows (`thead`, `tbody`). One that goes across several columns is said
    once. A table that would repeat far more than it says is repeated only in its first rows.
    """
    left = max(_MOST_REPEATED * len(_words(table)), _ALWAYS)
    for _, rows in groupby(table.xpath(_ROWS), key=lambda row: row.getparent()):
        left = _repeat(list(rows), left)
    for cell in table.xpath(_ALL):
        for name in ("rowspan", "colspan"):
            cell.attrib.pop(name, None)


def with_sections(rows: Sequence[str]) -> list[str]:
    """The rows of a table as lines, one that names a section of it (一、价格部分) still a row: no heading of the text.

    It stands between rows of several columns, in one cell.
    """
    inside = [number for number, row in enumerate(rows) if row.count(_BETWEEN) >= _COLUMNS - 1]
    within = range(inside[0], inside[-1]) if inside else range(0)
    return [f"{row} |" if number in within and _is_section(row) else row for number, row in enumerate(rows)]


def _is_section(row: str) -> bool:
    return _BETWEEN not in row and len(row) <= _LONGEST_SECTION and not re.search(r"[。；：:\n]|\|$", row)


def _repeat(rows: Sequence[Any], left: int) -> int:
    """Repeat the merged cells of one group of rows.

    Returns:
        How much may still be repeated; below 0, with the rest of the rows as they were, once that is used up.
    """
    below: dict[int, _Merged] = {}
    for number, row in enumerate(rows):
        left -= sum(merged.size for merged in below.values())
        if left < 0:
            break
        cells = [cell for cell in row if cell.tag in _CELLS]
        said = any(map(_words, cells))
        begun: dict[int, _Merged] = {}
        for cell, column, before in _placed(cells, below):
            if column not in below:
                if (end := _end(cell, number, len(rows))) > number + 1:
                    begun[column] = _merged(cell, end)
            elif said and before is None:
                row.append(deepcopy(cell))
            elif said:
                before.addprevious(deepcopy(cell))
        below = {column: merged for column, merged in (below | begun).items() if merged.end > number + 1}
    return left


def _end(cell: Any, number: int, rows: int) -> int:
    """Behind which row of so many a cell ends; `rowspan="0"` goes down to the last."""
    return min(number + (_span(cell, "rowspan", _LONGEST, least=0) or rows), rows)


def _merged(cell: Any, end: int) -> _Merged:
    long = len(_words(cell)) > LONGEST_REPEATED
    copy = cell.makeelement(cell.tag, colspan=cell.get("colspan", "1")) if long else deepcopy(cell)
    copy.tail = None
    copy.attrib.pop("id", None)
    return _Merged(copy, end, len(_words(copy)) + sum(1 for _ in copy.iter()))


def _placed(cells: Sequence[Any], below: dict[int, _Merged]) -> Iterator[tuple[Any, int, Any]]:
    """The cells of a row and those that reach down into it, each with its column and its own cell that follows it."""
    column = 0
    for cell in cells:
        while column in below:
            yield below[column].cell, column, cell
            column += _span(below[column].cell, "colspan", _WIDEST)
        yield cell, column, None
        column += _span(cell, "colspan", _WIDEST)
    for further in sorted(below):
        if further >= column:
            yield below[further].cell, further, None
            column = further + _span(below[further].cell, "colspan", _WIDEST)


def _span(cell: Any, name: str, most: int, least: int = 1) -> int:
    told = (cell.get(name) or "").strip()
    return min(max(int(told), least), most) if told.isdecimal() and len(told) < 6 else 1


def _words(cell: Any) -> str:
    return "".join("".join(cell.itertext()).split())
