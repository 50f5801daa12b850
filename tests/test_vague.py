"""Where several documents may be meant, a question that does not say what it is about is asked back."""

from pathlib import Path

import pytest

from index.build import build
from qa import ask
from qa.vague import says_nothing
from tests.stores import FARM, FINANCE, TALENT, write


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place: Path = tmp_path_factory.mktemp("vague")
    build([write(place / "documents", farm=FARM, finance=FINANCE, talent=TALENT)], place / "store")
    return place / "store"


@pytest.mark.parametrize(
    "question",
    [
        *("有什么规定？", "处罚标准是什么？", "多久？", "多少钱？", "怎么申请？", "需要什么材料？", "找谁办？"),
        *("請問要準備什麼材料", "What are the requirements?", "How much does it cost?"),
    ],
)
def test_what_says_nothing(question: str) -> None:
    assert says_nothing(question)


@pytest.mark.parametrize(
    "question",
    [
        *("有什么补贴？", "有哪些举措？", "闯红灯罚款多少", "押金怎么退", "结婚需要什么材料", "2024年有什么规定"),
        *("高温津贴多少钱", "河南有什么规定", "What are the requirements for a loan?", "How much for rice?"),
    ],
)
def test_what_says_something(question: str) -> None:
    assert not says_nothing(question)


def test_it_is_asked_back(store: Path) -> None:
    for question, reason in (
        ("怎么申请？", "问题没有说是哪件事，请写出事项或文件名。"),
        ("要準備什麼材料？", "問題沒有說是哪件事，請寫出事項或文件名。"),
        ("What are the requirements?", "The question does not say what it is about; name the matter or the document."),
    ):
        answer = ask(question, store=store)
        assert (answer.declined, answer.reason, answer.probability) == (True, reason, 0)


def test_not_in_a_conversation_nor_of_one_document(store: Path) -> None:
    history = ["甲市的贷款贴息给多少？"]
    assert "哪件事" not in ask("怎么申请？", store=store, history=history).reason
    assert "哪件事" not in ask("怎么申请？", store=store, filters={"title": "甲市"}).reason
