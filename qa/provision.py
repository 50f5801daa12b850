"""Provisions that a question names by number (第十二条第二款第（三）项), found in a document."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from corpus.articles import NUMERAL, Part, article_label, parts
from corpus.records import Measure
from corpus.text import to_simplified, trim

LAST = -1
"""The number of the last article, paragraph or item."""
MOST_IN_A_ROW = 20
"""How many articles 第三条至第五条 may stand for."""

COUNT = rf"\s*([{NUMERAL}\d]{{1,9}})\s*"
PART = rf"\s*([{NUMERAL}]{{1,3}}|\d{{1,2}})\s*"
_NOT_SO_MANY = r"(?!规定|要求|内容|措施|条件|情形)"
_ALONE = (
    r"(?=\s*(?:$|[，,。.？?！!、；;：:（(和与至到的第之里中讲说是对有]|规定|怎么|如何|什么|内容|全文|原文|"
    rf"[{NUMERAL}\d]{{1,3}}款))"
)
"""What stands behind 39条 where it is an article, and not so many of something."""
_BARE = (
    r"(?:(?<=[法例则释典])|(?<=规定|决定|[法例则释典]》|[法例则释典]\s)|(?<=规定》|规定\s))"
    rf"(?=\s*[{NUMERAL}\d]{{1,9}}\s*条{_ALONE})"
)
"""劳动合同法39条 is its article 39."""
ITEM = rf"的?(?:第{PART}项|第?\s*[（(]{PART}[）)](?:\s*项)?|(?<=款){PART}项{_NOT_SO_MANY})"
_PROVISION = re.compile(
    rf"(?:第|{_BARE}){COUNT}条(?:之([{NUMERAL}]{{1,3}}))?"
    rf"(?:的?第{PART}款|(?!两){PART}款{_NOT_SO_MANY})?(?:{ITEM})?|"
    r"(?i:(?:\b(?:item|subparagraph) \(?(\d{1,2})\)?,? (?:of|in) )?(?:\bparagraph \(?(\d{1,2})\)?,? (?:of|in) )?"
    r"\bart(?:icle|\.)\s*(\d{1,4})(?:\s?\((\d{1,2})\)|,? paragraph (\d{1,2})\b)?(?:,? item \(?(\d{1,2})\b\)?)?)(?!\d)"
)
_LABEL = re.compile(rf"第([{NUMERAL}\d]+)条(?:之([{NUMERAL}]+))?")
_ONLY_ITS_WORDS = re.compile(
    r"(?:里面?|中|上|的|是|都|和|与|跟|至|到(?!底)|[-—～]|了|[这那该本它其][个份部项]?|文件|条例|办法|通知|意见|法律?|细则|到底|具体|一下|请问|讲的?|说的?|写的?|规定的?|规定了|说了|写了|讲了|怎么|如何|内容|原文|全文|条文|"
    r"主要|关于|什么|啥|哪些|有|吗|呢|念|看|查|告诉我|给我|帮我|把|列出来?|[\s，,。.？?！!：:、])*+|"
    r"(?:\b(?:what|does|do|it|say|says|is|in|the|of|about|text|read|show|me|stated?|content|provide[sd]?)\b|[\s,.?!])*+",
    re.IGNORECASE,
)
_ENGLISH_NAME = re.compile(
    r"(?:\b(?:of|in|under) (?:the )?|\bthe |^(?!what|how|which|when|do|is|show|tell)(?=[A-Z]))"
    r"(?:(?!does|says?\b)[\w’'()-]+ ){0,15}?"
    r"(?i:law|regulations?|measures|provisions|rules|interpretation|act|code|ordinance|decision|opinions?|notice|document)\b"
)
"""A document as English names it, which no Chinese title is known by."""
_UNITS = {"十": 10, "百": 100, "千": 1000}
_UP_TO = re.compile(r"\s*(?:至|到|[-—－~～])\s*")


@dataclass(frozen=True, slots=True)
class Provision:
    """An article, or a paragraph or an item of one.

    Attributes:
        text: as it stands in the question.
        article, paragraph, item: their numbers; 0 where the question names none, `LAST` for the last there is.
        inserted: the number behind 之, of an article put in later (第十二条之一); else 0.
        step: how many articles further on it stands (下一条), or before.
    """

    text: str
    article: int
    inserted: int = 0
    paragraph: int = 0
    item: int = 0
    step: int = 0


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a provision stands: its measure, and its span in the document.

    Attributes:
        exact: whether it is that; else the paragraph or item asked for cannot be told, and it is the whole article.
    """

    measure: Measure
    start: int
    end: int
    exact: bool = True


