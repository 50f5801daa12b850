"""A store built and looked after, in a folder or on Milvus alike: build, verify, list, roll back, prune."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from index import build as in_folder
from index import generations, publish
from index.lock import lock
from index.milvus import build as on_server
from index.milvus import generations as milvus_generations
from index.milvus import publish as milvus_publish
from index.milvus.lease import lease
from index.milvus.location import Location, on_milvus
from index.milvus.server import Server
from index.report import Progress, Report

_LISTED = ("built", "documents", "chunks", "restores")


@dataclass(frozen=True, slots=True)
class Verified:
    """What a check found: how many files or collections there are, the altered ones, and what to do about them."""

    generation: int
    files: int
    damaged: tuple[str, ...]
    remedy: str


def build(
    sources: Sequence[str | Path],
    store: str | Path = "store",
    model: str | None = None,
    full: bool = False,
    progress: Progress | None = None,
    looking: Progress | None = None,
    devices: Sequence[str] = (),
) -> Report:
    """Make the store hold exactly the documents of the sources; see `index.build.build`."""
    if on_milvus(store):
        return on_server.build(sources, str(store), model, full, progress, looking, devices)
    return in_folder.build(sources, store, model, full, progress, looking=looking, devices=devices)


def verify(store: str) -> Verified:
    """Check all that the generation in force holds.

    Raises:
        StoreMissing, StoreForeign, StoreDamaged, StoreUnreachable: it cannot even be opened.
    """
    if on_milvus(store):
        server = _server(store)
        there = milvus_generations.current(server)
        damaged = milvus_publish.verify(server, there)
        remedy = f"build it with: {generations.command(store, '--full')}"
        return Verified(there.number, 2 * len(there.blocks), tuple(damaged), remedy)
    generation = generations.current(Path(store))
    altered = tuple(generations.verify(generation))
    remedy = generations.remedy(Path(store), generation.folder.name) if altered else ""
    return Verified(generation.number, len(generation.manifest["files"]), altered, remedy)


def listing(store: str) -> list[dict[str, Any]]:
    """The generations that can be opened, oldest first, and which is in force."""
    number: int | None
    found: Sequence[generations.Generation | milvus_generations.Generation]
    if on_milvus(store):
        server = _server(store)
        number, found = milvus_generations.current(server).number, milvus_generations.listing(server)
    else:
        _check_there(Path(store))
        number, found = generations.current_number(Path(store)), generations.listing(Path(store))
    return [
        {
            "generation": g.number,
            **{key: g.manifest[key] for key in _LISTED if key in g.manifest},
            "current": g.number == number,
        }
        for g in found
    ]


def roll_back(store: str) -> tuple[int, int]:
    """Publish anew what the generation before held; its new number, and the number of what it restores."""
    published: generations.Generation | milvus_generations.Generation
    if on_milvus(store):
        server = _server(store)
        with lease(server) as held:
            published = milvus_publish.rollback(server, held)
    else:
        _check_there(Path(store))
        with lock(Path(store)):
            published = publish.rollback(Path(store))
    return published.number, int(published.manifest["restores"])


def prune(store: str) -> int:
    """Remove every generation but the one in force; its number."""
    if on_milvus(store):
        server = _server(store)
        with lease(server):
            number = milvus_generations.current(server).number
            milvus_publish.sweep(server, previous=False)
        return number
    _check_there(Path(store))
    with lock(Path(store)):
        number = generations.current(Path(store)).number
        publish.sweep(Path(store), previous=False)
    return number


def _server(store: str) -> Server:
    return Server(Location.parse(store))


def _check_there(store: Path) -> None:
    """Refuse a place without an index, but not one whose index is damaged."""
    if not generations.current_name(store):
        generations.current(store)
