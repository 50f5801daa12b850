"""Documents in English: their headings, their sentences, and what is asked of them in either language."""

from pathlib import Path

import pytest

from corpus.articles import article_label
from corpus.measures import find_measures
from corpus.text import sentence_spans
from index.build import build
from qa.answer import answer
from qa.retrieve import Retriever
from tests.documents import described, found

RULES = """TOWN OF MILL LADE
MARKET STALL REGULATIONS 2024
Regulation No. 3 of 2024, in force from 1 May 2024

CHAPTER I - GENERAL

Article 1 - Purpose
These Regulations set out who may hold a stall at the weekly market and what a holder
of one has to observe.

Article 2 - Definitions
In these Regulations:
(a) "stall" means a place of up to 6 square metres let for one day;
(b) "holder" means the person to whom it is let.

CHAPTER II - STALLS

Article 3 - Application
1. An application shall be made on Form M-2 at least 14 days before the day of the market.
2. The Office decides within five working days. If it does not, the stall is deemed to have been let,
provided that the fee under Article 4 has been paid.

Article 4 - Fees
Table 1: Fees for a day (pounds)
Kind | Under cover | In the open
Food | 35 | 20
Crafts | 25 | 15

Article 5 - Duties
The holder shall provide:
(a) a fire blanket;
(b) a first-aid kit; and
(c) a bin with a lid.
Music is allowed from 9.30 a.m. to 4 p.m. on weekdays.

Article 6 - Penalties
(a) trading without a stall: $300 for a first offence;
(b) breach of Article 5: $50 for each missing item.
A penalty paid within 14 days is reduced by 30 per cent.

Q1. I sell my own honey. Do I pay for food?
A. No. Honey from your own hives counts as crafts.
Q2. May I share a stall?
A. Yes, with one other person, who must be named on the form.
"""


@pytest.fixture(scope="module")
def rules(tmp_path_factory: pytest.TempPathFactory) -> Retriever:
    folder = tmp_path_factory.mktemp("english")
    (folder / "rules").mkdir()
    (folder / "rules" / "stalls.txt").write_text(RULES, encoding="utf-8")
    build([folder / "rules"], folder / "store")
    return Retriever(folder / "store")


def test_its_articles_stand_under_its_chapters_and_its_questions_are_headings() -> None:
    assert [(measure.heading_path, measure.title) for measure in find_measures(RULES)][1:] == [
        (("CHAPTER I - GENERAL",), "Article 1 - Purpose"),
        (("CHAPTER I - GENERAL",), "Article 2 - Definitions"),
        (("CHAPTER II - STALLS",), "Article 3 - Application"),
        (("CHAPTER II - STALLS",), "Article 4 - Fees"),
        (("CHAPTER II - STALLS",), "Article 5 - Duties"),
        (("CHAPTER II - STALLS",), "Article 6 - Penalties"),
        (("CHAPTER II - STALLS",), "Q1. I sell my own honey. Do I pay for food?"),
        (("CHAPTER II - STALLS",), "Q2. May I share a stall?"),
    ]


def test_what_only_speaks_of_an_article_is_no_heading() -> None:
    text = "Article 1 Scope\nWhoever is in breach of\nArticle 5 shall pay a fine.\nPart of the fee is returned.\n"
    assert [measure.title for measure in find_measures(text)] == ["Article 1 Scope"]


def test_a_statute_has_its_text_behind_the_number() -> None:
    text = "PART I\nSection 1. No person shall keep bees without a licence.\nSection 2. A licence costs $40.\n"
    assert [(measure.heading_path, measure.title, measure.text) for measure in find_measures(text)] == [
        (("PART I",), "Section 1", "No person shall keep bees without a licence."),
        (("PART I",), "Section 2", "A licence costs $40."),
    ]


@pytest.mark.parametrize(
    ("text", "titles"),
    [
        (
            "CHAPTER 5\nSection 1. No person shall smoke.\nSection 2. Exemptions\nHomes are.\nSec. 3. It ends.\n",
            ["Section 1", "Section 2. Exemptions", "Sec. 3"],
        ),
        (
            "1. Eviction\nThe landlord of a home must serve notice under\nSection 21 Housing Act.\n2. Rent\nIt is.\n",
            ["1. Eviction", "2. Rent"],
        ),
        ("ARTICLE I\nThe name is X.\nARTICLE II\nMembers are many.\n", ["ARTICLE I", "ARTICLE II"]),
        (
            "第一条 考试包括听力。\nSection 1. Listening 共10题\nPart I Listening\n第二条 考生应当按时到场。\n",
            ["第一条", "第二条"],
        ),
    ],
)
def test_what_stands_under_which_heading(text: str, titles: list[str]) -> None:
    assert [measure.title for measure in find_measures(text)] == titles


