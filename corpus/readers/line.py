"""A line of a PDF page: characters on one baseline, and the spaces between them."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from corpus.readers.glyph import Glyph
from corpus.readers.once import once
from corpus.readers.rules import Cell

SMALLER = 0.8
"""The size of a raised or lowered figure (of a note, m²), in heights of the letters."""
_OFF_BASELINE = 0.1
"""From where on it is off the baseline, in the same measure."""
_WIDE_SPACE = 0.8
_FEWEST_STRETCHED = 4
_CHINESE = re.compile("[\u3400-\u9fff]")
_SENTENCE_END = re.compile(r"[。；：？！.;:?!][”’」』）)》】]*$")


@dataclass
class Line:
    """Characters on one baseline, in the style of most of them."""

    glyphs: list[Glyph]
    page: int
    cell: Cell | None = None
    """That of a ruled table in which it stands."""

    def __post_init__(self) -> None:
        """Of a line in one piece, as most are, what is asked of each is known at once."""
        if len(self.glyphs) == 1:
            (glyph,) = self.glyphs
            self.__dict__.update(
                text=glyph.text,
                count=1 if glyph.widths is None else len(glyph.text),
                size=round(glyph.size, 1),
                bold=glyph.bold,
                baseline=glyph.baseline,
                left=glyph.left,
                right=glyph.right,
            )

    @once
    def text(self) -> str:
        """Its words, with spaces where the file has them or a gap shows them."""
        pairs = list(pairwise(self.glyphs))
        close = self.count - len(self.glyphs)
        usual = 0.0
        if close <= len(pairs) and close + len(pairs) >= _FEWEST_STRETCHED:
            usual = median([*(gap_between(*pair) for pair in pairs), *[0.0] * close])
        words = (_space(before, glyph, max(_WIDE_SPACE, 1.5 * usual)) + glyph.text for before, glyph in pairs)
        return self.glyphs[0].text + "".join(words)

    @once
    def count(self) -> int:
        """How many characters it has."""
        return sum(glyph.characters for glyph in self.glyphs)

    @once
    def size(self) -> float:
        """The height of its letters."""
        return self._most(lambda glyph: round(glyph.size, 1))

    @once
    def bold(self) -> bool:
        """Whether every character is bold."""
        return all(glyph.bold for glyph in self.glyphs)

    @once
    def baseline(self) -> float:
        """Where most of its characters stand."""
        return self._most(lambda glyph: glyph.baseline)

    def _most(self, value: Callable[[Glyph], float]) -> float:
        """What most of its characters have; raised figures do not count."""
        shares: dict[float, int] = {}
        for glyph in self._letters:
            key = value(glyph)
            shares[key] = shares.get(key, 0) + glyph.characters
        return max(shares, key=shares.__getitem__)

    @once
    def _letters(self) -> list[Glyph]:
        """Its glyphs without raised and lowered figures."""
        largest = max(self.glyphs, key=lambda glyph: glyph.size)
        return [
            glyph
            for glyph in self.glyphs
            if glyph.size > SMALLER * largest.size
            or abs(glyph.baseline - largest.baseline) <= _OFF_BASELINE * largest.size
            or _CHINESE.search(glyph.text)
        ]

    def start(self, number: int) -> float:
        """Where a character begins, numbered from 0."""
        glyph, number = self._find(number)
        return glyph.start(number)

    def edge(self, number: int) -> float:
        """Where a character ends, numbered from 0; the line where it has none of that number."""
        glyph, number = self._find(min(number, self.count - 1))
        return glyph.edge(number)

    def _find(self, number: int) -> tuple[Glyph, int]:
        """The glyph a character is part of, and its number in it."""
        for glyph in self.glyphs:
            if number < glyph.characters:
                return glyph, number
            number -= glyph.characters
        raise IndexError

    @once
    def ends_sentence(self) -> bool:
        """Whether its last character ends a sentence or a clause of a list."""
        return bool(_SENTENCE_END.search(self.text))

    @once
    def left(self) -> float:
        """Where its first character begins."""
        return self.glyphs[0].left

    @once
    def right(self) -> float:
        """Where its last character ends."""
        return self.glyphs[-1].right

    @once
    def top(self) -> float:
        """Where its letters end above."""
        return self.baseline - 0.85 * self.size

    @once
    def bottom(self) -> float:
        """Where its letters end below."""
        return self.baseline + 0.15 * self.size


def is_wide(character: str) -> bool:
    """Whether it is written without spaces around it, as Chinese characters and punctuation are."""
    return character >= "\u2e80"


def gap_between(before: Glyph, glyph: Glyph) -> float:
    """How far a character stands from the one before, in its height."""
    return (glyph.left - before.right) / glyph.size


def _space(before: Glyph, glyph: Glyph, widest: float) -> str:
    """What stands between two characters; `widest` is the gap that is no space between Chinese ones."""
    if glyph.space and not glyph.inferred:
        return "".join(space if space.isprintable() or space == "\u3000" else " " for space in glyph.space)
    gap = gap_between(before, glyph)
    if is_wide(before.text[-1]) or is_wide(glyph.text[0]):
        return " " if gap > widest else ""
    return " " if gap > (0.1 if glyph.inferred else 0.25) else ""
