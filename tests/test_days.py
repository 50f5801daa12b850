"""A day that a question names chooses documents, in whatever writing or language it is named."""

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.build import build
from qa import retrieve
from qa.days import days
from tests.stores import write

MONTHS = "January February March April May June July August September October November December".split()


@pytest.mark.parametrize(
    ("question", "named"),
    [
        ("2020年3月17日开的会定了什么？", ("3月17日",)),
        ("三月十七号那次会定了什么？", ("3月17日",)),
        ("二〇二〇年四月八日的会", ("4月8日",)),
        ("2月3号到2月10号能办吗", ("2月3日", "2月10日")),
        ("the meeting on 17 March 2020", ("3月17日",)),
        ("by March 5th, 2021, or Sept. 30", ("3月5日", "9月30日")),
        ("You may 12 times ask", ()),
        ("in mid-April 2020", ()),
        ("11月份的3日游", ()),
        ("共有13月3日", ()),
    ],
)
def test_days(question: str, named: tuple[str, ...]) -> None:
    assert tuple(days(question)) == named


@given(st.dates())
def test_a_day_is_the_same_in_every_writing(day: date) -> None:
    month, number = day.month, day.day
    told = (f"{month}月{number}日", f"{number} {MONTHS[month - 1]}", f"{MONTHS[month - 1]} {number}")
    assert [days(one) for one in told] == [{told[0]: one} for one in told]


@pytest.mark.parametrize(
    "question", ["{}月{}日的常务会对房租说了什么？", "What did the meeting on {1} {2} say about rent?"]
)
def test_the_document_that_names_the_day_is_first(tmp_path: Path, question: str) -> None:
    said = "市长{}月{}日主持召开常务会议，讨论小店的房租。会议决定给小店的房租补贴。"
    held = {f"meeting{month}": said.format(month, month + 9) for month in (2, 3, 4, 5)}
    build([write(tmp_path / "documents", **held)], tmp_path / "store")
    for month in (2, 3, 4, 5):
        asked = question.format(month, month + 9, MONTHS[month - 1])
        assert f"{month}月{month + 9}日" in retrieve(asked, store=tmp_path / "store")[0].measure.text
