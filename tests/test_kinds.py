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
        ("甲县出台三条措施\n近日，甲县政府出台《关于发放补贴的措施》。", "新闻"),
        ("甲县印发《补贴办法》\n2月15日，甲县就补贴举行新闻发布会。", "新闻"),
        ("甲县印发《补贴办法》\n近日，甲县印发《补贴办法》，全文如下：\n第一条　甲。", "办法"),
        ("甲县关于发放补贴的通知\n根据2月2日县政府发布的要求，现通知如下。", "通知"),
        ("甲县补贴通告\n甲政〔2020〕3号\n日前县政府发布了办法，现通告如下。", "通告"),
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
