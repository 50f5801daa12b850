"""Answers and documents as HTML: every word escaped, quotes byte for byte, nothing can run."""

from collections.abc import Collection, Mapping
from html import escape

from index.filters import day_of
from index.opening import OpenStore
from qa.bilingual import MARK, both, counted, label
from qa.chips import chips_html, understood_html
from qa.citation import Citation
from qa.parts import FILTER_NAMES, cite, place_html
from qa.question import understand
from qa.quotes import quotes_html
from qa.reference import reference
from qa.reply import Answer
from qa.understood import NAMES
from qa.why import Why, why

SHOWN_TITLES = 3
_WAYS = {
    "words": ("词语相符", "the words match"),
    "meaning": ("意思相近", "close in meaning"),
    "both": ("词语相符，意思也相近", "the words match, and close in meaning"),
    "named": ("问题指明的", "the question names it"),
}
_SIGNALS = {
    "cosine": ("意思", "meaning"),
    "coverage": ("词语", "words"),
    "expansion": ("政策用语", "policy terms"),
    "interaction": ("逐词对应", "word by word"),
    "document": ("同文件其他段落", "the rest of the document found"),
    "phrase": ("连续的字词", "phrases"),
    "whole": ("文件全文", "the whole document"),
    "named": ("地区", "region"),
    "opening": ("文件开头", "the opening"),
    "outcome": ("决定部分", "what is decided"),
    "preference": ("像答案的程度", "how like an answer"),
    "behind": ("读来像答案的程度", "how like an answer it reads"),
    "cross": ("重排", "reranker"),
}
_MOST_SIGNALS = 3
"""How many of the signals are told, those that add most."""


def question_html(question: str) -> str:
    """A question as it was typed."""
    return f'<div class="pq-question">{escape(question)}</div>'


def error_html(message: str) -> str:
    """What went wrong, and the remedy; in both languages where `qa.bilingual.label` joined them."""
    cannot = both("无法回答", "Cannot answer")
    chinese, joined, english = escape(message).partition(MARK)
    told = both(chinese, english.strip()) if joined else chinese
    return f'<div class="pq-note pq-error" role="alert"><b>{cannot}</b><p>{told}</p></div>'


def answer_html(
    answer: Answer,
    filters: Mapping[str, str] | None = None,
    below: str = "",
    ignored: Collection[str] = (),
    last: bool = False,
) -> str:
    """An answer with numbered marks that open its citations.

    Args:
        filters: what the search was narrowed to.
        below: HTML to end with.
        ignored: what the question names and is not heeded, see `qa.understood`.
        last: whether it is the last of a conversation, which can be asked again without what was understood.
    """
    asked = understand(answer.question, day_of({name: day for name, day in (filters or {}).items() if name == "as_of"}))
    told = (chips_html if last else understood_html)(answer.understood, ignored, answer.language)
    above = _follows(answer) + told + _narrowed(filters or {})
    if answer.declined:
        near = "".join(f"<li>{cite(hit, place_html(hit))}</li>" for hit in answer.related[:SHOWN_TITLES])
        related = (
            f'<p class="pq-small">{both("或许相关，但不是答案", "Perhaps related, not an answer")}</p><ul>{near}</ul>'
            if near
            else ""
        )
        return f'<div class="pq-note">{above}<b>{escape(answer.text)}</b>{related}{below}</div>'
    parts: list[str] = []
    heading = ""
    for citation, quoted in quotes_html(answer.citations):
        if (place := place_html(citation)) != heading:
            parts.append(f'<p class="pq-place">{place}</p>')
            heading = place
        parts.append(quoted)
        if citation.measure.title:  # else it is a heading or another line of the document itself
            found = why_html(why(asked, citation, answer.understood))
            parts.append(f'<div class="pq-tools">{found}{copy_html(citation)}</div>')
    noted = "".join(f'<p class="pq-small">{escape(notice)}</p>' for notice in answer.notices)
    return f'<div class="pq-answer">{above}{"".join(parts)}{noted}{below}</div>'


def _follows(answer: Answer) -> str:
    """The whole question, where it goes on from the one before."""
    if not answer.follows:
        return ""
    return f'<p class="pq-small">{both("接着上文理解为", "Understood as:")} {escape(answer.question)}</p>'


def _narrowed(filters: Mapping[str, str]) -> str:
    chosen = [
        f"{both(*map(escape, FILTER_NAMES.get(name, (name, name))))} {escape(value)}" for name, value in filters.items()
    ]
    return f'<p class="pq-small">{both("只在其中找", "Only within:")} {" · ".join(chosen)}</p>' if chosen else ""


