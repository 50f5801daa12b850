"""Sources followed: told when their files have changed and then been still for a while."""

import time
from collections.abc import Iterator, Sequence
from pathlib import Path

from corpus.load import find_files

INTERVAL = 1.0
"""Seconds between two looks; files count as still when two looks are the same."""


def settled_changes(sources: Sequence[str | Path], interval: float = INTERVAL) -> Iterator[None]:
    """Yields at once, and then whenever something was added, changed or removed and nothing is changing any more.

    What changes while the caller is busy is noticed afterwards. While a source is missing (a drive taken out, say),
    nothing is told, so that an index is not emptied by accident.
    """
    told = None
    while True:
        now = _look(sources)
        if now is not None and now != told:
            while told is not None and (later := _wait_and_look(sources, interval)) != now:
                now = later
            if now is not None:
                told = now
                yield
        time.sleep(interval)


def _wait_and_look(sources: Sequence[str | Path], interval: float) -> dict[str, tuple[int, int]] | None:
    time.sleep(interval)
    return _look(sources)


def _look(sources: Sequence[str | Path]) -> dict[str, tuple[int, int]] | None:
    """Size and time of every file by its cited path; None while a source is missing."""
    try:
        return {file.path: _facts(file.location) for file in find_files([Path(source) for source in sources])}
    except FileNotFoundError:
        return None


def _facts(location: Path) -> tuple[int, int]:
    try:
        facts = location.stat()
    except OSError:
        return -1, 0
    return facts.st_size, facts.st_mtime_ns
