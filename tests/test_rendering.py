"""What the page shows is text: no word of a document, a question or a filter becomes markup."""

from html import unescape

from hypothesis import given
from hypothesis import strategies as st
from lxml import html

from corpus.records import Document, Measure
from qa.citation import Hit
from qa.listing import documents_html, hits_html, marked_html
from qa.opened import document_html
from qa.question import understand
from qa.rank import Signals
from qa.render import answer_html, error_html, feedback_html, question_html
from qa.reply import Answer
from qa.understood import KINDS, Understood

HOSTILE = "<img src=x onerror=alert(1)>\"'&lt;<script>"
hostile = st.text("<>\"'&=/ a甲\n", max_size=20) | st.just(HOSTILE)
ALLOWED = set(
    "a article b blockquote br button dd details div dl dt form h2 input li mark ol p span summary ul".split()
    + "table td th tr".split()
)


def plain(shown: str) -> None:
    """Only our own elements, and none of their attributes runs anything."""
    for element in html.fragment_fromstring(shown, create_parent="div").iter():
        assert element.tag in ALLOWED, shown
        for name, value in element.attrib.items():
            assert not name.startswith("on"), shown
            assert not value.strip().lower().startswith("javascript:"), shown


@given(hostile, hostile, hostile)
def test_nothing_becomes_markup(title: str, heading: str, quote: str) -> None:
    text = f"甲{quote}乙"
    document = Document(
        "1", title, title, text, source=title, issuers=(title,), number=heading, region=heading, validity=title
    )
    measure = Measure(heading, (title,), 0, len(text), text)
    hit = Hit(1.0, document, measure, quote, 1, 1 + len(quote), Signals(0.5))
    asked = understand(f"甲乙{title}")
    answer = Answer(asked.text, True, "zh", quote, (hit,), False, "", (hit,), 1, 0.5, (heading,))
    told = (Understood("document", title, heading), Understood("number", quote, title))
    declined = Answer(asked.text, False, "zh", title, (), True, title, (hit,), 1, 0.5, understood=told)
    for shown in (
        question_html(title),
        error_html(title),
        answer_html(answer, {"title": title, heading: quote}, feedback_html(title)),
        answer_html(declined),
        answer_html(declined, ignored=KINDS, last=True),
        hits_html(asked, [hit], True, told),
        documents_html([document], 2),
        document_html(document, [measure], 1, 1 + len(quote)),
    ):
        plain(shown)


@given(st.text(max_size=30), st.lists(st.integers(0, 30), max_size=6, unique=True))
def test_a_marked_quote_is_still_the_quote(text: str, cuts: list[int]) -> None:
    ends = sorted(min(cut, len(text)) for cut in cuts)
    spans = list(zip(ends[::2], ends[1::2], strict=False))
    shown = marked_html(text, spans)
    assert unescape(shown.replace('<mark class="pq-word">', "").replace("</mark>", "")) == text
    assert shown.count("<mark") == len(spans)


marked_up = st.lists(
    st.sampled_from(["# ", "## ", "**", "<!--", "-->", "<b>", "甲乙", " ", "\n", "*", "&amp;"]), max_size=14
)


@given(marked_up.map("".join), st.integers(0, 40), st.integers(0, 40))
def test_a_document_is_shown_to_the_last_character_whatever_its_marks(text: str, one: int, other: int) -> None:
    """A browser drops nothing of what is in it either: `tests/test_page.py` copies it there."""
    start, end = sorted((min(one, len(text)), min(other, len(text))))
    shown = document_html(Document("1", "甲", "甲", text), [], start, end)
    plain(shown)
    (pane,) = html.fragment_fromstring(shown).find_class("pq-text")
    assert pane.text_content() == text
    assert ["".join(mark.itertext()) for mark in pane.iter("mark")] == [text[start:end]] * (start < end)


def test_marks_of_a_text_step_back() -> None:
    text = "# 甲 办法\n\n一、**减税** 2 ** 3 #5 ##"
    start = text.index("减税")
    shown = document_html(Document("1", "甲", "甲", text), [], start - 3, start + 1)
    (pane,) = html.fragment_fromstring(shown).find_class("pq-text")
    dressed = {name: [e.text for e in pane.find_class(f"pq-{name}")] for name in ("sign", "strong")}
    assert dressed == {"sign": ["# ", "**", "**"], "strong": ["甲 办法", "减", "税"]}
    assert [mark.text_content() for mark in pane.iter("mark")] == ["、**减"]
