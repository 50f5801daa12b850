"""Tables of a PDF that are ruled: their cells are told by the lines, however close their words stand."""

from itertools import pairwise

import pytest

from corpus.pages import find_boxes
from corpus.readers.pdf import read
from tests.sheets import HEIGHT, LEADING, LEFT, LONG, LONGER, SIZE, TOP, Sheet, wrapped

COLUMNS = (LEFT, 150.0, 250.0, 330.0)
ROW = 2 * LEADING


def ruled(sheet: Sheet, y: float, rows: int, down: int = 1, *, thick: bool = False) -> float:
    """Draw the lines of a table below a height, cell by cell, the first column one cell for so many rows."""

    def stroke(x: float, y: float, to_x: float, to_y: float) -> None:
        if thick:
            sheet.canvas.rect(x - 0.4, HEIGHT - to_y - 0.4, to_x - x + 0.8, to_y - y + 0.8, stroke=0, fill=1)
        else:
            sheet.canvas.line(x, HEIGHT - y, to_x, HEIGHT - to_y)

    for number in range(rows + 1):
        for left, right in pairwise(COLUMNS):
            if left > LEFT or number % down == 0:
                stroke(left, y + number * ROW, right, y + number * ROW)
        for x in COLUMNS if number < rows else ():
            stroke(x, y + number * ROW, x, y + (number + 1) * ROW)
    return y + rows * ROW


def fill(sheet: Sheet, y: float, cells: tuple[str, ...], *, at_right: bool = False) -> None:
    """The words of a row, over two lines where a cell has two."""
    for left, right, text in zip(COLUMNS[:-1], COLUMNS[1:], cells, strict=True):
        lines = text.split("/")
        for number, line in enumerate(lines):
            x = right - len(line) * SIZE - 1 if at_right else left + 1
            sheet.line(x, y + LEADING + (2 * number - len(lines) + 1) * LEADING / 3, line)


@pytest.mark.parametrize("thick", [False, True])
def test_cells_that_touch_are_told_apart_by_the_line_between(sheet: Sheet, thick: bool) -> None:
    """A frame round paragraphs and a line below words make none."""
    sheet.canvas.rect(LEFT - 5, HEIGHT - TOP - LEADING - 5, 400, 2 * LEADING)
    y = sheet.lines(wrapped(LONG)) + 10
    sheet.canvas.line(LEFT, HEIGHT - TOP - 2, 200, HEIGHT - TOP - 2)
    end = ruled(sheet, y, 3, thick=thick)
    rows = [
        ("小企业甲乙", "一二三四五六七八", "预期值"),
        ("类别", "年均或者累计的", "属性"),
        ("上/下", "左边的/右", "约束"),
    ]
    for number, cells in enumerate(rows):
        fill(sheet, y + number * ROW, cells, at_right=number == 1)
    sheet.lines(wrapped(LONGER), y=end + LEADING)
    lines = read(sheet.save()).text.splitlines()
    assert lines == [LONG, *(" | ".join(cells).replace("/", "") for cells in rows), LONGER]


def test_a_cell_over_several_rows_is_said_in_each(sheet: Sheet) -> None:
    y = sheet.lines(wrapped(LONG))
    ruled(sheet, y, 2, down=2)
    sheet.line(LEFT + 1, y + ROW, "就业")
    for number, cells in enumerate((("", "社保补贴", "甲"), ("", "岗位补贴", "乙"))):
        fill(sheet, y + number * ROW, cells)
    path = sheet.save()
    assert read(path).text.splitlines() == [LONG, "就业 | 社保补贴 | 甲", "就业 | 岗位补贴 | 乙"]
    box, *_ = find_boxes(path, "就业 | 岗位补贴 | 乙", 1)
    assert (box.left, round(box.top + 0.9 * SIZE)) == (pytest.approx(LEFT + 1, abs=0.1), round(y + ROW))


def test_an_empty_cell_between_others_keeps_its_place(sheet: Sheet) -> None:
    y = sheet.lines(wrapped(LONG))
    ruled(sheet, y, 2)
    for number, cells in enumerate((("岗位", "其他要求", "类别"), ("医师", "", "医学"))):
        fill(sheet, y + number * ROW, cells)
    path = sheet.save()
    assert read(path).text.splitlines() == [LONG, "岗位 | 其他要求 | 类别", "医师 |  | 医学"]
    assert len(find_boxes(path, "医师 |  | 医学", 1)) == 2


def test_a_table_open_at_its_sides(sheet: Sheet) -> None:
    for row in range(3):
        sheet.canvas.line(LEFT, HEIGHT - TOP - row * ROW, 400, HEIGHT - TOP - row * ROW)
    sheet.canvas.line(COLUMNS[1], HEIGHT - TOP, COLUMNS[1], HEIGHT - TOP - 2 * ROW)
    for row, (name, amount) in enumerate((("粮食产量", "万吨"), ("油料产量", "吨"))):
        sheet.line(COLUMNS[1] - 4 * SIZE - 2, TOP + row * ROW + LEADING, name)
        sheet.line(COLUMNS[1] + 2, TOP + row * ROW + LEADING, amount)
    assert read(sheet.save()).text.splitlines() == ["粮食产量 | 万吨", "油料产量 | 吨"]


@pytest.mark.parametrize("turn", [90, 180, 270])
def test_a_turned_page_has_its_tables(sheet: Sheet, turn: int) -> None:
    sheet.rotate(turn)
    ruled(sheet, TOP, 2)
    for number in range(2):
        fill(sheet, TOP + number * ROW, ("小企业甲乙", "一二三四五六七八", "预期值"))
    assert read(sheet.save()).text.splitlines() == ["小企业甲乙 | 一二三四五六七八 | 预期值"] * 2


def test_columns_of_text_with_lines_round_them_are_no_cells(sheet: Sheet) -> None:
    """As a gazette has them, with a box above; the lines part the columns, however close they stand."""
    ends = (HEIGHT - 90, HEIGHT - 120, HEIGHT - TOP - 25 * LEADING)
    for y in ends:
        sheet.canvas.line(80, y, 480, y)
    for x, top in ((80, ends[0]), (480, ends[0]), (284, ends[1])):
        sheet.canvas.line(x, top, x, ends[2])
    sheet.line(250, 110, "某县人民政府")
    texts = [text for text in (LONG, LONGER) for _ in range(3)]
    rows = [row for text in texts for row in wrapped(text, 16)]
    sheet.lines(rows, LEFT)
    sheet.lines(rows, LEFT + 16.4 * SIZE)
    assert len(rows) > 20
    assert read(sheet.save()).text.splitlines() == ["某县人民政府", *texts, *texts]


def test_squared_paper_is_no_table(sheet: Sheet) -> None:
    for step in range(0, 400, 5):
        sheet.canvas.line(LEFT + step, HEIGHT - TOP + 20, LEFT + step, HEIGHT - TOP - 100)
        if step <= 120:
            sheet.canvas.line(LEFT, HEIGHT - TOP + 20 - step, LEFT + 395, HEIGHT - TOP + 20 - step)
    sheet.lines(wrapped(LONG))
    assert read(sheet.save()).text == LONG + "\n"
