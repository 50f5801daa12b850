"""The characters of a PDF page with their places.

Every length here is in points from the top left of the page as it is shown, turned pages too. A call into PDFium for
each character costs many times what the text costs, so those that a text object sets evenly are taken together:
where their widths add up to the distance of the first from the last.
"""

import ctypes
import re
import unicodedata
from collections.abc import Mapping
from typing import Any

from corpus.readers.glyph import Glyph
from corpus.readers.runs import Places, Run, Runs

_NOT_TEXT = re.compile("[\x00\x01\x03-\x1f\ufffe\uffff\u00ad\u200b-\u200d\u2060\ufeff]")
_HYPHEN = "\x02"
"""What PDFium makes of a hyphen at which it believes a word was divided."""
_UNKNOWN = re.compile("\ufffe")
"""What the whole text has in their place."""
_VARIANT = re.compile("[\u2e80-\u2fdf\ufb00-\ufb06]")
_RADICALS = dict(
    zip(
        "⺠⻁⻄⻅⻆⻉⻋⻓⻔⻘⻙⻚⻛⻜⻝⻢⻣⻤⻥⻦⻧⻨⻩⻪⻬⻮⻰⻳",
        "民虎西见角贝车长门青韦页风飞食马骨鬼鱼鸟卤麦黄黾齐齿龙龟",
        strict=True,
    )
)
_SINGLE = re.compile(f"{_NOT_TEXT.pattern}|{_HYPHEN}|{_VARIANT.pattern}|[\ud800-\udfff]")
_RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefe]")
"""PDFium turns them round, and what one text object draws may then stand in several places."""
_WORD = re.compile(r"\S+")
_CHINESE = re.compile("[\u3400-\u9fff]")
_NARROW = re.compile("[^\u2e80-\uffff]")
_FEWEST = 3
_EVEN, _EVEN_APART, _OVER, _SPREAD, _SAME = 0.1, 0.05, 0.08, 0.2, 0.02
"""In heights of the letters: how far the widths may be from the distance, and how far where several text objects draw
them, of which one may be a raised figure; how far a letter may reach over its own width; the widest gap of what is set
wide, and how far its gaps may differ."""


def glyphs(page: Any, *, single: bool = False) -> list[Glyph]:
    """The visible upright characters of a page in the order they are drawn; a watermark set aslant is none.

    Args:
        single: each for itself, with the very box it has.
    """
    text = page.get_textpage()
    try:
        return _Reading(text, Places(page)).read(single=single)
    finally:
        text.close()


