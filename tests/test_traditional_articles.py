"""Documents in Traditional characters have articles, chapters and sections as those in Simplified ones have."""

from pathlib import Path

from corpus.articles import article_label, article_reference
from corpus.measures import find_measures
from corpus.records import Measure
from index.build import build
from qa import ask

RULES = """第一章 總則
第一條　為獎勵本縣長者乘車，特訂定本細則。
第二章 點數
第一節 撥入
第二條　本府每月撥入點數四百點。
前項點數當月有效，不得累計至次月。
第二條之一　重陽節當月加發二百點，不受第二條規定之限制。
第三條　申請人應備齊下列文件：
一、申請書。
二、身分證正本。
"""


def test_the_articles_stand_under_their_chapters_and_sections() -> None:
    measures = find_measures(RULES)
    assert [(measure.heading_path, measure.title) for measure in measures] == [
        (("第一章 總則",), "第一條"),
        (("第二章 點數", "第一節 撥入"), "第二條"),
        (("第二章 點數", "第一節 撥入"), "第二條之一"),
        (("第二章 點數", "第一節 撥入"), "第三條"),
    ]
    assert measures[3].text == "申請人應備齊下列文件：\n一、申請書。\n二、身分證正本。"
    assert all(RULES[measure.start : measure.end] == measure.text for measure in measures)


def test_their_number_is_the_same_in_both_writings_and_their_parts_are_not_called_otherwise() -> None:
    assert article_label("第二條之一 加發") == article_label("第二条之一 加发") == "第二条之一"
    text = "每月四百點。\n當月有效。\n"
    assert article_reference(Measure("第二條", (), 0, len(text), text), 7, 12) == "第二條"
    assert article_reference(Measure("第二条", (), 0, len(text), text), 7, 12) == "第二条第二款"


def test_one_is_looked_up_by_its_number(tmp_path: Path) -> None:
    folder = tmp_path / "documents"
    folder.mkdir()
    (folder / "甲.txt").write_text(f"澄海縣長者乘車補助細則\n\n{RULES}", "utf-8")
    build([folder], tmp_path / "store")
    (citation,) = ask("長者乘車補助細則第二條之一說什麼？", store=tmp_path / "store").citations
    assert citation.quote == "重陽節當月加發二百點，不受第二條規定之限制。"
    assert citation.place == ("第二章 點數", "第一節 撥入", "第二條之一")
    (citation,) = ask("长者乘车补助细则第三条", store=tmp_path / "store").citations
    assert citation.quote == "申請人應備齊下列文件：\n一、申請書。\n二、身分證正本。"
