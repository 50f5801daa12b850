"""What a sentence does not stand without: what it limits or answers, the paragraph it speaks of, its item's rest."""

import re
from collections.abc import Collection, Sequence

from corpus.articles import counted
from corpus.references import references
from qa.enumeration import Span, begins_line, item_kind, lists
from qa.tables import above, headers

LONGEST_BEFORE = 400
"""Characters of a paragraph that is quoted only because the next one speaks of it."""
LONGEST_REST = 60
"""Characters of an item that are quoted only because what stands before them is."""
LONGEST_ANSWER = 150
"""Characters of an answer (答：…) that are quoted from its beginning on, as it may say no before it says what is."""
LONGEST_ANNOUNCED = 200
"""Characters of a sentence that is quoted only because the one before it announces it."""

_ANNOUNCED = re.compile(
    r"(?:[（(]?[一二三四五六七八九十]{1,3}[）)、是])?(?:推[进动]|打造|建设|加[快强]|坚持|深化|深入|提升|提高|完善|健全|强化|"
    r"办好|做[好强优]|实施|优化|扩大|促进|保障|构建|培育|发展|全面|大力|积极|着力|扎实|持续|统筹|改善|巩固|落实|营造|增强)"
    r"[^\W\d_]{2,12}[。；]"
)
_ANNOUNCES = re.compile(
    r"[^。；：]{2,30}(?:几|[两三四五六])[家个点项件条](?:企业|单位|公司|方面|意见|要求|建议|工作|问题|事情?)?。"
)
_LIMITS = re.compile(r"但(?!凡|愿)|其中[，,]")
_SPEAKS_ON = re.compile(
    r"(?:However|But|Otherwise|This|These|Those|They|It|Such|No|In (?:this|that|such) case)\b|"
    r"否则|反之|上述|前述|此时|此类"
)
"""How a sentence begins that speaks of the one before it in its paragraph."""
_REMARK = re.compile(r"[（(][^（()）]*[）)][。；]?")
_OF_THE_PARAGRAPH = re.compile(r"[^，。；：]{0,14}?前款")
_ANSWERS = re.compile(r"(?:解?答|回[答复]|A)\s*\d{0,2}[：:.]")
_ASKS = "？?"
_ITEM = re.compile(r"[（(]([一二三四五六七八九十]{1,3})[）)]")


def completed(text: str, spans: Sequence[Span], numbers: Collection[int]) -> set[int]:
    """Sentences with what they do not stand without.

    What only announces (推进健康上海建设。) is quoted with what it announces. What begins with 但 or 其中 and what it
    limits are quoted together; so are a question and the answer below it (答：…); what stands in brackets behind a
    sentence or speaks on from it (It is free., 否则…), with that; what speaks of the paragraph before it (前款), with
    that or with the items of it that it names; the last of an item that is quoted, to the end of the item if that is
    near; a row of a table, with its header.

    Args:
        text: of the document.
        spans: of the sentences of one measure.
        numbers: of those that are quoted.
    """
    whole = {*numbers, *(number + 1 for number in numbers if _announces(text, spans, number))}
    for number in numbers:
        whole |= _paragraph_of(text, spans, number) | _question_of(text, spans, number)
    for number in sorted(whole):
        if number + 1 not in whole:
            whole |= _rest(text, spans, number)
    for number in range(len(spans)):
        if number - 1 in whole and _limits(text, spans, number):
            whole.add(number)
    for number in reversed(range(1, len(spans))):
        if number in whole and (
            _limits(text, spans, number) or _remarks(text, spans, number) or _speaks_on(text, spans, number)
        ):
            whole.add(number - 1)
    for number, header in headers(text, spans).items():
        if number in whole:
            whole |= above(text, spans, header)
    return whole


def told_of(text: str, spans: Sequence[Span], numbers: Collection[int]) -> set[int]:
    """The paragraph behind each list that names an item of it that is quoted: 有前款第（三）项行为的，…."""
    behind = {last + 1 for _, last in lists(text, spans) if last + 1 < len(spans)}
    return {number for number in behind if not _items_named(text, spans, number).isdisjoint(numbers)}


def _announces(text: str, spans: Sequence[Span], number: int) -> bool:
    """Whether a sentence is but a few words, with which its paragraph begins, and no more than a title to the next.

    So is one that ends with how many are named next (要点名表扬几家企业。).
    """
    if number + 1 >= len(spans) or begins_line(text, spans, number + 1):
        return False
    near = spans[number + 1][1] - spans[number + 1][0] <= LONGEST_ANNOUNCED
    title = begins_line(text, spans, number) and _ANNOUNCED.fullmatch(text, *spans[number])
    return bool(near and (title or _ANNOUNCES.fullmatch(text, *spans[number])))


