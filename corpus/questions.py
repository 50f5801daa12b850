"""Questions that a page answers itself, 问：… above 答：…: each is the heading of its answer."""

import re
from collections.abc import Sequence
from itertools import islice

from corpus.headings import LEVEL_ARTICLE, Heading, Line, item_level
from corpus.items import counted_heading

_COUNT = r"\s*+[\d一二三四五六七八九十]{0,3}\s*+"
_ASKED = re.compile(
    rf"(?:[【\[]\s*(?:问题?|提问|Q){_COUNT}[】\]]\s*[：:]?|(?:问题?|提问|Q){_COUNT}[：:]|(?:Q|Question){_COUNT}[.:]\s)\s*"
)
_ANSWERED = re.compile(rf"[【\[]?\s*(?:答|回答|答复|解答|A){_COUNT}(?:[】\]]|[：:])|(?:A|Answer){_COUNT}[.:]\s")
_LOOK_BACK = 200
_BELOW_PARTS = item_level(0) + 1
"""Below 一、, above the items that an answer may count."""


def question_heading(
    line: Line, following: Sequence[Line], above: Sequence[Heading], right_below: bool
) -> Heading | None:
    """The heading that a question is whose answer begins with the line that follows; None for any other line.

    Args:
        above: the headings found before it.
        right_below: whether no text stands between it and the last of these.
    """
    asked = _ASKED.match(line.text)
    if not asked or not following or not _ANSWERED.match(following[0].text):
        return None
    before = next((heading for heading in islice(reversed(above), _LOOK_BACK) if _ASKED.match(heading.title)), None)
    level = above[-1].level + 1 if right_below and above else before.level if before else _BELOW_PARTS
    return counted_heading(line, asked.end(), min(level, LEVEL_ARTICLE - 1))
