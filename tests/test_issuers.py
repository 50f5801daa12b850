"""Who issued a document: named by its title, its byline, its head, those who passed it or signed it."""

from pathlib import Path, PurePosixPath

import openpyxl
import pytest

from corpus.load import File, load
from corpus.metadata import extract
from corpus.readers.source import Source
from tests.documents import described


@pytest.mark.parametrize(
    ("title", "issuers"),
    [
        ("甲省人民政府办公厅关于支持小企业的意见", ("甲省人民政府办公厅",)),
        ("甲省科技厅、甲省财政厅关于科技创新券的通知", ("甲省科技厅", "甲省财政厅")),
        ("甲市工业和信息化局 甲市财政局关于补贴的通知", ("甲市工业和信息化局", "甲市财政局")),
        ("最高人民法院、最高人民检察院关于办理案件的解释", ("最高人民法院", "最高人民检察院")),
        ("中共中央 国务院关于支持小企业的意见", ("中共中央", "国务院")),
        ("甲市人民政府办公室转发市财政局关于补贴意见的通知", ("甲市人民政府办公室",)),
        ("关于支持小企业的意见", ()),
        ("小企业补贴办法", ()),
        ("甲湾开发区管委会关于支持小企业的意见", ("甲湾开发区管委会",)),
    ],
)
def test_issuers(title: str, issuers: tuple[str, ...]) -> None:
    assert described(f"# {title}\n").issuers == issuers


def test_an_office_named_in_a_news_page_is_of_the_page_s_province() -> None:
    text = "浙江新政来了\n来源:某网 日期:2022-03-18\n为了创新,省政府办公厅近日印发《意见》,支持企业。"
    assert extract(Source(text), text, PurePosixPath("page.txt")).issuers == ("浙江省政府办公厅",)


@pytest.mark.parametrize(
    ("text", "issuers"),
    [
        ("甲县补贴办法\n发布机构：甲县财政局、甲县工业局\n第一条　甲。", ("甲县财政局", "甲县工业局")),
        ("甲县人民政府文件\n甲县补贴办法\n第一条　甲。", ("甲县人民政府",)),
        ("甲县补贴办法\n甲县人民政府令\n第 9 号\n第一条　甲。", ("甲县人民政府",)),
        (
            "甲县财政局等2部门关于补贴的通知\n各镇：\n一、补贴\n甲。\n甲县财政局 甲县工业局\n2021年1月2日\n",
            ("甲县财政局", "甲县工业局"),
        ),
        ("关于补贴的通知\n一、补贴\n甲。\n甲县财政局\n甲县工业局\n2021年1月2日\n", ("甲县财政局", "甲县工业局")),
        (
            "甲市统计公报[1]\n甲市统计局　国家统计局甲市调查队\n（2025年3月26日）\n一、综合\n甲。\n",
            ("甲市统计局", "国家统计局甲市调查队"),
        ),
        ("关于补贴的通知\n一、补贴\n甲。\n联系人：某人\n2021年1月2日\n", ()),
    ],
)  # fmt: skip
def test_issuers_that_the_title_does_not_name(text: str, issuers: tuple[str, ...]) -> None:
    assert extract(Source(text), text, PurePosixPath("文件.md")).issuers == issuers


def test_a_sheet_says_above_its_header_whose_it_is(tmp_path: Path) -> None:
    rows = [
        ["甲县事项清单"],
        ["填报单位：甲县审批局 联系人：林某 2025年5月12日"],
        ["序号", "事项"],
        [1, "犬证"],
        [2, "婚姻登记"],
    ]
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    book.active.merge_cells("A2:B2")
    book.save(tmp_path / "清单.xlsx")
    document, measures = load(File(tmp_path / "清单.xlsx", "清单.xlsx"))
    assert (document.title, document.issuers, document.date) == ("甲县事项清单", ("甲县审批局",), "2025-05-12")
    assert measures[0].text == rows[1][0]