def provisions(question: str) -> tuple[Provision, ...]:
    """The provisions that a question names, in its order."""
    found: list[Provision] = []
    plain, end = to_simplified(question), 0
    for match in _PROVISION.finditer(plain):
        article, inserted, paragraph, bare, *items, above, within, english, behind, told, item = (
            value(group or "") for group in match.groups()
        )
        text = question[match.start() : match.end()].strip()
        if found and _UP_TO.fullmatch(plain, end, match.start()):
            first = found[-1].article + 1
            found += [Provision(text, number) for number in range(first, min(article, first + MOST_IN_A_ROW))]
        paragraph = paragraph or bare or within or behind or told
        found.append(Provision(text, article or english, inserted, paragraph, max(*items, above, item)))
        end = match.end()
    return tuple(dict.fromkeys(found))


def asks_for_words(rest: str) -> bool:
    """Whether a question, apart from what it names, only asks what that says (说什么？, what does it say?)."""
    return bool(_ONLY_ITS_WORDS.fullmatch(to_simplified(rest)))


def without_english_name(rest: str) -> str:
    """A question without the document that it names in English."""
    return _ENGLISH_NAME.sub(" ", rest)


def find(provision: Provision, measures: Iterable[Measure]) -> Standing | None:
    """Where a provision stands among the measures of a document; None where there is none such."""
    articles = numbered(measures)
    numbers = [number for number, _ in articles]
    if provision.article == LAST:
        at = numbers.index(max(numbers)) if numbers else -1
    else:
        wanted = (provision.article, provision.inserted)
        at = numbers.index(wanted) + provision.step if wanted in numbers else -1
    return _part(provision, articles[at][1]) if 0 <= at < len(articles) else None


def numbered(measures: Iterable[Measure]) -> list[tuple[tuple[int, int], Measure]]:
    """The articles among the measures of a document, with their numbers."""
    return [(number, measure) for measure in measures if (number := _number(article_label(measure.title)))]


def whole(measure: Measure) -> tuple[int, int]:
    """The span of an article in the document, without a signature or a date below it."""
    start, end = trim(measure.text, 0, _below(parts(measure), measure))
    return measure.start + start, measure.start + end


def _below(told: Sequence[Part], measure: Measure) -> int:
    return next((part.start for part in told if not part.paragraph), len(measure.text))


def _part(provision: Provision, measure: Measure) -> Standing:
    if not provision.paragraph and not provision.item:
        return Standing(measure, *whole(measure))
    told = parts(measure)
    counted = [(part.paragraph, value(part.item)) for part in told if part.paragraph]
    items = [(paragraph, item) for paragraph, item in counted if item]
    paragraph = provision.paragraph
    if paragraph == LAST:
        paragraph = max((one for one, _ in counted), default=0)
    item = provision.item
    if item == LAST:
        item = max((one for within, one in items if paragraph in (0, within)), default=LAST)
    if not paragraph:
        paragraph = next((within for within, one in items if one == item), 0)
    chosen = [at for at, one in enumerate(counted) if paragraph == one[0] and (not item or item == one[1])]
    if not chosen:
        return Standing(measure, *whole(measure), exact=False)
    behind = chosen[-1] + 1
    end = told[behind].start if behind < len(told) else len(measure.text)
    start, end = trim(measure.text, told[chosen[0]].start, end)
    return Standing(measure, measure.start + start, measure.start + end)


def _number(label: str) -> tuple[int, int] | None:
    """The number of an article and of one put in behind it; None for no label."""
    found = _LABEL.match(label)
    return (value(found[1]), value(found[2] or "")) if found else None


def value(numeral: str) -> int:
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
