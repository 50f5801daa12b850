"""What is given of a wrong kind, or can match nothing, is refused in words that name it and what to write instead."""

import asyncio
import re
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from corpus.errors import NothingIndexed, QuestionError, StoreMissing
from corpus.records import Document
from index.build import build
from index.filters import published, select
from qa import aask, ask, retrieve
from tests.stores import FINANCE, TALENT, write

QUESTION = "博士安家补助多少？"
BOTH: list[Callable[..., Any]] = [ask, retrieve]
NAMES = "title, region, issuer, kind, number, date, source, path, validity, as_of"
KINDS = "document, number, provision, place, year, day"


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("misuse")
    build([write(folder / "docs", finance=FINANCE, talent=TALENT)], folder / "store")
    return folder / "store"


def refused(call: Callable[..., Any], store: Path, *given: Any, **named: Any) -> str:
    with pytest.raises(QuestionError) as told:
        call(*given, store=store, **named)
    return str(told.value)


@pytest.mark.parametrize(
    ("filters", "message"),
    [
        ({"date": 2021}, "the filter “date” is 2021, not text; write it in quotes, or leave it out"),
        ({"title": None}, "the filter “title” is None, not text; write it in quotes, or leave it out"),
        ({"title": ["a"]}, "the filter “title” is ['a'], not text; write it in quotes, or leave it out"),
        (
            {"as_of": date(2021, 1, 2)},
            "the filter “as_of” is datetime.date(2021, 1, 2), not text; write it in",
        ),
        ({1: "a"}, f"there is no filter “1”; use one of {NAMES}"),
        ("region", "the filters are 'region', not names and values; write {'region': '浙江'}"),
        ([("region", "浙江")], "the filters are [('region', '浙江')], not names and values; write {'region': '浙江'}"),
        ({"validity": "有效"}, "there is no validity “有效”; use one of 现行, 已修订, 已废止, 尚未施行, 已失效"),
        ({"date": "去年"}, "the filter “date” is “去年”, which is no date; write 2021, 2021-09 or 2021-09-29"),
        ({"date": "2021-13"}, "the filter “date” is “2021-13”, which is no date; write 2021, 2021-09 or 2021-09-29"),
    ],
)
def test_filters(store: Path, filters: Any, message: str) -> None:
    for call in BOTH:
        assert refused(call, store, QUESTION, filters=filters).startswith(message)
    assert refused(ask, store, QUESTION, filters=filters, history=["安家"]).startswith(message)


@pytest.mark.parametrize(
    ("history", "message"),
    [
        ("博士？", "the history is '博士？', not a list; write the earlier questions as ['…', '…']"),
        (5, "the history is 5, not a list; write the earlier questions as ['…', '…']"),
        ([1], "an earlier question is 1, not text; write the history as ['…', '…']"),
        ([["a"]], "an earlier question is ['a'], not text; write the history as ['…', '…']"),
    ],
)
def test_the_history(store: Path, history: Any, message: str) -> None:
    assert refused(ask, store, QUESTION, history=history) == message


@pytest.mark.parametrize(
    ("ignore", "message"),
    [
        ("place", f"what to ignore is 'place', not a list; write ['place'], of {KINDS}"),
        (5, f"what to ignore is 5, not a list; write ['place'], of {KINDS}"),
        ([["place"]], f"there is no reading “['place']” to ignore; there are {KINDS}"),
    ],
)
def test_what_to_ignore(store: Path, ignore: Any, message: str) -> None:
    for call in BOTH:
        assert refused(call, store, QUESTION, ignore=ignore) == message
    assert refused(ask, store, QUESTION, ignore=ignore, history=["安家"]) == message


@pytest.mark.parametrize("k", ["3", 2.5, True, None])
def test_how_many(store: Path, k: Any) -> None:
    message = f"{k!r} measures were asked for; ask for a whole number, 1 to 50"
    assert refused(retrieve, store, QUESTION, k=k) == message


