"""What is quoted for a question: the sentences that answer each of its parts."""

from dataclasses import dataclass

from corpus.text import to_simplified
from qa.citation import Hit
from qa.enumeration import Span
from qa.question import Question
from qa.retrieve import Found
from qa.sentences import choose
from qa.variety import asks_everywhere
from qa.weigh import weigh

MOST_QUOTES = 3
"""Quotes that a question is answered with at most; one that asks for several things gets one more."""

EACH = 2
"""Quotes from each document, where several are asked about."""

STATING = 0.7
STATING_LESS = 0.5
"""How near to the question a quote must be that states the amount, the day … asked for, else it is another thing's;
less near to one in English, to one for a penalty, to one whose words are partly the last one's or a document's name."""
ANSWERING_A_PART = 0.25
"""How near a quote must be that answers a part of a question: a part says less of what it is about."""


@dataclass(frozen=True, slots=True)
class Quote:
    """A passage of a measure found.

    Attributes:
        hit: what it is quoted from.
        near: how near its nearest sentence is to what is asked.
    """

    hit: Hit
    start: int
    end: int
    near: float


def pick(found: Found, question: Question) -> list[Quote]:
    """The quotes that answer a question, the best measure first, those of a measure in the order of the document."""
    if found.aim.words:
        return [Quote(hit, hit.start, hit.end, 1.0) for hit in found.answering]
    if found.aim.compares or asks_everywhere(to_simplified(question.text)):
        each = [_quotes(one, question, None, EACH if found.aim.compares else 1) for one in found.by_document()]
        return [quote for quotes in each for quote in quotes if quote.near >= ANSWERING_A_PART]
    if not question.parts or (len(question.parts) == 1 and not question.follows):
        return _quotes(found, question, None, MOST_QUOTES)
    parts = question.parts[:MOST_QUOTES]
    most = MOST_QUOTES - len(parts) + 1
    quotes: list[Quote] = []
    for part in parts:
        for quote in _quotes(found, part, question, most):
            if quote.near >= ANSWERING_A_PART:
                _add(quotes, quote)
    if not quotes:
        return _quotes(found, question, None, MOST_QUOTES)
    order = list(dict.fromkeys(_measure(quote) for quote in quotes))
    return sorted(quotes, key=lambda quote: (order.index(_measure(quote)), quote.start))


def _quotes(found: Found, question: Question, whole: Question | None, most: int) -> list[Quote]:
    close = weigh(found, question, whole)
    chosen = choose([one.scored for one in close], most, question.whole)
    return [
        Quote(one.hit, start, end, one.nearness(start, end))
        for one, spans in zip(close, chosen, strict=True)
        for start, end in spans
    ]


def _add(quotes: list[Quote], quote: Quote) -> None:
    """Add a quote, joined with those that it overlaps, where the first of them was."""
    joined = [
        known
        for known in quotes
        if _measure(known) == _measure(quote) and known.start <= quote.end and quote.start <= known.end
    ]
    place = quotes.index(joined[0]) if joined else len(quotes)
    every = [*joined, quote]
    whole = Quote(quote.hit, min(q.start for q in every), max(q.end for q in every), max(q.near for q in every))
    quotes[:] = [*quotes[:place], whole, *(known for known in quotes[place:] if known not in joined)]


def _measure(quote: Quote) -> tuple[str, Span]:
    return quote.hit.document.path, (quote.hit.measure.start, quote.hit.measure.end)
