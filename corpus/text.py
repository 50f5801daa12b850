"""Pure functions on text: normalise for search, repair scraped pages, find sentences."""

import re
import unicodedata
from bisect import bisect_right
from functools import cache
from itertools import islice
from typing import Protocol

from corpus.latin import ends_nothing, is_wrapped

_SPACE = re.compile(r"\s+")
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
_INVISIBLE = re.compile(r"[\u00ad\u200b-\u200f\u2060-\u2065\ufeff]")

_WIDE = {mark: unicodedata.normalize("NFKC", mark) for mark in "\u3000，；：（）！？％"}
"""The marks of Chinese text that NFKC narrows. Replaced beforehand they spare most texts its slow way."""

_RARE = re.compile("[\U00020000-\U0002ffff]")

_TONED = "āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜńňǹḿ"
_ANNOTATED = re.compile(
    rf"([\u3400-\u9fff\U00020000-\U0002ffff])(?:\((?:[a-zü]*[{_TONED}][a-zü]*|men|ge|de|le|zhe|ma|ne|ba|me|zi|tou)\))+"
)
_FEWEST_ANNOTATIONS = 3

_BREADCRUMB = re.compile(
    r"(?:当前|现在|[您你](?:现在|当前)?(?:所在)?)的?位置\s*[:：]|(?:位置\s*[:：]?|^)\s*(?:网站)?(?:首页|主页)\s*[>»›]"
)
_MENU_ITEM = re.compile(r"^\s*(?:[-*·•|]\s*)?[^。；：:，,]{0,24}$")
_BREADCRUMB_LINES = 40
_TRAILER = re.compile(
    r"^\s*[【\[]?(相关(文章|阅读|链接|新闻|推荐|信息|报道|稿件|内容)|[上下]一[篇条页]|推荐阅读|延伸阅读|热门(推荐|文章)|猜你喜欢|"
    r"打印本?页|关闭(窗口|本页)|分享到|责任编辑|扫一扫|版权所有|网站地图)[^。；]*$"
)
_LONGEST_TRAILER_LINE = 60

_SENTENCE_END = re.compile(r"(?:(?:[。！？!?]+|…{2,}|(?<=[A-Za-z0-9)])\.(?=\s|$))[”’」』）)】》\"']*)+|\n\s*")


_OPENS = "《〈“‘「『（(【〔"
_GOES_ON = "，,、；;：:。！？!?》〉”’」』）)】〕"
_BROKEN_OFF = re.compile(r"[\u4e00-\u9fff％，、]$")
_ENDED = re.compile(r"[。；;：:！？!?][”’」』）)》]*$")
_BEGINS = re.compile(
    r"[（(]?[一二三四五六七八九十\d]{1,3}[、.．）)]|[①-⑳]|第[一二三四五六七八九十百千零〇\d]{1,6}[编編章节節条條款]|"
    r"附(?:\s*[件录表]|[：:])|[-#*·•—|>√\u2500-\u27bf\U0001f300-\U0001faff]|"
    r"[^，,。；;]{1,8}[：:](?!$)|[\x21-\x2f\x3a-\x7e]"
)
"""How a line begins that does not carry on the one above: an item, an article, a bullet or pictogram, 电话：."""
_CELLS = " | "
_LONGEST_ROW = 1000
"""Characters of a row of a table that is one sentence; a longer one is a page in a cell."""
_MOST_ENDS = 3
"""How often a row may end a sentence that has no other beside it; more often prose does, 热线 | 大厅受理。…"""
_SHORTEST_BROKEN = 16
_LONGEST_REST = 100
_RAGGED = 3
"""How much the lines of one paragraph that was broken to a width differ."""
_LINES_BELOW = 1000


ITEM_NUMBER = r"\d{1,2}\s*(?:[．、]|\.(?!(?!(?:19|20)\d\d\s*年)\d))"
"""How an item begins that is counted in digits: `1.` or `1、`, not 1.5; `1.2025年…` is the first item, on a year."""


class _Converter(Protocol):
    def convert(self, text: str) -> str: ...


@cache
def _opencc(config: str) -> _Converter:
    import opencc

    converter: _Converter = opencc.OpenCC(config)
    return converter


