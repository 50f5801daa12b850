"""Word documents give the measures the same text gives as Markdown, typed or numbered by Word."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.readers import read
from tests.documents import found, sentence, words
from tests.word_files import document, level, lines, numbering, paragraph, run, style

NUMERALS = "一二三四五六七八九十"
HEADINGS = ("Heading1", "Heading2", "Heading3")

Items = list[tuple[str, list[str], list[tuple[str, list[str]]]]]
"""Numbered headings with paragraphs, and headings with paragraphs below each."""

bodies = st.lists(sentence, min_size=1, max_size=3)
items: st.SearchStrategy[Items] = st.lists(
    st.tuples(words, bodies, st.lists(st.tuples(words, bodies), max_size=3)), min_size=1, max_size=4
)


@settings(max_examples=40)
@given(title=words, opening=sentence, parts=items, styled=st.booleans())
def test_items_are_the_same_measures_typed_or_numbered_by_word(
    tmp_path_factory: pytest.TempPathFactory, title: str, opening: str, parts: Items, styled: bool
) -> None:
    folder = tmp_path_factory.mktemp("word")
    outer, inner = HEADINGS[:2] if styled else ("", "")
    markdown = [f"# {title}的意见", opening]
    typed = [paragraph(f"{title}的意见", style="Title"), paragraph(opening)]
    automatic = list(typed)
    for i, (name, content, below) in enumerate(parts):
        markdown += [f"{NUMERALS[i]}、{name}", *content]
        typed += [paragraph(f"{NUMERALS[i]}、{name}", style=outer), *map(paragraph, content)]
        automatic += [paragraph(name, style=outer, number=(1, 0)), *map(paragraph, content)]
        for k, (name, content) in enumerate(below):
            markdown += [f"（{NUMERALS[k]}）{name}", *content]
            typed += [paragraph(f"（{NUMERALS[k]}）{name}", style=inner), *map(paragraph, content)]
            automatic += [paragraph(name, style=inner, number=(1, 1)), *map(paragraph, content)]
    (folder / "文.md").write_text("\n".join(markdown), encoding="utf-8")
    levels = level(0, "chineseCounting", "%1、") + level(1, "chineseCountingThousand", "（%2）")
    expected = found(folder / "文.md")
    assert expected[0] == ("前言", (), opening)
    assert found(document(folder / "a.docx", *typed)) == expected
    assert found(document(folder / "b.docx", *automatic, numbers=numbering(levels))) == expected


@settings(max_examples=40)
@given(
    title=words,
    chapters=st.lists(st.tuples(words, st.lists(bodies, min_size=1, max_size=5)), min_size=1, max_size=4),
    styled=st.booleans(),
)
def test_articles_are_the_same_measures_typed_or_numbered_by_word(
    tmp_path_factory: pytest.TempPathFactory, title: str, chapters: list[tuple[str, list[list[str]]]], styled: bool
) -> None:
    folder = tmp_path_factory.mktemp("word")
    heading, number = HEADINGS[0] if styled else "", 0
    markdown = [f"# {title}条例"]
    typed = [paragraph(f"{title}条例", style="Title")]
    automatic = list(typed)
    for i, (name, articles) in enumerate(chapters):
        markdown.append(f"第{NUMERALS[i]}章 {name}")
        typed.append(paragraph(f"第{NUMERALS[i]}章　{name}", style=heading))
        automatic.append(paragraph(name, style=heading, number=(1, 0)))
        for first, *rest in articles:
            number += 1
            ten, one = divmod(number, 10)
            label = "第" + ("十" if ten == 1 else "二十" if ten else "") + (NUMERALS[one - 1] if one else "") + "条"
            markdown += [f"{label} {first}", *rest]
            typed += [paragraph(f"{label}　{first}"), *map(paragraph, rest)]
            automatic += [paragraph(first, number=(1, 1)), *map(paragraph, rest)]
    (folder / "文.md").write_text("\n".join(markdown), encoding="utf-8")
    through = '<w:lvlRestart w:val="0"/>'
    levels = level(0, "chineseCounting", "第%1章") + level(1, "chineseCountingThousand", "第%2条", through)
    expected = found(folder / "文.md")
    assert len(expected) == number
    assert found(document(folder / "a.docx", *typed)) == expected
    assert found(document(folder / "b.docx", *automatic, numbers=numbering(levels))) == expected


@settings(max_examples=40)
@given(title=words, opening=sentence, parts=items)
def test_styled_headings_are_those_of_markdown(
    tmp_path_factory: pytest.TempPathFactory, title: str, opening: str, parts: Items
) -> None:
    folder = tmp_path_factory.mktemp("word")
    markdown = [f"# {title}的意见", opening]
    body = [paragraph(f"{title}的意见", style="Title"), paragraph(opening)]
    for name, content, below in parts:
        markdown += [f"## {name}", *content]
        body += [paragraph(name, style=HEADINGS[0]), *map(paragraph, content)]
        for name, content in below:
            markdown += [f"### {name}", *content]
            body += [paragraph(name, style=HEADINGS[1]), *map(paragraph, content)]
    (folder / "文.md").write_text("\n".join(markdown), encoding="utf-8")
    assert found(document(folder / "文.docx", *body)) == found(folder / "文.md")


def test_headings_of_every_kind_of_style(tmp_path: Path) -> None:
    styles = (
        style("a1", "标题 2")
        + style("a2", "我的标题", base="a1")
        + style("a3", "提纲", '<w:outlineLvl w:val="2"/>')
        + style("a4", "正文二", '<w:outlineLvl w:val="9"/>', base="a1")
    )
    outline = "<w:p><w:pPr><w:outlineLvl w:val='0'/></w:pPr>" + run("附则") + "</w:p>"
    body = [
        paragraph("某县", style="Title"), paragraph("补贴办法", style="Title"), paragraph("总则", style="Heading1"),
        paragraph("对象", style="a1"), paragraph("范围", style="a2"), paragraph("细目", style="a3"),
        paragraph("正文", style="a4"), outline, paragraph("整段都设成了标题的正文。", style="Heading1"),
    ]  # fmt: skip
    assert lines(tmp_path, *body, styles=styles) == [
        "# 某县补贴办法", "## 总则", "### 对象", "### 范围", "#### 细目", "正文", "## 附则", "整段都设成了标题的正文。",
    ]  # fmt: skip


def test_numbered_headings_are_marked_only_above_unnumbered_ones(tmp_path: Path) -> None:
    first, second = paragraph("一、对象", style="Heading1"), paragraph("二、标准", style="Heading1")
    consistent = [first, paragraph("甲。"), second, paragraph("乙。")]
    assert lines(tmp_path, *consistent) == ["一、对象", "甲。", "二、标准", "乙。"]
    run_in = paragraph("（一）期限。三年", style="Heading2")
    mixed = [first, paragraph("企业", style="Heading2"), *consistent[1:], run_in]
    assert found(document(tmp_path / "文.docx", *mixed)) == [
        ("企业", ("一、对象",), "甲。"),
        ("二、标准", (), "乙。"),
        ("（一）期限", ("二、标准",), "三年"),
    ]


def test_numbered_headings_are_marked_where_they_would_pass_for_a_list(tmp_path: Path) -> None:
    body = [paragraph("现通知如下："), paragraph("对象", style="Heading1", number=(1, 0)), paragraph("甲。"),
            paragraph("标准", style="Heading1", number=(1, 0)), paragraph("乙。")]  # fmt: skip
    assert found(document(tmp_path / "文.docx", *body, numbers=numbering(level(0, "decimal", "%1.")))) == [
        ("前言", (), "现通知如下："),
        ("1. 对象", (), "甲。"),
        ("2. 标准", (), "乙。"),
    ]


def test_a_chapter_without_a_gap_is_marked(tmp_path: Path) -> None:
    first, second = paragraph("第一章总则", style="Heading1"), paragraph("第二章附则", style="Heading1")
    assert found(
        document(tmp_path / "文.docx", first, paragraph("第一条　甲。"), second, paragraph("第二条　乙。"))
    ) == [
        ("第一条", ("第一章总则",), "甲。"),
        ("第二条", ("第二章附则",), "乙。"),
    ]


def test_the_only_topmost_heading_is_the_title(tmp_path: Path) -> None:
    body = [
        paragraph("附件1"),
        paragraph("某县补贴办法", style="Heading1"),
        paragraph("对象", style="Heading2"),
        paragraph("甲。"),
    ]
    source = read(document(tmp_path / "文.docx", *body))
    assert (source.title, source.text) == ("某县补贴办法", "附件1\n# 某县补贴办法\n### 对象\n甲。\n")


@pytest.mark.parametrize(
    ("title", "first", "expected"),
    [
        ("某县扶持小企业办法", "第一条　甲。", "某县扶持小企业办法"),
        ("某县扶持小企业办法", "某县扶持", "某县扶持小企业办法"),
        ("某县去年的另一办法", "某县扶持小企业办法", ""),
        ("Word Document", "第一条　甲。", ""),
        ("办法定稿.doc", "第一条　甲。", ""),
        ("无标题文档", "第一条　甲。", ""),
    ],
)
def test_the_property_title(tmp_path: Path, title: str, first: str, expected: str) -> None:
    body = [paragraph(first), paragraph("小企业办法"), paragraph("第二条　乙。")]
    assert read(document(tmp_path / "文.docx", *body, title=title)).title == expected
