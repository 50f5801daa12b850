"""Answers and documents as HTML: every word escaped, quotes byte for byte, nothing can run."""

import base64
from collections.abc import Sequence
from html import escape

from corpus.records import NEWER, OLDER, REPEALED_BY, REPEALS, Document
from corpus.validity import EXPIRED, IN_FORCE, NOT_YET, REPEALED, REVISED
from index.store import Store
from qa.answer import Answer
from qa.originals import PageImage
from qa.retrieve import Citation

_SHOWN_TITLES = 3
_VALIDITY = {
    IN_FORCE: "in force, as far as known here",
    REVISED: "superseded",
    REPEALED: "repealed",
    NOT_YET: "not yet in force",
    EXPIRED: "expired",
}
_RELATIONS = {NEWER: "新版 newer", OLDER: "旧版 older", REPEALED_BY: "由…废止 repealed by", REPEALS: "废止 repeals"}


def question_html(question: str) -> str:
    """A question as it was typed."""
    return f'<div class="pq-question">{escape(question)}</div>'


def error_html(message: str) -> str:
    """What went wrong, and the remedy."""
    return f'<div class="pq-note pq-error" role="alert"><b>无法回答 Cannot answer</b><p>{escape(message)}</p></div>'


def answer_html(answer: Answer, turn: int) -> str:
    """An answer with numbered marks that open its citations; `turn` counts the answers of a conversation."""
    understood = (
        f'<p class="pq-small">接着上文理解为 Understood as: {escape(answer.question)}</p>' if answer.follows else ""
    )
    if answer.declined:
        near = "".join(
            f"<li>{_link(turn, i, _place(hit))}</li>" for i, hit in enumerate(answer.related[:_SHOWN_TITLES])
        )
        related = (
            f'<p class="pq-small">或许相关，但不是答案 Perhaps related, not an answer</p><ul>{near}</ul>'
            if near
            else ""
        )
        return f'<div class="pq-note">{understood}<b>{escape(answer.text)}</b>{related}</div>'
    parts: list[str] = []
    above = ""
    for i, citation in enumerate(answer.citations):
        heading = _place(citation)
        if heading != above:
            parts.append(f'<p class="pq-place">{heading}</p>')
            above = heading
        parts.append(f"<blockquote>{_text(citation.quote)} {_link(turn, i, f'[{i + 1}]')}</blockquote>")
    noted = "".join(f'<p class="pq-small">{escape(notice)}</p>' for notice in answer.notices)
    return f'<div class="pq-answer">{understood}{"".join(parts)}{noted}</div>'


def citations_of(answer: Answer) -> tuple[Citation, ...]:
    """What the links of `answer_html` open, by their number."""
    return answer.related[:_SHOWN_TITLES] if answer.declined else answer.citations


def document_html(citation: Citation, pages: Sequence[PageImage] = ()) -> str:
    """The whole document with the quoted sentence marked, and the pages of the original where they are at hand."""
    document, text = citation.document, citation.document.text
    facts = "".join(f"<dt>{name}</dt><dd>{value}</dd>" for name, value in _facts(document) if value)
    before, after = text[: citation.start], text[citation.end :]
    return (
        f'<article class="pq-document" aria-label="{escape(document.title)}">'
        f"<h2>{escape(document.title)}</h2><dl>{facts}</dl>"
        f'<p class="pq-path">{" › ".join(map(escape, citation.heading_path))}</p>'
        f'<div class="pq-text" tabindex="0">{_text(before)}<mark>{_text(citation.quote)}</mark>{_text(after)}</div>'
        f"{''.join(map(_page_html, pages))}</article>"
    )


def _page_html(page: PageImage) -> str:
    source = base64.b64encode(page.png).decode("ascii")
    label = f"原件第 {page.number} 页，引文已标出 Page {page.number} of the original, the quote marked"
    return f'<figure><img src="data:image/png;base64,{source}" alt="{label}"><figcaption>{label}</figcaption></figure>'


def placeholder_html() -> str:
    """What stands in the document's place before one is opened."""
    return (
        '<div class="pq-empty"><p>点击回答中的编号，在这里看原文</p>'
        "<p>Open a numbered mark to read the document here</p></div>"
    )


def head_html(store: Store) -> str:
    """The name of the page, and which documents and which generation are in force."""
    titles = [f"《{escape(document.title)}》" for document in store.documents[:_SHOWN_TITLES]]
    more = " …" if len(store.documents) > _SHOWN_TITLES else ""
    return (
        '<h1 class="pq-title">政策问答 <span>Policy Q&amp;A</span></h1>'
        f'<p class="pq-status">共 {len(store.documents)} 份文件 documents：{"".join(titles)}{more} · '
        f"索引第 {store.generation} 版 generation</p>"
    )


def _facts(document: Document) -> Sequence[tuple[str, str]]:
    link = escape(document.url)
    repaired = "原网页有损，已修复拼音注音或去掉导航 the scraped page was repaired" if document.repairs else ""
    return (
        ("来源 source", escape(document.source)),
        ("日期 date", escape(document.date)),
        ("施行 in force", escape(document.in_force)),
        ("修订 revised", escape(document.revised)),
        ("有效期至 until", escape(document.expires)),
        ("效力 validity", escape(_validity(document))),
        *((name, _linked(document, relation)) for relation, name in _RELATIONS.items()),
        ("发文机关 issuer", escape("、".join(document.issuers))),
        ("文号 number", escape(document.number)),
        ("地区 region", escape(document.region)),
        ("网址 address", f'<a href="{link}" target="_blank" rel="noopener noreferrer">{link}</a>' if link else ""),
        ("文件 file", escape(document.path)),
        ("说明 note", repaired),
    )


def _validity(document: Document) -> str:
    english = _VALIDITY.get(document.validity, "")
    return f"{document.validity} {english}".strip()


def _linked(document: Document, relation: str) -> str:
    """The other documents that stand so to this one, and the day it counts from."""
    return "<br>".join(
        escape(f"《{link.title}》{link.date and f'（{link.date}）'}{link.begins and f' · {link.begins} 起 from'}")
        for link in document.links
        if link.relation == relation
    )


def _place(citation: Citation) -> str:
    page = f" · 第 {citation.page} 页 p. {citation.page}" if citation.page else ""
    return f"《{escape(citation.document.title)}》{' › '.join(map(escape, citation.heading_path))}{page}"


def _link(turn: int, number: int, label: str) -> str:
    return f'<a class="pq-cite" href="#cite-{turn}-{number}" role="button" title="看原文 open the document">{label}</a>'


def _text(text: str) -> str:
    """Escaped; line breaks and spaces are kept by the style (`white-space: pre-wrap`)."""
    return escape(text)
