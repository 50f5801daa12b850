"""Document numbers are found in every form that authorities write them in, and compared regardless of the form."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.numbers import canonical, find_number, number_line


@pytest.mark.parametrize(
    ("lines", "number"),
    [
        (["浙政办发〔2022〕6号"], "浙政办发〔2022〕6号"),
        (["甲政发[2022]16号"], "甲政发[2022]16号"),
        (["甲财企（2022）第 3 号"], "甲财企（2022）第3号"),
        (["甲字【2019】5号"], "甲字【2019】5号"),
        (["甲政发【２０２０】１０号"], "甲政发【２０２０】１０号"),
        (["甲发〔二〇二〇〕5号"], "甲发〔二〇二〇〕5号"),
        (["（甲府办规〔2024〕13号）"], "甲府办规〔2024〕13号"),
        (["文 号： 甲人社规字〔2019〕6号"], "甲人社规字〔2019〕6号"),
        (["法释〔2020〕17号"], "法释〔2020〕17号"),
        (["甲市人民政府令第179号"], "甲市人民政府令第179号"),
        (["甲市人民政府令", "第 179 号"], "甲市人民政府令第179号"),
        (["中华人民共和国主席令", "（第十五号）"], "中华人民共和国主席令第十五号"),
        (["中华人民共和国主席令第六号"], "中华人民共和国主席令第六号"),
        (["中华人民共和国主席令（第十五号）"], "中华人民共和国主席令（第十五号）"),
        (["国家甲乙委员会第29号令"], "国家甲乙委员会第29号令"),
        (["国务院、中央军事委员会令第438号"], "国务院、中央军事委员会令第438号"),
        (["甲省工业厅公告2023年第5号"], "甲省工业厅公告2023年第5号"),
        (["甲政部 乙务总局公告2023年第12号"], "甲政部 乙务总局公告2023年第12号"),
        (["甲省人民代表大会常务委员会公告（第12号）"], "甲省人民代表大会常务委员会公告（第12号）"),
        (["公告 2023年 第5号"], "公告2023年第5号"),
        (["第12号令"], ""),
        (["根据甲发〔2020〕1号文件"], ""),
        (["第三条　甲。"], ""),
    ],
)
def test_a_line_that_is_a_number(lines: list[str], number: str) -> None:
    assert number_line(lines) == number


def test_a_number_in_a_sentence() -> None:
    assert find_number("根据甲政发〔2020〕1号文件") == "甲政发〔2020〕1号"
    assert find_number("2001年2月3日国务院令第300号公布") == "国务院令第300号"
    assert find_number("第300号国道") == ""


OFFICE = st.text(alphabet="浙沪粤京政办发财企规字函", min_size=2, max_size=8)
YEAR, COUNT = st.integers(1949, 2099), st.integers(1, 9999)


@given(OFFICE, YEAR, COUNT, st.sampled_from("〔〕 [] ［］ 【】 （） ()".split()), st.sampled_from(["", " ", "\u3000"]))
def test_a_formatted_number_is_found_and_compares_equal(
    office: str, year: int, count: int, brackets: str, gap: str
) -> None:
    written = f"{office}{gap}{brackets[0]}{year}{brackets[1]}{gap}{count}{gap}号"
    number = number_line([written])
    assert number == written.replace(gap, "")
    assert canonical(number) == canonical(find_number(f"按照{written}，")) == f"{office}〔{year}〕{count}号"


@given(st.sampled_from(["甲省人民政府", "国务院", "国家乙丙总局"]), COUNT)
def test_an_order_is_found(office: str, count: int) -> None:
    assert number_line([f"{office}令第{count}号"]) == f"{office}令第{count}号"
    assert number_line([f"{office}令", f"第{count}号"]) == f"{office}令第{count}号"
    assert number_line([f"{office}第{count}号令"]) == f"{office}第{count}号令"
    assert find_number(f"2001年2月3日{office}令第{count}号公布") == f"{office}令第{count}号"


@given(st.text(max_size=60))
def test_any_line_is_read(line: str) -> None:
    number = number_line([line.strip() or "甲"])
    assert canonical(number) == canonical(canonical(number))
