"""Standards: the cover tells title, number, days and who published it; terms stand below their number."""

from pathlib import Path

import pytest

from corpus.load import find_files, load
from corpus.standards import publishers, standard_cover, standard_number
from index.build import build
from qa.answer import answer
from qa.fact import is_term
from qa.retrieve import Retriever
from tests.test_measures import found

COVER = """ICS 03.080.99
CCS A 12
DB9901
渔湾市地方标准
DB9901/T 048—2024
代替 DB9901/T 048—2020
渔船修理服务规范
Service specification for the repair of fishing boats
2024-05-28 发布 2024-07-01 实施
渔湾市市场监督管理局 发布
"""
BODY = """1 范围
本文件规定了渔船修理服务的要求。
2 规范性引用文件
本文件没有规范性引用文件。
3 术语和定义
下列术语和定义适用于本文件。
3.1
小修 minor repair
三日内能完成的修理。
3.2
大修 overhaul
要上坞的修理。
4 要求
4.1 场地
4.1.1 船坞应平整，坡度不应大于3%。
4.1.2 油漆应单独存放。
附　录　A
（规范性）
渔船修理记录表
表A.1给出了记录的内容。
"""


@pytest.mark.parametrize("mark", ["", "## "])
def test_a_cover(tmp_path: Path, mark: str) -> None:
    text = COVER.replace("渔船修理服务规范", f"{mark}渔船修理服务规范") + BODY
    (tmp_path / "standard.md").write_text(text, "utf-8")
    document, measures = load(find_files([tmp_path])[0])
    assert (document.title, document.number) == ("渔船修理服务规范", "DB9901/T 048—2024")
    assert (document.date, document.in_force) == ("2024-05-28", "2024-07-01")
    assert document.issuers == ("渔湾市市场监督管理局",)
    assert measures[0].title == "1 范围"
    assert all(document.text[measure.start : measure.end] == measure.text for measure in measures)


def test_sections_and_terms() -> None:
    assert found(BODY) == [
        ("1 范围", (), "本文件规定了渔船修理服务的要求。"),
        ("2 规范性引用文件", (), "本文件没有规范性引用文件。"),
        ("3 术语和定义", (), "下列术语和定义适用于本文件。"),
        ("3.1 小修 minor repair", ("3 术语和定义",), "三日内能完成的修理。"),
        ("3.2 大修 overhaul", ("3 术语和定义",), "要上坞的修理。"),
        ("4.1.1 船坞应平整", ("4 要求", "4.1 场地"), "4.1.1 船坞应平整，坡度不应大于3%。"),
        ("4.1.2 油漆应单独存放", ("4 要求", "4.1 场地"), "4.1.2 油漆应单独存放。"),
        ("附录 A （规范性）渔船修理记录表", (), "表A.1给出了记录的内容。"),
    ]


@pytest.mark.parametrize(
    ("line", "number"),
    [
        ("GB/T 1.1—2020", "GB/T 1.1—2020"),
        ("GB  2894-2008", "GB 2894-2008"),
        ("DB33/T 2024—2017", "DB33/T 2024—2017"),
        ("T/CAS 305—2018", "T/CAS 305—2018"),
        ("JGJ 450-2018", "JGJ 450-2018"),
        ("GB 2894—2008 安全标志及其使用导则", ""),
        ("2024-07-01", ""),
        ("渔政发〔2024〕3号", ""),
    ],
)
def test_numbers(line: str, number: str) -> None:
    assert standard_number(line) == number


def test_without_the_number_of_a_standard_nothing_is_of_a_cover() -> None:
    lines = ["渔湾市地方标准", "Service specification for boats", "渔湾市渔业局 发布"]
    assert standard_cover(lines) == set()
    assert standard_cover([*lines, "DB9901/T 048—2024"]) == {0, 1, 2, 3}
    assert standard_cover(["Boats shall be repaired", *lines[:1], "DB9901/T 048—2024"]) == {1, 2}
    assert (publishers(lines[2]), publishers(lines[0])) == ("渔湾市渔业局", "")


def test_a_term_is_defined_below_its_number(tmp_path: Path) -> None:
    (tmp_path / "documents").mkdir()
    (tmp_path / "documents" / "standard.md").write_text(COVER + BODY, "utf-8")
    build([tmp_path / "documents"], tmp_path / "store")
    given = answer(Retriever(tmp_path / "store"), "什么是小修？")
    assert [citation.quote for citation in given.citations] == ["三日内能完成的修理。"]
    assert not given.notices
    assert is_term("小修", "3.1 小修 minor repair")
    assert not is_term("小修", "3.1 小修理")
    assert not is_term("", "3.1 小修")


@pytest.mark.parametrize("number", ["BS 3595-1981", "ISO 9001-2015", "ORD 12-2024"])
def test_an_english_page_that_names_a_standard_loses_nothing(tmp_path: Path, number: str) -> None:
    text = f"""# Guidance on life jackets
Issued by the Harbour Authority

{number}

Life jackets must be worn on deck by every person
Skippers who do not wear them are fined, up to fifty pounds

## Exemptions
Rowing boats are exempt.
"""
    (tmp_path / "page.md").write_text(text, "utf-8")
    document, measures = load(find_files([tmp_path])[0])
    assert document.title == "Guidance on life jackets"
    assert "Life jackets must be worn on deck by every person" in measures[0].text
    assert "up to fifty pounds" in measures[0].text


@pytest.mark.parametrize("below", ["公顷\n这是甲镇的。", "小麦\n玉米", "公顷。这是甲镇的。\n以上。"])
def test_a_line_of_figures_is_no_term(below: str) -> None:
    text = f"一、面积\n3.1\n{below}\n3.2\n{below}"
    assert found(text) == [("一、面积", (), text.removeprefix("一、面积\n"))]
