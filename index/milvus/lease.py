"""One process builds a store on Milvus at a time, and the others are told which.

Who builds has made a collection that says so, and gave it the alias `NAME_building`, which Milvus gives to one only.
The holder renews it while it lives; a lease not renewed for long is taken over, as is that of a process of this machine
that has ended. The clocks of the machines that build must agree within a minute.
"""

import json
import os
import socket
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from threading import Event, Thread
from typing import Any
from uuid import uuid4

from corpus.errors import StoreError, StoreLocked
from index.milvus.server import Server
from index.milvus.texts import read_text, write_texts

RENEWED = 20.0
"""Seconds between two renewals."""
LAPSED = 300.0
"""Seconds without a renewal after which a holder on another machine counts as dead."""

_HOLDER = "holder"
_SETTLING = 1.0
"""Seconds after which a lease taken over is looked at again, lest two have taken it over at once."""


class Lease:
    """The right to build, held."""

    def __init__(self, server: Server, collection: str) -> None:
        self._server = server
        self._collection = collection
        self._facts = {"pid": os.getpid(), "host": socket.gethostname(), "since": time.strftime("%Y-%m-%d %H:%M:%S")}

    def renew(self) -> None:
        """Say that the holder lives."""
        write_texts(self._server, self._collection, [(_HOLDER, json.dumps(self._facts | {"renewed": time.time()}))])

    def check(self) -> None:
        """Refuse to go on when another has taken the lease over.

        Raises:
            StoreLocked: it has.
        """
        alias = _alias(self._server)
        if self._server.aliased(alias) != self._collection:
            raise StoreLocked(
                f"“{self._server.location}”: this build stood still for more than {LAPSED:.0f} seconds and "
                f"{_told(_read(self._server, alias))} has taken over; the index stays as it was"
            )


@contextmanager
def lease(server: Server) -> Iterator[Lease]:
    """Hold the store for building.

    Raises:
        StoreLocked: another process holds it.
    """
    alias = _alias(server)
    collection = f"{server.location.name}_lease_{uuid4().hex[:12]}"
    server.create_texts(collection)
    mine = Lease(server, collection)
    ended = Event()
    try:
        mine.renew()
        if not server.name_first(alias, collection):
            _take_over(server, alias, collection)
        renewing = Thread(target=_keep, args=(mine, ended), daemon=True)
        renewing.start()
        yield mine
    finally:
        ended.set()
        if server.aliased(alias) == collection:
            server.unname(alias)
        _drop(server, collection)


def _take_over(server: Server, alias: str, collection: str) -> None:
    holder = _read(server, alias)
    if _lives(holder):
        raise StoreLocked(f"“{server.location}” is being built by {_told(holder)}; wait until it has finished")
    dead = server.aliased(alias)
    server.name(alias, collection)
    time.sleep(_SETTLING)
    if server.aliased(alias) != collection:
        raise StoreLocked(f"“{server.location}” is being built by {_told(_read(server, alias))}; wait for it")
    _drop(server, dead)


def _drop(server: Server, collection: str) -> None:
    if collection in server.collections():
        server.drop(collection)


def _keep(held: Lease, ended: Event) -> None:
    while not ended.wait(RENEWED):
        with suppress(StoreError):  # the build itself tells when the server is gone
            held.renew()


def _alias(server: Server) -> str:
    return f"{server.location.name}_building"


def _read(server: Server, alias: str) -> dict[str, Any]:
    try:
        found: dict[str, Any] = json.loads(read_text(server, server.aliased(alias), _HOLDER, fresh=True))
    except (StoreError, ValueError):
        return {}
    return found


def _lives(holder: dict[str, Any]) -> bool:
    if not holder:
        return False
    if holder["host"] == socket.gethostname() and not _runs(holder["pid"]):
        return False
    return bool(time.time() - holder["renewed"] < LAPSED)


def _runs(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        pass
    return True


def _told(holder: dict[str, Any]) -> str:
    if not holder:
        return "another process"
    return f"another process (pid {holder['pid']} on {holder['host']} since {holder['since']})"
