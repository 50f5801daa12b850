"""The margins of PDF pages: running heads, footers and page numbers, which are no part of the text."""

import re
from collections import Counter
from dataclasses import dataclass

from corpus.readers.line import Line

_PRINTED = re.compile(r"\d{1,4}/\d{1,2}/\d{2,4},?\s\d{1,2}:\d{2}")
"""The date and time a browser prints at the top of a page."""
_NUMBER = r"(?:第|page|p\.)?\s*(?:\d{1,4}|[ivxl]{1,6})\s*页?(?:\s*(?:[/／,，|共]|of)+\s*\d{1,4}\s*页?)?"
_DASH = r"[-—–―－·•~\s]*"
_PAGE_NUMBER = re.compile(rf"(?:(?:file|https?)://\S*?)?{_DASH}{_NUMBER}{_DASH}", re.IGNORECASE)
_OWN_NUMBER = re.compile(r"^[-—–―－·•~\s\d/]+|[-—–―－·•~\s\d/]+$|第\d+页")
"""The number in a running head that is otherwise the same on all pages."""
_MARGIN = 0.15
"""The share of a page's height at its top and bottom in which running heads and page numbers stand."""
_REPEATED = 0.4
"""On how many of the pages a running head stands: odd and even pages have their own."""
_MOST_ROWS = 3


@dataclass
class Page:
    """The lines of a page as they are drawn, and its size."""

    lines: list[Line]
    width: float
    height: float


def without_margins(pages: list[Page]) -> list[Page]:
    """The pages without running heads, footers and page numbers."""
    edges = [[*_edge_rows(page, top=True), *_edge_rows(page, top=False)] for page in pages]
    seen = Counter(key for rows in edges for key in {_row_key(row) for row in rows} if key)
    least = max(2, _REPEATED * len(pages))
    cleaned = []
    for page in pages:
        dropped: set[int] = set()
        for top in (True, False):
            for row in _edge_rows(page, top=top):
                text = " ".join(line.text for line in row)
                if seen[_row_key(row)] < least and not _PAGE_NUMBER.fullmatch(text) and not _PRINTED.match(text):
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
    return [sorted(row, key=lambda line: line.left) for row in rows[:_MOST_ROWS]]


def _row_key(row: list[Line]) -> str:
    return _OWN_NUMBER.sub("", "".join(line.text for line in row))
