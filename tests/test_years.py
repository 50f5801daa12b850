"""The years that a question names, in any writing and told from today."""

from dataclasses import replace

import pytest

from corpus.records import Document
from qa.followup import follow
from qa.question import understand
from qa.worth import gains
from qa.years import without_years, written_out, years

DAY = "2026-05-01"


@pytest.mark.parametrize(
    ("question", "named"),
    [
        ("到2025年要达到什么目标", ["2025"]),
        ("到二零二五年要达到什么目标？", ["2025"]),
        ("二〇二六年殘疾人補貼", ["2026"]),
        ("两千零二十二年的标准", ["2022"]),
        ("2022-03发的通知", ["2022"]),
        ("2022/3/18发的通知", ["2022"]),
        ("2022.3.18发的通知", ["2022"]),
        ("2021—2025年的目标", ["2021", "2025"]),
        ("2024-2025学年", ["2024", "2025"]),
        ("2025广州积分入户名额", ["2025"]),
        ("25年的目标", ["2025"]),
        ("到25年要建多少家", ["2025"]),
        ("24年底有多少", ["2024"]),
        ("今年最低工资多少", ["2026"]),
        ("去年的标准呢", ["2025"]),
        ("前年GDP", ["2024"]),
        ("明年医保交多少", ["2027"]),
        ("the target by 2025", ["2025"]),
        ("How many were granted last year?", ["2025"]),
    ],
)
def test_years_are_read(question: str, named: list[str]) -> None:
    assert list(understand(question, DAY).years) == named


@pytest.mark.parametrize(
    "question",
    [
        "满25年的老职工，工龄到25年的",
        "土地承包30年的政策",
        "罚2000元，2000多人，2022.5万元",
        "浙政发〔2022〕6号，电话020-20220311",
        "之前年龄限制，目前年龄，证明年限，过去年均，如今年轻人",
        "今年毕业，有补贴吗",
        "我去年买的房能补多少",
        "I graduated last year",
    ],
)
def test_what_names_no_year(question: str) -> None:
    assert years(question, DAY) == ()


def test_years_are_written_out_and_left_out() -> None:
    assert written_out("25年的目标和去年的", DAY) == "2025年的目标和2025年的"
    assert without_years("广州到二〇二五年的GDP，2022年的", ["2025"]) == "广州的GDP，2022年的"
    assert without_years("養犬 2025-03 的條例", ["2025"]) == "養犬  的條例"
    assert without_years("广州GDP", ["2025"]) == "广州GDP"


def test_a_follow_up_takes_another_year_in_any_writing() -> None:
    earlier = understand("江苏二〇二二年发多少创新券？", DAY)
    changed = follow(understand("那去年呢？", DAY), earlier)
    assert changed.years == ("2025",)
    assert "二〇二二" not in changed.text


@pytest.mark.parametrize(
    ("question", "concerned"),
    [
        ("二〇二五年补多少元？", False),
        ("去年补多少元？", False),
        ("今年补多少元？", True),
        ("今年和去年补多少元？", False),
        ("二零二二年补多少元？", True),
    ],
)
def test_a_figure_of_a_year_is_not_told_by_a_document_that_never_names_it(question: str, concerned: bool) -> None:
    document = Document("1", "a.md", "补助办法", "2022年每人补助300元。", date="2022-01-01")
    assert understand(question, DAY).concerns(document) is concerned


def test_a_document_that_tells_no_year_may_be_of_any() -> None:
    report = Document("1", "a.md", "机场消毒", "机场有830名保洁员。")
    asked = understand("2020年机场有多少名保洁员？", DAY)
    assert asked.concerns(report)
    assert not asked.concerns(replace(report, text="2021年机场有830名保洁员。"))
    assert not asked.concerns(replace(report, date="2021-02-03"))
    assert not asked.concerns(replace(report, kind="办法"))


@pytest.mark.parametrize(
    ("question", "sought"),
    [
        ("2022年农民补多少元？", "农民补多少元？"),
        ("去年农民补多少元？", "农民补多少元？"),
        ("文件里说2022年农民补多少？", "说农民补多少？"),
        ("农民补多少元？", "农民补多少元？"),
        ("2022年呢？", "2022年呢？"),
    ],
)
def test_a_year_is_not_searched_for(question: str, sought: str) -> None:
    assert understand(question, DAY).sought == sought


