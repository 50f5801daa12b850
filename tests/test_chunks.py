"""Chunks: pieces of one measure, none too long, nothing lost, every offset exact."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.chunk import LONGEST_CHUNK, chunk_measures
from corpus.measures import find_measures
from corpus.records import Chunk, Measure
from tests.documents import sentence

texts = st.one_of(
    st.lists(sentence, min_size=1, max_size=60).map("".join),
    st.lists(sentence, min_size=1, max_size=60).map("\n\n".join),
    st.text(alphabet="县", min_size=1, max_size=900),
    st.text(alphabet="县市，。；、 \n\u3000.a1", min_size=1, max_size=900),
    st.text(alphabet=" \n\t县", min_size=1, max_size=900),
)


def lay_out(contents: list[str]) -> tuple[str, list[Measure]]:
    """A document with these measures, headings between them."""
    text, measures = "", []
    for number, content in enumerate(contents):
        text += f"标题{number}\n"
        content = content.strip() or "空"
        measures.append(Measure(f"标题{number}", ("上级",), len(text), len(text) + len(content), content))
        text += f"{content}\n"
    return text, measures


@given(st.lists(texts, min_size=1, max_size=3), st.sampled_from([1, 7, 60, LONGEST_CHUNK]))
def test_every_chunk_is_where_it_says_and_nothing_is_lost(contents: list[str], size: int) -> None:
    text, measures = lay_out(contents)
    chunks = chunk_measures(measures, "文件", size)
    covered = [False] * len(text)
    previous = 0
    for chunk in chunks:
        measure = measures[chunk.measure]
        assert previous <= chunk.start < chunk.end
        assert measure.start <= chunk.start < chunk.end <= measure.end
        assert text[chunk.start : chunk.end] == chunk.text == chunk.text.strip()
        assert len(chunk.text) <= size
        assert chunk.context == f"文件 上级 标题{chunk.measure}"
        covered[chunk.start : chunk.end] = [True] * len(chunk.text)
        previous = chunk.end
    for measure in measures:
        missing = [text[i] for i in range(measure.start, measure.end) if not covered[i]]
        assert not "".join(missing).strip()


@given(st.lists(texts, min_size=1, max_size=4))
def test_a_measure_that_fits_is_one_chunk(contents: list[str]) -> None:
    _, measures = lay_out([content[:LONGEST_CHUNK] for content in contents])
    assert chunk_measures(measures) == [
        Chunk(number, m.start, m.end, m.text, f"上级 {m.title}") for number, m in enumerate(measures)
    ]


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("甲甲甲。\n\n乙乙乙。", ["甲甲甲。", "乙乙乙。"]),
        ("甲甲，甲。乙乙，乙。", ["甲甲，甲。", "乙乙，乙。"]),
        ("甲甲甲，乙乙乙，丙", ["甲甲甲，", "乙乙乙，丙"]),
        ("甲乙丙丁戊己庚", ["甲乙丙丁戊己", "庚"]),
        ("3.5万，丙丁戊己", ["3.5万，", "丙丁戊己"]),
    ],
)
def test_cuts_prefer_paragraphs_then_sentences_then_clauses(text: str, pieces: list[str]) -> None:
    measure = Measure("标题", (), 5, 5 + len(text), text)
    assert [chunk.text for chunk in chunk_measures([measure], size=6)] == pieces


def test_chunks_of_a_document_that_was_read() -> None:
    text = f"第一章 总则\n第一条　{'支持小企业。' * 100}\n第二条　期限三年。\n"
    chunks = chunk_measures(find_measures(text), "办法")
    assert [chunk.measure for chunk in chunks] == [0, 0, 1]
    assert [chunk.context for chunk in chunks] == ["办法 第一章 总则 第一条"] * 2 + ["办法 第一章 总则 第二条"]
    assert [text[chunk.start : chunk.end] for chunk in chunks] == [
        "支持小企业。" * 66,
        "支持小企业。" * 34,
        "期限三年。",
    ]


def test_a_chunk_amid_a_table_is_found_by_its_header() -> None:
    rows = [f"{number}类企业 | {number}万元 | 县财政局" for number in range(1, 7)]
    table = ["档次 | 补助 | 由谁拨付", *rows]
    text = "\n".join(["标准如下。", *table, "另行公布的除外。"])
    chunks = chunk_measures([Measure("二、标准", (), 0, len(text), text)], "办法", 40)
    assert [(chunk.text, chunk.context) for chunk in chunks] == [
        (f"标准如下。\n{table[0]}\n{rows[0]}", "办法 二、标准"),
        (f"{rows[1]}\n{rows[2]}", f"办法 二、标准 {table[0]}"),
        (f"{rows[3]}\n{rows[4]}", f"办法 二、标准 {table[0]}"),
        (f"{rows[5]}\n另行公布的除外。", f"办法 二、标准 {table[0]}"),
    ]


def test_a_chunk_amid_a_row_is_found_by_its_beginning() -> None:
    row = "7 | 大型企业 | " + "每户补助一万元，由县财政局拨付。" * 4
    text = f"序号 | 企业 | 补助\n{row}"
    chunks = chunk_measures([Measure("标准", (), 0, len(text), text)], size=60)
    assert [(chunk.text[:6], chunk.context) for chunk in chunks] == [
        ("序号 | 企", "标准"),
        ("7 | 大型", "标准 序号 | 企业 | 补助"),
        ("每户补助一万", "标准 序号 | 企业 | 补助 7 | 大型企业"),
    ]


def test_nothing_gives_nothing() -> None:
    assert chunk_measures([]) == []
