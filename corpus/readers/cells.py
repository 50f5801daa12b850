"""Merged cells of the tables of a web page: what one says is said in every row it covers, as workbooks are read."""

from collections.abc import Iterator
from copy import deepcopy
from typing import Any

LONGEST_REPEATED = 400
"""Characters of a merged cell that is said again; a longer one is the text of one row, not what several are about."""
_ROWS = "tr | thead/tr | tbody/tr | tfoot/tr"
_CELLS = ("td", "th")
_ALL = ".//*[@rowspan or @colspan]"
_WIDEST, _LONGEST = 1000, 65534
"""What browsers take for `colspan` and `rowspan` at most."""


def repeat_merged(table: Any) -> None:
    """Put a copy of each cell that goes down over several rows into every row below that says something of its own.

    One that goes across several columns is said once.
    """
    below: dict[int, tuple[Any, int]] = {}
    for row in table.xpath(_ROWS):
        cells = [cell for cell in row if cell.tag in _CELLS]
        said = any(map(_words, cells))
        begun: dict[int, tuple[Any, int]] = {}
        for cell, column, before in _placed(cells, below):
            if column in below and said:
                _insert(row, cell, before)
            elif column not in below and (rows := _span(cell, "rowspan", _LONGEST)) > 1:
                begun[column] = (cell, rows)
        below = {column: (cell, rows - 1) for column, (cell, rows) in (below | begun).items() if rows > 1}
    for cell in table.xpath(_ALL):
        for name in ("rowspan", "colspan"):
            cell.attrib.pop(name, None)


def _placed(cells: list[Any], below: dict[int, tuple[Any, int]]) -> Iterator[tuple[Any, int, Any]]:
    """The cells of a row and those that reach down into it, each with its column and its own cell that follows it."""
    waiting, column = list(cells), 0
    while waiting or (further := [at for at in below if at >= column]):
        if not waiting and column not in below:
            column = min(further)
        cell = below[column][0] if column in below else waiting.pop(0)
        yield cell, column, next(iter(waiting), None)
        column += _span(cell, "colspan", _WIDEST)


def _insert(row: Any, cell: Any, before: Any) -> None:
    long = len(_words(cell)) > LONGEST_REPEATED
    copy = cell.makeelement(cell.tag, colspan=cell.get("colspan", "1")) if long else deepcopy(cell)
    copy.tail = None
    copy.attrib.pop("id", None)
    if before is None:
        row.append(copy)
    else:
        before.addprevious(copy)


def _span(cell: Any, name: str, most: int) -> int:
    told = (cell.get(name) or "").strip()
    return min(max(int(told), 1), most) if told.isdecimal() and len(told) < 6 else 1


def _words(cell: Any) -> str:
    return "".join("".join(cell.itertext()).split())
