"""Headings told by their number or mark: Markdown `#`, 编 章 节, 条, `一、`, `（一）`, `1.`, `（1）`, `①`, 附件."""

import re
from dataclasses import dataclass, replace

from corpus.appendices import is_appendix, named_appendices
from corpus.articles import NUMERAL
from corpus.text import ITEM_NUMBER

_MARKDOWN = re.compile(r"^(#{1,6})\s+(.+?)\s*#*$")
_DIVISION = re.compile(rf"^第[{NUMERAL}\d]+(分编|编|章|节|部分)(?=$|[\s\u3000：:])\s*[：:]?\s*(.{{0,40}})$")
_ARTICLE = re.compile(
    rf"^(第[{NUMERAL}\d]+条(?:之[{NUMERAL}]+)?)([\s\u3000：:]*)"
    r"([【\[（(][^】\]）)]{1,30}[】\]）)](?=[\s\u3000]))?\s*"
)
_BEHIND_SENTENCE = re.compile(rf"(?<=。)\s*(?=第[{NUMERAL}\d]+条)")
_CROSS_REFERENCE = re.compile(r"^(规定|第|的|至|到|、|，|,|和|及|或|所|中|之|款|项|【)")
_ITEM = (
    re.compile(rf"^[{NUMERAL}]{{1,4}}\s*、\s*"),
    re.compile(rf"^[（(][{NUMERAL}]{{1,4}}[）)]\s*、?\s*"),
    re.compile(rf"^{ITEM_NUMBER}\s*"),
    re.compile(r"^[（(]\d{1,2}[）)]\s*、?\s*"),
    re.compile(r"^[\u2460-\u2473]\s*"),
)
_MAY_BE_HEADING = re.compile(rf"[#*第附（(\d\u2460-\u2473{NUMERAL}]")
_INTRODUCES_LIST = re.compile(r"([：:]|(如下|下列|以下)[^。]{0,12}[。：:]?)$")
_STATES = re.compile(r".{20}|应当|不得|必须|可以")
"""What the first sentence of an item has that is more than its title (加强组织领导)."""
_CELLS = " | "
_TELLS = re.compile(r"\d{3}|[：:]\s*\S")
"""What a heading says by itself: a telephone number, a year; who or what it is."""
SENTENCE = re.compile(r"[。；;！!？?…~～]")
_QUESTIONS = re.compile(r"(?:[^。；;！!？?…~～]*[？?])+")

_LEVEL_DIVISION = {"编": 10, "分编": 11, "部分": 11, "章": 12, "节": 13}
_LEVEL_ITEM, _LEVEL_LIST = 20, 23
_LEVELS_ITEM = range(_LEVEL_ITEM, _LEVEL_ITEM + len(_ITEM))
_LEVEL_ARTICLE = 30
_LEVEL_APPENDIX = 1
_LONGEST_HEADING = 45
_LONGEST_QUESTIONS = 90


