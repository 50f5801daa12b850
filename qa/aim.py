"""What is searched with, and where: a question that names documents or provisions is answered from those."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from corpus.places import NOWHERE
from corpus.text import to_simplified
from qa.head import asks_of_head
from qa.lookup import (
    NOTHING,
    LookedUp,
    Place,
    Shelf,
    asks_for_part,
    asks_of_document,
    look_up,
    without_parts,
)
from qa.naming import Named, Titles
from qa.provision import Provision, asks_for_words
from qa.question import Question, understand
from qa.vague import says_nothing

_OF_DOCUMENT = re.compile(
    r"[这那该本][个份部项]?(?:文件|条例|办法|通知|意见|规定|政策|法|细则|方案)|文件|文号|全文|目录|(?:几|多少)[章条]|(?:施行|生效|实施)(?:的|了|日期|时间)*[？?]?$|总结|概括|讲了?什么|"
    r"(?:谁|哪个?(?:部门|单位|机关)).?(?:印发|发布|公布|颁布|制定|出台)|(?:发布|公布|印发|颁布|出台)的?(?:时间|日期|单位|机关)|"
    r"\b(?:document|summary|overview|outline)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Aim:
    """A question with the documents it is asked of.

    Attributes:
        question: what is searched with: without the names of documents and provisions, which would lead to all that
            mentions them; the question itself where nothing else is left.
        documents: numbers of the documents searched; None for all.
        named: the documents that it names, as far as it does.
        told: what it asks to be looked up in them.
        vague: whether it does not say what it is about, where several documents may be meant.
        context: whether the documents are those that the question before was answered from.
    """

    question: Question
    documents: list[int] | None = None
    named: Named | None = None
    told: LookedUp = NOTHING
    vague: bool = False
    context: bool = False

    @property
    def places(self) -> tuple[Place, ...]:
        """Where what is looked up stands."""
        return self.told.places

    @property
    def words(self) -> bool:
        """Whether nothing is asked for but what these places say."""
        return self.told.words

    @property
    def compares(self) -> bool:
        """Whether each of several documents is asked about."""
        return bool(self.named and self.named.several)

    @property
    def refused(self) -> bool:
        """Whether what is named is not there, or not told apart."""
        return bool(self.unknown or self.missing or self.homeless or self.bare or self.vague)

    @property
    def unknown(self) -> str:
        """The document named, where the index has none such; else empty."""
        return self.named.name if self.named and not self.named.documents else ""

    @property
    def missing(self) -> str:
        """The provisions and divisions asked for that the documents do not have; else empty."""
        asked_of_some = self.named or (self.documents is not None and len(self.documents) == 1)
        return "、".join(self.told.names) if asked_of_some and self.documents and not self.places else ""

    @property
    def bare(self) -> bool:
        """Whether the headings of documents are asked for that have none."""
        return bool(self.told.overview and self.named and self.documents) and not self.places

    @property
    def homeless(self) -> str:
        """The provisions whose words are asked for without saying of which document; else empty."""
        alone = self.words and not self.places and not self.missing
        return "、".join(self.told.names) if alone else ""


def aim(
    question: Question, titles: Titles, allowed: Sequence[int], shelf: Shelf, known: Provision | None = None
) -> Aim:
    """What a question is searched with, and where.

    Args:
        titles: of all documents.
        allowed: numbers of the documents that may be searched.
        shelf: to look into the documents that it names.
        known: the provision that was spoken of before.
    """
    named = titles.named(question.text, question.ignored)
    alone = len(allowed) == 1
    heeded = "provision" not in question.ignored
    asked = heeded and (asks_of_document if alone else asks_for_part)(question.text)
    if named is None and not asked and not (alone and asks_of_head(question.text)):
        return Aim(question, vague=not alone and not question.follows and says_nothing(question.text))
    within = None
    if named or alone:
        within = [number for number in (named.documents if named else allowed) if number in allowed]
    rest = named.rest if named else question.text
    told = look_up(question.text, rest, within, shelf, known) if heeded else NOTHING
    return Aim(_about(question, without_parts(question.text, rest), named), within, named, told)


def speaks_of_document(question: str) -> bool:
    """Whether a question that names no document speaks of one (这份文件…, 文号是…, 一共几章)."""
    return asks_for_part(question) or bool(_OF_DOCUMENT.search(to_simplified(question)))


def _about(question: Question, rest: str, named: Named | None) -> Question:
    """A question reduced to its rest, if that asks for anything; a document named is of the place that it names."""
    of_its_name = named is not None and question.place.name in to_simplified(named.name)
    place = NOWHERE if of_its_name else question.place
    if not any(map(str.isalnum, rest)) or asks_for_words(rest):
        return replace(question, place=place)
    about = understand(rest, question.day)
    years = tuple(year for year in question.years if year in about.years)
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
