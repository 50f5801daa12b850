"""What a reader must know of a quoted document: a newer version, a repeal, a term that has ended."""

from collections.abc import Sequence

from corpus.records import NEWER, REPEALED_BY, Document, Link
from corpus.repeals import split_entry
from corpus.text import to_traditional
from corpus.validity import EXPIRED, NOT_YET, REPEALED, REVISED, begins
from qa.question import Language

_MOST_NAMED = 3
_MARKED = {REPEALED: "repealed", REVISED: "superseded", EXPIRED: "expired"}
_WORDS = {
    "zh": {
        "note": "注：{}",
        "newer": "《{title}》有更新的版本{other}{date}，自{day}起施行。",
        "repealed by": "《{title}》自{day}起由{other}{date}废止。",
        "marked": "《{title}》注明{validity}。",
        "not yet": "《{title}》自{day}起施行，尚未施行。",
        "expired": "《{title}》写明的有效期到{day}为止。",
        "repeals": "《{title}》施行时废止了{others}。",
        "dated": "（{}）",
        "another": "《{}》",
        "by": "《{}》",
        "more": "{named}等{count}件",
        "unknown": "日期不详的一天",
    },
    "en": {
        "note": "Note: {}",
        "newer": "there is a newer version of {title}{other}{date}, in force from {day}.",
        "repealed by": "{title} was repealed from {day}{other}{date}.",
        "marked": "{title} is marked as {validity}.",
        "not yet": "{title} is not in force before {day}.",
        "expired": "the term that {title} gives itself ended on {day}.",
        "repeals": "{title} repealed {others}.",
        "dated": " ({})",
        "another": ", {}",
        "by": " by {}",
        "more": "{named} and others, {count} in all",
        "unknown": "a day not stated",
    },
}


def notices(document: Document, language: Language, repeals: bool = True) -> list[str]:
    """Sentences about a document that is quoted, none where there is nothing to say.

    Args:
        document: as in a hit, its validity that of the day asked about.
        language: to say it in.
        repeals: also what it repealed itself, which matters only to who asks about that.
    """
    said = []
    newest = max(_links(document, NEWER), key=lambda link: link.begins, default=None)
    repeal = min(_links(document, REPEALED_BY), key=lambda link: link.begins, default=None)
    if newest:
        other = _say("another", language, newest.title) if newest.title != document.title else ""
        said.append(_about(document, "newer", language, newest, other))
    if repeal:
        said.append(_about(document, "repealed by", language, repeal, _say("by", language, repeal.title)))
    if document.validity == NOT_YET:
        said.append(_say("not yet", language, title=document.title, day=begins(document)))
    elif document.validity == EXPIRED and document.expires:
        said.append(_say("expired", language, title=document.title, day=document.expires))
    elif document.validity in _MARKED and not newest and not repeal:
        marked = _MARKED[document.validity] if language == "en" else document.validity
        said.append(_say("marked", language, title=document.title, validity=marked))
    others = [entry for entry in document.repeals if split_entry(entry)[0] != document.title]
    if others and repeals:  # what it has the title of is its older version, of which nobody need be told
        said.append(_say("repeals", language, title=document.title, others=_list(others, language)))
    return [_say("note", language, sentence) for sentence in said]


def _links(document: Document, relation: str) -> list[Link]:
    return [link for link in document.links if link.relation == relation]


def _about(document: Document, name: str, language: Language, link: Link, other: str) -> str:
    date = _say("dated", language, link.date) if link.date else ""
    day = link.begins or _say("unknown", language)
    return _say(name, language, title=document.title, other=other, date=date, day=day)


def _list(titles: Sequence[str], language: Language) -> str:
    shown = titles[:_MOST_NAMED]
    if language == "en":
        named = ", ".join(shown)
    else:
        named = "、".join(f"《{title}》{entry[len(title) :]}" for entry in shown for title in split_entry(entry)[:1])
    return named if len(titles) <= _MOST_NAMED else _say("more", language, named=named, count=len(titles))


def _say(name: str, language: Language, *values: str, **named: object) -> str:
    """A phrase in the script of the question; titles stay as they are."""
    words = _WORDS["en" if language == "en" else "zh"][name]
    return (to_traditional(words) if language == "zh-Hant" else words).format(*values, **named)
