"""What a sentence does not stand without: 但 and what it limits, 前款 and the paragraph, the rest of an item."""

import pytest

from corpus.text import sentence_spans
from qa.dependence import LONGEST_ANNOUNCED, LONGEST_ANSWER, LONGEST_BEFORE, LONGEST_REST, completed, told_of

LIMITED = "养犬人应当拴绳。导盲犬可以除外。但是，闹市区例外。但夜间可以放开。\n但凡伤人的，立即送医。"

LAW = """第八条 有下列行为之一的，给予警告：
（一）弃犬的；
（二）虐犬的；
（三）纵犬伤人的。
有前款第（一）项、第（三）项行为的，没收犬只。
前款规定的犬只，送收容所。收容所应当登记。"""


def said(text: str, *beginnings: str) -> list[str]:
    """The sentences that complete those that begin so."""
    spans = sentence_spans(text)
    numbers = [i for i, (start, _) in enumerate(spans) if text[start:].startswith(beginnings)]
    assert len(numbers) == len(beginnings)
    return [text[slice(*spans[number])] for number in sorted(completed(text, spans, numbers))]


@pytest.mark.parametrize("one", ["导盲犬", "但是，", "但夜间"])
def test_what_limits_a_sentence_is_quoted_with_it(one: str) -> None:
    assert said(LIMITED, one) == ["导盲犬可以除外。", "但是，闹市区例外。", "但夜间可以放开。"]


def test_what_limits_nothing_stands_alone() -> None:
    assert said(LIMITED, "养犬人") == ["养犬人应当拴绳。"]
    assert said(LIMITED, "但凡") == ["但凡伤人的，立即送医。"]


@pytest.mark.parametrize(
    ("before", "on"),
    [
        ("The Council refunds the unused months.", "No refund is given for instalments."),
        ("Vouchers last for three months.", "They cannot be resold."),
        ("应当在十日内补正。", "否则不予受理。"),
    ],
)
def test_what_speaks_on_is_quoted_with_what_it_speaks_of(before: str, on: str) -> None:
    text = f"{before} {on}\nNobody else pays."
    assert said(text, on) == [before, on]
    assert said(text, before) == [before]
    assert said(f"{before}\n{on}", on) == [on]


def test_what_is_announced_by_its_number_is_quoted_with_that() -> None:
    text = "过去一年不容易。我要点名表扬几家企业。宏远精工，研发投入最多；绿禾食品，带动农户最多。再接再厉。"
    assert said(text, "我要点名") == ["我要点名表扬几家企业。", "宏远精工，研发投入最多；绿禾食品，带动农户最多。"]
    assert said("全县关停了几家企业。\n宏远精工投产。", "全县") == ["全县关停了几家企业。"]


def test_a_remark_in_brackets_is_quoted_with_what_it_is_of() -> None:
    text = "支持试点汽车进口。（负责部门：商务部）\n（二）支持直航。（负责部门：民航局）"
    assert said(text, "（负责部门：商务部）") == ["支持试点汽车进口。", "（负责部门：商务部）"]
    assert said(text, "支持试点") == ["支持试点汽车进口。"]
    assert said("（负责部门：商务部）", "（负责") == ["（负责部门：商务部）"]


def test_the_paragraph_before_is_quoted_with_what_speaks_of_it() -> None:
    before = "有前款第（一）项、第（三）项行为的，没收犬只。"
    head, *items = LAW.split("\n")[:4]
    assert said(LAW, "前款规定") == [before, "前款规定的犬只，送收容所。"]
    assert said(LAW, before) == [head, items[0], items[2], before]
    assert said(LAW, "收容所") == ["收容所应当登记。"]


def test_a_whole_paragraph_is_quoted_with_its_items_unless_it_is_long() -> None:
    text = "有下列情形的，可以免费：\n（一）导盲；\n（二）搜救。\n前款规定的期限不超过一年。"
    assert said(text, "前款") == text.split("\n")
    long = text.replace("搜救", "搜救" * LONGEST_BEFORE)
    assert said(long, "前款") == ["前款规定的期限不超过一年。"]


def test_where_no_paragraph_stands_before_nothing_is_added() -> None:
    assert said("前款规定的，除外。", "前款") == ["前款规定的，除外。"]
    assert said("甲可行。\n有前款第九项行为的，罚款。", "有前款") == ["甲可行。", "有前款第九项行为的，罚款。"]


