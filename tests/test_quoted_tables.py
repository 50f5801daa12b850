"""The rows of a table that an answer quotes are shown as a table, each still the quote to the last character."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import html

from corpus.records import Document, Measure
from index.build import build
from qa import ask
from qa.citation import Hit
from qa.quotes import quotes_html

NOTICE = """关于设备更新补贴标准的通知
各镇人民政府：
现将2026年设备更新补贴标准通知如下。
一、补贴标准
企业更新生产设备的，按下表给予补贴。
企业类型 | 补助比例 | 年度上限（万元）
小微企业 | 50% | 5
中型企业 | 30% | 10
大型企业 | 10% | 20
补贴资金由县财政局拨付。
"""


def hits(*quotes: str) -> list[Hit]:
    text = "\n".join(quotes)
    starts = [sum(len(quote) + 1 for quote in quotes[:place]) for place in range(len(quotes))]
    measure = Measure("甲", (), 0, len(text), text)
    document = Document("1", "甲", "甲", text)
    return [Hit(1.0, document, measure, quote, at, at + len(quote)) for quote, at in zip(quotes, starts, strict=True)]


def read(*quotes: str) -> list[str]:
    """The blocks shown, with what is there unseen."""
    return [html.fragment_fromstring(block).text_content() for _, block in quotes_html(hits(*quotes))]


def test_an_answer_from_a_table_shows_it_with_its_header(tmp_path: Path) -> None:
    source = tmp_path / "通知.txt"
    source.write_text(NOTICE, encoding="utf-8")
    build([source], tmp_path / "store")
    answer = ask("小微企业更新设备最多补多少钱？", tmp_path / "store")
    ((citation, block),) = quotes_html(answer.citations)
    assert citation.quote == "企业类型 | 补助比例 | 年度上限（万元）\n小微企业 | 50% | 5"
    table = html.fragment_fromstring(block).find("table")
    assert [[cell.tag for cell in row] for row in table] == [["th"] * 3, ["td"] * 3]
    assert [cell.text_content() for cell in table[0]] == ["企业类型", " | 补助比例", " | 年度上限（万元）"]
    assert table.xpath("string(tr[2]/td[3]/a)") == "[1]"


ROWS = ("企业类型 | 上限（万元）", "小微企业 | 5", "中型企业 | 10")


@pytest.mark.parametrize(
    ("quotes", "blocks"),
    [
        (ROWS, [f"{ROWS[0]} [1]{ROWS[1]} [2]{ROWS[2]} [3]"]),
        (("\n".join(ROWS),), ["\n".join(ROWS) + " [1]"]),
        (
            ("单位：万元\n" + ROWS[0], ROWS[1], "由县财政局拨付。"),
            [f"单位：万元\n{ROWS[0]} [1]{ROWS[1]} [2]", "由县财政局拨付。 [3]"],
        ),
        (ROWS[1:], [f"{ROWS[1]} [1]", f"{ROWS[2]} [2]"]),
        (("项目\t分值\n报价\t30", "方案\t20"), ["项目\t分值\n报价\t30 [1]方案\t20 [2]"]),
        (("项目 | 分值\n一、价格 |\n报价 | 30",), ["项目 | 分值\n一、价格 |\n报价 | 30 [1]"]),
        (("| 地区 | 电话 |", "| 甲县 | 0576-1 |"), ["| 地区 | 电话 | [1]| 甲县 | 0576-1 | [2]"]),
    ],
    ids=["one by one", "one quote", "around a table", "no header", "tabs", "section", "Markdown"],
)
def test_rows_below_their_header_are_one_block(quotes: tuple[str, ...], blocks: list[str]) -> None:
    assert read(*quotes) == blocks


DEEP = "年龄 | 标准（元/月） | 慰问\n年龄 | 一般 | 低保 | 慰问\n80—89岁 | 60 | 90 | 无\n90岁以上 | 120 | 150 | 米"


def test_a_cell_of_a_header_goes_over_the_columns_that_it_names() -> None:
    ((_, block),) = quotes_html(hits(DEEP))
    table = html.fragment_fromstring(block).find("table")
    widths = [[int(cell.get("colspan", 1)) for cell in row] for row in table]
    assert widths == [[1, 2, 1], [1] * 4, [1] * 4, [1] * 4]
    assert [row[0].tag for row in table] == ["th", "th", "td", "td"]
    assert "".join(table.itertext()) == f"{DEEP} [1]"
    one_row = "\n".join(DEEP.split("\n")[:3])
    assert [row[0].tag for row in html.fragment_fromstring(next(quotes_html(hits(one_row)))[1]).find("table")] == [
        *("th", "th", "td"),
    ]


CELL = st.text("甲<&|5（）元 ", min_size=1, max_size=4)


LINE = st.lists(CELL, min_size=1, max_size=4).flatmap(
    lambda cells: st.sampled_from([" | ", "\t"]).map(lambda s: s.join(cells))
)


@given(st.lists(st.lists(LINE, min_size=1, max_size=3).map("\n".join), min_size=1, max_size=5))
def test_every_quote_is_shown_to_the_last_character(quotes: list[str]) -> None:
    assert "".join(read(*quotes)) == "".join(f"{quote} [{number}]" for number, quote in enumerate(quotes, 1))
