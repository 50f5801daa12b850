"""What a sentence is worth to a question beside its words: whether it states what is asked, of whom, for which year."""

import re
from collections.abc import Sequence

from corpus.text import to_simplified
from qa.clause import formal
from qa.enumeration import Span, lists
from qa.fact import states, unit_asked
from qa.party import fits, party
from qa.question import Question, names_year

FACT_BONUS = 0.45
UNIT_BONUS = 0.6
PARTY_BONUS = 0.3
YEAR_BONUS = 0.6
"""What a sentence gains that states the kind of fact asked for, in the unit asked for, of the party, for the year."""

WORTHLESS = -1e9
"""Of a sentence that is never an answer: it only speaks of the document itself, or introduces what is not there."""

EXACT = ("penalty", "time", "money")
"""Kinds of fact beside which nothing is quoted that does not state them."""

_YEAR = re.compile(r"(?:19|20)\d\d\s*年|二〇[〇一二三四五六七八九]{2}年")


def gains(question: Question, text: str, spans: Sequence[Span]) -> list[float]:
    """What to add to the score of each sentence of a measure; an item says what its introduction says, too.

    Args:
        text: of the document.
        spans: of the sentences in it.
    """
    asked = to_simplified(question.text)
    unit, who = unit_asked(asked), party(asked)
    gained = [_gain(question, asked, unit, who, text[start:end]) for start, end in spans]
    introducing = set()
    for introduction, last in lists(text, spans):
        introducing.add(introduction)
        for item in range(introduction + 1, last + 1):
            gained[item] = max(gained[item], gained[introduction])
    return [
        WORTHLESS if text[end - 1] in "：:" and number not in introducing else gain
        for number, ((_, end), gain) in enumerate(zip(spans, gained, strict=True))
    ]


def _gain(question: Question, asked: str, unit: re.Pattern[str] | None, who: str, sentence: str) -> float:
    if formal(sentence, asked):
        return WORTHLESS
    gained = FACT_BONUS * states(question.fact, sentence)
    gained += UNIT_BONUS * bool(unit and unit.search(sentence))
    gained += PARTY_BONUS * fits(who, sentence)
    if question.years and _YEAR.search(sentence):
        gained += YEAR_BONUS if names_year(sentence, question.years) else -YEAR_BONUS
    return gained
