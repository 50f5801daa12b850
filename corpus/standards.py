"""Covers of standards, and what stands there above, beside and below the title (GB/T 1.1—2020).

The number (DB9901/T 048—2024), whose standard it is (渔湾市地方标准), how it is classed (ICS 03.080.99), what it
replaces, the title in English, who published it.
"""

import re
from collections.abc import Sequence

_CODE = r"(?:DB\s?\d{2,6}|[TQ]\s?/\s?[A-Z][A-Z\d]{1,11}|[A-Z]{2,4})(?:\s?/\s?[TZ])?"
_NUMBER = re.compile(rf"{_CODE}\s*\d{{1,6}}(?:\.\d{{1,3}})?\s*[—–―－-]{{1,2}}\s*(?:19|20)\d\d")
_KIND = re.compile(r"[\u4e00-\u9fff（）()]{2,24}(?:国家|行业|地方|团体|企业)标准")
_BESIDE = re.compile(
    r"(?:ICS|CCS)\s*[A-Z\d][\dA-Z. ]{0,20}"
    r"|备案号\s*[：:].{0,30}"
    r"|代\s*替.{0,80}"
    r"|DB\s?\d{2,6}(?:\s?/\s?T)?|[TQ]/[A-Z\d]{2,12}|GB"
    r"|[A-Z][A-Za-z ,:’'()/—-]{9,200}"
)
_PUBLISHED = re.compile(r"((?:[\u4e00-\u9fff]{4,30}\s+){1,4})发\s*布")
_LINES = 25


def standard_number(line: str) -> str:
    """The number of a standard that a line is, with single spaces; empty for any other line."""
    return " ".join(line.split()) if _NUMBER.fullmatch(line) else ""


def standard_cover(lines: Sequence[str]) -> set[int]:
    """The lines of a cover that are not the title, by their number; none where no number of a standard stands on it.

    Args:
        lines: those the document begins with, stripped of marks.
    """
    on_top = lines[:_LINES]
    if not any(map(standard_number, on_top)):
        return set()
    return {
        at for at, line in enumerate(on_top) if any(p.fullmatch(line) for p in (_NUMBER, _KIND, _BESIDE, _PUBLISHED))
    }


def publishers(line: str) -> str:
    """The offices that a line says published it; empty for any other line."""
    found = _PUBLISHED.fullmatch(line)
    return found[1].strip() if found else ""