def why_html(reasons: Why) -> str:
    """Why something was found, unfolded on request."""
    name = escape(label("为什么找到它", "Why this was found"))
    return (
        f'<details class="pq-why"><summary title="{name}">{both("为什么", "Why")}</summary>'
        f"<div>{reasons_html(reasons)}</div></details>"
    )


def reasons_html(reasons: Why) -> str:
    """Why something was found, in plain words."""
    said = [f"<b>{both(*_WAYS[reasons.way])}</b>"]
    if reasons.matched:
        said.append(f"{both('相同的词：', 'shared words: ')}{escape('、'.join(reasons.matched))}")
    if reasons.expansions:
        said.append(f"{both('换成政策用语：', 'policy terms for yours: ')}{escape('、'.join(reasons.expansions))}")
    if reasons.understood:
        names = [NAMES[kind] for kind in reasons.understood]
        fits = "、".join(chinese for chinese, _ in names), ", ".join(english for _, english in names)
        said.append(both(f"符合所问的{fits[0]}", f"of the {fits[1]} asked about"))
    if any(share > 0 for share in reasons.shares.values()):
        said.append(f"{both('意思相似度', 'similarity')} {max(reasons.similarity, 0):.2f}")
        said.append(_order(reasons.position.rank, reasons.shares))
    return "".join(f"<p>{line}</p>" for line in said)


def _order(rank: int, shares: Mapping[str, float]) -> str:
    """Its place among the hits, and what that is owed to."""
    whole = sum(share for share in shares.values() if share > 0)
    most = [(name, share / whole) for name, share in shares.items() if share > 0][:_MOST_SIGNALS]
    told = [f"{both(*_SIGNALS[name])} {share:.0%}" for name, share in most]
    place = (
        both(f"排第 {rank}，主要凭", f"ranked {rank}, mostly by") if rank else both("排序主要凭", "ranked mostly by")
    )
    return f"{place} {'、'.join(told)}"


def copy_html(citation: Citation) -> str:
    """The button that copies a citation as a reference."""
    written = escape(reference(citation))
    return (
        f'<button type="button" class="pq-copy" data-copy="{written}" title="{written}">'
        f"{both('复制出处', 'Copy reference')}</button>"
    )


def feedback_html(turn: str) -> str:
    """Whether an answer helped, and why not; `turn` says of which answer."""
    reason = escape(label("原因（可不填）", "Reason (optional)"))
    return (
        f'<div class="pq-feedback" data-turn="{escape(turn)}" role="group" '
        f'aria-label="{escape(label("这个回答有用吗", "Was this answer helpful"))}">'
        f'<button type="button" data-helpful="1" aria-pressed="false">{both("有用", "Helpful")}</button>'
        f'<button type="button" data-helpful="0" aria-pressed="false">{both("没用", "Not helpful")}</button>'
        f'<form hidden><input name="reason" maxlength="1000" placeholder="{reason}" aria-label="{reason}">'
        f'<button>{both("发送", "Send")}</button></form><span role="status"></span></div>'
    )


def head_html(store: OpenStore) -> str:
    """The name of the page, and which documents and which generation are in force."""
    titles = [f"《{escape(document.title)}》" for document in store.documents[:SHOWN_TITLES]]
    more = " …" if len(store.documents) > SHOWN_TITLES else ""
    count = len(store.documents)
    listed = "".join(titles) + more
    return (
        f'<div class="pq-head"><h1 class="pq-title">{both("政策问答", "Policy Q&amp;A")}</h1>{_languages_html()}</div>'
        f'<p class="pq-status"><span>{both(f"共 {count} 份文件", counted(count, "document"))} · '
        f"{both(f'索引第 {store.generation} 版', f'generation {store.generation}')}</span>"
        f'<span class="pq-titles" title="{listed}">{listed}</span></p>'
    )


def _languages_html() -> str:
    """The switch between the languages of the page."""
    side = escape(label("中英并列", "both side by side"))
    buttons = "".join(
        f'<button type="button" data-language="{language}" aria-pressed="false" {named}>{words}</button>'
        for language, named, words in (
            ("zh", 'lang="zh"', "中文"),
            ("en", 'lang="en"', "English"),
            ("both", f'title="{side}"', "双语"),
        )
    )
    name = escape(label("界面语言", "Language of the page"))
    return f'<div class="pq-languages" role="group" aria-label="{name}">{buttons}</div>'
