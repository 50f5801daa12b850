"""What a question was understood to name: shown with every answer, and left out on request.

A document, an article or a place that a question names decides where is searched, a year or a day what counts. Where
that is not what was meant, the question is asked again without that reading (`ignore`).
"""

import re
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import asdict, dataclass, replace
from functools import lru_cache
from typing import Any, Literal, TypeAlias, get_args

from corpus.errors import QuestionError
from corpus.gazetteer import COUNTRIES, ENGLISH
from corpus.numbers import find_number
from corpus.places import NOWHERE, Place, asked_place
from corpus.records import Document
from corpus.text import to_simplified, to_traditional
from qa.aim import Aim
from qa.citation import Hit
from qa.days import days
from qa.provision import provisions
from qa.question import Language, Question, understand
from qa.rank import NO_SIGNALS
from qa.years import names_year, without_years

Kind: TypeAlias = Literal["document", "number", "provision", "place", "year", "day"]
KINDS: tuple[Kind, ...] = get_args(Kind)
NAMES: dict[Kind, tuple[str, str]] = {
    "document": ("文件", "document"),
    "number": ("文号", "number"),
    "provision": ("条款", "provision"),
    "place": ("地区", "region"),
    "year": ("年份", "year"),
    "day": ("日期", "day"),
}
"""The kinds as people call them."""
_RANKS = "省市区县州盟"
_MOST_SHOWN = 3
"""How many of a kind are told before the rest is cut."""


@dataclass(frozen=True, slots=True)
class Understood:
    """One thing that a question was understood to name.

    Attributes:
        words: as they stand in the question; empty where they stand in one before it, or say it in another way (去年).
        meant: what they were taken for: the title of a document, an article, a place under those above it, a year, a
            day; empty for a document that the index does not have.
    """

    kind: Kind
    words: str
    meant: str

    def to_dict(self) -> dict[str, Any]:
        """Plain JSON values."""
        return asdict(self)

    def shown(self, language: Language) -> str:
        """What it was taken for, as one says it in a language."""
        if self.kind == "document":
            return f"《{self.meant}》" if self.meant else f"“{self.words}”"
        if self.kind == "number" or (language == "en" and self.kind != "year"):
            return self.words or self.meant
        if self.kind == "year":
            return self.meant if language == "en" else f"{self.meant}年"
        return to_traditional(self.meant) if language == "zh-Hant" and self.kind == "place" else self.meant


def check(ignore: Collection[str] | None) -> frozenset[str]:
    """Kinds of reading as they are given to be left out; None are none.

    Raises:
        QuestionError: there is no such kind, or they are no list of them.
    """
    if isinstance(ignore, str) or not isinstance(ignore or (), Collection):
        raise QuestionError(f"what to ignore is {ignore!r:.60}, not a list; write ['place'], of {', '.join(KINDS)}")
    if unknown := [kind for kind in ignore or () if kind not in KINDS]:
        raise QuestionError(f"there is no reading “{unknown[0]!s:.60}” to ignore; there are {', '.join(KINDS)}")
    return frozenset(ignore or ())


def set_aside(question: Question, ignore: Collection[str]) -> Question:
    """A question of which some kinds of reading are not heeded.

    Raises:
        QuestionError: see `check`.
    """
    if not (ignore := check(ignore)):
        return question
    return replace(
        question,
        place=NOWHERE if "place" in ignore else question.place,
        years=() if "year" in ignore else question.years,
        days=() if "day" in ignore else question.days,
        parts=tuple(set_aside(part, ignore) for part in question.parts),
        ignored=ignore,
    )


def speaks_for(told: Iterable[Understood], hit: Hit) -> tuple[Kind, ...]:
    """The kinds of what a question was understood to name that a hit is, is of, or speaks of."""
    document = hit.document
    near = " ".join((document.date, document.title, *hit.heading_path, hit.measure.text))
    fits: dict[Kind, Callable[[Understood], bool]] = {
        "document": lambda one: one.meant == document.title,
        "number": lambda one: one.meant == document.title,
        "provision": lambda _: hit.signals == NO_SIGNALS,
        "place": lambda one: one.meant.rpartition(" ")[2] in _plain(document),
        "year": lambda one: names_year(near, [one.meant]),
        "day": lambda one: one.meant in near,
    }
    held = {one.kind for one in told if one.meant and fits[one.kind](one)}
    return tuple(kind for kind in KINDS if kind in held)


@lru_cache(32)
def _plain(document: Document) -> str:
    """All that a document says, in Simplified Chinese."""
    return to_simplified(f"{document.region} {document.title} {document.text}")