def _limits(text: str, spans: Sequence[Span], number: int) -> bool:
    """Whether a sentence begins with 但 or 其中 behind another one in its paragraph."""
    return not begins_line(text, spans, number) and bool(_LIMITS.match(text, spans[number][0]))


def _speaks_on(text: str, spans: Sequence[Span], number: int) -> bool:
    """Whether a sentence speaks of the one before it in its paragraph: It is free., 否则不予受理。"""
    return not begins_line(text, spans, number) and bool(_SPEAKS_ON.match(text, spans[number][0]))


def _remarks(text: str, spans: Sequence[Span], number: int) -> bool:
    """Whether a sentence is a remark in brackets behind another one in its paragraph: （负责部门：商务部）."""
    return not begins_line(text, spans, number) and bool(_REMARK.fullmatch(text, *spans[number]))


def _rest(text: str, spans: Sequence[Span], number: int) -> set[int]:
    """The rest of the item that a sentence is in, unless that is long."""
    line = _line(text, spans, number)
    near = spans[line[-1]][1] - spans[number][1] <= LONGEST_REST
    return set(line) if near and item_kind(text, spans[_first(text, spans, number)][0]) else set()


def _question_of(text: str, spans: Sequence[Span], number: int) -> set[int]:
    """The question above the answer that a sentence is in, and the answer up to it; of a question, how it is answered.

    None where that is too long.
    """
    first = _first(text, spans, number)
    if first == 0 and number and _ANSWERS.match(text, spans[0][0]):  # to what is asked in the heading
        near = spans[number][1] - spans[0][0] <= LONGEST_ANSWER
        return set(range(number + 1)) if near else {0} if spans[0][1] - spans[0][0] <= LONGEST_REST else set()
    answer = first if _ANSWERS.match(text, spans[first][0]) else _line(text, spans, number)[-1] + 1
    if (
        not 0 < answer < len(spans)
        or not _ANSWERS.match(text, spans[answer][0])
        or text[spans[answer - 1][1] - 1] not in _ASKS
    ):
        return set()
    asked = range(_first(text, spans, answer - 1), max(number, answer) + 1)
    return set(asked) if spans[asked[-1]][1] - spans[asked[0]][0] <= LONGEST_BEFORE else set()


def _first(text: str, spans: Sequence[Span], number: int) -> int:
    """The first sentence of the line that one is in."""
    return next(before for before in range(number, -1, -1) if begins_line(text, spans, before))


def _line(text: str, spans: Sequence[Span], number: int) -> range:
    """A sentence and those behind it in its line."""
    behind = number + 1
    while behind < len(spans) and not begins_line(text, spans, behind):
        behind += 1
    return range(number, behind)


def _paragraph_of(text: str, spans: Sequence[Span], number: int) -> set[int]:
    """The paragraph before the one that begins here, if this speaks of it: whole, or the items named below their head.

    None where it is too long.
    """
    before = _before(text, spans, number)
    items = _items_named(text, spans, number)
    if items:
        heads = (introduction for introduction, last in lists(text, spans) if before.start <= introduction < min(items))
        return {*items, next(heads, min(items))}
    short = before and spans[before[-1]][1] - spans[before[0]][0] <= LONGEST_BEFORE
    return set(before) if short else set()


def _before(text: str, spans: Sequence[Span], number: int) -> range:
    """The paragraph, with its items, before the one that begins here, if this speaks of it."""
    start, end = spans[number]
    if number == 0 or not begins_line(text, spans, number) or not _OF_THE_PARAGRAPH.match(text, start, end):
        return range(0)
    paragraphs = (i for i in range(number - 1, -1, -1) if begins_line(text, spans, i))
    first = next((i for i in paragraphs if not item_kind(text, spans[i][0])), 0)
    return range(first, number)


def _items_named(text: str, spans: Sequence[Span], number: int) -> set[int]:
    """The sentences of the items that what begins here names of the paragraph before."""
    named = [
        item
        for mention in text[slice(*spans[number])].split("前款")[1:]
        for item in references(f"本法第一条{mention}")  # as those of an article are named
        if item.first
    ]
    found: set[int] = set()
    for one in _before(text, spans, number):
        numeral = _ITEM.match(text, spans[one][0]) if begins_line(text, spans, one) else None
        if numeral and any(item.first <= counted(numeral[1]) <= item.last for item in named):
            found.update(_line(text, spans, one))
    return found
