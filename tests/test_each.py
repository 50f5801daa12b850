"""A question asked of several documents or places is asked of each of them."""

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.records import Document
from index.build import build
from qa import ask
from qa.each import MOST_APART, for_documents, for_places, for_provinces
from qa.naming import Titles
from qa.question import understand
from qa.retrieve import Retriever
from qa.weigh import weigh
from tests.stores import write

LAWS = ("中华人民共和国反电信网络诈骗法", "中华人民共和国个人信息保护法", "物业管理条例", "企业职工带薪年休假实施办法")
REPORTS = {"青海": "4.5%", "陕西": "5%", "黑龙江": "4.8%"}


def documents(*titles: str, regions: tuple[str, ...] = ()) -> list[Document]:
    regions = regions or ("",) * len(titles)
    return [
        Document(title, f"{title}.md", title, "", region=region) for title, region in zip(titles, regions, strict=True)
    ]


@pytest.mark.parametrize(
    ("question", "found"),
    [
        (
            "反诈法和个人信息保护法，出卖个人信息分别怎么罚？",
            [f"《{LAWS[0]}》出卖个人信息怎么罚？", f"《{LAWS[1]}》出卖个人信息怎么罚？"],
        ),
        (
            "《物业管理条例》与年休假实施办法对投诉各怎么规定",
            [f"《{LAWS[2]}》对投诉怎么规定", f"《{LAWS[3]}》对投诉怎么规定"],
        ),
        ("物業管理條例和反電信網絡詐騙法誰管？", [f"《{LAWS[2]}》谁管？", f"《{LAWS[0]}》谁管？"]),
        ("物业管理条例和个人信息保护法哪个罚得重？", [f"《{LAWS[2]}》罚得重？", f"《{LAWS[1]}》罚得重？"]),
        ("物业管理条例第三条和第四条有什么区别？", []),
        ("物业管理条例怎么说？", []),
        ("物业管理条例和物业管理条例怎么说？", []),
        ("劳动法和刑法怎么说？", []),
        ("养猫和养狗要登记吗？", []),
    ],
)
def test_the_documents_that_a_question_lists(question: str, found: list[str]) -> None:
    held = documents(*LAWS)
    assert for_documents(question, Titles(held), held) == found


@pytest.mark.parametrize(
    ("question", "found"),
    [
        ("三个省今年的目标分别是多少？", ["青海今年的目标是多少？", "陕西今年的目标是多少？"]),
        ("两省今年的目标各是多少？", ["青海今年的目标是多少？", "陕西今年的目标是多少？"]),
        ("两个省谁提到了算力？", ["青海提到了算力？", "陕西提到了算力？"]),
        ("两省哪些项目开工了？", ["青海哪些项目开工了？", "陕西哪些项目开工了？"]),
        ("各省去年的增速", ["青海去年的增速", "陕西去年的增速"]),
        ("四个省的目标是多少？", []),
        ("各省级部门怎么分工？", []),
        ("省里怎么补？", []),
    ],
)
def test_the_provinces_that_documents_are_of(question: str, found: list[str]) -> None:
    held = documents("甲", "乙", "丙", regions=("青海省", "陕西省西安市", "青海省"))
    assert for_provinces(question, held) == (found if "三个" not in question else [])
    more = documents("甲", "乙", "丙", regions=("青海省", "陕西省", "黑龙江省"))
    if "三个" in question:
        assert for_provinces(question, more) == [*found, "黑龙江今年的目标是多少？"]


def test_of_documents_of_the_whole_country_each_province_is_not_asked() -> None:
    held = documents("甲", "乙", "丙", regions=("青海省", "陕西省", "全国"))
    assert for_provinces("各省要怎么做？", held) == []
    assert len(for_provinces("两个省要怎么做？", held)) == 2


@given(st.text(alphabet="反诈法和与、个人信息保护物业管理条例三省各分别怎么罚？《》", max_size=40))
def test_any_question_is_asked_of_no_more_than_there_are(question: str) -> None:
    held = documents(*LAWS)
    assert len(for_documents(question, Titles(held), held)) <= min(MOST_APART, len(held))
    assert len(for_places(question)) <= MOST_APART


def test_each_is_answered(tmp_path: Path) -> None:
    texts = {
        name: f"# {name}省2026年政府工作报告\n\n## 一、2025年工作回顾\n\n城镇新增就业{number}6万人。\n\n"
        f"## 二、2026年重点工作\n\n今年的主要目标是：地区生产总值增长{share}左右。\n"
        for number, (name, share) in enumerate(REPORTS.items(), 1)
    }
    write(tmp_path / "documents", **texts)
    build([tmp_path / "documents"], tmp_path / "store")
    answer = ask("三个省2026年地区生产总值的目标分别是多少？", tmp_path / "store")
    for name, share in REPORTS.items():
        assert any(name in one.document.title and share in one.quote for one in answer.citations)


@pytest.mark.parametrize(
    ("question", "quote"),
    [
        ("青海今年粮食总产量要保持多少？", "粮食总产量保持在120万吨。"),
        ("青海去年粮食总产量保持多少？", "粮食总产量保持在118万吨。"),
    ],
)
def test_what_a_report_looks_back_at_is_of_the_year_before(tmp_path: Path, question: str, quote: str) -> None:
    report = f"""# 青海省{date.today().year}年政府工作报告

{date.today().year - 1}年是不平凡的一年。

## 一、工作回顾

粮食总产量保持在118万吨。

## 二、工作安排

粮食总产量保持在120万吨。
"""
    build([write(tmp_path / "documents", report=report)], tmp_path / "store")
    assert ask(question, tmp_path / "store").citations[0].quote == quote


def test_in_the_report_of_a_place_its_name_is_no_topic(tmp_path: Path) -> None:
    """Its sentences are as near to the question as to one that does not name it; those of the country's are not."""
    text = "# {}工作报告\n\n## 一、成绩\n\n青海旅游叫响全国。\n\n## 二、粮食\n\n粮食总产量保持在118万吨。\n"
    for name in ("青海省2025年政府", "国务院2025年"):
        folder = tmp_path / name
        build([write(folder / "documents", report=text.format(name))], folder / "store")
        retriever = Retriever(folder / "store")
        named, bare = (understand(f"{place}粮食总产量有多少？") for place in ("青海省的", ""))
        found = retriever.find(named, 5)
        near = {one.hit.quote: list(one.near) for one in weigh(found, named)}
        alone = {one.hit.quote: list(one.near) for one in weigh(found, bare)}
        assert near.keys() & alone.keys()
        same = [near[quote] == pytest.approx(alone[quote]) for quote in near.keys() & alone.keys()]
        assert all(same) if name.startswith("青海") else not any(same)
