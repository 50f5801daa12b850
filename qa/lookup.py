"""What a question asks to be looked up in documents: provisions, divisions, headings, what they say of themselves."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Protocol

from corpus.articles import article_label
from corpus.records import Document, Measure
from corpus.text import to_simplified
from qa.division import COUNTED, Count, Division, chapters, count, divisions, in_appendix, passages, within
from qa.head import asks_of_head, head_lines
from qa.outline import asks_for_count, asks_for_outline, outline
from qa.pointer import pointer
from qa.provision import LAST, Provision, asks_for_words, find, provisions, without_english_name

_ONLY_NAMED = re.compile(r"(?:是?(?:什么|啥)?[呢吗]?)?")
"""What is asked of a document by nothing but its name: its title and its headings are told."""


@dataclass(frozen=True, slots=True)
class Place:
    """A measure, or a part of it, that a question names: of which document, and its span there."""

    document: int
    measure: Measure
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class LookedUp:
    """What is looked up.

    Attributes:
        names: the provisions and divisions that the question names.
        said: the same as the question says them, a row of them as one (第三条至第五条).
        places: where these stand in the documents, or the lines that tell what is asked of a document as a whole: who
            issued it, when, under which number, its headings; empty where there are none, or it is not said of which.
        words: whether it asks for nothing but what these say.
        overview: whether it asks what documents hold altogether.
        facts: what it asks of the head of a document, see `qa.head`.
        loose: paragraphs and items that cannot be told, of which the article is quoted.
        absent: provisions that are not there, where others are.
        counts: of the articles of what is looked up.
    """

    names: tuple[str, ...] = ()
    said: tuple[str, ...] = ()
    places: tuple[Place, ...] = ()
    words: bool = False
    overview: bool = False
    facts: tuple[str, ...] = ()
    loose: tuple[str, ...] = ()
    absent: tuple[str, ...] = ()
    counts: tuple[Count, ...] = ()


NOTHING = LookedUp()


class Shelf(Protocol):
    """Where documents are fetched from by number; any store."""

    def document(self, number: int) -> Document:
        """A document with its text."""

    def measures(self, number: int) -> Sequence[Measure]:
        """The measures of a document."""


def asks_for_part(rest: str) -> bool:
    """Whether a question names a provision, or asks for nothing but a division or what it points at."""
    pointed = pointer(rest)
    texts = [one.text for one in divisions(rest)] or ([pointed.text] if pointed else [])
    words = bool(texts) and asks_for_words(without_english_name(without(rest, texts)))
    return words or bool(provisions(rest))


def asks_of_document(rest: str) -> bool:
    """Whether a question, apart from the name of a document, asks for what is looked up in one."""
    of_head = set(asks_of_head(rest)) - {"in_force", "expires"}  # which are asked of matters, too
    return bool(of_head or asks_for_outline(rest) or asks_for_count(rest) or asks_for_part(rest))


def without_parts(question: str, rest: str) -> str:
    """What is left of a question, given also without the name of a document, without the provisions that it names."""
    asked = provisions(question)
    return without(rest, _texts(asked, divisions(question))) if asked else rest.strip()


def _texts(asked: Sequence[Provision], divided: Sequence[Division]) -> list[str]:
    return [one.text for one in asked] + [one.text for one in divided]


def without(question: str, texts: Sequence[str]) -> str:
    """A question without these, longest first."""
    for text in sorted(texts, key=len, reverse=True):
        question = question.replace(text, " ")
    return question.strip()


def look_up(
    question: str, rest: str, documents: Sequence[int] | None, shelf: Shelf, known: Provision | None
) -> LookedUp:
    """Look up what a question asks for.

    Args:
        rest: the question without the name of a document.
        documents: numbers of those it is asked of; None where it is not said of which.
        shelf: to look into them.
        known: the provision that was spoken of before.
    """
    asked, divided = provisions(question), divisions(question)
    left = without(rest, _texts(asked, divided))
    words = asks_for_words(without_english_name(left) if asked or divided else left)
    if asked:
        return _provisions(asked, divided, words, documents, shelf)
    if divided:
        return _divisions(divided, documents, shelf) if words else NOTHING
    if (pointed := pointer(rest)) and asks_for_words(without(rest, [pointed.text])):
        meant = pointed.after(known)
        if meant is None:
            return LookedUp((pointed.text,), (pointed.text,), words=True) if documents is None else NOTHING
        return _provisions((meant,), (), True, documents, shelf)
    return _of_whole(rest, documents or (), shelf)


def _provisions(
    asked: Sequence[Provision],
    divided: Sequence[Division],
    words: bool,
    documents: Sequence[int] | None,
    shelf: Shelf,
) -> LookedUp:
    appendix = next((division for division in divided if division.of_appendix), None)
    named = {one: (appendix.text if appendix else "") + one.text for one in asked}
    places: list[Place] = []
    loose, found = [], set()
    for number in documents or ():
        measures = shelf.measures(number)
        inside = within(appendix, measures) if appendix else measures
        for one, name in named.items():
            if standing := find(one, inside):
                places.append(Place(number, standing.measure, standing.start, standing.end))
                found.add(name)
                loose += [] if standing.exact else [name]
            elif told := passages(Division(name, ((COUNTED, one.article),)), shelf.document(number), inside)[0]:
                places += [Place(number, *passage) for passage in told]
                found.add(name)
    names = tuple(dict.fromkeys(named.values()))
    absent = tuple(name for name in names if name not in found) if places else ()
    said = _rows(list(named.values()))
    return LookedUp(names, said, tuple(places), words, loose=tuple(dict.fromkeys(loose)), absent=absent)


def _rows(texts: Sequence[str]) -> tuple[str, ...]:
    """Provisions as they are said; all of a row but the first have the words of the last."""
    told: list[str] = []
    for words, row in groupby(texts):
        if told and len(list(row)) > 1:
            told[-1] += f"至{words}"
        else:
            told.append(words)
    return tuple(told)


def _divisions(divided: Sequence[Division], documents: Sequence[int] | None, shelf: Shelf) -> LookedUp:
    places: list[Place] = []
    counts: list[Count] = []
    for number in documents or ():
        for division in divided:
            told, counted = passages(division, shelf.document(number), shelf.measures(number))
            places += [Place(number, *passage) for passage in told]
            counts += [counted] if counted else []
    names = tuple(one.text for one in divided)
    return LookedUp(names, names, tuple(places), True, counts=tuple(counts))


def _of_whole(rest: str, documents: Sequence[int], shelf: Shelf) -> LookedUp:
    """The lines of documents that tell what is asked of them as a whole; most of them stand in no measure."""
    alone = bool(_ONLY_NAMED.fullmatch(to_simplified(rest)))
    facts = ("title",) if alone else asks_of_head(rest)
    counted = asks_for_count(rest)
    places: list[Place] = []
    counts: list[Count] = []
    for number in documents:
        document, measures = shelf.document(number), shelf.measures(number)
        spans = head_lines(document, facts)
        last = find(Provision("", LAST), measures) if counted == {"条"} else None
        if last and article_label(last.measure.title):
            places.append(Place(number, last.measure, last.start, last.end))
        elif alone or asks_for_outline(rest) or counted:
            spans += outline(document, measures, rest)
        if counted:
            counts += _counted(document.title if len(documents) > 1 else "", measures, "章" in counted)
        for start, end in spans:
            line = Measure("", (), start, end, document.text[start:end])
            around = next((measure for measure in measures if measure.start <= start and end <= measure.end), line)
            places.append(Place(number, around, start, end))
    overview = asks_for_outline(rest) or bool(counted)
    return LookedUp((), (), tuple(places), bool(places), overview, facts, counts=tuple(counts) if places else ())


def _counted(title: str, measures: Sequence[Measure], of_chapters: bool) -> list[Count]:
    """How many articles a document has, and how many chapters."""
    name = f"《{title}》" if title else ""
    told = count([measure for measure in measures if not in_appendix(measure)], name)
    articles = told if told and told.from_the_first else Count(name)
    both = replace(articles, chapters=chapters(measures) if of_chapters else 0)
    return [both] if both.articles or both.chapters else []
