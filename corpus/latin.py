"""Latin script: full stops that end no sentence, lines that were broken to a width, the office above a title."""

import re
from collections.abc import Iterable
from itertools import islice

_LABEL = re.compile(r"[A-Za-z]{0,2}\d{0,3}|[ivxIVX]{1,5}")
"""What an item or an answer is counted by: 1. A. A1. Q12. iv."""
_COUNTED = re.compile(r"(?:^|[\s(/])(?:nos?|arts?|paras?|secs?|ch|figs?|pp?|tel)$", re.IGNORECASE)
_SHORTENED = re.compile(r"(?:^|[\s(/])(?:[Aa]pprox|cf|vs?|Mr|Mrs|Ms|Dr|Prof|Rev|Hon|e\.g|i\.e)$")
"""Words that are shortened; those before a number end a sentence where none follows: No. 5."""
_ITEM = re.compile(r"\(?(?:[a-zA-Z]|\d{1,3}|[ivx]{1,5})[.)]\s|[-*•–—●▪□]\s?|[QA]\d{0,3}[.:]|\d+(?:\.\d+)+\s")
HEADED = re.compile(
    r"(?:article|art\.|section|sec\.|chapter|part|schedule|annex|appendix|division|clause|rule|regulation|title)\s+(?:\d|[ivxlc]+\b|[a-z]\b)",
    re.IGNORECASE,
)
"""How a line begins that is a heading by its number."""
_GOES_ON = re.compile(r"[A-Za-z0-9,)\]\u2019'\"%$€£&/-]$")
_COLUMNS = re.compile(r"\S {3,}\S|\t| \| ")
_KIND = re.compile(
    r"\b(?:act|regulations?|rules|ordinance|by-?laws?|code|scheme|guidelines?|guidance|policy|strategy|plan|programme|"
    r"notice|circular|order|directive|measures|handbook)(?:\s+(?:\d{4}(?:[-/–]\d{2,4})?|\([^()]*\)))*$",
    re.IGNORECASE,
)
"""What documents in English call themselves at the end of their title."""
_OFFICE = re.compile(
    r"(?=[A-Z])(?:[A-Za-z’'&,.-]+ ){0,7}(?i:city|town|borough|municipality|county|district|province|state|council|"
    r"office|department|ministry|agency|authority|government|commission|bureau|board)\b"
    r"(?: (?:of|for|and|the|[A-Z][A-Za-z’'&-]*)){0,8}"
)
_TITLED = re.compile(
    r"(?:guidance|guidelines?|regulations?|rules|notice|policy|strategy|plan|code|circular|order|scheme)\s+(?:on|for|to|about|of)\b",
    re.IGNORECASE,
)
_EASTERN = "\u2e80"
"""The first character of Chinese script."""
_RUN = re.compile(rf"[{_EASTERN}-\U0003ffff]+")
_LOOKED_AT = 500
"""Lines of a text by which its script is told."""
_FEW = 20
"""How many characters stand for one in Chinese where a text is in English."""
_SHORTEST, _FULL = 30, 58
"""Characters of a line that may have been broken; and of one behind which the next may begin in a capital."""


def ends_nothing(text: str, begin: int, stop: int) -> bool:
    """Whether a full stop ends no sentence: behind what counts an item, a shortened word, or before a small letter.

    Args:
        begin: where the sentence so far begins.
        stop: where the full stop stands.
    """
    behind = text[stop + 1 : stop + 40].lstrip()[:1]
    before = text[max(begin, stop - 8) : stop]
    if _LABEL.fullmatch(text[begin:stop].strip()) or _SHORTENED.search(before):
        return True
    return behind.isascii() and (behind.islower() or (behind.isdecimal() and bool(_COUNTED.search(before))))


def is_wrapped(above: str, below: str) -> bool:
    """Whether a line goes on in the one below: it was broken to a width, with no sentence, item or heading between."""
    if any(character >= _EASTERN for character in above + below):
        return False
    if len(above) < _SHORTEST or not _GOES_ON.search(above) or _COLUMNS.search(above) or _COLUMNS.search(below):
        return False
    if _ITEM.match(below) or HEADED.match(below) or not any(map(str.islower, above)):
        return False
    prose = len(below) >= _SHORTEST or below[-1:] in ".;:!?"
    return below[:1].islower() or (len(above) >= _FULL and below[:1].isalnum() and prose)


def is_latin(lines: Iterable[str]) -> bool:
    """Whether a text is in Latin script, but for a few words."""
    shown = list(islice(lines, _LOOKED_AT))
    eastern = sum(len(run) for line in shown if not line.isascii() for run in _RUN.findall(line))
    return sum(map(len, shown)) > _FEW * eastern


def stands_above_title(line: str, below: str) -> bool:
    """Whether a line is an office, and the one below the title, which says what the document is."""
    return bool(_OFFICE.fullmatch(line) and not _KIND.search(line) and (_KIND.search(below) or _TITLED.match(below)))