@pytest.mark.parametrize(
    ("question", "sentences"),
    [("去年补多少元？", ["2025年补", "补", "2022年补"]), ("今年补多少元？", ["二〇二六年补", "2022年补"])],
)
def test_sentences_of_the_year_gain_and_those_of_another_lose_unless_it_is_this_one(
    question: str, sentences: list[str]
) -> None:
    asked = understand(question, DAY)
    found = [gains(asked, sentence, [(0, len(sentence))])[0] for sentence in (f"{one}3元。" for one in sentences)]
    assert found == sorted(found, reverse=True)
    assert len(set(found)) == len(found)
    assert (found[-1] < gains(asked, "补3元。", [(0, 4)])[0]) is not asked.now


@pytest.mark.parametrize(
    "question",
    [
        *("车辆去年检要交费吗", "除去年假还有几天", "退保后年满60岁领多少", "试用期后年假怎么算", "要标明年份吗"),
        *("a fine of 2000 yuan", "2000以下的罚款怎么交", "从1500提高到2000，怎么申请", "2000.5公里怎么补"),
        *("我2019年入职，年休假有几天", "1998年出生的能申请吗"),
    ],
)
def test_what_only_looks_like_a_year_is_none(question: str) -> None:
    assert years(question, "2026-11-29") == ()


@pytest.mark.parametrize(
    ("question", "text", "holds"),
    [
        ("四川2026年城镇新增就业目标是多少？", "城镇新增就业6万人。", False),
        ("四川2026年援助多少人？", "四川援助300人。", True),
        ("西宁2026年城镇新增就业目标是多少？", "全省城镇新增就业6万人。", False),
        ("西宁2026年城镇新增就业目标是多少？", "西宁城镇新增就业2万人。", True),
        ("西宁种水稻每亩补多少钱？", "每亩补贴150元。", True),
        ("青海2026年城镇新增就业目标是多少？", "城镇新增就业6万人。", True),
    ],
)
def test_a_figure_of_one_place_is_not_that_of_another(question: str, text: str, holds: bool) -> None:
    document = Document("1", "a.md", "2026年政府工作报告", text, region="青海省")
    assert understand(question, DAY).holds_in(document, text) is holds


def test_who_held_an_office_in_a_year_is_not_told_by_a_document_of_another() -> None:
    document = Document("1", "a.md", "授奖决定", "授予王大山院士最高奖。", date="2018-12-28")
    assert not understand("2019年最高奖的得主是谁？", DAY).concerns(document)
    assert understand("2018年最高奖的得主是谁？", DAY).concerns(document)


@pytest.mark.parametrize(
    ("question", "title", "text", "holds"),
    [
        ("2019年的科学技术奖有几项？", "关于2018年度科学技术奖励的决定", "授予37项成果。", False),
        ("2019年的科学技术奖有几项？", "关于2018年度科学技术奖励的决定", "2019年授予37项成果。", True),
        ("2018年的科学技术奖有几项？", "关于2018年度科学技术奖励的决定", "授予37项成果。", True),
        ("2017年的增速是多少？", "2018年工作报告", "过去一年增长5%。", True),
        ("今年有几项？", "关于2018年度科学技术奖励的决定", "授予37项成果。", True),
        ("2019年怎么申请？", "奖励办法（2018年修订）", "向科技局申请。", True),
    ],
)
def test_a_document_about_a_year_does_not_tell_of_a_later_one(
    question: str, title: str, text: str, holds: bool
) -> None:
    assert understand(question, DAY).holds_in(Document("1", "a.md", title, text), text) is holds


@pytest.mark.parametrize(("title", "holds"), [("2026年政府工作报告", False), ("科学技术奖励办法", True)])
def test_a_document_that_never_names_an_earlier_year_than_its_title_does_not_tell_of_it(
    title: str, holds: bool
) -> None:
    question = understand("2023年怎么申请？", DAY)
    assert question.concerns(Document("1", "a.md", title, "向科技局申请。")) is holds
    assert question.concerns(Document("1", "a.md", title, "2023年向科技局申请。"))
