"""From hits to an answer: the sentences that hold it, quoted exactly, or an honest no."""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from corpus.text import to_simplified, to_traditional
from index.opening import resolved
from qa.citation import Citation, Hit
from qa.clause import asks_of_itself
from qa.detail import Detail, beside
from qa.followup import in_conversation
from qa.notices import notices
from qa.pick import MOST_QUOTES, STATING, Quote, pick
from qa.question import Language, Question
from qa.retrieve import Found, Retriever, retriever

RELATED = MOST_QUOTES + 2
"""How many of the measures found are told as related."""
_LOOKED_AT = 12
"""How many are looked at: those of other places or years are passed over."""

_WORDS: dict[str, dict[str, str]] = {
    "zh": {
        "found": "《{title}》{heading}{page}：",
        "page": "（第{page}页）",
        "declined": "现有文件没有涉及这个问题。",
        "nothing": "没有找到与问题相关的内容。",
        "far": "找到的内容与问题相差太远，不足以作答。",
        "silent": "找到的内容与问题相近，但看来没有写到所问的这一点。",
        "elsewhere": "找到的是其他地方的文件，没有说到{place}。",
        "unnamed": "找到的文件都没有说到{place}，内容也与问题相差太远。",
        "another year": "找到的文件没有说到{year}年。",
        "or": "、",
        "unstated": "最接近的内容没有写明{details}。",
        "partly": "注：找到的内容没有写明{details}。",
        "filtered": "没有符合筛选条件的文件。",
    },
    "en": {
        "found": "{title}, {heading}{page}:",
        "page": " (p. {page})",
        "declined": "The documents do not cover this question.",
        "nothing": "Nothing related to the question was found.",
        "far": "What was found is too far from the question to answer it.",
        "silent": "What was found is close to the question but does not seem to say what it asks.",
        "elsewhere": "What was found is about other places and says nothing about {place}.",
        "unnamed": "What was found says nothing about {place} and is too far from the question.",
        "another year": "What was found says nothing about {year}.",
        "or": " or ",
        "unstated": "What is nearest to it does not state {details}.",
        "partly": "Note: what was found does not state {details}.",
        "filtered": "No document matches the filters.",
    },
}


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
    asked = in_conversation(question, history)
    found = retriever.find(asked, _LOOKED_AT, filters)
    facts = found.generation, found.probability
    hits = tuple(found.hits[:RELATED])
    if not found.covered:
        return _decline(asked, _why_not(asked, found, bool(filters)), hits, *facts)
    quotes = pick(found, asked)
    citations = tuple(_cite(quote) for quote in quotes)
    told = {citation.document.id: citation.document for citation in citations}
    plain = to_simplified(asked.text)
    missing = asked.wanted.missing_among(_told(asked, quotes))
    if asked.wanted.unanswered(missing):
        return _decline(asked, _unstated(asked.language, "unstated", missing), hits, found.generation, 0.0)
    noted = tuple(
        said for document in told.values() for said in notices(document, asked.language, asks_of_itself(plain))
    ) + ((_unstated(asked.language, "partly", missing),) if missing else ())
    text = "\n".join([_compose(asked.language, citations), *noted])
    return Answer(asked.text, asked.follows, asked.language, text, citations, False, "", hits, *facts, noted)


def _decline(asked: Question, reason: str, hits: tuple[Hit, ...], generation: int, probability: float) -> Answer:
    text = f"{_word(asked.language, 'declined')}{' ' if asked.language == 'en' else ''}{reason}"
    return Answer(asked.text, asked.follows, asked.language, text, (), True, reason, hits, generation, probability)


def _told(asked: Question, quotes: Sequence[Quote]) -> list[tuple[list[str], tuple[str, ...]]]:
    """What each measure quoted says: its headings and those quotes that are near enough, and what these stand in."""
    plain = to_simplified(asked.text)
    found: dict[tuple[str, int], tuple[list[str], tuple[str, ...]]] = {}
    for quote in quotes:
        hit = _cite(quote)
        place = (hit.document.path, hit.measure.start)
        said, _ = found.setdefault(place, ([*beside(hit.document, plain)], _around(asked, hit)))
        said += [*hit.heading_path, hit.quote] if quote.near >= STATING else []
    return [*found.values()]


def _around(asked: Question, hit: Hit) -> tuple[str, ...]:
    """What a quote stands in; a fine often names its offence by the article alone, whose words stand elsewhere."""
    within = hit.document.text if asked.fact == "penalty" else hit.measure.text
    return hit.document.title, *hit.heading_path, within


def _unstated(language: Language, name: str, missing: Sequence[Detail]) -> str:
    """That what was found does not state what is asked for."""
    names = [detail.en if language == "en" else detail.zh for detail in missing]
    listed = _word(language, "or").join(names)
    return _word(language, name).format(details=to_traditional(listed) if language == "zh-Hant" else listed)


def _why_not(asked: Question, found: Found, filtered: bool) -> str:
    """Why what was found does not answer, naming the place, the year or the detail it says nothing about."""
    documents = [hit.document for hit in found.hits[:RELATED]]
    if not documents:
        return _word(asked.language, "filtered" if filtered else "nothing")
    place = asked.place.in_english if asked.language == "en" else asked.place.name
    near = [
        document for document in documents if not asked.place.missed_by(document.region) or asked.names_place(document)
    ]
    if not near:
        return _word(asked.language, "elsewhere").format(place=place)
    if not any(map(asked.names_year, near)):
        return _word(asked.language, "another year").format(year=_word(asked.language, "or").join(asked.years))
    if not any(map(asked.names_place, near)):
        return _word(asked.language, "unnamed").format(place=place)
    if not found.near:
        return _word(asked.language, "far")
    nearest = found.hits[0]
    missing = asked.wanted.missing([*nearest.heading_path, nearest.quote], _around(asked, nearest))
    if asked.wanted.unanswered(missing):
        return _unstated(asked.language, "unstated", missing)
    return _word(asked.language, "silent")


def _cite(quote: Quote) -> Hit:
    text = quote.hit.document.text[quote.start : quote.end]
    return replace(quote.hit, quote=text, start=quote.start, end=quote.end)


def _compose(language: Language, citations: Sequence[Citation]) -> str:
    parts = []
    heading = ""
    for number, citation in enumerate(citations, 1):
        place = " / ".join(citation.place)
        page = _word(language, "page").format(page=citation.page) if citation.page else ""
        title = _word(language, "found").format(title=citation.document.title, heading=place, page=page)
        if title != heading:
            parts.append(title)
            heading = title
        parts.append(f"{citation.quote} [{number}]")
    return "\n".join(parts)


def _word(language: Language, name: str) -> str:
    """A phrase of the interface in the script of the question."""
    if language == "zh-Hant":
        return to_traditional(_WORDS["zh"][name])
    return _WORDS[language][name]