class _Reading:
    """A page being read from its first character to its last."""

    def __init__(self, text: Any, places: Places) -> None:
        import pypdfium2.raw as pdfium

        self._pdfium = pdfium
        self._raw = text.raw
        self._count = text.count_chars()
        self._runs = Runs(text.raw, places)
        self._words = ""
        self._has_single = False
        self._found: list[Glyph] = []
        self._space, self._inferred = "", False

    def read(self, *, single: bool) -> list[Glyph]:
        self._words = self._text()
        self._has_single = _SINGLE.search(self._words) is not None
        if single or _RIGHT_TO_LEFT.search(self._words):
            self._read_singly(0, self._count)
            return self._found
        end = 0
        for word in _WORD.finditer(self._words):
            self._read_spaces(end, word.start())
            end = word.end()
            self._read_word(word.start(), end)
        return self._found

    def _text(self) -> str:
        """As many characters as PDFium counts; one in two halves stays so."""
        pdfium, raw, count = self._pdfium, self._raw, self._count
        buffer = (ctypes.c_ushort * (count + 1))()
        written = pdfium.FPDFText_GetText(raw, 0, count, buffer)
        text = bytes(buffer)[: 2 * written - 2].decode("utf-16-le", "surrogatepass")
        if len(text) == count:
            return _UNKNOWN.sub(lambda found: chr(pdfium.FPDFText_GetUnicode(raw, found.start())), text)
        return "".join(chr(pdfium.FPDFText_GetUnicode(raw, index)) for index in range(count))

    def _read_spaces(self, start: int, end: int) -> None:
        if end - start == 2 and self._words[start] == "\r":
            end -= 1  # PDFium infers both characters of a line's end, or none
        for index in range(start, end):
            self._read_space(index, self._words[index])

    def _read_space(self, index: int, character: str) -> None:
        if not self._runs.is_inferred(index):
            self._space, self._inferred = ("" if self._inferred else self._space) + character, False
        elif not self._space:
            self._space, self._inferred = " ", True

    def _read_word(self, start: int, end: int) -> None:
        """What stands between spaces: together where it is even, else taken apart by the text objects that draw it.

        Each draws its part in one go. Of several only the first, the last and that of the first Chinese character are
        looked at, and their places; what is bold may be so in part only, and the mark of a note may begin and end it.
        """
        drawn_by, find = self._runs.drawn_by, self._runs.find
        first, last = drawn_by(start), drawn_by(end - 1)
        if first != last and first and last:
            run, other = find(start, first), find(end - 1, last)
            if run.looks_like(other) and not run.bold and (letter := _CHINESE.search(self._words, start, end)):
                alike = self._is_drawn_like(run, letter.start())
                if alike and self._is_even(run, start, end, other.number):
                    return
        while first != last:
            low, high, step = start, end - 1, 1
            while high - low > 1:
                middle = min(low + step, (low + high) // 2)
                if drawn_by(middle) == first:
                    low, step = middle, 2 * step
                else:
                    high, step = middle, 1
            if not first or not self._is_even(find(start, first), start, high):
                self._read_singly(start, high)
            start = high
            first = drawn_by(start)
        if not last or not self._is_even(find(start, last), start, end):
            self._read_singly(start, end)

    def _is_drawn_like(self, run: Run, index: int) -> bool:
        drawn = self._runs.drawn_by(index)
        return drawn is not None and run.looks_like(self._runs.find(index, drawn))

    def _is_even(self, run: Run, start: int, end: int, last_run: int | None = None) -> bool:
        """Whether characters are set evenly; they are then taken together."""
        text = self._words[start:end]
        if len(text) < _FEWEST or not run.upright or (self._has_single and _SINGLE.search(text)):
            return False
        left, edge = self._runs.box(start)
        begin, right = self._runs.box(end - 1)
        widths = run.widths
        widths.measured(text[0], edge - left)
        widths.measured(text[-1], right - begin)
        narrow = _NARROW.findall(text)
        wide = len(text) - len(narrow)
        if wide and not widths.wide:
            index = next(index for index, character in enumerate(text) if not _NARROW.match(character))
            widths.measured(text[index], self._width(start + index))
        for character in narrow:
            if character not in widths:
                index = start + text.index(character)
                if last_run is not None and not self._is_drawn_like(run, index):
                    return False
                widths[character] = self._width(index)
        more = (right - left - wide * widths.wide - sum(map(widths.__getitem__, narrow))) / run.size
        apart = last_run is not None
        least, most = (-_EVEN_APART, _EVEN_APART) if apart else (-_OVER * len(narrow) - _EVEN, _EVEN)
        if not least < more < most and not self._is_spread(run, start, end, more, apart):
            return False
        self._add(run, text, left, right, widths, last_run)
        return True

    def _is_spread(self, run: Run, start: int, end: int, more: float, apart: bool) -> bool:
        """Whether all gaps are about the same and small; the first, the middle and the last are looked at.

        Where several text objects draw the characters, a gap that is hardly one is rather a raised figure among them.
        """
        gap = more / (end - start - 1)
        if not -_SPREAD < gap < _SPREAD or (apart and abs(gap) < _SAME):
            return False
        for index in (start, (start + end) // 2 - 1, end - 2):
            if abs((self._runs.box(index + 1)[0] - self._runs.box(index)[1]) / run.size - gap) > _SAME:
                return False
        return True

    def _width(self, index: int) -> float:
        left, right = self._runs.box(index)
        return right - left

    def _read_singly(self, start: int, end: int) -> None:
        runs, high = self._runs, ""
        for index in range(start, end):
            character = self._words[index]
            if character.isspace():
                self._read_space(index, character)
                continue
            if "\ud800" <= character <= "\udfff":
                high, character = (character, "") if character < "\udc00" else ("", _joined(high, character))
            drawn = runs.drawn_by(index)
            if not drawn or not character or _NOT_TEXT.match(character):
                continue
            run = runs.find(index, drawn)
            if run.upright:
                self._add(run, _plain(character), *runs.box(index))

    def _add(
        self,
        run: Run,
        text: str,
        left: float,
        right: float,
        widths: Mapping[str, float] | None = None,
        last_run: int | None = None,
    ) -> None:
        _, size, bold, _, baseline, _ = run
        space, inferred = self._space, self._inferred
        glyph = Glyph(text, left, right, baseline, size, bold, run.number, space, inferred, widths, last_run)
        self._found.append(glyph)
        self._space, self._inferred = "", False


def _joined(high: str, low: str) -> str:
    """A character that PDFium gives in two halves."""
    return (high + low).encode("utf-16", "surrogatepass").decode("utf-16") if high else ""


def _plain(character: str) -> str:
    """Some fonts name a character by the radical or ligature that looks the same (⼀ for 一): the character."""
    if character == _HYPHEN:
        return "-"
    if not _VARIANT.match(character):
        return character
    return _RADICALS.get(character) or unicodedata.normalize("NFKC", character)
