"""A year that is asked about chooses documents, and is no word to match within them."""

from pathlib import Path

import pytest

from index.build import build
from qa import ask, retrieve
from tests.stores import write

SAID = "新建养老床位三百张，为一千户老人家里装扶手。"
NOTICE = """# 甲市扶持小作坊的通知

2024年5月12日

一、租金

2024年标准厂房的名单另行公布。租用标准厂房的小作坊，每平方米每月补贴8元，最长三年。

二、培训

小作坊的师傅由总工会组织学习手艺。2024年小作坊师傅大会在六月召开，2024年另有安排。
"""
NEWS = "机场消毒保洁员无处不在\n\n记者在机场看到，830名保洁员每天擦拭扶手和电梯按钮。"


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place: Path = tmp_path_factory.mktemp("years")
    reports = {f"report{year}": f"# {year}年甲市政府工作报告\n\n一、养老\n\n{SAID}\n" for year in (2022, 2023, 2024)}
    plan = f"# 甲市养老规划\n\n一、养老\n\n{SAID.replace('三百', '五百')}\n\n二、检查\n\n规划在2023年接受检查。\n"
    build([write(place / "documents", notice=NOTICE, news=NEWS, plan=plan, **reports)], place / "store")
    return place / "store"


@pytest.mark.parametrize("year", [2022, 2023, 2024])
@pytest.mark.parametrize("asked", ["{}年甲市新建了多少张养老床位？", "甲市{}年给多少户老人装扶手？"])
def test_the_document_of_the_year_is_first(store: Path, asked: str, year: int) -> None:
    first = retrieve(asked.format(year), store=store)[0]
    assert first.document.title == f"{year}年甲市政府工作报告"


REPORT = """# 2024年甲市政府工作报告

一、2023年工作回顾

新建养老床位三百张。

二、2024年工作安排

新建养老床位五百张。
"""


@pytest.mark.parametrize(
    ("question", "note"),
    [
        ("甲市去年新建了多少张养老床位？", "注：没有找到2025年的内容，引用的是按文件的时间说的2023年。"),
        (
            "How many beds for the elderly did Jia city add last year?",
            "Note: nothing was found about 2025; what is quoted is of 2023, as seen from the document.",
        ),
    ],
)
def test_last_year_is_that_of_the_documents_where_none_is_newer(tmp_path: Path, question: str, note: str) -> None:
    build([write(tmp_path / "documents", report=REPORT)], tmp_path / "store")
    said = ask(question, tmp_path / "store", {"as_of": "2026-05-01"})
    assert said.notices[0] == note
    assert note in said.text
    assert [citation.quote for citation in said.citations] == ["新建养老床位三百张。"]
    of_its_year = ask(question, tmp_path / "store", {"as_of": "2024-05-01"})
    assert [citation.quote for citation in of_its_year.citations] == ["新建养老床位三百张。"]
    assert note not in of_its_year.notices


def test_a_year_that_is_named_is_meant(store: Path) -> None:
    assert ask("甲市2025年新建了多少张养老床位？", store, {"as_of": "2026-05-01"}).declined


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("租标准厂房的小作坊补多少？", "租用标准厂房的小作坊，每平方米每月补贴8元，最长三年。"),
        ("小作坊师傅有人教吗？", "小作坊的师傅由总工会组织学习手艺。"),
    ],
)
def test_in_a_document_of_the_year_what_names_it_is_no_nearer(store: Path, question: str, answer: str) -> None:
    quotes = [citation.quote for citation in ask(f"2024年{question}", store=store).citations]
    assert quotes == [citation.quote for citation in ask(question, store=store).citations]
    assert quotes[0].startswith(answer)


def test_news_that_tell_no_year_may_be_of_it(store: Path) -> None:
    said = ask("2020年机场有多少名保洁员？", store=store)
    assert [citation.quote for citation in said.citations] == ["记者在机场看到，830名保洁员每天擦拭扶手和电梯按钮。"]


def test_such_news_are_weighed_beside_documents_that_name_the_year(tmp_path: Path) -> None:
    stations = {
        f"station{number}": f"# {name}站的保洁\n\n2020年，{name}站有{number}0名保洁员擦拭扶手。\n"
        for number, name in enumerate("东西南北中新老", 1)
    }
    build([write(tmp_path / "documents", news=NEWS, **stations)], tmp_path / "store")
    said = ask("2020年擦拭机场电梯按钮的保洁员有多少名？", store=tmp_path / "store")
    assert said.citations[0].quote == "记者在机场看到，830名保洁员每天擦拭扶手和电梯按钮。"


def test_this_year_is_that_of_the_documents_where_none_is_of_it(tmp_path: Path) -> None:
    build([write(tmp_path / "documents", notice=NOTICE)], tmp_path / "store")
    asked = "租标准厂房的小作坊{}补多少？"
    told = ask(asked.format("今年"), store=tmp_path / "store")
    plain = ask(asked.format(""), store=tmp_path / "store")
    assert [citation.quote for citation in told.citations] == [citation.quote for citation in plain.citations]
    assert told.probability == plain.probability
    assert not told.understood
