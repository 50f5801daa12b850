"""What stands directly above a table in a PDF, and is drawn with its first cell."""

import pytest

from corpus.readers.pdf import read
from tests.sheets import CHARACTERS, LEADING, LEFT, LONG, LONGER, SIZE, TOP, Sheet, wrapped

ROWS = (("档次", "金额"), ("小企业", "一万元"), ("合作社", "两万元"))


def row(sheet: Sheet, y: float, cells: tuple[str, ...]) -> float:
    """Cells on one line; where the next row would stand."""
    for x, cell in zip((LEFT, 300.0), cells, strict=True):
        sheet.line(x, y, cell)
    return y + LEADING


@pytest.mark.parametrize("middle", ["三次产业结构由上年的", "", LONGER[:12]])
def test_a_paragraph_is_no_part_of_the_first_cell(sheet: Sheet, middle: str) -> None:
    """Its last line is as short as the cell, and so is one in its midst that a long word has broken."""
    rows = [*wrapped(LONG[:28], indent=2), *([f"{middle}", "1" * 52 + "万元。"] if middle else []), "如下表："]
    y = sheet.lines(rows)
    for cells in ROWS:
        y = row(sheet, y, cells)
    sheet.lines(wrapped(LONGER), y=y)
    paragraph = "".join(rows).strip()
    assert read(sheet.save()).text.splitlines() == [paragraph, *map(" | ".join, ROWS), LONGER]


def test_a_cell_in_the_middle_of_its_row_keeps_its_first_line(sheet: Sheet) -> None:
    y = sheet.lines([*wrapped(LONG), "标准如下"], y=TOP)
    sheet.lines(["登记满一年的", "小型企业以及", "微型企业"], LEFT, y)
    sheet.line(300, y + LEADING, "一万元")
    sheet.lines(wrapped(LONGER), y=y + 3 * LEADING)
    lines = read(sheet.save()).text.splitlines()
    assert lines == [LONG, "标准如下", "登记满一年的小型企业以及微型企业 | 一万元", LONGER]


def test_a_centred_caption_is_a_line_of_its_own(sheet: Sheet) -> None:
    """Also where most of what is on the page are the smaller letters of tables."""
    sheet.lines(wrapped(LONG))
    sheet.centred(TOP + 3 * LEADING, "（某县人民政府办公室印发）")
    sheet.centred(TOP + 4 * LEADING, "表1 主要农产品的产量")
    for number in range(20):
        sheet.line(LEFT, TOP + (5 + number) * LEADING, "小企业" * 12, 0.85 * SIZE)
    lines = read(sheet.save()).text.splitlines()
    assert lines[:3] == [LONG, "（某县人民政府办公室印发）", "表1 主要农产品的产量"]


def test_a_centred_heading_goes_on_below_a_full_line(sheet: Sheet) -> None:
    heading = LONG[:CHARACTERS].replace("，", "和")
    y = sheet.lines([*wrapped(LONG), *wrapped(LONGER), heading])
    sheet.line(LEFT + (CHARACTERS - 9) / 2 * SIZE, y, "有关事项的处理规定")
    sheet.lines(wrapped(LONG), y=y + LEADING)
    sheet.lines(wrapped(LONGER), y=y + 3 * LEADING)
    assert read(sheet.save()).text.splitlines() == [LONG, LONGER, f"{heading}有关事项的处理规定", LONG, LONGER]
