"""A line of a document, a heading told from it, and how deep each kind of heading stands."""

import re
from dataclasses import dataclass

SENTENCE = re.compile(r"[。；;！!？?…~～]")
LEVEL_APPENDIX = 1
LEVEL_CHAPTER, LEVEL_SECTION = 12, 13
LEVEL_DECIMAL = 14
LEVEL_PART, LEVEL_TURN = 17, 18
LEVEL_ITEM = 20
LEVEL_ARTICLE = 30


def item_level(depth: int) -> int:
    """How deep an item of a depth stands; between two depths there is room for a step (第一步：…)."""
    return LEVEL_ITEM + 2 * depth


@dataclass(frozen=True, slots=True)
class Line:
    """A line without the white space at its ends, and where it stands."""

    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading: its line begins at `start`, the text under it at `body`."""

    level: int
    title: str
    start: int
    body: int
