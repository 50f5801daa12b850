"""A row of a spreadsheet is quoted whole: an amount without its unit, or without whom it is for, says nothing."""

from pathlib import Path

import pytest

from index.build import build
from qa import ask
from qa.tables import statements, under_headers

ROWS = """序号,主管部门,补贴项目名称,补贴对象,金额,计量单位,咨询电话
1,市民政局,高龄津贴,90至99周岁老年人,120,元/人·月,0793-6603306
2,市民政局,孤儿基本生活费,社会散居孤儿,1400,元/人·月,0793-6603315
3,市农业农村局,油茶低产林改造补助,连片五亩以上的油茶林,0.08,万元/亩,—
"""
OLD = "主管部门：市民政局\n补贴项目名称：高龄津贴\n补贴对象：90至99周岁老年人\n金额：120\n计量单位：元/人·月"


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place: Path = tmp_path_factory.mktemp("rows")
    (place / "documents").mkdir()
    (place / "documents" / "云塘市惠民补贴一览表.csv").write_text(ROWS, "utf-8")
    build([place / "documents"], place / "store")
    return place / "store"


@pytest.mark.parametrize(
    ("question", "amount"),
    [
        ("90岁的老人每个月高龄津贴补多少钱？", "120"),
        ("社会散居孤儿每月能领多少钱", "1400"),
        ("油茶林改造一亩补多少钱", "0.08"),
    ],
)
def test_the_row_that_answers_is_quoted_whole(store: Path, question: str, amount: str) -> None:
    first = ask(question, store=store).citations[0]
    assert f"\n金额：{amount}\n计量单位：" in first.quote
    assert first.quote == first.measure.text
    assert first.document.text[first.start : first.end] == first.quote


@pytest.mark.parametrize("question", ["高龄津贴的负责人叫什么名字", "高龄津贴依据的文件文号是多少"])
def test_what_no_cell_tells_is_declined(store: Path, question: str) -> None:
    assert ask(question, store=store).declined


def test_a_number_has_the_unit_of_the_cell_that_tells_it_or_of_its_name() -> None:
    assert under_headers(OLD, [(0, len(OLD))]) == [
        "主管部门 市民政局 补贴项目名称 高龄津贴 补贴对象 90至99周岁老年人 金额 120元/人·月 计量单位 元/人·月"
    ]
    machine = "分档名称：乘坐式插秧机\n2024年补贴额（元）：24500"
    assert under_headers(machine, [(0, len(machine))]) == ["分档名称 乘坐式插秧机 2024年补贴额 24500元"]
    prose = "甲县每年发放。\n标准：每人120元。"
    assert under_headers(prose, [(0, len(prose))]) == [prose]


def test_only_short_rows_of_spreadsheets_are_one_sentence() -> None:
    assert statements("a.csv", OLD, 0, len(OLD)) == statements("x.zip!/b.XLSX", OLD, 0, len(OLD)) == [(0, len(OLD))]
    assert len(statements("a.txt", OLD, 0, len(OLD))) > 1
    long = "备注：说明。\n" * 60
    assert len(statements("a.csv", long, 0, len(long))) == 60
