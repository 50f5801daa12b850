"""A list of contents is no measure, and its lines are no headings."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.contents import find_contents
from corpus.measures import OPENING, find_measures
from tests.documents import found, words
from tests.sheets import Sheet, wrapped

LAW = "第一章　总则\n第一条　甲。\n第二章　服务\n第二条　乙。\n附则\n"
MEASURES = [("第一条", ("第一章 总则",), "甲。"), ("第二条", ("第二章 服务",), "乙。\n附则")]


def measures(text: str) -> list[tuple[str, tuple[str, ...], str]]:
    return [(measure.title, measure.heading_path, measure.text) for measure in find_measures(text)]


@pytest.mark.parametrize(
    "contents",
    [
        "目录\n第一章　总则\n第二章　服务\n",
        "目　　录\n第一章 总则\n第二章 服务\n",
        "# 目录\n第一章　总则……………1\n第二章　服务……………12\n",
        "目 次\n第一章　总则 ........ 1\n第二章　服务 ........ 12\n附则\t20\n",
        "目录\n第一章　总则 1\n第二章　服务 2\n",
    ],
)
def test_it_stands_above_what_it_lists(contents: str) -> None:
    assert measures(contents + LAW) == MEASURES
    assert measures(f"甲方前来。\n{contents}{LAW}") == [(OPENING, (), "甲方前来。"), *MEASURES]


def test_what_stands_between_it_and_the_first_heading_is_the_opening() -> None:
    contents = "目录\n一、对象 ….. 1\n二、标准 ….. 2\n"
    text = "各县：\n现通知如下。\n一、对象\n小企业。\n二、标准\n一万元。\n"
    assert measures(contents + text) == [
        (OPENING, (), "各县：\n现通知如下。"),
        ("一、对象", (), "小企业。"),
        ("二、标准", (), "一万元。"),
    ]


def test_a_word_alone_is_no_list() -> None:
    assert find_contents(["目录", "小企业可以申请。"]) == (0, 0)
    assert find_contents(["甲县政府采购目录", "第一章　总则", "第一章　总则"]) == (0, 0)
    assert find_contents(["目录"]) == find_contents([]) == (0, 0)


@given(
    st.lists(words, min_size=1, max_size=6, unique=True), st.sampled_from(["", "…… {}", "\t{}", " .... {}", " ({})"])
)
def test_any_list_is_passed_over(names: list[str], page: str) -> None:
    numerals = "一二三四五六"
    headings = [f"第{numerals[number]}章　{name}" for number, name in enumerate(names)]
    contents = [heading + page.format(number) for number, heading in enumerate(headings, 1)]
    body = [f"{heading}\n第{numerals[number]}条　{names[number]}。" for number, heading in enumerate(headings)]
    text = "\n".join(["目录", *contents, *body])
    assert measures(text) == [
        (f"第{numerals[number]}条", (f"第{numerals[number]}章 {name}",), f"{name}。")
        for number, name in enumerate(names)
    ]


def test_the_contents_of_a_pdf(tmp_path: Path) -> None:
    sheet = Sheet(tmp_path / "规划.pdf")
    sheet.centred(90, "某县服务企业办法", 22)
    sheet.centred(130, "目录")
    for row, (name, page) in enumerate((("第一章　总则", 1), ("第二章　服务", 2))):
        sheet.lines([f"{name}{'…' * 12}{page}"], y=160 + 24 * row)
    sheet.turn()
    sheet.lines(row for line in LAW.splitlines()[:4] for row in wrapped(line))
    assert found(sheet.save()) == [MEASURES[0], ("第二条", ("第二章 服务",), "乙。")]
