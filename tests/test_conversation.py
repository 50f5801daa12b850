"""A conversation kept by the browser comes back whole; taken away, nothing in it is markup."""

import io
import json
import re
from dataclasses import replace
from pathlib import Path

import docx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa import ask
from qa.reference import reference
from qa.render import answer_html
from qa.retrieve import Retriever
from web.choices import choices, narrowed
from web.conversation import MOST_RELATED, Turn, from_json, to_json
from web.export import to_markdown, to_word

DOCTORS = "博士毕业生安家补助多少"
PORK = "1999年的红烧肉多少钱？"


@pytest.fixture(scope="module")
def turns(small: Path) -> list[Turn]:
    store = small / "store"
    filters = {"date": "2024"}
    return [
        Turn(DOCTORS, {}, ask(DOCTORS, store)),
        Turn("", {}, None, "the question is empty"),
        Turn("贷款贴息", filters, ask("贷款贴息", store, filters)),
        Turn(PORK, {}, ask(PORK, store, ignore=["place"]), ignored=("place",)),
        Turn("渔船换发动机补助多少钱", {}, ask("渔船换发动机补助多少钱", store)),
    ]


def test_what_is_kept_comes_back(turns: list[Turn], small: Path) -> None:
    """All but questions that went wrong; it looks the same, page numbers and reasons included."""
    back = from_json(to_json(turns), Retriever(small / "store").store)
    answered = [turn for turn in turns if turn.answer]
    assert [(turn.id, turn.question, turn.filters, turn.ignored) for turn in back] == [
        (turn.id, turn.question, turn.filters, turn.ignored) for turn in answered
    ]
    for before, after in zip(answered, back, strict=True):
        assert before.answer is not None
        assert after.answer is not None
        expected = before.answer.to_dict()
        assert after.answer.to_dict() == expected | {"related": expected["related"][:MOST_RELATED]}
        assert [hit.signals for hit in after.answer.citations] == [hit.signals for hit in before.answer.citations]
        shown = [answer_html(turn.answer, turn.filters, "", turn.ignored, True) for turn in (before, after)]
        assert shown[0] == shown[1]
    assert to_json(back) == to_json(turns)


def test_own_terms_come_back_and_a_day_that_is_none_is_left_out(turns: list[Turn], small: Path) -> None:
    first = turns[0]
    assert first.answer is not None
    own = replace(first.answer, citations=tuple(replace(hit, own=("安家补助",)) for hit in first.answer.citations))
    odd = replace(first, filters={"as_of": "zzz"})
    (back,) = from_json(to_json([replace(first, answer=own), odd]), Retriever(small / "store").store)
    assert back.answer is not None
    assert [hit.own for hit in back.answer.citations] == [("安家补助",)] * len(own.citations)


def test_a_document_that_is_gone_is_known_by_what_was_kept(turns: list[Turn], shipped: Path) -> None:
    (turn, *_) = from_json(to_json(turns[:1]), Retriever(shipped).store)
    assert turn.answer is not None
    assert turns[0].answer is not None
    assert turn.answer.citations[0].quote == turns[0].answer.citations[0].quote
    assert reference(turn.answer.citations[0]) == reference(turns[0].answer.citations[0])


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=5,
)


@given(st.data())
def test_whatever_the_browser_says_is_shown_or_left_out(turns: list[Turn], small: Path, data: st.DataObject) -> None:
    """Any value in place of any part: no error, and no quote that does not stand in its document."""
    store = Retriever(small / "store").store if not _stores else _stores[0]
    _stores[:] = [store]
    kept = json.loads(to_json(turns[:1]))
    place = kept
    while isinstance(place, dict | list) and place:
        keys = list(place) if isinstance(place, dict) else list(range(len(place)))
        key = data.draw(st.sampled_from(keys))
        if not isinstance(place[key], dict | list) or not place[key] or data.draw(st.booleans()):
            place[key] = data.draw(VALUES)
            break
        place = place[key]
    for turn in from_json(json.dumps(kept), store):
        assert turn.answer is not None
        for hit in turn.answer.citations:
            assert not hit.document.text or hit.document.text[hit.start : hit.end] == hit.quote
        try:
            assert answer_html(turn.answer, turn.filters, "", turn.ignored, True)
        except ValueError:
            pytest.fail("it cannot be shown")


_stores: list[object] = []


@given(st.text(max_size=60), st.text("<>&*_`#[]()!|~\\-+.1 \n甲乙", max_size=60))
def test_nothing_that_is_taken_away_is_markup(turns: list[Turn], question: str, quote: str) -> None:
    answer = turns[0].answer
    assert answer is not None
    said = Turn(question, {}, replace(answer, citations=(replace(answer.citations[0], quote=quote),)))
    text = to_markdown([said])
    quoted = "\n".join(line.removeprefix("> ") for line in text.split("\n") if line.startswith("> "))
    assert re.sub(r"\\(.)", r"\1", quoted) == f"{quote} [1]"
    assert not re.search(r"(?<!\\)(?:\\\\)*[<`*_\[]", quoted)
    written = [paragraph.text for paragraph in docx.Document(io.BytesIO(to_word([said]))).paragraphs]
    assert f"{quote} [1]" in written


def test_the_filters_offer_what_the_documents_have(shipped: Path, small: Path) -> None:
    assert choices(Retriever(shipped).store.documents) == {
        "title": ["浙江促进县域创新驱动发展的举措"],
        "region": ["浙江省"],
        "issuer": ["浙江省政府办公厅"],
        "kind": ["举措"],
        "date": ["2022"],
        "validity": ["现行"],
    }
    assert set(choices(Retriever(small / "store").store.documents)["title"]) == {
        "甲市支持企业融资的若干措施",
        "乙县引进人才办法",
        "某县渔业办法",
    }
    assert narrowed(["", None, " 甲 ", " ", "2022", None]) == {"issuer": "甲", "date": "2022"}
