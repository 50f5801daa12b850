"""Spaces of full width that a browser's PDF leaves blank: a gap within a line, no cells of a table."""

from pathlib import Path

import pytest

from corpus.readers.pdf import read
from tests.sheets import LEADING, LEFT, LONG, LONGER, SIZE, TOP, WIDTH, Sheet, wrapped

BLANK = 1.04
"""In heights of the letters: a space of full width as it is measured."""


def printed_line(sheet: Sheet, x: float, y: float, text: str, blank: float = BLANK) -> None:
    """A line drawn piece by piece, with nothing where it has spaces of full width."""
    for piece in text.split("\u3000"):
        if piece:
            sheet.line(x, y, piece)
        x += SIZE * (len(piece) + blank)


def article(sheet: Sheet, y: float, head: str, text: str) -> float:
    """An article whose number stands two spaces of full width before its text; where the next line would stand."""
    first, *others = wrapped(f"{head}\u3000\u3000{text}", indent=0)
    printed_line(sheet, LEFT, y, first)
    return sheet.lines(others, y=y + LEADING)


def test_a_gap_of_one_full_width_is_a_space(sheet: Sheet) -> None:
    y = sheet.lines(wrapped(LONG))
    printed_line(sheet, LEFT + 2 * SIZE, y, "注：〔\u3000〕内为五年累计数。")
    printed_line(sheet, WIDTH / 2 - 5 * SIZE, y + LEADING, "第三章\u3000主要任务")
    sheet.lines(wrapped(LONGER), y=y + 2 * LEADING)
    expected = [LONG, "注：〔 〕内为五年累计数。", "第三章 主要任务", LONGER]
    assert read(sheet.save()).text.splitlines() == expected


@pytest.mark.parametrize("numbers", [("第七條", "第八條"), ("第十一條之一", "第十二條"), ("第七条之一", "第七条之二")])
def test_articles_two_spaces_before_their_text(sheet: Sheet, numbers: tuple[str, str]) -> None:
    y = TOP
    for number, text in zip(numbers, (LONG, LONGER), strict=True):
        y = article(sheet, y, number, text)
    assert read(sheet.save()).text.splitlines() == [f"{numbers[0]} {LONG}", f"{numbers[1]} {LONGER}"]


@pytest.mark.parametrize("label", ["表1", "附表2-1", "附件一", "專欄3", "图12"])
def test_a_caption_is_one_line(sheet: Sheet, label: str) -> None:
    y = sheet.lines(wrapped(LONG))
    printed_line(sheet, WIDTH / 2 - 8 * SIZE, y, f"{label}\u3000\u3000主要农产品产量", blank=1)
    sheet.lines(wrapped(LONGER), y=y + LEADING)
    assert read(sheet.save()).text.splitlines() == [LONG, f"{label} 主要农产品产量", LONGER]


def test_a_ratio_is_not_broken_over_two_lines(tmp_path: Path) -> None:
    sheet = Sheet(tmp_path / "ratio.pdf")
    rows = wrapped(LONG)
    ending = "三次产业结构由上年的十八点六比三十四点一调整为"
    sheet.lines([*rows[:-1], ending, "18.6∶34.1∶47.3，比上年更优。", *wrapped(LONGER)])
    text = read(sheet.save()).text
    assert text == f"{''.join(rows[:-1]).strip()}{ending}18.6∶34.1∶47.3，比上年更优。\n{LONGER}\n"
