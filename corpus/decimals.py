"""Headings counted in decimals, as emergency plans and standards have them: `1 总则`, `1.1 编制目的`, `4.2.1`.

A number alone may be an amount (1.5 万元), a version or a cell. It counts a heading where it goes on from those above
it, as 1.1.1, 1.2 and 2 do from 1.1, and where it is not below items that are counted otherwise, but for chapters of the
same count (二、检查 above 2.1). The terms of a standard stand below their number (3.1, 老年食堂 canteen).
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from corpus.articles import NUMERAL, counted
from corpus.headings import LEVEL_DECIMAL, LEVEL_ITEM, SENTENCE, Heading, Line
from corpus.items import counted_heading, item_depth

_NUMBER = re.compile(r"(\d{1,2}(?:[.．]\d{1,2}){0,3})([.．、]?)\s*[^\s\d!-/:-@\[-`{-~．、：℃％～—]")
_UNIT = re.compile(r"[万亿倍元米吨亩]|公[里顷斤]|平方|个百分")
_ALONE = re.compile(r"[1-9]\d?(?:[.．][1-9]\d?){1,3}")
"""The number of a term, above it."""
_CHAPTER = re.compile(rf"([{NUMERAL}]{{1,4}})\s*、")
_ARTICLE = re.compile(rf"[#*\s]*第[{NUMERAL}\d]+[条條]")
_CELLS = " | "
_FEWEST = 2
"""Decimals that go on from one another; fewer tell nothing."""
_LONGEST_TITLE = 30
_LONGEST_TERM = 80
_MOST_OF_AMOUNT = 3
"""Parts from which on a number is none of an amount."""


@dataclass(frozen=True, slots=True)
class _Counted:
    """A line that may be a heading: its number among the lines, what it is counted by, where its words begin.

    Attributes:
        bare: it is counted `1`, not `1.` as items are.
        titled: it is short, and no sentence.
        alone: its words are the next line.
    """

    line: int
    parts: tuple[int, ...]
    words: int
    bare: bool
    titled: bool
    alone: bool = False


def decimal_headings(lines: Sequence[Line]) -> dict[int, Heading]:
    """The headings that are counted in decimals, by the number of their line.

    Where most of those beside one are sentences, it is but the first words of one.
    """
    headings = {}
    outer = next((number for number, line in enumerate(lines) if _is_counted_otherwise(line.text)), len(lines))
    chapters = _chapters(lines)
    for run in _runs(lines):
        if sum(len(one.parts) > 1 for one in run) < _FEWEST:
            continue
        tops = any(one.bare for one in run if len(one.parts) == 1)
        below = all(len(one.parts) > 1 and one.parts[0] == chapters[one.line] for one in run)
        if tops or below or run[0].line < outer:
            level = LEVEL_ITEM - 1 if below else LEVEL_DECIMAL - 1
            found = {one: _heading(lines, one, level + len(one.parts)) for one in run}
            beside = Counter(one.parts[:-1] for one in run)
            titled = Counter(one.parts[:-1] for one, heading in found.items() if heading)
            for one, heading in found.items():
                if heading and 2 * titled[one.parts[:-1]] > beside[one.parts[:-1]]:
                    headings[one.line] = heading
    return headings


def _chapters(lines: Sequence[Line]) -> list[int]:
    """For each line the number of the chapter 一、 that it stands below, 0 above the first."""
    found, chapter = [], 0
    for line in lines:
        if marker := _CHAPTER.match(line.text):
            chapter = counted(marker[1])
        found.append(chapter)
    return found


def _heading(lines: Sequence[Line], one: _Counted, level: int) -> Heading | None:
    line = lines[one.line]
    if one.alone:
        words = lines[one.line + 1]
        return Heading(level, f"{line.text} {words.text}", line.start, words.end)
    return counted_heading(line, one.words, level)


def _is_counted_otherwise(line: str) -> bool:
    return item_depth(line) in (0, 1) or _ARTICLE.match(line) is not None


def _runs(lines: Sequence[Line]) -> list[list[_Counted]]:
    """The lines that go on from one another, each run as far as it goes."""
    runs: list[list[_Counted]] = []
    candidates = [one for number, line in enumerate(lines) if (one := _read(lines, number))]
    following = [*(one.parts for one in candidates[1:]), ()]
    for one, then in zip(candidates, following, strict=False):
        title = one.bare and one.titled
        counts = len(one.parts) > 1 or then == (*one.parts, 1) or title
        if counts and runs and _goes_on(runs[-1][-1].parts, one.parts):
            runs[-1].append(one)
            continue
        begins = one.parts[1:] and one.parts[-1] == 1 and then == (*one.parts[:-1], 2)
        if then == (*one.parts, 1) or begins or (title and one.parts == (1,) and then == (2,)):
            runs.append([one])
    return runs


def _read(lines: Sequence[Line], number: int) -> _Counted | None:
    line = lines[number].text
    if _ALONE.fullmatch(line):
        term, told = (one.text for one in (*lines[number + 1 : number + 3], *[Line("", 0, 0)] * 2)[:2])
        found = _NUMBER.match(f"{line} {term}")
        if not found or _UNIT.match(term) or len(term) > _LONGEST_TERM or _CELLS in term:
            return None
        if SENTENCE.search(term) or not SENTENCE.search(told):
            return None
        return _Counted(number, _parts(line), len(line), bare=True, titled=True, alone=True)
    found = _NUMBER.match(line)
    if not found or _CELLS in line:
        return None
    parts = _parts(found[1])
    if len(parts) < _MOST_OF_AMOUNT and _UNIT.match(line, found.end() - 1):
        return None
    titled = len(line) <= _LONGEST_TITLE and not SENTENCE.search(line)
    return _Counted(number, parts, found.end() - 1, not found[2], titled) if all(parts) else None


def _parts(number: str) -> tuple[int, ...]:
    return tuple(map(int, re.split("[.．]", number)))


def _goes_on(last: tuple[int, ...], parts: tuple[int, ...]) -> bool:
    """Whether a number follows another: the first below it, the next beside it or beside one above it."""
    beside = [(*last[:depth], last[depth] + 1) for depth in range(len(last))]
    return parts in (*beside, (*last, 1), (last[0] + 1, 1))
