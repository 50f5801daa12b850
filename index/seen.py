"""What files looked like when they were last read: one that still looks the same is not read again."""

import json
import time
from pathlib import Path

from corpus.load import File, fingerprint

SEEN = "seen.json"
"""Its file in a generation."""

_SETTLED = 2 * 10**9
"""Nanoseconds. A file changed as lately as this could change again without looking different."""


class Seen:
    """Identities of files by their cited path, valid while size, times and inode are the same."""

    def __init__(self, known: dict[str, list[int | str]] | None = None) -> None:
        self._known = known or {}
        self._now: dict[str, list[int | str]] = {}

    @classmethod
    def read(cls, path: Path) -> "Seen":
        """What a generation remembers."""
        return cls(json.loads(path.read_text("utf-8")))

    def write(self, path: Path) -> None:
        """Write down the files identified by this object."""
        path.write_text(json.dumps(self._now, ensure_ascii=False) + "\n", "utf-8")

    def identify(self, file: File) -> str:
        """`corpus.load.fingerprint` of a file, read only where it looks different than before.

        Raises:
            OSError: the file cannot be read.
        """
        stated = [path.stat() for path in (file.location, file.sidecar) if path]
        look = [
            value for facts in stated for value in (facts.st_size, facts.st_mtime_ns, facts.st_ctime_ns, facts.st_ino)
        ]
        changed = max(max(facts.st_mtime_ns, facts.st_ctime_ns) for facts in stated)
        settled = changed < time.time_ns() - _SETTLED
        known = self._known.get(file.path)
        identity = str(known[-1]) if known and known[:-1] == look else fingerprint(file)
        if settled:
            self._now[file.path] = [*look, identity]
        return identity
