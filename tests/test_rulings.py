"""Decisions in single cases: each part is a measure, named by the words that it begins with."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.front import read_front
from corpus.measures import OPENING, find_measures
from corpus.rulings import decides, parties
from tests.test_measures import found

PENALTY = """当事人：渔湾船厂
法定代表人：周可
2024年3月4日，本局检查了当事人的船坞。
经查明：
当事人用过期的油漆漆了三条船。
关于漆味伤人的问题。医院说明与油漆无关。
上述事实，有下列证据证明：
1．现场照片；
2．油漆的标签。
本局于2024年4月1日向当事人送达《行政处罚告知书》，当事人没有申辩。
本局认为：当事人的行为违反了《渔船条例》第九条。
根据《渔船条例》第二十条，决定处罚如下：
1．没收油漆；
2．罚款八千元。
当事人应当自收到本决定书之日起十五日内，将罚款缴至渔湾银行。
如不服本决定，可以在六十日内申请行政复议。"""

REVIEW = """申请人：周可
被申请人：渔湾港务所
申请人请求：撤销停泊费通知。
申请人称：船在修，没有停泊。
被申请人答复称：船停了四十天。
经审理查明：船于三月一日进坞。
本机关认为，船在坞里不算停泊。
综上，根据《行政复议法》第六十四条，本机关决定：撤销通知。
申请人如不服本决定，可以在十五日内提起诉讼。"""

JUDGMENT = """原告：林静。
被告：渔湾船厂。
原告林静向本院提出诉讼请求：退还修船款三万元。
被告渔湾船厂辩称，船已修好。
本院经审理认定事实如下：船修了两次。
本院认为，被告应当退款。
依照《民法典》第五百七十七条的规定，判决如下：
一、被告于十日内退还三万元；
二、驳回其他请求。
案件受理费五百元，由被告负担。
如不服本判决，可以在十五日内上诉。"""


def test_a_penalty() -> None:
    parts = PENALTY.split("\n")
    assert found(PENALTY) == [
        (OPENING, (), "\n".join(parts[:3])),
        ("经查明", (), "\n".join(parts[3:5])),
        ("关于漆味伤人的问题", ("经查明",), parts[5]),
        ("上述事实，有下列证据证明", (), "\n".join(parts[6:9])),
        ("本局于2024年4月1日向当事人送达《行政处罚告知书》，当事人没有申辩", (), parts[9]),
        ("本局认为", (), parts[10]),
        ("根据《渔船条例》第二十条，决定处罚如下", (), "\n".join(parts[11:14])),
        ("当事人应当自收到本决定书之日起十五日内，将罚款缴至渔湾银行", (), parts[14]),
        ("如不服本决定，可以在六十日内申请行政复议", (), parts[15]),
    ]


@pytest.mark.parametrize(
    ("text", "titles"),
    [
        (
            REVIEW,
            [
                *(OPENING, "申请人请求", "申请人称", "被申请人答复称", "经审理查明"),
                *("本机关认为，船在坞里不算停泊", "综上，根据《行政复议法》第六十四条，本机关决定"),
                "申请人如不服本决定，可以在十五日内提起诉讼",
            ],
        ),
        (
            JUDGMENT,
            [
                *(OPENING, "原告林静向本院提出诉讼请求", "被告渔湾船厂辩称，船已修好", "本院经审理认定事实如下"),
                *("本院认为，被告应当退款", "依照《民法典》第五百七十七条的规定，判决如下"),
                *("案件受理费五百元，由被告负担", "如不服本判决，可以在十五日内上诉"),
            ],
        ),
    ],
)
def test_the_parts_of_a_decision(text: str, titles: list[str]) -> None:
    assert [measure.title for measure in find_measures(text)] == titles


def test_what_is_decided_stays_together() -> None:
    decided = next(measure for measure in find_measures(JUDGMENT) if "判决如下" in measure.title)
    assert decided.text.endswith("一、被告于十日内退还三万元；\n二、驳回其他请求。")


@pytest.mark.parametrize(
    "missing", ["当事人：渔湾船厂\n", "根据《渔船条例》第二十条，决定处罚如下：\n1．没收油漆；\n2．罚款八千元。\n"]
)
def test_without_parties_or_a_decision_it_is_none(missing: str) -> None:
    text = PENALTY.replace(missing, "")
    assert "本局认为" not in [measure.title for measure in find_measures(text)]


COUNTED = """当事人：甲船厂