@cache
def _traditional_only() -> tuple[re.Pattern[str], frozenset[str]]:
    """The characters that `t2s` changes, as only Traditional Chinese writes them: the usual ones, and the rare."""
    characters = [chr(code) for code in (*range(0x3400, 0xA000), *range(0x20000, 0x2A6E0))]
    simplified = _opencc("t2s").convert("\n".join(characters)).split("\n")
    changed = [old for old, new in zip(characters, simplified, strict=True) if old != new]
    return re.compile(f"[{''.join(old for old in changed if not _RARE.match(old))}]"), frozenset(
        filter(_RARE.match, changed)
    )


def to_simplified(text: str) -> str:
    """Traditional Chinese to Simplified; text without Traditional characters is returned as it is.

    `tw2s` converts, because it alone gives 着力 for 著力; it is never run on Simplified text,
    where it would spoil 显著.
    """
    return _opencc("tw2s").convert(text) if is_traditional(text) else text


def to_traditional(text: str) -> str:
    """Simplified Chinese to Traditional, for words of the interface (never for quotes)."""
    return _opencc("s2t").convert(text)


def is_traditional(text: str) -> bool:
    """Whether the text holds characters that only Traditional Chinese writes."""
    usual, rare = _traditional_only()
    return bool(usual.search(text)) or not rare.isdisjoint(_RARE.findall(text))


class Normalised(str):
    """A text in the form that `normalise` gives it."""

    __slots__ = ()


def normalise(text: str) -> Normalised:
    """The form in which text is compared and embedded: NFKC, Simplified, lower case, single spaces.

    For search only; what is cited is never normalised. A text that is so already is returned as it is.
    """
    if isinstance(text, Normalised):
        return text
    narrow = _CONTROL.sub(" ", _INVISIBLE.sub("", text))
    for mark, narrowed in _WIDE.items():
        narrow = narrow.replace(mark, narrowed)
    folded = unicodedata.normalize("NFKC", narrow)
    return Normalised(_SPACE.sub(" ", to_simplified(folded).lower()).strip())


def repair_pinyin(text: str) -> str:
    """Undo pages that write `實(shí)施` for `实施`: pinyin out, then back to Simplified.

    An annotation is a toned syllable in parentheses behind a character that only Traditional
    Chinese has, so Simplified text cannot be touched; a Traditional text with fewer than three
    is taken to mean them. Idempotent. Text that needs no repair is returned as it is.
    """
    found = 0

    def without(match: re.Match[str]) -> str:
        nonlocal found
        if not is_traditional(match[1]):
            return match[0]
        found += 1
        return match[1]

    repaired = _ANNOTATED.sub(without, text)
    return to_simplified(repaired) if found >= _FEWEST_ANNOTATIONS else text


