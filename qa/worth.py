"""What a sentence is worth to a question beside its words: whether it states what is asked, of whom, for which year."""

import re
from collections.abc import Sequence

from corpus.text import to_simplified
from qa.claims import asks_what_is_claimed, claimed
from qa.clause import formal
from qa.enumeration import Span, begins_line, item_kind, lists
from qa.fact import NUMERIC, defining, states, term_asked, unit_asked
from qa.letter import written_in
from qa.party import fits, party
from qa.question import Question
from qa.ranges import gain_of_range, quantities
from qa.tables import captions, under_headers
from qa.years import YEAR, names_year

FACT_BONUS = 0.45
UNIT_BONUS = 0.6
PARTY_BONUS = 0.3
YEAR_BONUS = 0.6
DEFINITION_BONUS = 1.0
HOLDER_BONUS = 1.0
"""What a sentence gains that states the kind of fact asked for, in the unit asked for, of the party, for the year; that
says what the term means that is asked about, who holds the office."""

PENALTY_LOSS = 0.3
"""What a sentence loses that punishes, where it is asked whether something is allowed: the rule itself says that."""

CLAIM_LOSS = 1.0
"""What a sentence loses that a party to a case says, where what was found or decided is asked for."""

WORTHLESS = -1e9
"""Of a sentence that is never an answer: it only speaks of the document itself, introduces what is not there, is of
a letter that asks, or no sentence: a cell of a table that has one a line, a year alone, a menu."""

EXACT = ("penalty", "time", "money", "definition", "person")
"""Kinds of fact beside which nothing is quoted that does not state them."""

_MAY = re.compile(
    r"(?:可以|能|准|许|行).{0,20}(?:吗|么|不[？?]?$)|能不能|可不可以|行不行|让不让|允不允许|\b(?:can|may|allowed|permitted)\b",
    re.IGNORECASE,
)
_PUNISHED = re.compile(
    r"罚|后果|责任|会怎么?样|犯法|违法|违规|吊销|\b(?:fine|penalt|punish|happen|consequence)", re.IGNORECASE
)
_PUNISHES = re.compile(r"违反本|违反第|违反.{0,20}规定|罚款|责令")

_SEVERAL_YEARS = re.compile(r"年均|[三四五]年(?:来|间)|十[一二三四五]五”?(?:时期|期间|以来)")
"""What says of which years together a figure is."""

_DAY = re.compile(r"[\d年月日.\-—~]+|[一二三四五六七八九十〇○年月日]+")
_CLOCK = re.compile(r"\s*[\[【(（]?\d{1,2}[:：]\d{2}(?:[:：]\d{2})?[\]】)）]?\s*")
"""When somebody spoke, as an interview is taken down."""
_CREDIT = r"(来源|审核|责编|主编|编辑|责任编辑|供稿|撰稿|校对|排版|监制)\s*[：:|｜]\s*"
_CREDITED = re.compile(rf"\s*{_CREDIT}([^。；：:|｜\d]{{1,20}}?)\s*(?=$|\s{_CREDIT})")
_LONGEST_CREDITS = 120
_SOURCE = re.compile(r"(?:[局办委报网社部厅台站]|中心|政府|发布)$")
"""Who made a page, as it says below its text."""

_WORDS = re.compile(
    r"(?!.*[一二三四五六七八九十百千万两](?:元|[个小周]|年|月|日|天|人|倍|成|次|名|岁))(?:(?:19|20)\d\d年)?[^\W\d_]{1,16}"
)

_SENTENCE = 10
"""Characters of a sentence below a heading."""


