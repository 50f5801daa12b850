"""A question finds the same whatever way it writes its numbers."""

from datetime import date
from pathlib import Path

import pytest

from index.build import build
from qa.answer import answer
from qa.question import understand
from qa.retrieve import Retriever
from qa.why import marks, why
from tests.stores import write

LAW = """# 甲市水库条例

第一条 为了保护水库，制定本条例。

第二条 在水库里电鱼的，处三百元以上二千元以下罚款。

第三条 在水库里游泳的，处五十元罚款。
"""
RULE = """# 乙市公园规定

第一条 为了管好公园，制定本规定。

第二条 在公园里放鞭炮的，处5万元以上20万元以下罚款。

第三条 在公园里摘花的，处100元罚款。
"""


@pytest.fixture(scope="module")
def retriever(tmp_path_factory: pytest.TempPathFactory) -> Retriever:
    folder = tmp_path_factory.mktemp("numbers")
    build([write(folder / "docs", law=LAW, rule=RULE)], folder / "store")
    return Retriever(folder / "store")


@pytest.mark.parametrize(
    ("questions", "quote"),
    [
        (
            (
                "哪些行为罚300元以上2000元以下？",
                "哪些行为罚三百元以上二千元以下？",
                "哪些行为罚三百元以上2,000元以下？",
            ),
            "电鱼",
        ),
        (
            (
                "什么行为罚五万元以上二十万元以下？",
                "什么行为罚5万元以上20万元以下？",
                "什么行为罚50000元以上200000元以下？",
            ),
            "鞭炮",
        ),
    ],
)
def test_the_same_is_found_in_any_writing(retriever: Retriever, questions: tuple[str, ...], quote: str) -> None:
    answers = [answer(retriever, question) for question in questions]
    assert {one.declined for one in answers} == {False}
    assert all(quote in one.citations[0].quote for one in answers)
    scores = [one.related[0].score for one in answers]
    assert scores == pytest.approx([max(scores)] * len(scores), abs=0.05)


def test_the_number_in_other_writing_is_marked_and_told(retriever: Retriever) -> None:
    question = understand("罚300元以上的行为")
    hit = retriever.find(question, 1).hits[0]
    assert any("三百元以上" in hit.quote[start:end] for start, end in marks(question, hit.quote))
    assert any("三百元以上" in word for word in why(question, hit).matched)
    assert Path(hit.document.path).name == "law.md"


def test_only_another_year_is_named_as_the_reason(retriever: Retriever) -> None:
    last, this = (answer(retriever, f"{year}高铁票价涨了多少元？") for year in ("去年", "今年"))
    assert last.declined
    assert this.declined
    assert last.reason == f"找到的文件没有说到{date.today().year - 1}年。"
    assert "年" not in this.reason