def test_an_article_is_known_by_its_number() -> None:
    assert (
        article_label("Article 12 - Duties")
        == article_label("ARTICLE 12")
        == article_label("第十二条 职责")
        == "第十二条"
    )
    assert article_label("Article 12(3)") == article_label("Particle 12") == article_label("Section 5.1") == ""


def test_the_title_stands_below_the_office() -> None:
    assert described("TOWN OF MILL LADE\nMARKET STALL REGULATIONS 2024\n").title == "MARKET STALL REGULATIONS 2024"
    assert described("Guidance for the Town Council\n").title == "Guidance for the Town Council"


SENTENCES = (
    "See No. 5 and para. 3 for details.",
    "Music is allowed from 9.30 a.m. to 4 p.m. on weekdays.",
    "Dr. Lee and Mrs. Wong decide.",
    "This does not apply to e.g. food.",
    "A1. Yes, if it is dry.",
    "The answer is No.",
    "The Office decides within five working days of the day on which all documents\nhave been received.",
    "Premises shall be kept in a state that is fit for the sale of food, and the Town\nCouncil may inspect them.",
)


@pytest.mark.parametrize("sentence", SENTENCES)
def test_a_sentence_is_whole(sentence: str) -> None:
    text = f"{sentence} Another one follows."
    assert [text[start:end] for start, end in sentence_spans(text)] == [sentence, "Another one follows."]


@pytest.mark.parametrize(
    "lines",
    [
        "The holder shall provide:\n(a) a fire blanket;\n(b) a bin.",
        "Whoever holds a stall at the weekly market of the town has to see to\n1. cleanliness.",
        "Whoever holds a stall at the weekly market of the town has to see to\nArticle 5 - Duties",
        "CHAPTER II - WHAT THE HOLDER OF A STALL AT THE WEEKLY MARKET HAS TO SEE TO\nThe holder cleans it.",
        "Department of Health and Welfare, Centre for the Protection of Health\n申请人须提交身份证。",
        "It covers the cost of the purchase of equipment and of installation\nHow to apply",
        "Fee for a day   25 pounds in all, and more than that\nin the open   15 pounds",
    ],
)
def test_other_lines_are_not_joined(lines: str) -> None:
    spans = [lines[start:end] for start, end in sentence_spans(lines)]
    assert spans == lines.split("\n")


def test_it_answers_in_either_language(rules: Retriever) -> None:
    application = "1. An application shall be made on Form M-2 at least 14 days before the day of the market."
    quotes = {
        "How long before the market do I have to apply?": application,
        "申请摊位要提前多少天？": application,
        "Which things must the holder provide?": "provide:\n(a) a fire blanket;\n(b) a first-aid kit; and",
        "How much is a stall for crafts?": "Table 1: Fees for a day (pounds)\nKind | Under cover | In the open",
    }
    for question, quote in quotes.items():
        said = answer(rules, question)
        assert any(quote in citation.quote for citation in said.citations), question
        for citation in said.citations:
            assert citation.document.text[citation.start : citation.end] == citation.quote


def test_its_articles_and_chapters_are_looked_up(rules: Retriever) -> None:
    for question in ("What does Article 5 say?", "第五条讲什么？"):
        (citation,) = answer(rules, question).citations
        assert citation.quote.startswith("The holder shall provide:\n(a) a fire blanket;")
        assert citation.measure.title == "Article 5 - Duties"
    said = answer(rules, "Chapter II")
    assert "Note: CHAPTER II - STALLS has 4 articles (Article 3 to Article 6)." in said.notices


def test_a_page_of_questions_in_english(tmp_path: Path) -> None:
    page = tmp_path / "faq.txt"
    page.write_text("Parking permits\nQuestion 1: Who may apply?\nAnswer: Residents.\nQuestion 2: What is the fee?\n"
                    "Answer: It is free of charge.\n", encoding="utf-8")  # fmt: skip
    assert [(title, text) for title, _, text in found(page)] == [
        ("Question 1: Who may apply?", "Answer: Residents."),
        ("Question 2: What is the fee?", "Answer: It is free of charge."),
    ]
