"""Measures: an oracle that writes a policy from a tree of headings and knows every measure of it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.chunk import chunk_measures
from corpus.measures import CLOSING, OPENING, WHOLE, find_measures
from corpus.records import Measure

NUMERALS = "一二三四五六七八九十"
words = st.text(alphabet="推动县域科技企业人才资金平台服务", min_size=3, max_size=12)
paragraph = st.lists(words, min_size=1, max_size=4).map(lambda clauses: "，".join(clauses) + "。")
body = st.lists(paragraph, min_size=1, max_size=3).map("\n".join)

Expected = list[tuple[str, tuple[str, ...], str]]


def found(text: str, body: int = 0) -> Expected:
    measures = find_measures(text, body)
    end = 0
    for measure in measures:
        assert end <= measure.start < measure.end
        assert text[measure.start : measure.end] == measure.text == measure.text.strip()
        end = measure.end
    return [(measure.title, measure.heading_path, measure.text) for measure in measures]


@given(
    st.lists(
        st.tuples(words, st.lists(st.tuples(body, st.integers(0, 3)), min_size=1, max_size=4)), min_size=1, max_size=4
    )
)
def test_chapters_and_articles(chapters: list[tuple[str, list[tuple[str, int]]]]) -> None:
    text, number = "", 0
    expected: Expected = []
    for i, (name, articles) in enumerate(chapters):
        heading = f"第{NUMERALS[i]}章 {name}"
        text += f"{heading}\n"
        for content, items in articles:
            number += 1
            listed = "".join(f"\n（{NUMERALS[k]}）{name}；" for k in range(items))
            label = f"第{'十' if number > 9 else ''}{NUMERALS[(number - 1) % 10] if number != 20 else ''}条"
            label = f"第{number}条" if number > 9 else label
            text += f"{label}　{content}{listed}\n\n"
            expected.append((label, (heading,), content + listed))
    assert found(text) == expected


@given(st.lists(st.tuples(words, body, st.lists(st.tuples(words, body), max_size=3)), min_size=1, max_size=4))
def test_numbered_items(parts: list[tuple[str, str, list[tuple[str, str]]]]) -> None:
    text = "各部门：\n现通知如下：\n"
    expected: Expected = [(OPENING, (), "各部门：\n现通知如下：")]
    for i, (name, content, items) in enumerate(parts):
        heading = f"{NUMERALS[i]}、{name}"
        text += f"{heading}\n{content}\n"
        expected.append((heading, (), content))
        for k, (title, inner) in enumerate(items):
            text += f"（{NUMERALS[k]}）{title}。{inner}\n"
            expected.append((f"（{NUMERALS[k]}）{title}", (heading,), inner))
    assert found(text) == expected


@given(st.lists(st.tuples(words, body), min_size=1, max_size=4), words)
def test_markdown(parts: list[tuple[str, str]], title: str) -> None:
    text = f"# {title}\n\n" + "\n\n".join(f"## {name}\n\n{content}" for name, content in parts)
    assert found(text, len(f"# {title}")) == [(name, (), content) for name, content in parts]
    assert found(text) == [(name, (title,), content) for name, content in parts]


@given(body, st.lists(st.tuples(words, words | st.just(""), body), min_size=1, max_size=4), paragraph)
def test_plain_headings_broken_over_two_lines(opening: str, parts: list[tuple[str, str, str]], closing: str) -> None:
    text, expected = f"{opening}\n", [(OPENING, (), opening)]
    for first, rest, content in parts:
        second = rest[: len(first) + 3]
        text += f"{first}\n{second}\n{content}\n"
        expected.append((first + second, (), content))
    text += f"此外，{closing}\n"
    expected.append((CLOSING, (), f"此外，{closing}"))
    assert found(text) == expected


@pytest.mark.parametrize("subtitle", ["网上填表，当天领卡", "9月3日至8日填表", "渔民补贴范围扩大到全县各镇"])
def test_a_subtitle_below_a_plain_heading_is_of_the_text(subtitle: str) -> None:
    assert found(f"甲县有补贴。\n渔民补贴\n{subtitle}\n渔民可以领取补贴。\n渔港\n改造\n县里改造渔港。") == [
        (OPENING, (), "甲县有补贴。"),
        ("渔民补贴", (), f"{subtitle}\n渔民可以领取补贴。"),
        ("渔港改造", (), "县里改造渔港。"),
    ]


@pytest.mark.parametrize(
    "between", ["2024年5月6日", "来源：甲县，乙镇", "甲镇和乙镇的渔民和船员，以及各个渔港的经营者"]
)
def test_no_other_line_stands_between_a_plain_heading_and_its_text(between: str) -> None:
    text = f"甲县有补贴。\n渔民补贴\n{between}\n渔民可以领取补贴。"
    assert [title for title, _, _ in found(text)] == [WHOLE]


Tree = tuple[str, str, list["Tree"]]
"""A heading's words, the text right under it, and the headings below it."""

