"""Follow-ups: a question that leans on the one before is made whole, a new topic is left alone."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa import ask
from qa.answer import answer
from qa.followup import follow, in_conversation, leans, subject, turns_away
from qa.question import LONGEST_QUESTION, understand
from qa.retrieve import Retriever

DIALOGUES = [
    json.loads(line)
    for line in (Path(__file__).parent / "questions" / "dialogues-dev.jsonl").read_text("utf-8").splitlines()
]


def test_dialogues(shipped: Path) -> None:
    """A floor under what `benchmarks/README.md` reports."""
    retriever = Retriever(shipped)
    position = {measure.title: number for number, measure in enumerate(retriever.store.measures(0))}
    leaning = first = 0
    for dialogue in DIALOGUES:
        said = answer(retriever, dialogue["turns"][-1], history=dialogue["turns"][:-1])
        leaning += said.follows == dialogue["follows"]
        first += position[said.related[0].measure.title] in dialogue["measures"]
    assert leaning >= 0.9 * len(DIALOGUES)
    assert first >= 0.8 * len(DIALOGUES)


@pytest.mark.parametrize(
    ("earlier", "question", "whole"),
    [
        ("26个县有什么照顾？", "一年给多少钱？", "26个县有什么照顾 一年给多少钱"),
        ("一年发多少科技创新券？", "那实验室呢？", "一年发多少科技创新券 实验室"),
        ("一年发多少科技创新券？", "那26个县呢?", "一年发多少科技创新券 26个县"),
        (
            "What help do the 26 counties get?",
            "how much per year?",
            "What help do the 26 counties get how much per year",
        ),
        ("26個縣有什麼照顧？", "那山區呢？", "26個縣有什麼照顧 山區"),
        ("How many enterprises by 2022?", "What about laboratories?", "How many enterprises by 2022 laboratories"),
        ("26个县有什么照顾？", "专利可以质押融资吗？", "专利可以质押融资吗？"),
        ("26个县有什么照顾？", "那专利到底可以拿去银行质押贷款吗？", "那专利到底可以拿去银行质押贷款吗？"),
        ("北京市必须招标的项目有哪些？", "上海呢？", "必须招标的项目有哪些 上海"),
        ("到2020年的目标是多少", "2025年呢？", "的目标是多少 2025年"),
        ("养老院床位费多少", "不对，我是问护工工资", "养老院床位费多少 护工工资"),
        ("棠雅苑租金多少", "那里的车位呢？", "棠雅苑租金多少 那里的车位"),
        ("市民卡怎么办？", "上海呢？", "市民卡怎么办 上海"),
        ("遛狗要拴绳吗", "不是本地户口能报名吗？", "遛狗要拴绳吗 不是本地户口能报名吗"),
        ("失業金可以領幾耐", "咁要交咩文件", "失業金可以領多久 要交什么文件"),
    ],
)
def test_what_is_understood(earlier: str, question: str, whole: str) -> None:
    understood = in_conversation(question, [earlier])
    assert understood.text == whole
    assert understood.follows == (whole != question)


def test_the_place_the_years_and_the_kind_of_fact_are_kept_until_others_are_named() -> None:
    earlier = understand("江苏2022年发多少创新券？")
    assert (earlier.place.province, earlier.years, earlier.fact) == ("江苏", ("2022",), "figure")
    kept = follow(understand("那企业呢？"), earlier)
    assert (kept.place.province, kept.years, kept.fact) == ("江苏", ("2022",), "figure")
    changed = follow(understand("那浙江2023年呢？"), earlier)
    assert (changed.place.province, changed.years) == ("浙江", ("2023",))
    assert changed.text == "发多少创新券 浙江2023年"
    assert follow(understand("谁来管？"), earlier).fact == "office"


@pytest.mark.parametrize(
    ("turns", "whole"),
    [
        (["产假多少天？", "男方呢？", "育儿假呢？"], "产假多少天 育儿假"),
        (["产假多少天？", "男方呢？", "单位不给怎么办？"], "产假多少天 男方 单位不给怎么办"),
        (["产假多少天？", "要什么证明？", "谁来批？"], "产假多少天 谁来批"),
        (["产假多少天？", "谢谢！", "谁来批？"], "产假多少天 谁来批"),
    ],
)
def test_only_the_topic_and_what_was_last_asked_about_are_kept(turns: list[str], whole: str) -> None:
    assert in_conversation(turns[-1], turns[:-1]).text == whole


def test_a_chain_leads_back_to_its_topic() -> None:
    understood = in_conversation("谁来管？", ["专利可以质押融资吗？", "那商标呢？"])
    assert understood.text == "专利可以质押融资吗 商标 谁来管"


def test_the_script_is_that_of_the_last_question() -> None:
    assert in_conversation("And how much?", ["26个县有什么照顾？"]).language == "en"
    assert in_conversation("那個呢？", ["26个县有什么照顾？"]).language == "zh-Hant"


def test_earlier_questions_that_were_none_do_not_matter() -> None:
    assert in_conversation("给多少？", ["  ", "创" * (LONGEST_QUESTION + 1)]).text == "给多少？"
    assert in_conversation("那 & 呢", ["专利能贷款吗"]).text.startswith("专利能贷款吗")
    assert in_conversation("给多少？", ["专利能贷款吗", "？"]).text == "专利能贷款吗 给多少"


def test_an_answer_says_how_it_understood(shipped: Path) -> None:
    answer = ask("那实验室呢？", store=shipped, history=["一年发多少科技创新券？"])
    assert answer.follows
    assert answer.question == "一年发多少科技创新券 实验室"
    assert "1万批次" in answer.text
    assert not ask("那实验室呢？", store=shipped).follows


@given(st.text(max_size=60), st.text(max_size=60))
def test_nothing_of_a_follow_up_is_lost_or_made_up(earlier: str, question: str) -> None:
    if not any(c.isalnum() for c in question):
        return
    understood = in_conversation(question, [earlier])
    alone = understand(question)
    if not understood.follows:
        assert understood == alone
    else:
        before = understand(earlier).text
        assert leans(question)
        assert set(understood.text.replace(" ", "")) <= set(before + alone.text)


def test_another_city_takes_the_place_of_the_first() -> None:
    earlier = understand("杭州的人才补贴有多少？")
    assert (earlier.place.province, earlier.place.city) == ("浙江", "杭州")
    changed = follow(understand("那宁波呢？"), earlier)
    assert (changed.text, changed.place.province, changed.place.city) == ("的人才补贴有多少 宁波", "浙江", "宁波")
    province = follow(understand("那江苏呢？"), earlier)
    assert (province.text, province.place.province, province.place.city) == ("的人才补贴有多少 江苏", "江苏", "")


@pytest.mark.parametrize(
    ("question", "away"),
    [
        ("对了，港澳学生几号填志愿？", True),
        ("我还想知道老人办证可以减钱吗？", True),
        ("對了多少錢？", False),
        ("公租房怎么申请？", False),
    ],
)
def test_a_question_that_says_it_turns_to_something_else(question: str, away: bool) -> None:
    assert turns_away(question) is away


def test_what_a_question_is_about() -> None:
    assert subject("公租房要什么条件？") == ("公租房", "公共租赁住房")
    assert subject("那要什么条件？") == ()
