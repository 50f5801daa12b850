"""Tables: every row a measure, whatever stands around the table."""

import csv
import datetime
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.errors import DamagedDocument, EmptyDocument, OversizedDocument
from corpus.readers import read, sheets
from tests.documents import found, rewrite, sentence, words

Rows = list[list[Any]]


def workbook(path: Path, rows: Rows, *merged: str, change: Callable[[Any], object] = id) -> Path:
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    for cells in merged:
        book.active.merge_cells(cells)
    change(book.active)
    book.save(path)
    return path


def text(tmp_path: Path, rows: Rows, *merged: str, change: Callable[[Any], object] = id) -> str:
    return read(workbook(tmp_path / "表.xlsx", rows, *merged, change=change)).text


@given(st.lists(st.tuples(words, sentence), min_size=1, max_size=6, unique_by=lambda row: row[0]))
def test_a_table_gives_the_same_measures_in_every_format(
    tmp_path_factory: pytest.TempPathFactory, rows: list[tuple[str, str]]
) -> None:
    folder = tmp_path_factory.mktemp("tables")
    table = [["措施", "内容"], *map(list, rows)]
    paths = [workbook(folder / "表.xlsx", table)]
    for name, delimiter, encoding in (("a.csv", ",", "utf-8-sig"), ("b.csv", ";", "gb18030"), ("c.tsv", "\t", "utf-8")):
        paths.append(folder / name)
        with paths[-1].open("w", encoding=encoding, newline="") as stream:
            csv.writer(stream, delimiter=delimiter).writerows(table)
    for path in paths:
        assert found(path) == [(name, (), f"措施：{name}\n内容：{content}") for name, content in rows]


def test_title_merged_header_categories_sections_and_notes(tmp_path: Path) -> None:
    rows = [
        ["某县惠企政策清单"],
        ["填报单位：某县工业局", None, "填报日期：2024年5月", None, None],
        ["序号", "类别", "补贴", None, "措施名称"],
        [None, None, "小企业", "大\n企业", None],
        [1, "扶持类", "一万元", 2, "技术改造"],
        [2, None, "两万元", 3.0, "市场开拓"],
        ["人才部分"],
        [3, "人才类", "三万元", None, "人才引进"],
        ["注：每户每年一次。"],
    ]
    merged = ("A1:E1", "A2:B2", "A3:A4", "B3:B4", "C3:D3", "E3:E4", "B5:B6", "A7:E7", "A9:E9")
    path = workbook(tmp_path / "表.xlsx", rows, *merged)
    assert read(path).title == "某县惠企政策清单"
    assert found(path) == [
        ("前言", (), "填报单位：某县工业局 填报日期：2024年5月"),
        ("1 技术改造", (), "序号：1\n类别：扶持类\n补贴 小企业：一万元\n补贴 大企业：2\n措施名称：技术改造"),
        ("2 市场开拓", (), "序号：2\n类别：扶持类\n补贴 小企业：两万元\n补贴 大企业：3\n措施名称：市场开拓"),
        ("3 人才引进", ("人才部分",), "序号：3\n类别：人才类\n补贴 小企业：三万元\n措施名称：人才引进"),
        ("注", (), "注：每户每年一次。"),
    ]


def test_values_are_what_the_cells_show(tmp_path: Path) -> None:
    def formats(sheet: Any) -> None:
        sheet["C2"].number_format = "0.0%"
        sheet["D2"].number_format = "0%"
        sheet["F2"].number_format = 'yyyy"年"m"月"d"日"'

    header = ["名称", "金额", "比例", "份额", "日期", "生效", "户数", "线上", "错", "备注", "小数"]
    values = ["技改", 10000.0, 0.125, 0.3, datetime.datetime(2024, 5, 6), datetime.date(2025, 1, 1), 3, True, "#N/A",
              " 甲\r\n\n乙_x000D_\n丙 ", 0.1 + 0.2]  # fmt: skip
    assert text(tmp_path, [header, values], change=formats) == (
        "## 技改\n名称：技改\n金额：10000\n比例：12.5%\n份额：30%\n日期：2024-05-06\n生效：2025-01-01\n户数：3\n"
        "线上：TRUE\n"
        "备注：甲\n乙\n丙\n小数：0.3\n"
    )


def test_no_line_of_a_cell_opens_a_measure(tmp_path: Path) -> None:
    rows = [
        ["措施", "标准", "附件"],
        ["技改", "（一）甲；\n（二）乙；\n每户一次\n1.丙", "无"],
        ["开拓", "一、丁", None],
    ]
    path = workbook(tmp_path / "表.xlsx", rows)
    assert found(path) == [
        ("技改", (), "措施：技改\n标准：（一）甲； （二）乙；\n每户一次 1.丙\n- 附件：无"),
        ("开拓", (), "措施：开拓\n标准：一、丁"),
    ]


