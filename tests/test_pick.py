"""A question that asks for several things is answered for each of them."""

from pathlib import Path

import pytest

from index.build import build
from qa import ask
from qa.pick import MOST_QUOTES
from qa.question import understand
from tests.stores import write

BERTHS = """# 海门市渔港泊位管理办法

## 第一条 申请资格

在本市登记的渔船和持有捕捞证的渔民可以申请泊位。

## 第二条 收费

泊位每月收费二百元，船长不足十米的减半。

## 第三条 期限

泊位一次租给一年，期满三十日前可以续租。

## 第四条 安全

泊位上不得生火，不得堆放渔网。
"""


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("pick")
    build([write(folder / "docs", berths=BERTHS)], folder / "store")
    return folder / "store"


@pytest.mark.parametrize(
    ("question", "parts"),
    [
        ("泊位一个月多少钱，谁可以申请？", [("泊位一个月多少钱", "money"), ("谁可以申请", "")]),
        ("泊位租多久 要交多少钱", [("泊位租多久", "time"), ("要交多少钱", "money")]),
        ("泊位租多久？", []),
        ("我有条船，泊位租多久？", []),
        ("能不能生火，能不能堆网？", []),
        (
            "How much is a berth, and who can have one?",
            [("How much is a berth", "money"), ("who can have one", "office")],
        ),
    ],
)
def test_the_parts_of_a_question(question: str, parts: list[tuple[str, str]]) -> None:
    assert [(part.text, part.fact) for part in understand(question).parts] == parts


@pytest.mark.parametrize(
    ("question", "held"),
    [
        ("泊位一个月多少钱，谁可以申请？", ["泊位每月收费二百元", "在本市登记的渔船和持有捕捞证的渔民可以申请泊位。"]),
        ("泊位一次租多久，每个月要交多少钱？", ["泊位一次租给一年", "泊位每月收费二百元"]),
        ("泊位上能不能生火，每月收多少钱，一次租几年？", ["不得生火", "二百元", "租给一年"]),
    ],
)
def test_each_part_is_answered(store: Path, question: str, held: list[str]) -> None:
    answer = ask(question, store=store)
    quotes = [citation.quote for citation in answer.citations]
    assert all(any(part in quote for quote in quotes) for part in held), quotes
    assert len(quotes) == len(set(quotes)) <= MOST_QUOTES + 1


def test_parts_that_stand_in_measures_far_apart(store: Path) -> None:
    quotes = [citation.quote for citation in ask("泊位上能堆渔网吗 泊位收多少钱", store=store).citations]
    assert any("不得堆放渔网" in quote for quote in quotes)
    assert any("二百元" in quote for quote in quotes)


def test_a_part_that_says_the_same_is_quoted_once(store: Path) -> None:
    quotes = [citation.quote for citation in ask("泊位收费多少钱，船短的收多少？", store=store).citations]
    assert quotes == ["泊位每月收费二百元，船长不足十米的减半。"]


def test_a_part_that_nothing_answers_adds_no_quote(store: Path) -> None:
    quotes = [citation.quote for citation in ask("泊位每个月收多少钱，火星上有几只企鹅？", store=store).citations]
    assert quotes == ["泊位每月收费二百元，船长不足十米的减半。"]
