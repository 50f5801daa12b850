"""Why a file was not read or a question not answered, in Chinese: `reasons.tsv` has what is said and what it means.

`{}` stands for what differs.
"""

import re
from functools import cache
from pathlib import Path

from qa.bilingual import label

_TABLE = Path(__file__).parent / "reasons.tsv"
_GAP = "{}"


def in_chinese(reason: str) -> str:
    """A reason or remark in Chinese; as it is where nothing is known of it."""
    for pattern, chinese in _table():
        if found := pattern.fullmatch(reason):
            parts = [*map(in_chinese, found.groups()), ""]
            return "".join(words + part for words, part in zip(chinese.split(_GAP), parts, strict=True))
    return reason


def in_both(message: str) -> str:
    """A message with its Chinese before it, where it has none and one is known."""
    chinese = in_chinese(message)
    return message if chinese == message else label(chinese, message)


@cache
def _table() -> tuple[tuple[re.Pattern[str], str], ...]:
    """What is said, the longest first since one may begin like another, and its Chinese with the gaps in its order."""
    lines = [line.split("\t") for line in _TABLE.read_text("utf-8").splitlines() if line and line[0] != "#"]
    lines.sort(key=lambda line: -len(line[0]))
    return tuple((re.compile("(.*?)".join(map(re.escape, said.split(_GAP))), re.DOTALL), told) for said, told in lines)
