"""The letter that passes a document on, and the lines between it and the document: signature, day, title."""

import re
from collections.abc import Sequence
from dataclasses import replace

from corpus.dates import DATE, SIGNED_BY
from corpus.front import ADDRESSED
from corpus.records import Measure
from corpus.text import trim

_REMARK = re.compile(
    r"[（(](?:[^（()）。]{0,12}(?:公开|发布|删减|印发|发至)[^（()）。]{0,12}|[^（()）。]{2,30}日)[）)]"
)
"""(此件公开发布), or who signed what follows, and when."""
_ENDS = re.compile(r"[。；：:！？，]")
_SET_WIDE = re.compile(r"\S(?:\s+\S)+")
_LONGEST_TITLE_LINE = 40
_MOST_TITLE_LINES = 3


def without_signature(measures: list[Measure]) -> list[Measure]:
    """The measures, the first parted at the signature of a letter that stands above the document it passes on.

    What stands below is named by the title there. Signature, day, title and addressee are no text of either part.
    A signature that ends the measure stays: it ends the document.
    """
    if not measures:
        return measures
    first = measures[0]
    lines = _spans(first.text)
    words = [first.text[start:end] for start, end in lines]
    day = next((number for number in range(1, len(words)) if _is_signed(words, number)), 0)
    if not day or day + 1 == len(words):
        return measures
    name = day - 1
    while name and SIGNED_BY.fullmatch(words[name - 1]):
        name -= 1
    below, title = _behind(words, day + 1)
    if below == len(words) and not title:
        return measures
    parts = [
        replace(first, start=first.start + start, end=first.start + end, text=first.text[start:end], title=named)
        for named, some in ((first.title, lines[:name]), (title or first.title, lines[below:]))
        if some
        for start, end in [(some[0][0], some[-1][1])]
    ]
    return [*parts, *measures[1:]] or measures


def _spans(text: str) -> list[tuple[int, int]]:
    """The lines of a text that say something, trimmed."""
    spans, start = [], 0
    for line in text.splitlines(keepends=True):
        spans.append(trim(text, start, start + len(line)))
        start += len(line)
    return [span for span in spans if span[0] < span[1]]


def _is_signed(lines: Sequence[str], number: int) -> bool:
    return bool(DATE.fullmatch(lines[number]) and SIGNED_BY.fullmatch(lines[number - 1]))


def _behind(lines: Sequence[str], number: int) -> tuple[int, str]:
    """The line where the text begins below a signature, and the title above it; empty where there is none."""
    while number < len(lines) and (_REMARK.fullmatch(lines[number]) or not any(map(str.isalnum, lines[number]))):
        number += 1
    begin = number
    while number < len(lines) and _may_be_title(lines[number]):
        number += 1
    if number - begin > _MOST_TITLE_LINES:
        return begin, ""
    title = "".join("".join(line.split()) if _SET_WIDE.fullmatch(line) else line for line in lines[begin:number])
    while number < len(lines) and (_REMARK.fullmatch(lines[number]) or ADDRESSED.fullmatch(lines[number])):
        number += 1
    return number, title.lstrip("# ")


def _may_be_title(line: str) -> bool:
    return len(line) <= _LONGEST_TITLE_LINE and line[0] not in "（(" and not _ENDS.search(line)
