"""What is of another level, lot or batch than the one asked about is no answer."""

from pathlib import Path

import pytest

from corpus.text import sentence_spans
from index.build import build
from qa import ask
from qa.levels import LEVEL_BONUS, gains_of_level, levels


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("启动Ⅱ级响应", {("级", 2)}),
        ("二级響應由誰啟動", {("级", 2)}),
        ("III级和IV级", {("级", 3), ("级", 4)}),
        ("包2的评分标准", {("包", 2)}),
        ("第2包、标段一", {("包", 2), ("标段", 1)}),
        ("第二批资金", {("批", 2)}),
        ("四星级酒店一等奖", {("星", 4), ("等奖", 1)}),
        ("What does level 3 mean for phase II?", {("级", 3), ("期", 2)}),
        ("省级、县级、初级、高级职称", set()),
        ("十二级台风", set()),
        ("每批一次，分期付款", set()),
        ("哪一级点头？报上一级机关，每一期、同一类", set()),
        ("2024年第3号", set()),
    ],
)
def test_which_levels_a_text_names(text: str, expected: set[tuple[str, int]]) -> None:
    assert levels(text) == expected


def gained(asked: str, text: str, *headings: str) -> list[float]:
    return gains_of_level(asked, text, sentence_spans(text), headings)


def test_a_sentence_of_another_level_loses_and_one_of_several_does_not() -> None:
    text = "一级的每月600元。二级的每月400元。三级以上的另计。一级、二级的免费体检。由县民政局发放。"
    assert gained("二级残疾每月多少钱？", text) == [-LEVEL_BONUS, LEVEL_BONUS, 0, 0, 0]
    assert gained("残疾补贴每月多少钱？", text) == [0] * 5


def test_the_nearest_heading_that_names_one_tells_of_which_all_below_is() -> None:
    text = "在Ⅲ级响应基础上，学校停课。景区关闭。"
    assert gained("Ⅱ级响应时学校停课吗？", text, "4 应急响应（分四级）", "4.2.3 Ⅱ级响应措施") == [LEVEL_BONUS] * 2
    assert gained("Ⅳ级响应时学校停课吗？", text, "4.2.3 Ⅱ级响应措施", "（一）教育") == [-LEVEL_BONUS] * 2
    assert gained("Ⅳ级响应时学校停课吗？", text, "附则") == [-LEVEL_BONUS, 0]


PLAN = """渔港防台风应急预案

一、响应分级
（一）Ⅰ级响应
符合下列情形之一的，由总指挥决定启动Ⅰ级响应：
1.风力超过十二级的；
2.出海渔船失联三艘以上的。
（二）Ⅱ级响应
符合下列情形之一的，由副总指挥决定启动Ⅱ级响应：
1.风力超过十级的；
2.出海渔船失联一艘的。
（三）Ⅲ级响应
风力超过八级的，由指挥部办公室主任决定启动Ⅲ级响应。
"""


@pytest.mark.parametrize(
    ("question", "who"),
    [
        ("谁拍板启动二级响应？", "副总指挥"),
        ("三級響應由誰決定啟動？", "办公室主任"),
        ("谁决定启动Ⅰ级响应？", "由总指挥"),
    ],
)
def test_who_decides_is_told_for_the_level_asked_about(tmp_path: Path, question: str, who: str) -> None:
    (tmp_path / "预案.txt").write_text(PLAN, encoding="utf-8")
    build([tmp_path / "预案.txt"], tmp_path / "store")
    answer = ask(question, store=tmp_path / "store")
    assert len(answer.citations) == 1
    assert who in answer.citations[0].quote
