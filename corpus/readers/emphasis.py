"""Headings of a web page that are told by their bold type alone, as news and guides have them."""

import re
from collections.abc import Collection, Sequence
from itertools import groupby
from typing import Any

from corpus.dates import DATE, SIGNED_BY
from corpus.text import ITEM_NUMBER

_PARAGRAPHS = (
    "//*[self::p or self::section or self::div][not(ancestor::table or ancestor::li)]"
    "[not(.//p or .//section or .//div or .//table)]"
)
_BOLD = "(self::b or self::strong or self::span[re:test(@style, 'font-weight:\\s*(bold|[6-9]00)\\b', 'i')])"
_OUTERMOST_BOLD = f".//*[{_BOLD} and not(ancestor::*[{_BOLD}])]"
_EXSLT = {"re": "http://exslt.org/regular-expressions"}
_NUMERAL = "一二三四五六七八九十"
_CHAPTER = re.compile(rf"第[{_NUMERAL}百\d]+[编章节条]|第[{_NUMERAL}\d]+部分|[{_NUMERAL}]{{1,3}}\s*、")
_COUNTED = re.compile(rf"{_CHAPTER.pattern}|[（(][{_NUMERAL}\d]{{1,3}}[）)]|{ITEM_NUMBER}")
_NO_HEADING = re.compile(r"[。；;，,：:、…]$|^[（(].*[）)]$| \| ")
_WORD = re.compile(r"[\u4e00-\u9fffA-Za-z]")
_LONGEST, _LONGEST_QUESTION = 45, 90
_FEWEST_HEADINGS = 2
_MOST_TOGETHER = 2


def bold_paragraphs(tree: Any) -> frozenset[str]:
    """The texts of the paragraphs of a page that are bold as a whole, without spaces."""
    found = (
        (_compact(paragraph), "".join(map(_compact, paragraph.xpath(_OUTERMOST_BOLD, namespaces=_EXSLT))))
        for paragraph in tree.xpath(_PARAGRAPHS)
    )
    return frozenset(words for words, bold in found if words and words == bold)


def with_bold_headings(lines: Sequence[str], bold: Collection[str], title: str) -> list[str]:
    """The lines with the bold ones among them marked as headings, where nothing else tells headings.

    So it is where no other line is a heading by its mark or its chapter's number, and no bold one is counted. Of two
    right below one another the first stands above the second; of more none is a heading.
    """
    shown = ["".join(line.split()) for line in lines]
    whole = "".join(title.split())
    prose = next((number for number, line in enumerate(lines) if "。" in line), len(lines))
    heads = [
        words in bold and _may_be_heading(line) and (number > prose or words not in whole)
        for number, (line, words) in enumerate(zip(lines, shown, strict=True))
    ]
    first = next((number for number, head in enumerate(heads) if head), len(lines))
    if any(
        _CHAPTER.match(line)
        or (line.startswith("#") and words.lstrip("#") not in whole)
        or (_COUNTED.match(line) and (number < first or words in bold))
        for number, (line, words) in enumerate(zip(lines, shown, strict=True))
    ):
        return list(lines)
    marked, found = list(lines), 0
    for head, run in groupby(range(len(lines)), key=heads.__getitem__):
        numbers = list(run)
        if head and len(numbers) <= _MOST_TOGETHER and numbers[-1] + 1 < len(lines):
            found += 1
            for mark, number in zip(("####", "###"), reversed(numbers), strict=False):
                marked[number] = f"{mark} {lines[number]}"
    return marked if found >= _FEWEST_HEADINGS else list(lines)


def _may_be_heading(line: str) -> bool:
    return (
        len(line) <= (_LONGEST_QUESTION if line[-1:] in "？?" else _LONGEST)
        and _WORD.search(line) is not None
        and not _NO_HEADING.search(line)
        and not DATE.search(line[:12])
        and not SIGNED_BY.fullmatch(line)
        and not _COUNTED.match(line)
    )


def _compact(element: Any) -> str:
    return "".join("".join(element.itertext()).split())