def strip_navigation(text: str) -> str:
    """Cut what a scraped page wraps around its policy: menus above, related articles below.

    Above, everything up to a breadcrumb (`当前位置：…`) and the menu lines behind it; below,
    everything from a line such as `相关文章` on, if only short lines follow. Whole lines are
    cut, the rest is untouched.
    """
    lines = text.splitlines(keepends=True)
    first, last = 0, len(lines)
    for i, line in enumerate(lines[:_BREADCRUMB_LINES]):
        if _BREADCRUMB.search(line):
            first = i + 1
            while first < last and _is_menu_line(lines[first]):
                first += 1
    for i in range(max(first, len(lines) // 2), len(lines)):
        if _TRAILER.match(lines[i]) and all(len(rest.strip()) <= _LONGEST_TRAILER_LINE for rest in lines[i:]):
            last = i
            break
    return "".join(lines[first:last])


def _is_menu_line(line: str) -> bool:
    stripped = line.strip()
    return not stripped or (stripped[0] in "-*·•|" and _MENU_ITEM.match(stripped) is not None)


def repair_scrape(text: str) -> tuple[str, tuple[str, ...]]:
    """Mend a scraped page.

    Returns:
        The text and the names of the repairs made, () when it came clean.
    """
    repairs = []
    for name, repair in (("pinyin", repair_pinyin), ("navigation", strip_navigation)):
        mended = repair(text)
        if mended != text:
            repairs.append(name)
            text = mended
    return text, tuple(repairs)


def trim(text: str, start: int, end: int) -> tuple[int, int]:
    """The span without the white space at its ends (`start == end` when nothing is left)."""
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end


def sentence_spans(text: str, start: int = 0, end: int | None = None) -> list[tuple[int, int]]:
    """Spans of the sentences in `text[start:end]`, trimmed, none empty, in order.

    A sentence ends at 。！？!?…… with the closing quotes and brackets behind it, at a full
    stop followed by white space (not that of an item, `1. `), or at a line break that does not stand in its midst.
    A row of a table (甲 | 乙) is one sentence, whatever its cells hold; a line of prose with a bar in it is no row.
    """
    end = len(text) if end is None else end
    rows = _rows(text, start, end)
    spans = []
    begin = start
    for match in _SENTENCE_END.finditer(text, start, end):
        if rows and match[0][0] != "\n" and _is_within(match.start(), rows):
            continue
        if match[0] == "." and ends_nothing(text, begin, match.start()):
            continue
        if match[0][0] == "\n" and _is_broken(text, start, match.start(), match.end(), end):
            continue
        spans.append(trim(text, begin, match.end()))
        begin = match.end()
    spans.append(trim(text, begin, end))
    return [span for span in spans if span[0] < span[1]]


def _rows(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Where the rows of tables begin and end in `text[start:end]`."""
    rows: list[tuple[int, int]] = []
    at = text.find(_CELLS, start, end)
    while at >= 0:
        begin = text.rfind("\n", start, at) + 1 or start
        behind = text.find("\n", at, end)
        behind = end if behind < 0 else behind
        if behind - begin <= _LONGEST_ROW and (_stands_among_rows(text, at) or _says_little(text, begin, behind)):
            rows.append((begin, behind))
        at = text.find(_CELLS, behind, end)
    return rows


def _stands_among_rows(text: str, at: int) -> bool:
    """Whether the line above or below that of an offset has cells."""
    begin, behind = text.rfind("\n", 0, at), text.find("\n", at)
    if begin > 0 and text.find(_CELLS, text.rfind("\n", 0, begin) + 1, begin) >= 0:
        return True
    below = text.find("\n", behind + 1)
    return behind >= 0 and text.find(_CELLS, behind, len(text) if below < 0 else below) >= 0


def _says_little(text: str, begin: int, end: int) -> bool:
    return sum(1 for _ in islice(_SENTENCE_END.finditer(text, begin, end), _MOST_ENDS + 1)) <= _MOST_ENDS


def _is_within(offset: int, spans: list[tuple[int, int]]) -> bool:
    """Whether an offset lies in one of some spans that are in order."""
    number = bisect_right(spans, offset, key=lambda span: span[0]) - 1
    return number >= 0 and offset < spans[number][1]


def _is_broken(text: str, start: int, upper: int, lower: int, end: int) -> bool:
    """Whether the line break between two offsets stands in the midst of a sentence of `text[start:end]`.

    So it does beside a mark that tells, right below a comma, or where a long line ends without a mark and what is left
    of the sentence stands below: lines as long, as far as there are, and one that is not longer and ends with a mark.
    """
    upper = trim(text, start, upper)[1]
    if upper == start or lower >= end:
        return False
    if text[upper - 1] in _OPENS or text[lower] in _GOES_ON:
        return True
    above = text[max(start, text.rfind("\n", start, upper) + 1) : upper].strip()
    below = text[lower : min(end, lower + _LINES_BELOW)].split("\n")
    if text.count("\n", upper, lower) == 1 and is_wrapped(above, below[0].strip()):
        return True
    if text[upper - 1] in "，、" and text.count("\n", upper, lower) == 1 and not _BEGINS.match(below[0].strip()):
        return _CELLS not in above + below[0]
    if len(above) < _SHORTEST_BROKEN or not _BROKEN_OFF.search(above) or _CELLS in above:
        return False
    for line in filter(None, map(str.strip, below)):
        if _BEGINS.match(line) or _CELLS in line:
            return False
        if _ENDED.search(line):
            return len(line) <= min(len(above) + _RAGGED, _LONGEST_REST)
        if not _BROKEN_OFF.search(line) or abs(len(line) - len(above)) > _RAGGED:
            return False
    return False
