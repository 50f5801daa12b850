"""Pieces of HTML that answers, lists and documents are made of."""

from html import escape

from corpus.records import Document
from corpus.validity import EXPIRED, IN_FORCE, NOT_YET, REPEALED, REVISED
from qa.bilingual import both, label
from qa.citation import Citation

VALIDITY = {
    IN_FORCE: "in force, as far as known here",
    REVISED: "superseded",
    REPEALED: "repealed",
    NOT_YET: "not yet in force",
    EXPIRED: "expired",
}
FILTER_NAMES = {
    "title": ("标题", "title"),
    "region": ("地区", "region"),
    "issuer": ("发文机关", "issuer"),
    "kind": ("文种", "kind"),
    "date": ("年份", "year"),
    "validity": ("效力", "validity"),
}
"""The filters of the page, as people call them."""


def place_html(citation: Citation) -> str:
    """Where a quote stands: title, headings down to the article and its paragraph, page."""
    page = f" · {both(f'第 {citation.page} 页', f'p. {citation.page}')}" if citation.page else ""
    return f"《{escape(citation.document.title)}》{' › '.join(map(escape, filter(None, citation.place)))}{page}"


def cite(citation: Citation, words: str) -> str:
    """A link of HTML words that opens a quote in its document."""
    return link_html(citation.document.id, citation.start, citation.end, words)


def link_html(id: str, start: int, end: int, words: str) -> str:  # noqa: A002
    """A link of HTML words that opens a document, `start` to `end` marked."""
    title = escape(label("看原文", "open the document"))
    return (
        f'<a class="pq-cite" href="#at-{escape(id)}-{start}-{end}" role="button" aria-haspopup="false" '
        f'title="{title}">{words}</a>'
    )


def validity_html(document: Document) -> str:
    """Whether it is in force."""
    english = VALIDITY.get(document.validity, "")
    return both(escape(document.validity), english) if english else escape(document.validity)
