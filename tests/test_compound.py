"""A question that asks several things, or the same of several places, is answered one by one."""

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.places import listed_places
from index.build import build
from qa import ask
from qa.compound import MOST_ASKED, things, together
from qa.each import for_places
from qa.question import understand
from qa.refusal import doubtful
from qa.reply import decline
from qa.single import DOUBTED
from tests.stores import write

NINGBO = """# 宁波市养犬管理条例

第一条 为了规范养犬行为，制定本条例。

第二条 每户居民限养一只犬。

第三条 遛犬不拴绳的，处五十元罚款。
"""
JIAXING = """# 嘉兴市养犬管理条例

第一条 为了加强养犬管理，制定本条例。

第二条 每户居民养犬不得超过两只。

第三条 遛犬不拴绳的，处二百元罚款。
"""
RENT = """# 甲市公共租赁住房办法

第一条 为了解决住房困难，制定本办法。

第二条 公共租赁住房的租金为每平方米每月八元。

第三条 申请人向街道办事处提出申请，并提交身份证和收入证明。
"""


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place: Path = tmp_path_factory.mktemp("compound")
    write(place / "documents", ningbo=NINGBO, jiaxing=JIAXING, rent=RENT)
    build([place / "documents"], place / "store")
    return place / "store"


@pytest.mark.parametrize(
    ("question", "found"),
    [
        ("券一年发多少？专利纠纷找谁？", ["券一年发多少", "专利纠纷找谁"]),
        ("我在宁波开厂，能补多少，怎么申请？", ["我在宁波开厂，能补多少", "怎么申请"]),
        ("How long is it? Who pays?", ["How long is it", "Who pays"]),
        ("Who pays and how much is it?", ["Who pays", "and how much is it"]),
        ("专利可以质押融资吗？", []),
        ("我刚毕业，想开店。有补贴吗？", []),
        ("请问可以问一下吗？办证要什么材料？", []),
        ("什么都没签，公司不给休假怎么办？", []),
        ("我家有几只狗，要办证吗？", []),
        ("在吗？养狗要办证吗？", []),
        ("狗证办了没有，不办罚多少？", ["狗证办了没有", "不办罚多少"]),
        ("谁都可以申请吗？怎么申请？", ["谁都可以申请吗", "怎么申请"]),
        ("If my employer does not pay, what can I do?", []),
    ],
)
def test_what_a_question_consists_of(question: str, found: list[str]) -> None:
    assert things(question) == found


@pytest.mark.parametrize(
    ("question", "found"),
    [
        ("宁波和嘉兴分别限养几只？", ["宁波限养几只？", "嘉兴限养几只？"]),
        ("郑州、宁波、嘉兴遛狗不牵绳各罚多少？", [f"{name}遛狗不牵绳罚多少？" for name in ("郑州", "宁波", "嘉兴")]),
        ("浙江和江苏的人才政策有什么不同？", ["浙江的人才政策有什么规定", "江苏的人才政策有什么规定"]),
        ("寧波和嘉興養狗要登記嗎？", ["宁波养狗要登记吗？", "嘉兴养狗要登记吗？"]),
        ("北京和上海之间的车票多少钱？", []),
        ("杭州、宁波的户口能互迁吗？", []),
        (
            "What are the fines in Ningbo and Jiaxing?",
            ["What are the fines in Ningbo?", "What are the fines in Jiaxing?"],
        ),
        ("宁波和嘉兴哪个罚得重？", []),
        ("宁波养狗要登记吗？", []),
        ("从宁波搬到嘉兴要办什么？", []),
        ("企业和个人都能申请吗？", []),
    ],
)
def test_the_places_that_a_question_lists(question: str, found: list[str]) -> None:
    assert for_places(question) == found


@given(st.text(alphabet="宁波嘉兴、和，？。能几只怎么 abAn?", max_size=40))
def test_any_question_is_taken_apart_into_no_more_than_it_says(question: str) -> None:
    parts = things(question)
    assert len(parts) <= MOST_ASKED
    assert len("".join(parts)) <= len(question)
    assert all(part in question for part in parts)
    _, before, behind = listed_places(question)
    assert question.startswith(before)
    assert question.endswith(behind)