@pytest.mark.parametrize(
    ("question", "begins"),
    [
        (None, "the question is None, not text; ask in words"),
        (b"abc", "the question is b'abc', not text; ask in words"),
        ("😀", "the question “😀” has no words; ask in words"),
        ("?", "the question “?” has no words; ask in words"),
        (" \u200b", "the question is empty; ask in words"),
    ],
)
def test_the_question(store: Path, question: Any, begins: str) -> None:
    for call in BOTH:
        assert refused(call, store, question) == f"{begins}, for example “专利可以质押融资吗？”"


def test_nothing_given_is_nothing_asked_for(store: Path) -> None:
    plain = ask(QUESTION, store=store)
    nothing: Any = None
    assert ask(QUESTION, store=store, history=nothing, ignore=nothing, filters=nothing) == plain
    assert asyncio.run(aask(QUESTION, store=store, history=nothing)) == plain
    assert retrieve(QUESTION, store=store, ignore=nothing) == retrieve(QUESTION, store=store)


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        *(("2021", "2021"), ("2021-9", "2021-09"), ("2021/9", "2021-09"), ("2021年9月", "2021-09")),
        *(("2021.9.5", "2021-09-05"), ("２０２１-9-29", "2021-09-29"), ("2021年9月29日", "2021-09-29")),
        *(("2021-", "2021"), ("202", "202"), ("2021年", "2021"), (" 2021-09 ", "2021-09"), ("", "")),
    ],
)
def test_a_date_in_other_writing(given: str, expected: str) -> None:
    assert published(given) == expected


@pytest.mark.parametrize(
    "given", ["2021-0", "2021-02-30", "202-1", "20210929", "2021-09-29-1", "-", "0000-01", "x2021"]
)
def test_what_is_no_date(given: str) -> None:
    with pytest.raises(QuestionError, match=re.escape(f"“{given}”, which is no date")):
        published(given)


@given(st.dates(date(1949, 10, 1), date(2100, 1, 1)), st.integers(1, 40))
@example(date(2021, 9, 29), 1)
def test_a_document_is_found_by_its_date_however_that_is_written(day: date, other: int) -> None:
    days = (day, day + timedelta(days=other))
    documents = [Document(str(n), f"{n}.md", "甲", "", date=d.isoformat()) for n, d in enumerate(days)]
    for written in (f"{day.year}-{day.month}-{day.day}", f"{day.year}年{day.month}月{day.day}日", day.isoformat()):
        assert select(documents, {"date": written}, "2100-12-31") == [0]
    month = [n for n, d in enumerate(days) if (d.year, d.month) == (day.year, day.month)]
    assert select(documents, {"date": f"{day.year}/{day.month}"}, "2100-12-31") == month


def test_remedies_can_be_typed_whatever_the_store_is_called(tmp_path: Path) -> None:
    with pytest.raises(StoreMissing) as missing:
        ask(QUESTION, store=tmp_path / "我的 索引")
    assert str(missing.value).endswith(f"; build it with: python build_index.py --store '{tmp_path}/我的 索引'")


def test_where_nothing_is_indexed_it_says_what_can_be_and_what_still_answers(tmp_path: Path) -> None:
    source, store = tmp_path / "docs", tmp_path / "store"
    source.mkdir()
    wanted = (
        "put .txt .md .markdown .html .htm .mhtml .mht .pdf .docx .xlsx .xlsm .csv .tsv .json .jsonl .zip files there"
    )
    with pytest.raises(NothingIndexed) as told:
        build([source], store)
    assert str(told.value) == f"not one document could be indexed in {source}; {wanted}"
    build([write(source, talent=TALENT)], store)
    (source / "talent.md").write_text("")
    with pytest.raises(NothingIndexed) as told:
        build([source], store)
    assert str(told.value) == (
        f"not one document could be indexed in {source}; {wanted}; generation 1 of the index stays in force\n"
        "  talent.md: holds no text; fill it or remove it"
    )
    assert not ask(QUESTION, store=store).declined
