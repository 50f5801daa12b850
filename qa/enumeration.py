"""Lists among the sentences of a text, lists within lists, and the items they are made of."""

import re
from collections.abc import Sequence

Span = tuple[int, int]

_ITEM = re.compile(
    r"(?P<clause>[（(]?[一二三四五六七八九十]{1,3}[）)])|(?P<chapter>[一二三四五六七八九十]{1,3}、)|"
    r"(?P<point>[（(]?\d{1,2}[）)])|(?P<number>\d{1,2}[、．.])|(?P<circle>[①-⑳])|"
    r"(?P<letter>[（(][a-z]{1,4}[）)])|(?P<bullet>[•●○■□◆◇▪▫▶►▷▸★☆✅✔√])"
)
_FIRST = re.compile(r"[（(]?(?:[一1](?![一二三四五六七八九十\d])|①)")
_ANNOUNCES = re.compile(r"(?:下列|如下|(?<![\d元岁人个年月日度级米])以下(?!的))[^。]*。$")


def lists(text: str, spans: Sequence[Span]) -> list[tuple[int, int]]:
    """Lists among sentences: the number of the sentence that introduces it, and of the last one of its items.

    A list within an item of another has items of another kind (①, where those of the outer one are （1）) and comes
    behind it.

    Args:
        text: of the document.
        spans: of the sentences in it.
    """
    found: dict[int, int] = {}
    # The kind of the items of each list that has not ended, by its introduction, the innermost last.
    kinds: dict[int, str] = {}
    for number in range(len(spans)):
        if begins_line(text, spans, number):
            kind = item_kind(text, spans[number][0])
            while kinds and kind != [*kinds.values()][-1] and (not kind or kind in kinds.values()):
                kinds.popitem()
        following = item_kind(text, spans[number + 1][0]) if begins_line(text, spans, number + 1) else ""
        if following and following not in kinds.values() and _introduces(text, spans, number):
            kinds[number] = following
        found.update(dict.fromkeys(kinds, number))
    return sorted(found.items())


def begins_line(text: str, spans: Sequence[Span], number: int) -> bool:
    """Whether there is such a sentence, first in its line."""
    return number < len(spans) and (number == 0 or "\n" in text[spans[number - 1][1] : spans[number][0]])


def item_kind(text: str, start: int = 0) -> str:
    """How an item that begins here is counted; empty where none does."""
    item = _ITEM.match(text, start)
    return str(item.lastgroup) if item else ""


def _introduces(text: str, spans: Sequence[Span], number: int) -> bool:
    """Whether a sentence introduces the lines below: a colon ends it, or it names them (下列…。) ahead of item one."""
    start, end = spans[number]
    if text[end - 1] in "：:":
        return True
    return bool(_ANNOUNCES.search(text, start, end) and _FIRST.match(text, spans[number + 1][0]))
