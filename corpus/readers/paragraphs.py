"""The paragraphs of a PDF: lines broken by the width of the page are joined, over columns and pages too.

A line goes on when it is full: when the first word of the next would not have fitted on it.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from statistics import median, quantiles

from corpus.readers.layout import Block, Line, find_blocks, is_wide

_NUMERAL = "一二三四五六七八九十百千零〇○两"
NUMBERED = re.compile(
    rf"第[{_NUMERAL}\d]+(?:分编|编|章|节|部分|条)|[{_NUMERAL}]{{1,4}}\s*、|[（(][{_NUMERAL}]{{1,4}}[）)]"
    rf"|\d{{1,2}}\s*(?:[．、]|\.(?!\d))|(?:附件|附录|附表)\s*[{_NUMERAL}\d]{{0,3}}\s*(?:[：:]|$)"
)
"""How an article, an item or a heading with a number begins."""
_MARKER = re.compile(rf"{NUMBERED.pattern}|[（(]\d{{1,3}}[）)]|\d{{1,2}}(?:\.\d{{1,2}})+\s|[\u2460-\u2473]|[•●○■◆▪]")
_WORD = re.compile(r"[（《“‘「『【〔(\[]*(?:[!-~]+|.)[，。、；：？！）》”’」』】〕％…—]*")
_SENTENCE_END = re.compile(r"[。；：？！.;:?!][”’」』）)》】]*$")
_PAGE_NUMBER = re.compile(
    r"(?:(?:file|https?)://\S*?)?"
    r"[-—–―－·•~\s]*(?:第|page|p\.)?\s*(?:\d{1,4}|[ivxl]{1,6})\s*页?\s*(?:[/／,，|]|of)?\s*(?:共?\s*\d{1,4}\s*页?)?[-—–―－·•~\s]*",
    re.IGNORECASE,
)
_MARGIN = 0.15
"""The share of a page's height at its top and bottom in which running heads and page numbers stand."""
_REPEATED = 0.4
"""On how many of the pages a running head stands: odd and even pages have their own."""
_MOST_FURNITURE = 3
_FULL_BLOCK = 4
_ROW_LIMIT = 6
_INDENTED = 0.8
_NEW_GAP = 1.25
_SAME_SIZE = 0.08
_LARGER = 1.12
_TITLE_PITCH = 2.0


@dataclass
class Page:
    """The lines of a page as they are drawn, and its size."""

    lines: list[Line]
    width: float
    height: float


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


def without_furniture(pages: list[Page]) -> list[Page]:
    """The pages without running heads, footers and page numbers."""
    edges = [[*_edge_rows(page, top=True), *_edge_rows(page, top=False)] for page in pages]
    seen = Counter(key for rows in edges for key in {_row_key(row) for row in rows})
    least = max(2, _REPEATED * len(pages))
    cleaned = []
    for page in pages:
        dropped: set[int] = set()
        for top in (True, False):
            for row in _edge_rows(page, top=top):
                if seen[_row_key(row)] < least and not _PAGE_NUMBER.fullmatch(" ".join(line.text for line in row)):
                    break
                dropped |= {id(line) for line in row}
        cleaned.append(Page([line for line in page.lines if id(line) not in dropped], page.width, page.height))
    return cleaned


def _edge_rows(page: Page, *, top: bool) -> list[list[Line]]:
    """The outermost rows in a margin of the page, outermost first."""
    margin = _MARGIN * page.height
    lines = [line for line in page.lines if (line.baseline < margin if top else line.baseline > page.height - margin)]
    rows: list[list[Line]] = []
    for line in sorted(lines, key=lambda line: line.baseline, reverse=not top):
        if rows and abs(rows[-1][0].baseline - line.baseline) < 0.5 * line.size:
            rows[-1].append(line)
        else:
            rows.append([line])
    return [sorted(row, key=lambda line: line.left) for row in rows[:_MOST_FURNITURE]]


def _row_key(row: list[Line]) -> str:
    return re.sub(r"\d+", "#", "".join(line.text for line in row))


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
            row.breaks += (" | ", *(_break(one, other) for one, other in zip(block.lines, block.lines[1:], strict=False)))
            row.lines += block.lines
            previous = block, frame
            continue
        for number, line in enumerate(block.lines):
            before = paragraphs[-1] if paragraphs and not paragraphs[-1].is_row else None
            old_block, old_frame = (block, frame) if number or previous is None else previous
            if before and _goes_on(before, line, (old_block, block), (old_frame, frame), size, pitch):
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
    joined = [_break(one, other) for one, other in zip(cell.lines, cell.lines[1:], strict=False)]
    return Paragraph(list(cell.lines), is_row=True, breaks=joined)


def _frames(blocks: list[tuple[Page, Block]]) -> list[tuple[float, float]]:
    """For each block, between which edges its lines are set; a short one takes those of a longer one like it."""
    own: list[tuple[float, float] | None] = []
    known: dict[tuple[float, bool], list[tuple[float, float]]] = defaultdict(list)
    alone: dict[float, list[Line]] = defaultdict(list)
    for page, block in blocks:
        full = sum(block.right - line.right < line.size for line in block.lines)
        own.append((block.left, block.right) if full >= _FULL_BLOCK else None)
        if full >= _FULL_BLOCK:
            known[page.width, block.beside].append((block.left, block.right))
        if not block.beside:
            alone[page.width] += block.lines
    whole = {width: _edges(lines) for width, lines in alone.items()}
    frames = []
    for (page, block), frame in zip(blocks, own, strict=True):
        size = block.lines[0].size
        like = [
            (left, right)
            for left, right in known[page.width, block.beside]
            if abs(left - block.left) < 2.5 * size and block.right < right + size
        ]
        fallback = (block.left, block.right) if block.beside else whole[page.width]
        frames.append(frame or (Counter(like).most_common(1)[0][0] if like else fallback))
    return frames


def _edges(lines: list[Line]) -> tuple[float, float]:
    lefts, rights = [line.left for line in lines], [line.right for line in lines]
    return (min(lefts), quantiles(rights, n=33)[-1]) if len(lines) > 33 else (min(lefts), max(rights))


def _pitch(blocks: list[Block], size: float) -> float:
    """The usual distance of the lines of the body from one to the next."""
    distances = [
        other.baseline - one.baseline
        for block in blocks
        for one, other in zip(block.lines, block.lines[1:], strict=False)
        if one.size == other.size == size and block.right - one.right < size
    ]
    return median(distances) / size if distances else 0.0


def _goes_on(
    paragraph: Paragraph,
    line: Line,
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
    if frames[0][1] - last.right > _word_width(line) + 0.5 * size:
        return False
    indent, last_indent = line.left - frames[1][0], last.left - frames[0][0]
    if indent < _INDENTED * size:
        return True
    if abs(indent - last_indent) < 0.3 * size:
        return not is_end or len(paragraph.lines) > 1 and last_indent > _INDENTED * size
    return indent < last_indent or _hangs(paragraph.lines[0], line)


def _is_centred(one: Line, other: Line, frame: tuple[float, float]) -> bool:
    """Whether two lines are set around the same middle, as a title over two lines is."""
    return abs(one.left + one.right - other.left - other.right) < 2 * one.size and one.left > frame[0] + one.size


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
