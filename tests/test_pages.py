"""Page images: a quote's boxes lie where its letters are."""

import io
from pathlib import Path

import pytest
from PIL import Image, ImageChops

from corpus.pages import Box, find_boxes, render
from corpus.readers.pdf import read
from tests.sheets import HEIGHT, LEADING, LEFT, LONG, SIZE, TOP, WIDTH, Sheet, wrapped


def image(path: Path, boxes: list[Box], scale: float = 2.0, page: int = 1) -> Image.Image:
    picture = Image.open(io.BytesIO(render(path, page, boxes, scale)))
    assert picture.format == "PNG"
    return picture


def ink(picture: Image.Image) -> tuple[float, float, float, float]:
    """What is not white, in points."""
    found = ImageChops.invert(picture.convert("L")).point(lambda value: 255 * (value > 40)).getbbox()
    assert found
    return tuple(edge / 4 for edge in found)  # type: ignore[return-value]


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_the_box_is_where_the_letters_are(tmp_path: Path, turn: int) -> None:
    sheet = Sheet(tmp_path / "words.pdf", font="Helvetica")
    sheet.rotate(turn)
    sheet.line(LEFT, 300, "GRANTS", 20)
    path = sheet.save()
    (box,) = find_boxes(path, "GRANTS", 1)
    left, top, right, bottom = ink(image(path, [], 4))
    assert box.left <= left <= box.left + 3
    assert box.right - 3 <= right <= box.right
    assert box.top <= top <= box.top + 6
    assert box.bottom - 6 <= bottom <= box.bottom


def test_a_part_of_a_line(tmp_path: Path) -> None:
    sheet = Sheet(tmp_path / "line.pdf")
    sheet.lines(["甲乙丙丁戊己"])
    (box,) = find_boxes(sheet.save(), "丙丁", 1)
    assert box.page == 1
    assert box.left == pytest.approx(LEFT + 2 * SIZE, abs=0.5)
    assert box.right == pytest.approx(LEFT + 4 * SIZE, abs=0.5)
    assert box.top < TOP - 0.8 * SIZE < TOP < box.bottom < TOP + LEADING - SIZE


def test_a_box_for_each_line_spaces_and_marks_ignored(tmp_path: Path) -> None:
    sheet = Sheet(tmp_path / "lines.pdf")
    sheet.line(LEFT, 90, "某县办法", 22)
    sheet.lines(wrapped(LONG))
    source = read(sheet.save())
    assert source.text == f"# 某县办法\n{LONG}\n"
    boxes = find_boxes(sheet.path, source.text, 1)
    assert [round(box.left) for box in boxes] == [LEFT, LEFT + 2 * SIZE, LEFT]
    assert find_boxes(sheet.path, "没有的话", 1) == find_boxes(sheet.path, " ", 1) == []
    assert find_boxes(sheet.path, LONG, 2) == find_boxes(sheet.path, LONG, 0) == []


def test_a_quote_over_pages(tmp_path: Path) -> None:
    sheet = Sheet(tmp_path / "pages.pdf")
    for page, line in enumerate(wrapped(LONG, 15), 1):
        sheet.line(LEFT, 60, "某县公报", 9)
        sheet.lines([line])
        sheet.line(LEFT, HEIGHT - 60, f"— {page} —", 9)
        sheet.turn()
    source = read(sheet.save())
    assert source.text == LONG + "\n"
    boxes = find_boxes(sheet.path, LONG[3:-3], 1)
    assert [box.page for box in boxes] == [1, 2, 3, 4]
    assert {round(box.top) for box in boxes} == {round(TOP - 0.9 * SIZE)}


def test_a_quote_whose_next_character_is_the_page_number(tmp_path: Path) -> None:
    sheet = Sheet(tmp_path / "number.pdf")
    for text, number in (("补贴每户一次发放", "3"), ("3万元，分两年。", "4")):
        sheet.lines([text])
        sheet.line(LEFT, HEIGHT - 60, number, 9)
        sheet.turn()
    boxes = find_boxes(sheet.save(), "一次发放3万元", 1)
    assert [(box.page, round(box.top)) for box in boxes] == [(1, 129), (2, 129)]


def test_boxes_are_marked_yellow_and_the_letters_stay(tmp_path: Path) -> None:
    sheet = Sheet(tmp_path / "yellow.pdf", font="Helvetica")
    sheet.line(LEFT, 300, "GRANTS", 20)
    path = sheet.save()
    boxes = [*find_boxes(path, "GRANTS", 1), Box(2, 0, 0, 50, 50)]
    plain, marked = image(path, []), image(path, boxes)
    assert plain.size == marked.size == (2 * WIDTH, 2 * HEIGHT)
    changed = ImageChops.difference(plain, marked).getbbox()
    assert changed
    for edge, expected in zip(changed, (boxes[0].left, boxes[0].top, boxes[0].right, boxes[0].bottom), strict=True):
        assert edge == pytest.approx(2 * expected, abs=2)
    corner = marked.getpixel((changed[0] + 1, changed[1] + 1))
    assert isinstance(corner, tuple)
    assert corner[0] > 240
    assert corner[2] < 200
    assert marked.convert("L").crop(changed).getextrema()[0] < 100


def test_a_huge_page_is_rendered_smaller(tmp_path: Path) -> None:
    sheet = Sheet(tmp_path / "huge.pdf")
    sheet.canvas.setPageSize((8000, 8000))
    sheet.lines([LONG])
    width, height = image(sheet.save(), [], 4.0).size
    assert width * height <= 16.1e6
