"""From hits to an answer: the sentences that hold it, quoted exactly, or an honest no."""

import asyncio
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from corpus.errors import QuestionError
from corpus.text import to_simplified
from index.opening import resolved
from qa.citation import Citation, Hit
from qa.clause import asks_of_itself
from qa.courtesy import is_courtesy
from qa.detail import Detail, beside
from qa.fact import defining, term_asked
from qa.followup import follow, may_stand_alone
from qa.memory import BEGINNING, Key, Turn
from qa.notices import notices
from qa.pick import MOST_QUOTES, STATING, STATING_LESS, Quote, pick
from qa.question import Language, Question, understand
from qa.refusal import around, declined, invitation, left_unsaid, undefined, unstated, why_not
from qa.retrieve import Found, Retriever, retriever
from qa.search import MOST_HITS

RELATED = MOST_QUOTES + 2
"""How many of the measures found are told as related."""
_MAY_STATE = 5
"""How many of them may state what those that are quoted first do not."""
MOST_REMEMBERED = 10
"""How many questions of a conversation are looked back at, where what they came to is no longer known."""
_SURE = 0.5
"""The probability from which on a question that may stand alone is answered so: from the documents that the one
before was answered from, and from any where it is not answered as one that follows on."""
_SURELY = 0.9
"""How near a quote must be that is looked for because it states what those found first do not."""
_LOOKED_AT = 12
"""How many are looked at: those of other places or years are passed over."""

