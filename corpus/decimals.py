"""Headings counted in decimals, as emergency plans and standards have them: `1 总则`, `1.1 编制目的`, `4.2.1`.

A number alone may be an amount (1.5 万元), a version or a cell. It counts a heading where it goes on from those above
it, as 1.1.1, 1.2 and 2 do from 1.1, and where it is not below items that are counted otherwise.
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from corpus.articles import NUMERAL
from corpus.headings import LEVEL_DECIMAL, SENTENCE, Heading, Line
from corpus.items import counted_heading, item_depth

_NUMBER = re.compile(
    r"(\d{1,2}(?:[.．]\d{1,2}){0,3})([.．、]?)\s*(?![万亿倍元米吨亩]|公[里顷斤]|平方|个百分)[^\s\d!-/:-@\[-`{-~．、：℃％～—]"
)
_ARTICLE = re.compile(rf"[#*\s]*第[{NUMERAL}\d]+[条條]")
_CELLS = " | "
_FEWEST = 2
"""Decimals that go on from one another; fewer tell nothing."""
_LONGEST_TITLE = 30


@dataclass(frozen=True, slots=True)
class _Counted:
    """A line that may be a heading: its number among the lines, what it is counted by, where its words begin.

    Attributes:
        bare: it is counted `1`, not `1.` as items are.
    """

    line: int
    parts: tuple[int, ...]
    words: int
    bare: bool


def decimal_headings(lines: Sequence[Line]) -> dict[int, Heading]:
    """The headings that are counted in decimals, by the number of their line.

    Where most of those beside one are sentences, it is but the first words of one.
    """
    headings = {}
    outer = next((number for number, line in enumerate(lines) if _is_counted_otherwise(line.text)), len(lines))
    for run in _runs(lines):
        tops = any(one.bare for one in run if len(one.parts) == 1)
        if sum(len(one.parts) > 1 for one in run) >= _FEWEST and (tops or run[0].line < outer):
            found = {
                one: counted_heading(lines[one.line], one.words, LEVEL_DECIMAL + len(one.parts) - 1) for one in run
            }
            beside = Counter(one.parts[:-1] for one in run)
            titled = Counter(one.parts[:-1] for one, heading in found.items() if heading)
            for one, heading in found.items():
                if heading and 2 * titled[one.parts[:-1]] > beside[one.parts[:-1]]:
                    headings[one.line] = heading
    return headings


def _is_counted_otherwise(line: str) -> bool:
    return item_depth(line) in (0, 1) or _ARTICLE.match(line) is not None


def _runs(lines: Sequence[Line]) -> list[list[_Counted]]:
    """The lines that go on from one another, each run as far as it goes."""
    runs: list[list[_Counted]] = []
    candidates = [one for number, line in enumerate(lines) if (one := _read(line.text, number))]
    following = [*(one.parts for one in candidates[1:]), ()]
    for one, then in zip(candidates, following, strict=False):
        if runs and _goes_on(runs[-1][-1].parts, one.parts):
            titled = one.bare and len(lines[one.line].text) <= _LONGEST_TITLE
            if len(one.parts) > 1 or then == (*one.parts, 1) or (titled and not SENTENCE.search(lines[one.line].text)):
                runs[-1].append(one)
                continue
        if then == (*one.parts, 1) or (one.parts[1:] and one.parts[-1] == 1 and then == (*one.parts[:-1], 2)):
            runs.append([one])
    return runs


def _read(line: str, number: int) -> _Counted | None:
    found = _NUMBER.match(line)
    if not found or _CELLS in line:
        return None
    parts = tuple(map(int, re.split("[.．]", found[1])))
    return _Counted(number, parts, found.end() - 1, not found[2]) if all(parts) else None


def _goes_on(last: tuple[int, ...], parts: tuple[int, ...]) -> bool:
    """Whether a number follows another: the first below it, the next beside it or beside one above it."""
    beside = [(*last[:depth], last[depth] + 1) for depth in range(len(last))]
    return parts in (*beside, (*last, 1), (last[0] + 1, 1))
