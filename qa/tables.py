"""Rows of tables among the sentences of a text: the row that says what the columns hold, and a row read by it."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from pathlib import PurePath

from corpus.text import sentence_spans
from qa.enumeration import Span

BETWEEN = re.compile(r" \| |[ \u3000]*\t[ \u3000]*|(?<=\S)[ \u3000]*[│┃][ \u3000]*(?=\S)")
"""What a row has between its cells, a tab in text pasted from a table, a line in one that is drawn."""
_RULE = re.compile(r"[|\s:\-\u2500-\u257f]+")
"""What Markdown has below a header, and what parts the rows of a table that is drawn."""
_BRACKETS = re.compile(r"[（(]([^（()）]*)[)）]")
_YEAR = re.compile(r"(?:19|20)\d\d(?:\s*年)?")
_FIGURE = re.compile(r"\d")
_NUMBER = re.compile(r"\d[\d,.]*")
_FIGURES = re.compile(r"(?:[\d,.\s\-—–~～≤<＜≥>＞A-Z]|[（(]不?含[）)])+")
"""A number, or a range of them: 3000≤S＜8000."""
_UNIT = re.compile(r"[^\d，。：；\s]{1,6}")
_UNIT_OF_ALL = re.compile(
    r"[^。；\n]{0,20}单位\s*[：:]\s*(?:人民币|新台币|港币|澳门币)?([^\d，。：；、/\s（()）]{1,6})[^。；\n]{0,20}|"
    r"(?i:table) \d[^.\n]{0,80}\((?:in )?([£$€]|HK\$|NT\$|pounds|dollars|euros|yuan|RMB)[^()\n]{0,20}\)"
)
_COUNTS_ITSELF = re.compile(r"序号|编号|代码|年份|年度|年限|期限|电话|数量|[人户份次个]数|分值|比例|比重|增长|增速")
"""A column whose numbers are not in the unit of the others."""
_CAPTION = re.compile(r"(?:附?表|专栏|附图|图)\s*[\d一二三四五六七八九十]{1,3}(?![\d年月日])[^。；！？]{0,40}")
_MOST_LEVELS = 3
_SHEETS = (".xlsx", ".xlsm", ".csv", ".tsv")
_LONGEST_ROW = 400
_LONGEST_BETWEEN = 30
"""Characters of a line between two rows that parts a table no more than a heading within it does."""


def headers(text: str, spans: Sequence[Span]) -> dict[int, int]:
    """By the number of each row that has one the number of its header: a first row of words over figures.

    Args:
        text: of the document.
        spans: of the sentences in it, a row one sentence.
    """
    return {row: table[0] for table in tables(text, spans) for row in table[1:]}


def tables(text: str, spans: Sequence[Span]) -> list[list[int]]:
    """The numbers of the rows of each table that has a header, from that on: the last of several rows of words."""
    return [rows[deep - 1 :] for rows, deep in _with_headers(text, spans) if deep]


def unfilled(text: str, spans: Sequence[Span], chosen: set[int]) -> Iterator[list[int]]:
    """The rows of each table of which nothing is chosen but its header, or a first row without any figure."""
    for rows, deep in _with_headers(text, spans):
        header = rows[: max(deep, 1)]
        if not deep and _FIGURE.search(text, *spans[rows[0]]):
            continue
        if len(rows) > len(header) and not chosen.isdisjoint(header) and chosen.isdisjoint(rows[len(header) :]):
            yield rows


def header_rows(rows: Sequence[str]) -> int:
    """How many of these rows say what the cells of those below hold: one, several that go on, or none."""
    cells = [_cells(row, (0, len(row))) for row in rows]
    deepest = next((level for level in range(1, len(rows)) if not _goes_on(*cells[level - 1 : level + 1])), 1)
    parted = [
        level for level in range(1, min(_MOST_LEVELS, len(rows) - 1)) if _is_parted(*cells[level - 1 : level + 1])
    ]
    levels = [level for level in range(min(_MOST_LEVELS, deepest)) if level in parted or _heads(cells[level:])]
    return levels[-1] + 1 if levels else 0


def statements(path: str, text: str, start: int, end: int) -> list[Span]:
    """The sentences of a measure; a row of a spreadsheet, unless it is long, is one: its lines say little alone.

    Args:
        path: of the document.
        text: of it.
        start, end: of the measure.
    """
    if in_sheet(path) and end - start <= _LONGEST_ROW:
        return [(start, end)]
    return sentence_spans(text, start, end)


def in_sheet(path: str) -> bool:
    """Whether a document is a spreadsheet, by its path."""
    return PurePath(path).suffix.lower() in _SHEETS


def is_row(line: str) -> bool:
    """Whether a line is a row of a table, or names a section of one in a single cell."""
    return BETWEEN.search(line) is not None or line.endswith(" |")


def above(text: str, spans: Sequence[Span], header: int) -> set[int]:
    """A header with the rows of it over that one, and the line over these that tells the unit (单位：万元)."""
    first = header
    while first and header - first < _MOST_LEVELS - 1 and _is_upper(text, spans, first - 1):
        first -= 1
    told = first > 0 and _UNIT_OF_ALL.fullmatch(text, *spans[first - 1])
    return {*range(first - bool(told), header + 1)}


def _is_upper(text: str, spans: Sequence[Span], number: int) -> bool:
    """Whether a row is of a header that goes on in the row below it."""
    rows = [_cells(text, spans[number]), _cells(text, spans[number + 1])]
    return len(rows[0]) > 1 and _goes_on(*rows)


def _unit_over(text: str, spans: Sequence[Span], header: int) -> str:
    """The unit that the line or the rows over a header tell for all figures; empty where they tell none, or several.

    The line over a table that begins a measure is its heading.
    """
    rows = above(text, spans, header)
    over = [text[slice(*spans[number])] for number in rows - {header}]
    if 0 in rows:
        start = spans[0][0]
        over += text[max(start - _LONGEST_ROW, 0) : start].rstrip().splitlines()[-1:]
    told = [found[1] or found[2] for line in over if (found := _UNIT_OF_ALL.fullmatch(line))]
    told += [unit for line in over for unit in _BRACKETS.findall(line) if not told and _UNIT.fullmatch(unit)]
    return told[0] if len(set(told)) == 1 else ""


def under_headers(text: str, spans: Sequence[Span]) -> list[str]:
    """The sentences, a row under a header with what its cells are and their units: 小微企业 年度上限 5万元."""
    told = [text[start:end] for start, end in spans]
    for number, header in headers(text, spans).items():
        names, cells = _cells(text, spans[header]), _cells(text, spans[number])
        if len(cells) <= len(names):
            unit = _unit_over(text, spans, header)
            told[number] = " ".join(_named(*pair, unit) for pair in zip(names, cells, strict=False) if pair[1])
    return [_with_units(sentence) if "\n" in sentence else sentence for sentence in told]


def _with_units(row: str) -> str:
    """A row of a spreadsheet, a line a cell, its numbers with the unit of their name or of the cell that tells it."""
    cells = [line.split("：", 1) for line in row.split("\n")]
    if not all(len(cell) > 1 for cell in cells):
        return row
    unit = next((value for name, value in cells if name.endswith("单位") and _UNIT.match(value)), "")
    return " ".join(_named(name, value, unit) for name, value in cells)


def captions(text: str, spans: Sequence[Span]) -> set[int]:
    """Headers, lines that name a table (表1 …), its unit or a section of it, which say nothing by themselves."""
    named = {
        n for n, span in enumerate(spans) if _CAPTION.fullmatch(text, *span) or _UNIT_OF_ALL.fullmatch(text, *span)
    }
    named |= {n for n, span in enumerate(spans) if _RULE.fullmatch(text, *span)}
    named |= {
        n
        for n, (start, end) in enumerate(spans)
        if text.endswith(" |", start, end) and not BETWEEN.search(text, start, end)
    }
    return named.union(*(above(text, spans, header) for header in set(headers(text, spans).values())))


def _with_headers(text: str, spans: Sequence[Span]) -> Iterator[tuple[list[int], int]]:
    """The numbers of the rows of each table, and how many of them are its header."""
    for rows in _tables(text, spans):
        yield rows, header_rows([text[slice(*spans[number])] for number in rows])


def _tables(text: str, spans: Sequence[Span]) -> Iterator[list[int]]:
    """The numbers of the rows of each table."""
    rows = [number for number, (start, end) in enumerate(spans) if BETWEEN.search(text, start, end)]
    rows = [number for number in rows if not _RULE.fullmatch(text, *spans[number])]
    table = rows[:1]
    for before, number in pairwise(rows):
        if not all(_parts_nothing(text, spans[between]) for between in range(before + 1, number)):
            yield table
            table = []
        table.append(number)
    if table:
        yield table


def _parts_nothing(text: str, span: Span) -> bool:
    start, end = span
    return bool(_RULE.fullmatch(text, start, end)) or (
        end - start <= _LONGEST_BETWEEN and text[end - 1] not in "。；：！？" and not _CAPTION.match(text, start, end)
    )


def _heads(table: Sequence[Sequence[str]]) -> bool:
    """Whether the first row names the columns of the others: no figure where most of those have one."""
    if len(table) < 2 or any(map(_NUMBER.fullmatch, table[0])):
        return False
    header, *rows = table
    alike = [row for row in rows if len(header) - 1 <= len(row) <= len(header)]  # the last cell may be empty
    return 2 * len(alike) >= len(rows) and any(
        not _FIGURE.search(_YEAR.sub("", _BRACKETS.sub("", name)))
        and 2 * sum(bool(_FIGURE.search("".join(row[column : column + 1]))) for row in alike) > len(alike)
        for column, name in enumerate(header)
    )


def _goes_on(header: Sequence[str], row: Sequence[str]) -> bool:
    """Whether a row is the next of a header over several: words, some merged with those above, or parts of it."""
    merged = not row[0] or any(map(str.__eq__, header, row))
    words = not any(_FIGURE.search(_YEAR.sub("", _BRACKETS.sub("", cell))) for cell in row)
    return (merged and words) or _is_parted(header, row)


def _is_parted(header: Sequence[str], row: Sequence[str]) -> bool:
    """Whether a row parts a cell over it into several columns, that of the first merged: 第1年, 721元—1080元."""
    return len(header) < len(row) and row[0] == header[0] and not _FIGURE.search(_BRACKETS.sub("", row[0]))


def _cells(text: str, span: Span) -> list[str]:
    return [cell.strip() for cell in BETWEEN.split(text[slice(*span)].strip("| \u3000│┃"))]


def _named(name: str, cell: str, unit: str = "") -> str:
    """A cell with the name of its column; a bare number takes the unit in that, or else this one."""
    own = _BRACKETS.search(name)
    unit = own[1] if own and _UNIT.fullmatch(own[1]) else "" if _COUNTS_ITSELF.search(name) else unit
    return f"{_BRACKETS.sub('', name)} {cell}{unit if _FIGURES.fullmatch(cell) else ''}"
