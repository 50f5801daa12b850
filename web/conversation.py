"""A conversation: what was asked and answered, as the browser keeps it and the server takes it up again."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any
from uuid import uuid4

from corpus.errors import QuestionError
from corpus.records import Document, Measure
from corpus.validity import validity_on
from index.filters import FILTERS, day_of
from index.opening import OpenStore
from qa.citation import Hit
from qa.rank import Signals
from qa.reply import Answer
from qa.understood import KINDS, Kind, Understood

MOST_TURNS = 200
"""Of a conversation that is taken up again."""
MOST_RELATED = 3
"""Measures kept of an answer beside its quotes."""

_PARTS = {name for name in Answer.__dataclass_fields__ if name not in ("citations", "related", "notices", "understood")}


@dataclass(frozen=True, slots=True)
class Turn:
    """A question as typed, with what came of it: an answer, or what went wrong.

    Attributes:
        ignored: what it names and is not heeded, see `qa.understood`.
    """

    question: str
    filters: Mapping[str, str] = field(default_factory=dict)
    answer: Answer | None = None
    error: str = ""
    ignored: tuple[Kind, ...] = ()
    id: str = field(default_factory=lambda: uuid4().hex)


def to_json(turns: Sequence[Turn]) -> str:
    """What the browser keeps: the answered questions, without the texts of the documents."""
    return json.dumps([_told(turn, turn.answer) for turn in turns if turn.answer], ensure_ascii=False)


def from_json(kept: str, store: OpenStore) -> list[Turn]:
    """The conversation again; what the browser says is not believed, and what cannot be read is left out.

    Args:
        store: where the documents are looked up; what it no longer holds is known by the kept facts alone.
    """
    try:
        rows = json.loads(kept)
    except (ValueError, RecursionError):
        return []
    turns = []
    for row in rows[-MOST_TURNS:] if isinstance(rows, list) else ():
        try:
            turns.append(_turn(row, store))
        except (KeyError, TypeError, ValueError, AttributeError, QuestionError):
            continue
    return turns


def number_of(store: OpenStore, id: str) -> int | None:  # noqa: A002
    """The number of a document of this id, None where the store has none."""
    return next((number for number, document in enumerate(store.documents) if document.id == id), None)


def _told(turn: Turn, answer: Answer) -> dict[str, Any]:
    facts = answer.to_dict()
    for name, hits in (("citations", answer.citations), ("related", answer.related[:MOST_RELATED])):
        facts[name] = [
            hit.to_dict()
            | {"signals": [getattr(hit.signals, part) for part in Signals.__dataclass_fields__], "rank": hit.rank}
            | {"own": hit.own}
            for hit in hits
        ]
    told = {"question": turn.question, "filters": dict(turn.filters), "ignored": turn.ignored}
    return {"id": turn.id, **told, "answer": facts}


def _turn(row: Any, store: OpenStore) -> Turn:
    facts = row["answer"]
    texts = [row["question"], row["id"], *row["filters"].values(), *facts["notices"]]
    texts += [facts[name] for name in ("question", "text", "reason")]
    if not all(isinstance(text, str) for text in texts) or facts["language"] not in ("zh", "zh-Hant", "en"):
        raise TypeError
    answer = Answer(
        **{name: facts[name] for name in _PARTS},
        citations=tuple(_hit(hit, store) for hit in facts["citations"]),
        related=tuple(_hit(hit, store) for hit in facts["related"]),
        notices=tuple(facts["notices"]),
        understood=tuple(_understood(one) for one in facts.get("understood", ())),
    )
    filters = {name: value for name, value in row["filters"].items() if name in FILTERS}
    day_of(filters)
    ignored = tuple(kind for kind in KINDS if kind in row.get("ignored", ()))
    return Turn(row["question"], filters, answer, ignored=ignored, id=row["id"][:64])


def _understood(told: Any) -> Understood:
    if told["kind"] not in KINDS or not all(isinstance(told[name], str) for name in ("words", "meant")):
        raise TypeError
    return Understood(told["kind"], told["words"], told["meant"])


def _hit(facts: Any, store: OpenStore) -> Hit:
    titles = [facts["measure"]["title"], *facts["measure"]["heading_path"]]
    quote, start, end = facts["quote"], int(facts["start"]), int(facts["end"])
    article = facts.get("article", "")
    document = _document(facts["document"], store)
    rank = facts.get("rank", 0)
    if not all(isinstance(text, str) for text in (quote, article, *titles)) or not isinstance(rank, int):
        raise TypeError
    if document.text and document.text[start:end] != quote:
        raise ValueError
    measure = Measure(titles[0], tuple(titles[1:]), start, end, quote)
    signals = Signals(*(float(value) for value in facts["signals"]))
    own = tuple(str(term) for term in facts.get("own", ()))
    return Hit(float(facts["score"]), document, measure, quote, start, end, signals, rank, stated=article, own=own)


def _document(facts: Any, store: OpenStore) -> Document:
    number = number_of(store, facts["id"])
    if number is not None:
        return current(store.document(number))
    known = {name: facts[name] for name in ("id", "path", "title", "date", "number", "region")}
    if not all(isinstance(text, str) for text in known.values()):
        raise TypeError
    return Document(**known, text="")


def current(document: Document) -> Document:
    """A document with its validity of today."""
    return replace(document, validity=validity_on(document, day_of(None)))
