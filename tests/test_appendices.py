"""Appendices are measures of their own; the lines of a notice that only name them are none."""

import pytest

from tests.test_measures import found

ARTICLE = "第九条　本办法自公布之日起施行。"


@pytest.mark.parametrize(
    "name", ["附：", "附:", "附表：", "附件：", "附件2：", "附录1.", "附件1：渔船目录", "附：渔船目录"]
)
def test_an_appendix_is_no_part_of_the_article_before_it(name: str) -> None:
    table = "渔船 | 补助\n木船 | 两万元"
    assert found(f"{ARTICLE}\n{name}\n{table}") == [
        ("第九条", (), "本办法自公布之日起施行。"),
        (name, (), table),
    ]


@pytest.mark.parametrize(
    "names",
    [
        "附件：1.甲县渔船补助申请表\n2.甲县渔船目录\n3.渔民名单",
        "附件：\n1.甲县渔船补助申请表\n2.甲县渔船目录",
        "附件1.甲县渔船补助申请表\n2.甲县渔船目录",
        "附件1：甲县渔船补助申请表\n附件2：甲县渔船目录",
        "附件：甲县渔船补助申请表",
        "附：甲县渔船补助申请表",
        "附件：\n甲县渔船补助申请表",
    ],
)
def test_what_names_the_appendices_stays_with_the_signature(names: str) -> None:
    signature = "甲县渔业局\n甲县财政局\n二〇二四年五月六日"
    text = f"一、对象\n渔民。\n二、期限\n三年。\n{names}\n{signature}\n附件1\n渔船补助申请表\n姓名"
    assert found(text) == [
        ("一、对象", (), "渔民。"),
        ("二、期限", (), f"三年。\n{names}\n{signature}"),
        ("附件1 渔船补助申请表", (), "姓名"),
    ]


def test_an_appendix_named_right_above_it() -> None:
    assert found(f"{ARTICLE}\n附件：渔船申请程序\n附件\n渔船申请程序\n先登记。") == [
        ("第九条", (), "本办法自公布之日起施行。\n附件：渔船申请程序"),
        ("附件 渔船申请程序", (), "先登记。"),
    ]


def test_words_that_begin_like_an_appendix() -> None:
    text = f"{ARTICLE}\n附则另行公布。\n附近的渔船\n附条件的补助"
    assert found(text) == [("第九条", (), text.removeprefix("第九条　"))]


@pytest.mark.parametrize(
    ("line", "title"), [("附  表", "附表"), ("附　件　2", "附件　2"), ("附 录：渔船目录", "附录：渔船目录")]
)
def test_an_appendix_whose_name_is_set_wide(line: str, title: str) -> None:
    table = "渔船 | 补助\n木船 | 两万元"
    assert found(f"{ARTICLE}\n{line}\n{table}") == [
        ("第九条", (), "本办法自公布之日起施行。"),
        (title, (), table),
    ]


def test_the_name_on_the_line_below_is_of_the_heading() -> None:
    text = "附件1\n避灾场所名录\n1.甲中学\n2.乙礼堂\n附件2\n物资 | 数量\n冲锋舟 | 12\n附件3\n一、人员\n五人。"
    assert found(f"{ARTICLE}\n{text}")[1:] == [
        ("附件1 避灾场所名录", (), "1.甲中学\n2.乙礼堂"),
        ("附件2", (), "物资 | 数量\n冲锋舟 | 12"),
        ("一、人员", ("附件3",), "五人。"),
    ]


def test_the_caption_of_a_table_among_articles_heads_nothing() -> None:
    table = "附表1  补贴标准（单位：元）\n等级 | 标准\n一级 | 500\n二级 | 300"
    text = f"第八条 标准见附表1。\n{table}\n第九条 收入高的不补。\n第三章 附则\n第十条 自公布之日起施行。"
    assert found(text) == [
        ("第八条", (), f"标准见附表1。\n{table}"),
        ("第九条", (), "收入高的不补。"),
        ("第十条", ("第三章 附则",), "自公布之日起施行。"),
    ]
    behind = f"第八条 标准见附表1。\n{table}\n附表2\n等级 | 人数\n一级 | 5"
    assert [title for title, _, _ in found(behind)] == ["第八条", "附表1  补贴标准（单位：元）", "附表2"]
