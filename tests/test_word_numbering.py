"""The labels Word shows before automatically numbered paragraphs."""

from pathlib import Path

import pytest

from tests.word_files import level, lines, numbering, paragraph, run, style


def numbered(tmp_path: Path, definition: str, levels: list[int], lists: str = "") -> list[str]:
    body = [paragraph("甲", number=(1, number)) for number in levels]
    return [line.removesuffix("甲") for line in lines(tmp_path, *body, numbers=numbering(definition, lists=lists))]


@pytest.mark.parametrize(
    ("kind", "text", "start", "label"),
    [
        ("decimal", "%1.", 3, "3. "),
        ("decimal", "(%1)", 1, "(1)"),
        ("decimal", "第%1条", 1, "第1条　"),
        ("decimalZero", "%1", 7, "07 "),
        ("decimalFullWidth", "（%1）", 12, "（１２）"),
        ("chineseCounting", "%1、", 20, "二十、"),
        ("chineseCounting", "第%1条", 100, "第一○○条　"),
        ("chineseCountingThousand", "第%1条", 110, "第一百一十条　"),
        ("chineseCountingThousand", "第%1条", 1003, "第一千零三条　"),
        ("taiwaneseCounting", "（%1）", 11, "（十一）"),
        ("japaneseCounting", "第%1条", 101, "第百一条　"),
        ("ideographDigital", "%1、", 105, "一〇五、"),
        ("chineseLegalSimplified", "%1、", 12, "壹拾贰、"),
        ("ideographTraditional", "%1、", 2, "乙、"),
        ("decimalEnclosedCircle", "%1", 2, "② "),
        ("decimalEnclosedCircle", "%1", 21, "21 "),
        ("decimalEnclosedParen", "%1", 3, "⑶ "),
        ("upperLetter", "%1.", 28, "BB. "),
        ("lowerLetter", "%1)", 1, "a)"),
        ("upperRoman", "%1.", 49, "XLIX. "),
        ("lowerRoman", "%1.", 4, "iv. "),
        ("bullet", "", 1, ""),
        ("none", "附", 1, "附 "),
        ("unheardOf", "%1.", 1, "1. "),
    ],
)
def test_labels(tmp_path: Path, kind: str, text: str, start: int, label: str) -> None:
    body = paragraph("甲", number=(1, 0))
    assert lines(tmp_path, body, numbers=numbering(level(0, kind, text, start=start))) == [f"{label}甲"]


def test_deeper_levels_begin_anew_and_show_those_above(tmp_path: Path) -> None:
    definition = level(0, "decimal", "%1.") + level(1, "decimal", "%1.%2") + level(2, "lowerLetter", "%3)")
    assert numbered(tmp_path, definition, [0, 1, 1, 2, 2, 0, 1, 2]) == [
        "1. ", "1.1 ", "1.2 ", "a)", "b)", "2. ", "2.1 ", "a)",
    ]  # fmt: skip


def test_a_level_may_count_on_or_show_digits_only(tmp_path: Path) -> None:
    definition = (
        level(0, "chineseCounting", "第%1章")
        + level(1, "chineseCounting", "第%2条", '<w:lvlRestart w:val="0"/>')
        + level(2, "decimal", "%1.%3", "<w:isLgl/>")
    )
    assert numbered(tmp_path, definition, [0, 1, 1, 2, 0, 1]) == [
        "第一章　", "第一条　", "第二条　", "1.1 ", "第二章　", "第三条　",
    ]  # fmt: skip


def test_lists_of_one_definition_count_on_unless_they_begin_anew(tmp_path: Path) -> None:
    again = '<w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num>'
    anew = (
        '<w:num w:numId="3"><w:abstractNumId w:val="1"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="7"/>'
        "</w:lvlOverride></w:num>"
    )
    other = (
        '<w:num w:numId="4"><w:abstractNumId w:val="1"/><w:lvlOverride w:ilvl="0">'
        f"{level(0, 'lowerLetter', '%1.')}</w:lvlOverride></w:num>"
    )
    body = [paragraph("甲", number=(number, 0)) for number in (1, 2, 3, 3, 1, 4, 0, 9)]
    numbers = numbering(level(0, "decimal", "%1."), lists=again + anew + other)
    assert lines(tmp_path, *body, numbers=numbers) == [
        "1. 甲", "2. 甲", "7. 甲", "8. 甲", "9. 甲", "j. 甲", "甲", "甲",
    ]  # fmt: skip


def test_styles_number_paragraphs_by_their_own_and_by_linked_lists(tmp_path: Path) -> None:
    listed = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'
    styles = (
        style("Article", "条", listed)
        + style("Article2", "条二", base="Article")
        + style("List", "列", listed, kind="numbering")
    )
    tied = '<w:pStyle w:val="Article"/>'
    numbers = numbering(
        level(0, "chineseCounting", "第%1章") + level(1, "chineseCounting", "第%2条", tied),
        '<w:numStyleLink w:val="List"/>',
    )
    body = (
        paragraph("总则", number=(2, 0)),
        paragraph("甲。", style="Article"),
        paragraph("乙。", style="Article2"),
        "<w:p><w:pPr><w:pStyle w:val='Article'/><w:numPr><w:numId w:val='0'/></w:numPr></w:pPr>"
        + run("丙。")
        + "</w:p>",
    )
    assert lines(tmp_path, *body, numbers=numbers, styles=styles) == [
        "第一章　总则", "第一条　甲。", "第二条　乙。", "丙。",
    ]  # fmt: skip
