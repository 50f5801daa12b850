"""A quantity of the question falls into a range that a sentence names; what is only capped is no range."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.text import sentence_spans
from qa.question import understand
from qa.ranges import OPEN_BONUS, RANGE_BONUS, gain_of_range, quantities
from qa.worth import gains


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("我奶奶今年92了，一个月能领多少？", [("岁", 92)]),
        ("我爺爺85歲有什麼補貼", [("岁", 85)]),
        ("投了800万能补多少？", [("元", 8_000_000)]),
        ("年收入1.5亿元的企业呢", [("元", 150_000_000)]),
        ("种了三十亩地补多少？", [("亩", 30)]),
        ("35个人的公司，一百二十平米的铺子", [("人", 35), ("平方米", 120)]),
        ("2024年博士补贴多少？第3条呢", []),
        ("一吨几块？1度电多少钱？", []),
        ("家里五口人，能批多大的地", [("人", 5)]),
        ("我家3口之家", [("人", 3)]),
        ("家里用了430度电，停车停了8个钟，干了12年村主任", [("度", 430), ("小时", 8), ("年", 12)]),
        ("My flat has 95 square metres, I am a 70-year-old man", [("平方米", 95), ("岁", 70)]),
        ("考了70分以上的几个人", [("分", 70)]),
        ("My grandmother is 97 and not on welfare. How much is it?", [("岁", 97)]),
        ("Our revenue reached 2.3 billion yuan.", [("元", 2_300_000_000)]),
        ("The flat is 97 square metres", [("平方米", 97)]),
        ("I'm 66. The income is 50. Is it open?", [("岁", 66)]),
        ("我家4口？", [("人", 4)]),
    ],
)
def test_the_quantities_of_a_question(question: str, expected: list[tuple[str, int]]) -> None:
    assert quantities(question) == [(unit, Fraction(value)) for unit, value in expected]


@pytest.mark.parametrize(
    ("sentence", "inside"),
    [
        ("投资500万元以上1000万元以下的，补30万元。", True),
        ("投资500万元（含）以上、1000万元以下的，补30万元。", True),
        ("投资500—1000万元的，补30万元。", True),
        ("投资五百万元至一千万元的，补三十万元。", True),
        ("投资500万元（含）至1000万元（不含）的，补30万元。", True),
        ("投资额500≤S＜1000万元的，补30万元。", True),
        ("投资满500万元不满1000万元的，补30万元。", True),
        ("投资区间 500万元（含）—1000万元 奖励企业 110", True),
        ("投资100—500万元的，补10万元。", False),
        ("投资1000万元以上的，补60万元。", False),
        ("补贴总额不超过900万元。", False),
        ("处五百万元以上一千万元以下的罚款。", False),
        ("处五百万元以上一千万元以下罚款；情节严重的，吊销执照。", False),
        ("给予500—1000万元补助。", False),
        ("货值500万元以上1000万元以下的，处货值一倍的罚款。", True),
        ("补贴面积500—1000平方米。", False),
    ],
)
def test_a_range_with_two_ends(sentence: str, inside: bool) -> None:
    assert gain_of_range(quantities("我厂投了800万"), sentence) == RANGE_BONUS * inside


def test_a_range_that_is_open_says_less() -> None:
    asked = quantities("我爷爷今年92了")
    for sentence in ("年满60周岁的老年人。", "90周岁以上的老年人。", "90周岁（含）及以上的老年人。"):
        assert gain_of_range(asked, sentence) == OPEN_BONUS
    assert gain_of_range(asked, "100周岁及以上的老年人。") == gain_of_range(asked, "老年人免费。") == 0


@given(st.integers(2, 120), st.integers(1, 120), st.integers(1, 120))
def test_inside_is_between_the_ends(age: int, one: int, other: int) -> None:
    low, high = sorted((one, other))
    gained = gain_of_range(quantities(f"我爷爷{age}岁"), f"{low}—{high}周岁的，每月60元。")
    assert gained == RANGE_BONUS * (low <= age <= high)


def test_the_row_of_the_tier_is_worth_most() -> None:
    table = "年龄 | 标准（元/月）\n80—89周岁 | 60\n90—99周岁 | 120\n100周岁以上 | 600"
    worth = gains(understand("我奶奶今年92了一个月能领多少？"), table, sentence_spans(table))
    assert max(range(4), key=worth.__getitem__) == 2
