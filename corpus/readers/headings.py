"""Which lines of a Word document are its title and headings, and how the text marks them.

Headings are marked as in Markdown, unless they have a number of their own, by which `corpus.measures` knows them.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise

from corpus.text import ITEM_NUMBER

TITLE = 0
"""The level of a document's title, above headings 1 to 9."""

_NUMERAL = "一二三四五六七八九十百千零〇○两"
_DIVISION = re.compile(rf"第[{_NUMERAL}\d]+(?:(?:分编|编|章|节|部分)(?=$|[\s：:])|条)|附件|附录|附表")
_LIST_ITEM = re.compile(rf"[（(][{_NUMERAL}]{{1,4}}[）)]|{ITEM_NUMBER}")
_ITEM = re.compile(rf"[{_NUMERAL}]{{1,4}}\s*、|{_LIST_ITEM.pattern}")
_INTRODUCES_LIST = re.compile(r"([：:]|(如下|下列|以下)[^。]{0,12}[。：:]?)$")
_SENTENCE = re.compile(r"[。；;！!？?]")
_IN_CHINESE = re.compile(r"(?<=[\u2e80-\uffef])\s*\n+\s*(?=[\u2e80-\uffef])")
_LONGEST_HEADING = 100
_LONGEST_ITEM_HEADING = 45
_ABOVE_TITLE = re.compile(r"^附件|号$|^[（(].*[）)]$")
_NO_TITLE = re.compile(
    r"word|文档|文件\d|document|untitled|无标题|microsoft|幻灯片|演示|^标题$|^title$|模板|template|[\\/]|\.\w{2,4}$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the text; `level` of a heading; `apart` where a cell's line must not take it in."""

    text: str
    level: int | None = None
    apart: bool = False


def one_line(text: str) -> str:
    """Line breaks become spaces, but none between Chinese characters."""
    return " ".join(_IN_CHINESE.sub("", text).split())


def with_title(lines: list[Line]) -> list[Line]:
    """Paragraphs of the style Title joined; without them the one topmost heading is the title if it leads the text."""
    joined: list[Line] = []
    for line in lines:
        if line.level == TITLE and joined and joined[-1].level == TITLE:
            joined[-1] = replace(line, text=one_line(f"{joined[-1].text}\n{line.text}"))
        else:
            joined.append(line)
    levels = [line.level for line in joined if line.level is not None]
    first = next((i for i, line in enumerate(joined) if not _ABOVE_TITLE.search(line.text)), None)
    if first is not None and levels and levels.count(min(levels)) == 1:
        line = joined[first]
        if line.level == min(levels) and not _is_text(line) and not _is_numbered(line.text):
            joined[first] = replace(line, level=TITLE)
    return joined


def marked(lines: list[Line]) -> Iterator[str]:
    """The lines with headings marked.

    Numbered headings need no mark, and without it fit in with those nobody styled. They are marked as well where the
    text would mislead: headings without numbers stand below them, or one would pass for the first item of a list.
    """
    headings = [line for line in lines if line.level and not _is_text(line) and not _DIVISION.match(line.text)]
    top = min((line.level for line in headings if line.level and _ITEM.match(line.text)), default=9)
    mark_all = any(line.level and line.level > top and not _ITEM.match(line.text) for line in headings) or any(
        line.level and _LIST_ITEM.match(line.text) and _INTRODUCES_LIST.search(before.text)
        for before, line in pairwise(lines)
    )
    for line in lines:
        text = line.text
        run_in = len(text) > _LONGEST_ITEM_HEADING or _SENTENCE.search(text[:-1])
        plain = _is_text(line) or _DIVISION.match(text) or (_ITEM.match(text) and (run_in or not mark_all))
        yield text if line.level is None or plain else f"{'#' * min(line.level + 1, 6)} {text}"


def property_title(title: str, lines: list[Line]) -> str:
    """The title of the file's properties, unless it is a placeholder or left over from a document the text is not."""
    title = one_line(title)
    if len(re.findall(r"[\u4e00-\u9fff]", title)) < 4 or _NO_TITLE.search(title) or not lines:
        return ""
    opening = "".join("".join(line.text.split()) for line in lines[:10])
    first = lines[0].text
    stated = not (_SENTENCE.search(first) or first[-1] in "：:" or _is_numbered(first))
    return title if not stated or "".join(title.split()) in opening else ""


def _is_numbered(text: str) -> bool:
    return bool(_ITEM.match(text) or _DIVISION.match(text))


def _is_text(line: Line) -> bool:
    """Whether a line styled as a heading is a paragraph all the same."""
    return len(line.text) > _LONGEST_HEADING or line.text[-1] in "。；;"
