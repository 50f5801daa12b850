"""Matters: taxes, age limits, penalties …, of which no text speaks without one of a few words."""

import re
from functools import cache
from pathlib import Path

from qa.detail import Detail

_FILE = Path(__file__).parent / "matters.tsv"


@cache
def _matters() -> tuple[Detail, ...]:
    rows = (line.split("\t") for line in _FILE.read_text("utf-8").splitlines() if line and line[0] != "#")
    return tuple(
        Detail(zh, en, re.compile(asked, re.IGNORECASE), re.compile(stated, re.IGNORECASE), near=False)
        for zh, en, asked, stated in rows
    )


def matters(clause: str) -> tuple[Detail, ...]:
    """What an answer to this clause of a question, in Simplified Chinese or English, must speak of."""
    return tuple(matter for matter in _matters() if matter.asked.search(clause))
