"""The days of a year that a question names: 3月17日, 三月十七号, 17 March."""

import re

from corpus.numerals import find_numerals
from corpus.text import normalise

_MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()
_MONTH = (
    r"(?P<{}>(?i:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|"
    r"nov(?:ember)?|dec(?:ember)?)|May)\.?"
)
"""May is a month only with its capital."""
_CHINESE = re.compile(r"(?<!\d)(?P<month>1[0-2]|0?[1-9])月(?P<day>3[01]|[12]\d|0?[1-9])[日号]")
_ENGLISH = re.compile(
    rf"\b(?P<first>3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)? (?:of )?{_MONTH.format('behind')}\b"
    rf"|\b{_MONTH.format('before')} (?P<last>3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?\b"
)


def days(question: str) -> dict[str, str]:
    """The days that a question names, as documents write them (3月17日), in their order.

    Returns:
        For each its words in the question, empty where it is written in numerals.
    """
    text: str = normalise(question)
    for number in reversed([*find_numerals(text)]):
        text = f"{text[: number.start]}{number.value}{text[number.end :]}"
    named = [(found[0], int(found["month"]), int(found["day"])) for found in _CHINESE.finditer(text)]
    for found in _ENGLISH.finditer(question):
        month = _MONTHS.index((found["behind"] or found["before"])[:3].lower()) + 1
        named.append((found[0], month, int(found["first"] or found["last"])))
    return {f"{month}月{day}日": words if words in question else "" for words, month, day in named}
