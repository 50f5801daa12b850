"""Find the measures (举措) of a document: its titled units and their heading paths.

The text is read line by line. A line that is a heading opens a unit; the text up to the next
heading is its measure. Headings are, outermost first: Markdown `#`, 编 章 节, `一、`, `（一）`,
`1.`, and articles `第X条`, whose items （一）… belong to the article. A document with none of
these is read for plain headings: short lines without punctuation above a paragraph, as
scraped pages have them, often broken over two lines (改造提升 / 传统产业).
"""

import re
from dataclasses import dataclass

from corpus.contents import find_contents
from corpus.records import Measure
from corpus.text import ITEM_NUMBER, trim

OPENING = "前言"
CLOSING = "结语"
WHOLE = "正文"

_NUMERAL = "一二三四五六七八九十百千零〇○两"
_MARKDOWN = re.compile(r"^(#{1,6})\s+(.+?)\s*#*$")
_DIVISION = re.compile(rf"^第[{_NUMERAL}\d]+(分编|编|章|节|部分)(?=$|[\s\u3000：:])\s*[：:]?\s*(.{{0,40}})$")
_ARTICLE = re.compile(
    rf"^(第[{_NUMERAL}\d]+条(?:之[{_NUMERAL}]+)?)([\s\u3000：:]*)"
    r"([【\[（(][^】\]）)]{1,30}[】\]）)](?=[\s\u3000]))?\s*"
)
_CROSS_REFERENCE = re.compile(r"^(规定|第|的|至|到|、|，|,|和|及|或|所|中|之|款|项|【)")
_ITEM = (
    re.compile(rf"^[{_NUMERAL}]{{1,4}}\s*、\s*"),
    re.compile(rf"^[（(][{_NUMERAL}]{{1,4}}[）)]\s*、?\s*"),
    re.compile(rf"^{ITEM_NUMBER}\s*"),
)
_APPENDIX = re.compile(rf"^(附件|附录|附表)\s*[{_NUMERAL}\d]{{0,3}}\s*[：:]?\s*(.{{0,40}})$")
_MAY_BE_HEADING = re.compile(rf"[#*第附（(\d{_NUMERAL}]")
_INTRODUCES_LIST = re.compile(r"([：:]|(如下|下列|以下)[^。]{0,12}[。：:]?)$")
_SENTENCE = re.compile(r"[。；;！!？?…~～]")
_QUESTIONS = re.compile(r"(?:[^。；;！!？?…~～]*[？?])+")
_CLOSING = re.compile(r"^(此外|最后|同时|另外|总之|下一步|接下来)[，,、]")

_LEVEL_DIVISION = {"编": 10, "分编": 11, "部分": 11, "章": 12, "节": 13}
_LEVEL_ITEM = 20
_LEVEL_ARTICLE = 30
_LEVEL_CONTENTS = 90
_LONGEST_HEADING = 45
_LONGEST_QUESTIONS = 90
_LONGEST_PLAIN_LINE = 20
_LONGEST_PLAIN_HEADING = 3


@dataclass(frozen=True, slots=True)
class _Line:
    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _Heading:
    """A heading: its line begins at `start`, the text under it at `body`."""

    level: int
    title: str
    start: int
    body: int


def find_measures(text: str, body: int = 0) -> list[Measure]:
    """The measures of a document, in order, never overlapping, none blank.

    Args:
        text: the document's text.
        body: the offset at which the policy begins, behind title and byline.
    """
    lines = [line for line in _lines(text, body) if line.text]
    first, behind = find_contents([line.text for line in lines])
    contents, lines = lines[first:behind], lines[:first] + lines[behind:]
    headings = _numbered_headings(lines)
    closing = None
    if not headings:
        headings = _plain_headings(lines)
        closing = _closing_line(lines, headings)
    opening = OPENING if headings else WHOLE
    units = [_Heading(0, opening, body, body), *headings]
    if contents:
        units.append(_Heading(_LEVEL_CONTENTS, opening, contents[0].start, contents[-1].end))
        units.sort(key=lambda unit: unit.start)
    if closing:
        units.append(_Heading(1, CLOSING, closing.start, closing.start))
    measures = []
    path: list[_Heading] = []
    for unit, following in zip(units, [*units[1:], None], strict=True):
        path = [above for above in path if above.level < unit.level]
        start, end = trim(text, unit.body, following.start if following else len(text))
        if start < end:
            above = tuple(heading.title for heading in path)
            measures.append(Measure(unit.title, above, start, end, text[start:end]))
        if unit.level:
            path.append(unit)
    return measures


def _lines(text: str, start: int) -> list[_Line]:
    lines = []
    for raw in text[start:].splitlines(keepends=True):
        left, right = trim(text, start, start + len(raw))
        lines.append(_Line(text[left:right], left, right))
        start += len(raw)
    return lines


