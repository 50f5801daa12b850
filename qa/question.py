"""What was asked: a clean question and the language to answer in."""

import re
import unicodedata
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Literal, TypeAlias

from corpus.errors import QuestionError
from corpus.numerals import writings
from corpus.places import NOWHERE, Place, asked_place
from corpus.records import Document
from corpus.text import is_traditional, normalise, to_simplified
from qa.cantonese import written_chinese
from qa.claims import asks_for_outcome
from qa.clause import asks_of_origin
from qa.days import days
from qa.fact import NUMERIC, asked_for, asks_for_all, term_asked
from qa.thesaurus import expand
from qa.wanted import NOTHING, Wanted, asking, wanted
from qa.years import YEAR, names_year, speaks_of_now, without_years, written_out, years, years_written

LONGEST_QUESTION = 2000
"""Characters."""

Language: TypeAlias = Literal["zh", "zh-Hant", "en"]

_HAN = re.compile(r"[\u3400-\u9fff\U00020000-\U0002ffff]")
_WORD = re.compile(r"[^\W\d_\u3400-\u9fff]+")
_LOOKS_BACK = re.compile(r"公报|年度报告|年报|统计|决算|审计|总结|执行情况|白皮书")
"""What a document is called that tells of the year in its title when that is over."""
_SPACE = re.compile(r"\s+")
_LASTS = re.compile(r"修[订正]|版|办法|条例|规定|规划|细则|标准|法$")
"""In the title of what holds beyond the year that it names."""
_NEWS = ("", "新闻")
"""The kinds of what is not said to be in force, so that what it tells is of its own day."""
_LOOK_BACK = 5
"""Years that news may look back without naming their own."""
_FRAME = re.compile(r"省里|县里|市里|上面|上头|政策里|文件里|文件上|材料里|到底|究竟|来着|听说|据说")
"""Words that only say who is asked, or where an answer is looked for: they lead to whatever names that."""
_MOST_PARTS = 12
"""Clauses of a question that are looked at one by one."""
_EXAMPLE = "专利可以质押融资吗？"
_LEAST_SOUGHT = 4
"""Characters left over without which a question is searched for whole."""


@dataclass(frozen=True, slots=True)
class Question:
    """A question fit to search with: no control characters, single spaces.

    `sought` is the part of it that is searched for, without the words that only say where an answer is looked for
    (文件里, 省里) and the years. `fact` is the kind of fact asked for (see `qa.fact`), empty for any other; `whole`
    says that it asks for all of something (哪些…), `origin` that it asks who issued a document, when or under which
    name, `outcome` what was decided in a case. `expansion` holds the policy terms that its everyday words stand for.
    English is expanded by nothing but the days it names: meaning alone finds more. `otherwise` is what is sought in
    other words that mean the same: its numbers in other writing, one's own terms for its everyday words, which are
    `own`, see `qa.thesaurus`.
    `place` is where it is asked about, see `corpus.places`; `years` are those it names, told from `day` (去年), `days`
    those of a year, as documents write them (3月17日); `now` says that it is only this one that it names so (今年).
    `wanted` are the amounts, days … that an answer must state, see `qa.wanted`.
    `follows` says that it was made whole from an earlier question, whose words are `base`, with the thing that was last
    asked about instead, `focus`; see `qa.followup`. `parts` are its clauses, each a question, where it
    asks for several things (给多少钱，谁能申请). `ignored` are the kinds of reading left out on request, see
    `qa.understood`.
    """

    text: str
    language: Language
    sought: str
    fact: str = ""
    wanted: Wanted = NOTHING
    whole: bool = False
    origin: bool = False
    outcome: bool = False
    expansion: str = ""
    place: Place = NOWHERE
    years: tuple[str, ...] = ()
    days: tuple[str, ...] = ()
    day: str = ""
    now: bool = False
    otherwise: tuple[str, ...] = ()
    own: tuple[str, ...] = ()
    follows: bool = False
    base: str = ""
    focus: str = ""
    parts: tuple["Question", ...] = ()
    ignored: frozenset[str] = frozenset()

    @property
    def wordings(self) -> tuple[str, ...]:
        """The whole of it as it was asked, and what is sought in other words that mean the same."""
        return (self.text, *self.otherwise)

    @property
    def searched(self) -> tuple[str, ...]:
        """What is sought, in all those words."""
        return (self.sought, *self.otherwise)

    @property
    def framed(self) -> bool:
        """Whether some of its words are not searched for."""
        return self.sought != self.text

    def concerns(self, document: Document) -> bool:
        """Whether a document can answer at all, however near its words are.

        A document of one place says nothing about another that it never names (see `corpus.places`). What holds in a
        year does not stand in a document that names others alone, in digits or in numerals (二〇二二年), where a figure
        is asked for or the document is of a later year. What is found is in force, so that it holds this year
        (今年), whenever it is from.
        """
        if self.place.missed_by(document.region) and not self.names_place(document):
            return False
        if self.now:
            return True
        written = document.date[:4] or max(years(document.title), default="")
        later = bool(written) and max(self.years, default="") < written
        held = self.fact in (*NUMERIC, "person") or later
        return not held or self.names_year(document) or self.may_be_of_its_year(document)

    def holds_in(self, document: Document, text: str) -> bool:
        """Whether what a document says in a text can hold in the place, and of the year, asked about.

        A document of another place says of this one only what names it; nor is a figure of a year for a province that
        of one of its cities (哈尔滨今年的目标). Of a year after the one that it is about by its title (2018年度…) a
        document tells something only where it names that year.
        """
        titled = years(document.title) if self.years and not self.now and not _LASTS.search(document.title) else ()
        if titled and min(self.years) > max(titled) and not names_year(text, self.years):
            return False
        wider = self.fact == "figure" and self.years and self.place.stands_in(document.region)
        missed = wider or self.place.missed_by(document.region)
        return not missed or self.place.name in to_simplified(text)

    def names_place(self, document: Document) -> bool:
        """Whether a document is of the place asked about or names it; True where none is."""
        name = self.place.name
        return not name or name in to_simplified(f"{document.region} {document.title} {document.text}")

    def names_year(self, document: Document) -> bool:
        """Whether a document is of one of the years asked about or names it; True where none is."""
        return not self.years or self.of_its_year(document) or names_year(document.text, self.years)

    def of_its_year(self, document: Document) -> bool:
        """Whether a document is of one of the years asked about, by its date or its title; False where none is."""
        return bool(self.years) and names_year(f"{document.date} {document.title}", self.years)

    def may_be_of_its_year(self, document: Document) -> bool:
        """Whether a document is of one of the years asked about, or news that tell neither a day nor a later year."""
        if self.of_its_year(document) or not self.years:
            return bool(self.years)
        if document.kind not in _NEWS or document.date or YEAR.search(document.title):
            return False
        named = _last_year(document)
        return not named or 0 <= int(max(self.years)) - int(named) <= _LOOK_BACK


