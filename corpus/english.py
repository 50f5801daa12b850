"""Headings of documents in English: `Article 4 - Duty to register`, `CHAPTER II`, `Part A`, `Schedule 1`."""

import re
from collections.abc import Sequence

from corpus.headings import LEVEL_APPENDIX, LEVEL_ARTICLE, LEVEL_CHAPTER, LEVEL_SECTION, Heading, Line

_NUMBER = r"(?:(\d{1,4})[A-Z]?|[IVXLC]{1,7}|[A-Z])(?![\w(,])"
_ARTICLE = re.compile(
    rf"((?:ARTICLE|Article|Art\.|Regulation|REGULATION|Rule|RULE|Clause|CLAUSE)\s+{_NUMBER})([.:]?\s*)"
)
_SECTION = re.compile(rf"((?:SECTION|Section|Sec\.|§)\s*{_NUMBER})([.:]?\s*)")
_DIVISION = re.compile(
    rf"((?:PART|Part|TITLE|Title|CHAPTER|Chapter|DIVISION|Division|ANNEX|Annex|APPENDIX|Appendix|SCHEDULE|Schedule)"
    rf"(?:\s+{_NUMBER})?)([.:]?\s*)"
)
_MARK = re.compile(r"[-–—]+\s+")
_LEVELS = {"part": 10, "title": 10, "chapter": LEVEL_CHAPTER, "division": LEVEL_SECTION}
_LONGEST_TITLE = 90
_ENDED = re.compile(r"[.;:,]$")


def article_heading(line: Line, following: Sequence[Line]) -> Heading | None:
    """An article, a regulation, a rule; a section with text on its own line, as statutes have them.

    A line that begins with one in the midst of a sentence is none: `Article 5 shall apply …`.

    Args:
        following: the line below, none at the end.
    """
    found = _ARTICLE.match(line.text)
    statute = None if found else _SECTION.match(line.text)
    begun = found or statute
    if not begun or not begun[2]:
        return None
    marked = _MARK.match(line.text, begun.end())
    title = line.text[marked.end() if marked else begun.end() :]
    separated = bool(marked or begun[3].strip())
    if not title or _is_title(title, separated):
        told = " - ".join(filter(None, (begun[1], title))) if marked else line.text.rstrip(".: ")
        return Heading(LEVEL_SECTION if statute else LEVEL_ARTICLE, told, line.start, line.end) if following else None
    if separated and title[:1].isupper():
        return Heading(LEVEL_ARTICLE, begun[1].rstrip(".:"), line.start, line.end - len(title))
    return None


def division_heading(line: Line) -> Heading | None:
    """A part, a chapter, an annex: on a line that is its number and title."""
    found = _DIVISION.match(line.text)
    if not found:
        return None
    marked = _MARK.match(line.text, found.end())
    title = line.text[marked.end() if marked else found.end() :]
    if not found[2] and re.search(r"[A-Za-z]$", found[1]) and " " not in found[1]:
        return None
    if title and not _is_title(title, bool(marked or found[3].strip())):
        return None
    level = _LEVELS.get(found[1].split()[0].lower(), LEVEL_APPENDIX)
    return Heading(level, line.text.rstrip(".: "), line.start, line.end)


def _is_title(words: str, separated: bool) -> bool:
    """Whether words behind a number are a title: short, no sentence, begun with a capital; or, set apart, a remark."""
    begun = words[:1].isupper() or (separated and words[:1] in '[(“"')
    return begun and len(words) <= _LONGEST_TITLE and not _ENDED.search(words)
