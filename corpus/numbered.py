"""Headings told by their number or mark: Markdown `#`, 编 章 节, 条, `1.1`, `一、` `（一）` `1.` `（1）` `①`, 附件."""

import re

from corpus.appendices import is_appendix, named_appendices
from corpus.articles import NUMERAL
from corpus.decimals import decimal_headings
from corpus.divisions import bare_divisions, division, is_bare_title
from corpus.english import article_heading, division_heading, goes_on, statute_sections
from corpus.headings import LEVEL_ARTICLE, Heading, Line
from corpus.items import are_titled, item_depth, item_heading, step_heading
from corpus.latin import HEADED, is_latin
from corpus.pictograms import pictured_headings
from corpus.questions import question_heading
from corpus.rulings import ruled_headings
from corpus.transcript import spoken_headings

_ARTICLE = re.compile(
    rf"^(第[{NUMERAL}\d]+[条條](?:之[{NUMERAL}]+)?)([\s\u3000：:]*)"
    r"([【\[（(][^】\]）)]{1,30}[】\]）)](?=[\s\u3000]))?\s*"
)
_BEHIND_SENTENCE = re.compile(rf"(?<=。)\s*(?=第[{NUMERAL}\d]+[条條])")
_CROSS_REFERENCE = re.compile(r"^([规規]定|第|的|至|到|、|，|,|和|及|或|所|中|之|款|[项項]|【)")
_MAY_BE_HEADING = re.compile(rf"[#*第附步（(\d\u2460-\u2473{NUMERAL}问提Q【\[]|{HEADED.pattern}|§", re.IGNORECASE)
_INTRODUCES_LIST = re.compile(r"([：:]|(如下|下列|以下)[^。]{0,12}[。：:]?)$")
_CELLS = " | "
_MOST_TITLES = 2
_LOOK_AHEAD = 200


def numbered_headings(lines: list[Line]) -> list[Heading]:
    """The headings among the lines; an item of a list that a line introduces is none, but where all have titles."""
    headings: list[Heading] = []
    last_article = 0
    in_article = False
    listed: int | None = None
    previous = ""
    begun = {article_number(line.text.lstrip("# *")) for line in lines}
    named = named_appendices([line.text for line in lines])
    english = is_latin(line.text for line in lines)
    statute = english and statute_sections(lines)
    ruled = ruled_headings(lines)
    marked = decimal_headings(lines) | pictured_headings(lines) | spoken_headings(lines) | ruled
    for number, line in enumerate(lines):
        if headings and line.start < headings[-1].body:
            continue
        heading = None
        if number in marked or (number not in named and _may_be_heading(line.text)):
            depth = item_depth(line.text)
            if in_article and _is_caption(lines, number, last_article):
                pass
            elif heading := marked.get(number) or division(line, lines[number + 1 : number + 3]):
                in_article, listed = False, None
            elif heading := _article(line, last_article):
                last_article = article_number(heading.title) or last_article
                in_article = True
            elif heading := _in_english(lines, number, headings, statute) if english else None:
                in_article, listed = heading.level == LEVEL_ARTICLE, None
            elif heading := _question(lines, number, headings):
                in_article, listed = False, None
            elif heading := None if in_article else step_heading(line, headings):
                listed = None
            elif not in_article and depth is not None:
                introduced = _INTRODUCES_LIST.search(previous) and (depth or number - 1 in ruled)
                if introduced and listed is None:
                    listed = None if are_titled(lines[number : number + _LOOK_AHEAD], depth) else depth
                elif listed is not None and depth < listed:
                    listed = None
                told = headings if headings and headings[-1].body < lines[number - 1].end else []
                heading = item_heading(line, depth, told) if listed is None else None
        if heading:
            headings.append(heading)
        elif titles := _unnumbered(lines, number, last_article, headings):
            headings += titles
        if in_article and "。" in line.text:
            more = _run_on(line, last_article, begun)
            headings += more
            last_article += len(more)
        previous = line.text
    return headings


def _is_caption(lines: list[Line], number: int, last: int) -> bool:
    """Whether 附表1 is over a table in the midst of the articles, which go on below, and no appendix behind them."""
    table = number + 1 < len(lines) and _CELLS in lines[number + 1].text and is_appendix(lines[number].text)
    return table and any(article_number(line.text.lstrip("# *")) == last + 1 for line in lines[number:])


def _may_be_heading(line: str) -> bool:
    return bool(_MAY_BE_HEADING.match(line)) and _CELLS not in f"{line} "


def _unnumbered(lines: list[Line], number: int, last: int, above: list[Heading]) -> list[Heading]:
    """The divisions without 第X章 that begin with a line and stand right above the next article."""
    behind = number
    while behind < number + _MOST_TITLES and behind < len(lines) and is_bare_title(lines[behind].text):
        behind += 1
    article = _article(lines[behind], last) if number < behind < len(lines) else None
    if not article or (article_number(article.title) or last + 1) <= last:
        return []
    return bare_divisions(lines, number, behind, above[-1] if above else None)


def _in_english(lines: list[Line], number: int, above: list[Heading], statute: bool) -> Heading | None:
    """The heading of a document in English, where its line is not in the midst of a sentence."""
    beside = number > 0 and not (above and above[-1].body == lines[number - 1].end)
    if goes_on(lines[number - 1].text if beside else "", lines[number + 1 : number + 2]):
        return None
    return division_heading(lines[number]) or article_heading(lines[number], statute)


def _question(lines: list[Line], number: int, above: list[Heading]) -> Heading | None:
    right_below = bool(above) and above[-1].body >= lines[number - 1].end
    return question_heading(lines[number], lines[number + 1 : number + 2], above, right_below)


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
    return Heading(LEVEL_ARTICLE, f"{label} {caption}".strip(), line.start, line.end - len(rest))


def _run_on(line: Line, last: int, begun: set[int | None]) -> list[Heading]:
    """The articles that follow each other on one line, where none of them begins a line of its own."""
    found: list[Heading] = []
    for place in _BEHIND_SENTENCE.finditer(line.text):
        rest = Line(line.text[place.end() :], line.start + place.end(), line.end)
        number = article_number(rest.text)
        if number == last + len(found) + 1 and number not in begun and (heading := _article(rest, number - 1)):
            found.append(heading)
    return found


_DIGITS = {numeral: value for value, numeral in enumerate("零一二三四五六七八九")} | {"〇": 0, "○": 0, "两": 2}
_UNITS = {"十": 10, "百": 100, "千": 1000}


def article_number(label: str) -> int | None:
    """The number of an article by its title: 第一百零三条 is 103; 第十条之一 has none of its own."""
    match = re.match(rf"第([{NUMERAL}\d]+)[条條](?!之)", label)
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
