"""Latin script: full stops that end no sentence, lines that were broken to a width, the office above a title."""

import re

_LABEL = re.compile(r"[A-Za-z]{0,2}\d{0,3}|[ivxIVX]{1,5}")
"""What an item or an answer is counted by: 1. A. A1. Q12. iv."""
_SHORTENED = re.compile(
    r"(?:^|[\s(/])(?:(?:[Nn]os?|[Aa]rts?|[Pp]aras?|[Ss]ecs?|[Cc]h|[Ff]igs?|[Aa]pprox|cf|vs?|[Tt]el|[Mm]r|[Mm]rs|[Mm]s|Dr|Prof|St|Rev|Hon)"
    r"|e\.g|i\.e)$"
)
_ITEM = re.compile(r"\(?(?:[a-zA-Z]|\d{1,3}|[ivx]{1,5})[.)]\s|[-*•–—●▪□]\s?|[QA]\d{0,3}[.:]|\d+(?:\.\d+)+\s")
HEADED = re.compile(
    r"(?:article|section|chapter|part|schedule|annex|appendix|division|clause|rule|regulation|title)\s+(?:\d|[ivxlc]+\b|[a-z]\b)",
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
_SHORTEST, _FULL = 30, 58
"""Characters of a line that may have been broken; and of one behind which the next may begin in a capital."""


def ends_nothing(text: str, begin: int, stop: int) -> bool:
    """Whether a full stop ends no sentence: behind what counts an item, a shortened word, or before a small letter.

    Args:
        begin: where the sentence so far begins.
        stop: where the full stop stands.
    """
    if _LABEL.fullmatch(text[begin:stop].strip()) or _SHORTENED.search(text[max(begin, stop - 8) : stop]):
        return True
    behind = text[stop + 1 : stop + 40].lstrip()[:1]
    return behind.isascii() and behind.islower()


def is_wrapped(above: str, below: str) -> bool:
    """Whether a line goes on in the one below: it was broken to a width, with no sentence, item or heading between."""
    if not above.isascii() and any(character >= "\u2e80" for character in above + below):
        return False
    if len(above) < _SHORTEST or not _GOES_ON.search(above) or _COLUMNS.search(above) or _COLUMNS.search(below):
        return False
    if _ITEM.match(below) or HEADED.match(below) or not any(map(str.islower, above)):
        return False
    return below[:1].islower() or (len(above) >= _FULL and below[:1].isalnum())


def stands_above_title(line: str, below: str) -> bool:
    """Whether a line is an office, and the one below the title, which says what the document is."""
    return bool(_OFFICE.fullmatch(line) and not _KIND.search(line) and _KIND.search(below))