def without_words(question: Question) -> Question | None:
    """A question without its words for a place, years, days and a document number that are not heeded.

    Other documents do not have them, which may keep a question from being answered all the same. None where it has
    none such, or no other words.
    """
    rest = question.text
    if "number" in question.ignored and (number := find_number(rest)):
        rest = re.sub(rf"{re.escape(number)}的?", "", rest, count=1)
    if "place" in question.ignored and (name := _place_words(rest, asked_place(to_simplified(rest)))):
        rest = re.sub(rf"在?{re.escape(name)}的?|\s*\bin {re.escape(name)}\b", "", rest, count=1)
    if "year" in question.ignored:
        named = understand(rest, question.day).years
        for year in named:
            rest = re.sub(rf"[到在]?{year}\s*年|\s*\b(?:in|of|for|by) {year}\b", "", rest)
        rest = without_years(rest, named, question.day)
    if "day" in question.ignored:
        for words in filter(None, days(rest).values()):
            rest = re.sub(rf"[到在]?{re.escape(words)}|\s*\b(?:on|by) {re.escape(words)}\b", "", rest)
    if rest == question.text or not any(map(str.isalnum, rest)):
        return None
    new = understand(rest, question.day)
    return replace(question, text=new.text, sought=new.sought, expansion=new.expansion, otherwise=new.otherwise)


def understood(aim: Aim, documents: Sequence[Document], context: bool = False) -> tuple[Understood, ...]:
    """What a question names, as far as it is searched by it.

    Args:
        documents: all of the index.
        context: whether it is asked of the documents that the question before was answered from; then these are told.
    """
    asked = aim.question
    return (
        *_documents(aim, documents, context),
        *(Understood("provision", words, words) for words in aim.told.said),
        *(
            [Understood("place", _place_words(asked.text, asked.place), _whole(asked.place))]
            if asked.place.name
            else []
        ),
        *(Understood("year", year if year in asked.text else "", year) for year in asked.years),
        *(Understood("day", words, day) for day, words in days(asked.text).items() if day in asked.days),
    )


def carried(ignored: Iterable[Kind], question: Question, names: bool) -> tuple[Kind, ...]:
    """What goes on being ignored in a question that follows on: the kinds of which it names nothing new.

    Args:
        ignored: of the question before.
        names: whether it names documents.
    """
    new: dict[Kind, bool] = {
        "document": names,
        "number": names,
        "provision": bool(provisions(question.text)),
        "place": bool(question.place.name),
        "year": bool(question.years),
        "day": bool(question.days),
    }
    return tuple(kind for kind in ignored if not new[kind])


def by_kind(told: Sequence[Understood], language: Language) -> dict[Kind, str]:
    """What was understood, in a line for each kind, as one says it in a language."""
    lines: dict[Kind, str] = {}
    for kind in KINDS:
        values = list(dict.fromkeys(one.shown(language) for one in told if one.kind == kind))
        if values:
            cut = [*values[:_MOST_SHOWN], "…"] if len(values) > _MOST_SHOWN else values
            lines[kind] = (", " if language == "en" else "、").join(cut)
    return lines


def in_words(told: Sequence[Understood], language: Language) -> str:
    """What was understood, in a line: 地区 浙江 · 条款 第十二条."""
    words = []
    for kind, line in by_kind(told, language).items():
        chinese, english = NAMES[kind]
        name = {"zh": chinese, "zh-Hant": to_traditional(chinese), "en": english}[language]
        words.append(f"{name} {line}")
    return " · ".join(words)


def _documents(aim: Aim, documents: Sequence[Document], context: bool) -> list[Understood]:
    if aim.named is None:
        told = dict.fromkeys(documents[number].title for number in aim.documents or ()) if context else {}
        return [Understood("document", "", title) for title in told]
    searched = [number for number in aim.named.documents if aim.documents is None or number in aim.documents]
    titles = dict.fromkeys(documents[number].title for number in searched or aim.named.documents) or {"": None}
    kind: Kind = "number" if aim.named.numbered else "document"
    return [Understood(kind, aim.named.words, title) for title in titles]


def _whole(place: Place) -> str:
    return " ".join(dict.fromkeys(filter(None, (place.country, place.province, place.city, place.county))))


def _place_words(question: str, place: Place) -> str:
    """The name of a place as a question has it: with its rank, in English, another name of a country; else empty."""
    name, plain = place.name, to_simplified(question)
    others = (known for known, country in COUNTRIES.items() if country == name)
    for known in filter(None, (name, *ENGLISH.get(name, ()), *others)):
        if (start := plain.find(known)) >= 0:
            end = start + len(known)
            return question[start : end + (end < len(plain) and plain[end] in _RANKS)]
    return ""
