"""The letter above a document it passes on is a measure of its own; signature, day and title are no text of it."""

from pathlib import Path

import pytest

from corpus.cover import without_signature
from corpus.load import File, load
from corpus.records import Measure

LETTER = "《甲县补贴办法》已经县政府同意，现印发给你们。"
RULES = "为了帮助小企业，制定本办法。"


def parted(text: str, title: str = "前言") -> list[tuple[str, str]]:
    whole = f"{text}\n一、补贴\n每户一万元。"
    rest = Measure("一、补贴", (), len(text) + 1, len(whole), whole[len(text) + 1 :])
    measures = without_signature([Measure(title, (), 0, len(text), text), rest])
    assert measures[-1] == rest
    assert all(whole[measure.start : measure.end] == measure.text for measure in measures)
    return [(measure.title, measure.text) for measure in measures[:-1]]


@pytest.mark.parametrize(
    "between",
    [
        "甲县人民政府\n2021年4月5日\n甲县补贴办法",
        "甲县人民政府 乙\n二〇二一年四月五日\n（此件公开发布）\n甲县\n补贴办法",
        "甲县人民政府\n甲县财政局　甲县工业局\n2021年4月5日\n\n甲 县 补 贴 办 法\n（甲县财政局　2021年3月1日）",
        "县　长：某某\n2021年4月5日\n甲县补贴办法\n各镇人民政府：",
        "甲县人民政府\n2021年4月5日\n\n==========\n甲县补贴办法",
    ],
)
def test_the_letter_and_what_it_passes_on(between: str) -> None:
    assert parted(f"{LETTER}\n{between}\n{RULES}") == [("前言", LETTER), ("甲县补贴办法", RULES)]
    assert parted(f"{LETTER}\n{between}") == [("前言", LETTER)]


def test_what_passed_it_stays() -> None:
    passed = "（2020年1月2日甲县人民政府发布　2021年4月5日修订）"
    assert parted(f"{LETTER}\n县长　某某\n2021年4月5日\n甲县补贴办法\n{passed}") == [
        ("前言", LETTER),
        ("甲县补贴办法", passed),
    ]


def test_text_without_a_title_below_the_signature() -> None:
    text = f"{LETTER}\n甲县人民政府\n2021年4月5日\n{RULES}"
    assert parted(text) == [("前言", LETTER), ("前言", RULES)]
    rows = "甲镇\n乙镇\n丙镇\n丁镇"
    assert parted(f"{LETTER}\n甲县人民政府\n2021年4月5日\n{rows}") == [("前言", LETTER), ("前言", rows)]


@pytest.mark.parametrize(
    "text",
    [
        LETTER,
        f"{LETTER}\n甲县人民政府\n2021年4月5日",
        f"{LETTER}\n甲县人民政府\n2021年4月5日\n（此件公开发布）",
        f"{LETTER}\n开始受理\n2021年4月5日\n甲县补贴办法\n{RULES}",
        f"{LETTER}现由甲县人民政府于\n2021年4月5日\n公布。",
    ],
)
def test_what_is_no_such_letter_stays_whole(text: str) -> None:
    assert parted(text) == [("前言", text)]


def test_nothing_is_left_without_measures() -> None:
    assert without_signature([]) == []
    only = [Measure("正文", (), 0, 19, "甲县人民政府\n2021年4月5日\n甲县办法")]
    assert without_signature(only) == only


def test_a_notice_that_passes_rules_on(tmp_path: Path) -> None:
    (tmp_path / "notice.txt").write_text(
        "甲县人民政府关于印发甲县补贴办法的通知\n\n甲县人民政府关于印发\n甲县补贴办法的通知\n甲政发〔2021〕6号\n"
        f"各镇人民政府，县各部门：\n{LETTER}\n甲县人民政府\n2021年4月5日\n甲县补贴办法\n{RULES}\n一、补贴\n每户一万元。\n"
    )
    document, measures = load(File(tmp_path / "notice.txt", "notice.txt"))
    assert (document.title, document.number) == ("甲县人民政府关于印发甲县补贴办法的通知", "甲政发〔2021〕6号")
    assert document.date == "2021-04-05"
    assert [(measure.title, measure.text) for measure in measures] == [
        ("前言", LETTER),
        ("甲县补贴办法", RULES),
        ("一、补贴", "每户一万元。"),
    ]
