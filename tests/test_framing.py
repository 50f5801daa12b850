"""What only says in which document something stands is no part of what is asked within it."""

from pathlib import Path

import pytest

from index.build import build
from qa import ask
from qa.framing import without_frame, without_office
from qa.question import understand
from tests.stores import write

FRAMED = [
    ("2020年那份复工通知里，工地要满足什么才能开工？", "工地要满足什么才能开工？"),
    ("國辦講擔保的那個文件，哪些錢是不許亂收的？", "哪些錢是不許亂收的？"),
    ("按2007年的基金条例，挪用经费多少年不让再申？", "挪用经费多少年不让再申？"),
    ("开饭店的，2020年那个开业意见里，我开门前要跟谁打招呼？", "开饭店的，我开门前要跟谁打招呼？"),
    ("消费扶贫那个意见说，土特产可以在哪些地方开专柜？", "土特产可以在哪些地方开专柜？"),
    ("收到通知后几天之内可以要求复审？按2007版条例", "收到通知后几天之内可以要求复审？"),
    ("货车司机一口气最多能开几个钟头？道路运输条例怎么说的", "货车司机一口气最多能开几个钟头？"),
    ("国务院班子由哪些人构成 2004工作规则", "国务院班子由哪些人构成"),
    ("Under the 2004 working rules, who stands in for the premier?", "who stands in for the premier?"),
    ("In February 2020, which website listed the job fairs?", "which website listed the job fairs?"),
    ("How much did exports go up, according to the city's report?", "How much did exports go up"),
]
WHOLE = [
    "对小区物业有意见，可以直接找谁说这件事？",
    "龙门石窟怎么保护的规划，最后由谁来编？",
    "企业采取哪些措施，严格落实疫情防控的方案？",
    "环保部门没编辐射事故应急预案，责任人要受什么处分？",
    "垃圾扔错桶，小区物业说要罚两百，有这规定？",
    "物业发的《用户手册》约定“业主违反手册规定，物业公司有权罚款”，合法吗？",
    "那份通知里，谁管？",
    "2022年那份讲创新的文件，正式名称叫什么来着？",
    "扶贫标准2300元 主体功能区规划",
    "In a steam turbine, what are rotors mounted on to turn?",
    "In accordance with the Act, the owner shall be compensated for losses.",
]


@pytest.mark.parametrize(("question", "asked"), FRAMED)
def test_the_clause_that_names_the_document_is_left_out(question: str, asked: str) -> None:
    assert without_frame(understand(question)).text.strip() == asked


@pytest.mark.parametrize("question", WHOLE)
def test_what_says_what_is_asked_stays(question: str) -> None:
    understood = understand(question)
    assert without_frame(understood) == understood


def test_a_question_is_answered_alike_when_it_is_asked_again(tmp_path: Path) -> None:
    text = (
        "# 甲省计量监督管理条例\n\n第一条 加油站应当配备强制检定合格的加油机，保证成品油销售计量准确。\n\n"
        "第二条 任何单位和个人有权举报计量违法行为。"
        "对举报、投诉，应当自接到之日起十个工作日内作出处理决定并答复当事人。\n"
    )
    build([write(tmp_path / "documents", measures=text)], tmp_path / "store")
    question = "举报加油站加油不足量，部门几天得给我个说法？"
    first, again = (ask(question, store=tmp_path / "store") for _ in range(2))
    assert (first.text, first.probability) == (again.text, again.probability)


def test_the_year_and_the_place_are_still_asked_about() -> None:
    asked = without_frame(understand("杭州2020年的复工通知里，工地要满足什么才能开工？"))
    assert (asked.years, asked.place.name) == (("2020",), "杭州")


def test_not_the_sentence_that_names_the_document_is_quoted(tmp_path: Path) -> None:
    text = "\n".join(
        [
            "# 甲省服务业开业",
            "省委处置工作领导小组近日出台《关于统筹抓好服务业有序开业复工的意见》。",
            "药店和菜市场头一批全部恢复营业。",
            "影院和歌厅由县级文化部门安排开门的日子。",
        ]
    )
    build([write(tmp_path / "documents", opening=text)], tmp_path / "store")
    said = ask("省委领导小组那份服务业开业复工的意见，影院由谁安排开门？", store=tmp_path / "store")
    assert [citation.quote for citation in said.citations] == ["影院和歌厅由县级文化部门安排开门的日子。"]


@pytest.mark.parametrize(
    ("question", "rest"),
    [
        ("水务局一共几辆公车？", "一共几辆公车？"),
        ("甲县水务局的防汛花了多少钱？", "防汛花了多少钱？"),
        ("水務局去年花了多少？", "去年花了多少？"),
        ("教育局一共几辆公车？", "教育局一共几辆公车？"),
        ("一共几辆公车，水务局的？", "一共几辆公车，水务局的？"),
        ("水务局？", "水务局？"),
    ],
)
def test_the_office_whose_document_it_is_names_nothing_in_it(question: str, rest: str) -> None:
    asked = without_office(understand(question), "2024年度甲县水务局部门决算")
    assert asked.text == rest
    assert without_office(understand(question), "2024年度甲縣水務局部門決算").text == rest


@pytest.mark.parametrize(
    ("question", "rest"),
    [
        ("清澜去年一年GDP多少", "去年一年GDP多少"),
        ("我们清澜市现在有多少人", "现在有多少人"),
        ("城里有多少人，清澜呢", "城里有多少人，清澜呢"),
        ("别的市有多少人", "别的市有多少人"),
        ("清澜呢", "清澜呢"),
    ],
)
def test_the_place_whose_document_it_is_names_nothing_in_it_either(question: str, rest: str) -> None:
    for title in ("清澜市2023年国民经济和社会发展统计公报", "清瀾市2023年國民經濟和社會發展統計公報"):
        assert without_office(understand(question), title).text == rest


def test_of_a_department_s_accounts_what_is_asked_is_quoted_and_not_what_names_the_department(tmp_path: Path) -> None:
    accounts = """2024年度甲县水务局部门决算

一、机构设置
甲县水务局内设机构7个，下属单位3个，甲县水务局机关编制40人。
二、“三公”经费
公务用车购置及运行维护费支出24万元，年末公务用车保有量11辆。
三、防汛支出
防汛支出684万元，比上年增加131万元，主要原因是修复水毁堤段。
"""
    build([write(tmp_path / "documents", accounts=accounts)], tmp_path / "store")
    (citation,) = ask("甲县水务局防汛花了多少钱？", store=tmp_path / "store").citations
    assert citation.quote == "防汛支出684万元，比上年增加131万元，主要原因是修复水毁堤段。"
