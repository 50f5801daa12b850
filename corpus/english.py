"""Headings of documents in English: `Article 4 - Duty to register`, `CHAPTER II`, `Section 5. No person …`."""

import re
from collections.abc import Sequence

from corpus.headings import LEVEL_APPENDIX, LEVEL_ARTICLE, LEVEL_CHAPTER, LEVEL_SECTION, Heading, Line

_NUMBER = r"(?:\d{1,4}[A-Z]?|[IVXLC]{1,7})(?![\w(,]|\.\d)"
_ARTICLE = re.compile(
    rf"(?:(?:ARTICLE|Article|Art\.|REGULATION|Regulation|RULE|Rule|CLAUSE|Clause)\s+{_NUMBER})([.:]?\s*)"
)
_SECTION = re.compile(rf"(?:(?:SECTION|Section|Sec\.)\s+|§\s*){_NUMBER}([.:]?\s*)")
_DIVISION = re.compile(
    r"(PART|Part|TITLE|Title|CHAPTER|Chapter|DIVISION|Division|ANNEX|Annex|APPENDIX|Appendix|SCHEDULE|Schedule)\s+"
    rf"(?:{_NUMBER}|[A-Z](?![\w(,]))([.:]?\s*)"
)
_MARK = re.compile(r"[-–—]+\s+")
_LEVELS = {"part": 10, "title": 10, "chapter": LEVEL_CHAPTER, "division": LEVEL_SECTION}
_LONGEST_TITLE = 90
_ENDED = re.compile(r"[.;:,]$")
_UNFINISHED = re.compile(r"[A-Za-z,]$")
_LONG = 40
"""Characters of a line that may have been broken to a width."""


def goes_on(previous: str, following: Sequence[Line]) -> bool:
    """Whether a line is in the midst of a sentence: that above is long and unfinished, or that below begins small."""
    broken = len(previous) >= _LONG and _UNFINISHED.search(previous) and " | " not in previous
    return bool(broken) or bool(following and following[0].text[:1].islower())


def statute_sections(lines: Sequence[Line]) -> bool:
    """Whether sections have their text on the line of their number, as the articles of a statute."""
    return any(
        line.text[begun.end() : begun.end() + 1].isupper() and _ENDED.search(line.text)
        for line in lines
        if (begun := _SECTION.match(line.text)) and begun[1].strip()
    )


def article_heading(line: Line, statute: bool) -> Heading | None:
    """An article, a regulation, a rule, or a section.

    A line that begins with one in the midst of a sentence is none: `Article 5 shall apply …`.

    Args:
        statute: whether sections are articles, see `statute_sections`; else they are divisions.
    """
    article = _ARTICLE.match(line.text)
    begun = article or _SECTION.match(line.text)
    if not begun:
        return None
    level = LEVEL_ARTICLE if article or statute else LEVEL_SECTION
    words, separated = _behind(line.text, begun)
    if not words or _is_title(words, separated):
        return Heading(level, line.text.rstrip(".: "), line.start, line.end)
    if separated and words[:1].isupper():
        return Heading(level, begun[0].rstrip(".: "), line.start, line.end - len(words))
    return None


def division_heading(line: Line) -> Heading | None:
    """A part, a chapter, an annex: on a line that is its number and title."""
    found = _DIVISION.match(line.text)
    if not found:
        return None
    words, separated = _behind(line.text, found)
    if words and not _is_title(words, separated):
        return None
    level = _LEVELS.get(found[1].lower(), LEVEL_APPENDIX)
    return Heading(level, line.text.rstrip(".: "), line.start, line.end)


def _behind(line: str, begun: re.Match[str]) -> tuple[str, bool]:
    """What stands behind a number, and whether a mark parts the two."""
    marked = _MARK.match(line, begun.end())
    mark = begun[begun.re.groups].strip()
    return line[marked.end() if marked else begun.end() :], bool(marked or mark)


def _is_title(words: str, separated: bool) -> bool:
    """Whether words behind a number are a title: short, no sentence, begun with a capital; or, set apart, a remark."""
    begun = words[:1].isupper() or (separated and words[:1] in '[(“"')
    return begun and len(words) <= _LONGEST_TITLE and not _ENDED.search(words)
