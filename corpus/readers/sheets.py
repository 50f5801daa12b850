"""The cells of workbooks and delimited text as a person sees them, in grids of texts."""

import csv
import re
from bisect import bisect_left, bisect_right
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date, datetime, time
from decimal import Decimal
from io import StringIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

from corpus.errors import DamagedDocument, OversizedDocument
from corpus.readers.package import damaged, open_package
from corpus.readers.source import decode

LARGEST_SHEET = 4_000_000
"""Cells; a catalogue of all measures of a province has some ten thousand."""

_MERGED = re.compile(rb'<(?:\w+:)?mergeCell\s+ref="([A-Z]{1,3}\d{1,7}:[A-Z]{1,3}\d{1,7})"')
_DELIMITERS = ",;\t|"
_SAMPLE = 8192


@dataclass(slots=True)
class Sheet:
    """A grid of texts without empty rows. Merged cells hold their value everywhere.

    `continued` are the cells that only continue the one to their left; `joined` the last row of the merged cells that
    begin in a row.
    """

    name: str
    rows: list[list[str]]
    continued: set[tuple[int, int]] = field(default_factory=set)
    joined: dict[int, int] = field(default_factory=dict)

    def own(self, row: int) -> dict[int, str]:
        """The filled cells of a row by column, those merged across it once."""
        cells = enumerate(self.rows[row])
        return {column: text for column, text in cells if text and (row, column) not in self.continued}


def read_workbook(path: Path) -> list[Sheet]:
    """The sheets, hidden ones too.

    Merged cells are read past openpyxl, which would build every cell of them: a sheet can merge all it could have.

    Raises:
        EncryptedDocument, OversizedDocument, DamagedDocument: see `corpus.readers.package`.
    """
    import warnings

    import openpyxl

    package = open_package(path)
    # Warnings of what it would not write again; no `catch_warnings`, which is not for threads.
    warnings.filterwarnings("ignore", module=r"openpyxl\.")
    try:
        with ZipFile(package) as parts:
            workbook = openpyxl.load_workbook(package, read_only=True, data_only=True, keep_links=False)
            return [_sheet(sheet, parts.read(sheet._worksheet_path)) for sheet in workbook.worksheets]
    except (OversizedDocument, MemoryError):
        raise
    except Exception as error:  # the library says of damaged files whatever comes up first
        raise damaged(path) from error


def _sheet(worksheet: Any, xml: bytes) -> Sheet:
    from openpyxl.utils import range_boundaries

    worksheet.reset_dimensions()
    cells: dict[int, dict[int, str]] = {}
    for row in worksheet.iter_rows():
        if texts := {cell.column: text for cell in row if cell.value is not None and (text := _text(cell))}:
            cells[row[-1].row] = texts
    columns = sorted({column for texts in cells.values() for column in texts})
    _check_size(worksheet.title, len(cells), len(columns))
    sheet = Sheet(worksheet.title, [[texts.get(column, "") for column in columns] for texts in cells.values()])
    filled, area = list(cells), 0
    for reference in _MERGED.finditer(xml):
        left, top, right, bottom = range_boundaries(reference[1].decode())
        across = range(bisect_left(columns, left), bisect_right(columns, right))
        down = range(bisect_left(filled, top), bisect_right(filled, bottom))
        area += len(across) * len(down)
        _check_size(worksheet.title, area, 1)
        if across and down:
            value = sheet.rows[down[0]][across[0]]
            for row in down:
                sheet.rows[row][across[0] : across[-1] + 1] = [value] * len(across)
                sheet.continued |= {(row, column) for column in across[1:]}
            sheet.joined[down[0]] = max(down[-1], sheet.joined.get(down[0], 0))
    return sheet


def _text(cell: Any) -> str:
    """What a cell shows; "" for an error such as #N/A."""
    value = cell.value
    if value is None or cell.data_type == "e":
        return ""
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, datetime):
        return value.strftime("%Y-%m-%d" if value.time() == time() else "%Y-%m-%d %H:%M")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, int | float):
        return _number(value, cell.number_format)
    return _clean(str(value).replace("_x000D_", ""))


def _number(value: float, style: str) -> str:
    """A number without what binary fractions add to it; per cent with the places its format gives."""
    if percent := re.search(r"(?:\.(0+))?%", style):
        return f"{value * 100:.{len(percent[1] or '')}f}%"
    shown = format(Decimal(format(value, ".15g")), "f")
    return shown.rstrip("0").rstrip(".") if "." in shown else shown


def _check_size(name: str, rows: int, columns: int) -> None:
    if rows * columns > LARGEST_SHEET:
        raise OversizedDocument(
            f"sheet “{name}” has {rows * columns:,} cells, over the limit of {LARGEST_SHEET:,}; split it"
        )


def _clean(text: str) -> str:
    lines = (line.strip() for line in text.splitlines())
    return "\n".join(line for line in lines if line)


def read_delimited(path: Path) -> Sheet:
    """The one sheet of delimited text.

    Raises:
        UndecodableText: see `corpus.readers.source`.
        DamagedDocument: quotes that do not close, most of all.
    """
    text = decode(path.read_bytes())
    delimiter = "\t" if path.suffix.lower() == ".tsv" else ","
    with suppress(csv.Error):  # one column, or none more likely than another
        delimiter = csv.Sniffer().sniff(text[:_SAMPLE], _DELIMITERS).delimiter
    try:
        rows = [[_clean(cell) for cell in row] for row in csv.reader(StringIO(text, newline=""), delimiter=delimiter)]
    except csv.Error as error:
        raise DamagedDocument(f"is not a table of delimited text ({error}); save it again as .csv or .xlsx") from error
    width = max(map(len, rows), default=0)
    return Sheet(path.stem, [row + [""] * (width - len(row)) for row in rows])
