"""Matters: taxes, age limits, penalties …, of which no text speaks without one of a few words."""

import re
from functools import cache
from pathlib import Path

from qa.detail import Detail

_FILE = Path(__file__).parent / "matters.tsv"


@cache
def _matters() -> tuple[tuple[re.Pattern[str], tuple[str, ...]], ...]:
    """Each matter as it is written, by what finds it in a question."""
    rows = (line.split("\t") for line in _FILE.read_text("utf-8").splitlines() if line and line[0] != "#")
    return tuple((re.compile(row[2], re.IGNORECASE), tuple(row)) for row in rows)


@cache
def _detail(zh: str, en: str, asked: str, stated: str) -> Detail:
    """A matter that is asked for; few are, so that no other's patterns are compiled."""
    return Detail(zh, en, re.compile(asked, re.IGNORECASE), re.compile(stated, re.IGNORECASE), near=False)


def matters(clause: str) -> tuple[Detail, ...]:
    """What an answer to this clause of a question, in Simplified Chinese or English, must speak of."""
    return tuple(_detail(*row) for asked, row in _matters() if asked.search(clause))
