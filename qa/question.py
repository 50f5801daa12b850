"""What was asked: a clean question and the language to answer in."""

import re
import unicodedata
from dataclasses import dataclass
from typing import Literal, TypeAlias

from corpus.errors import QuestionError
from corpus.records import Document
from corpus.regions import NATIONAL, leading_place
from corpus.text import is_traditional, normalise, to_simplified
from qa.fact import asked_for, asks_for_all
from qa.thesaurus import expand

LONGEST_QUESTION = 2000
"""Characters."""

Language: TypeAlias = Literal["zh", "zh-Hant", "en"]

_HAN = re.compile(r"[\u3400-\u9fff\U00020000-\U0002ffff]")
_WORD = re.compile(r"[^\W\d_\u3400-\u9fff]+")
_SPACE = re.compile(r"\s+")
_LEAD = re.compile(r"^(?:请问|想问(?:一下)?|我们?|在|[\s，,])*")
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?=\s*年)")
_IN_NUMERALS = str.maketrans("0123456789零○", "〇一二三四五六七八九〇〇")
_EVERYWHERE = ("", NATIONAL)


@dataclass(frozen=True, slots=True)
class Question:
    """A question fit to search with: no control characters, single spaces.

    `fact` is the kind of fact asked for (see `qa.fact`), empty for any other question; `whole` says
    that it asks for all of something (哪些…). `expansion` holds the policy terms that its everyday
    words stand for. English is not expanded: meaning alone finds more. `province` and `city` are the
    place it begins with (江苏的…, 在宁波…), which says where it is asked about; one named later may be
    anything (把点设到上海去). `years` are those it names.
    `follows` says that it was made whole from an earlier question.
    """

    text: str
    language: Language
    fact: str = ""
    whole: bool = False
    expansion: str = ""
    province: str = ""
    city: str = ""
    years: tuple[str, ...] = ()
    follows: bool = False

    def concerns(self, document: Document) -> bool:
        """Whether a document can answer at all, however near its words are.

        A document of one province says nothing about another that it never names, nor one of a city about
        another city, and a figure asked for a year does not stand in a document that never mentions that
        year, in digits or in numerals (二〇二二年).
        """
        place = self._elsewhere(document.region)
        years = self.years if self.fact == "figure" else ()
        if not place and not years:
            return True
        said = normalise(f"{document.date} {document.region} {document.title} {document.text}")
        numerals = said.translate(_IN_NUMERALS)
        return place in said and (not years or any(year.translate(_IN_NUMERALS) in numerals for year in years))

    def _elsewhere(self, region: str) -> str:
        """The place asked about, where a document of this region need not speak of it."""
        if region in _EVERYWHERE:
            return ""
        province, city = leading_place(region)
        if province and province == self.province:
            return self.city if city and city != self.city else ""
        return self.city or self.province


def understand(raw: str) -> Question:
    """Clean a question and tell its language.

    Raises:
        QuestionError: nothing is asked, or far too much.
    """
    visible = "".join(" " if unicodedata.category(c) in ("Cc", "Cf", "Cs", "Co") else c for c in raw)
    text = _SPACE.sub(" ", visible).strip()
    if not any(c.isalnum() for c in text):
        raise QuestionError("the question is empty; ask in words, for example “专利可以质押融资吗？”")
    if len(text) > LONGEST_QUESTION:
        raise QuestionError(
            f"the question has {len(text):,} characters, at most {LONGEST_QUESTION:,} can be read; "
            "ask for one thing at a time"
        )
    plain = to_simplified(text)
    language = _language(text)
    expansion = "" if language == "en" else " ".join(expand(text))
    province, city = leading_place(_LEAD.sub("", plain))
    return Question(
        text,
        language,
        fact=asked_for(plain),
        whole=asks_for_all(plain),
        expansion=expansion,
        province=province,
        city=city,
        years=tuple(_YEAR.findall(plain)),
    )


def _language(text: str) -> Language:
    """English when it has more Latin words than Chinese characters, as in `R&D 补贴` it has not."""
    if len(_HAN.findall(text)) < len(_WORD.findall(text)) or not _HAN.search(text):
        return "en"
    return "zh-Hant" if is_traditional(text) else "zh"