@lru_cache(32)
def _last_year(document: Document) -> str:
    """The latest year that a document names; empty where it names none."""
    return max(years_written(document.text), default="")


def told_on(document: Document) -> str:
    """About when a document was told: its day, or by its title the year that it is of, or behind the one it reports."""
    year = next(iter(years(to_simplified(document.title))), "")
    if document.date or not year:
        return document.date
    return f"{int(year) + bool(_LOOKS_BACK.search(to_simplified(document.title)))}-01-01"


def understand(raw: str, day: str = "") -> Question:
    """Clean a question and tell its language.

    Args:
        raw: as typed.
        day: the day on which it is asked, from which 去年 is told; today if left out.

    Raises:
        QuestionError: nothing is asked, or far too much; what is given is no text.
    """
    if not isinstance(raw, str):
        raise QuestionError(f"the question is {raw!r:.60}, not text; ask in words, for example “{_EXAMPLE}”")
    visible = "".join(" " if unicodedata.category(c) in ("Cc", "Cf", "Cs", "Co") else c for c in raw)
    text = written_chinese(_SPACE.sub(" ", visible).strip())
    if not any(c.isalnum() for c in text):
        lacking = f"“{text:.20}” has no words" if text else "is empty"
        raise QuestionError(f"the question {lacking}; ask in words, for example “{_EXAMPLE}”")
    if len(text) > LONGEST_QUESTION:
        raise QuestionError(
            f"the question has {len(text):,} characters, at most {LONGEST_QUESTION:,} can be read; "
            "ask for one thing at a time"
        )
    whole = _understood(text, _language(text), day)
    clauses = asking(text)[:_MOST_PARTS]
    if len(clauses) < 2:
        return whole
    parts = [_understood(clause, whole.language, day) for clause in clauses]
    if not any(part.fact for part in parts):
        return whole
    return replace(
        whole, parts=tuple(replace(part, place=whole.place, years=whole.years, now=whole.now) for part in parts)
    )


def _understood(text: str, language: Language, day: str) -> Question:
    """A question in a language, all of it asking for one thing."""
    plain = to_simplified(text)
    term = term_asked(plain)
    meant = (*expand(text), f"所称{term}是指") if term else expand(text)
    named = tuple(days(text))
    expansion = " ".join(named if language == "en" else meant)
    sought = text if language == "en" else _sought(text, plain, day)
    return Question(
        text,
        language,
        sought,
        fact="definition" if term else asked_for(plain),
        wanted=wanted(plain),
        whole=asks_for_all(plain),
        origin=asks_of_origin(plain),
        outcome=asks_for_outcome(plain),
        expansion=expansion,
        place=asked_place(plain),
        years=years(plain, day),
        days=named,
        day=day,
        now=speaks_of_now(plain),
        otherwise=() if language == "en" else _otherwise(normalise(sought), day),
    )


def _otherwise(sought: str, day: str) -> tuple[str, ...]:
    """What is sought with its years written out and its numbers in other writing."""
    full = written_out(sought, day)
    return (*((full,) if full != sought else ()), *writings(full))


def _sought(text: str, plain: str, day: str) -> str:
    """A Chinese question, given in Simplified too, without what frames it and the years it names.

    In a document that is of a year most passages do not name it, and those that do are no nearer for it.
    """
    rest = _FRAME.sub("", plain)
    rest = without_years(rest, years(rest, day), day)
    return rest if rest != plain and sum(map(str.isalnum, rest)) >= _LEAST_SOUGHT else text


def _language(text: str) -> Language:
    """English when it has more Latin words than Chinese characters, as in `R&D 补贴` it has not."""
    if len(_HAN.findall(text)) < len(_WORD.findall(text)) or not _HAN.search(text):
        return "en"
    return "zh-Hant" if is_traditional(text) else "zh"
