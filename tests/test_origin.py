"""Who issued a document, when and under which name stands in its opening."""

from pathlib import Path

import pytest

from index.build import build
from qa import ask, retrieve
from qa.clause import asks_of_origin
from tests.stores import write

ALLOWANCE = """# 渔民津贴通知

为了帮助渔民，嘉兴市人民政府办公室印发了《关于渔民津贴的通知》，各街道都要照办。

## 津贴标准

渔民津贴每人每月三百元，由街道打到社保卡里。

## 谁来发

津贴由街道发给渔民，哪个部门都不得截留。
"""
LEAVE = ALLOWANCE.replace("渔民", "护士").replace("津贴", "假期").replace("嘉兴市", "绍兴市")


@pytest.mark.parametrize(
    ("question", "origin"),
    [
        ("这份意见是谁发的", True),
        ("这东西谁发的，科技厅还是别的部门啊", True),
        ("文件正式名称叫什么", True),
        ("通知的文号是什么", True),
        ("这个办法什么时候出台的", True),
        ("省里专门出这么个文件，图的是什么", True),
        ("Who issued this notice?", True),
        ("What is the official title of the document?", True),
        ("这个政策谁发钱", False),
        ("津贴谁来发", False),
        ("津贴每月多少钱", False),
        ("Who can apply?", False),
    ],
)
def test_asking_for_the_origin(question: str, origin: bool) -> None:
    assert asks_of_origin(question) == origin


@pytest.mark.parametrize("question", ["这份文件是谁发的？", "這份文件是誰發的？", "Who issued this document?"])
def test_of_one_document(tmp_path_factory: pytest.TempPathFactory, question: str) -> None:
    folder = tmp_path_factory.mktemp("origin")
    build([write(folder / "docs", allowance=ALLOWANCE)], folder / "store")
    answer = ask(question, store=folder / "store")
    assert [citation.quote for citation in answer.citations][:1] == [
        "为了帮助渔民，嘉兴市人民政府办公室印发了《关于渔民津贴的通知》，各街道都要照办。"
    ]


def test_of_the_document_that_is_named(tmp_path: Path) -> None:
    build([write(tmp_path / "docs", allowance=ALLOWANCE, leave=LEAVE)], tmp_path / "store")
    hits = retrieve("护士假期的文件是谁发的？", store=tmp_path / "store")
    assert "绍兴市人民政府办公室" in hits[0].quote
    assert hits[0].signals.opening == 1
    assert retrieve("护士假期多长？", store=tmp_path / "store")[0].signals.opening == 0