_PLACES: dict[Language, tuple[str, str, str]] = {
    "zh": ("《{title}》{heading}{page}：", "（第{page}页）", ""),
    "zh-Hant": ("《{title}》{heading}{page}：", "（第{page}頁）", ""),
    "en": ("{title}{heading}{page}:", " (p. {page})", ", "),
}
"""Where a quote stands, its page, and what is put between title and heading."""


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer made of quotes.

    Attributes:
        question: as it was understood.
        follows: whether it was made whole from the questions before it.
        text: the quotes with the headings they stand under, each followed by its number, `[1]`.
        citations: the quotes; `citations[0]` is `[1]`. Empty when declined. `qa.why` tells why each was found.
        declined: whether the documents do not cover the question.
        reason: why, when declined; otherwise empty.
        related: the nearest measures found. They are no answer when declined.
        notices: what must be known of the quotes, also in `text`: a newer version, a repeal, what they do not state …
        generation: of the index that answered.
        probability: how likely it is that the documents cover the question, see `qa.calibration`.
    """

    question: str
    follows: bool
    language: Language
    text: str
    citations: tuple[Hit, ...]
    declined: bool
    reason: str
    related: tuple[Hit, ...]
    generation: int
    probability: float
    notices: tuple[str, ...] = ()

    def to_dict(self) -> dict[str, Any]:
        """Plain JSON values."""
        return {
            "question": self.question,
            "follows": self.follows,
            "language": self.language,
            "text": self.text,
            "citations": [citation.to_dict() for citation in self.citations],
            "declined": self.declined,
            "reason": self.reason,
            "related": [hit.to_dict() for hit in self.related],
            "generation": self.generation,
            "probability": round(self.probability, 4),
            "notices": list(self.notices),
        }


def ask(
    question: str,
    store: str | Path = "store",
    filters: Mapping[str, str] | None = None,
    model: str | None = None,
    history: Sequence[str] = (),
) -> Answer:
    """Answer a question with sentences of the documents, or decline.

    Args:
        question: in Simplified or Traditional Chinese or in English.
        store: folder of the index.
        filters: narrow the search; see `qa.retrieve`.
        model: embedding model, where it is not the one the store names.
        history: the earlier questions of the conversation, oldest first; see `qa.followup`.

    Raises:
        QuestionError, StoreMissing, StoreForeign, StoreDamaged, ModelMismatch: as `qa.retrieve`.
    """
    return answer(retriever(resolved(store), model), question, filters, history)


async def aask(
    question: str,
    store: str | Path = "store",
    filters: Mapping[str, str] | None = None,
    model: str | None = None,
    history: Sequence[str] = (),
) -> Answer:
    """`ask` in a thread, for programs built on asyncio."""
    return await asyncio.to_thread(ask, question, store, filters, model, history)


def answer(
    retriever: Retriever, question: str, filters: Mapping[str, str] | None = None, history: Sequence[str] = ()
) -> Answer:
    """`ask`, of a retriever that is already there."""
    earlier = _recall(retriever, tuple(history), filters, MOST_REMEMBERED)
    said, turn = _take(retriever, question, filters, earlier)
    retriever.memory.keep(_key(retriever, (*history, question), filters), turn)
    return said


def _recall(retriever: Retriever, history: tuple[str, ...], filters: Mapping[str, str] | None, most: int) -> Turn:
    """What the last of some questions came to."""
    if not history or not most:
        return BEGINNING
    key = _key(retriever, history, filters)
    turn = retriever.memory.recall(key)
    if turn is None:
        turn = _recall(retriever, history[:-1], filters, most - 1)
        with suppress(QuestionError):
            _, turn = _take(retriever, history[-1], filters, turn)
        retriever.memory.keep(key, turn)
    return turn


def _key(retriever: Retriever, turns: tuple[str, ...], filters: Mapping[str, str] | None) -> Key:
    return retriever.store.generation, tuple(sorted((filters or {}).items())), turns


def _take(retriever: Retriever, question: str, filters: Mapping[str, str] | None, earlier: Turn) -> tuple[Answer, Turn]:
    """Answer a turn of a conversation.

    A question that leans on the one before only for how little it says is taken as it stands where the same documents
    answer it so, or where it is not answered otherwise.
    """
    alone = understand(question)
    if is_courtesy(question):
        return _invite(alone, retriever.store.generation), earlier
    asked = follow(alone, earlier.question)
    if asked.follows and retriever.names(alone):
        asked = alone
    said = None
    if asked.follows and may_stand_alone(question):
        said = _answer(retriever, alone, filters, ())
        sure = not said.declined and said.probability >= _SURE
        of_the_same = {citation.document.path for citation in said.citations} <= set(earlier.paths)
        if not (sure and of_the_same):
            following = _answer(retriever, asked, filters, earlier.paths)
            said = said if sure and following.declined else following
    said = said or _answer(retriever, asked, filters, earlier.paths)
    paths = tuple(citation.document.path for citation in said.citations[:1])
    return said, Turn(asked if said.follows else alone, paths or (earlier.paths if said.follows else ()))


def _answer(retriever: Retriever, asked: Question, filters: Mapping[str, str] | None, context: Sequence[str]) -> Answer:
    found = retriever.find(asked, MOST_HITS if asked.fact == "definition" else _LOOKED_AT, filters, context)
    sought = found.aim.question
    facts = found.generation, found.probability
    hits = tuple(found.hits[:RELATED])
    if not found.covered:
        return _decline(asked, why_not(sought, found, bool(filters)), hits, *facts)
    quotes = pick(found, sought)
    missing = _missing(found, sought, quotes)
    if sought.wanted.unanswered(missing) and (stating := _stating(found, sought)):
        others = [quote for quote in pick(stating, sought) if quote.near >= _SURELY]
        lacking = _missing(stating, sought, others)
        if not sought.wanted.unanswered(lacking):
            quotes, missing = others, lacking
    citations = tuple(_cite(quote) for quote in quotes)
    told = {citation.document.id: citation.document for citation in citations}
    plain = to_simplified(asked.text)
    if sought.wanted.unanswered(missing):
        return _decline(asked, left_unsaid(sought, found, missing), hits, found.generation, 0.0)
    noted = tuple(
        said for document in told.values() for said in notices(document, asked.language, asks_of_itself(plain))
    ) + ((unstated(asked.language, missing, "partly"),) if missing else ())
    term = term_asked(to_simplified(sought.text))
    if term and not any(defining(term).search(to_simplified(citation.quote)) for citation in citations):
        noted += (undefined(asked.language, term),)
    text = "\n".join([_compose(asked.language, citations), *noted])
    return Answer(asked.text, asked.follows, asked.language, text, citations, False, "", hits, *facts, noted)


def _invite(said: Question, generation: int) -> Answer:
    """To what asks nothing: no answer, and no word that the documents do not cover it."""
    text = invitation(said.language)
    return Answer(said.text, False, said.language, text, (), True, text, (), generation, 0.0)


def _decline(asked: Question, reason: str, hits: tuple[Hit, ...], generation: int, probability: float) -> Answer:
    text = declined(asked.language, reason)
    return Answer(asked.text, asked.follows, asked.language, text, (), True, reason, hits, generation, probability)


def _missing(found: Found, asked: Question, quotes: Sequence[Quote]) -> tuple[Detail, ...]:
    """What is asked for and not stated by the quotes."""
    return () if found.aim.words else asked.wanted.missing_among(_told(asked, quotes))


def _stating(found: Found, asked: Question) -> Found | None:
    """What was found less the measures that do not state what is asked for; None where none does."""
    hits = tuple(
        hit
        for hit in found.answering[:_MAY_STATE]
        if not asked.wanted.unanswered(asked.wanted.missing([*hit.heading_path, hit.measure.text], around(asked, hit)))
    )
    return replace(found, answering=hits) if hits else None


def _told(asked: Question, quotes: Sequence[Quote]) -> list[tuple[list[str], tuple[str, ...]]]:
    """What each measure quoted says: its headings and those quotes that are near enough, and what these stand in."""
    plain = to_simplified(asked.text)
    least = STATING_LESS if asked.follows or asked.fact == "penalty" or asked.language == "en" else STATING
    found: dict[tuple[str, int], tuple[list[str], tuple[str, ...]]] = {}
    for quote in quotes:
        hit = _cite(quote)
        place = (hit.document.path, hit.measure.start)
        said, _ = found.setdefault(place, ([*beside(hit.document, plain)], around(asked, hit)))
        said += [*hit.heading_path, hit.quote] if quote.near >= least else []
    return [*found.values()]


def _cite(quote: Quote) -> Hit:
    text = quote.hit.document.text[quote.start : quote.end]
    return replace(quote.hit, quote=text, start=quote.start, end=quote.end)


def _compose(language: Language, citations: Sequence[Citation]) -> str:
    of_quote, of_page, between = _PLACES[language]
    parts = []
    above = ""
    for number, citation in enumerate(citations, 1):
        place = " / ".join(filter(None, citation.place))
        page = of_page.format(page=citation.page) if citation.page else ""
        title = of_quote.format(title=citation.document.title, heading=place and between + place, page=page)
        if title != above:
            parts.append(title)
            above = title
        parts.append(f"{citation.quote} [{number}]")
    return "\n".join(parts)