def test_sheets_even_hidden_ones_are_named(tmp_path: Path) -> None:
    def more(sheet: Any) -> None:
        sheet.title = "资金"
        other = sheet.parent.create_sheet("人才")
        other.append(["人才措施目录"])
        other.append(["措施", "内容"])
        other.append(["引进", "给予奖励。"])
        other.sheet_state = "hidden"
        sheet.parent.create_sheet("空")

    path = workbook(tmp_path / "表.xlsx", [["甲县目录"], ["措施", "内容"], ["技改", "给予补贴。"]], change=more)
    assert read(path).title == "甲县目录"
    assert found(path) == [
        ("技改", ("资金",), "措施：技改\n内容：给予补贴。"),
        ("人才", (), "人才措施目录"),
        ("引进", ("人才",), "措施：引进\n内容：给予奖励。"),
    ]


@pytest.mark.parametrize(
    ("rows", "headings"),
    [
        ([["类别", "措施", "内容"], ["资金", "技改", "甲。"], ["资金", "开拓", "乙。"]], ["技改", "开拓"]),
        ([["序号", "内容"], ["一", "甲事"], ["二", "乙事"]], ["一 甲事", "二 乙事"]),
        ([["条款", "内容"], ["第一条", "甲。"], ["第二条", "乙。"]], ["第一条", "第二条"]),
        ([["时间", "部门"], [2024, "甲局"], [2025, "甲局"]], ["2024 甲局", "2025 甲局"]),
        ([["内容", "金额"], ["对小企业给予补贴。每户一万元。" * 5, 1]], ["对小企业给予补贴"]),
        ([["措施", "内容"], ["技改", "甲。"], [None, "乙，没有名字。"], ["开拓", "丙。"]], ["技改", "乙", "开拓"]),
    ],
)
def test_what_names_a_row(tmp_path: Path, rows: Rows, headings: list[str]) -> None:
    assert [title for title, _, _ in found(workbook(tmp_path / "表.xlsx", rows))] == headings


def test_a_sheet_without_header_is_lines(tmp_path: Path) -> None:
    assert text(tmp_path, [["某县办法"], ["一、扶持"], ["每户一万元。"], [1, 2]]) == (
        "某县办法\n一、扶持\n每户一万元。\n1 | 2\n"
    )


def test_quoted_fields_keep_delimiters_and_lines(tmp_path: Path) -> None:
    path = tmp_path / "表.csv"
    path.write_text('清单,,\n措施,内容,期限\n"技改, 开拓","甲 ""乙""\n丙",1年\n', encoding="utf-8")
    assert found(path) == [("技改, 开拓", (), '措施：技改, 开拓\n内容：甲 "乙"\n丙\n期限：1年')]
    assert read(path).title == "清单"


def test_a_merge_of_everything_costs_nothing(tmp_path: Path) -> None:
    path = workbook(tmp_path / "表.xlsx", [["措施", "内容"], ["技改", "甲。"]])
    merge = b'</sheetData><mergeCells count="1"><mergeCell ref="A1:XFD1048576"/></mergeCells>'
    sheet = "xl/worksheets/sheet1.xml"
    rewrite(path, lambda parts: parts.update({sheet: parts[sheet].replace(b"</sheetData>", merge)}))
    assert read(path).text == "措施\n措施\n"


def test_what_the_library_would_not_write_again_is_no_concern(tmp_path: Path) -> None:
    def without_default_style(parts: dict[str, bytes]) -> None:
        parts["xl/styles.xml"] = re.sub(rb"<cellStyles.*?</cellStyles>", b"", parts["xl/styles.xml"])

    path = rewrite(workbook(tmp_path / "表.xlsx", [["措施", "内容"], ["技改", "甲。"]]), without_default_style)
    assert read(path).text == "## 技改\n措施：技改\n内容：甲。\n"


def test_a_far_cell_costs_nothing(tmp_path: Path) -> None:
    def far(sheet: Any) -> None:
        sheet["XFD1048576"] = "远"

    path = workbook(tmp_path / "表.xlsx", [["措施", "内容"], ["技改", "甲。"]], change=far)
    assert read(path).text == "## 技改\n措施：技改\n内容：甲。\n## 远\n"


def test_a_sheet_over_the_limit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sheets, "LARGEST_SHEET", 5)
    with pytest.raises(OversizedDocument) as error:
        text(tmp_path, [["措施", "内容"]] * 3)
    assert str(error.value) == "sheet “Sheet” has 6 cells, over the limit of 5; split it"


def test_an_empty_workbook_is_empty(tmp_path: Path) -> None:
    with pytest.raises(EmptyDocument):
        text(tmp_path, [])
    (tmp_path / "表.csv").write_text(",,\n,,\n")
    with pytest.raises(EmptyDocument):
        read(tmp_path / "表.csv")


def test_quotes_that_never_close(tmp_path: Path) -> None:
    (tmp_path / "表.csv").write_text('措施,内容\n"技改,' + "甲" * 200_000, encoding="utf-8")
    with pytest.raises(DamagedDocument) as error:
        read(tmp_path / "表.csv")
    assert "save it again as .csv or .xlsx" in str(error.value)
