"""Divisions: 编, 章, 节, appendices, headings marked in Markdown, and chapters that lack their number."""

import re
from collections.abc import Sequence

from corpus.appendices import is_appendix
from corpus.articles import NUMERAL, counted
from corpus.headings import (
    LEVEL_APPENDIX,
    LEVEL_CHAPTER,
    LEVEL_ITEM,
    LEVEL_SECTION,
    SENTENCE,
    Heading,
    Line,
    item_level,
)
from corpus.items import item_depth
from corpus.text import to_simplified

_MARKDOWN = re.compile(r"^(#{1,6})\s+(.+?)\s*#*$")
_DIVISION = re.compile(rf"^第[{NUMERAL}\d]+(分[编編]|[编編]|章|[节節]|部分)(?=$|[\s\u3000：:])\s*[：:]?\s*(.{{0,40}})$")
_CHAPTER = re.compile(rf"[#\s]*第([{NUMERAL}]+)章(?=[\s\u3000：:]|$)")
_ARTICLE = re.compile(rf"第[{NUMERAL}\d]+[条條]")
_BARE = re.compile(r"(?!第|附件)[（(]?[\u4e00-\u9fff][^。；;！!？?…~～：:，,|#=＝×%《》]{1,23}")
_CLOSED = re.compile(r"[（(].*[）)]")
_GOES_ON = re.compile(r"[、，,和与及或的]$")
_GONE_ON = re.compile(r"[、和与或]|及(?!时)")
_ENDED = re.compile(r"[。！？!?][”’」』）)】]*$")
_APPENDIX = re.compile(rf"附\s?[件录表]\s*(?:[A-Z]|[{NUMERAL}\d]{{0,3}})")
"""An appendix that is named on the line below, or below what it is of a standard."""
_OF_STANDARD = re.compile(r"[（(](?:规范|资料|参考)性(?:附录)?[）)]")
_SET_WIDE = re.compile(r"^附\s+(?=[件录表])")
_GENERAL = re.compile(r"[总總]\s*[则則]")
_LEVELS = {"编": 10, "分编": 11, "部分": 11, "章": LEVEL_CHAPTER, "节": LEVEL_SECTION}
_LONGEST_REST = 40


def division(line: Line, following: Sequence[Line]) -> Heading | None:
    """A Markdown heading, a 编/章/节 or an appendix, either with the rest of its title in the line that follows."""
    marked = _MARKDOWN.match(line.text)
    words = marked[2] if marked else line.text
    if numbered := _DIVISION.match(words):
        if not SENTENCE.search(numbered[2]):
            title, level = " ".join(words.split()), _LEVELS[to_simplified(numbered[1])]
            if following and _continues(title, following[0].text):
                return Heading(level, title + following[0].text, line.start, following[0].end)
            return Heading(level, title, line.start, line.end)
    elif is_appendix(words):
        title = _SET_WIDE.sub("附", words)
        below = next((at for at, one in enumerate(following) if not _OF_STANDARD.fullmatch(one.text)), len(following))
        name = following[below].text if below < len(following) else ""
        if _APPENDIX.fullmatch(title) and is_bare_title(name) and item_depth(name) is None:
            kind = "".join(one.text for one in following[:below])
            return Heading(LEVEL_APPENDIX, f"{' '.join(title.split())} {kind}{name}", line.start, following[below].end)
        return Heading(LEVEL_APPENDIX, title, line.start, line.end)
    if marked and not _ARTICLE.match(words):
        return Heading(1 + len(marked[1]), words, line.start, line.end)
    return None


def is_bare_title(line: str) -> bool:
    """Whether a line may be the title of a division without its number: short, and without punctuation."""
    return _BARE.fullmatch(line) is not None and not _CLOSED.fullmatch(line)


def bare_divisions(lines: Sequence[Line], first: int, end: int, above: Heading | None) -> list[Heading]:
    """The divisions that bare titles right above an article are; none where they are the tail of what stands above.

    Args:
        lines: those of the document.
        first: the number of the first title.
        end: the number of the line behind the last.
        above: the heading last found.
    """
    title, before = lines[first].text, lines[first - 1] if first else None
    depth = item_depth(title)
    if before and above and above.body == before.end and above.level < LEVEL_ITEM:
        level = max(above.level, LEVEL_CHAPTER) + 1
    elif _GENERAL.fullmatch(title) or (
        before and _ENDED.search(before.text) and (depth is None or item_depth(before.text) != depth)
    ):
        level = _level(lines, first)
    else:
        return []
    found: list[Heading] = []
    for line in lines[first:end]:
        if found and _continues(found[-1].title, line.text):
            last = found.pop()
            found.append(Heading(last.level, last.title + line.text, last.start, line.end))
        else:
            at = level + len(found) if depth is None else item_level(depth) + len(found)
            found.append(Heading(at, " ".join(line.text.split()), line.start, line.end))
    return found


def _continues(title: str, line: str) -> bool:
    """Whether a line is the rest of a title that was broken in the midst."""
    return (
        len(line) <= _LONGEST_REST
        and not re.search(r"[。；;：:|#]", line)
        and not line.startswith("第")
        and item_depth(line) is None
        and bool(_GOES_ON.search(title) or _GONE_ON.match(line))
    )


def _level(lines: Sequence[Line], number: int) -> int:
    """A section where the numbers of the chapters around it leave no chapter out, else a chapter."""
    above = next(filter(None, (_chapter(line.text) for line in reversed(lines[:number]))), 0)
    below = next(filter(None, (_chapter(line.text) for line in lines[number:])), 0)
    return LEVEL_SECTION if 0 < above == below - 1 else LEVEL_CHAPTER


def _chapter(line: str) -> int:
    """The number of the chapter that begins on a line, 0 on any other."""
    chapter = _CHAPTER.match(line)
    return counted(chapter[1]) if chapter else 0
