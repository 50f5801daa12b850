"""Headings of a web page that only their bold type tells."""

from pathlib import Path

import pytest
from lxml.html import fromstring

from corpus.readers.emphasis import bold_paragraphs
from tests.documents import found
from tests.test_html import CLOSING, CLOSING_LINE, OPENING, OPENING_LINE, page

TEXT = "<p>每户补助一万元，由县财政局在十五日内拨付到账，逾期不再受理。</p>"
LINE = TEXT[3:-4]


def measures(tmp_path: Path, body: str) -> list[tuple[str, tuple[str, ...], str]]:
    return found(page(tmp_path, f"<div class='content'>{OPENING}{body}{CLOSING}</div>"))


def bold(*lines: str) -> str:
    return "".join(f"<p>　　<strong>{line}</strong></p>" for line in lines)


def test_bold_paragraphs_are_headings_and_the_first_of_two_stands_above(tmp_path: Path) -> None:
    body = (
        bold("补助标准", "渔船“以旧换新”每艘最高补助，木船铁船一视同仁") + TEXT
        + "<p><b>逾期</b><span style='font-weight: bold'>怎么办？</span></p>" + TEXT
        + bold("办理时间", "5月7日至11日网上报名") + TEXT
    )  # fmt: skip
    assert measures(tmp_path, body) == [
        ("前言", (), OPENING_LINE),
        ("渔船“以旧换新”每艘最高补助，木船铁船一视同仁", ("补助标准",), LINE),
        ("逾期怎么办？", ("补助标准",), LINE),
        ("5月7日至11日网上报名", ("办理时间",), f"{LINE}\n{CLOSING_LINE}"),
    ]


@pytest.mark.parametrize(
    "mark",
    [
        "<span style='font-weight:bold'><strong>{}</strong></span>",
        "<b><span style='font-size:16px;font-weight:bold'><strong>{}</strong></span></b>",
        "<span style='color:red'><span style='FONT-WEIGHT: 700;'>{}</span></span>",
        "<span style='font-weight:600'><span style='font-weight:900'>{}</span></span>",
    ],
)
def test_bold_type_in_bold_type_and_by_its_weight(mark: str) -> None:
    page = f"<body><p>{mark.format('补贴 对象')}</p><p>{mark.format('每户')}一万元</p></body>"
    assert bold_paragraphs(fromstring(page)) == {"补贴对象"}


@pytest.mark.parametrize("weight", ["400", "normal", "lighter", "6000"])
def test_type_of_another_weight_is_not_bold(weight: str) -> None:
    page = f"<body><p><span style='font-weight:{weight}'>对象</span></p><p><b>标准</b></p></body>"
    assert bold_paragraphs(fromstring(page)) == {"标准"}


def test_bold_is_no_heading_where_chapters_or_numbers_are(tmp_path: Path) -> None:
    body = f"<p>一、标准</p>{TEXT}{bold('特别提醒')}{TEXT}<p>二、时间</p>{TEXT}{bold('温馨提示')}{TEXT}"
    assert measures(tmp_path, body) == [
        ("前言", (), OPENING_LINE),
        ("一、标准", (), f"{LINE}\n特别提醒\n{LINE}"),
        ("二、时间", (), f"{LINE}\n温馨提示\n{LINE}\n{CLOSING_LINE}"),
    ]


def test_one_bold_paragraph_sentences_and_lists_in_bold_are_none(tmp_path: Path) -> None:
    sentences = bold("申请人须在三月底前到县里的窗口提出申请，过期作废。") * 2
    for body in (
        bold("渔船补助的标准和申请办法请看这里，欢迎转发") + TEXT,
        sentences + TEXT,
        bold("甲县各镇", "乙镇", "丙镇") + TEXT,
    ):
        assert [title for title, _, _ in measures(tmp_path, body)] in (["正文"], ["前言", "甲县各镇乙镇丙镇"])