def test_each_place_is_answered_from_its_own_document(store: Path) -> None:
    answer = ask("宁波和嘉兴遛狗不牵绳各罚多少？", store)
    assert [citation.document.title for citation in answer.citations] == ["宁波市养犬管理条例", "嘉兴市养犬管理条例"]
    assert [citation.quote for citation in answer.citations] == [
        "遛犬不拴绳的，处五十元罚款。",
        "遛犬不拴绳的，处二百元罚款。",
    ]
    assert [one.meant for one in answer.understood] == ["浙江 宁波", "浙江 嘉兴"]


def test_a_place_without_a_document_is_named(store: Path) -> None:
    answer = ask("宁波和杭州遛狗不牵绳各罚多少？", store)
    assert [citation.document.title for citation in answer.citations] == ["宁波市养犬管理条例"]
    (note,) = answer.notices
    assert note.startswith("注：“杭州遛狗不牵绳罚多少？”没有找到答案。")
    assert "杭州" in note.split("”")[1]
    assert answer.text.endswith(note)


def test_what_is_not_covered_takes_nothing_from_the_rest(store: Path) -> None:
    answer = ask("公共租赁住房的租金是多少？中国足球队什么时候参加世界杯？", store)
    assert [citation.quote for citation in answer.citations] == ["公共租赁住房的租金为每平方米每月八元。"]
    assert [note.split("。")[0] for note in answer.notices] == ["注：“中国足球队什么时候参加世界杯”没有找到答案"]
    for citation in answer.citations:
        assert citation.document.text[citation.start : citation.end] == citation.quote


def test_the_next_article_is_that_of_what_was_quoted_first(store: Path) -> None:
    asked = "宁波和嘉兴遛狗不牵绳各罚多少？"
    first = ask(asked, store).citations[0]
    before = ask("上一条呢？", store, history=[asked])
    assert [(one.document.path, one.quote) for one in before.citations] == [
        (first.document.path, "每户居民限养一只犬。")
    ]


def test_what_says_too_little_is_not_asked_alone(store: Path) -> None:
    assert ask("出国签证怎么办，要多少钱，怎么申请？", store).declined


def test_several_things_in_one_document(store: Path) -> None:
    answer = ask("公共租赁住房的租金是多少，怎么申请？", store)
    assert [citation.quote for citation in answer.citations] == [
        "公共租赁住房的租金为每平方米每月八元。",
        "申请人向街道办事处提出申请，并提交身份证和收入证明。",
    ]
    assert answer.notices == ()


def test_several_things_of_one_measure_are_each_quoted(tmp_path: Path) -> None:
    rules = "# 石桥水库管理办法\n\n（一）钓鱼费每人每天二十元，在北岸。\n\n（二）禁止游泳、电鱼。船只停在东岸码头。"
    build([write(tmp_path / "documents", rules=rules)], tmp_path / "store")
    answer = ask("石桥水库能游泳吗？石桥水库的船停在哪个码头？", tmp_path / "store")
    assert "".join(citation.quote for citation in answer.citations) == "（二）禁止游泳、电鱼。船只停在东岸码头。"


def test_nothing_of_it_covered_is_declined_as_before(store: Path) -> None:
    answer = ask("红烧肉怎么做？明天会下雨吗？", store)
    assert answer.declined
    assert not answer.citations


def test_of_several_places_each_answer_is_told_however_sure_it_is(store: Path) -> None:
    """Of several things, what is hardly likely to be covered is passed over; the doubt of one is not that of all."""
    doubt = doubtful("zh")
    sure, unsure = (ask(f"{place}养犬限养几只？", store) for place in ("宁波", "嘉兴"))
    sure = replace(sure, probability=0.9, notices=())
    unsure = replace(unsure, probability=0.1, notices=(doubt,))
    asked = understand("宁波和嘉兴养犬限养几只？")
    none = decline(asked, "", (), 1, 0.0)
    said = {apart: together(asked, none, [sure, unsure], apart) for apart in (True, False)}
    assert said[True].citations == (*sure.citations, *unsure.citations)
    assert said[False].citations == sure.citations
    assert doubt not in said[True].notices
    assert together(asked, none, [unsure], True).notices == (doubt,)


@pytest.mark.parametrize("question", ["毛孩子有啥忌讳？", "毛孩子到底有啥忌讳？"])
def test_what_is_asked_in_vague_words_of_two_places_is_answered_from_both(store: Path, question: str) -> None:
    each = [ask(f"{place}{question}", store) for place in ("宁波", "嘉兴")]
    assert min(answer.probability for answer in each) < DOUBTED
    said = ask(f"宁波和嘉兴{question}", store)
    assert {citation.document.title[:2] for citation in said.citations} == {"宁波", "嘉兴"}