@dataclass(frozen=True, slots=True)
class Line:
    """A line without the white space at its ends, and where it stands."""

    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading: its line begins at `start`, the text under it at `body`."""

    level: int
    title: str
    start: int
    body: int


def numbered_headings(lines: list[Line]) -> list[Heading]:
    """The headings among the lines; an item of a list that a line introduces is none."""
    headings: list[Heading] = []
    last_article = 0
    in_article = False
    listed: int | None = None
    previous = ""
    begun = {article_number(line.text.lstrip("# *")) for line in lines}
    named = named_appendices([line.text for line in lines])
    for number, line in enumerate(lines):
        heading = None
        if number not in named and _MAY_BE_HEADING.match(line.text) and _CELLS not in line.text:
            depth = _item_depth(line.text)
            if heading := _division(line):
                in_article, listed = False, None
            elif heading := _article(line, last_article):
                last_article = article_number(heading.title) or last_article
                in_article = True
            elif not in_article and depth is not None:
                if depth and listed is None and _INTRODUCES_LIST.search(previous):
                    listed = depth
                elif listed is not None and depth < listed:
                    listed = None
                heading = _item(line, depth) if listed is None else None
        if heading:
            headings.append(heading)
        if in_article and "。" in line.text:
            more = _run_on(line, last_article, begun)
            headings += more
            last_article += len(more)
        previous = line.text
    return headings


def _division(line: Line) -> Heading | None:
    """A Markdown heading, a 编/章/节, or an appendix."""
    marked = _MARKDOWN.match(line.text)
    words = marked[2] if marked else line.text
    if division := _DIVISION.match(words):
        if not SENTENCE.search(division[2]):
            return Heading(_LEVEL_DIVISION[division[1]], " ".join(words.split()), line.start, line.end)
    elif is_appendix(words):
        return Heading(_LEVEL_APPENDIX, words, line.start, line.end)
    if marked and not _ARTICLE.match(words):
        return Heading(1 + len(marked[1]), words, line.start, line.end)
    return None


def _article(line: Line, last: int) -> Heading | None:
    """An article, told from a cross-reference (第十条规定的…) by its number and what follows it."""
    offset = len(line.text) - len(line.text.lstrip("# *"))
    match = _ARTICLE.match(line.text[offset:])
    if not match:
        return None
    label, gap, caption = match.groups()
    rest = line.text[offset + match.end() :].lstrip("*")
    if not gap and rest and (article_number(label) != last + 1 or _CROSS_REFERENCE.match(rest)):
        return None
    caption = (caption or "").strip("【】[]（）() ")
    return Heading(_LEVEL_ARTICLE, f"{label} {caption}".strip(), line.start, line.end - len(rest))


def _run_on(line: Line, last: int, begun: set[int | None]) -> list[Heading]:
    """The articles that follow each other on one line, where none of them begins a line of its own."""
    found: list[Heading] = []
    for place in _BEHIND_SENTENCE.finditer(line.text):
        rest = Line(line.text[place.end() :], line.start + place.end(), line.end)
        number = article_number(rest.text)
        if number == last + len(found) + 1 and number not in begun and (heading := _article(rest, number - 1)):
            found.append(heading)
    return found


def _item_depth(line: str) -> int | None:
    """0 for 一、  1 for （一）  2 for 1.  3 for （1）  4 for ①  None for a line that is no item."""
    return next((depth for depth, marker in enumerate(_ITEM) if marker.match(line)), None)


def _item(line: Line, depth: int) -> Heading | None:
    """The heading of an item: its line, its first sentence, or the first clause of its paragraph.

    What states a rule or introduces a list is the first of its text too, so that it can be quoted.
    """
    level = _LEVEL_ITEM + depth
    marker = _ITEM[depth].match(line.text)
    words = line.text[marker.end() :] if marker else line.text
    offset = len(line.text) - len(words)
    sentence = SENTENCE.search(words)
    if not sentence:
        titled = 0 < len(words) <= _LONGEST_HEADING and words[-1] not in "，,"
        body = line.start if words.endswith(("：", ":")) else line.end
        return Heading(level, line.text, line.start, body) if titled else None
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
    if depth >= 2:
        return None
    clause = re.split(r"[，,。；;：:]", words, maxsplit=1)[0][:_LONGEST_HEADING]
    return Heading(level, line.text[:offset].strip() + clause, line.start, line.start)


def with_text(headings: list[Heading], text: str) -> list[Heading]:
    """The headings without items that are but a list, so that no line is lost for having nothing below it.

    Where none of the items below a heading has a text of its own (1.身份证 2.户口本), they are the text of that
    heading. One among others that have is its own text; of `（1）` and `①` then none is a heading.
    """
    groups: dict[tuple[int, int], list[int]] = {}
    path: list[int] = []
    for number, heading in enumerate(headings):
        path = [above for above in path if headings[above].level < heading.level]
        if heading.level in _LEVELS_ITEM:
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
        if _LEVEL_APPENDIX < headings[number].level < _LEVEL_ITEM and _TELLS.search(headings[number].title):
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


def _is_bare(heading: Heading, below: str) -> bool:
    """Whether nothing stands below a heading, or the next item of the same list, which is a sentence."""
    if not below or heading.body == heading.start:
        return not below
    return _LEVEL_ITEM + (_item_depth(below.split("\n", 1)[0]) or 0) == heading.level > _LEVEL_ITEM


def _family(headings: list[Heading], number: int) -> range:
    """A heading and those below it."""
    end = number + 1
    while end < len(headings) and headings[end].level > headings[number].level:
        end += 1
    return range(number, end)


_DIGITS = {numeral: value for value, numeral in enumerate("零一二三四五六七八九")} | {"〇": 0, "○": 0, "两": 2}
_UNITS = {"十": 10, "百": 100, "千": 1000}


def article_number(label: str) -> int | None:
    """The number of an article by its title: 第一百零三条 is 103; 第十条之一 has none of its own."""
    match = re.match(rf"第([{NUMERAL}\d]+)条(?!之)", label)
    if not match:
        return None
    if match[1].isdigit():
        return int(match[1])
    total = digit = 0
    for character in match[1]:
        if character in _UNITS:
            total += (digit or 1) * _UNITS[character]
            digit = 0
        else:
            digit = digit * 10 + _DIGITS[character] if digit else _DIGITS[character]
    return total + digit
