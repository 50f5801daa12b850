"""Which kind of fact a question asks for, and which sentences state it."""

import pytest

from qa.fact import FACTS, asked_for, asks, asks_for_all, defining, states, term_asked


@pytest.mark.parametrize(
    ("question", "fact"),
    [
        ("一年发多少科技创新券?", "figure"),
        ("How much per year?", "money"),
        ("一个人能领多少钱？", "money"),
        ("拖欠工资罚多少？", "penalty"),
        ("What is the fine for smoking?", "penalty"),
        ("要等几天？", "time"),
        ("什么时候开始施行？", "time"),
        ("补贴能领多久？", "time"),
        ("这事谁管？", "office"),
        ("哪个部门负责审批", "office"),
        ("局长是谁？", "person"),
        ("谁担任秘书长", "person"),
        ("营业执照去哪里办？", "way"),
        ("How can a company apply?", "way"),
        ("专利可以质押融资吗?", ""),
        ("几乎所有企业都能参加吗", ""),
        ("这个要交钱吗", "money"),
        ("谁可以申请公租房", ""),
        ("选了哪几个城市", ""),
        ("Does anyone show how the parks grow?", ""),
    ],
)
def test_the_fact_asked_for(question: str, fact: str) -> None:
    assert asked_for(question) == fact


@pytest.mark.parametrize(
    ("fact", "stating", "other"),
    [
        ("figure", "每年发放3亿元。", "鼓励发放创新券。"),
        ("figure", "建设三百个综合体。", "建设综合体。"),
        ("figure", "有效期为一年。", "这是不平凡的一年。"),
        ("figure", "室温不低于十八摄氏度。", "一个纳税年度内见图3。"),
        ("money", "孤寡老人免交租金。", "孤寡老人可以申请。"),
        ("way", "由县级机关审查批准发给许可证。", "鼓励企业加大投入。"),
        ("time", "自2022年3月起施行。", "自公布之日起施行。"),
        ("time", "应当在七十二小时内答复。", "应当及时答复。"),
        ("money", "每人补助五千元。", "每年招收三十人。"),
        ("penalty", "处二百元以下罚款。", "每年交费二百元。"),
        ("person", "秘书长：周小明 教育部副部长", "秘书长办公会每月一次。"),
        ("office", "由县级人民政府负责。", "鼓励企业加大投入。"),
        ("way", "向登记机关提交下列材料。", "鼓励企业加大投入。"),
    ],
)
def test_the_sentence_that_states_it(fact: str, stating: str, other: str) -> None:
    assert states(fact, stating)
    assert not states(fact, other)
    assert not states("", stating)


def test_every_kind_is_tried_above() -> None:
    assert set(FACTS) == {"penalty", "time", "money", "figure", "office", "person", "way"}


@pytest.mark.parametrize(
    ("question", "all_of_it"),
    [
        ("哪些县在搞试点？", True),
        ("申请要满足什么条件？", True),
        ("禁止的行为都列一下", True),
        ("谁可以申请公租房", True),
        ("What are the targets?", True),
        ("Which counties take part?", True),
        ("List the pilot counties", True),
        ("专利可以质押融资吗?", False),
    ],
)
def test_asking_for_all(question: str, all_of_it: bool) -> None:
    assert asks_for_all(question) == all_of_it


def test_a_sentence_that_asks() -> None:
    assert asks("名额有多少个？")
    assert asks("（名额有多少个？）")
    assert not asks("名额有1.6万个。")


@pytest.mark.parametrize(
    ("question", "term"),
    [
        ("什么是夜市？", "夜市"),
        ("什么叫“银发专列”", "银发专列"),
        ("请问夜市是指什么", "夜市"),
        ("摊主指的是谁", "摊主"),
        ("夜市的定义是什么？", "夜市"),
        ("什么是可以卖的", ""),
        ("不拴绳遛狗的处罚是什么", ""),
        ("摊位的申请手续是什么", ""),
        ("夜市几点收摊", ""),
        ("摊位费的标准是多少", ""),
        ("申请夜市摊位的条件是什么", ""),
        ("夜市是什么", "夜市"),
        ("什么时候开夜市", ""),
    ],
)
def test_the_term_whose_meaning_is_asked(question: str, term: str) -> None:
    assert term_asked(question) == term


@pytest.mark.parametrize(
    ("term", "sentence", "says"),
    [
        ("夜市", "本办法所称夜市，是指晚上六点后开放的集市。", True),
        ("夜市", "本办法所称的“夜市”包括早市。", True),
        ("摊主", "租用摊位的人为摊主。", True),
        ("夜市", "夜市的摊位是指定的。", False),
        ("夜市", "夜市十二点前收摊。", False),
        ("市", "夜市，是指晚上六点后开放的集市。", False),
    ],
)
def test_a_sentence_that_says_what_a_term_means(term: str, sentence: str, says: bool) -> None:
    assert bool(defining(term).search(sentence)) == says