一、违法事实和证据
经查明：当事人用过期的油漆漆船。
上述事实，有照片证明。

二、处罚依据和理由
本局认为：当事人违反了《渔船条例》。

三、处罚决定
根据《渔船条例》第二十条，决定处罚如下：
（一）没收油漆；
（二）罚款八千元。

四、履行方式和期限
当事人应当自收到本决定书之日起十五日内，将罚款缴至渔湾银行。"""

CASES = """一、甲船厂用过期油漆案
当事人：甲船厂
经查，甲船厂用过期油漆漆船。
本局认为，这违反《渔船条例》。
根据《渔船条例》第二十条，决定处罚如下：罚款八千元。

二、乙船厂违法停泊案
当事人：乙船厂
经查，乙船厂在航道停船。
本局认为，这违反《渔船条例》。
根据《渔船条例》第二十一条，决定处罚如下：罚款三千元。"""


def test_counted_parts_hold_the_others() -> None:
    assert [(measure.heading_path, measure.title) for measure in find_measures(COUNTED)] == [
        ((), OPENING),
        (("一、违法事实和证据",), "经查明"),
        (("一、违法事实和证据",), "上述事实，有照片证明"),
        (("二、处罚依据和理由",), "本局认为"),
        (("三、处罚决定",), "根据《渔船条例》第二十条，决定处罚如下"),
        (("四、履行方式和期限",), "当事人应当自收到本决定书之日起十五日内，将罚款缴至渔湾银行"),
    ]


def test_the_parties_stand_at_the_beginning() -> None:
    assert parties(JUDGMENT) == ("林静", "渔湾船厂")
    assert parties(REVIEW) == ("周可", "渔湾港务所")
    assert parties("第一条 当事人：应当到场。" + JUDGMENT[40:]) == ()
    assert parties("通知\n" * 2000 + JUDGMENT) == ()


@pytest.mark.parametrize(
    ("titles", "decided"),
    [
        (["根据《渔船条例》第二十条，决定处罚如下"], True),
        (["我局决定对你单位作出如下行政处罚", "四、处罚决定"], True),
        (["判决如下"], True),
        (["综上，根据《行政复议法》第六十四条，本机关决定"], True),
        (["如不服本判决"], False),
        (["五、处罚决定的履行方式和期限"], False),
        (["本局认为"], False),
    ],
)
def test_what_decides(titles: list[str], decided: bool) -> None:
    assert decides(titles) is decided


def test_a_collection_of_cases_is_not_taken_apart() -> None:
    assert [measure.title for measure in find_measures(CASES)] == ["一、甲船厂用过期油漆案", "二、乙船厂违法停泊案"]


def test_a_long_claim_in_an_item_has_a_name() -> None:
    claim = f"（一）原告林静诉讼请求，判令被告退还修船款三万元并按照{'贷款市场报价利率' * 4}支付利息。"
    text = (
        f"原告：林静\n被告：船厂\n{claim}\n本院查明：船没有修好。\n本院认为，应退。\n依照民法典，判决如下：退三万元。"
    )
    assert all(measure.title.strip() for measure in find_measures(text))


@given(st.permutations(PENALTY.split("\n")[1:]))
def test_no_line_is_lost(lines: list[str]) -> None:
    text = "\n".join([PENALTY.split("\n")[0], *lines])
    told = "\n".join(measure.text for measure in find_measures(text))
    assert all(line in told for line in lines)


@pytest.mark.parametrize(
    ("head", "title", "number"),
    [
        (
            "渔湾市人民法院\n民 事 判 决 书\n（2023）浙0106民初416号\n\n",
            "渔湾市人民法院民事判决书",
            "（2023）浙0106民初416号",
        ),
        ("渔湾市渔业局\n行政处罚决定书\n渔罚〔2024〕3号\n\n", "渔湾市渔业局行政处罚决定书", "渔罚〔2024〕3号"),
    ],
)
def test_the_head_of_a_decision(head: str, title: str, number: str) -> None:
    front = read_front(head + JUDGMENT)
    assert (front.title, front.number) == (title, number)
    assert (head + JUDGMENT)[front.body :].lstrip().startswith("原告：林静")
