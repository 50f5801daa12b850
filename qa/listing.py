"""Lists as HTML: what a search found, and the documents of the index."""

from collections.abc import Collection, Sequence
from html import escape

from corpus.records import Document
from qa.bilingual import both, counted
from qa.chips import chips_html
from qa.citation import Hit
from qa.parts import cite, link_html, place_html, validity_html
from qa.question import Question
from qa.render import copy_html, reasons_html
from qa.understood import Understood
from qa.why import marks, why


def hits_html(
    question: Question,
    hits: Sequence[Hit],
    covered: bool,
    told: Sequence[Understood] = (),
    ignored: Collection[str] = (),
) -> str:
    """What a search found: where each measure stands, its best passage with the words marked, why it was found.

    Args:
        told: what the question was understood to name.
        ignored: what it names and is not heeded.
    """
    above = chips_html(told, ignored, question.language)
    if not hits:
        return above + empty_html("没有找到", "Nothing was found")
    count = both(f"找到 {len(hits)} 条举措", f"{counted(len(hits), 'measure')} found")
    if not covered:
        count += " · " + both("可能都没有直接回答这个问题", "perhaps none of them answers the question")
    items = "".join(_hit(question, hit, told) for hit in hits)
    return f'{above}<p class="pq-small" role="status">{count}</p><ol class="pq-hits">{items}</ol>'


def _hit(question: Question, hit: Hit, told: Sequence[Understood]) -> str:
    return (
        f'<li class="pq-hit"><p class="pq-place">{cite(hit, place_html(hit))}</p>'
        f"<blockquote>{marked_html(hit.quote, marks(question, hit.quote, hit.own))}</blockquote>"
        f'<div class="pq-reasons">{reasons_html(why(question, hit, told))}</div>'
        f'<div class="pq-tools">{copy_html(hit)}</div></li>'
    )


def marked_html(text: str, spans: Sequence[tuple[int, int]]) -> str:
    """A text with spans marked that are in order and apart."""
    parts, at = [], 0
    for start, end in spans:
        parts.append(f'{escape(text[at:start])}<mark class="pq-word">{escape(text[start:end])}</mark>')
        at = end
    return "".join(parts) + escape(text[at:])


def documents_html(documents: Sequence[Document], total: int) -> str:
    """Documents to open, `total` being how many there are where not all are listed."""
    if not documents:
        return empty_html("没有符合条件的文件", "No document matches")
    more = ""
    if total > len(documents):
        more = " · " + both(
            f"只列出前 {len(documents)} 份，请用标题或筛选缩小范围",
            f"the first {len(documents)} are listed; narrow them by title or filters",
        )
    count = both(f"{total} 份文件", counted(total, "document"))
    return (
        f'<p class="pq-small" role="status">{count}{more}</p>'
        f'<ol class="pq-documents">{"".join(map(_document, documents))}</ol>'
    )


def _document(document: Document) -> str:
    known = (document.number, "、".join(document.issuers), document.region, document.date)
    facts = [escape(fact) for fact in known if fact] + [validity_html(document)] * bool(document.validity)
    return (
        f"<li>{link_html(document.id, 0, 0, f'《{escape(document.title)}》')}"
        f'<p class="pq-small">{" · ".join(facts)}</p></li>'
    )


def empty_html(chinese: str, english: str) -> str:
    """That there is nothing to list, or what to do for it."""
    return f'<div class="pq-empty" role="status"><p>{both(chinese, english)}</p></div>'
