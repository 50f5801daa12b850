"""Numbers in any writing: found with their value, and written the other ways."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.numerals import find_numerals, writings
from qa.question import understand


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("300个", 300),
        ("三百个", 300),
        ("2,000元", 2000),
        ("两千元", 2000),
        ("两千零五十元", 2050),
        ("一百二元", 120),
        ("三万五元", 35_000),
        ("1.5万台次", 15_000),
        ("五万元", 50_000),
        ("3千万元", 30_000_000),
        ("一亿零五百万元", 105_000_000),
        ("3亿元", 300_000_000),
        ("伍佰元", 500),
        ("十五日", 15),
        ("三个月", 3),
        ("二〇二二年", 2022),
        ("二零二二年", 2022),
        ("两千零二十二年", 2022),
        ("百分之三十", 30),
        ("30%", 30),
        ("第三批", 3),
    ],
)
def test_a_number_in_any_writing(text: str, value: int) -> None:
    (found,) = find_numerals(text)
    assert found.value == value
    assert found.start == text.startswith("第")
    assert found.share == (value == 30)
    assert found.year == (value == 2022)


@pytest.mark.parametrize(
    "text",
    [
        "统一办理万一出事，十分满意的三农百姓千万别在第一时间去",
        "十四五规划二十大精神",
        "三五天，两三个月，十几个，数十万元，几百家",
        "一个县有一年时间",
        "等两年，三个人",
        "浙政办发〔2022〕6号，gb18030个，2021-2025年，三点五倍",
        "三分之二的人，百分之十二点五",
    ],
)
def test_words_and_vague_numbers_are_none(text: str) -> None:
    assert list(find_numerals(text)) == []


@pytest.mark.parametrize(
    ("text", "others"),
    [
        ("罚300元以上2000元以下", ("罚三百元以上二千元以下",)),
        ("处五万元以上二十万元以下", ("处5万元以上20万元以下", "处50000元以上200000元以下")),
        ("到二〇二五年", ("到2025年",)),
        ("按百分之三十给予", ("按30%给予",)),
        ("2米2级", ("两米二级",)),
        ("怎么申请", ()),
    ],
)
def test_the_other_writings(text: str, others: tuple[str, ...]) -> None:
    assert writings(text) == others


@given(st.integers(2, 10**12 - 1))
def test_what_is_written_has_the_value_it_had(value: int) -> None:
    for written in (f"{value}元", *writings(f"{value}元")):
        assert [found.value for found in find_numerals(written)] == [value]


@pytest.mark.parametrize(
    "text", [f"9{'亿' * 600}元补贴吗", f"{'一亿' * 900}元", f"1{'万' * 1900}元", f"{'9' * 1900}元"]
)
def test_what_is_longer_than_any_number_is_none(text: str) -> None:
    assert list(find_numerals(text)) == []
    assert understand(text).otherwise == ()
