"""Find the measures (举措) of a document: its titled units and their heading paths.

The text is read line by line. A line that is a heading opens a unit; the text up to the next
heading is its measure. Headings are, outermost first: Markdown `#`, 编 章 节, `一、`, `（一）`,
`1.` `（1）` `①`, and articles `第X条`, whose items （一）… belong to the article. A document with none of
these is read for plain headings: short lines without punctuation above a paragraph, as
scraped pages have them, often broken over two lines (改造提升 / 传统产业). A longer line
between heading and paragraph is the first of the text.
"""

import re
from bisect import bisect_left, bisect_right
from itertools import takewhile

from corpus.contents import find_contents
from corpus.dates import DATE
from corpus.headings import SENTENCE, Heading, Line
from corpus.items import told_apart, with_text
from corpus.numbered import numbered_headings
from corpus.records import Measure
from corpus.text import trim

OPENING = "前言"
CLOSING = "结语"
WHOLE = "正文"

_CLOSING = re.compile(r"^(此外|最后|同时|另外|总之|下一步|接下来)[，,、]")
_UNSEEN = re.compile(r"<!--.*-->|[\s\u00ad\u200b-\u200f\u2060-\u2065\ufeff]*")
"""A line that shows nothing to read: a comment, characters without width."""
_LEVEL_CONTENTS = 90
_LONGEST_PLAIN_LINE = 20
_LONGEST_PLAIN_HEADING = 3
_RAGGED = 3
"""How much longer than its first line a further one of a plain heading may be; a longer one is of the text below."""
_VERB = 4
"""Characters of a first line that is no heading alone (搭建 / “双创”孵化平台)."""


def find_measures(text: str, body: int = 0) -> list[Measure]:
    """The measures of a document, in order, never overlapping, none blank.

    Args:
        text: the document's text.
        body: the offset at which the policy begins, behind title and byline.
    """
    lines = shown = [line for line in _lines(text, body) if not _UNSEEN.fullmatch(line.text)]
    first, behind = find_contents([line.text for line in lines])
    contents, lines = lines[first:behind], lines[:first] + lines[behind:]
    headings = told_apart(with_text(numbered_headings(lines), text), text)
    closing = None
    if not headings:
        headings = _plain_headings(lines)
        closing = _closing_line(lines, headings)
    opening = OPENING if headings else WHOLE
    units = [Heading(0, opening, body, body), *headings]
    if contents:
        units.append(Heading(_LEVEL_CONTENTS, opening, contents[0].start, contents[-1].end))
        units.sort(key=lambda unit: unit.start)
    if closing:
        units.append(Heading(1, CLOSING, closing.start, closing.start))
    measures = []
    path: list[Heading] = []
    for unit, following in zip(units, [*units[1:], None], strict=True):
        path = [above for above in path if above.level < unit.level]
        start, end = _span(shown, text, unit.body, following.start if following else len(text))
        if start < end:
            above = tuple(heading.title for heading in path)
            measures.append(Measure(unit.title, above, start, end, text[start:end]))
        if unit.level:
            path.append(unit)
    return measures


def _span(shown: list[Line], text: str, start: int, end: int) -> tuple[int, int]:
    """What can be read between two offsets, from the first line that shows anything to the last."""
    first = bisect_right(shown, start, key=lambda line: line.end)
    last = bisect_left(shown, end, key=lambda line: line.start)
    if first >= last:
        return start, start
    return trim(text, max(start, shown[first].start), min(end, shown[last - 1].end))


def _lines(text: str, start: int) -> list[Line]:
    lines = []
    for raw in text[start:].splitlines(keepends=True):
        left, right = trim(text, start, start + len(raw))
        lines.append(Line(text[left:right], left, right))
        start += len(raw)
    return lines


def _plain_headings(lines: list[Line]) -> list[Heading]:
    """Headings of a document without numbers: short unpunctuated lines above a paragraph."""
    headings = []
    i = 0
    while i < len(lines):
        run = i
        while run < len(lines) and _is_plain_heading(lines[run].text):
            run += 1
        below = run + 1 if i < run < len(lines) and _is_subtitle(lines[run].text) else run
        if i < run and below < len(lines) and run - i <= _LONGEST_PLAIN_HEADING and SENTENCE.search(lines[below].text):
            parts = _broken_title(lines[i:run])
            headings.append(Heading(1, _join([line.text for line in parts]), lines[i].start, parts[-1].end))
        i = max(run, i) + 1
    return headings


def _broken_title(run: list[Line]) -> list[Line]:
    """The first of some short lines with those behind it that are no longer, as the parts of one title are not."""
    first = run[0].text
    verb = len(first) <= _VERB and not any(line.text.startswith(first) for line in run[1:])
    longest = _LONGEST_PLAIN_LINE if verb else len(first) + _RAGGED
    return list(takewhile(lambda line: len(line.text) <= longest, run))


def _is_subtitle(line: str) -> bool:
    """Whether a line may stand between a plain heading and its text, as the first of it: 填表领卡，当天办结."""
    return (
        len(line) <= _LONGEST_PLAIN_LINE
        and re.search(r"[，,]|\d{1,2}[月日]", line) is not None
        and not re.search(r"[。；;！!？?…~～：:|>]", line)
        and not DATE.fullmatch(line)
    )


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


def _closing_line(lines: list[Line], headings: list[Heading]) -> Line | None:
    """The last paragraph, where it leaves the last plain heading behind (此外，…)."""
    if not headings or not _CLOSING.match(lines[-1].text):
        return None
    return lines[-1] if lines[-1].start > headings[-1].body + 1 else None