STYLES = {
    "law": ["第{}编 ", "第{}章　", "第{}节 "],
    "items": ["{}、", "（{}）", "{:d}. "],
    "markdown": ["## ", "### ", "#### "],
}


def trees(depth: int) -> st.SearchStrategy[Tree]:
    leaf: st.SearchStrategy[Tree] = st.tuples(words, body, st.just([]))
    if depth == 0:
        return leaf
    return leaf | st.tuples(words, body | st.just(""), st.lists(trees(depth - 1), min_size=1, max_size=3))


def write(tree: Tree, number: int, style: str, path: tuple[str, ...]) -> tuple[str, Expected]:
    name, content, below = tree
    mark = STYLES[style][len(path)]
    line = mark.format(number if "d" in mark else NUMERALS[number - 1]) + name
    title = " ".join(line.lstrip("# ").split())
    text = f"{line}\n{content}\n\n"
    expected = [(title, path, content)] if content else []
    for i, child in enumerate(below, 1):
        more, inner = write(child, i, style, (*path, title))
        text += more
        expected += inner
    return text, expected


@pytest.mark.parametrize("style", STYLES)
@given(st.lists(trees(2), min_size=1, max_size=4), paragraph)
def test_a_tree_of_three_levels(style: str, forest: list[Tree], opening: str) -> None:
    text = f"{opening}\n"
    expected: Expected = [(OPENING, (), opening)]
    for i, tree in enumerate(forest, 1):
        more, inner = write(tree, i, style, ())
        text += more
        expected += inner
    assert found(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "第一条　甲。\n附件1：目录\n丙。\n附件2\n第一条　乙。",
            [("第一条", (), "甲。"), ("附件1：目录", (), "丙。"), ("第一条", ("附件2",), "乙。")],
        ),
        (
            "各县：\n通知如下：\n一、对象\n小企业。\n二、标准\n一万元。",
            [("前言", (), "各县：\n通知如下："), ("一、对象", (), "小企业。"), ("二、标准", (), "一万元。")],
        ),
        (
            (
                "第三章 奖励\n第十条　下列情形给予奖励：\n（一）甲；\n（二）乙：\n1.丙；\n2.丁。\n"
                "第十一条　依第十条的规定。"
            ),
            [
                ("第十条", ("第三章 奖励",), "下列情形给予奖励：\n（一）甲；\n（二）乙：\n1.丙；\n2.丁。"),
                ("第十一条", ("第三章 奖励",), "依第十条的规定。"),
            ],
        ),
        (
            "第一百零九条　甲。\n第一百一十条　乙。\n第一百一十条规定的丙。",
            [("第一百零九条", (), "甲。"), ("第一百一十条", (), "乙。\n第一百一十条规定的丙。")],
        ),
        (
            "第一条甲。\n第五条补贴另行公布。\n第二条乙。",
            [("第一条", (), "甲。\n第五条补贴另行公布。"), ("第二条", (), "乙。")],
        ),
    ],
)
def test_what_belongs_to_whom(text: str, expected: Expected) -> None:
    assert found(text) == expected


def test_no_headings_is_one_measure() -> None:
    assert found("为了发展，决定如下。\n支持企业。") == [(WHOLE, (), "为了发展，决定如下。\n支持企业。")]


