"""Chapters that lack their number, and headings broken over two lines, are divisions like any other."""

import pytest

from tests.test_measures import found


def test_chapters_without_a_number() -> None:
    text = (
        "总　则\n第一条　甲。\n第二条　乙：\n（一）丙；\n（二）丁。\n渔船补助\n第三条　戊。\n"
        "第三章　渔港、码头\n第四条　己。\n法律责任\n第五条　庚。"
    )
    assert found(text) == [
        ("第一条", ("总 则",), "甲。"),
        ("第二条", ("总 则",), "乙：\n（一）丙；\n（二）丁。"),
        ("第三条", ("渔船补助",), "戊。"),
        ("第四条", ("第三章 渔港、码头",), "己。"),
        ("第五条", ("法律责任",), "庚。"),
    ]


def test_sections_without_a_number() -> None:
    text = (
        "第一章　总则\n第一条　甲。\n第二章　补助\n一般规定\n第二条　乙。\n渔船的补助\n第三条　丙。\n"
        "第三章　附则\n第四条　丁。"
    )
    assert found(text) == [
        ("第一条", ("第一章 总则",), "甲。"),
        ("第二条", ("第二章 补助", "一般规定"), "乙。"),
        ("第三条", ("第二章 补助", "渔船的补助"), "丙。"),
        ("第四条", ("第三章 附则",), "丁。"),
    ]


def test_a_chapter_and_its_section_without_numbers() -> None:
    assert found("第一条　甲。\n渔港管理\n码头管理\n第二条　乙。") == [
        ("第一条", (), "甲。"),
        ("第二条", ("渔港管理", "码头管理"), "乙。"),
    ]


def test_numbered_titles_above_articles() -> None:
    text = (
        "一、船\n（一）木船\n第一条　甲。\n（二）铁船\n第二条　乙：\n（一）丙。\n（二）丁\n第三条　戊。\n"
        "二、渔港\n第四条　己。"
    )
    assert found(text) == [
        ("第一条", ("一、船", "（一）木船"), "甲。"),
        ("第二条", ("一、船", "（二）铁船"), "乙：\n（一）丙。\n（二）丁"),
        ("第三条", ("一、船", "（二）铁船"), "戊。"),
        ("第四条", ("二、渔港",), "己。"),
    ]


@pytest.mark.parametrize(
    "tail",
    [
        "渔船补助，\n第二条　乙。",
        "甲县人民政府\n2024年1月2日\n第二条　乙。",
        "渔船补助\n第一条规定的渔船除外。\n第二条　乙。",
        "补助额＝吨位\n第二条　乙。",
        "（略）\n第二条　乙。",
        "渔船\n渔港\n码头\n第二条　乙。",
    ],
)
def test_other_lines_above_an_article_are_its_predecessors_tail(tail: str) -> None:
    assert found(f"第一条　甲。\n{tail}") == [
        ("第一条", (), f"甲。\n{tail.removesuffix('第二条　乙。').strip()}"),
        ("第二条", (), "乙。"),
    ]


def test_a_line_that_ends_a_broken_sentence_is_no_title() -> None:
    assert found("第一条　甲由县渔业局\n公布\n第二条　乙。") == [
        ("第一条", (), "甲由县渔业局\n公布"),
        ("第二条", (), "乙。"),
    ]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("第一章 渔船、渔港、", "码头的建设"),
        ("## 第一章 渔船、渔港、", "码头的建设"),
        ("第一章 渔船的建造和", "改造"),
        ("第一章 渔船的建造", "和改造"),
        ("第一章 渔船、渔港，", "渔具，渔网"),
    ],
)
def test_a_heading_broken_over_two_lines(first: str, second: str) -> None:
    title = f"{first}{second}".lstrip("# ")
    assert found(f"{first}\n\n{second}\n第一条　甲。\n第二章 附则\n第二条　乙。") == [
        ("第一条", (title,), "甲。"),
        ("第二条", ("第二章 附则",), "乙。"),
    ]
