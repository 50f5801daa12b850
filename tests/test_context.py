"""A conversation stays with the documents that it was answered from, until something else is asked."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.build import build
from index.opening import resolved
from qa import ask
from qa.answer import answer
from qa.courtesy import is_courtesy
from qa.followup import leans
from qa.memory import Memory
from qa.retrieve import retriever
from tests.stores import FARM, FINANCE, write
from tests.test_named import CATS, DOGS

RULES = """# 江北区养狗登记细则

第一条 养狗登记由江北区公安分局办理，五个工作日内发证。

第二条 登记要带身份证和免疫证明。

第三条 本细则自2022年3月1日起施行。
"""


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place: Path = tmp_path_factory.mktemp("context")
    build([write(place / "documents", dogs=DOGS, cats=CATS, farm=FARM, finance=FINANCE, rules=RULES)], place / "store")
    return place / "store"


@pytest.mark.parametrize(
    ("turns", "quotes"),
    [
        (["望海遛狗不拴绳罚多少？", "什么时候施行的？"], ["本条例自2021年1月1日起施行。"]),
        (["临江遛狗不拴绳罚多少？", "这个条例什么时候施行的？"], ["本条例自2020年5月1日起施行。"]),
        (["江北区养狗登记多久发证？", "要带什么？"], ["登记要带身份证和免疫证明。"]),
        (["江北区养狗登记多久发证？", "第三条说什么？"], ["本细则自2022年3月1日起施行。"]),
        (["望海遛狗不拴绳罚多少？", "谢谢", "一共几章？"], ["第一章 总则", "第二章 罚则"]),
        (["江北区养狗登记多久发证？", "种水稻每亩补贴多少？"], ["种植水稻每亩补贴150元，七月底前打到农户的存折上。"]),
        (["种水稻每亩补贴多少？", "遛狗不拴绳罚多少？", "第三条说什么？"], ["遛狗不拴绳的，处一百元罚款。"]),
        (["种水稻每亩补贴多少？", "买拖拉机呢？", "那养狗登记怎么办？", "要带什么？"], ["登记要带身份证和免疫证明。"]),
        (["种水稻每亩补贴多少？", "望海养狗条例第三条"], ["遛狗不拴绳的，处三百元罚款。"]),
    ],
)
def test_what_is_quoted(store: Path, turns: list[str], quotes: list[str]) -> None:
    said = ask(turns[-1], store=store, history=turns[:-1])
    assert [citation.quote for citation in said.citations][: len(quotes)] == quotes


def test_what_leads_to_another_document_either_way_is_a_new_topic(store: Path) -> None:
    said = ask("那养狗登记怎么办？", store=store, history=["种水稻每亩补贴多少？", "买拖拉机呢？"])
    assert said.citations[0].quote == "养狗登记由江北区公安分局办理，五个工作日内发证。"
    assert not said.follows


PERMITS = """# 临江市居住证办法

第一条 居住证的申领条件：在本市居住满半年，有合法稳定的住所。

第二条 居住证五个工作日内发证，不收费。
"""
HOMES = """# 临江市公共租赁住房管理办法

第一条 公共租赁住房的申请条件：家庭人均年收入低于三万元，没有自有住房。

第二条 公共租赁住房的租金为每平方米每月八元。
"""


@pytest.mark.parametrize("question", ["公租房要什么条件？", "对了，公租房的申请要满足什么条件？"])
def test_another_subject_is_a_new_topic(tmp_path: Path, question: str) -> None:
    """What another document is named by, and what says so itself."""
    build([write(tmp_path / "documents", permits=PERMITS, homes=HOMES)], tmp_path / "store")
    said = ask(question, store=tmp_path / "store", history=["居住证要什么条件？"])
    assert {citation.document.title for citation in said.citations} == {"临江市公共租赁住房管理办法"}
    assert not said.follows


TRACTORS = """# 临江市农业机械监督条例

第一条 农业机械销售者应当建立销售记录，保存期限不少于三年。

第二条 农业机械销售者未依照本条例的规定建立、保存销售记录，拒不改正的，处1000元以上1万元以下罚款。
"""
PROCEDURE = """# 公安机关办理案件规定

第一条 被处罚人未在期限内缴纳罚款的，可以每日按罚款数额的百分之三加处罚款。

第二条 被处罚人应当在十五日内改正，不改正的，再次处罚。
"""


def test_a_question_without_a_sure_answer_goes_on_from_the_one_before(tmp_path: Path) -> None:
    build([write(tmp_path / "documents", tractors=TRACTORS, procedure=PROCEDURE, farm=FARM)], tmp_path / "store")
    question = "不留又不改的话罚多少？"
    assert not leans(question)
    alone = ask(question, store=tmp_path / "store")
    assert alone.declined or alone.probability < 0.5
    said = ask(question, store=tmp_path / "store", history=["卖农业机械的店要不要留销售记录，留几年？"])
    assert said.follows
    assert [c.quote for c in said.citations] == [
        "农业机械销售者未依照本条例的规定建立、保存销售记录，拒不改正的，处1000元以上1万元以下罚款。"
    ]
    another = ask(
        "红烧肉怎么做才不腻？", store=tmp_path / "store", history=["卖农业机械的店要不要留销售记录，留几年？"]
    )
    assert another.declined
    assert not another.follows


def test_a_provision_that_the_document_of_the_conversation_lacks(store: Path) -> None:
    said = ask("第三十条呢？", store=store, history=["望海遛狗不拴绳罚多少？"])
    assert (said.declined, said.reason) == (True, "找到的文件没有第三十条。")


def test_filters_hold_in_a_conversation(store: Path) -> None:
    said = ask("第三条说什么？", store=store, history=["望海遛狗不拴绳罚多少？"], filters={"title": "临江"})
    assert {citation.document.title for citation in said.citations} == {"临江市城市养狗管理条例"}


@pytest.mark.parametrize(
    "said", ["谢谢！", "好的，谢谢", "你好", "多謝", "嗯嗯", "好吧", "好嘞", "Thanks a lot!", "ok"]
)
def test_what_asks_nothing_is_not_looked_up(store: Path, said: str) -> None:
    assert is_courtesy(said)
    said = ask(said, store=store, history=["望海遛狗不拴绳罚多少？"])
    assert said.declined
    assert said.citations == said.related == ()
    assert "没有涉及" not in said.text


@pytest.mark.parametrize("question", ["好的幼儿园有补贴吗", "谢谢你告诉我摊位费多少", "明白卡怎么领", "OK 驾照", "…"])
def test_what_asks_something_is(question: str) -> None:
    assert not is_courtesy(question)


@settings(max_examples=25)
@given(st.lists(st.sampled_from(["谢谢", "望海遛狗不拴绳罚多少？", "呢？", "？", "第三条", "它呢"]), max_size=9))
def test_what_is_remembered_changes_no_answer(store: Path, history: list[str]) -> None:
    """The oracle is a conversation of which nothing is known, worked out from its first question on."""
    known = retriever(resolved(store))
    for turn in range(len(history) + 1):
        answer(known, "第三条说什么？", history=history[:turn])
    remembered = answer(known, "第三条说什么？", history=history).to_dict()
    known.memory = Memory()
    assert answer(known, "第三条说什么？", history=history).to_dict() == remembered
