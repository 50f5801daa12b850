"""Titles behind a pictogram are headings; a pictogram that marks the items of a list makes none."""

import pytest

from corpus.measures import find_measures
from corpus.text import sentence_spans

POST = """生娃养娃，政府帮忙！
🎯 总体目标
到2027年底，每千人口托位数达到5.2个
❤️ 第一条  发 钱 —— 育儿补贴
● 三孩及以上：一次性 6000元，另每年 6000 元，发至满3周岁
▶谁能领？
① 孩子落户在本区
📅 何时施行？
自7月1日起施行
"""


def measures(text: str) -> list[tuple[str, str]]:
    return [(measure.title, measure.text) for measure in find_measures(text)]


def test_each_titles_what_stands_below_it() -> None:
    assert measures(POST) == [
        ("前言", "生娃养娃，政府帮忙！"),
        ("总体目标", "到2027年底，每千人口托位数达到5.2个"),
        ("第一条 发 钱 —— 育儿补贴", POST[POST.index("●") : POST.index("\n📅")]),
        ("何时施行？", "自7月1日起施行"),
    ]
    assert all(POST[one.start : one.end] == one.text for one in find_measures(POST))


def test_so_does_a_bar_beside_the_pictograms_of_a_list() -> None:
    text = "▍出台背景\n● 交易8万辆\n▍这些车不能卖 🚫\n✘ 被查封的\n📌 抵押没解除的\n▍怎么申请\n📌 网上申请\n📌 窗口申请"
    assert measures(text) == [
        ("出台背景", "● 交易8万辆"),
        ("这些车不能卖 🚫", "✘ 被查封的\n📌 抵押没解除的"),
        ("怎么申请", "📌 网上申请\n📌 窗口申请"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "材料清单\n📌 身份证\n📌 户口簿\n📌 结婚证\n带齐了再来。",
        "📌 交够一年的社保。\n缴费满12个月\n📌 证对了，是2024年以后的\n看证书\n📌 没超时，一年之内\n看日子",
        "🎯 总体目标\n到2027年底达到5个\n📅 何时施行\n自7月1日起施行",
        "✅ 交够了\n满12个月\n✅ 证对了\n2024年以后\n✅ 没超时\n12个月内",
    ],
    ids=["a list", "sentences", "too few", "ticks"],
)
def test_others_are_text(text: str) -> None:
    assert [title for title, _ in measures(text)] == ["正文"]


def test_a_line_that_begins_with_one_does_not_carry_the_one_above_on() -> None:
    item = POST.index("●")
    lines = POST[item:].splitlines()
    assert [POST[slice(*span)] for span in sentence_spans(POST, item)] == lines
