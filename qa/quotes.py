"""Quotes as HTML, byte for byte: sentences as block quotes, the rows of a table below their header as a table."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from html import escape
from itertools import chain, groupby

from qa.citation import Hit
from qa.parts import cite
from qa.tables import BETWEEN, header_rows, is_row

_ROW = re.compile(r"((?:\| ?)?)(.*?)((?: ?\|)?)", re.DOTALL)
"""A row, with what Markdown puts before and behind it."""


@dataclass(frozen=True, slots=True)
class _Line:
    """A line of a quote.

    Attributes:
        before: what stands between it and the line before in the same quote.
        mark: HTML that opens the quote, behind its last line.
    """

    text: str
    before: str
    mark: str


def quotes_html(citations: Sequence[Hit]) -> Iterator[tuple[Hit, str]]:
    """The HTML of each quote, or of the quotes that make a table, with the last of these; numbered from 1."""
    number = 1
    for run in _runs(citations):
        quotes = [list(_lines(citation, number + place)) for place, citation in enumerate(run)]
        blocks = [list(block) for _, block in groupby(chain(*quotes), lambda line: is_row(line.text))]
        if any(map(_header, blocks)):
            yield run[-1], f'<blockquote class="pq-rows">{"".join(map(_block_html, blocks))}</blockquote>'
        else:
            for citation, lines in zip(run, quotes, strict=True):
                yield citation, f"<blockquote>{_text_html(lines)}</blockquote>"
        number += len(run)


def _runs(citations: Sequence[Hit]) -> Iterator[list[Hit]]:
    """The quotes in their order, those together of which a row of a table ends one and begins the next."""
    run: list[Hit] = []
    for citation in citations:
        if run and not _goes_on(run[-1], citation):
            yield run
            run = []
        run.append(citation)
    if run:
        yield run


def _goes_on(one: Hit, other: Hit) -> bool:
    rows = is_row(one.quote.rpartition("\n")[2]) and is_row(other.quote.partition("\n")[0])
    return rows and one.document.id == other.document.id and one.measure == other.measure


def _lines(citation: Hit, number: int) -> Iterator[_Line]:
    *lines, last = citation.quote.split("\n")
    for place, line in enumerate(lines):
        yield _Line(line, "\n" if place else "", "")
    yield _Line(last, "\n" if lines else "", " " + cite(citation, f"[{number}]"))


def _header(block: Sequence[_Line]) -> int:
    """How many rows of a block are its header; 0 where it is no table."""
    return header_rows([line.text for line in block]) if is_row(block[0].text) else 0


def _block_html(block: Sequence[_Line]) -> str:
    deep = _header(block)
    if not deep:
        first = replace(block[0], before="")
        return f"<p>{_unseen(block[0].before)}{_text_html([first, *block[1:]])}</p>"
    last = _split(block[deep - 1].text)[1]
    heads = "".join(_row_html(line, "th", _widths(_split(line.text)[1], last)) for line in block[:deep])
    return f"<table>{heads}{''.join(_row_html(line, 'td') for line in block[deep:])}</table>"


def _widths(upper: Sequence[str], lower: Sequence[str]) -> list[int]:
    """How many columns each cell of a row of the header goes over, where the row below has more cells."""
    widths: list[int] = []
    for place, cell in enumerate(upper):
        column, left = sum(widths), upper[place + 1 :]
        rest = lower[column + 1 :]
        further = rest.index(left[0]) if left and left[0] in rest else len(rest) - len(left)
        widths.append(1 if cell in lower[column : column + 1] else max(further + 1, 1))
    return widths


def _text_html(lines: Sequence[_Line]) -> str:
    return "".join(line.before + escape(line.text) + line.mark for line in lines)


def _row_html(line: _Line, tag: str, widths: Sequence[int] = ()) -> str:
    """A row; what stands between its cells is for whoever reads the text, and is not shown."""
    before, cells, behind = _split(line.text)
    shown = list(map(escape, cells))
    shown[-1] += _unseen(behind) + line.mark
    between = [line.before + before, *BETWEEN.findall(line.text.removeprefix(before))]
    over = [f' colspan="{width}"' if width > 1 else "" for width in widths or [1] * len(cells)]
    parts = zip(over, between, shown, strict=False)
    return "<tr>" + "".join(f"<{tag}{wide}>{_unseen(unseen)}{cell}</{tag}>" for wide, unseen, cell in parts) + "</tr>"


def _split(row: str) -> tuple[str, list[str], str]:
    """The cells of a row, and what Markdown puts before and behind it."""
    before, inside, behind = _ROW.fullmatch(row).groups()  # type: ignore[union-attr]  # matches anything
    return before, BETWEEN.split(inside), behind


def _unseen(text: str) -> str:
    return text and f'<span class="pq-unseen">{text}</span>'