def gains(question: Question, text: str, spans: Sequence[Span], headings: str = "") -> list[float]:
    """What to add to the score of each sentence of a measure; an item says what its introduction says, too, and a row
    what the header of its table does.

    Args:
        text: of the document.
        spans: of the sentences in it.
        headings: under which they stand; the year that these name is that of a sentence that names none.
    """
    asked = to_simplified(question.text)
    term = term_asked(asked)
    unit, who = unit_asked(asked), party(asked)
    given = quantities(question.text)
    loss = PENALTY_LOSS if _asks_if_allowed(question, asked) else 0.0
    gained = [
        WORTHLESS
        if formal(sentence, asked)
        else _gain(question, asked, unit, who, sentence)
        + _of_year(question, sentence, headings)
        + gain_of_range(given, sentence)
        - loss * bool(_PUNISHES.search(sentence))
        for sentence in under_headers(text, spans)
    ]
    if term:
        stated = [bool(defining(term).search(text[start:end])) for start, end in spans]
        gained = [gain + DEFINITION_BONUS * defines for gain, defines in zip(gained, stated, strict=True)]
    if not asks_what_is_claimed(asked):
        said = claimed(text, spans)
        gained = [gain - CLAIM_LOSS * (number in said) for number, gain in enumerate(gained)]
    introducing = set()
    for introduction, last in lists(text, spans):
        introducing.add(introduction)
        for item in range(introduction + 1, last + 1):
            gained[item] = max(gained[item], gained[introduction])
    cells = set() if question.origin else _cells(text, spans) | captions(text, spans) | written_in(text, spans)
    cells |= {number for number, span in enumerate(spans) if _CLOCK.fullmatch(text, *span)}
    if not question.origin:
        cells |= {number for number, span in enumerate(spans) if _credits(text[slice(*span)])}
    return [
        WORTHLESS if number in cells or (text[end - 1] in "：:~～" and number not in introducing) else gain
        for number, ((_, end), gain) in enumerate(zip(spans, gained, strict=True))
    ]


def _credits(sentence: str) -> bool:
    """Whether it only says who made a page; 审核：… alone may be a step."""
    told: list[tuple[str, str]] = []
    end = 0
    while end < len(sentence) <= _LONGEST_CREDITS:
        credited = _CREDITED.match(sentence, end)
        if not credited:
            return False
        told.append((credited[1], credited[2]))
        end = credited.end()
    return len(told) > 1 or any(_SOURCE.search(said) if label == "来源" else label != "审核" for label, said in told)


def _cells(text: str, spans: Sequence[Span]) -> set[int]:
    """Lines that hold but a day or a number, or but a few words, no number of anything, among such or over text."""
    lines = [number for number in range(len(spans)) if begins_line(text, spans, number)]
    alone = [number for number in lines if number + 1 == len(spans) or begins_line(text, spans, number + 1)]
    days = {number for number in alone if _DAY.fullmatch(text, *spans[number])}
    words = {
        number for number in alone if _WORDS.fullmatch(text, *spans[number]) and not item_kind(text, spans[number][0])
    }
    bare = days | words
    heads = {number for number in words if number + 1 < len(spans) and _told_below(text, *spans[number + 1])}
    return days | heads | {number for number in words if not bare.isdisjoint((number - 1, number + 1))}


def _told_below(text: str, start: int, end: int) -> bool:
    """Whether what stands below a few words is a sentence, to which they are the heading."""
    return text[end - 1] in "。；！" and end - start >= _SENTENCE


def _gain(question: Question, asked: str, unit: re.Pattern[str] | None, who: str, sentence: str) -> float:
    fined = question.fact == "money" and "罚" in sentence and "罚" not in asked
    gained = FACT_BONUS * (_states(question, sentence) and not fined)
    gained += (UNIT_BONUS if question.fact != "person" else HOLDER_BONUS) * bool(unit and unit.search(sentence))
    gained += PARTY_BONUS * fits(who, sentence)
    return gained


def _asks_if_allowed(question: Question, asked: str) -> bool:
    """Whether it is asked if something is allowed, and not how it is punished."""
    return question.fact != "penalty" and bool(_MAY.search(asked)) and not _PUNISHED.search(asked)


def _states(question: Question, sentence: str) -> bool:
    """Whether a sentence states the kind of fact asked for; a year is no figure."""
    return states(question.fact, YEAR.sub("", sentence) if question.fact in NUMERIC else sentence)


def _of_year(question: Question, sentence: str, headings: str) -> float:
    """What a sentence gains by naming a year asked about, or loses by being of another.

    Headings that name years tell it of all that stands below them. A sentence that names the year but no figure, where
    a figure is asked for, gains nothing. What holds this year (今年) may have been said in another; it is not what is
    reported of another.
    """
    if not question.years:
        return 0.0
    told, own = bool(YEAR.search(headings)), bool(YEAR.search(sentence))
    if own and names_year(sentence, question.years):
        tells = question.fact not in NUMERIC or _states(question, sentence)
        return YEAR_BONUS * (tells and not told)
    if told and not names_year(headings, question.years):
        return -YEAR_BONUS
    together = question.fact in NUMERIC and _SEVERAL_YEARS.search(sentence)
    if together and not _SEVERAL_YEARS.search(to_simplified(question.text)):
        return -YEAR_BONUS
    return -YEAR_BONUS if own and not question.now else 0.0
