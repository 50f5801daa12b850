"""Spreadsheets (`.xlsx`, `.xlsm`) and delimited text (`.csv`, `.tsv`): every row a measure.

A row becomes a heading, made of the cells that name it, over lines `header：value`. Rows above the header give the
title; a row of one cell among the others is a heading over those that follow, or a note.
"""

import re
from collections.abc import Iterator
from pathlib import Path

from corpus.readers.headings import one_line
from corpus.readers.sheets import Sheet, read_delimited, read_workbook
from corpus.readers.source import Source

_NUMBER = re.compile(r"[-+]?[\d,.]+%?")
_STATEMENT = re.compile(r"[^：:]+[：:].")
"""填报单位：…, as forms have above their header."""
_FILLED_IN = re.compile(r"(?:填报|填表|编制|制表|报送|公布)(?:单位|部门|机构)\s*[：:]")
"""What the line above a header begins with that tells whose table it is."""
_RANK = re.compile(r"[\d.]+|[一二三四五六七八九十百]+")
_NAMES = re.compile(r"名称|标题|题目|事项|项目|措施|举措|政策|条款|title|name|measure", re.IGNORECASE)
_SENTENCE = re.compile(r"[。；;！!]")
_HEADING_ENDS = re.compile(r"[\n。；;]")
_NUMERAL = "一二三四五六七八九十百千零〇○两"
_OPENS = (
    rf"#{{1,6}}\s|\**第[{_NUMERAL}\d]+(?:分编|编|章|节|部分|条)|附件|附录|附表|[{_NUMERAL}]{{1,4}}\s*、"
    rf"|[（(][{_NUMERAL}]{{1,4}}[）)]|\d{{1,2}}\s*[.．、]"
)
"""What would open a measure at the beginning of a line."""
_OPENS_LINE = re.compile(_OPENS)
_OPENS_INSIDE = re.compile(rf"\n(?={_OPENS})")
_LONGEST_HEADING = 45
_LONGEST_TITLE = 120


def read(path: Path) -> Source:
    """Read a table.

    Raises:
        UndecodableText, EncryptedDocument, OversizedDocument, DamagedDocument: see `corpus.errors`.
    """
    sheets = read_workbook(path) if path.suffix.lower() in {".xlsx", ".xlsm"} else [read_delimited(path)]
    sheets = [sheet for sheet in sheets if any(map(any, sheet.rows))]
    title, lines, facts = "", list[str](), list[str]()
    for sheet in sheets:
        header = _header(sheet)
        above = [] if header is None else _above(sheet.rows[: header[0]])
        if sheet is sheets[0] and (title := next((line for line in above if _is_title(line)), "")):
            lines.append(f"# {title}")
        if len(sheets) > 1:
            lines.append(f"# {sheet.name}")
        facts += [line for line in above if _FILLED_IN.match(line)] if sheet is sheets[0] else []
        lines += [line for line in above if line not in {title, sheet.name}]
        lines += _plain(sheet) if header is None else _measures(sheet, *header)
    return Source(text="".join(f"{line}\n" for line in lines), title=title, facts=tuple(facts))


def _header(sheet: Sheet) -> tuple[int, int] | None:
    """The first and the last row of the header: one row, or as many as the merged cells in it take."""
    for number in range(len(sheet.rows)):
        filled = sheet.own(number).values()
        texts = [text for text in filled if not _NUMBER.fullmatch(text) and not _STATEMENT.match(text)]
        if len(filled) >= 2 and len(texts) * 2 > len(filled):
            return number, sheet.joined.get(number, number)
    return None


def _above(rows: list[list[str]]) -> list[str]:
    return [one_line(" ".join(dict.fromkeys(filter(None, row)))) for row in rows if any(row)]


def _is_title(line: str) -> bool:
    return len(line) <= _LONGEST_TITLE and not re.search(r"[：:。；]|^附[件表录]", line)


def _plain(sheet: Sheet) -> list[str]:
    """The rows of a sheet that is no table of measures."""
    return [" | ".join(dict.fromkeys(filter(None, row))) for row in sheet.rows if any(row)]


def _measures(sheet: Sheet, first: int, last: int) -> Iterator[str]:
    """The lines of the rows under the header."""
    header = sheet.rows[first : last + 1]
    columns = range(len(header[0]))
    names = [" ".join(dict.fromkeys(one_line(row[column]) for row in header if row[column])) for column in columns]
    names = [name.rstrip("：: ") for name in names]
    rows = [sheet.own(number) for number in range(last + 1, len(sheet.rows))]
    naming = _naming_column(names, [row for row in rows if len(row) > 1 or len(names) == 1])
    under = "##"
    for row in rows:
        text = next(iter(row.values()), "")
        if len(row) == 1 and not _NUMBER.fullmatch(text):
            if _SENTENCE.search(text) or len(text) > _LONGEST_HEADING:
                yield f"## {_heading(re.split('[：:，,]', text)[0])}"
                yield _OPENS_INSIDE.sub(" ", text)
            else:
                yield f"## {one_line(text)}"
                under = "###"
        elif row:
            yield f"{under} {_row_heading(row, naming)}"
            yield from (_line(names[column], text) for column, text in row.items())


def _naming_column(names: list[str], rows: list[dict[int, str]]) -> int | None:
    """The column whose cells name the rows: by its header, or because no two of its short texts are the same."""
    columns = [[row[column] for row in rows if column in row] for column in range(len(names))]
    worded = [column for column, texts in enumerate(columns) if any(not _RANK.fullmatch(text) for text in texts)]
    short = [column for column in worded if max(map(len, columns[column])) <= _LONGEST_HEADING]
    distinct = [column for column in short if len(set(columns[column])) == len(columns[column])]
    named = [column for column in short if _NAMES.search(names[column])]
    best = [column for column in named if column in distinct]
    return next(iter([*best, *named, *distinct, *short, *worded]), None)


def _row_heading(row: dict[int, str], naming: int | None) -> str:
    """The number a row begins with and its name; without a name, its first text."""
    first = next(iter(row.values()))
    worded = next((text for text in row.values() if not _NUMBER.fullmatch(text)), first)
    name = worded if naming is None else row.get(naming, worded)
    return _heading(f"{first} {name}" if _RANK.fullmatch(first) and name != first else name)


def _heading(text: str) -> str:
    return one_line(_HEADING_ENDS.split(text, maxsplit=1)[0])[:_LONGEST_HEADING].strip() or one_line(text)


def _line(name: str, text: str) -> str:
    """`header：value`, written so that no line of it opens a measure of its own."""
    line = _OPENS_INSIDE.sub(" ", f"{name}：{text}" if name else text)
    return f"- {line}" if _OPENS_LINE.match(line) else line
