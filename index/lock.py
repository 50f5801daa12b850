"""One process writes a store at a time, and the others are told which.

The lock is the operating system's, on `store/lock`: it ends with the process that holds it, however
that ends. `store/lock.json` only says who holds it; a stale one means nothing.
"""

import json
import os
import socket
import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from filelock import FileLock, Timeout

from corpus.errors import StoreForeign, StoreLocked, StoreUnwritable
from index.generations import DRAFT, POINTER, is_generation

_LOCK, _HOLDER = "lock", "lock.json"


@contextmanager
def lock(store: Path) -> Iterator[None]:
    """Hold the store for writing; the folder is made where there is none.

    Raises:
        StoreLocked: another process holds it.
        StoreForeign: the folder holds other things than a store.
        StoreUnwritable: there is no permission to write there, or no room.
    """
    _check_ours(store)
    held = FileLock(store / _LOCK, timeout=0)
    try:
        store.mkdir(parents=True, exist_ok=True)
        held.acquire()
    except Timeout as error:
        raise StoreLocked(f"“{store}” is being built by {_holder(store)}; wait until it has finished") from error
    except OSError as error:
        raise unwritable(store, error) from error
    try:
        with suppress(OSError):  # a full disk is told where it matters
            _sign(store)
        yield
    finally:
        (store / _HOLDER).unlink(missing_ok=True)
        held.release()


@contextmanager
def writing(store: Path) -> Iterator[None]:
    """What goes wrong on the disk meanwhile is told as a store that cannot be written.

    Raises:
        StoreUnwritable: there is no permission to write there, or no room.
    """
    try:
        yield
    except (OSError, sqlite3.OperationalError) as error:
        raise unwritable(store, error) from error


def unwritable(store: Path, error: Exception) -> StoreUnwritable:
    """The error for a store that cannot be written."""
    reason = getattr(error, "strerror", None) or error
    return StoreUnwritable(
        f"“{store}” cannot be written ({reason}); make room or give the right to write there, then try again; "
        "the index stays as it was"
    )


def _check_ours(store: Path) -> None:
    if store.exists() and not store.is_dir():
        raise StoreForeign(f"“{store}” is a file, not a folder; name another place with --store")
    if store.exists() and not (store / POINTER).exists():
        foreign = sorted(path.name for path in store.iterdir() if not _is_ours(path))
        if foreign:
            raise StoreForeign(
                f"“{store}” holds other files ({', '.join(foreign[:3])}); name an empty or new folder with --store"
            )


def _is_ours(path: Path) -> bool:
    return path.name in (_LOCK, _HOLDER) or path.name.startswith(DRAFT) or is_generation(path)


def _sign(store: Path) -> None:
    facts = {"pid": os.getpid(), "host": socket.gethostname(), "since": time.strftime("%Y-%m-%d %H:%M:%S")}
    (store / _HOLDER).write_text(json.dumps(facts) + "\n", "utf-8")


def _holder(store: Path) -> str:
    try:
        facts = json.loads((store / _HOLDER).read_text("utf-8"))
        return f"another process (pid {facts['pid']} on {facts['host']} since {facts['since']})"
    except (OSError, ValueError, KeyError, TypeError):
        return "another process"