def _numbered_headings(lines: list[_Line]) -> list[_Heading]:
    headings: list[_Heading] = []
    last_article = 0
    in_article = False
    listed: int | None = None
    previous = ""
    for line in lines:
        if not _MAY_BE_HEADING.match(line.text):
            previous = line.text
            continue
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
        previous = line.text
    return headings


def _division(line: _Line) -> _Heading | None:
    """A Markdown heading, a 编/章/节, or an appendix."""
    marked = _MARKDOWN.match(line.text)
    words = marked[2] if marked else line.text
    if division := _DIVISION.match(words):
        if not _SENTENCE.search(division[2]):
            return _Heading(_LEVEL_DIVISION[division[1]], " ".join(words.split()), line.start, line.end)
    elif _APPENDIX.match(words) and not _SENTENCE.search(words) and not words.endswith(("：", ":")):
        return _Heading(1, words, line.start, line.end)
    if marked and not _ARTICLE.match(words):
        return _Heading(1 + len(marked[1]), words, line.start, line.end)
    return None


def _article(line: _Line, last: int) -> _Heading | None:
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
    return _Heading(_LEVEL_ARTICLE, f"{label} {caption}".strip(), line.start, line.end - len(rest))


def _item_depth(line: str) -> int | None:
    """0 for 一、  1 for （一）  2 for 1.  None for a line that is no item."""
    return next((depth for depth, marker in enumerate(_ITEM) if marker.match(line)), None)


def _item(line: _Line, depth: int) -> _Heading | None:
    """The heading of an item: its line, its first sentence, or the first clause of its paragraph."""
    level = _LEVEL_ITEM + depth
    marker = _ITEM[depth].match(line.text)
    words = line.text[marker.end() :] if marker else line.text
    offset = len(line.text) - len(words)
    sentence = _SENTENCE.search(words)
    if not sentence:
        titled = 0 < len(words) <= _LONGEST_HEADING and words[-1] not in "，,"
        return _Heading(level, line.text, line.start, line.end) if titled else None
    end = offset + sentence.end()
    if questions := _QUESTIONS.match(words):
        asked = offset + questions.end()
        if asked == len(line.text) <= _LONGEST_QUESTIONS:
            return _Heading(level, line.text, line.start, line.end)
        end = asked if asked <= _LONGEST_HEADING + 1 else end
    if end <= _LONGEST_HEADING + 1 and end < len(line.text) and sentence[0] in "。？?":
        return _Heading(level, line.text[:end].rstrip("。"), line.start, line.start + end)
    if depth == 2:
        return None
    clause = re.split(r"[，,。；;：:]", words, maxsplit=1)[0][:_LONGEST_HEADING]
    return _Heading(level, line.text[:offset].strip() + clause, line.start, line.start)


def _plain_headings(lines: list[_Line]) -> list[_Heading]:
    """Headings of a document without numbers: short unpunctuated lines above a paragraph."""
    headings = []
    i = 0
    while i < len(lines):
        run = i
        while run < len(lines) and _is_plain_heading(lines[run].text):
            run += 1
        if i < run < len(lines) and run - i <= _LONGEST_PLAIN_HEADING and _SENTENCE.search(lines[run].text):
            title = _join([line.text for line in lines[i:run]])
            headings.append(_Heading(1, title, lines[i].start, lines[run - 1].end))
        i = max(run, i) + 1
    return headings


def _is_plain_heading(line: str) -> bool:
    return (
        len(line) <= _LONGEST_PLAIN_LINE
        and not re.search(r"[。；;！!？?…~～，,：:|>]", line)
        and line[0] not in "-*·•—"
        and re.search(r"[\u4e00-\u9fffA-Za-z]", line) is not None
        and not re.search(r"\d{1,2}[月日时:]", line)
    )


def _join(parts: list[str]) -> str:
    title = parts[0]
    for part in parts[1:]:
        title += (" " if title[-1].isascii() and part[0].isascii() else "") + part
    return title


def _closing_line(lines: list[_Line], headings: list[_Heading]) -> _Line | None:
    """The last paragraph, where it leaves the last plain heading behind (此外，…)."""
    if not headings or not _CLOSING.match(lines[-1].text):
        return None
    return lines[-1] if lines[-1].start > headings[-1].body + 1 else None


_DIGITS = {numeral: value for value, numeral in enumerate("零一二三四五六七八九")} | {"〇": 0, "○": 0, "两": 2}
_UNITS = {"十": 10, "百": 100, "千": 1000}


def article_number(label: str) -> int | None:
    """The number of an article by its title: 第一百零三条 is 103; 第十条之一 has none of its own."""
    match = re.match(rf"第([{_NUMERAL}\d]+)条(?!之)", label)
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
