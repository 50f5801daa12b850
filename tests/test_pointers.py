"""A provision named by where it stands to the one before (第二款呢？, 下一条) is read as that of the conversation."""

from pathlib import Path

import pytest

from index.build import build
from qa import ask
from qa.pointer import Pointer, pointer
from qa.provision import LAST, Provision
from tests.stores import FARM, write
from tests.test_named import CATS, DOGS

DOG = "临江养狗条例"
TWO = "遛狗应当遵守下列规定：\n\n（一）拴上不长于两米的绳子；\n\n（二）带走狗粪。\n\n前款规定也适用于寄养的狗。"
SECOND = "前款规定也适用于寄养的狗。"
FINE = "遛狗不拴绳的，处一百元罚款。"
FORCE = "本条例自2020年5月1日起施行。"


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place: Path = tmp_path_factory.mktemp("pointers")
    build([write(place / "documents", dogs=DOGS, cats=CATS, farm=FARM)], place / "store")
    return place / "store"


@pytest.mark.parametrize(
    ("turns", "quote"),
    [
        ([f"{DOG}第二条", "第二款呢"], SECOND),
        ([f"{DOG}第二条", "它的第二款呢？"], SECOND),
        ([f"{DOG}第二条", "第二项呢"], "（二）带走狗粪。"),
        ([f"{DOG}第二条", "第（一）项呢", "下一项"], "（二）带走狗粪。"),
        ([f"{DOG}第二条", "最后一款"], SECOND),
        ([f"{DOG}第二条", "第一款第二项", "下一款"], SECOND),
        ([f"{DOG}第二条", "下一条"], FINE),
        ([f"{DOG}第二条", "下一条", "那下一条呢？"], FORCE),
        ([f"{DOG}第二條", "下一條呢？", "謝謝", "上一條"], TWO),
        ([f"{DOG}第二条", "最后一条是什么"], FORCE),
        ([f"{DOG}第二条", "这一条", "刚才那条"], TWO),
        ([f"{DOG}第三条", "上一条的第二款"], SECOND),
        (["临江遛狗不拴绳罚多少？", "上一条呢"], TWO),
        ([f"{DOG}第二条", "next article"], FINE),
        ([f"{DOG}第二条", "paragraph 2"], SECOND),
        ([f"{DOG}最后一条是什么"], FORCE),
    ],
)
def test_it_is_read_as_that_of_the_conversation(store: Path, turns: list[str], quote: str) -> None:
    answer = ask(turns[-1], store=store, history=turns[:-1])
    assert [citation.quote for citation in answer.citations] == [quote]
    assert answer.citations[0].document.title == "临江市城市养狗管理条例"
    assert answer.notices == ()


def test_a_paragraph_that_is_not_there(store: Path) -> None:
    for turns in ([f"{DOG}第三条", "第二款呢"], [f"{DOG}第三条第二款"]):
        answer = ask(turns[-1], store=store, history=turns[:-1])
        assert [citation.quote for citation in answer.citations] == [FINE]
        assert answer.notices == ("注：没有找到第三条第二款，引用的是整条。",)


@pytest.mark.parametrize(
    ("turns", "reason"),
    [
        ([f"{DOG}第四条", "下一条"], "找到的文件没有下一条。"),
        ([f"{DOG}第一条", "上一条"], "找到的文件没有上一条。"),
        (["下一条是什么"], "没有说明是哪份文件的下一条，请写出文件名。"),
    ],
)
def test_there_is_none_such(store: Path, turns: list[str], reason: str) -> None:
    answer = ask(turns[-1], store=store, history=turns[:-1])
    assert (answer.declined, answer.reason) == (True, reason)


@pytest.mark.parametrize(
    ("question", "pointed"),
    [
        ("第二款第（一）项呢", Pointer("第二款第（一）项", "款", 0, False, 2, 1)),
        ("再下一条", Pointer("再下一条", "条", 1)),
        ("上面那条", Pointer("上面那条", "条")),
        ("最後一項", Pointer("最後一項", "项", 0, True)),
        ("what is the previous paragraph", Pointer("previous paragraph", "款", -1)),
    ],
)
def test_pointers(question: str, pointed: Pointer) -> None:
    assert pointer(question) == pointed


@pytest.mark.parametrize("question", ["有几条规定", "一条狗", "条件是什么", "款式", "项目怎么申报", "第三章"])
def test_no_pointers(question: str) -> None:
    assert pointer(question) is None


def test_what_is_meant_after_another() -> None:
    known = Provision("第五条", 5, 0, 2)
    assert Pointer("下一款", "款", 1).after(known) == Provision("第五条下一款", 5, 0, 3)
    assert Pointer("最后一条", "条", 0, True).after(None) == Provision("最后一条", LAST)
    assert Pointer("下一项", "项", 1).after(known) is None
    assert Pointer("第二款", "款", paragraph=2).after(None) is None
