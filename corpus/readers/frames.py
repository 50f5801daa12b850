"""The frames of a PDF: between which edges the lines of each block are set.

An edge is what several lines reach, one at least in the midst of a sentence. A block where few lines do, or that
is narrow (a list of short lines), takes the edges of the widest block that begins like it.
"""

from collections import Counter, defaultdict
from dataclasses import dataclass
from statistics import quantiles

from corpus.readers.blocks import COLUMN, Block, Table, find_blocks
from corpus.readers.line import Line
from corpus.readers.margins import Page

_SEVERAL = 4
_MOST = 0.5
_NARROWEST = 0.6
_INDENT = 2.5
_SHORTEST_LINE = 0.5
"""The share of a page's width that a broken line reaches; where none does it takes several to be no short items."""


@dataclass(frozen=True)
class Frame:
    """A block, the edges its lines are set between, and whether it is one of several columns of text."""

    block: Block
    left: float
    right: float
    is_column: bool


def find_frames(pages: list[Page]) -> list[Frame]:
    """The blocks of all pages in reading order, each with its frame."""
    blocks = [(page.width, block) for page in pages for block in find_blocks(page.lines)]
    alone: dict[float, list[Line]] = defaultdict(list)
    known: dict[tuple[float, bool], list[tuple[float, float]]] = defaultdict(list)
    columns: dict[float, list[float]] = defaultdict(list)
    for width, block in blocks:
        if isinstance(block, Table):
            continue
        if (right := _edge(block, 0)) and (block.beside or right > _SHORTEST_LINE * width):
            known[width, block.beside].append((block.left, right))
        if not block.beside:
            alone[width] += block.lines
        elif len(block.lines) >= COLUMN:
            columns[width].append(block.left)
    whole = {width: _edges(lines, width) for width, lines in alone.items() if lines}
    frames = []
    for width, block in blocks:
        if isinstance(block, Table):
            frames.append(Frame(block, block.left, block.right, is_column=False))
            continue
        near = _INDENT * block.lines[0].size
        like = [edges for edges in known[width, block.beside] if abs(edges[0] - block.left) < near]
        left, end = max(
            like,
            key=lambda edges: edges[1],
            default=(block.left, block.right) if block.beside else whole[width],
        )
        if (right := _edge(block, _MOST)) and right - block.left > _NARROWEST * (end - left):
            left, end = block.left, right
        is_column = block.beside and any(abs(start - block.left) < near for start in columns[width])
        frames.append(Frame(block, left, end, is_column))
    return frames


def _edge(block: Block, share: float) -> float | None:
    """The right edge that several lines reach, and this share of all; a single one may go beyond it."""
    lines = sorted(block.lines, key=lambda line: line.right, reverse=True)
    several = max(_SEVERAL, round(share * len(lines)))
    for number, line in enumerate(lines[: max(len(lines) - several + 1, 0)]):
        reaching = lines[number : number + several]
        if line.right - reaching[-1].right < line.size and not all(other.ends_sentence for other in reaching):
            return line.right
    return None


def _edges(lines: list[Line], width: float) -> tuple[float, float]:
    """The edges of the lines in the usual size; a few may go beyond. Where no line is broken, that of the page."""
    sizes = Counter[float]()
    for line in lines:
        sizes[line.size] += line.count
    usual = [line for line in lines if line.size == sizes.most_common(1)[0][0]]
    left, rights = min(line.left for line in usual), [line.right for line in usual]
    right = quantiles(rights, n=33)[-1] if len(rights) > 33 else max(rights)
    broken = sum(
        right - line.right < line.size and (not line.ends_sentence or line.left - following.left > line.size)
        for line, following in zip(usual, [*usual[1:], usual[-1]], strict=True)
    )
    return left, right if broken >= (1 if right > _SHORTEST_LINE * width else 2) else width
