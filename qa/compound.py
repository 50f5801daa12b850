"""A question that asks several things, or the same of several documents or places, taken one by one."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from corpus.text import to_simplified
from qa.citation import Hit
from qa.courtesy import is_courtesy
from qa.question import Question
from qa.refusal import doubtful, of_part
from qa.reply import Answer, compose
from qa.understood import Understood
from qa.wanted import asks_something

MOST_ASKED = 6
"""How many things are taken one by one."""
_QUOTED = 2
"""Quotes for each of several things."""

_SURE = 0.5
"""How likely it must be that a part is covered, half as likely as the whole at least: the words around it may be what
makes that so."""

_CLAUSE = re.compile(
    r"(?<=[，,？?！!；;。])|(?=\sand (?:how|what|when|who|where|which|is|are|can|do|does)\b)", re.IGNORECASE
)
_END = re.compile(r"[\s，,。;；？?！!]+$")
_ASIDE = re.compile(
    r"问(?:一下|个)|请教|听说|据说|不管|无论|不论|哪怕|即[使便]|就算|(?:什么|谁|怎么|哪\w)[都也]|几乎|几(?:年|天|周|个月)前|"
    r"^我们?家?里?(?:有|养了?)几"
)
"""A clause that asks nothing, whatever its words."""
_ENGLISH = re.compile(
    r"(?:(?:and|or|but|so|then) )?(?:what|how|who|whom|whose|which|where|when|why|is|are|can|could|do|does|did|will|"
    r"would|should|must|may)\b",
    re.IGNORECASE,
)


def things(question: str) -> list[str]:
    """The questions that a question consists of, each behind what is told before it; none where it is but one."""
    found: list[str] = []
    told = ""
    for clause in _CLAUSE.split(question):
        bare = _END.sub("", clause).strip()
        if is_courtesy(bare):
            continue
        told += clause
        if _asks(bare, clause.rstrip()[-1:] in ("？", "?")):
            found.append(_END.sub("", told).strip())
            told = ""
    return found[:MOST_ASKED] if len(found) > 1 else []


def _asks(clause: str, marked: bool) -> bool:
    """Whether a clause asks something; `marked` says that a question mark ends it."""
    plain = to_simplified(clause)
    if plain.isascii():
        return bool(_ENGLISH.match(plain))
    aside = _ASIDE.search(plain)
    return asks_something(plain) and not (aside and not (marked and not plain.startswith(("请问", "想问", "问"))))


def together(asked: Question, whole: Answer, parts: Sequence[Answer], apart: bool = False) -> Answer:
    """One answer of those to the parts of a question, or the one to all of it where that says more.

    Args:
        asked: the question.
        whole: the answer to it as one.
        parts: the answers to what it consists of.
        apart: whether these are one question asked of several documents or places, each of which is judged alone.
    """
    least = 0.0 if apart else _SURE if whole.declined else min(_SURE, whole.probability / 2)
    answered = [part for part in parts if not part.declined and part.probability >= least]
    if not answered or _suffices(whole, parts):
        whole = _completed(whole, answered)
        return replace(whole, understood=_understood(whole, parts))
    citations = _once(hit for part in answered for hit in part.citations[:_QUOTED])
    notes = [note for part in answered for note in part.notices]
    notes += [of_part(asked.language, part.question, part.reason) for part in parts if part.declined]
    doubt = doubtful(asked.language)
    sure = any(doubt not in part.notices for part in answered)
    noted = tuple(note for note in dict.fromkeys(notes) if note != doubt or not sure)
    return replace(
        whole,
        text="\n".join([compose(asked.language, citations), *noted]),
        citations=citations,
        declined=False,
        reason="",
        related=_once(hit for part in answered for hit in part.related)[: len(whole.related)],
        probability=max(part.probability for part in answered),
        notices=noted,
        understood=_understood(whole, parts),
    )


def _completed(whole: Answer, parts: Sequence[Answer]) -> Answer:
    """The answer to all of a question with what the first quote of each part says beside it of the same measures."""
    if whole.declined:
        return whole
    quoted = list(whole.citations)
    order = [*map(_measure, quoted)]
    for first in (hit for part in parts for hit in part.citations[:1] if _measure(hit) in order):
        joined = [hit for hit in quoted if _measure(hit) == _measure(first) and _meet(hit, first)]
        start, end = min(hit.start for hit in (first, *joined)), max(hit.end for hit in (first, *joined))
        kept = [hit for hit in quoted if hit not in joined]
        quoted = [*kept, replace(first, start=start, end=end, quote=first.document.text[start:end])]
    if {(hit.start, hit.end) for hit in quoted} == {(hit.start, hit.end) for hit in whole.citations}:
        return whole
    quoted.sort(key=lambda hit: (order.index(_measure(hit)), hit.start))
    return replace(whole, text="\n".join([compose(whole.language, quoted), *whole.notices]), citations=tuple(quoted))


def _suffices(whole: Answer, parts: Sequence[Answer]) -> bool:
    """Whether the answer to all of a question quotes a measure that each of the parts is answered from."""
    if whole.declined:
        return False
    quoted = set(map(_measure, whole.citations))
    told = {doubtful(whole.language), *(note for part in parts for note in part.notices)}
    if not told.issuperset(whole.notices):
        named = any(part.declined for part in parts)  # the note of the whole says what is not stated
        return named and all(quoted.issuperset(map(_measure, part.citations)) for part in parts)
    if any(part.declined and not part.follows for part in parts):
        return False
    return all(part.declined or part.follows or quoted & set(map(_measure, part.citations)) for part in parts)


def _understood(whole: Answer, parts: Sequence[Answer]) -> tuple[Understood, ...]:
    """What all of a question names, and each of its parts in words of its own."""
    told = (one for part in parts for one in part.understood if one.words)
    return tuple(dict.fromkeys((*whole.understood, *told)))


def _once(hits: Iterable[Hit]) -> tuple[Hit, ...]:
    return tuple({(hit.document.path, hit.start, hit.end): hit for hit in hits}.values())


def _meet(hit: Hit, other: Hit) -> bool:
    """Whether two quotes of a measure have anything in common."""
    return hit.start < other.end and other.start < hit.end


def _measure(hit: Hit) -> tuple[str, int]:
    return hit.document.path, hit.measure.start
