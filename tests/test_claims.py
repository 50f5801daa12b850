"""What a party to a case says is weighed less than what was found or decided, unless it is asked for."""

from pathlib import Path

import pytest

from corpus.text import sentence_spans
from index.build import build
from qa.answer import answer
from qa.claims import asks_for_outcome, asks_what_is_claimed, claimed, names_party
from qa.question import understand
from qa.retrieve import Retriever
from tests.stores import write

PARTIES = "申请人：周可\n被申请人：渔湾港务所\n"
CLAIM = "申请人称：船停在坞里修。停泊费不该交。\n还请求退钱。"
HEARD = "本局举行了听证。当事人听证时提出以下意见：船是借的。\n经复核，船是自己的。"
LISTED = "申请人提出以下意见：\n一、船是借的。\n二、五千元太多。\n本机关认为，船是自己的。"
CASE = """申请人：周可
被申请人：渔湾港务所

申请人称：停泊费每天五十元，收错了，四十天的停泊费要全部退还。

被申请人答复称：船停泊了四十天，停泊费没有收错。

经审理查明：船于三月一日进坞，四月十日出坞。

本机关认为：船在坞里修理不算停泊，只有出坞以后两天的停泊费收得对。

综上，根据《行政复议法》第六十四条，本机关决定：停泊费退还三十八天的，共一千九百元。

申请人如不服本决定，可以在十五日内提起诉讼。
"""


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (CLAIM, ["申请人称：船停在坞里修。", "停泊费不该交。", "还请求退钱。"]),
        (HEARD, ["当事人听证时提出以下意见：船是借的。"]),
        (LISTED, ["申请人提出以下意见：", "一、船是借的。", "二、五千元太多。"]),
        ("船厂辩称，船修好了。\n本院认为，船没有修好。", ["船厂辩称，船修好了。"]),
        ("原告诉称：船坏了。\n依照《民法典》，判决如下：\n退三万元。", ["原告诉称：船坏了。"]),
        ("申请人称，船坏了。\n上述事实，有证据证明。\n退三万元。", ["申请人称，船坏了。"]),
        ("事实和理由：船坏了。", ["事实和理由：船坏了。"]),
        ("申请人应当提出申请：写明船号。", []),
        ("补助对象是申请人，称为船主。", []),
    ],
)
def test_what_a_party_says(text: str, said: list[str]) -> None:
    whole = PARTIES + text
    spans = sentence_spans(whole, len(PARTIES), len(whole))
    assert [whole[slice(*spans[number])] for number in sorted(claimed(whole, spans))] == said


@pytest.mark.parametrize(
    "text",
    [
        CLAIM,
        "第九条　原告增加诉讼请求，被告提出反诉，可以合并审理。",
        "当事人依法提出仲裁请求，应当在一年内提出。\n费用为一百元。",
    ],
)
def test_where_no_parties_are_named_nothing_is_claimed(text: str) -> None:
    assert claimed(text, sentence_spans(text, 0, len(text))) == set()


@pytest.mark.parametrize(
    ("question", "asked"),
    [
        ("船厂是怎么说的？", True),
        ("他提了哪些理由？", True),
        ("周可要求什么？", True),
        ("申请人的理由是什么？", True),
        ("当事人怎么申辩？", True),
        ("被告有什么抗辩？", True),
        ("原告要多少钱？", True),
        ("What did the yard argue?", True),
        ("要退多少停泊费？", False),
        ("船主要求退钱，准不准？", False),
        ("法院支持了哪些请求？", False),
        ("法院怎么说？", False),
        ("都说可以退，到底退不退？", False),
        ("What did the court say?", False),
        ("Can I claim the subsidy?", False),
    ],
)
def test_whether_it_is_asked_for(question: str, asked: bool) -> None:
    assert asks_what_is_claimed(question) is asked


@pytest.mark.parametrize(
    ("question", "asked"),
    [
        ("船厂被罚了多少钱？", True),
        ("船厂受到了什么处罚？", True),
        ("这个案子最后怎么判的？", True),
        ("判决结果是什么？", True),
        ("船厂要赔船主多少？", True),
        ("How much was the yard fined?", True),
        ("What did the court decide?", True),
        ("船厂有没有被罚？", False),
        ("停泊费一天多少？", False),
        ("到底怎么申请停泊？", False),
        ("船厂到底能补多少钱？", False),
        ("How much is the berth?", False),
    ],
)
def test_whether_the_outcome_is_asked_for(question: str, asked: bool) -> None:
    assert asks_for_outcome(question) is asked
    assert understand(question).outcome is asked


@pytest.mark.parametrize(
    ("question", "named"),
    [
        ("海星船厂被罚了多少？", True),
        ("林静赢了吗？", True),
        ("星船厂被罚了多少？", False),
        ("船厂被罚了多少？", False),
    ],
)
def test_whether_a_party_is_named(question: str, named: bool) -> None:
    text = "原告：林静，女，渔民。\n被告：渔湾海星船厂有限公司（以下简称海星船厂）。\n本院认为，应退。"
    assert names_party(question, text) is named
    assert not names_party("渔湾市人民政府判了什么？", "申请人：周可\n被申请人：渔湾市人民政府\n本机关认为")
    assert not names_party(question, text.replace("原告：", "住户").replace("被告：", "住户"))


def test_the_outcome_of_a_named_case_is_found(tmp_path: Path) -> None:
    penalty = """渔湾市渔业局行政处罚决定书

当事人：渔湾海星船厂有限公司

经查明：海星船厂用过期的油漆漆了三条船，海星船厂的油漆都存放在渔湾。

本局认为：这违反了《渔船条例》第九条。

根据《渔船条例》第二十条，决定处罚如下：
1.责令海星船厂立即改正；
2.罚款人民币捌仟元整。

如不服本决定，可以在六十日内申请行政复议。
"""
    build([write(tmp_path / "documents", case=CASE, penalty=penalty)], tmp_path / "store")
    retriever = Retriever(tmp_path / "store")
    given = answer(retriever, "海星船厂被罚了多少钱？")
    assert ["罚款人民币捌仟元整" in citation.quote for citation in given.citations] == [True]
    first = retriever.search("海星船厂被罚了多少钱？", 1)[0]
    assert first.signals.outcome == 2.0
    assert retriever.search("最后怎么判的？", 1)[0].signals.outcome == 1.0


def test_what_was_decided_is_quoted(tmp_path: Path) -> None:
    build([write(tmp_path / "documents", case=CASE)], tmp_path / "store")
    retriever = Retriever(tmp_path / "store")
    decided = [hit.quote for hit in answer(retriever, "停泊费要退还多少？").citations]
    assert any("共一千九百元" in quote for quote in decided)
    assert not any("申请人称" in quote for quote in decided)
    said = [hit.quote for hit in answer(retriever, "船主说停泊费收错了，他要求什么？").citations]
    assert any("全部退还" in quote for quote in said)
