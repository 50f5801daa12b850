"""What a sentence is worth to a question: the fact, its unit, whom it fines, its year; clauses about itself nothing."""

import pytest

from corpus.text import sentence_spans
from qa.clause import asks_of_itself, formal
from qa.fact import unit_asked
from qa.party import fits, party
from qa.question import understand
from qa.worth import FACT_BONUS, PARTY_BONUS, PENALTY_LOSS, UNIT_BONUS, WORTHLESS, YEAR_BONUS, gains

PENALTY = "对个人处二百元以上一千元以下罚款，对单位处二千元以上二万元以下罚款。"


def gained(question: str, text: str) -> list[float]:
    return gains(understand(question), text, sentence_spans(text))


@pytest.mark.parametrize(
    ("question", "asked"),
    [
        ("个人养狗不登记罚多少", "person"),
        ("老板拖欠工资，公司罚多少", "firm"),
        ("公司拖欠工资，负责人罚多少", "manager"),
        ("What is the fine for a company?", "firm"),
        ("What is the fine for an individual?", "person"),
        ("养狗不登记罚多少", ""),
    ],
)
def test_the_party_asked_about(question: str, asked: str) -> None:
    assert party(question) == asked


@pytest.mark.parametrize(
    ("asked", "sentence", "fit"),
    [
        ("person", PENALTY, 1),
        ("firm", PENALTY, 1),
        ("manager", PENALTY, -1),
        ("person", "对单位处二万元罚款。", -1),
        ("manager", "对直接负责的主管人员处一万元罚款。", 1),
        ("person", "处五百元罚款。", 0),
        ("person", "对企业给予支持。", 0),
        ("", PENALTY, 0),
    ],
)
def test_whom_a_sentence_fines(asked: str, sentence: str, fit: int) -> None:
    assert fits(asked, sentence) == fit


@pytest.mark.parametrize(
    ("question", "stating", "other"),
    [
        ("几年内要交齐？", "五年内缴足。", "十日内通知。"),
        ("要等几天？", "在5个工作日内答复。", "在五年内缴足。"),
        ("能放多少斤？", "不得超过十公斤。", "不得超过十件。"),
        ("管多少年？", "有效期十年。", "2013年1月1日停用。"),
        ("能领多久？", "领取期限为24个月。", "2024年3月5日发放。"),
        ("有多少户多少人", "全村505户1748人。", "2004年3月查看。"),
        ("最多多少个小孩", "每班不超过三十名。", "处五千元罚款。"),
        ("几月几号开始供暖", "自11月15日起供热。", "提前五日通知。"),
        ("室温要到多少度", "不低于十八摄氏度。", "每年三次。"),
        ("How long is it valid?", "有效期不超过六个月。", "每人六千元。"),
        ("报销比例是多少", "住院 | 900 | 65%", "起付标准900元。"),
        ("住院能报几成", "按百分之八十支付。", "一年只计算1次起付标准。"),
        ("What percentage is paid?", "支付七成。", "支付900元。"),
    ],
)
def test_the_unit_asked_for(question: str, stating: str, other: str) -> None:
    unit = unit_asked(question)
    assert unit
    assert unit.search(stating)
    assert not unit.search(other)


def test_nothing_is_measured() -> None:
    assert unit_asked("专利可以质押融资吗") is None


@pytest.mark.parametrize(
    ("sentence", "question"),
    [
        ("为了规范养犬，根据有关法律，制定本条例。", "为什么要制定这个条例"),
        ("第一条 根据《甲法》，结合本市实际，制定本办法。", "这个办法的依据是什么"),
        ("本条例自2021年6月1日起施行。", "条例什么时候施行"),
        ("《甲市养犬办法》同时废止。", "养犬办法废止了吗"),
    ],
)
def test_a_clause_about_itself_answers_only_who_asks_about_it(sentence: str, question: str) -> None:
    assert formal(sentence, "养犬要登记吗")
    assert not formal(sentence, question)


@pytest.mark.parametrize("sentence", ["为了方便居民，每个街道设一个窗口。", "自2021年6月1日申请的，补助五百元。"])
def test_what_only_looks_like_one(sentence: str) -> None:
    assert not formal(sentence, "有补助吗")