def test_articles_that_follow_each_other_on_a_line() -> None:
    text = (
        "第一条 甲。 第二条 乙。第三条丙，第四条另有规定的除外。第四条规定的丁。\n戊。第五条己。\n第四条 庚。第五条辛。"
    )
    assert found(text) == [
        ("第一条", (), "甲。"),
        ("第二条", (), "乙。"),
        ("第三条", (), "丙，第四条另有规定的除外。第四条规定的丁。\n戊。第五条己。"),
        ("第四条", (), "庚。"),
        ("第五条", (), "辛。"),
    ]


def test_cross_references_are_no_headings() -> None:
    text = (
        "第一条 甲。\n第十条规定的情形，适用本条。\n第一条、第二条所称企业，指公司。\n"
        "第二条乙应当备案。\n第三条至第五条不适用。"
    )
    assert found(text) == [
        ("第一条", (), "甲。\n第十条规定的情形，适用本条。\n第一条、第二条所称企业，指公司。"),
        ("第二条", (), "乙应当备案。\n第三条至第五条不适用。"),
    ]


@pytest.mark.parametrize(
    ("text", "titles"),
    [
        ("第十条 甲。\n第十条之一 乙。\n第十一条 丙。", ["第十条", "第十条之一", "第十一条"]),
        ("第一条【目的】 甲。\n第二条（范围） 乙。", ["第一条 目的", "第二条 范围"]),
        ("第一条 甲。\n附件\n第一条 乙。", ["第一条", "第一条"]),
        ("一、谁能申请？\n企业。\n二、多少钱？\n一万元。", ["一、谁能申请？", "二、多少钱？"]),
    ],
)
def test_titles(text: str, titles: list[str]) -> None:
    assert [title for title, _, _ in found(text)] == titles


@given(
    st.lists(st.text(alphabet="推动县域科技，。；、 \nabc.", min_size=1, max_size=900), min_size=1, max_size=3),
    st.integers(20, 400),
)
def test_chunks_are_exact_and_stay_in_their_measure(texts: list[str], size: int) -> None:
    start, measures = 0, []
    for i, raw in enumerate(texts):
        text = raw.strip() or "空"
        measures.append(Measure(f"标题{i}", ("上级",), start, start + len(text), text))
        start += len(text) + 7
    chunks = chunk_measures(measures, "文件", size)
    for number, measure in enumerate(measures):
        own = [chunk for chunk in chunks if chunk.measure == number]
        assert "".join("".join(c.text.split()) for c in own) == "".join(measure.text.split())
        assert [c.start for c in own] == sorted({c.start for c in own})
        for chunk in own:
            assert (
                measure.text[chunk.start - measure.start : chunk.end - measure.start]
                == chunk.text
                == chunk.text.strip()
            )
            assert 0 < len(chunk.text) <= size
            assert chunk.context == f"文件 上级 标题{number}"
        if len(measure.text) <= size:
            assert len(own) == 1


def test_lines_that_show_nothing_are_no_text() -> None:
    text = (
        "甲县来函。\n<!-- INFO END -->\n\n## 第一章 总则\n\u200b\n"
        "第一条　乙。\n\ufeff\n丙。\n<!-- 第二条　丁。 -->\n\u200b"
    )
    assert found(text) == [
        (OPENING, (), "甲县来函。"),
        ("第一条", ("第一章 总则",), "乙。\n\ufeff\n丙。"),
    ]
    assert found("\u200b\n<!-- INFO END -->\n") == []


def test_a_plain_heading_broken_behind_its_verb_is_one() -> None:
    text = "促进\n乡镇图书馆全天开放\n图书馆全天开放，读者凭证入内。\n修缮\n老戏台\n戏台每年修一次，由镇里出钱。"
    assert [(measure.title, measure.text) for measure in find_measures(text)] == [
        ("促进乡镇图书馆全天开放", "图书馆全天开放，读者凭证入内。"),
        ("修缮老戏台", "戏台每年修一次，由镇里出钱。"),
    ]


def test_an_english_title_is_cut_between_words() -> None:
    text = "1 Changes\n1.1 You must tell the Council within fourteen days if you:\n(a) go;\n(b) sell it.\n1.2 Ask us.\n"
    titles = [measure.title for measure in find_measures(text)]
    assert titles == ["1.1 You must tell the Council within fourteen", "1.2 Ask us."]
