"""Why a passage was found: the words it shares with the question, where they stand, and which way led to it."""

from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.records import Document, Measure
from corpus.text import normalise
from qa import ask, retrieve
from qa.citation import Citation, Hit
from qa.question import understand
from qa.rank import Signals
from qa.reference import reference
from qa.retrieve import Retriever
from qa.why import marks, shared, why

DOCUMENT = Document("1", "a.md", "甲市人才办法", "博士毕业生安家补助二十万元。")
MEASURE = Measure("第二条", ("第二章 补助",), 0, 14, "博士毕业生安家补助二十万元。")


def hit(cosine: float) -> Hit:
    return Hit(1.0, DOCUMENT, MEASURE, MEASURE.text, 0, 14, Signals(cosine=cosine, coverage=0.25))


def words(question: str, text: str) -> list[str]:
    return [text[start:end] for start, end in shared(question, text)]


@pytest.mark.parametrize(
    ("question", "text", "found"),
    [
        ("博士的安家补助有多少？", "博士毕业生安家补助二十万元", ["博士", "安家补助"]),
        ("博士的安家补助", "博士的安家补助", ["博士的安家补助"]),
        ("專利可以質押融資嗎", "支持用专利权质押融资", ["专利", "质押融资"]),
        ("专利质押", "支持專利質押", ["專利質押"]),
        ("ＡＩ 算力券", "发放ai算力券，AIR 不算", ["ai", "算力券"]),
        ("有什么可以申请的", "什么可以", []),
        ("R&D subsidies for the city", "The R&D of the city", ["R", "D", "city"][2:]),
        ("人才", "人。才", []),
        ("", "补助", []),
    ],
)
def test_shared_words(question: str, text: str, found: list[str]) -> None:
    assert words(question, text) == found


@given(st.text("博士安家补助的ab 。，專专利", max_size=30), st.text("博士安家补助的ab 。，專专利", max_size=30))
def test_what_is_shared_stands_in_both_and_apart(question: str, text: str) -> None:
    spans = shared(question, text)
    assert all(before[1] <= after[0] for before, after in pairwise(spans))
    for start, end in spans:
        assert normalise(text[start:end]) in normalise(question)


def test_policy_terms_are_marked_like_the_words_they_stand_for() -> None:
    asked = understand("开厂缺钱怎么办")
    quote = "拓宽企业融资渠道。"
    assert "融资" in why(asked, Hit(1.0, DOCUMENT, MEASURE, quote, 0, 9)).expansions
    assert "融资" in [quote[start:end] for start, end in marks(asked, quote)]


@pytest.mark.parametrize(
    ("question", "cosine", "way"),
    [
        ("博士补助", 0.9, "both"),
        ("博士补助", 0.1, "words"),
        ("the weather", 0.9, "meaning"),
        ("the weather", 0.0, "meaning"),
    ],
)
def test_the_way(question: str, cosine: float, way: str) -> None:
    told = why(understand(question), hit(cosine))
    assert told.way == way
    assert told.to_dict() == {
        "matched": ["补助", "博士"] if question == "博士补助" else [],
        "expansions": [],
        "similarity": cosine,
        "coverage": 0.25,
        "way": way,
        "position": {
            "rank": 0,
            "headings": ["第二章 补助", "第二条"],
            "article": "第二条",
            "spans": [[0, 2], [7, 9]] if question == "博士补助" else [],
        },
        "shares": {"cosine": cosine, "coverage": 0.125} if question == "博士补助" else told.shares,
        "understood": [],
    }


def test_the_title_and_the_headings_count(small: Path) -> None:
    (found,) = retrieve("甲市专利质押融资", 1, small / "store")
    assert why(understand("甲市专利质押融资"), found).matched == ("专利质押融资", "甲市")


def test_where_a_hit_stands(small: Path) -> None:
    question = "博士的安家补助，人才子女入学"
    hits = retrieve(question, 3, small / "store")
    for rank, hit in enumerate(hits, 1):
        told = why(understand(question), hit)
        assert (told.position.rank, told.position.headings[-1], told.position.article) == (
            rank,
            hit.heading_path[-1],
            hit.article,
        )
        for start, end in told.position.spans:
            assert hit.document.text[hit.start + start : hit.start + end] == hit.quote[start:end]
        words = {hit.quote[start:end] for start, end in told.position.spans}
        assert {word for word in told.matched if word in hit.quote} <= words
        assert sum(told.shares.values()) == pytest.approx(hit.score)


@pytest.mark.parametrize(
    ("question", "way", "understood"),
    [
        ("乙县引进人才办法第二条说什么", "named", ("document", "provision")),
        ("乙县引进人才办法里博士补助多少", "both", ("document",)),
        ("2024年的贷款贴息是多少", "both", ("year",)),
        ("浙江的贷款贴息是多少", "both", ()),
    ],
)
def test_what_the_question_names_tells_why(small: Path, question: str, way: str, understood: tuple[str, ...]) -> None:
    found = Retriever(small / "store").find(understand(question), 1)
    told = why(understand(question), found.hits[0], found.understood)
    assert (told.way, told.understood) == (way, understood)


def test_each_quote_of_an_answer_can_tell_why(small: Path) -> None:
    answer = ask("博士毕业生安家补助多少", small / "store")
    told = why(understand(answer.question), answer.citations[0])
    assert told.matched == ("博士毕业生", "安家补助")
    assert told.similarity == answer.citations[0].signals.cosine > 0


@pytest.mark.parametrize(
    ("document", "measure", "written"),
    [
        (
            Document("1", "a", "甲办法", "", number="甲政〔2022〕6号", date="2022-01-02"),
            Measure("第三条", ("第二章  总则",), 0, 0, ""),
            "《甲办法》（甲政〔2022〕6号）第二章 总则，第三条",
        ),
        (
            Document("1", "a", "甲办法", "", date="2022-01-02"),
            Measure("第三条", (), 0, 0, ""),
            "《甲办法》（2022-01-02）第三条",
        ),
        (
            Document("1", "a", "《甲办法》", "", pages=(0,)),
            Measure("支持专利", (), 0, 0, ""),
            "《甲办法》支持专利，第1页",
        ),
    ],
)
def test_a_citation_as_a_reference(document: Document, measure: Measure, written: str) -> None:
    assert reference(Citation(1.0, document, measure, "", 0, 0)) == written