@pytest.mark.parametrize(
    "question",
    ["旧的办法还有效吗", "什么时候施行", "条例哪天开始算数的", "这个意见管多长时间", "Which rules did it repeal?"],
)
def test_asking_about_the_document_itself(question: str) -> None:
    assert asks_of_itself(question)
    assert not asks_of_itself("养犬要登记吗")
    assert not asks_of_itself("养犬登记证管几年？")


def test_a_sentence_gains_by_fact_party_unit_and_year() -> None:
    assert gained("个人不登记罚多少？", "对个人处五百元罚款。") == [FACT_BONUS + PARTY_BONUS]
    assert gained("单位不登记罚多少？", "对个人处五百元罚款。") == [FACT_BONUS - PARTY_BONUS]
    assert gained("几天答复？", "在五日内答复。应当答复。") == [FACT_BONUS + UNIT_BONUS, 0]
    assert gained("2024年怎么发？", "2024年按月发放。2023年按季发放。可以补发。") == [YEAR_BONUS, -YEAR_BONUS, 0]


def test_a_fine_is_no_price() -> None:
    assert gained("办证要交多少钱？", "每证收费二十元。逾期的处五百元罚款。") == [FACT_BONUS, 0]


def test_a_flourish_is_worth_nothing() -> None:
    assert gained("专利能质押吗？", "专利可以质押。\n往下看～") == [0, WORTHLESS]


def test_when_somebody_spoke_is_worth_nothing() -> None:
    assert gained("专利能质押吗？", "专利可以质押。 [15:10]\n(9:05:30)\n九点半办理。") == [0, WORTHLESS, WORTHLESS, 0]
    assert gained("几点开门？", "每天9:30开门。")[0] > WORTHLESS


def test_who_made_a_page_answers_nothing() -> None:
    said = "专利可以质押。\n来源：县专利局、县报社\n编辑：小鱼　审核：老周\n来源：专利可以买卖；也可以质押。"
    assert gained("专利能质押吗？", said) == [0, WORTHLESS, WORTHLESS, 0]
    assert gained("这篇文章是哪个单位发布的？", said)[1] > WORTHLESS
    for told in (
        "审核：区住建局五个工作日内审核",
        "来源：中央财政每年拨款五十万元",
        "编：本科生编制三十名",
        "编辑：甲：乙",
    ):
        assert gained("谁审核？", f"专利可以质押。\n{told}")[1] > WORTHLESS
    assert gained("专利能质押吗？", f"专利可以质押。\n{'编辑：甲 ' * 20}") == [0, WORTHLESS]
    assert gained("专利能质押吗？", f"专利可以质押。\n{'编辑：甲 ' * 3000}。")[1] > WORTHLESS


def test_an_item_is_worth_what_its_introduction_is() -> None:
    text = "有下列行为之一的，处五百元罚款：\n（一）不登记；\n（二）不拴绳。\n其他按规定办理。"
    assert gained("不拴绳罚多少？", text) == [FACT_BONUS, FACT_BONUS, FACT_BONUS, 0]


def test_an_introduction_of_nothing_is_worth_nothing() -> None:
    assert gained("专利能质押吗？", "申请材料如下：") == [WORTHLESS]
    assert gained("专利能质押吗？", "申请材料如下：\n（一）申请表。") == [0, 0]


def test_an_introduction_within_a_list_is_worth_what_the_list_is() -> None:
    text = "有下列行为之一的，处五百元罚款：\n（一）遛犬时有下列情形：\n1.不拴绳；\n2.不清理。\n（二）不登记。"
    assert gained("不拴绳罚多少？", text) == [FACT_BONUS] * 5


def test_the_cells_of_a_table_and_years_alone_are_worth_nothing() -> None:
    text = "名额如下。\n地区\n2024年招生人数\n甲县\n120\n2024年。\n2024年\n甲县招一百人。"
    value = dict(zip(text.split("\n"), gained("甲县招生多少？", text), strict=True))
    cells = ["地区", "2024年招生人数", "甲县", "120", "2024年"]
    assert [sentence for sentence, gain in value.items() if gain == WORTHLESS] == cells


