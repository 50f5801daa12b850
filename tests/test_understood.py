"""What a question was understood to name is told with its answer, and not heeded on request."""

from collections.abc import Collection
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.errors import QuestionError
from index.build import build
from index.opening import resolved
from qa import ask, retrieve
from qa.question import understand
from qa.retrieve import Retriever, retriever
from qa.understood import KINDS, Understood, carried, in_words, set_aside
from tests.stores import write
from tests.test_named import CATS, DOGS, NOTICE

LINJIANG, WANGHAI = "临江市城市养狗管理条例", "望海市城市养狗管理条例"
MARKET = "临江市人民政府关于印发临江市夜市管理暂行办法的通知"
FINES = ["遛狗不拴绳的，处一百元罚款。", "遛狗不拴绳的，处三百元罚款。"]
ARTICLE = ("provision", "第三条", "第三条")


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place: Path = tmp_path_factory.mktemp("understood")
    write(place / "documents", dogs=DOGS, cats=CATS)
    (place / "documents" / "notice.txt").write_text(NOTICE, "utf-8")
    build([place / "documents"], place / "store")
    return place / "store"


@pytest.mark.parametrize(
    ("question", "told", "words"),
    [
        ("杭州遛狗不拴绳罚多少？", [("place", "杭州", "浙江 杭州")], "地区 浙江 杭州"),
        ("临江市夜市几点收摊？", [("place", "临江市", "吉林 白山 临江")], "地区 吉林 白山 临江"),
        ("廣州遛狗不拴繩罰多少？", [("place", "廣州", "广东 广州")], "地區 廣東 廣州"),
        ("Is a dog fined in Guangzhou?", [("place", "Guangzhou", "广东 广州")], "region Guangzhou"),
        ("2015年遛狗不拴绳罚多少？", [("year", "2015", "2015")], "年份 2015年"),
        ("3月17号起遛狗不拴绳罚多少？", [("day", "3月17号", "3月17日")], "日期 3月17日"),
        ("三月十七日起遛狗不拴绳罚多少？", [("day", "", "3月17日")], "日期 3月17日"),
        ("Is a dog fined on 17 March?", [("day", "17 March", "3月17日")], "day 17 March"),
        ("灯塔法第三条说什么？", [("document", "灯塔法", ""), ARTICLE], "文件 “灯塔法” · 条款 第三条"),
        ("臨江養狗條例怎麼罰？", [("document", "臨江養狗條例", LINJIANG)], f"文件 《{LINJIANG}》"),
        (
            "请问临政发[2021]7号是什么文件？",
            [("number", "临政发[2021]7号", MARKET)],
            "文号 临政发[2021]7号",
        ),
        (
            "临江和望海的养狗条例第一条至第三条",
            [("document", "临江和望海的养狗条例", title) for title in (LINJIANG, WANGHAI)]
            + [("provision", "第一条至第三条", "第一条至第三条")],
            f"文件 《{LINJIANG}》、《{WANGHAI}》 · 条款 第一条至第三条",
        ),
        ("养狗有什么规定？", [], ""),
    ],
)
def test_what_is_understood(store: Path, question: str, told: list[tuple[Any, str, str]], words: str) -> None:
    answer = ask(question, store)
    assert answer.understood == tuple(Understood(*one) for one in told)
    assert in_words(answer.understood, answer.language) == words
    assert answer.to_dict()["understood"] == [{"kind": k, "words": w, "meant": m} for k, w, m in told]


