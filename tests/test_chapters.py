"""Chapters and appendices asked for by their number, and how many articles there are."""

from pathlib import Path

import pytest

from corpus.measures import find_measures
from index.build import build
from qa import ask
from qa.division import Count, Division, count, divisions
from qa.outline import asks_for_count
from tests.stores import FARM, write
from tests.test_named import CATS, DOGS

LONG = "甲县水库条例"
BOATS = "船长不得酒后开船。" + "船上应当备有救生衣。" * 80
LAKE = f"""# {LONG}

## 第一章 总则

第一条 为了管好水库，制定本条例。

## 第二章 行船

第二条 {BOATS}

第三条 {BOATS}

附录：

一、禁止行船的水域：

北湾。

二、限速的水域：

南湾。
"""
QUESTIONS = """# 乙县渔业补助办法问答

## 一、谁能领？

渔民能领。

## 二、领多少？

每年两千元。
"""


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place: Path = tmp_path_factory.mktemp("chapters")
    build([write(place / "documents", dogs=DOGS, cats=CATS, farm=FARM, lake=LAKE)], place / "store")
    return place / "store"


PENALTIES = "第三条 遛狗不拴绳的，处一百元罚款。\n\n第四条 本条例自2020年5月1日起施行。"
ENGLISH = "Note: 第二章 has 2 articles (第三条 to 第四条)."
COUNTED = "注：第二章共2条（第三条至第四条）。"


@pytest.mark.parametrize(
    ("turns", "quotes", "notices"),
    [
        (["临江养狗条例第二章讲什么"], [PENALTIES], (COUNTED,)),
        (["临江养狗条例第2章有哪些规定"], [PENALTIES], (COUNTED,)),
        (["临江养狗条例第三条", "第二章是什么"], [PENALTIES], (COUNTED,)),
        (["What does it say in chapter 2 of the 临江养狗条例?"], [PENALTIES], (ENGLISH,)),
        (
            [f"{LONG}第二章"],
            ["船长不得酒后开船。", "船长不得酒后开船。"],
            ("注：第二章共2条（第二条至第三条）。", "注：引用的是各条的第一句。"),
        ),
        ([f"{LONG}附录第二条"], ["二、限速的水域：\n\n南湾。"], ()),
        (["临江养狗条例一共多少条"], ["本条例自2020年5月1日起施行。"], ("注：共4条（第一条至第四条）。",)),
        (["临江养狗条例第一条", "一共有几条？"], ["本条例自2020年5月1日起施行。"], ("注：共4条（第一条至第四条）。",)),
        (["临江养狗条例有几章几条"], ["第一章 总则", "第二章 罚则"], ("注：共2章4条（第一条至第四条）。",)),
    ],
)
def test_what_is_quoted(store: Path, turns: list[str], quotes: list[str], notices: tuple[str, ...]) -> None:
    answer = ask(turns[-1], store=store, history=turns[:-1])
    assert [citation.quote for citation in answer.citations] == quotes
    assert answer.notices == notices
    for citation in answer.citations:
        assert citation.document.text[citation.start : citation.end] == citation.quote


@pytest.mark.parametrize(
    ("question", "reason"),
    [
        ("临江养狗条例第九章讲什么", "找到的文件没有第九章。"),
        ("临江养狗条例附录是什么", "找到的文件没有附录。"),
        ("第二章讲什么", "没有说明是哪份文件的第二章，请写出文件名。"),
    ],
)
def test_what_is_not_there(store: Path, question: str, reason: str) -> None:
    assert ask(question, store=store).reason == reason


def test_a_heading_that_is_only_counted(tmp_path: Path) -> None:
    build([write(tmp_path / "documents", asked=QUESTIONS)], tmp_path / "store")
    for question in ("第二问是什么？", "第二条", "第二个问题"):
        answer = ask(question, store=tmp_path / "store")
        assert [citation.quote for citation in answer.citations] == ["每年两千元。"]
    assert ask("第三问是什么", store=tmp_path / "store").reason == "找到的文件没有第三问。"


@pytest.mark.parametrize(
    ("question", "labels"),
    [
        ("第二编第三章", (("编", 2), ("章", 3))),
        ("附件2是什么", (("附", 2),)),
        ("Chapter IV", (("章", 4),)),
        ("第十二节", (("节", 12),)),
    ],
)
def test_divisions(question: str, labels: tuple[tuple[str, int], ...]) -> None:
    assert [division.labels for division in divisions(question)] == [labels]


def test_no_divisions() -> None:
    assert divisions("这章第三条，附近的学校，公章怎么刻") == ()


def test_counted_through_or_not_at_all() -> None:
    whole = find_measures("第一条 甲。\n第二条 乙。\n第三条 丙。")
    assert count(whole) == Count("", 3, "第一条", "第三条")
    assert count(whole[1:], "第二章") == Count("第二章", 2, "第二条", "第三条")
    assert count([whole[0], whole[2]]) is None
    assert count(find_measures("第一条 甲。\n第二条 乙。\n第二条之一 丙。")) is None


@pytest.mark.parametrize(
    ("rest", "units"),
    [
        ("一共多少条", {"条"}),
        ("有几章几条？", {"条", "章"}),
        ("这部条例共有多少条规定", {"条"}),
        ("How many articles does it have?", {"条"}),
        ("一户能养几条狗", set()),
        ("有几条举措", set()),
        ("How many articles may a traveller carry?", set()),
    ],
)
def test_asking_how_many(rest: str, units: set[str]) -> None:
    assert asks_for_count(rest) == units


def test_a_division_of_an_appendix() -> None:
    assert Division("附录", (("附", 0),)).of_appendix
    assert not Division("第一章", (("章", 1),)).of_appendix
