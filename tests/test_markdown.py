"""The marks of Markdown are no part of its text; headings, tables, lists, code and literal stars stay."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.load import File, load
from corpus.readers import read
from corpus.readers.markdown import without_marks
from tests.documents import found


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("**Q：证是外省的，认不认？**", "Q：证是外省的，认不认？"),
        ("简单说：**考了证，给你发钱。**这笔钱从**基金**里出。", "简单说：考了证，给你发钱。这笔钱从基金里出。"),
        ("累计缴费满**12个月**", "累计缴费满12个月"),
        ("由__县财政局__发", "由__县财政局__发"),
        ("由 __县财政局__ 发", "由 县财政局 发"),
        ("***新：* 有*无人机驾驶员、养老护理员*；", "***新：* 有*无人机驾驶员、养老护理员*；"),
        ("新进的有：*无人机驾驶员、养老护理员*；", "新进的有：无人机驾驶员、养老护理员；"),
        ("***又粗又斜***", "又粗又斜"),
        ("**先 *后* 发**", "先 后 发"),
        ("~~旧标准500元~~ 新标准800元", "新标准800元"),
        ('见[实施细则](https://甲.example/a_(1).html "细则")第三条', "见实施细则第三条"),
        ("**[办法](办法.md)**", "办法"),
        ("图![二维码](a.png)扫码", "图扫码"),
        ("# **甲县补贴办法**", "# 甲县补贴办法"),
        ("| 高级 | **3000元** |", "| 高级 | 3000元 |"),
        ("1. **证对了**：初级", "1. 证对了：初级"),
        ("- *注：初级*", "- 注：初级"),
    ],
)
def test_marks_go_and_words_stay(line: str, said: str) -> None:
    assert without_marks(f"{line}\n") == f"{said}\n"


@pytest.mark.parametrize(
    "line",
    [
        "面积3*5和4*6米",
        "2**3是8，3**2是9",
        "长*宽*高",
        "张**、李**、王**",
        "号码330***********1234",
        "带*的为必填，带**的为选填",
        "* 一项\n* 两项",
        "未完的**粗体",
        "`**参数**`不变",
        "```\n**甲**\n---\n```",
        "甲_乙_丙、a_b_c",
        "姓名：____ 电话：____",
        "10~20元、30~40元",
        "（*）为必填（*）",
        r"\*不是\*",
        "见[附件](略)，注[1](3)",
        "| :---: | ---: |",
        "收入>500元",
    ],
)
def test_what_only_looks_like_a_mark_stays(line: str) -> None:
    assert without_marks(line) == line


def test_lines_of_marks_go(tmp_path: Path) -> None:
    path = tmp_path / "文.md"
    path.write_text(
        "# 甲县补贴办法\n\n> 说明：本文是转述。\n\n第一条　**每户**一万元。\n\n---\n* * *\n![](a.png)\n\n"
        "> 依据：《甲县**财政**办法》\n>\n> 第三条。\n\n>60周岁的，两万元。\n第二条　分两年发放。\n",
        encoding="utf-8",
    )
    document, measures = load(File(path, "文.md"))
    assert document.text == (
        "# 甲县补贴办法\n\n> 说明：本文是转述。\n\n第一条　每户一万元。\n\n\n"
        "依据：《甲县财政办法》\n\n第三条。\n\n>60周岁的，两万元。\n第二条　分两年发放。\n"
    )
    assert [measure.title for measure in measures] == ["第一条", "第二条"]
    assert found(path)[1] == ("第二条", (), "分两年发放。")
    assert read(path.rename(tmp_path / "文.txt")).text.count("**") == 4


def test_what_stands_above_a_law_ends_where_it_did(tmp_path: Path) -> None:
    path = tmp_path / "文.md"
    path.write_text("# **甲县条例**\n<!-- INFO END -->\n第一条　**甲**。\n", encoding="utf-8")
    source = read(path)
    assert (source.text[: source.head], source.text[source.head :]) == ("# 甲县条例\n", "第一条　甲。\n")


@given(st.lists(st.sampled_from(["甲乙", "，", " ", "\n", "12", "ab", "（", "）", "#", "|"]), max_size=20))
def test_text_without_marks_stays(parts: list[str]) -> None:
    text = "".join(parts)
    assert without_marks(text) == text


@given(st.text(alphabet="甲乙1a*_~`>[]()!./\\|-。 \n", max_size=60))
def test_no_word_is_lost_or_made(text: str) -> None:
    def words(text: str) -> str:
        return "".join(mark for mark in text if mark in "甲乙")

    said = without_marks(text)
    if "](" not in text:
        assert words(said) == words(text)
    assert "".join(said.split()) in "".join(text.split()) or len(said) < len(text)


@pytest.mark.parametrize(
    "mark", ["*", "**", " *a", "_", " __a", "`", "~~", "[", "[a](", "![](", "> ", "(", "**甲", "-"]
)
def test_the_time_it_takes_grows_with_the_text(mark: str) -> None:
    without_marks(mark * (200_000 // len(mark)))
