"""Provisions that a question names by number (第十二条第二款第（三）项), found in a document."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from corpus.articles import NUMERAL, article_label, parts
from corpus.records import Measure
from corpus.text import to_simplified, trim

_COUNT = rf"\s*([{NUMERAL}\d]{{1,9}})\s*"
_PROVISION = re.compile(
    rf"第{_COUNT}条(?:之([{NUMERAL}]{{1,3}}))?(?:的?第{_COUNT}款)?(?:的?(?:第\s*[（(]?{_COUNT}[）)]?|[（(]{_COUNT}[）)])\s*项)?|"
    r"\b[Aa]rt(?:icle|\.)\s*(\d{1,4})\b"
)
_LABEL = re.compile(rf"第([{NUMERAL}\d]+)条(?:之([{NUMERAL}]+))?")
_ONLY_ITS_WORDS = re.compile(
    r"(?:里面?|中|上|的|是|都|和|与|跟|至|到(?!底)|[-—～]|了|[这那该本它其][个份部项]?|文件|条例|办法|通知|意见|法律?|细则|到底|具体|一下|请问|讲的?|说的?|写的?|规定的?|规定了|说了|写了|讲了|怎么|如何|内容|原文|全文|条文|"
    r"什么|啥|哪些|有|吗|呢|念|看|查|告诉我|给我|帮我|把|列出来?|[\s，,。.？?！!：:、])*+|"
    r"(?:\b(?:what|does|do|say|says|is|in|the|of|text|read|show|me|stated?|content|provide[sd]?)\b|[\s,.?!])*+",
    re.IGNORECASE,
)
_DIVISION = re.compile(rf"第[{NUMERAL}\d]+[编編章节節]")
_SECTION = re.compile(rf"^([{NUMERAL}]+)、.*", re.DOTALL)
"""A title of a document that counts its provisions so instead of as articles."""
_UNITS = {"十": 10, "百": 100, "千": 1000}


_UP_TO = re.compile(r"\s*(?:至|到|[-—－~～])\s*")
MOST_IN_A_ROW = 20
"""How many articles 第三条至第五条 may stand for."""


@dataclass(frozen=True, slots=True)
class Provision:
    """An article, or a paragraph or an item of one.

    Attributes:
        text: as it stands in the question.
        article, paragraph, item: their numbers; 0 where the question names none.
        inserted: the number behind 之, of an article put in later (第十二条之一); else 0.
    """

    text: str
    article: int
    inserted: int = 0
    paragraph: int = 0
    item: int = 0


def provisions(question: str) -> tuple[Provision, ...]:
    """The provisions that a question names, in its order."""
    found: list[Provision] = []
    plain, end = to_simplified(question), 0
    for match in _PROVISION.finditer(plain):
        article, inserted, paragraph, *items, english = (_value(told or "") for told in match.groups())
        text = question[match.start() : match.end()].strip()
        if found and _UP_TO.fullmatch(plain, end, match.start()):
            first = found[-1].article + 1
            found += [Provision(text, number) for number in range(first, min(article, first + MOST_IN_A_ROW))]
        found.append(Provision(text, article or english, inserted, paragraph, max(items)))
        end = match.end()
    return tuple(dict.fromkeys(found))


def without(question: str, named: Sequence[Provision]) -> str:
    """A question without the provisions it names."""
    for provision in named:
        question = question.replace(provision.text, " ")
    return (_DIVISION.sub(" ", question) if named else question).strip()


def asks_for_words(rest: str) -> bool:
    """Whether a question, apart from what it names, only asks what that says (说什么？, what does it say?)."""
    return bool(_ONLY_ITS_WORDS.fullmatch(to_simplified(rest)))


def find(provision: Provision, measures: Iterable[Measure]) -> tuple[Measure, int, int] | None:
    """The measure that a provision is or stands in, and its span in the document; None where there is none such.

    Where paragraphs and items cannot be told apart, it is the whole article.
    """
    wanted = (provision.article, provision.inserted)
    for measure in measures:
        number = _number(article_label(measure.title)) or _number(_SECTION.sub(r"第\1条", measure.title))
        if number == wanted:
            return measure, *_span(provision, measure)
    return None


def _span(provision: Provision, measure: Measure) -> tuple[int, int]:
    told = parts(measure)
    below = next((part.start for part in told if not part.paragraph), len(measure.text))  # a signature, a date
    numbered = [(part, _value(part.item)) for part in told]
    paragraph = provision.paragraph or (1 if provision.item else 0)
    chosen = [
        place
        for place, (part, item) in enumerate(numbered)
        if part.paragraph == paragraph and (not provision.item or item == provision.item)
    ]
    start, end = 0, below
    if paragraph and chosen:
        behind = chosen[-1] + 1
        start, end = told[chosen[0]].start, told[behind].start if behind < len(told) else below
    start, end = trim(measure.text, start, end)
    return measure.start + start, measure.start + end


def _number(label: str) -> tuple[int, int] | None:
    """The number of an article and of one put in behind it; None for no label."""
    found = _LABEL.match(label)
    return (_value(found[1]), _value(found[2] or "")) if found else None


def _value(numeral: str) -> int:
    """A number up to 9,999 in digits or Chinese, 0 for nothing."""
    numeral = numeral.strip()
    if numeral.isdecimal():
        return int(numeral)
    total = digit = 0
    for character in numeral:
        if character in _UNITS:
            total, digit = total + (digit or 1) * _UNITS[character], 0
        else:
            digit = max("零一二三四五六七八九".find(character.translate(str.maketrans("〇○两", "零零二"))), 0)
    return total + digit