@pytest.mark.parametrize(
    ("question", "reason", "ignore", "quotes"),
    [
        ("杭州遛狗不拴绳罚多少？", "找到的是其他地方的文件，没有说到杭州。", ["place"], FINES),
        ("2015年遛狗不拴绳罚多少？", "找到的文件没有说到2015年。", ["year"], FINES),
        ("Is a dog without a leash fined in Guangzhou?", "nothing about Guangzhou.", ["place"], FINES),
        ("临江养狗条例第三十条对遛狗不拴绳罚多少？", "找到的文件没有第三十条。", ["provision"], FINES[:1]),
        ("灯塔法第三条对遛狗不拴绳罚多少？", "没有找到灯塔法这份文件。", ["document"], FINES),
        ("临政发〔1999〕70号遛狗不拴绳罚多少？", "没有找到临政发〔1999〕70号这份文件。", ["number"], FINES),
    ],
)
def test_what_is_not_meant_is_left_out(
    store: Path, question: str, reason: str, ignore: Collection[str], quotes: list[str]
) -> None:
    refused = ask(question, store)
    assert refused.declined
    assert refused.reason.endswith(reason)
    answer = ask(question, store, ignore=ignore)
    assert {citation.quote for citation in answer.citations} >= set(quotes)
    assert not {one.kind for one in answer.understood} & set(ignore)


def test_all_documents_are_searched_where_the_one_named_is_not_meant(store: Path) -> None:
    question = "临江养狗条例对遛狗不拴绳罚多少？"
    assert [hit.document.title for hit in retrieve(question, 2, store)] == [LINJIANG] * 2
    titles = {hit.document.title for hit in retrieve(question, 2, store, ignore=["document"])}
    assert titles == {LINJIANG, WANGHAI}


def test_the_document_of_the_question_before_is_told_and_left_out(store: Path) -> None:
    history = ["望海遛狗不拴绳罚多少？"]
    answer = ask("第三条说什么？", store, history=history)
    assert answer.understood == (Understood("document", "", WANGHAI), Understood(*ARTICLE))
    assert [citation.quote for citation in answer.citations] == FINES[1:]
    assert {hit.document.title for hit in answer.related} == {WANGHAI}
    answer = ask("第三条说什么？", store, history=history, ignore=["document"])
    assert not {one.kind for one in answer.understood} & {"document"}
    assert [citation.quote for citation in answer.citations] == FINES[1:], "the question before still says 望海"
    assert {hit.document.title for hit in answer.related} == {WANGHAI, LINJIANG}


def test_what_was_not_heeded_before_is_not_heeded_of_the_history(store: Path) -> None:
    history = ["杭州遛狗不拴绳罚多少？"]
    assert ask("要罚谁？", store, history=history).declined
    answer = ask("第三条说什么？", store, history=history, ignore=["place"])
    assert answer.understood == (Understood("document", "", LINJIANG), Understood(*ARTICLE))


def test_what_is_named_anew_is_heeded_again() -> None:
    asked = understand("广州2019年呢？")
    assert carried(KINDS, asked, False) == ("document", "number", "provision", "day")
    assert carried(("place",), understand("幼犬呢？"), False) == ("place",)
    assert carried(("document", "place"), understand("第三条呢？"), True) == ("place",)


def test_there_is_no_such_kind(store: Path) -> None:
    with pytest.raises(QuestionError, match="there is no reading “colour” to ignore; there are document, number"):
        ask("养狗有什么规定？", store, ignore=["colour"])


@settings(max_examples=30)
@given(
    st.sampled_from(
        [
            "杭州2015年遛狗罚多少？",
            "临江养狗条例第三条",
            "临政发〔2021〕7号第一条说什么",
            "Is a dog fined in Japan in 2015?",
        ]
    ),
    st.sets(st.sampled_from(KINDS)),
    st.lists(st.sampled_from(["望海遛狗不拴绳罚多少？", "第二条呢？"]), max_size=2),
)
def test_nothing_that_is_left_out_is_understood(
    store: Path, question: str, ignore: set[str], before: list[str]
) -> None:
    known: Retriever = retriever(resolved(store))
    assert not {one.kind for one in known.understood(question, ignore=ignore)} & ignore
    assert set_aside(set_aside(understand(question), ignore), ignore) == set_aside(understand(question), ignore)
    assert not {one.kind for one in ask(question, store, history=before, ignore=ignore).understood} & ignore
