"""Questions that a page answers itself: each is the heading of its answer."""

import pytest

from corpus.measures import WHOLE
from tests.test_measures import found


@pytest.mark.parametrize(
    ("asked", "answered"), [("问：", "答："), ("问1：", "答1："), ("Q2:", "A2:"), ("【问】", "【答】")]
)
def test_a_question_above_its_answer_is_a_heading(asked: str, answered: str) -> None:
    first, second = f"{asked}谁可以申请？\n{answered}渔民。", f"{asked}交什么？\n{answered}船证。\n另交照片。"
    text = f"一、须知\n（一）租期超过二十年的，超过部分无效。\n{first}\n{second}"
    assert found(text) == [
        ("（一）租期超过二十年的", ("一、须知",), "（一）租期超过二十年的，超过部分无效。"),
        (f"{asked}谁可以申请？", ("一、须知",), f"{answered}渔民。"),
        (f"{asked}交什么？", ("一、须知",), f"{answered}船证。\n另交照片。"),
    ]


def test_questions_right_below_a_heading_stand_under_it() -> None:
    text = "一、问答\n（一）条件\n问：谁？\n答：渔民。\n问：几时？\n答：三月。\n（二）期限\n问：几年？\n答：三年。"
    assert found(text) == [
        ("问：谁？", ("一、问答", "（一）条件"), "答：渔民。"),
        ("问：几时？", ("一、问答", "（一）条件"), "答：三月。"),
        ("问：几年？", ("一、问答", "（二）期限"), "答：三年。"),
    ]


def test_runs_of_spaces_in_what_begins_like_a_question() -> None:
    text = f"问{' ' * 200_000}谁可以申请？\n答{' ' * 200_000}渔民。"
    assert found(text) == [(WHOLE, (), text)]


def test_a_question_without_an_answer_below_is_text() -> None:
    text = "问：谁可以申请？\n渔民可以申请。\n问题：证件过期。\n三日内补办。"
    assert found(text) == [(WHOLE, (), text)]
