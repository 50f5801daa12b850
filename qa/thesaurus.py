"""From everyday words to the terms of policy: the `thesaurus.tsv` that ships, and one's own beside the index.

A line is an everyday expression, a tab, and the policy terms that it stands for, `|` between them.
"""

import logging
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache, partial
from pathlib import Path

from corpus.errors import UndecodableText
from corpus.readers.source import decode
from corpus.text import normalise

SHIPPED = Path(__file__).parent / "thesaurus.tsv"

FILE = "thesaurus.tsv"
"""One's own, beside the generations of a store, where a rebuild leaves it alone."""

MOST_REWORDED = 4
"""Wordings that one's own terms give a question at most."""

_BETWEEN = re.compile(r"[|｜]")

_log = logging.getLogger(__name__)


class Thesaurus:
    """Everyday expressions and the policy terms that they stand for."""

    def __init__(self, entries: Mapping[str, Sequence[str]]) -> None:
        """
        Args:
            entries: terms by expression, all normalised.
        """
        self._entries = entries
        longest_first = sorted(entries, key=len, reverse=True)
        bounded = (rf"(?<![a-z0-9]){re.escape(e)}(?![a-z0-9])" if e.isascii() else re.escape(e) for e in longest_first)
        self._pattern = re.compile("|".join(bounded) or r"(?!)")

    def expand(self, question: str) -> tuple[str, ...]:
        """Policy terms for the everyday words of a question, those it does not use itself, in their order."""
        asked = normalise(question)
        terms = (term for match in self._pattern.finditer(asked) for term in self._entries[match[0]])
        return tuple(dict.fromkeys(term for term in terms if term not in asked))

    def reworded(self, question: str) -> tuple[str, ...]:
        """A question with its everyday words replaced by the terms for them, once for each of several terms."""
        asked = normalise(question)
        new = {
            match[0]: terms
            for match in self._pattern.finditer(asked)
            if (terms := [term for term in self._entries[match[0]] if term not in asked])
        }
        most = min(max(map(len, new.values()), default=0), MOST_REWORDED)
        return tuple(self._pattern.sub(partial(_term, new, number), asked) for number in range(most))


def _term(terms: Mapping[str, Sequence[str]], number: int, match: re.Match[str]) -> str:
    """The term of that number for an expression, the last where it has fewer, itself where it has none."""
    known = terms.get(match[0], [match[0]])
    return known[min(number, len(known) - 1)]


class OwnThesaurus:
    """The thesaurus in the folder of a store, read again whenever it has changed; without a file it has no entries."""

    def __init__(self, store: Path | None) -> None:
        """
        Args:
            store: folder of the index; None where it has none.
        """
        self._path = store / FILE if store else None
        self._read: tuple[tuple[int, int] | None, Thesaurus] = (None, Thesaurus({}))

    @property
    def current(self) -> Thesaurus:
        """What the file says now. What cannot be used of it is told by a warning, once for each change."""
        stamp = self._stamp()
        if stamp != self._read[0]:
            self._read = stamp, self._load()
        return self._read[1]

    def _stamp(self) -> tuple[int, int] | None:
        try:
            known = self._path.stat() if self._path else None
        except OSError:
            return None
        return (known.st_mtime_ns, known.st_size) if known else None

    def _load(self) -> Thesaurus:
        if self._path is None or not self._path.exists():
            return Thesaurus({})
        try:
            text = decode(self._path.read_bytes())
        except (OSError, UndecodableText) as error:
            _log.warning("“%s” is not used: %s", self._path, error)
            return Thesaurus({})
        return Thesaurus(_entries(text, str(self._path)))


@cache
def _shipped() -> Thesaurus:
    return Thesaurus(_entries(SHIPPED.read_text("utf-8"), SHIPPED.name))


def expand(question: str) -> tuple[str, ...]:
    """Policy terms for the everyday words of a question by the thesaurus that ships, see `Thesaurus.expand`."""
    return _shipped().expand(question)


def _entries(text: str, name: str) -> dict[str, tuple[str, ...]]:
    """Terms by expression; an expression that comes again gets the terms of all its lines."""
    entries: dict[str, tuple[str, ...]] = {}
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip() or line.startswith("#"):
            continue
        expression, *columns = line.split("\t")
        known, terms = normalise(expression), tuple(_terms(columns))
        if not known or not terms:
            _log.warning(
                "line %d of “%s” is not used: “%s”; write an expression, a tab and the terms with | between them",
                number,
                name,
                line.strip(),
            )
            continue
        entries[known] = tuple(dict.fromkeys((*entries.get(known, ()), *terms)))
    return entries


def _terms(columns: Iterable[str]) -> Iterator[str]:
    for column in columns:
        yield from filter(None, map(normalise, _BETWEEN.split(column)))
