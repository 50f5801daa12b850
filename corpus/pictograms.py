"""Headings behind a pictogram or a bar, as posts and 一图读懂 have them: 🏥 第二条 产检不操心, ▍怎么申请"""

import re
from collections.abc import Sequence

from corpus.headings import Heading, Line

_PICTOGRAM = re.compile(r"(?:(?![★☆✅✓✔✗✘❌❓❗☑☐])[\u2600-\u27bf\U0001f300-\U0001faff]\ufe0f?\s*)+")
_BAR = re.compile(r"[▉-▏█▐❙❚]+\s*")
_TITLE = re.compile(r"(?=.*[\u4e00-\u9fffA-Za-z]{2})[^。；，！：;,!:|]{2,24}")
_FEWEST = 3
_MOSTLY = 0.6
_LEVEL = 1


def pictured_headings(lines: Sequence[Line]) -> dict[int, Heading]:
    """The headings that a pictogram or a bar marks, by the number of their line."""
    return _marked(lines, _BAR) | _marked(lines, _PICTOGRAM)


def _marked(lines: Sequence[Line], mark: re.Pattern[str]) -> dict[int, Heading]:
    """The headings behind a mark.

    None where fewer than three lines are so, or most lines with one are no titles over text: there it marks a list.
    """
    marked = {number: found.end() for number, line in enumerate(lines) if (found := mark.match(line.text))}
    headings = {}
    for number, words in marked.items():
        line = lines[number]
        if _TITLE.fullmatch(line.text, words) and number + 1 < len(lines) and number + 1 not in marked:
            headings[number] = Heading(_LEVEL, " ".join(line.text[words:].split()), line.start, line.end)
    return headings if len(headings) >= max(_FEWEST, _MOSTLY * len(marked)) else {}
