"""What kind of document it is, and whether its page says that it is in force."""

from pathlib import PurePosixPath

import pytest

from corpus.metadata import extract
from corpus.readers.source import Source
from tests.documents import described


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("甲省专利条例", "条例"),
        ("甲县补贴办法（试行）", "办法"),
        ("关于印发《甲县补贴实施细则》的通知", "通知"),
        ("甲国专利法", "法"),
        ("甲国民法典", "法典"),
        ("关于支持小企业的若干措施", "措施"),
        ("关于印发方案", "方案"),
        ("甲县怎样办补贴", ""),
    ],
)
def test_kind(title: str, kind: str) -> None:
    assert described(f"# {title}\n").kind == kind


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("最高人民法院关于甲案件的解释\n第一条　甲。", "司法解释（解释）"),
        ("最高人民法院、最高人民检察院关于甲案件的规定\n第一条　甲。", "司法解释（规定）"),
        ("甲县补贴热点问答\n一、补贴\n甲。", "问答"),
        ("甲县补贴来了\n本报讯（记者 某人）甲县近日发放补贴。", "新闻"),
        ("甲县补贴来了\n甲县近日发放补贴。", ""),
    ],
)
def test_kind_by_issuer_and_opening(text: str, kind: str) -> None:
    assert extract(Source(text), text, PurePosixPath("文件.md")).kind == kind


@pytest.mark.parametrize(
    ("text", "title", "validity"),
    [
        ("时效性：现行有效\n", "甲县办法", "现行"),
        ("有效性：失效\n", "甲县办法", "已失效"),
        ("效力状态：已废止\n", "甲县办法", "已废止"),
        ("时效性 | 已被修改\n", "甲县办法", "已修订"),
        ("时效性：尚未生效\n", "甲县办法", "尚未施行"),
        ("文件状态：\n", "甲县办法", ""),
        ("", "甲县办法（已废止）", "已废止"),
        ("", "【已失效】甲县办法", "已失效"),
        ("", "甲县办法", ""),
    ],
)
def test_stated_validity(text: str, title: str, validity: str) -> None:
    text += "第一条　甲。\n"
    assert extract(Source(text, title=title), text, PurePosixPath("文件.md")).validity == validity
