"""Whether a document is in force on a day, by what it says and by what the documents beside it say."""

import re

from corpus.records import NEWER, OLDER, REPEALED_BY, Document

IN_FORCE, REVISED, REPEALED, NOT_YET, EXPIRED = "现行", "已修订", "已废止", "尚未施行", "已失效"
"""What `Document.validity` says; empty where nothing is known."""

_LAYS_NOTHING_DOWN = ("", "新闻", "解读", "问答", "解答", "公报", "报告")
_STATED = re.compile(
    r"(?:时\s*效\s*性?|有效性|效力状态|文件状态|是否有效)\s*[：:|]\s*"
    r"(?:(现行有效|有效|是)|(已?废止|已?作废)|(已?失效|无效|否)|(已?被?修[改订正])|(尚?未(?:生效|施行)))"
)
_IN_TITLE = re.compile(r"[（(【\[](?:本文|全文)?(?:(已?废止|已?作废)|(已?失效))[）)】\]]")


def stated_validity(title: str, bylines: str) -> str:
    """What the document's own page or title says of its validity; nothing where it does not."""
    if found := _IN_TITLE.search(title):
        return REPEALED if found[1] else EXPIRED
    if found := _STATED.search(bylines):
        return (IN_FORCE, REPEALED, EXPIRED, REVISED, NOT_YET)[(found.lastindex or 1) - 1]
    return ""


def begins(document: Document) -> str:
    """The day from which this text is in force; empty where unknown.

    The day it names for itself, unless that is older than its last revision or than an older version:
    then it is the original's day, and this text counts from its own date.
    """
    earlier = max([document.revised, *(link.date for link in document.links if link.relation == OLDER)])
    if document.in_force and document.in_force >= earlier:
        return document.in_force
    return max(document.revised, document.date) if earlier else document.in_force or document.date


def gives_way(document: Document, day: str) -> bool:
    """Whether another text is asked instead on a day: a newer version, or for one not yet in force the older.

    A repealed document has none to give way to, but no longer says what holds.
    """
    state = validity_on(document, day)
    if state == NOT_YET:
        return any(link.relation == OLDER for link in document.links)
    if state == REVISED:
        return any(link.relation == NEWER for link in document.links)
    return state == REPEALED


def validity_on(document: Document, day: str) -> str:
    """Whether a document of the index is in force on a day (`YYYY-MM-DD`).

    In force means that nothing known here says otherwise; what was never dated nor stated stays empty, and so does what
    lays nothing down, such as news.
    """
    start = begins(document)
    if any(link.relation == REPEALED_BY and link.begins <= day for link in document.links):
        return REPEALED
    if start > day:
        return NOT_YET
    if any(link.relation == NEWER and link.begins <= day for link in document.links):
        return REVISED
    if document.expires and document.expires < day:
        return EXPIRED
    lays_down = document.in_force or document.kind not in _LAYS_NOTHING_DOWN
    return document.validity or (IN_FORCE if start and lays_down else "")
