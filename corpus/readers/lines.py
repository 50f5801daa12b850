"""The lines of a PDF page: characters on one baseline, and the spaces between them."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise, starmap
from statistics import median

from corpus.readers.glyph import Glyph
from corpus.readers.once import once

SAME_LINE = 0.45
"""In heights of the letters: how far the baselines of one line may differ."""
_SMALLER, _RAISED, _OFF_BASELINE = 0.8, 0.7, 0.1
"""In heights of the letters: the size of a raised or lowered figure (of a note, m²), and how far off the baseline it
may be; and from where on it is off it."""
_APART, _SPACED, _TOUCHING = 1.1, 2.5, 0.7
"""The gaps that part, that part where there is a space, and that join, in the same measure. Browsers leave a space of
full width blank, and what is measured of it differs by some hundredths."""
_WIDE_SPACE = 0.8
_WIDEST_TAB = 4.0
_WIDEST_STRETCH = 8.0
_FEWEST_STRETCHED = 4
_CHINESE = re.compile("[\u3400-\u9fff]")
_SENTENCE_END = re.compile(r"[。；：？！.;:?!][”’」』）)》】]*$")
_ENGLISH = re.compile(r"^[ -~]*[A-Za-z][ -~]*$")
_LABEL = re.compile(
    r"第\w{1,6}[条條章节節编編](?:之\w{1,2})?|[（(]?\w{1,4}[）)、.．]|[•●○■◆▪·–]"
    r"|(?:附?[表圖图]|附件|附[录錄]|专栏|專欄)[\d一二三四五六七八九十]{1,3}(?:[-－.—]\d{1,2})?"
)


@dataclass
class Line:
    """Characters on one baseline, in the style of most of them."""

    glyphs: list[Glyph]
    page: int

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
            usual = median([*(_gap(*pair) for pair in pairs), *[0.0] * close])
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
            if glyph.size > _SMALLER * largest.size
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


def _gap(before: Glyph, glyph: Glyph) -> float:
    return (glyph.left - before.right) / glyph.size


def _widest(glyph: Glyph) -> float:
    """The gap up to which a character is on the line of the one before: more where the file has spaces."""
    return _APART if glyph.inferred or not glyph.space else _SPACED * len(glyph.space)


def _space(before: Glyph, glyph: Glyph, widest: float) -> str:
    """What stands between two characters; `widest` is the gap that is no space between Chinese ones."""
    if glyph.space and not glyph.inferred:
        return "".join(space if space.isprintable() or space == "\u3000" else " " for space in glyph.space)
    gap = _gap(before, glyph)
    if is_wide(before.text[-1]) or is_wide(glyph.text[0]):
        return " " if gap > widest else ""
    return " " if gap > (0.1 if glyph.inferred else 0.25) else ""


def find_lines(glyphs: list[Glyph], page: int) -> list[Line]:
    """The lines of a page as they are drawn; the cells of a row are lines of their own."""
    lines: list[list[Glyph]] = []
    before = largest = None
    for glyph in glyphs:
        if (
            before
            and largest
            and _is_level(before, glyph, largest)
            and glyph.left > before.last - SAME_LINE * glyph.size
            and (_gap(before, glyph) <= _widest(glyph) or glyph.run == before.ending)
        ):
            lines[-1].append(glyph)
            largest = glyph if glyph.size > largest.size else largest
        else:
            lines.append([glyph])
            largest = glyph
        before = glyph
    return _mend([Line(line, page) for line in lines])


def _is_level(before: Glyph, glyph: Glyph, largest: Glyph) -> bool:
    """Whether a character stands on a line, or is a figure raised over it, or the letters of a line begun by one."""
    distance = abs(glyph.baseline - largest.baseline)
    small, large = (glyph.size, largest.size) if glyph.size < largest.size else (largest.size, glyph.size)
    if distance <= SAME_LINE * large or distance > _RAISED * large:
        return distance <= SAME_LINE * large
    return small <= _SMALLER * large and abs(glyph.left - before.right) < _TOUCHING * small


def _mend(lines: list[Line]) -> list[Line]:
    """Join what stands close together on one baseline, though it was drawn apart."""
    ordered = sorted(lines, key=lambda line: (round(line.baseline), line.left))
    if not any(starmap(_is_beside, pairwise(ordered))):
        return lines
    place = {id(line): number for number, line in enumerate(lines)}
    mended: list[Line] = []
    spread = [0.0, *(_word_gap(one, other) for one, other in pairwise(ordered)), 0.0]
    for number, line in enumerate(ordered):
        before = mended[-1] if mended else None
        gap = spread[number]
        even = gap and (abs(gap - spread[number - 1]) < 0.05 * gap or abs(gap - spread[number + 1]) < 0.05 * gap)
        if before and _is_beside(before, line) and (even or _belongs(before, line) or _is_stretched(before, line)):
            mended[-1] = Line(before.glyphs + line.glyphs, line.page)
            place[id(mended[-1])] = min(place[id(before)], place[id(line)])
        else:
            mended.append(line)
    return sorted(mended, key=lambda line: place[id(line)])


def _is_beside(one: Line, other: Line) -> bool:
    """Whether two pieces stand on one baseline."""
    return abs(other.baseline - one.baseline) <= SAME_LINE * (one.size if one.size < other.size else other.size)


def _word_gap(one: Line, other: Line) -> float:
    """The gap between two English words of a line that may be spread evenly; 0 for anything else."""
    if abs(one.baseline - other.baseline) >= 1:
        return 0.0
    gap = _gap(one.glyphs[-1], other.glyphs[0])
    words = 0 < gap < _WIDEST_TAB and _ENGLISH.search(one.text) and _ENGLISH.search(other.text)
    return gap if words else 0.0


def _belongs(before: Line, line: Line) -> bool:
    """Whether a piece stands where the one before ends, or at the tabulator behind its number."""
    gap = _gap(before.glyphs[-1], line.glyphs[0])
    return abs(gap) <= _TOUCHING or (0 < gap < _WIDEST_TAB and bool(_LABEL.fullmatch(before.text)))


def _is_stretched(before: Line, line: Line) -> bool:
    """Whether Chinese characters are spread over the width of a column."""
    gap = _gap(before.glyphs[-1], line.glyphs[0])
    if not 0 < gap < _WIDEST_STRETCH or line.count > 2 or not is_wide(line.text):
        return False
    gaps = [_gap(*pair) for pair in pairwise(before.glyphs[-3:])]
    return before.count == 1 or any(abs(other - gap) < 0.2 * gap for other in gaps)
