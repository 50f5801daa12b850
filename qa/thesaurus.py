"""From everyday words to the terms of policy: `thesaurus.tsv`, which anyone can add lines to."""

import re
from functools import cache
from pathlib import Path

from corpus.text import normalise

_FILE = Path(__file__).parent / "thesaurus.tsv"


@cache
def _entries() -> tuple[re.Pattern[str], dict[str, tuple[str, ...]]]:
    """A pattern that finds every everyday expression, the longest first, and what each leads to."""
    entries: dict[str, tuple[str, ...]] = {}
    for line in _FILE.read_text("utf-8").splitlines():
        expression, _, terms = line.partition("\t")
        if terms and not line.startswith("#"):
            entries[normalise(expression)] = tuple(normalise(term) for term in terms.split("|"))
    longest_first = sorted(entries, key=len, reverse=True)
    bounded = (rf"(?<![a-z0-9]){re.escape(e)}(?![a-z0-9])" if e.isascii() else re.escape(e) for e in longest_first)
    return re.compile("|".join(bounded)), entries


def expand(question: str) -> tuple[str, ...]:
    """Policy terms for the everyday words of a question, those it does not use itself, in their order."""
    asked = normalise(question)
    pattern, entries = _entries()
    terms = (term for match in pattern.finditer(asked) for term in entries[match[0]])
    return tuple(dict.fromkeys(term for term in terms if term not in asked))
