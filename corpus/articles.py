"""Where in an article a quote stands, as laws are cited: 第十二条第二款第（三）项.

A paragraph (款) of an article is a line that is no item; the items （一）… below or in it belong to it. Where a line
breaks off in the midst of a sentence, or an item lacks its number, these cannot be told, and only the article is named.
"""

import re
from collections.abc import Iterable
from typing import NamedTuple

from corpus.records import Measure
from corpus.text import ITEM_NUMBER

NUMERAL = "一二三四五六七八九十百千零〇○两"
"""The numerals that articles, paragraphs and items are counted in."""
_LABEL = re.compile(rf"第[{NUMERAL}\d]+[条條](?:之[{NUMERAL}]+)?(?=\s|$)")
_ENGLISH = re.compile(
    r"(?:Article|ARTICLE|Art\.|Section|SECTION|Regulation|REGULATION|Rule|RULE|Clause|CLAUSE) ([1-9]\d?)(?![\w(]|\.\d)"
)
_ITEM = re.compile(rf"\s*[（(]([{NUMERAL}]{{1,4}})[）)]")
_INLINE = re.compile(rf"[：:；;。]\s*[（(]([{NUMERAL}]{{1,4}})[）)]")
_SUBITEM = re.compile(rf"\s*(?:{ITEM_NUMBER}|[（(](?:\d{{1,2}}|[a-z]{{1,4}})[）)]|[\u2460-\u2473])")
_ENDED = re.compile(r"[。！？!?：:….][”’」』）)】]*\s*$")
_ITEM_ENDED = re.compile(rf"[；;]\s*$|{_ENDED.pattern}")
_DIGITS = "零一二三四五六七八九"


class Part(NamedTuple):
    """A paragraph or an item of an article, from `start` on; paragraph 0 is what stands below the article."""

    start: int
    paragraph: int
    item: str


def article_reference(measure: Measure, start: int, end: int) -> str:
    """The article a quote stands in, with its paragraph where there are several, and its item; empty outside of one.

    Args:
        measure: the measure quoted.
        start: where the quote begins, in the document.
        end: where it ends. One over several paragraphs or items is named by the first and the last of them.
    """
    label = _label(measure.title)
    told = parts(measure) if label and "條" not in label else []  # the parts of a 條 are 項 and 款
    if not told:
        return label
    quoted = [part for part in told if part.start < end - measure.start]
    begun = [part for part in quoted if part.start <= start - measure.start]
    if not begun or not begun[-1].paragraph or not quoted[-1].paragraph:
        return label
    first, last = begun[-1], quoted[-1]
    count = max(part.paragraph for part in told)
    if first.paragraph != last.paragraph:
        whole = first is told[0] and last.paragraph == count
        return label + ("" if whole else f"第{_numeral(first.paragraph)}款至第{_numeral(last.paragraph)}款")
    named = label + (f"第{_numeral(first.paragraph)}款" if count > 1 else "")
    if not first.item:
        return named
    return f"{named}第（{first.item}）项" + (f"至第（{last.item}）项" if last.item != first.item else "")


def article_label(title: str) -> str:
    """The number that the title of an article begins with, `第十三条` for 第十三條 and Article 13, too; else empty."""
    if english := _ENGLISH.match(title):
        return f"第{_numeral(int(english[1]))}条"
    return _label(title).replace("條", "条")


def article_name(title: str) -> str:
    """The same as the title has it, `第十三條` or `Article 13`; empty for any title of no article."""
    english = _ENGLISH.match(title)
    return english[0] if english else _label(title)


def _label(title: str) -> str:
    label = _LABEL.match(title)
    return label[0] if label else ""


def by_label(measures: Iterable[Measure]) -> dict[str, Measure]:
    """The articles among the measures of a document by their number."""
    return {label: measure for measure in measures if (label := article_label(measure.title))}


def precise_title(title: str, article: str) -> str:
    """The title of an article with the paragraph and item of a quote, `第三条第二款 目的`; any other as it is."""
    return _LABEL.sub(lambda _: article, title, count=1) if article else title


def parts(measure: Measure) -> list[Part]:
    """The paragraphs and items of an article in order, by offset in it; none where they cannot be told."""
    lines, offset = list[tuple[int, str]](), 0
    for line in measure.text.splitlines(keepends=True):
        if line.strip():
            lines.append((offset, line))
        offset += len(line)
    last = len(lines)
    while last > 1 and not _ENDED.search(lines[last - 1][1]) and not _is_item(lines[last - 1][1]):
        last -= 1
    found: list[Part] = []
    ended = True
    for start, line in lines[:last]:
        paragraph = found[-1].paragraph if found else 1
        if item := _ITEM.match(line):
            if item[1] != _numeral(1 + sum(bool(part.item) for part in found if part.paragraph == paragraph)):
                return []
            found.append(Part(start, paragraph, item[1]))
        elif not found or not _is_item(line):
            if not ended:
                return []
            paragraph = paragraph + 1 if found else 1
            found += [Part(start, paragraph, ""), *_inline(start, line, paragraph)]
        ended = bool((_ITEM_ENDED if _is_item(line) else _ENDED).search(line))
    return found + [Part(start, 0, "") for start, _ in lines[last:]]


def _is_item(line: str) -> bool:
    return bool(_ITEM.match(line) or _SUBITEM.match(line))


def _inline(offset: int, line: str, paragraph: int) -> list[Part]:
    """The items in the line of a paragraph, as far as they are counted from one on."""
    found: list[Part] = []
    for marker in _INLINE.finditer(line):
        if marker[1] == _numeral(len(found) + 1):
            found.append(Part(offset + marker.start(1) - 1, paragraph, marker[1]))
    return found


def _numeral(number: int) -> str:
    """A number below 100 in Chinese."""
    tens, ones = divmod(number, 10)
    return ("" if tens < 2 else _DIGITS[tens]) + ("十" if tens else "") + (_DIGITS[ones] if ones or not tens else "")


_COUNTED = {_numeral(number): number for number in range(1, 100)}


def counted(numeral: str) -> int:
    """The number below 100 that a Chinese numeral stands for, 0 for any other text."""
    return _COUNTED.get(numeral, 0)
