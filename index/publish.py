"""Generations written: a draft, its commit, going back, and what is swept away.

A draft is a temporary folder. Files that the generation before has too are hard-linked into it, with
their checksums; the others are flushed to disk, then the manifest, the folder is renamed, and CURRENT
replaced. Whatever happens in between, CURRENT names a whole generation. Hold the lock for all of it.
"""

import json
import os
import shutil
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import chain, count
from pathlib import Path
from typing import Any

from corpus.errors import StoreDamaged, StoreMissing
from index import generations
from index.generations import DRAFT, FORMAT, MANIFEST, POINTER, Generation, folder_name


@dataclass(frozen=True, slots=True)
class Draft:
    """A generation being written: its folder, and size and checksum of the files taken over."""

    folder: Path
    taken: dict[str, dict[str, Any]] = field(default_factory=dict)

    def take(self, folder: Path, files: Mapping[str, dict[str, Any]]) -> None:
        """Take files over from another folder, without a copy where the file system can link.

        Args:
            files: their size and checksum.
        """
        for name, facts in files.items():
            source, target = folder / name, self.folder / name
            target.parent.mkdir(parents=True, exist_ok=True)
            try:
                os.link(source, target)
            except OSError:  # another file system, or one without links
                shutil.copyfile(source, target)
                flush(target)
            self.taken[name] = facts


@contextmanager
def draft(store: Path) -> Iterator[Draft]:
    """A fresh folder to write a generation into, removed unless it is published or the process is told to end."""
    names = (f"{DRAFT}{os.getpid()}{more}" for more in chain([""], (f"-{number}" for number in count(2))))
    folder = next(place for name in names if not (place := store / name).exists())
    folder.mkdir()
    try:
        yield Draft(folder)
    except Exception:
        remove(folder)
        raise
    remove(folder)


def publish(store: Path, draft: Draft, facts: dict[str, Any]) -> Generation:
    """Make a finished draft the generation in force, and remove generations older than the one before.

    Args:
        facts: what the manifest says besides format, number, files and seal.
    """
    folder = draft.folder
    number = 1 + max(generations.numbers(store), default=0)
    files = {}
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        name = path.relative_to(folder).as_posix()
        if name not in draft.taken:
            flush(path)
        files[name] = draft.taken.get(name) or {"bytes": path.stat().st_size, "sha256": generations.digest(path)}
    manifest = {"format": FORMAT, "generation": number, **facts, "files": files}
    manifest["seal"] = generations.seal(manifest)
    for place in (path for path in folder.rglob("*") if path.is_dir()):
        flush(place)
    written = folder / MANIFEST
    written.write_text(json.dumps(manifest, ensure_ascii=False, indent=1) + "\n", "utf-8")
    flush(written)
    flush(folder)
    target = store / folder_name(number)
    folder.rename(target)
    flush(store)
    pointer = store / f"{DRAFT}{POINTER}"
    pointer.write_text(generations.pointer(number, manifest), "ascii")
    flush(pointer)
    pointer.replace(store / POINTER)
    flush(store)
    sweep(store)
    return Generation(number, target, manifest)


def rollback(store: Path) -> Generation:
    """Publish anew what the generation before the one in force holds.

    Raises:
        StoreMissing: there is none.
        StoreDamaged: it is not whole.
    """
    number = generations.current_number(store)
    before = generations.previous(store, number) if number is not None else None
    if before is None:
        raise StoreMissing(f"“{store}” holds no generation before the one in force; build again from older sources")
    if damaged := generations.verify(before):
        raise StoreDamaged(
            f"generation {before.number} in “{store}” is damaged too ({', '.join(damaged)}); "
            f"build it with: {generations.command(store, '--full')}"
        )
    facts = {k: v for k, v in before.manifest.items() if k not in ("format", "generation", "files", "seal")}
    sweep(store)
    with draft(store) as copy:
        copy.take(before.folder, before.manifest["files"])
        return publish(store, copy, facts | {"restores": before.manifest.get("restores", before.number)})


def sweep(store: Path, previous: bool = True, drafts: Collection[Path] = ()) -> None:
    """Remove what builds left that did not end, and every generation but the one in force and the one before.

    Args:
        previous: keep the one before.
        drafts: what is kept of what builds left.
    """
    for left in store.glob(f"{DRAFT}*"):
        if left not in drafts:
            remove(left)
    number = generations.current_number(store)
    if number is None:
        return
    before = generations.previous(store, number) if previous else None
    kept = {number, before.number if before else number}
    for other in generations.numbers(store):
        if other not in kept:
            gone = store / f"{DRAFT}{folder_name(other)}"
            (store / folder_name(other)).rename(gone)  # in one step, so that what is half removed is no generation
            remove(gone)


def remove(path: Path) -> None:
    """Remove a file or a folder, if it is there."""
    if path.is_dir():
        shutil.rmtree(path, ignore_errors=True)
    else:
        path.unlink(missing_ok=True)


def flush(path: Path) -> None:
    """Write a file or a folder through to the disk."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
