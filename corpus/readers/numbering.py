"""The labels Word numbers paragraphs with (第一条, 一、, （一）, 1.2), which stand nowhere in the paragraphs' text.

`word/numbering.xml` has definitions (`abstractNum`) of nine levels, and lists (`num`) that use them, perhaps with
levels or start values of their own. Lists of one definition count on together, unless one of them starts anew.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from corpus.readers.ooxml import W, attribute, integer

_DIGITS = "〇一二三四五六七八九"
_ROMAN = ((1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"),
          (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))  # fmt: skip
_LEVELS = 9


def _positional(number: int) -> str:
    return "".join(_DIGITS[int(digit)] if digit.isdecimal() else digit for digit in str(number))


def _counting(number: int, digits: str = "零一二三四五六七八九", units: str = "十百千", japanese: bool = False) -> str:
    """一百零三; after 十 only the digits that are needed: 十一, not 一十一."""
    if not 0 < number < 10_000:
        return str(number)
    text, gap = "", False
    for power in (3, 2, 1, 0):
        digit = number // 10**power % 10
        if not digit:
            gap = bool(text)
            continue
        silent = digit == 1 and power and (japanese or (power == 1 and not text and units[0] == "十"))
        text += (digits[0] if gap and not japanese else "") + ("" if silent else digits[digit])
        text += units[power - 1] if power else ""
        gap = False
    return text


def _counting_to_hundred(number: int) -> str:
    """Up to 九十九; then digits, with a circle for zero: 一○○."""
    return _counting(number) if number < 100 else _positional(number).replace("〇", "○")


def _letters(number: int) -> str:
    """A … Z, AA, BB …, as Word goes on."""
    return chr(ord("A") + (number - 1) % 26) * ((number - 1) // 26 + 1) if 0 < number <= 780 else str(number)


def _roman(number: int) -> str:
    text = ""
    if not 0 < number < 4000:
        return str(number)
    for value, letters in _ROMAN:
        text += letters * (number // value)
        number %= value
    return text


def _series(first: str, count: int, otherwise: Callable[[int], str] = str) -> Callable[[int], str]:
    """Characters that follow one another in Unicode: ① ② ③."""
    return lambda number: chr(ord(first) + number - 1) if 0 < number <= count else otherwise(number)


def _cycle(characters: str) -> Callable[[int], str]:
    return lambda number: characters[(number - 1) % len(characters)]


_FORMATS: dict[str, Callable[[int], str]] = {
    "decimalZero": "{:02d}".format,
    "decimalFullWidth": lambda number: str(number).translate({ord("0") + i: ord("０") + i for i in range(10)}),
    "decimalEnclosedCircle": _series("①", 20),
    "decimalEnclosedCircleChinese": _series("①", 20),
    "decimalEnclosedParen": _series("⑴", 20, "({})".format),
    "decimalEnclosedFullstop": _series("⒈", 20, "{}.".format),
    "ideographEnclosedCircle": _series("㈠", 10),
    "upperLetter": _letters,
    "lowerLetter": lambda number: _letters(number).lower(),
    "upperRoman": _roman,
    "lowerRoman": lambda number: _roman(number).lower(),
    "ideographDigital": _positional,
    "japaneseDigitalTenThousand": _positional,
    "taiwaneseDigital": _positional,
    "chineseCounting": _counting_to_hundred,
    "taiwaneseCounting": _counting_to_hundred,
    "chineseCountingThousand": _counting,
    "taiwaneseCountingThousand": _counting,
    "japaneseCounting": lambda number: _counting(number, japanese=True),
    "chineseLegalSimplified": lambda number: _counting(number, "零壹贰叁肆伍陆柒捌玖", "拾佰仟"),
    "ideographLegalTraditional": lambda number: _counting(number, "零壹貳參肆伍陸柒捌玖", "拾佰仟"),
    "ideographTraditional": _cycle("甲乙丙丁戊己庚辛壬癸"),
    "ideographZodiac": _cycle("子丑寅卯辰巳午未申酉戌亥"),
    "none": lambda _: "",
}


def format_number(number: int, style: str) -> str:
    """A number as Word writes it in a number format (`w:numFmt`); in digits where the format is not known."""
    return _FORMATS.get(style, str)(number)


@dataclass(frozen=True, slots=True)
class _Level:
    start: int = 1
    style: str = "decimal"
    text: str = ""
    gap: bool = True
    restarts_after: int | None = None
    legal: bool = False


class Numbering:
    """Counts the numbered paragraphs of a document in order."""

    def __init__(self, root: Any, style_list: Callable[[str], str]) -> None:
        """Read the definitions.

        Args:
            root: the root of `word/numbering.xml`; None where a document has none.
            style_list: the list (`numId`) a numbering style stands for, by the style's id.
        """
        self._definitions = (
            {} if root is None else {attribute(d, "abstractNumId"): d for d in root.iter(W + "abstractNum")}
        )
        self._lists = {} if root is None else {attribute(n, "numId"): n for n in root.iter(W + "num")}
        self._style_list = style_list
        self._counts: dict[str, list[int | None]] = {}
        self._begun: set[tuple[str, int]] = set()

    def level_of_style(self, number: str, style: str) -> int | None:
        """The level of a list that is tied to a paragraph style."""
        for element in self._level_elements(number).values():
            if attribute(element.find(W + "pStyle")) == style:
                return integer(attribute(element, "ilvl"), 0)
        return None

    def label(self, number: str, level: int) -> str:
        """Count one more paragraph of list `number`; its label with the gap behind it, "" for a bullet."""
        levels = {key: _level(element) for key, element in self._level_elements(number).items()}
        if number not in self._lists or level not in levels:
            return ""
        counts = self._counts.setdefault(self._definition(number), [None] * _LEVELS)
        restart = self._restart(number, level)
        if restart is not None:
            counts[level] = restart
        else:
            before = counts[level]
            counts[level] = levels[level].start if before is None else before + 1
        for deeper in range(level + 1, _LEVELS):
            after = levels[deeper].restarts_after if deeper in levels else None
            if after is None or level < after:
                counts[deeper] = None
        return _render(levels, counts, level)

    def _definition(self, number: str) -> str:
        """The definition a list uses, through the numbering style it may name."""
        for _ in range(_LEVELS):
            key = attribute(self._lists[number].find(W + "abstractNumId")) if number in self._lists else ""
            link = self._definitions[key].find(W + "numStyleLink") if key in self._definitions else None
            if link is None:
                return key
            number = self._style_list(attribute(link))
        return key

    def _level_elements(self, number: str) -> dict[int, Any]:
        definition = self._definitions.get(self._definition(number))
        elements = [] if definition is None else list(definition.iterchildren(W + "lvl"))
        if number in self._lists:
            elements += self._lists[number].iterfind(f"{W}lvlOverride/{W}lvl")
        levels = ((integer(attribute(element, "ilvl"), 0), element) for element in elements)
        return {level: element for level, element in levels if 0 <= level < _LEVELS}

    def _restart(self, number: str, level: int) -> int | None:
        """The value at which a list starts anew: once, at its first paragraph."""
        if (number, level) in self._begun:
            return None
        self._begun.add((number, level))
        for override in self._lists[number].iterchildren(W + "lvlOverride"):
            start = override.find(W + "startOverride")
            if integer(attribute(override, "ilvl"), 0) == level and start is not None:
                return integer(attribute(start), 1)
        return None


def _level(element: Any) -> _Level:
    restart = element.find(W + "lvlRestart")
    return _Level(
        start=integer(attribute(element.find(W + "start")), 0),
        style=attribute(element.find(W + "numFmt")) or "decimal",
        text=attribute(element.find(W + "lvlText")),
        gap=attribute(element.find(W + "suff")) != "nothing",
        restarts_after=None if restart is None else integer(attribute(restart), 0),
        legal=element.find(W + "isLgl") is not None,
    )


def _render(levels: dict[int, _Level], counts: list[int | None], level: int) -> str:
    """The label: `%1` and so on replaced; Chinese marks need no gap, 第一条 always has one."""
    own = levels[level]
    if own.style == "bullet":
        return ""

    def number(match: re.Match[str]) -> str:
        at = int(match[1]) - 1
        of = levels.get(at, own)
        count = counts[at]
        return format_number(of.start if count is None else count, "decimal" if own.legal else of.style)

    label = re.sub(r"%([1-9])", number, own.text).strip()
    if not label or label[-1] in "、）)．】〕":
        return label
    if label[0] == "第":
        return label + "　"
    return f"{label} " if own.gap else label
