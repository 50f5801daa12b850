"""The paragraphs of a PDF: lines broken by the width of the page are joined, over columns and pages too.

A line goes on when it is full: when the first word of the next would not have fitted on it.
"""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise, starmap
from typing import NamedTuple

from corpus.readers.blocks import Block, Table
from corpus.readers.frames import Frame, find_frames
from corpus.readers.line import Line, is_wide
from corpus.readers.margins import Page
from corpus.readers.once import once
from corpus.text import ITEM_NUMBER

_NUMERAL = "一二三四五六七八九十百千零〇○两"
NUMBERED = re.compile(
    rf"第[{_NUMERAL}\d]+(?:分[编編]|[编編]|章|[节節]|部分|[条條])|[{_NUMERAL}]{{1,4}}\s*、|[（(][{_NUMERAL}]{{1,4}}[）)]"
    rf"|{ITEM_NUMBER}|(?:附件|附[录錄]|附表)\s*[{_NUMERAL}\d]{{0,3}}\s*(?:[：:]|$)"
)
"""How an article, an item or a heading with a number begins."""
_CAPTION = r"(?:[表圖图]|专栏|專欄)\d{1,2}\s"
_MARKER = re.compile(
    rf"{NUMBERED.pattern}|[（(]\d{{1,3}}[）)]|\d{{1,2}}(?:\.\d{{1,2}})+\s|[\u2460-\u2473]|[•●○■◆▪]|{_CAPTION}"
)
_LETTERS = "[!-~\u00a1-\u052f‰∶−]+"
_WORD = re.compile(
    rf"[（《“‘「『【〔(\[]*(?:{_LETTERS}|.)(?:[“”‘’]+(?:{_LETTERS}|[^，。、；：？！）》])|[，。、；：？！）》”’」』】〕％…—])*"
)
"""What is not broken over two lines: a word or character, and what clings to it."""
_DIVIDED = re.compile(r"(?:^|[\s(“‘\"'])[A-Za-z]+-$")
_ENTRY = re.compile(r"(?:…|[.．·・]\s?){2,}\s*\d{1,4}$")
"""How an entry of a list of contents ends: the page, and the dots that lead there."""
_INDENTED = 0.8
_DEEPEST = 3.5
"""In heights of the letters: the deepest indent of a paragraph; what begins behind it is centred, a heading."""
_NEW_GAP = 1.25
_SAME_SIZE = 0.08
_LARGER = 1.12
_TITLE_PITCH = 2.0
_SIGNED = 0.4
"""The share of a frame behind which a line that begins is set to the right: a signature, a date."""


@dataclass
class Paragraph:
    """Lines that belong together; the cells of a row are parts of one line."""

    lines: list[Line]
    is_row: bool = False
    breaks: list[str] = field(default_factory=list)
    """What stands between its lines."""

    @once
    def text(self) -> str:
        """Its words on one line, when it is complete."""
        return "".join(joint + words for joint, words, _ in self.pieces())

    @once
    def size(self) -> float:
        """The size most of its characters have, when it is complete."""
        sizes = Counter[float]()
        for line in self.lines:
            sizes[line.size] += line.count
        return sizes.most_common(1)[0][0]

    @property
    def bold(self) -> bool:
        """Whether all of it is bold."""
        return all(line.bold for line in self.lines)

    def pieces(self) -> Iterator[tuple[str, str, int]]:
        """For each line what joins it to the one before, its words, and its page."""
        for joint, line, following in zip(["", *self.breaks], self.lines, [*self.lines[1:], None], strict=True):
            divided = following and _is_divided(line, following)
            yield joint, line.text[:-1] if divided else line.text, line.page


def find_paragraphs(pages: list[Page]) -> list[Paragraph]:
    """The paragraphs of a file in reading order."""
    frames = find_frames(pages)
    style = _body_style([frame.block for frame in frames if not isinstance(frame.block, Table)])
    paragraphs: list[Paragraph] = []
    previous = frames[0] if frames else None
    for frame in frames:
        lines = frame.block.lines
        if isinstance(frame.block, Table):
            paragraphs += map(_table_row, frame.block.rows)
        elif previous and _is_next_cell(previous, frame):
            if not paragraphs[-1].is_row:
                paragraphs.append(_row(paragraphs, previous.block))
            paragraphs[-1].breaks += (" | ", *starmap(_break, pairwise(lines)))
            paragraphs[-1].lines += lines
        else:
            for line, following in zip(lines, [*lines[1:], None], strict=True):
                above = frame if line is not lines[0] or previous is None else previous
                before = paragraphs[-1] if paragraphs else None
                if before and not before.is_row and _goes_on(before, line, following, above, frame, style):
                    before.breaks.append(_break(before.lines[-1], line))
                    before.lines.append(line)
                else:
                    paragraphs.append(Paragraph([line]))
        previous = frame
    return paragraphs


class _Style(NamedTuple):
    """The size of the body's letters, and in it the distance of its lines: the least usual, paragraphs stand wider."""

    size: float
    pitch: float


