"""The paragraphs of a PDF: lines broken by the width of the page are joined, over columns and pages too.

A line goes on when it is full: when the first word of the next would not have fitted on it.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from statistics import median, quantiles

from corpus.readers.layout import Block, Line, find_blocks, is_wide
from corpus.readers.margins import Page

_NUMERAL = "一二三四五六七八九十百千零〇○两"
NUMBERED = re.compile(
    rf"第[{_NUMERAL}\d]+(?:分编|编|章|节|部分|条)|[{_NUMERAL}]{{1,4}}\s*、|[（(][{_NUMERAL}]{{1,4}}[）)]"
    rf"|\d{{1,2}}\s*(?:[．、]|\.(?!\d))|(?:附件|附录|附表)\s*[{_NUMERAL}\d]{{0,3}}\s*(?:[：:]|$)"
)
"""How an article, an item or a heading with a number begins."""
_MARKER = re.compile(rf"{NUMBERED.pattern}|[（(]\d{{1,3}}[）)]|\d{{1,2}}(?:\.\d{{1,2}})+\s|[\u2460-\u2473]|[•●○■◆▪]")
_WORD = re.compile(
    r"[（《“‘「『【〔(\[]*(?:[!-~]+|.)(?:[“”‘’]+(?:[!-~]+|[^，。、；：？！）》])|[，。、；：？！）》”’」』】〕％…—])*"
)
"""What is not broken over two lines: a word or character, and what clings to it."""
_SENTENCE_END = re.compile(r"[。；：？！.;:?!][”’」』）)》】]*$")
_FULL_BLOCK = 4
_MOST_OF_BLOCK = 0.5
_NARROWEST = 0.6
_ROW_LIMIT = 6
_INDENTED = 0.8
_NEW_GAP = 1.25
_SAME_SIZE = 0.08
_LARGER = 1.12
_TITLE_PITCH = 2.0


@dataclass
class Paragraph:
    """Lines that belong together; the cells of a row are parts of one line."""

    lines: list[Line]
    is_row: bool = False
    breaks: list[str] = field(default_factory=list)
    """What stands between its lines."""

    @property
    def text(self) -> str:
        """Its words on one line."""
        return "".join(joint + words for joint, words, _ in self.pieces())

    @property
    def size(self) -> float:
        """The size most of its characters have."""
        sizes = Counter[float]()
        for line in self.lines:
            sizes[line.size] += len(line.glyphs)
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
    blocks = [(page, block) for page in pages for block in find_blocks(page.lines)]
    size = _body_size(pages)
    frames = _frames(blocks)
    pitch = _pitch([block for _, block in blocks], size)
    paragraphs: list[Paragraph] = []
    previous: tuple[Block, tuple[float, float]] | None = None
    for (_, block), frame in zip(blocks, frames, strict=True):
        if previous and _is_next_cell(previous[0], block):
            row = paragraphs[-1]
            if not row.is_row:
                paragraphs.append(row := _row(paragraphs, previous[0]))
            row.breaks += (
                " | ",
                *(_break(one, other) for one, other in pairwise(block.lines)),
            )
            row.lines += block.lines
            previous = block, frame
            continue
        for number, line in enumerate(block.lines):
            before = paragraphs[-1] if paragraphs and not paragraphs[-1].is_row else None
            old_block, old_frame = (block, frame) if number or previous is None else previous
            following = block.lines[number + 1] if number + 1 < len(block.lines) else None
            if before and _goes_on(before, line, following, (old_block, block), (old_frame, frame), size, pitch):
                before.breaks.append(_break(before.lines[-1], line))
                before.lines.append(line)
            else:
                paragraphs.append(Paragraph([line]))
        previous = block, frame
    return paragraphs


def _body_size(pages: list[Page]) -> float:
    """The size most characters have."""
    sizes = Counter[float]()
    for page in pages:
        for line in page.lines:
            sizes[line.size] += len(line.glyphs)
    return sizes.most_common(1)[0][0] if sizes else 0.0


def _is_next_cell(cell: Block, block: Block) -> bool:
    """Whether a block stands to the right of another as cells of a row do, not as columns do."""
    shared = min(cell.bottom, block.bottom) - max(cell.top, block.top)
    return (
        cell.lines[0].page == block.lines[0].page
        and cell.right <= block.left
        and shared > 0.5 * min(cell.bottom - cell.top, block.bottom - block.top)
        and not min(len(cell.lines), len(block.lines)) >= _ROW_LIMIT
    )


def _row(paragraphs: list[Paragraph], cell: Block) -> Paragraph:
    """Take the paragraphs of a cell back, to begin a row with them."""
    first = {id(line) for line in cell.lines}
    while paragraphs and id(paragraphs[-1].lines[0]) in first:
        paragraphs.pop()
    if paragraphs and id(paragraphs[-1].lines[-1]) in first:
        kept = [line for line in paragraphs[-1].lines if id(line) not in first]
        paragraphs[-1] = Paragraph(kept, breaks=paragraphs[-1].breaks[: len(kept) - 1])
    joined = [_break(one, other) for one, other in pairwise(cell.lines)]
    return Paragraph(list(cell.lines), is_row=True, breaks=joined)


def _frames(blocks: list[tuple[Page, Block]]) -> list[tuple[float, float]]:
    """For each block, between which edges its lines are set.

    An edge is what several lines reach. A block where few lines do, or that is narrow (a list of short lines),
    takes the edges of the widest block that begins like it.
    """
    alone: dict[float, list[Line]] = defaultdict(list)
    known: dict[tuple[float, bool], list[tuple[float, float]]] = defaultdict(list)
    for page, block in blocks:
        if right := _common_right(block, 0):
            known[page.width, block.beside].append((block.left, right))
        alone[page.width] += () if block.beside else block.lines
    whole = {width: _edges(lines) for width, lines in alone.items() if lines}
    frames = []
    for page, block in blocks:
        size = block.lines[0].size
        right = _common_right(block, _MOST_OF_BLOCK)
        like = [edges for edges in known[page.width, block.beside] if abs(edges[0] - block.left) < 2.5 * size]
        fallback = (block.left, block.right) if block.beside else whole[page.width]
        left, end = max(like, key=lambda edges: edges[1], default=fallback)
        frames.append((block.left, right) if right and right - left > _NARROWEST * (end - left) else (left, end))
    return frames


def _common_right(block: Block, share: float) -> float | None:
    """The edge that several lines reach, and this share of all; a single one may go beyond it."""
    rights = sorted((line.right for line in block.lines), reverse=True)
    several = max(_FULL_BLOCK, round(share * len(rights)))
    reaching = zip(rights, rights[several - 1 :], strict=False)
    return next((right for right, least in reaching if right - least < block.lines[0].size), None)


def _edges(lines: list[Line]) -> tuple[float, float]:
    lefts, rights = [line.left for line in lines], [line.right for line in lines]
    return (min(lefts), quantiles(rights, n=33)[-1]) if len(lines) > 33 else (min(lefts), max(rights))


def _pitch(blocks: list[Block], size: float) -> float:
    """The usual distance of the lines of the body from one to the next."""
    distances = [
        other.baseline - one.baseline
        for block in blocks
        for one, other in pairwise(block.lines)
        if one.size == other.size == size and block.right - one.right < size
    ]
    return median(distances) / size if distances else 0.0


def _goes_on(
    paragraph: Paragraph,
    line: Line,
    following: Line | None,
    blocks: tuple[Block, Block],
    frames: tuple[tuple[float, float], tuple[float, float]],
    body: float,
    pitch: float,
) -> bool:
    """Whether a line belongs to the paragraph before it."""
    last, size = paragraph.lines[-1], line.size
    if abs(last.size - size) > _SAME_SIZE * size or (paragraph.bold and not line.bold):
        return False
    is_end = bool(_SENTENCE_END.search(last.text))
    if is_end and _MARKER.match(line.text):
        return False
    below = last.page == line.page and (blocks[0] is blocks[1] or not (blocks[0].beside or blocks[1].beside))
    gap = (line.baseline - last.baseline) / size
    if below and size > _LARGER * body and _is_centred(last, line, frames[0]):
        return gap < _TITLE_PITCH and not is_end and not _MARKER.match(line.text)
    if below and pitch and gap > _NEW_GAP * pitch:
        return False
    if not below and last.page == line.page and min(len(block.lines) for block in blocks) < _FULL_BLOCK:
        return False
    if not _is_full(last, line, frames[0][1]):
        return False
    indent, last_indent = line.left - frames[1][0], last.left - frames[0][0]
    if indent < _INDENTED * size:
        return True
    if abs(indent - last_indent) < 0.3 * size:
        begins = (
            following and following.left - frames[1][0] < _INDENTED * size and _is_full(line, following, frames[1][1])
        )
        return not begins and (not is_end or len(paragraph.lines) > 1)
    return indent < last_indent or _hangs(paragraph.lines[0], line)


def _is_centred(one: Line, other: Line, frame: tuple[float, float]) -> bool:
    """Whether two lines are set around the same middle, as a title over two lines is."""
    return (
        abs(one.left + one.right - other.left - other.right) < 2 * one.size
        and max(one.left, other.left) > frame[0] + one.size
    )


def _is_full(line: Line, following: Line, right: float) -> bool:
    """Whether the first word of the next line would not have fitted on this one."""
    return right - line.right <= _word_width(following) + 0.5 * line.size


def _word_width(line: Line) -> float:
    """The width of the first word of a line with the punctuation that cannot be parted from it."""
    word = _WORD.match(line.text)
    count = len(re.sub(r"\s", "", word[0])) if word else 1
    return line.glyphs[min(count, len(line.glyphs)) - 1].right - line.left


def _hangs(first: Line, line: Line) -> bool:
    """Whether a line is set below the words of an item, behind its number."""
    marker = _MARKER.match(first.text)
    count = len(re.sub(r"\s", "", marker[0])) if marker else 0
    return 0 < count < len(first.glyphs) and abs(first.glyphs[count].left - line.left) < 0.5 * line.size


def _is_divided(line: Line, following: Line) -> bool:
    """Whether an English word was divided between two lines."""
    return bool(re.search(r"[A-Za-z]-$", line.text)) and "a" <= following.text[0] <= "z"


def _break(line: Line, following: Line) -> str:
    """What joins two lines: nothing in Chinese and in a divided word, else a space."""
    end, start = line.text[-1], following.text[0]
    joined = is_wide(end) or is_wide(start) or end in "—–/-" or start in "—–”’"
    return "" if joined else " "
