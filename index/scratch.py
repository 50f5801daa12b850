"""Folders for what is needed only for a while: parts of archives until they are read, another model's vectors.

Whatever way the process that made one ends, the next one removes it.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import gettempdir, mkdtemp

from filelock import FileLock, Timeout

from index.generations import DRAFT
from index.publish import remove

_PREFIX = "policy-qa-scratch-"
_LOCK = "lock"


@contextmanager
def within(store: Path) -> Iterator[Path]:
    """A folder in a store, which is never part of a generation: `index.publish.sweep` removes what was left of it.

    Hold the lock for all of it.
    """
    folder = store / f"{DRAFT}scratch"
    folder.mkdir()
    try:
        yield folder
    finally:
        remove(folder)


@contextmanager
def temporary() -> Iterator[Path]:
    """A folder in the system's temporary one; those of processes that were killed are removed first."""
    sweep()
    folder, held = _own()
    try:
        yield folder
    finally:
        remove(folder)
        held.release()
        remove(folder)  # where a locked file cannot be removed


def sweep() -> None:
    """Remove the folders of `temporary` whose processes were killed.

    Whose owner lives is told by a lock of the operating system's, which ends with the process.
    """
    for left in Path(gettempdir()).glob(f"{_PREFIX}*"):
        if not left.is_symlink() and (held := _locked(left)):
            remove(left)
            held.release()


def _own() -> tuple[Path, FileLock]:
    """A new folder and its lock; another one where somebody took the first for left over, before it was locked."""
    while True:
        folder = Path(mkdtemp(prefix=_PREFIX))
        held = _locked(folder)
        if held and folder.exists():
            return folder, held


def _locked(folder: Path) -> FileLock | None:
    """The lock of a folder; None where another process holds it, or it is another user's or gone."""
    held = FileLock(folder / _LOCK, timeout=0)
    try:
        held.acquire()
    except (Timeout, OSError):
        return None
    return held
