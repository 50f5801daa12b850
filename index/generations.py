"""Numbered, immutable generations of a store, and the one pointer that says which is in force.

    store/CURRENT              the name of the generation in force; replacing it is the only commit
    store/gen-000007/          its files, and manifest.json, written last
    store/lock                 held by the process that builds

A generation is written into a temporary folder, every file and folder is flushed to disk, the
folder is renamed, then CURRENT is replaced. Whatever happens in between, CURRENT names a whole
generation.
"""

import hashlib
import json
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from filelock import FileLock, Timeout

from corpus.errors import StoreDamaged, StoreForeign, StoreLocked, StoreMissing

FORMAT = 1
"""Version of what is on disk; a store of another one is refused."""

_POINTER = "CURRENT"
_LOCK = "lock"
_MANIFEST = "manifest.json"
_DRAFT = ".draft-"
_KEPT = 2


@dataclass(frozen=True, slots=True)
class Generation:
    """One published generation: its number, folder and manifest."""

    number: int
    folder: Path
    manifest: dict[str, Any]


def _name(number: int) -> str:
    return f"gen-{number:06d}"


def current_name(store: Path) -> str:
    """What CURRENT says, read anew each time; "" when there is none."""
    try:
        return (store / _POINTER).read_text("ascii").strip()
    except (FileNotFoundError, NotADirectoryError):
        return ""
    except (OSError, UnicodeDecodeError) as error:
        raise StoreDamaged(f"“{store / _POINTER}” cannot be read ({error}); {_remedy(store)}") from error


def current(store: Path) -> Generation:
    """The generation in force.

    Raises:
        StoreMissing: nothing was built here yet.
        StoreForeign: another format version.
        StoreDamaged: files are missing, cut or unreadable.
    """
    name = current_name(store)
    if not name:
        if store.is_file():
            raise StoreForeign(f"“{store}” is a file, not a store folder; name another place with --store")
        raise StoreMissing(f"there is no index in “{store}”; {_remedy(store)}")
    folder = store / name
    try:
        number = int(name.removeprefix("gen-"))
        manifest = json.loads((folder / _MANIFEST).read_text("utf-8"))
        files: dict[str, dict[str, Any]] = manifest["files"]
        version = manifest["format"]
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise StoreDamaged(f"{name} in “{store}” has no readable manifest; {_remedy(store)}") from error
    if version != FORMAT:
        raise StoreForeign(f"“{store}” has format {version}, this program reads {FORMAT}; {_remedy(store)}")
    for file, facts in files.items():
        path = folder / file
        if not path.is_file() or path.stat().st_size != facts["bytes"]:
            raise StoreDamaged(f"{name}/{file} in “{store}” is missing or cut; {_remedy(store)}")
    return Generation(number, folder, manifest)


def verify(generation: Generation) -> list[str]:
    """Names of the files whose content is not what the manifest says."""
    files = generation.manifest["files"]
    return [name for name, facts in files.items() if _digest(generation.folder / name) != facts["sha256"]]


@contextmanager
def lock(store: Path) -> Iterator[None]:
    """Hold the store for writing; a lock dies with its process.

    Raises:
        StoreLocked: another process holds it.
        StoreForeign: the folder holds other things than a store.
    """
    if store.exists() and not store.is_dir():
        raise StoreForeign(f"“{store}” is a file, not a folder; name another place with --store")
    if store.exists() and not (store / _POINTER).exists():
        foreign = sorted(p.name for p in store.iterdir() if p.name != _LOCK and not _is_ours(p))
        if foreign:
            raise StoreForeign(
                f"“{store}” holds other files ({', '.join(foreign[:3])}); name an empty or new folder with --store"
            )
    store.mkdir(parents=True, exist_ok=True)
    holder = FileLock(store / _LOCK, timeout=0)
    try:
        holder.acquire()
    except Timeout as error:
        raise StoreLocked(f"another process is building “{store}”; wait until it has finished") from error
    try:
        yield
    finally:
        holder.release()


@contextmanager
def draft(store: Path) -> Iterator[Path]:
    """A fresh folder to write a generation into, removed unless it is published. Hold the lock."""
    for left in store.glob(f"{_DRAFT}*"):
        shutil.rmtree(left)
    folder = store / f"{_DRAFT}{os.getpid()}"
    folder.mkdir()
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def publish(store: Path, folder: Path, facts: dict[str, Any]) -> Generation:
    """Make a finished draft the generation in force, and remove generations older than the one before.

    Args:
        facts: what the manifest says besides format, number and files.
    """
    number = 1 + max((_number(path) for path in store.glob("gen-*")), default=0)
    paths = sorted(path for path in folder.rglob("*") if path.is_file())
    files = {
        path.relative_to(folder).as_posix(): {"bytes": path.stat().st_size, "sha256": _digest(path)} for path in paths
    }
    manifest = {"format": FORMAT, "generation": number, **facts, "files": files}
    written = folder / _MANIFEST
    written.write_text(json.dumps(manifest, ensure_ascii=False, indent=1) + "\n", "utf-8")
    for path in [*paths, written, *(p for p in folder.rglob("*") if p.is_dir()), folder]:
        _flush(path)
    target = store / _name(number)
    folder.rename(target)
    _flush(store)
    pointer = store / f"{_DRAFT}{_POINTER}"
    pointer.write_text(_name(number) + "\n", "ascii")
    _flush(pointer)
    pointer.replace(store / _POINTER)
    _flush(store)
    _prune(store, number)
    return Generation(number, target, manifest)


def _prune(store: Path, number: int) -> None:
    kept = sorted((_number(path) for path in store.glob("gen-*") if _number(path) <= number), reverse=True)[:_KEPT]
    for path in store.glob("gen-*"):
        if _number(path) not in kept:
            shutil.rmtree(path, ignore_errors=True)


def _number(path: Path) -> int:
    digits = path.name.removeprefix("gen-")
    return int(digits) if digits.isdigit() else 0


def _is_ours(path: Path) -> bool:
    return path.name.startswith(_DRAFT) or path.name.startswith("gen-")


def _digest(path: Path) -> str:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _flush(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _remedy(store: Path) -> str:
    return f"build it with: python build_index.py --store {store}"
