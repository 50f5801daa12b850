"""A document opened beside the chat as HTML: every word escaped, a quote marked byte for byte."""

import base64
import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from html import escape
from operator import itemgetter

from corpus.records import NEWER, OLDER, REPEALED_BY, REPEALS, Document, Link, Measure
from qa.bilingual import both, label
from qa.originals import PageImage
from qa.parts import link_html, validity_html

_RELATIONS = {
    NEWER: ("新版", "newer"),
    OLDER: ("旧版", "older"),
    REPEALED_BY: ("由…废止", "repealed by"),
    REPEALS: ("废止", "repeals"),
}

_SIGNS = re.compile(
    r"^(?P<rank>#{1,6}[ \t]+)(?P<heading>[^\n]+)"
    r"|(?P<open>\*\*)(?=\S)(?P<bold>[^*\n]{1,300})(?<=\S)(?P<close>\*\*)",
    re.MULTILINE,
)
_DRESS = {
    **dict.fromkeys(("rank", "open", "close"), "pq-sign"),
    **dict.fromkeys(("heading", "bold"), "pq-strong"),
}


def document_html(
    document: Document, measures: Sequence[Measure], start: int = 0, end: int = 0, pages: Sequence[PageImage] = ()
) -> str:
    """The whole document with a span marked, its measures, and the pages of the original where they are at hand.

    Args:
        start: of what is marked; nothing where it is `end`.
    """
    text, spans = document.text, tuple(_signs(document.text))
    facts = "".join(f"<dt>{name}</dt><dd>{value}</dd>" for name, value in _facts(document) if value)
    inside = next((measure for measure in measures if measure.start <= start < end <= measure.end), None)
    path = " › ".join(map(escape, (*inside.heading_path, inside.title))) if inside else ""
    marked = f"<mark>{_dressed(text, start, end, spans)}</mark>" if start < end else ""
    items = "".join(
        f"<li>{link_html(document.id, measure.start, measure.end, ' › '.join(map(escape, heading)))}</li>"
        for measure in measures
        if (heading := (*measure.heading_path, measure.title))
    )
    contents = f"{both('举措目录', 'Measures')} ({len(measures)})"
    whole = escape(label("全文", "Whole text"))
    back = f'<button type="button" class="pq-back">{both("回到回答", "Back to the answer")}</button>'
    return (
        f'<article class="pq-document" aria-label="{escape(document.title)}">{back}'
        f"<h2>{escape(document.title)}</h2><dl>{facts}</dl>"
        f'<details class="pq-contents"><summary>{contents}</summary><ol>{items}</ol></details>'
        f'<p class="pq-path">{path}</p>'
        f'<div class="pq-text" tabindex="0" role="region" aria-label="{whole}">'
        f"{_dressed(text, 0, start, spans)}{marked}{_dressed(text, end if marked else start, len(text), spans)}</div>"
        f"{''.join(map(_page_html, pages))}</article>"
    )


def _signs(text: str) -> Iterator[tuple[int, int, str]]:
    """What of a text is no text but a sign of Markdown, and what it makes a heading or bold."""
    for found in _SIGNS.finditer(text):
        for kind, part in found.groupdict().items():
            if part:
                yield *found.span(kind), _DRESS[kind]


def _dressed(text: str, start: int, end: int, spans: Sequence[tuple[int, int, str]]) -> str:
    """A part of a text, every character of it, what lies in the spans with their class."""
    parts, at = [], start
    for first, last, dress in spans[bisect_right(spans, start, key=itemgetter(1)) :]:
        first, last = max(first, start), min(last, end)
        if first >= last:
            break
        parts.append(f'{escape(text[at:first])}<span class="{dress}">{escape(text[first:last])}</span>')
        at = last
    return "".join(parts) + escape(text[at:end])


def _page_html(page: PageImage) -> str:
    source = base64.b64encode(page.png).decode("ascii")
    told = f"原件第 {page.number} 页，引文已标出", f"Page {page.number} of the original, the quote marked"
    return (
        f'<figure><img src="data:image/png;base64,{source}" alt="{escape(label(*told))}">'
        f"<figcaption>{both(*told)}</figcaption></figure>"
    )


def placeholder_html() -> str:
    """What stands in the document's place before one is opened."""
    told = "点击回答中的编号，在这里看原文", "Open a numbered mark to read the document here"
    return f'<div class="pq-empty"><p>{both(*told)}</p></div>'


def gone_html() -> str:
    """What stands there when the document is no longer in the index."""
    told = "这份文件已不在索引中，请重新提问", "This document is no longer in the index; ask again"
    return f'<div class="pq-empty" role="alert"><p>{both(*told)}</p></div>'


def _facts(document: Document) -> Sequence[tuple[str, str]]:
    link = escape(document.url)
    repaired = both("原网页有损，已修复拼音注音或去掉导航", "the scraped page was repaired") if document.repairs else ""
    return (
        (both("来源", "source"), escape(document.source)),
        (both("日期", "date"), escape(document.date)),
        (both("施行", "in force"), escape(document.in_force)),
        (both("修订", "revised"), escape(document.revised)),
        (both("有效期至", "until"), escape(document.expires)),
        (both("效力", "validity"), validity_html(document)),
        *((both(*name), _linked(document, relation)) for relation, name in _RELATIONS.items()),
        (both("发文机关", "issuer"), escape("、".join(document.issuers))),
        (both("文号", "number"), escape(document.number)),
        (both("地区", "region"), escape(document.region)),
        (
            both("网址", "address"),
            f'<a href="{link}" target="_blank" rel="noopener noreferrer">{link}</a>' if link else "",
        ),
        (both("文件", "file"), escape(document.path)),
        (both("说明", "note"), repaired),
    )


def _linked(document: Document, relation: str) -> str:
    """The other documents that stand so to this one, and the day it counts from."""
    links = (link for link in document.links if link.relation == relation)
    return "<br>".join(map(_link_words, links))


def _link_words(link: Link) -> str:
    date = f"（{link.date}）" if link.date else ""
    begins = " · " + both(f"{link.begins} 起", f"from {link.begins}") if link.begins else ""
    return escape(f"《{link.title}》{date}") + begins
