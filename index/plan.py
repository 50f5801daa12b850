"""What a build has to do: which file is which document, what is taken over, what has changed."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from errno import EDQUOT, EFBIG, ENOSPC
from pathlib import Path

from corpus.errors import DocumentError
from corpus.load import File, Skipped, fingerprint, try_load
from corpus.records import Document
from corpus.unpack import MARKS, unpack

_NO_ROOM = {ENOSPC, EDQUOT, EFBIG}


@dataclass(frozen=True, slots=True)
class Item:
    """A document of the new generation: to be read from `file`, or taken over as document `number`."""

    path: str
    identity: str
    copies: tuple[str, ...]
    file: File | None
    number: int | None


@dataclass(frozen=True, slots=True)
class Plan:
    """The documents of the new generation in the order of their paths, and what was left out.

    `kept` names files that cannot be opened now, whose earlier version stays.
    """

    items: tuple[Item, ...]
    kept: tuple[str, ...]
    skipped: tuple[Skipped, ...]

    def changes_nothing(self, earlier: Sequence[Document]) -> bool:
        """Whether the new generation would hold what the earlier one does."""
        taken = {(item.path, item.identity, item.copies) for item in self.items if item.number is not None}
        return len(taken) == len(self.items) and taken == {(d.path, d.id, d.copies) for d in earlier}


@dataclass(frozen=True, slots=True)
class Changes:
    """How two generations differ, by path; a renamed document is (old path, new path)."""

    added: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    renamed: tuple[tuple[str, str], ...] = ()


def make_plan(
    files: Iterable[File],
    earlier: Sequence[Document],
    scratch: Path,
    identify: Callable[[File], str] = fingerprint,
) -> Plan:
    """Match files, and the parts of those that hold several documents, with the earlier generation, by content.

    Files of the same content are one document, cited by the first path in order of those that can be read: one may have
    the suffix of another format. An unchanged document is taken over; one that moved is read again, because a title or
    date can come from its file name.

    Args:
        scratch: a folder for the parts, which lasts until they are read.
        identify: gives the identity of a file's content.

    Raises:
        OSError: there is no room for the parts, which is no fault of a file.
    """
    by_path = {document.path: number for number, document in enumerate(earlier)}
    found: dict[str, list[File]] = {}
    kept: list[int] = []
    skipped: list[Skipped] = []
    for file in files:
        try:
            for part in unpack(file, scratch):
                if isinstance(part, Skipped):
                    skipped.append(part)
                else:
                    found.setdefault(identify(part), []).append(part)
        except DocumentError as error:
            skipped.append(Skipped(file.path, str(error)))
        except OSError as error:
            if error.errno in _NO_ROOM:
                raise
            skipped.append(Skipped(file.path, f"cannot be opened: {error.strerror or error}"))
            marks = tuple(file.path + mark for mark in (*MARKS, "/"))
            kept += [number for path, number in by_path.items() if path == file.path or path.startswith(marks)]
    items = []
    by_identity = {document.id: document for document in earlier}
    for identity, copies in found.items():
        chosen = _readable(copies, identity, by_identity.get(identity))
        if isinstance(chosen, list):
            skipped += chosen
            continue
        number = by_path.get(chosen.path)
        if number is not None and earlier[number].id != identity:
            number = None
        items.append(
            Item(chosen.path, identity, tuple(copy.path for copy in copies if copy is not chosen), chosen, number)
        )
    kept = [number for number in kept if earlier[number].id not in found]
    items += [Item(earlier[n].path, earlier[n].id, (), None, n) for n in kept]
    items.sort(key=lambda item: item.path)
    return Plan(tuple(items), tuple(earlier[n].path for n in kept), tuple(skipped))


def _readable(copies: Sequence[File], identity: str, before: Document | None) -> File | list[Skipped]:
    """The first of some files of one content that can be read; where it is none, why each of them cannot.

    Only where their suffixes differ they are tried here, one for each suffix, and not those that were tried before.

    Args:
        before: the document of this content in the earlier generation.
    """
    if len({copy.location.suffix.lower() for copy in copies}) == 1:
        return copies[0]
    if before:
        known = next((n for n, copy in enumerate(copies) if copy.path == before.path), None)
        if known is not None and {copy.path for copy in copies[:known]} <= {*before.copies}:
            return copies[known]
    reasons: dict[str, str] = {}
    for copy in copies:
        suffix = copy.location.suffix.lower()
        if suffix not in reasons:
            read = try_load(copy, identity)
            if not isinstance(read, Skipped):
                return copy
            reasons[suffix] = read.reason
    return [Skipped(copy.path, reasons[copy.location.suffix.lower()]) for copy in copies]


def with_progress(files: Sequence[File], looking: Callable[[int, int], None] | None) -> Iterator[File]:
    """The files one after the other, each told when it is done with: how many, and of how many."""
    for done, file in enumerate(files, 1):
        yield file
        if looking:
            looking(done, len(files))


def compare(earlier: Sequence[Document], now: Sequence[Document]) -> Changes:
    """What happened between two generations."""
    was = {document.path: document.id for document in earlier}
    new = {document.path: document.id for document in now}
    gone = {was[path]: path for path in was if path not in new}
    moved = {gone[identity]: path for path, identity in new.items() if path not in was and identity in gone}
    return Changes(
        added=tuple(path for path in new if path not in was and path not in moved.values()),
        changed=tuple(path for path in new if path in was and was[path] != new[path]),
        removed=tuple(path for path in was if path not in new and path not in moved),
        renamed=tuple(sorted(moved.items())),
    )
