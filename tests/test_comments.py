"""Comments of a Markdown file are no part of its text, and what they part stays apart."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.load import File, load
from corpus.readers import read
from tests.documents import found

LAW = "第一条　每户一万元。\n第二条　分两年发放。\n"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("甲\n<!-- TABLE -->\n乙\n", "甲\n乙\n"),
        ("甲\n  <!-- a\n\nb -->  \n乙\n", "甲\n  乙\n"),
        ("甲<!-- 注 -->乙\n", "甲乙\n"),
        ("甲\n<!-- 注 --> 乙\n", "甲\n 乙\n"),
        ("甲\n<!-- 一 --><!-- 二 -->\n乙\n", "甲\n乙\n"),
        ("<!-- 一 -->\n甲", "甲"),
        ("甲\n<!-- 一 -->", "甲\n"),
        ("甲 <!-- 未完\n乙\n", "甲 <!-- 未完\n乙\n"),
        ("甲 --> 乙\n", "甲 --> 乙\n"),
        ("甲<!-->乙\n", "甲<!-->乙\n"),
    ],
)
def test_comments_are_left_out(tmp_path: Path, text: str, expected: str) -> None:
    path = tmp_path / "文.md"
    path.write_text(text, encoding="utf-8")
    assert read(path).text == expected
    path = path.rename(tmp_path / "文.txt")
    assert read(path).text == text


@given(st.lists(st.sampled_from(["甲乙", "\n", "<!-- 注 -->", "<!-- a\nb -->"]), max_size=12))
def test_what_is_no_comment_stays(tmp_path_factory: pytest.TempPathFactory, parts: list[str]) -> None:
    path = tmp_path_factory.mktemp("comments") / "文.md"
    path.write_text("头" + "".join(parts), encoding="utf-8")
    kept = "头" + "".join(part for part in parts if not part.startswith("<"))
    assert "".join(read(path).text.split()) == "".join(kept.split())


def test_the_comment_that_ends_the_head_of_a_law(tmp_path: Path) -> None:
    path = tmp_path / "文.md"
    head = "# 甲县渔业条例\n\n2020年1月2日 甲县第一次会议通过\n\n本条例由县渔业局解释的说明\n\n"
    path.write_text(f"{head}<!-- INFO END -->\n\n{LAW}", encoding="utf-8")
    document, _ = load(File(path, "文.md"))
    assert document.text == f"{head}\n{LAW}"
    assert found(path) == [("第一条", (), "每户一万元。"), ("第二条", (), "分两年发放。")]


@pytest.mark.parametrize(
    "day", ["2022-03-18", "2022年3月18日", "（2022年3月18日）", "2022-03-18 09:30", "二〇二二年三月十八日"]
)
@pytest.mark.parametrize("title", ["# 甲县渔业扶持办法", "甲县渔业扶持办法"])
def test_a_day_alone_below_the_title_is_its_date(tmp_path: Path, title: str, day: str) -> None:
    path = tmp_path / "文.md"
    path.write_text(f"{title}\n\n{day}\n\n每户一万元，分两年发放。\n", encoding="utf-8")
    document, measures = load(File(path, "文.md"))
    assert (document.title, document.date) == ("甲县渔业扶持办法", "2022-03-18")
    assert [measure.text for measure in measures] == ["每户一万元，分两年发放。"]
