"""Items `一、` `（一）` `1.` `（1）` `①` and steps: the headings among them, and those that are only a list's lines."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import replace
from itertools import islice

from corpus.articles import NUMERAL, counted
from corpus.headings import (
    LEVEL_APPENDIX,
    LEVEL_ARTICLE,
    LEVEL_DECIMAL,
    LEVEL_ITEM,
    SENTENCE,
    Heading,
    Line,
    item_level,
)
from corpus.text import ITEM_NUMBER

_ITEM = (
    re.compile(rf"^[{NUMERAL}]{{1,4}}\s*、\s*"),
    re.compile(rf"^[（(][{NUMERAL}]{{1,4}}[）)]\s*、?\s*"),
    re.compile(rf"^{ITEM_NUMBER}\s*"),
    re.compile(r"^[（(]\d{1,2}[）)]\s*、?\s*"),
    re.compile(r"^[\u2460-\u2473]\s*"),
)
_MARKER = re.compile(rf"[（(]?(?:[{NUMERAL}]{{1,4}}|\d{{1,2}}(?:[.．]\d{{1,2}})*|[\u2460-\u2473])[）)]?[、.．]?\s*")
"""What a heading is counted by."""
_STEP = re.compile(rf"(?:第(?=.{{1,3}}步)|步骤)([{NUMERAL}]{{1,3}}|\d{{1,2}})步?(?:\s*[：:、]\s*|\s+)")
_STATES = re.compile(r".{20}|应当|不得|必须|可以|禁止|不予|免费|\d\s*[万亿千百]*(?:元|[%％倍亩天]|人次|个?工作日)")
"""What the first sentence of an item has that is more than its title (加强组织领导): what is to be done, a figure."""
_TELLS = re.compile(r"\d{3}|[：:]\s*\S")
"""What a heading says by itself: a telephone number, a year; who or what it is."""
_LEAVES_LIST = re.compile(rf"#|附(?:\s*[件录表]|[：:])|第[{NUMERAL}\d]+(?:[编編章节節条條]|部分)")
_QUESTIONS = re.compile(r"(?:[^。；;！!？?…~～]*[？?])+")

_CLAUSE = re.compile(r"[，,。；;：:]")
_ADDED = re.compile(r"[（(][^（()）]*[）)]$")
"""What is added to a title in brackets, 网上登记（证书一个星期内寄到）."""

_LEVEL_LIST = item_level(3)
_LEVELS_COUNTED = range(LEVEL_DECIMAL, LEVEL_ARTICLE)
_LONGEST_HEADING = 45
_LONGEST_BARE = 25
_SHORTEST_CLAUSE = 10
_LONGEST_QUESTIONS = 90
_LEAST_PROSE = 40
_LOOK_BACK = 200
"""Headings among which the item or step before one is looked for."""


def item_depth(line: str) -> int | None:
    """0 for 一、  1 for （一）  2 for 1.  3 for （1）  4 for ①  None for a line that is no item."""
    return next((depth for depth, marker in enumerate(_ITEM) if marker.match(line)), None)


def item_heading(line: Line, depth: int, above: Sequence[Heading] = ()) -> Heading | None:
    """The heading of an item; none where one of `1.` `（1）` `①` has no title, nor goes on from one that has.

    Args:
        above: the headings found before it.
    """
    marker = _ITEM[depth].match(line.text)
    level = item_level(depth)
    before = next((heading for heading in islice(reversed(above), _LOOK_BACK) if heading.level <= level), None)
    goes_on = before is not None and before.level == level and _count(line.text) == _count(before.title) + 1
    return counted_heading(line, marker.end() if marker else 0, level, untitled=depth < 2 or goes_on)


def step_heading(line: Line, above: Sequence[Heading]) -> Heading | None:
    """The heading of a step (第一步：申请), right below what the first step stands under; none without a title."""
    marker = _STEP.match(line.text)
    if not marker:
        return None
    number = counted(marker[1]) or (int(marker[1]) if marker[1].isdecimal() else 0)
    if number == 1:
        level = above[-1].level + (not _STEP.match(above[-1].title)) if above else LEVEL_ITEM - 1
        return counted_heading(line, marker.end(), min(level, LEVEL_ARTICLE - 1), untitled=False)
    before = next((heading for heading in islice(reversed(above), _LOOK_BACK) if _STEP.match(heading.title)), None)
    return counted_heading(line, marker.end(), before.level) if before else None


def _count(item: str) -> int:
    """What an item `1.`, `（1）` or `①` is counted by."""
    number = re.match(r"[（(]?(\d+|[\u2460-\u2473])", item)
    return int(unicodedata.numeric(number[1])) if number and len(number[1]) == 1 else int(number[1]) if number else 0


def counted_heading(line: Line, offset: int, level: int, untitled: bool = True) -> Heading | None:
    """The heading of a line that is counted: the line, its first sentence, or the first clause of its paragraph.

    What states a rule, introduces a list or adds much in brackets is the first of its text too, so that it can be
    quoted.

    Args:
        offset: where its words begin, behind the number.
        level: how deep it stands.
        untitled: a paragraph without a title may be one, too.
    """
    words = line.text[offset:]
    sentence = SENTENCE.search(words)
    if not sentence:
        long = len(words) > _LONGEST_HEADING
        titled = words and words[-1] not in "，," and (not long or len(_ADDED.sub("", words)) <= _LONGEST_BARE)
        introduces = words.endswith(("：", ":"))
        if titled or not (introduces and untitled):
            body = line.start if long or introduces else line.end
            return Heading(level, line.text, line.start, body) if titled else None
        return Heading(level, _first_clause(line.text, offset), line.start, line.start)
    end = offset + sentence.end()
    if questions := _QUESTIONS.match(words):
        asked = offset + questions.end()
        if asked == len(line.text) <= _LONGEST_QUESTIONS:
            return Heading(level, line.text, line.start, line.end)
        end = asked if asked <= _LONGEST_HEADING + 1 else end
    if end <= _LONGEST_HEADING + 1 and end < len(line.text) and sentence[0] in "。？?":
        states = sentence[0] == "。" and _STATES.search(line.text[offset:end])
        body = line.start if states else line.start + end
        return Heading(level, line.text[:end].rstrip("。"), line.start, body)
    if not untitled:
        return None
    return Heading(level, _first_clause(line.text, offset), line.start, line.start)


def _first_clause(line: str, offset: int) -> str:
    """The number that ends at an offset, and the first clause behind it, as far as a title may go."""
    clause = _CLAUSE.split(line[offset:], maxsplit=1)[0]
    if len(clause) > _LONGEST_HEADING:
        parting = " " if max(clause) < "\u2e80" else "、"
        clause = clause[: clause.rfind(parting, _SHORTEST_CLAUSE, _LONGEST_HEADING)][:_LONGEST_HEADING]
    number = line[:offset].strip()
    return number + " " * number[-1:].isdecimal() + clause


def are_titled(lines: Sequence[Line], depth: int) -> bool:
    """Whether each item of the list that begins the lines has a title, with prose behind or below it."""
    title: Heading | None = None
    for line in lines:
        at = item_depth(line.text)
        if _LEAVES_LIST.match(line.text) or (at is not None and at < depth):
            break
        if at == depth:
            if title and line.start - title.body < _LEAST_PROSE:
                return False
            title = item_heading(line, depth)
            if not title or title.body == title.start:
                return False
        end = line.end
    return title is not None and end - title.body >= _LEAST_PROSE


def with_text(headings: list[Heading], text: str) -> list[Heading]:
    """The headings without items that are but a list, so that no line is lost for having nothing below it.

    Where none of the items below a heading has a text of its own (1.身份证 2.户口本), they are the text of that
    heading. One among others that have is its own text; of `（1）` and `①` then none is a heading.
    """
    groups: dict[tuple[int, int], list[int]] = {}
    path: list[int] = []
    for number, heading in enumerate(headings):
        path = [above for above in path if headings[above].level < heading.level]
        if heading.level in _LEVELS_COUNTED:
            groups.setdefault((path[-1] if path else -1, heading.level), []).append(number)
        path.append(number)
    ends = [*(heading.start for heading in headings[1:]), len(text)]
    bare = {
        number
        for number, (heading, end) in enumerate(zip(headings, ends, strict=False))
        if _is_bare(heading, text[heading.body : end].strip())
        and (number + 1 == len(headings) or headings[number + 1].level <= heading.level)
    }
    settled = dict(enumerate(headings))
    for number in bare:
        if LEVEL_APPENDIX < headings[number].level < LEVEL_ITEM and _TELLS.search(headings[number].title):
            settled[number] = replace(headings[number], body=headings[number].start)
    for (_, level), group in groups.items():
        if bare.issuperset(group) or (level >= _LEVEL_LIST and not bare.isdisjoint(group)):
            for number in group:
                for below in _family(headings, number):
                    settled.pop(below, None)
        else:
            for number in bare.intersection(group) & settled.keys():
                settled[number] = replace(headings[number], body=headings[number].start)
    return list(settled.values())


def told_apart(headings: Sequence[Heading], text: str) -> list[Heading]:
    """The headings; those beside each other that are called the same (（一）问题：…) with what the line says more."""
    beside: dict[tuple[int, int, str], list[int]] = {}
    path: list[int] = []
    for number, heading in enumerate(headings):
        path = [above for above in path if headings[above].level < heading.level]
        if marker := _MARKER.match(heading.title):
            words = heading.title[marker.end() :]
            beside.setdefault((path[-1] if path else -1, heading.level, words), []).append(number)
        path.append(number)
    told = list(headings)
    for group in beside.values():
        for number in group if len(group) > 1 else ():
            heading = headings[number]
            line = text[heading.start :].split("\n", 1)[0]
            if found := re.match(rf"\s*({re.escape(heading.title)}\s*[：:])\s*(?=\S)", line):
                told[number] = replace(heading, title=_first_clause(line, found.end()))
    return told


def _is_bare(heading: Heading, below: str) -> bool:
    """Whether nothing stands below a heading, or the next item of the same list, which is a sentence.

    Nor does more stand below one whose line, no sentence, is all of its text.
    """
    if not below or heading.body == heading.start:
        return not below or (heading.level >= item_level(2) and below == heading.title)
    return item_level(item_depth(below.split("\n", 1)[0]) or 0) == heading.level > LEVEL_ITEM


def _family(headings: list[Heading], number: int) -> range:
    """A heading and those below it."""
    end = number + 1
    while end < len(headings) and headings[end].level > headings[number].level:
        end += 1
    return range(number, end)
