"""From hits to an answer: the sentences that hold it, quoted exactly, or an honest no."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from itertools import compress

from corpus.text import to_simplified
from qa.citation import Hit
from qa.clause import asks_of_itself
from qa.detail import Detail, beside
from qa.fact import defining, is_term, term_asked, unit_asked
from qa.framing import without_frame
from qa.memory import Turn
from qa.notices import notices
from qa.pick import MOST_QUOTES, STATING, STATING_LESS, Quote, pick
from qa.question import Question, told_on, understand
from qa.ranges import RANGE_BONUS, gain_of_range, quantities
from qa.refusal import around, doubtful, left_unsaid, taken_as, undefined, unstated, why_not
from qa.remark import remarks
from qa.reply import Answer, compose, decline
from qa.retrieve import Found, Retriever
from qa.script import as_written
from qa.search import MOST_HITS
from qa.understood import set_aside
from qa.verification import LEAST, verified
from qa.years import names_year, told_from_now

RELATED = MOST_QUOTES + 2
"""How many of the measures found are told as related."""
_MAY_STATE = 5
"""How many of them may state what those that are quoted first do not."""
_SURELY = 0.9
"""How near a quote must be that is looked for because it states what those found first do not."""
DOUBTED = 0.5
"""The probability below which it is said that what is quoted may not be an answer: three in ten of the answers to
what the documents do not cover have less, one in twenty of the right ones."""
_SEEN_FROM_IT = re.compile(r"[去今明上来]年|\b(?:last|this|next) year\b")
"""What a document says of years as it sees them."""
_DECIDED_AMONG = 3
"""Among how many of the first measures what was decided in a case is quoted whole, where that is asked for."""
_LOOKED_AT = 12
"""How many are looked at: those of other places or years are passed over."""


def reply(
    retriever: Retriever, asked: Question, filters: Mapping[str, str] | None, before: Turn, verify: bool = True
) -> Answer:
    """Answer one question with sentences of the documents, or decline.

    Args:
        before: the turn that it follows on from.
        verify: whether what would be quoted is read, see `qa.verification`.
    """
    found = retriever.find(asked, MOST_HITS if asked.fact == "definition" else _LOOKED_AT, filters, before)
    said = replace(_said(asked, found, bool(filters), verify), understood=found.understood)
    meant = _of_its_time(asked, found) if said.declined else None
    return (_in_its_time(retriever, asked, meant, filters, verify) if meant else None) or said


def _of_its_time(asked: Question, found: Found) -> Question | None:
    """A question for 去年 as the nearest document means it, where that is older; None for any other question."""
    day = told_on(found.hits[0].document) if found.hits else ""
    if asked.follows or not day or day[:4] >= (asked.day or date.today().isoformat())[:4]:
        return None
    if not told_from_now(asked.text):
        return None
    return replace(set_aside(understand(asked.text, day), asked.ignored), language=asked.language)


def _in_its_time(
    retriever: Retriever, asked: Question, meant: Question, filters: Mapping[str, str] | None, verify: bool
) -> Answer | None:
    """The answer to a question that was taken as a document means it, with a note that says so."""
    found = retriever.find(meant, _LOOKED_AT, filters)
    said = _said(meant, found, bool(filters), verify)
    if not any(_is_of_years(citation, meant.years) for citation in said.citations):
        return None
    noted = (taken_as(asked.language, asked.years, meant.years), *said.notices)
    text = "\n".join([compose(asked.language, said.citations), *noted])
    return replace(said, text=text, notices=noted, understood=found.understood)


def _is_of_years(citation: Hit, years: Sequence[str]) -> bool:
    """Whether a quote says that it is of some years, itself, by its headings or by the title over them."""
    told = to_simplified(" ".join((citation.document.title, *citation.heading_path, citation.quote)))
    return names_year(told, years) or _SEEN_FROM_IT.search(to_simplified(citation.quote)) is not None


def _said(asked: Question, found: Found, filtered: bool, verify: bool) -> Answer:
    """What is said of what was found."""
    sought = found.aim.question
    hits = tuple(found.hits[:RELATED])
    found = found.simplified()
    if not found.covered:
        return decline(asked, why_not(sought, found, filtered), hits, found.generation, found.probability)
    if any(hit.signals.outcome for hit in found.answering[:_DECIDED_AMONG]):
        sought = replace(sought, whole=True)
    quotes = pick(found, sought)
    missing = _missing(found, sought, quotes)
    empty = sought.wanted.left_empty(_cite(quotes[0]).quote) if quotes else ()
    if sought.wanted.unanswered(missing) and not empty and (stating := _stating(found, sought)):
        others = [quote for quote in pick(stating, sought) if quote.near >= _SURELY]
        lacking = _missing(stating, sought, others)
        if not sought.wanted.unanswered(lacking):
            quotes, missing = others, lacking
    cited = [_cite(quote) for quote in quotes]
    plain = to_simplified(asked.text)
    if sought.wanted.unanswered(missing):
        left_empty = [detail for detail in missing if detail in empty]
        reason = unstated(asked.language, left_empty) if left_empty else left_unsaid(sought, found, missing)
        return decline(asked, reason, hits, found.generation, 0.0)
    probability = found.probability
    if verify and not any(fact for citation in cited for fact in beside(citation.document, plain)):
        probability, keep = verified(found, cited)
        if probability < min(LEAST, found.least):
            return decline(asked, left_unsaid(sought, found, ()), hits, found.generation, probability)
        if _missing(found, sought, [*compress(quotes, keep)]) == missing:
            cited = [*compress(cited, keep)]
    citations = tuple(as_written(citation, found.traditional) for citation in cited)
    told = {citation.document.id: citation.document for citation in citations}
    noted = tuple(
        said for document in told.values() for said in notices(document, asked.language, asks_of_itself(plain))
    ) + ((unstated(asked.language, missing, "partly"),) if missing else ())
    noted += tuple(remarks(asked.language, found.aim, bool(noted)))
    if found.weighed and probability < DOUBTED and not missing:
        noted += (doubtful(asked.language),)
    term = "" if found.aim.words else term_asked(to_simplified(sought.text))
    if term and not any(_defines(term, citation) for citation in citations):
        noted += (undefined(asked.language, term),)
    text = "\n".join([compose(asked.language, citations), *noted])
    facts = found.generation, probability
    return Answer(asked.text, asked.follows, asked.language, text, citations, False, "", hits, *facts, noted)


def _defines(term: str, citation: Hit) -> bool:
    """Whether a quote says what a term means, or stands below it in a list of terms."""
    told = to_simplified(citation.quote)
    return defining(term).search(told) is not None or is_term(term, to_simplified(citation.measure.title))


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
    holder = unit_asked(plain) if asked.fact == "person" else None
    framed, given = without_frame(asked) != asked, quantities(plain)
    least = STATING_LESS if asked.follows or framed or asked.fact == "penalty" or asked.language == "en" else STATING
    found: dict[tuple[str, int], tuple[list[str], tuple[str, ...]]] = {}
    for quote in quotes:
        hit = _cite(quote)
        place = (hit.document.path, hit.measure.start)
        said, _ = found.setdefault(place, ([*beside(hit.document, plain)], around(asked, hit)))
        near = (
            quote.near >= least
            or (holder and holder.search(hit.quote))
            or gain_of_range(given, hit.quote) >= RANGE_BONUS
        )
        said += [*hit.heading_path, hit.quote] if near else []
    return [*found.values()]


def _cite(quote: Quote) -> Hit:
    text = quote.hit.document.text[quote.start : quote.end]
    return replace(quote.hit, quote=text, start=quote.start, end=quote.end)
