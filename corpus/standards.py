"""Covers of standards, and what stands there above, beside and below the title (GB/T 1.1—2020).

The number (DB9901/T 048—2024), whose standard it is (渔湾市地方标准), how it is classed (ICS 03.080.99), what it
replaces, the title in English, who published it.
"""

import re
from collections.abc import Sequence

_CODE = r"(?:DB\s?\d{2,6}|[TQ]\s?/\s?[A-Z][A-Z\d]{1,11}|[A-Z]{2,4})(?:\s?/\s?[TZ])?"
_NUMBER = re.compile(rf"{_CODE}\s*\d{{1,6}}(?:\.\d{{1,3}})?\s*[—–―－-]{{1,2}}\s*(?:19|20)\d\d")
_KIND = re.compile(r"[\u4e00-\u9fff（）()]{2,24}(?:国家|行业|地方|团体|企业)标准")
_CLASS = re.compile(r"(?:ICS|CCS)\s*[A-Z\d][\dA-Z. ]{0,20}")
_BESIDE = re.compile(r"备案号\s*[：:].{0,30}|代\s*替.{0,80}|DB\s?\d{2,6}(?:\s?/\s?T)?|[TQ]/[A-Z\d]{2,12}|GB")
_ENGLISH = re.compile(r"[A-Z][A-Za-z ,:’'()/—-]{9,200}")
_CHINESE = re.compile(r"[\u4e00-\u9fff]{3}")
_PUBLISHED = re.compile(r"((?:[\u4e00-\u9fff]{4,30}\s+){1,4})发\s*布")
_LINES = 25


def standard_number(line: str) -> str:
    """The number of a standard that a line is, with single spaces; empty for any other line."""
    return " ".join(line.split()) if _NUMBER.fullmatch(line) else ""


def standard_cover(lines: Sequence[str]) -> set[int]:
    """The lines of a cover that are not the title, by their number.

    None where no number of a standard stands on it, nor how it is classed, whose it is or who published it. A line in
    English is of it right below one in Chinese, the title.

    Args:
        lines: those the document begins with.
    """
    on_top = [line.lstrip("# ") for line in lines[:_LINES]]
    telling = any(kind.fullmatch(line) for line in on_top for kind in (_KIND, _CLASS, _PUBLISHED))
    if not telling or not any(map(standard_number, on_top)):
        return set()
    found = set()
    above = ""
    for at, line in enumerate(on_top):
        english = lines[at] == line and _ENGLISH.fullmatch(line) and _CHINESE.search(above)
        if english or any(kind.fullmatch(line) for kind in (_NUMBER, _KIND, _CLASS, _BESIDE, _PUBLISHED)):
            found.add(at)
        above = line or above
    return found


def publishers(line: str) -> str:
    """The offices that a line says published it; empty for any other line."""
    found = _PUBLISHED.fullmatch(line)
    return found[1].strip() if found else ""
