"""What became of the files of the folder of documents: in the index, waiting for it, not readable, gone."""

import re
from collections.abc import Container, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal, TypeAlias

from corpus.load import File, Skipped
from corpus.readers import COMPRESSED
from corpus.unpack import MARKS
from index.opening import OpenStore
from index.seen import SEEN, Seen
from index.store import Store

State: TypeAlias = Literal["indexed", "waiting", "changed", "skipped"]

_PART = re.compile(rf"(.+?\.(?:zip|jsonl?(?:\.gz)?))(?:{'|'.join(map(re.escape, MARKS))})", re.IGNORECASE | re.DOTALL)


@dataclass(frozen=True, slots=True)
class Shelved:
    """A file of the folder, or one that only the index still holds.

    Attributes:
        path: as cited.
        state: in the index as it is; not in it yet; in it as it was before; not readable.
        reasons: why it, or what it holds, could not be read.
        documents: how many documents of the index are from it.
        copies: other files that are the same document to the index, which stays in it as long as one of them does.
        archives: those that hold the same document too.
        size: bytes; None where the file is gone.
        changed: when it was last written, local time.
    """

    path: str
    state: State | Literal["gone"]
    reasons: tuple[str, ...] = ()
    documents: int = 0
    copies: tuple[str, ...] = ()
    archives: tuple[str, ...] = ()
    size: int | None = None
    changed: str = ""


def shelved(files: Sequence[File], store: OpenStore | None, skipped: Sequence[Skipped], built: float) -> list[Shelved]:
    """All files and what became of them: those that need a look first, then by path.

    Args:
        files: what lies in the folders.
        store: the index in force.
        skipped: what the last build could not read.
        built: when it began, in seconds of `time.time`.
    """
    there = {file.path for file in files}
    held = _Held(store, there, built)
    told: dict[str, list[str]] = {}
    for item in skipped:
        told.setdefault(_whole(item.path, there), []).append(item.reason)
    found = [_shelved(file, held, there, told.get(file.path, [])) for file in files]
    gone = [Shelved(path, "gone", documents=count) for path, count in held.counts.items() if path not in there]
    return sorted([*found, *gone], key=lambda item: (_ORDER[item.state], item.path))


_ORDER = {"skipped": 0, "waiting": 1, "changed": 1, "gone": 1, "indexed": 2}


class _Held:
    """What the index holds, by the paths of the files it is from."""

    def __init__(self, store: OpenStore | None, there: Container[str], built: float) -> None:
        self.counts: dict[str, int] = {}
        self.copies: dict[str, tuple[str, ...]] = {}
        self.built = built
        self._identities: dict[str, str] = {}
        self._seen = Seen.read(store.folder / SEEN) if isinstance(store, Store) else Seen()
        for document in store.documents if store else ():
            paths = (document.path, *document.copies)
            for path in paths:
                self._identities[path] = document.id
                whole = _whole(path, there)
                self.counts[whole] = self.counts.get(whole, 0) + 1
                if len(paths) > 1:
                    self.copies[path] = tuple(other for other in paths if other != path)

    def is_current(self, file: File) -> bool:
        """Whether the index holds a file as it is now."""
        identity = self._identities.get(file.path)
        if identity is None or file.path.lower().endswith(COMPRESSED):  # what it holds is known by its own content
            return max(path.stat().st_mtime for path in (file.location, file.sidecar) if path) < self.built
        return self._seen.identify(file) == identity


def _whole(path: str, there: Container[str]) -> str:
    """The file that a document is from, itself or one that holds several."""
    part = _PART.match(path)
    return part[1] if part and path not in there else path


def _shelved(file: File, held: _Held, there: Container[str], reasons: Sequence[str]) -> Shelved:
    count = held.counts.get(file.path, 0)
    copies = [path for path in held.copies.get(file.path, ()) if _whole(path, there) in there]
    try:
        facts = file.location.stat()
        state: State = "indexed" if count and held.is_current(file) else "changed" if count else "waiting"
    except OSError as error:
        return Shelved(file.path, "skipped", (f"cannot be opened: {error.strerror or error}",), count)
    if facts.st_mtime >= held.built:
        reasons = ()  # they are about what was there before
    if reasons and state == "waiting":
        state = "skipped"
    when = datetime.fromtimestamp(facts.st_mtime)
    return Shelved(
        file.path,
        state,
        tuple(reasons[:3]),
        count,
        tuple(path for path in copies if path in there),
        tuple(sorted({_whole(path, there) for path in copies if path not in there})),
        facts.st_size,
        f"{when:%Y-%m-%d %H:%M}",
    )
