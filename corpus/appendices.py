"""Appendices (附件, 附录, 附　表, 附：): where one begins, and the lines of a notice that only name them."""

import re
from collections.abc import Sequence

from corpus.articles import NUMERAL
from corpus.dates import DATE
from corpus.headings import SENTENCE
from corpus.text import ITEM_NUMBER

_APPENDIX = re.compile(
    rf"(?:附\s*[件录表]\s*(?:[A-Z](?![A-Za-z])|[{NUMERAL}\d]{{0,3}})|附(?=\s*[：:]))\s*[：:.．]?\s*(.{{0,40}})"
)
_NAME = r"(?:附\s*[件录表]|附(?=\s*[：:]))\s*"
_FIRST = re.compile(rf"{_NAME}[：:]\s*{ITEM_NUMBER}")
"""How a list of them begins, 附件：1.申请表."""
_ENTRY = re.compile(rf"(?:{_NAME}[：:]?\s*)?(\d{{1,2}})\s*[.．、：:]")
_SIGNATURE = 4
"""Lines that those who sign take at most, with the date below them."""
_LONGEST_SIGNATURE = 30


def is_appendix(line: str) -> bool:
    """Whether a line is the heading of an appendix, or names it as one."""
    return _APPENDIX.fullmatch(line) is not None and not SENTENCE.search(line)


def named_appendices(lines: Sequence[str]) -> set[int]:
    """The lines that only name the appendices: several in a list, or one above the signature or the appendix itself."""
    named: set[int] = set()
    for number, line in enumerate(lines):
        if number not in named and line.startswith("附") and is_appendix(line):
            end = _end_of_list(lines, number)
            if end > number + 1 or _FIRST.match(line) or (_is_named(line) and _is_left(lines[end:])):
                named.update(range(number, end))
    return named


def _end_of_list(lines: Sequence[str], start: int) -> int:
    """The line behind a list whose entries are counted from one on."""
    end, count = start + 1, 0
    if entry := _ENTRY.match(lines[start]):
        count = int(entry[1])
    while end < len(lines) and (entry := _ENTRY.match(lines[end])) and int(entry[1]) == count + 1:
        end, count = end + 1, count + 1
    return end


def _is_named(line: str) -> bool:
    """Whether more stands on the line than the word and its number."""
    match = _APPENDIX.fullmatch(line)
    return line.endswith(("：", ":")) or (match is not None and bool(match[1]))


def _is_left(below: Sequence[str]) -> bool:
    """Whether an appendix or the signature of the notice follows at once."""
    if below and is_appendix(below[0]):
        return True
    for line in below[:_SIGNATURE]:
        if DATE.fullmatch(line):
            return True
        if len(line) > _LONGEST_SIGNATURE or SENTENCE.search(line) or is_appendix(line):
            return False
    return False
