"""What is searched with, and where: a question that names documents or provisions is answered from those."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from corpus.places import NOWHERE
from corpus.records import Document, Measure
from corpus.text import to_simplified
from qa.head import asks_of_head, head_lines
from qa.naming import Named, Titles
from qa.outline import asks_for_outline, outline
from qa.provision import Provision, asks_for_words, find, provisions, without
from qa.question import Question, understand

_ONLY_NAMED = re.compile(r"(?:是?(?:什么|啥)?[呢吗]?)?")
"""What is asked of a document by nothing but its name: its title and its headings are told."""
_OF_DOCUMENT = re.compile(
    r"[这那该本][个份部项]?(?:文件|条例|办法|通知|意见|规定|政策|法|细则|方案)|文件|文号|全文|目录|(?:几|多少)章|总结|概括|讲了?什么|"
    r"(?:谁|哪个?(?:部门|单位|机关)).?(?:印发|发布|公布|颁布|制定|出台)|(?:发布|公布|印发|颁布|出台)的?(?:时间|日期|单位|机关)|"
    r"\b(?:document|summary|overview|outline)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Place:
    """A measure, or a part of it, that a question names: of which document, and its span there."""

    document: int
    measure: Measure
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Aim:
    """A question with the documents it is asked of.

    Attributes:
        question: what is searched with: without the names of documents and provisions, which would lead to all that
            mentions them; the question itself where nothing else is left.
        documents: numbers of the documents searched; None for all.
        named: the documents that it names, as far as it does.
        provisions: those it names.
        places: where these stand in the documents, or the lines that tell what is asked of a document as a whole: who
            issued it, when, under which number, its headings; empty where there are none, or it is not said of which.
        words: whether it asks for nothing but what these say.
        overview: whether it asks what documents hold altogether.
        context: whether the documents are those that the question before was answered from.
    """

    question: Question
    documents: list[int] | None = None
    named: Named | None = None
    provisions: tuple[Provision, ...] = ()
    places: tuple[Place, ...] = ()
    words: bool = False
    overview: bool = False
    context: bool = False

    @property
    def compares(self) -> bool:
        """Whether each of several documents is asked about."""
        return bool(self.named and self.named.several)

    @property
    def refused(self) -> bool:
        """Whether what is named is not there, or not told apart."""
        return bool(self.unknown or self.missing or self.homeless or self.bare)

    @property
    def unknown(self) -> str:
        """The document named, where the index has none such; else empty."""
        return self.named.name if self.named and not self.named.documents else ""

    @property
    def missing(self) -> str:
        """The provisions asked for that the documents do not have; else empty."""
        asked_of_some = self.named or (self.documents is not None and len(self.documents) == 1)
        told = "、".join(one.text for one in self.provisions)
        return told if asked_of_some and self.documents and not self.places else ""

    @property
    def bare(self) -> bool:
        """Whether the headings of documents are asked for that have none."""
        return bool(self.overview and self.named and self.documents) and not self.places

    @property
    def homeless(self) -> str:
        """The provisions whose words are asked for without saying of which document; else empty."""
        alone = self.words and not self.places and not self.missing
        return "、".join(one.text for one in self.provisions) if alone else ""


class Shelf(Protocol):
    """Where documents are fetched from by number; any store."""

    def document(self, number: int) -> Document:
        """A document with its text."""

    def measures(self, number: int) -> Sequence[Measure]:
        """The measures of a document."""


def aim(question: Question, titles: Titles, allowed: Sequence[int], shelf: Shelf) -> Aim:
    """What a question is searched with, and where.

    Args:
        titles: of all documents.
        allowed: numbers of the documents that may be searched.
        shelf: to look into the documents that it names.
    """
    named = titles.named(question.text, question.ignored)
    asked = () if "provision" in question.ignored else provisions(question.text)
    whole = len(allowed) == 1 and (asks_for_outline(question.text) or asks_of_head(question.text))
    if named is None and not asked and not whole:
        return Aim(question)
    rest = without(named.rest if named else question.text, asked)
    within = None
    if named or len(allowed) == 1:
        within = [number for number in (named.documents if named else allowed) if number in allowed]
    places = [
        Place(number, *place)
        for number in within or ()
        for provision in asked
        if (place := find(provision, shelf.measures(number)))
    ]
    if not asked:
        places = [place for number in within or () for place in _told(number, shelf, rest)]
    words = bool(places) if not asked else asks_for_words(rest)
    overview = not asked and asks_for_outline(rest)
    return Aim(_about(question, rest, named), within, named, asked, tuple(places), words, overview)


def speaks_of_document(question: str) -> bool:
    """Whether a question that names no document speaks of one (这份文件…, 文号是…, 一共几章)."""
    return bool(provisions(question) or _OF_DOCUMENT.search(to_simplified(question)))


def _told(number: int, shelf: Shelf, rest: str) -> list[Place]:
    """The lines of a document that tell what is asked of it as a whole; most of them stand in no measure."""
    document, measures = shelf.document(number), shelf.measures(number)
    alone = bool(_ONLY_NAMED.fullmatch(to_simplified(rest)))
    spans = head_lines(document, ("title",) if alone else asks_of_head(rest))
    if alone or asks_for_outline(rest):
        spans += outline(document, measures, rest)
    places = []
    for start, end in spans:
        line = Measure("", (), start, end, document.text[start:end])
        around = next((measure for measure in measures if measure.start <= start and end <= measure.end), line)
        places.append(Place(number, around, start, end))
    return places


def _about(question: Question, rest: str, named: Named | None) -> Question:
    """A question reduced to its rest, if that asks for anything; a document named is of the place that it names."""
    of_its_name = named is not None and question.place.name in to_simplified(named.name)
    place = NOWHERE if of_its_name else question.place
    if not any(map(str.isalnum, rest)) or asks_for_words(rest):
        return replace(question, place=place)
    about = understand(rest)
    years = tuple(year for year in question.years if year in rest)
    parts = tuple(replace(part, place=place, years=years) for part in about.parts)
    return replace(
        about,
        language=question.language,
        follows=question.follows,
        place=place,
        years=years,
        parts=question.parts if question.follows else parts,
        ignored=question.ignored,
    )