def _body_style(blocks: list[Block]) -> _Style:
    sizes = Counter[float]()
    for line in (line for block in blocks for line in block.lines):
        sizes[line.size] += line.count
    size = sizes.most_common(1)[0][0] if sizes else 0.0
    distances = [
        other.baseline - one.baseline
        for block in blocks
        for one, other in pairwise(block.lines)
        if one.size == other.size == size and not one.ends_sentence
    ]
    return _Style(size, sorted(distances)[len(distances) // 4] / size if distances else 0.0)


def _is_next_cell(cell: Frame, frame: Frame) -> bool:
    """Whether a block stands to the right of another as cells of a row do, not as columns do."""
    one, other = cell.block, frame.block
    shared = min(one.bottom, other.bottom) - max(one.top, other.top)
    return (
        not isinstance(one, Table)
        and one.lines[0].page == other.lines[0].page
        and one.right <= other.left
        and shared > 0.5 * min(one.bottom - one.top, other.bottom - other.top)
        and not (cell.is_column and frame.is_column)
    )


def _row(paragraphs: list[Paragraph], cell: Block) -> Paragraph:
    """Begin a row with a cell, taking back the paragraphs that were made of it."""
    count = len(cell.lines)
    while count and count >= len(paragraphs[-1].lines):
        count -= len(paragraphs.pop().lines)
    if count:
        del paragraphs[-1].lines[-count:], paragraphs[-1].breaks[-count:]
    return Paragraph(list(cell.lines), is_row=True, breaks=[*starmap(_break, pairwise(cell.lines))])


def _table_row(cells: list[list[Line]]) -> Paragraph:
    """A row of a ruled table, with a place for each cell between others that is empty."""
    behind, joints = 0, []
    for lines in cells:
        cell = lines[0].cell
        empty = cell.column - behind if cell else 0
        joints += [" | " * (1 + max(empty, 0)), *starmap(_break, pairwise(lines))]
        behind = cell.behind if cell else behind
    return Paragraph([line for lines in cells for line in lines], is_row=True, breaks=joints[1:])


def _goes_on(
    paragraph: Paragraph, line: Line, following: Line | None, above: Frame, frame: Frame, style: _Style
) -> bool:
    """Whether a line belongs to the paragraph before it, which ends in the frame `above`."""
    last, size = paragraph.lines[-1], line.size
    if abs(last.size - size) > _SAME_SIZE * size or (not line.bold and last.bold and paragraph.bold):
        return False
    if last.text[-1].isdigit() and _ENTRY.search(last.text):
        return False
    begins = (line.bold and not last.bold) or (_MARKER.match(line.text) and not _is_outdented(paragraph.lines[0], line))
    indent, last_indent = line.left - frame.left, last.left - above.left
    if begins and (last.ends_sentence or last_indent > _DEEPEST * size):
        return False
    if last.page == line.page and not (above.is_column and frame.is_column and above is not frame):
        if above is not frame and (above.block.beside or frame.block.beside):
            return False
        gap = (line.baseline - last.baseline) / size
        if _is_rest_of_centred(paragraph, line, frame):
            return gap < _TITLE_PITCH
        if size > _LARGER * style.size and _is_centred(last, line, above.left):
            return gap < _TITLE_PITCH and not last.ends_sentence and not _MARKER.match(line.text)
        if style.pitch and gap > _NEW_GAP * style.pitch:
            return False
    if not _is_full(last, line, above.right):
        return False
    if last_indent > _SIGNED * (above.right - above.left):
        return False
    if indent < _INDENTED * size:
        return True
    if abs(indent - last_indent) < 0.3 * size:
        flush = following is not None and following.left - frame.left < _INDENTED * size
        wraps = flush and following is not None and _is_full(line, following, frame.right)
        return not wraps and (not last.ends_sentence or len(paragraph.lines) > 1)
    return indent < last_indent or _hangs(paragraph.lines[0], line)


def _is_centred(one: Line, other: Line, left: float) -> bool:
    """Whether two lines are set around the same middle, as a title over two lines is."""
    return (
        abs(one.left + one.right - other.left - other.right) < 2 * one.size
        and max(one.left, other.left) > left + one.size
    )


def _is_rest_of_centred(paragraph: Paragraph, line: Line, frame: Frame) -> bool:
    """Whether a line is the end of a centred heading, whose lines above take the whole width."""
    start, free, size = line.left - frame.left, frame.right - line.right, line.size
    return (
        start > size
        and abs(start - free) < size
        and all(above.left - frame.left < size > frame.right - above.right for above in paragraph.lines)
        and not paragraph.lines[-1].ends_sentence
        and not _MARKER.match(line.text)
    )


def _is_outdented(first: Line, line: Line) -> bool:
    """Whether a line begins left of the first of its paragraph, as all its lines do where that is indented."""
    return _INDENTED * line.size < first.left - line.left < _DEEPEST * line.size


def _is_full(line: Line, following: Line, right: float) -> bool:
    """Whether the first word of the next line would not have fitted on this one."""
    free = right - line.right - 0.5 * line.size
    return free <= 0 or free <= _word_width(following)


def _word_width(line: Line) -> float:
    """The width of the first word of a line with the punctuation that cannot be parted from it."""
    word = _WORD.match(line.text)
    count = len(re.sub(r"\s", "", word[0])) if word else 1
    return line.edge(count - 1) - line.left


def _hangs(first: Line, line: Line) -> bool:
    """Whether a line is set below the words of an item, behind its number."""
    marker = _MARKER.match(first.text)
    count = len(re.sub(r"\s", "", marker[0])) if marker else 0
    return 0 < count < first.count and abs(first.start(count) - line.left) < 0.5 * line.size


def _is_divided(line: Line, following: Line) -> bool:
    """Whether an English word was divided between two lines."""
    return line.text[-1] == "-" and "a" <= following.text[0] <= "z" and bool(_DIVIDED.search(line.text))


def _break(line: Line, following: Line) -> str:
    """What joins two lines: nothing in Chinese, in a divided word or number, else a space."""
    end, start = line.text[-1], following.text[0]
    number = end.isdigit() and start.isdigit() and any(map(is_wide, line.text))
    joined = is_wide(end) or is_wide(start) or end in "—–/-" or start in "—–”’"
    return "" if joined or number else " "