def test_an_item_is_quoted_to_its_end_if_that_is_near() -> None:
    long = "另行通知" * LONGEST_REST
    text = f"标准如下：\n（一）每人一元。可以分摊。分摊须签协议。\n（二）每户两元。{long}。\n甲可行。乙可行。"
    assert said(text, "（一）") == ["（一）每人一元。", "可以分摊。", "分摊须签协议。"]
    assert said(text, "可以分摊") == ["可以分摊。", "分摊须签协议。"]
    assert said(text, "（二）") == ["（二）每户两元。"]
    assert said(text, "甲可行") == ["甲可行。"]


QUESTIONS = """船员可以领取补贴。
案例1：甲先生有两条船。一条已卖。他能领取吗？
答：不能，甲先生还有一条船。卖掉后可以领取。
问：何时发放？
答：每年六月。另有规定的除外。
发放前公示。"""


def test_an_answer_is_quoted_with_its_question() -> None:
    question = ["案例1：甲先生有两条船。", "一条已卖。", "他能领取吗？"]
    answer = ["答：不能，甲先生还有一条船。", "卖掉后可以领取。"]
    assert said(QUESTIONS, "答：不能") == [*question, answer[0]]
    assert said(QUESTIONS, "卖掉后") == [*question, *answer]
    assert said(QUESTIONS, "答：每年") == ["问：何时发放？", "答：每年六月。"]


@pytest.mark.parametrize("asked", ["案例1：", "一条", "他能"])
def test_a_question_is_quoted_whole_with_how_its_answer_begins(asked: str) -> None:
    question = ["案例1：甲先生有两条船。", "一条已卖。", "他能领取吗？"]
    assert said(QUESTIONS, asked) == [*question, "答：不能，甲先生还有一条船。"]


def test_what_is_no_question_and_no_answer_stands_alone() -> None:
    assert said(QUESTIONS, "船员") == ["船员可以领取补贴。"]
    assert said(QUESTIONS, "发放前") == ["发放前公示。"]
    assert said("答：可以。", "答") == ["答：可以。"]
    assert said("县里来函。\n答：可以。", "答") == ["答：可以。"]
    long = f"问：{'何时发放，' * LONGEST_BEFORE}何时公示？\n答：六月。"
    assert said(long, "答") == ["答：六月。"]


def test_what_is_told_of_an_item_stands_behind_its_list() -> None:
    spans = sentence_spans(LAW)
    assert [told_of(LAW, spans, [number]) for number in range(4)] == [set(), {4}, set(), {4}]
    assert told_of("甲可行：\n（一）乙。", [(0, 4), (5, 10)], [1]) == set()


def test_what_is_announced_is_quoted_with_what_only_announces_it() -> None:
    text = "推进健康上海建设。新建两家医院。再招一百名医生。\n养犬人应当拴绳。犬只不得入园。\n办好实事。\n另行通知。"
    assert said(text, "推进") == ["推进健康上海建设。", "新建两家医院。"]
    assert said(text, "新建") == ["新建两家医院。"]
    assert said(text, "养犬人") == ["养犬人应当拴绳。"]
    assert said(text, "办好") == ["办好实事。"]
    assert said(text.replace("新建两家医院", "新建两家医院" * LONGEST_ANNOUNCED), "推进") == ["推进健康上海建设。"]


ANSWER = "答：住宅不能经营餐饮。改作商用并经邻居同意的，可以卖糕点，面积不少于十二平方米。办理时间为五日。\n材料另附。"


def test_an_answer_to_its_heading_is_quoted_from_its_beginning() -> None:
    whole = ["答：住宅不能经营餐饮。", "改作商用并经邻居同意的，可以卖糕点，面积不少于十二平方米。"]
    assert said(ANSWER, "改作商用") == whole
    assert said(ANSWER, "办理时间") == [*whole, "办理时间为五日。"]
    assert said(ANSWER, "材料") == ["材料另附。"]
    long = ANSWER.replace("十二平方米", "十二平方米" + "（含厨房）" * LONGEST_ANSWER)
    assert said(long, "办理时间") == ["答：住宅不能经营餐饮。", "办理时间为五日。"]
    assert said("答：" + "渔" * LONGEST_ANSWER + "。" + "二是。", "二是") == ["二是。"]
