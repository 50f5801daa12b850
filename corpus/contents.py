"""A list of contents (目录): lines that only repeat the headings below them, and are no measure."""

import re
from collections.abc import Sequence

_NAME = re.compile(r"#{0,6}\s*(?:目\s*[录錄次]|contents)", re.IGNORECASE)
_PAGE = re.compile(r"(?:[.．…·・_|\-—－\s]{2,}|\s)[（(]?(?:\d{1,4}|[ivxlIVXL]{1,6})[）)]?$")
"""The page that an entry ends with, and what leads there."""
_TOP = 60
_LONGEST = 90
_FEWEST = 2


def is_contents(line: str) -> bool:
    """Whether a line is the name of a list of contents."""
    return _NAME.fullmatch(line) is not None


def find_contents(lines: Sequence[str]) -> tuple[int, int]:
    """The first line of a list of contents near the top and the first behind it; both 0 where there is none.

    It ends where its first entry stands again, as the heading it names; else with the last entry that ends with a page.
    """
    start = next((number for number, line in enumerate(lines[:_TOP]) if is_contents(line)), None)
    if start is None or start + 1 >= len(lines):
        return 0, 0
    first = _key(lines[start + 1])
    for number in range(start + 1, len(lines)):
        if number > start + 1 and _key(lines[number]) == first:
            return start, number
        if "。" in lines[number] or len(lines[number]) > _LONGEST:
            break
    end = start + 1
    while end < len(lines) and _PAGE.search(lines[end]):
        end += 1
    return (start, end) if end - start > _FEWEST else (0, 0)


def _key(line: str) -> str:
    """An entry as its heading has it: without its page, marks and spaces."""
    return "".join(_PAGE.sub("", line.strip()).lstrip("#").split())
