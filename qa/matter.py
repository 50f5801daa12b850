"""Matters: taxes, age limits, penalties …, of which no text speaks without one of a few words."""

import re
from functools import cache, lru_cache
from pathlib import Path

from qa.detail import Detail

_FILE = Path(__file__).parent / "matters.tsv"
_HAN, _LATIN = re.compile(r"[\u4e00-\u9fff]"), re.compile(r"[a-z]", re.IGNORECASE)
_MARKS = re.compile(r"\\.|\[(?:\\.|[^\]])*\]|.")


@cache
def _matters(script: re.Pattern[str]) -> tuple[tuple[re.Pattern[str], tuple[str, ...]], ...]:
    """Each matter as it is written, by what finds it in a question of a script; to try those of others takes time."""
    rows = (line.split("\t") for line in _FILE.read_text("utf-8").splitlines() if line and line[0] != "#")
    asked = ((tuple(row), "|".join(one for one in alternatives(row[2]) if _is_of(script, one))) for row in rows)
    return tuple((re.compile(pattern, re.IGNORECASE), row) for row, pattern in asked if pattern)


def alternatives(pattern: str) -> list[str]:
    """What stands between the bars of a pattern that are in no brackets."""
    found, depth = [""], 0
    for mark in _MARKS.findall(pattern):
        depth += (mark == "(") - (mark == ")")
        if mark == "|" and not depth:
            found.append("")
        else:
            found[-1] += mark
    return found


def _is_of(script: re.Pattern[str], pattern: str) -> bool:
    """Whether a pattern has characters of a script; one that has of neither, 12345, is tried with the Chinese."""
    words = re.sub(r"\\.", "", pattern)
    return bool(script.search(words)) or (script is _HAN and not _LATIN.search(words))


@cache
def _detail(zh: str, en: str, asked: str, stated: str) -> Detail:
    """A matter that is asked for; few are, so that no other's patterns are compiled."""
    return Detail(zh, en, re.compile(asked, re.IGNORECASE), re.compile(stated, re.IGNORECASE), near=False)


@lru_cache(maxsize=1024)
def matters(clause: str) -> tuple[Detail, ...]:
    """What an answer to this clause of a question, in Simplified Chinese or English, must speak of."""
    scripts = [script for script in (_HAN, _LATIN) if script.search(clause)] or [_HAN]
    found = [row for script in scripts for asked, row in _matters(script) if asked.search(clause)]
    return tuple(_detail(*row) for row in dict.fromkeys(found))
