"""Headings counted in decimals: told by going on from one another, unlike amounts, versions and rows."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.measures import find_measures
from tests.test_measures import found, paragraph, words


def test_a_plan() -> None:
    text = (
        "现印发给你们。\n1 总则\n1.1 编制目的\n为应对断水，制定本预案。\n"
        "1.2 等级\n1.2.1 一级：全县断水超过1.5天的情况。\n1.2.2 二级：其他情况。\n"
        "2 响应\n2.1 出现断水时，水务局应当在接报后立即报告。报告包括：\n（1）水厂；\n（2）人数。\n"
        "2.2 供水\n（1）先医院。先送医院，再送学校和养老院。\n（2）后其他。其他单位由各镇安排。\n"
        "3 附则\n本预案自印发之日起实施。"
    )
    assert found(text) == [
        ("前言", (), "现印发给你们。"),
        ("1.1 编制目的", ("1 总则",), "为应对断水，制定本预案。"),
        ("1.2.1 一级", ("1 总则", "1.2 等级"), "1.2.1 一级：全县断水超过1.5天的情况。"),
        ("1.2.2 二级", ("1 总则", "1.2 等级"), "1.2.2 二级：其他情况。"),
        (
            "2.1 出现断水时，水务局应当在接报后立即报告",
            ("2 响应",),
            "2.1 出现断水时，水务局应当在接报后立即报告。报告包括：\n（1）水厂；\n（2）人数。",
        ),
        ("（1）先医院", ("2 响应", "2.2 供水"), "先送医院，再送学校和养老院。"),
        ("（2）后其他", ("2 响应", "2.2 供水"), "其他单位由各镇安排。"),
        ("3 附则", (), "本预案自印发之日起实施。"),
    ]


@given(
    st.lists(
        st.tuples(
            words, st.lists(st.tuples(words, st.lists(paragraph, min_size=1, max_size=3)), min_size=2, max_size=3)
        ),
        min_size=1,
        max_size=3,
    ),
    st.sampled_from(["1", "1.", "1、"]),
    st.sampled_from([".", "．"]),
    st.sampled_from(["", " ", "　"]),
)
def test_any_plan(chapters: list[tuple[str, list[tuple[str, list[str]]]]], top: str, dot: str, space: str) -> None:
    text, expected = "", []
    for i, (name, sections) in enumerate(chapters, 1):
        above = f"{top.replace('1', str(i))}{space}{name}"
        text += f"{above}\n"
        for k, (title, clauses) in enumerate(sections, 1):
            line = f"{i}{dot}{k}{space}{title}"
            text += f"{line}\n" + "".join(f"{clause}\n" for clause in clauses)
            expected.append((line, (above,), "\n".join(clauses)))
    assert found(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "补贴按下列标准：\n1.1万元的，给一成。\n1.2万元的，给两成。",
        "版本\n1.1 | 甲镇\n1.2 | 乙镇\n以上为各镇。",
        "增长情况如下。\n2.5%的是甲镇。\n2.6%的是乙镇。",
        "1.5 倍于去年。\n3.2 倍于前年。",
        "3.1 甲镇的事一件。\n这是全部。",
        "一、矿种\n1 煤\n2 石油\n3 铁\n以上为矿种。",
        "第一条　标准如下：\n1.1 甲等的补贴。\n1.2 乙等的补贴。",
    ],
)
def test_what_only_looks_like_them(text: str) -> None:
    assert [measure.title for measure in find_measures(text) if measure.title[0].isdecimal()] == []


def test_a_list_between_them_does_not_end_them() -> None:
    text = "1 申请\n1.1 材料\n下列材料：\n1.甲；\n2.乙。\n1.2 时限\n五天。\n2 审查\n2.1 人员\n两人。"
    assert found(text) == [
        ("1.1 材料", ("1 申请",), "下列材料：\n1.甲；\n2.乙。"),
        ("1.2 时限", ("1 申请",), "五天。"),
        ("2.1 人员", ("2 审查",), "两人。"),
    ]


def test_the_first_words_of_one_sentence_among_others_are_no_heading() -> None:
    text = (
        "# Permits\n2.1 You may apply for a resident permit if you:\n(a) live in a zone; and\n(b) keep a vehicle.\n"
        "2.2 Students in halls of residence may not apply, except where it is necessary.\n"
        "2.3 A resident of a development that is free of cars is not eligible for a permit.\n"
    )
    assert found(text) == [("Permits", (), text[len("# Permits\n") : -1])]


def test_below_chapters_of_the_same_count() -> None:
    text = (
        "一、总则\n1.1 本规程适用于渔船。小船除外。\n1.2 船厂负责修理。\n二、检查\n检查按下列步骤进行，不得颠倒。\n"
        "2.1 船体\n2.1.1 先看船底。\n2.1.2 再看船板。\n2.2 机器\n每年看一次。"
    )
    assert found(text) == [
        ("1.1 本规程适用于渔船", ("一、总则",), "小船除外。"),
        ("1.2 船厂负责修理", ("一、总则",), "1.2 船厂负责修理。"),
        ("二、检查", (), "检查按下列步骤进行，不得颠倒。"),
        ("2.1.1 先看船底", ("二、检查", "2.1 船体"), "2.1.1 先看船底。"),
        ("2.1.2 再看船板", ("二、检查", "2.1 船体"), "2.1.2 再看船板。"),
        ("2.2 机器", ("二、检查",), "每年看一次。"),
    ]


def test_three_parts_are_no_amount() -> None:
    assert [title for title, _, _ in found("6 采购\n6.1 食材\n6.1.1 米、面应定点采购。\n6.1.2 油应封存。")] == [
        "6.1.1 米、面应定点采购",
        "6.1.2 油应封存",
    ]
