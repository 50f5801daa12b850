"""The repair of scraped pages: what was damaged comes back exactly, what was whole stays as it was."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.load import File, load
from corpus.text import repair_pinyin, repair_scrape, strip_navigation
from tests.documents import POLICY, damage, sentence, simplified

MENU = "Network\n当前位置:主页 > 新闻中心 >\n- 政策解读\n- 园区规划\n"
RELATED = "相关文章推荐:\n某县的新办法\n某市的新园区\n"


def test_a_damaged_page_is_given_back_as_it_was_written() -> None:
    page = damage(MENU + POLICY + RELATED)
    assert "縣(xiàn)域發(fā)展" in page
    assert "縣(xiàn)(市)設(shè)立" in page
    assert repair_scrape(page) == (POLICY, ("pinyin", "navigation"))


@given(simplified)
def test_damage_is_undone_with_every_parenthesis_that_was_meant(text: str) -> None:
    anchor = "创业奖励，"
    assert repair_pinyin(damage(anchor + text)) == anchor + text


@given(simplified | st.lists(st.sampled_from(["创", "业", "县", "着", "(chuàng)", "(yè)", "(men)", "，"])).map("".join))
def test_simplified_text_is_not_touched(text: str) -> None:
    assert repair_pinyin(text) == text


@given(
    st.lists(st.sampled_from([*"實發縣创人乾著(市)", "(shí)", "(fā)", "((xiàn)", "(men)", "(x)", "\n"]), max_size=25)
)
def test_a_second_repair_changes_nothing(parts: list[str]) -> None:
    once = repair_pinyin("".join(parts))
    assert repair_pinyin(once) == once


@pytest.mark.parametrize("kept", ["(市)", "（市）", "(AI)", "(ai)", "(fa)", "(2022)", "(shí jiàn)", "（shí）"])
def test_parentheses_that_are_no_annotation_are_kept(kept: str) -> None:
    assert repair_pinyin(f"創(chuàng)業(yè)獎(jiǎng)勵縣{kept}") == f"创业奖励县{kept}"


def test_a_text_needs_three_annotations_to_be_taken_for_damaged() -> None:
    assert repair_pinyin("創(chuàng)業(yè)獎勵") == "創(chuàng)業(yè)獎勵"
    assert repair_pinyin("創(chuàng)業(yè)獎(jiǎng)勵") == "创业奖励"


@pytest.mark.parametrize(
    "breadcrumb",
    [
        "当前位置：首页 > 政策",
        "您现在的位置：首页",
        "您所在的位置: 首页 >> 通知",
        "欢迎光临 您的位置：首页",
        "首页 > 政务公开",
        "当前位置 首页 > 新闻",
    ],
)
def test_everything_down_to_the_breadcrumb_is_cut(breadcrumb: str) -> None:
    assert strip_navigation(f"登录\n{breadcrumb}\n· 通知\n\n- 公告\n{POLICY}") == POLICY


@pytest.mark.parametrize(
    "trailer",
    ["相关文章", "【相关链接】", "上一篇：某县的办法", "下一条：无", "责任编辑：某人", "打印本页 关闭窗口", "扫一扫"],
)
def test_everything_from_the_trailer_on_is_cut(trailer: str) -> None:
    assert strip_navigation(f"{POLICY}{trailer}\n某市的新园区\n") == POLICY


def test_a_trailer_above_a_long_line_is_part_of_the_policy() -> None:
    text = f"{POLICY}相关信息\n{'各县每年公布一次补贴的发放情况，' * 5}接受监督。\n"
    assert strip_navigation(text) == text


@pytest.mark.parametrize(
    "line",
    [
        "企业应当在所在位置设置标识。",
        "标明当前位置的图纸由申请人提供。",
        "项目所在位置：某县某镇",
        "相关信息由县级部门公布。",
        "版权所有者可以申请补贴；材料不全的，一次告知。",
        "- 小企业每年可以领取补贴",
    ],
)
def test_a_policy_that_speaks_of_places_and_information_loses_nothing(line: str) -> None:
    text = f"{POLICY}{line}\n第三条　本意见有效期三年。\n"
    assert strip_navigation(text) == text
    assert strip_navigation(f"{line}\n{POLICY}") == f"{line}\n{POLICY}"


@given(st.lists(sentence | simplified | st.sampled_from(["", "- 菜单", "位置", "首页", "相关", " \t"]), max_size=15))
def test_a_page_without_breadcrumb_and_trailer_loses_nothing(lines: list[str]) -> None:
    text = "\n".join(lines)
    assert repair_scrape(text) == (text, ())


@pytest.mark.parametrize(
    ("page", "repairs"),
    [
        (POLICY, ()),
        (damage(POLICY), ("pinyin",)),
        (MENU + POLICY, ("navigation",)),
        (damage(MENU + POLICY + RELATED), ("pinyin", "navigation")),
    ],
    ids=["clean", "pinyin", "navigation", "both"],
)
def test_the_document_names_its_repairs(tmp_path: Path, page: str, repairs: tuple[str, ...]) -> None:
    (tmp_path / "page.txt").write_text(page, encoding="utf-8")
    document, measures = load(File(tmp_path / "page.txt", "page.txt"))
    assert (document.repairs, document.text) == (repairs, POLICY)
    assert (document.title, document.source, document.date) == ("某省促进县域发展的意见", "某网", "2022-03-18")
    assert [(measure.title, measure.text) for measure in measures] == [
        ("前言", "为了让县里的企业有钱用、有人用，提出以下意见。"),
        ("扶持小企业", "小企业每年可以领取补贴，用于开发新产品。县(市)设立专门的窗口办理。"),
        ("培养人才", "学校和企业一起培养技术人员，对优秀人员给予奖励。"),
    ]
