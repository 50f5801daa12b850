"""A row of a table is quoted with the header that says what its cells are, and is judged by it."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.text import sentence_spans
from index.build import build
from qa import ask
from qa.question import understand
from qa.sentences import Scored, choose
from qa.tables import above, captions, headers, under_headers
from qa.worth import WORTHLESS, YEAR_BONUS, gains

TABLE = """补贴标准如下表。
表1 各类企业补贴标准
金额单位：万元
企业类型 | 补助比例 | 年度上限（万元） | 补助年限
小微企业 | 50% | 5 | 1年
中型企业 | 30% | 10 | 2年
重点产业
行业协会 | 20% | 30 | 2年
咨询电话见附件。"""
TARGETS = "县（区） | 2024年 | 2026年\n白石县 | 780 | 1700\n西陵区 | 1620 | 3150"
FIELDS = "事项名称 | 住房租赁补贴\n事项类型 | 行政给付\n实施主体 | 住建局"
MARKDOWN = "| 地区 | 电话 |\n| --- | --- |\n| 甲县 | 0576-1 |\n| 乙县 | 0576-2 |"


def told(text: str) -> list[str]:
    return [text[start:end] for start, end in sentence_spans(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [(TABLE, {4: 3, 5: 3, 7: 3}), (TARGETS, {1: 0, 2: 0}), (FIELDS, {}), (MARKDOWN, {2: 0, 3: 0})],
    ids=["units", "years", "fields", "Markdown"],
)
def test_the_header_of_a_row_is_the_first_row_of_words_over_figures(text: str, expected: dict[int, int]) -> None:
    assert headers(text, sentence_spans(text)) == expected


def test_of_a_header_over_several_rows_the_last_says_what_the_cells_are() -> None:
    text = "对象 | 堂食 | 送餐\n对象 | 市区 | 县城 | 送餐\n低保对象 | 8 | 6 | 3\n80周岁以上 | 5 | 4 |"
    spans = sentence_spans(text)
    assert headers(text, spans) == {2: 1, 3: 1}
    assert under_headers(text, spans)[2] == "对象 低保对象 市区 8 县城 6 送餐 3"


@pytest.mark.parametrize("lower", ["720元以下 | 721元—1080元 | 1080元以上", "第1年 | 第2年 | 第3年"])
def test_ranges_and_years_below_a_cell_over_all_of_them_are_of_the_header(lower: str) -> None:
    text = f"能力等级 | 家庭人均月收入\n能力等级 | {lower}\n轻度受损 | 120 | 80 | 不享受\n重度受损 | 460 | 350 | 210"
    spans = sentence_spans(text)
    assert headers(text, spans) == {2: 1, 3: 1}
    (chosen,) = choose([Scored(text, spans, [0, 1, 0, 0])], 3)
    assert [text[start:end] for start, end in chosen] == [text], "no header is quoted without its rows"
    (chosen,) = choose([Scored(text, spans, [0, 0, 0, 1])], 3)
    assert [text[start:end] for start, end in chosen] == ["\n".join(text.split("\n")[:2]), text.split("\n")[3]]


def test_a_table_without_a_header_is_quoted_by_its_rows() -> None:
    text = "一级 | 5万元\n二级 | 3万元"
    (chosen,) = choose([Scored(text, sentence_spans(text), [1, 0])], 3)
    assert [text[start:end] for start, end in chosen] == ["一级 | 5万元"]
    text = "甲 | 乙\n---- | ----\n丙 | 5万元"
    (chosen,) = choose([Scored(text, sentence_spans(text), [1, 0, 0])], 3)
    assert [text[start:end] for start, end in chosen] == [text]


def test_a_row_of_words_is_no_header() -> None:
    text = "类别 | 项目 | 收费\n类别 | 项目 | 县城 | 乡镇\n停车 | 路内 | 每小时3 | 免费\n停车 | 医院 | 每小时2 | 1"
    assert set(headers(text, sentence_spans(text)).values()) == {1}
    text = "对象 | 标准\n老人 | 免费\n儿童 | 2元\n成人 | 5元"
    assert set(headers(text, sentence_spans(text)).values()) == {0}


def test_a_row_is_read_with_its_columns_and_their_units() -> None:
    read = under_headers(TABLE, sentence_spans(TABLE))
    assert read[4] == "企业类型 小微企业 补助比例 50% 年度上限 5万元 补助年限 1年"
    assert [*read[:4], read[6], read[8]] == [*told(TABLE)[:4], "重点产业", "咨询电话见附件。"]


def test_the_unit_of_all_figures_belongs_to_the_header_and_a_caption_says_nothing() -> None:
    spans = sentence_spans(TABLE)
    assert above(TABLE, spans, 3) == {2, 3}
    assert above(TARGETS, sentence_spans(TARGETS), 0) == {0}
    assert captions(TABLE, spans) == {1, 2, 3}
    worth = gains(understand("小微企业最多补多少钱？"), TABLE, spans)
    assert worth[1] == worth[3] == WORTHLESS
    assert worth[4] > 0


LEVELS = "等级 | 护理（元/月）\n等级 | 机构 | 上门 | 人数\n重度Ⅱ级 | 2000 | 1250 | 30\n重度Ⅲ级 | 2400 | 1500 | 12"
UNIT = "部门：甲县水务局    金额单位：万元\n项目 | 预算 | 决算\n收入 | 120 | 131.5\n支出 | 118 | 129.0"


def test_the_unit_may_stand_over_the_header() -> None:
    spans = sentence_spans(LEVELS)
    assert under_headers(LEVELS, spans)[3] == "等级 重度Ⅲ级 机构 2400元/月 上门 1500元/月 人数 12"
    assert above(LEVELS, spans, 1) == captions(LEVELS, spans) == {0, 1}
    spans = sentence_spans(UNIT)
    assert under_headers(UNIT, spans)[2] == "项目 收入 预算 120万元 决算 131.5万元"
    assert captions(UNIT, spans) == {0, 1}


def test_rows_pasted_with_tabs_are_rows() -> None:
    pasted = TABLE.replace(" | ", "\t")
    spans = sentence_spans(pasted)
    assert headers(pasted, spans) == {4: 3, 5: 3, 7: 3}
    assert under_headers(pasted, spans)[4] == "企业类型 小微企业 补助比例 50% 年度上限 5万元 补助年限 1年"


DRAWN = "┌────┬────┐\n│ 存栏量 │ 罚款 │\n├────┼────┤\n│ 50头以下 │ 8000元 │\n│ 50—200头 │ 2万元 │\n└────┴────┘"


def test_the_rows_of_a_table_that_is_drawn() -> None:
    spans = sentence_spans(DRAWN)
    assert headers(DRAWN, spans) == {3: 1, 4: 1}
    assert under_headers(DRAWN, spans)[4] == "存栏量 50—200头 罚款 2万元"
    assert captions(DRAWN, spans) == {0, 1, 2, 5}


def test_the_name_of_a_section_of_a_table_says_nothing() -> None:
    text = "项目 | 分值 | 标准\n一、价格部分 |\n报价 | 30 | 最低者满分\n二、技术部分 |\n方案 | 20 | 优者满分"
    spans = sentence_spans(text)
    assert headers(text, spans) == {2: 0, 4: 0}
    assert captions(text, spans) == {0, 1, 3}


def test_the_year_of_a_column_is_that_of_its_figures() -> None:
    asked = understand("白石县2026年的目标是多少？")
    assert gains(asked, TARGETS, sentence_spans(TARGETS))[1] >= YEAR_BONUS
    assert gains(asked, TARGETS.replace("2026年", "其后"), sentence_spans(TARGETS.replace("2026年", "其后")))[1] < 0


CELL = st.sampled_from(["甲", "乙县", "12", "2024年", "金额（元）", "3.5"])
ROW = st.lists(CELL, min_size=2, max_size=4).map(" | ".join)


@given(
    st.lists(st.one_of(ROW, ROW, st.sampled_from(["说明。", "小计", "表1 标准", "| --- | --- |"])), max_size=9).map(
        "\n".join
    )
)
def test_headers_are_rows_above_theirs(text: str) -> None:
    spans = sentence_spans(text)
    sentences = told(text)
    for row, header in headers(text, spans).items():
        assert header < row
        assert " | " in sentences[row]
        assert " | " in sentences[header]
    assert len(under_headers(text, spans)) == len(spans)


def test_an_answer_quotes_the_row_and_its_header_as_they_stand(tmp_path: Path) -> None:
    folder = tmp_path / "documents"
    folder.mkdir()
    (folder / "甲.txt").write_text(f"关于扶持企业上云的通知\n\n一、上云补助\n{TABLE}\n", "utf-8")
    build([folder], tmp_path / "store")
    answer = ask("中型企业上云一年最多补多少？", store=tmp_path / "store")
    assert [one.quote for one in answer.citations] == [
        "金额单位：万元\n企业类型 | 补助比例 | 年度上限（万元） | 补助年限",
        "中型企业 | 30% | 10 | 2年",
    ]
    assert all(one.document.text[one.start : one.end] == one.quote for one in answer.citations)


def test_where_all_is_asked_for_and_a_row_answers_the_table_is_whole() -> None:
    spans = sentence_spans(TABLE)
    several = Scored(TABLE, spans, [0, 0, 0, 0, 1, 0, 0, 0.9, 0])
    one = Scored(TABLE, spans, [0, 0, 0, 0, 1, 0, 0, 0, 0])
    none = Scored(TABLE, spans, [1, 0, 0, 0, 0, 0, 0, 0, 0])
    table = TABLE[TABLE.index("企业类型") : TABLE.index("\n咨询")]

    def quoted(measure: Scored, *, all_of_it: bool) -> list[str]:
        (chosen,) = choose([measure], 3, whole_lists=all_of_it)
        return [TABLE[start:end] for start, end in chosen]

    assert quoted(several, all_of_it=True) == [f"金额单位：万元\n{table}"]
    header = "金额单位：万元\n企业类型 | 补助比例 | 年度上限（万元） | 补助年限"
    assert quoted(several, all_of_it=False) == [f"{header}\n小微企业 | 50% | 5 | 1年", "行业协会 | 20% | 30 | 2年"]
    assert quoted(one, all_of_it=False) == [f"{header}\n小微企业 | 50% | 5 | 1年"]
    assert quoted(one, all_of_it=True) == [f"金额单位：万元\n{table}"]
    assert quoted(none, all_of_it=True) == ["补贴标准如下表。"]