def test_a_few_words_that_stand_alone_may_answer() -> None:
    assert gained("甲县招生多少？", "甲县招一百人\n名额不得转让。") == [FACT_BONUS, 0]
    assert gained("甲县补贴多少钱？", "甲县补贴\n每人一千元") == [0, FACT_BONUS]
    assert gained("甲县招生多少？", "（一）甲县\n（二）乙县") == [0, 0]


def test_who_issued_a_document_and_when_stands_in_such_lines() -> None:
    text = "现予印发。\n甲县人民政府\n2024年3月5日"
    assert WORTHLESS not in gained("这个通知是哪个部门发的？", text)
    assert gained("甲县有什么政策？", text)[1:] == [WORTHLESS, WORTHLESS]


@pytest.mark.parametrize(
    "signature",
    ["甲县人民政府 2024年3月5日", "甲县财政局\u3000甲县工业局\u3000二〇二四年三月五日", "（甲县指挥部）2024年3月5日"],
)
def test_a_signature_is_worth_nothing_unless_asked_for(signature: str) -> None:
    assert gained("甲县2024年有什么政策？", signature) == [WORTHLESS]
    assert gained("这个通知是哪个部门发的？", signature) != [WORTHLESS]
    assert gained("甲县2024年有什么政策？", f"申报截止时间 {signature[-9:]}") != [WORTHLESS]


@pytest.mark.parametrize(
    ("question", "lost"),
    [
        ("地铁上可以带狗吗？", PENALTY_LOSS),
        ("能不能带狗坐地铁", PENALTY_LOSS),
        ("Can I take a dog on the metro?", PENALTY_LOSS),
        ("带狗坐地铁违规吗，可以坐吗？", 0),
        ("谁管地铁上带狗的事？", 0),
    ],
)
def test_a_penalty_is_worth_less_where_it_is_asked_what_is_allowed(question: str, lost: float) -> None:
    rule, penalty = gained(question, "不得携带犬只乘坐地铁。违反第三条规定携带犬只的，责令改正。")
    assert rule - penalty == lost


def of_headings(question: str, text: str, headings: str) -> float:
    return gains(understand(question, "2026-11-01"), text, sentence_spans(text), headings)[0]


@pytest.mark.parametrize("question", ["今年的就业目标是多少？", "2026年的就业目标是多少？"])
def test_headings_tell_the_year_of_what_stands_below_them(question: str) -> None:
    text = "城镇新增就业6万人。"
    bare = of_headings(question, text, "一、就业")
    assert of_headings(question, text, "三、2026年重点工作") == bare
    assert of_headings(question, text, "一、2025年工作回顾") == bare - YEAR_BONUS
    assert of_headings(question, "到2026年城镇新增就业6万人。", "一、2025年工作回顾") == bare


def test_a_year_alone_is_no_figure() -> None:
    assert of_headings("2026年的增速是多少？", "2026年是开局之年。", "") == 0
    assert of_headings("2026年的增速是多少？", "2026年增长5%。", "") > YEAR_BONUS
    assert of_headings("2026年要做什么？", "2026年是开局之年。", "") == YEAR_BONUS


def test_what_stands_over_a_sentence_in_a_line_of_its_own_is_a_heading() -> None:
    text = "2026年重点工作\n今年是开局之年，主要预期目标是增长5%。\n每人一千元"
    value = gained("今年增长多少？", text)
    assert value[0] == WORTHLESS
    assert WORTHLESS not in value[1:]
    assert WORTHLESS not in gained("今年增长多少？", "2026年重点工作\n增长5%")


def test_a_figure_of_several_years_is_not_that_of_one() -> None:
    headings = "一、2025年工作回顾"
    assert of_headings("2025年增长多少？", "生产总值年均增长4.7%。", headings) == FACT_BONUS - YEAR_BONUS
    assert of_headings("2025年增长多少？", "生产总值增长4.1%。", headings) == FACT_BONUS
    assert of_headings("2025年年均增长多少？", "生产总值年均增长4.7%。", headings) == FACT_BONUS
