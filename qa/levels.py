"""Which of several of a kind is asked about, Ⅱ级响应, 三类, 包2, 第二批: what speaks of another is no answer."""

import re
import unicodedata
from collections.abc import Sequence

from corpus.text import to_simplified
from qa.enumeration import Span

LEVEL_BONUS = 0.6
"""What a sentence gains that is of the one asked about, and loses that is of another."""

_ORDER = "一二三四五六七八九十"
_ROMAN = ("I", "II", "III", "IV", "V", "VI")
_NUMERAL = rf"(?P<number>[{_ORDER}]|\d{{1,2}}|VI|IV|V|I{{1,3}})"
_AFTER = re.compile(
    rf"(?<![\d.{_ORDER}A-Za-z哪几上下同各每这那本某另]){_NUMERAL}(?P<kind>级|类|档|等奖|星级|星|期|标段|号包)(?![\d别型])"
)
_COUNTED = re.compile(rf"第{_NUMERAL}(?P<kind>批|次|包|档|类|期|级|标段|轮|阶段|学期|季度)")
_BEFORE = re.compile(rf"(?P<kind>包|标段|标包)\s*{_NUMERAL}(?![\d.{_ORDER}])")
_ENGLISH = re.compile(
    r"\b(?P<kind>level|class|phase|lot|package|batch)\s+(?P<number>IV|V|I{1,3}|\d{1,2})\b", re.IGNORECASE
)
_ALIKE = {"号包": "包", "标包": "包", "星级": "星", "level": "级", "class": "类", "phase": "期", "lot": "包"} | {
    "package": "包",
    "batch": "批",
}
_OF_SEVERAL = re.compile(r"\s*(?:及?以[上下]|至|到|[-—~～、和与及或])")
"""What follows a level that stands for others, too: 二级以上, 一级、二级."""


def levels(text: str) -> set[tuple[str, int]]:
    """The levels that a text names, each with what it is one of: Ⅱ级响应 is `("级", 2)`."""
    return {level for level, _ in _named(text)}


def gains_of_level(asked: str, text: str, spans: Sequence[Span], headings: Sequence[str]) -> list[float]:
    """What to add to the score of each sentence for being of the level asked about, or of another.

    Where a heading tells which level all below it is of, that counts: what holds at Ⅱ级 may build on Ⅲ级.

    Args:
        asked: the question.
        text: of the document.
        spans: of the sentences in it.
        headings: over them, the nearest last.
    """
    wanted = levels(asked)
    if not wanted:
        return [0.0] * len(spans)
    over = next((told for told in map(_only, reversed(headings)) if _alike(told, wanted)), set())
    if over:
        return [_gain(over, wanted)] * len(spans)
    return [_gain(_only(text[start:end]), wanted) for start, end in spans]


def _gain(told: set[tuple[str, int]], wanted: set[tuple[str, int]]) -> float:
    if not _alike(told, wanted):
        return 0.0
    return LEVEL_BONUS if told & wanted else -LEVEL_BONUS


def _alike(told: set[tuple[str, int]], wanted: set[tuple[str, int]]) -> bool:
    """Whether levels of the kind asked about are told."""
    return not {kind for kind, _ in told}.isdisjoint(kind for kind, _ in wanted)


def _only(text: str) -> set[tuple[str, int]]:
    """The levels that a text names; none of a kind of which it names several by one, 二级以上."""
    named = list(_named(text))
    several = {kind for (kind, _), of_several in named if of_several}
    return {level for level, _ in named if level[0] not in several}


def _named(text: str) -> list[tuple[tuple[str, int], bool]]:
    """The levels that a text names, each with whether others are meant, too."""
    plain = unicodedata.normalize("NFKC", to_simplified(text))
    found = [one for pattern in (_AFTER, _COUNTED, _BEFORE, _ENGLISH) for one in pattern.finditer(plain)]
    return [
        (
            (_ALIKE.get(one["kind"].lower(), one["kind"]), _value(one["number"])),
            bool(_OF_SEVERAL.match(plain, one.end())),
        )
        for one in found
    ]


def _value(number: str) -> int:
    if number in _ORDER:
        return _ORDER.index(number) + 1
    return _ROMAN.index(number.upper()) + 1 if number.upper() in _ROMAN else int(number)
