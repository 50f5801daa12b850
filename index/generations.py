"""Numbered, immutable generations of a store, and the one pointer that says which is in force.

    store/CURRENT              the name of the generation in force; replacing it is the only commit
    store/gen-000007/          its files, and manifest.json, written last
    store/lock, lock.json      held by the process that builds

This is the read side; `index.publish` writes. The layout is described in docs/format.md.
"""

import hashlib
import json
import shlex
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from corpus.errors import StoreDamaged, StoreError, StoreForeign, StoreMissing

FORMAT = 2
"""Version of what is on disk; a store of another one is refused, and rebuilt by the next build."""

POINTER = "CURRENT"
MANIFEST = "manifest.json"
DRAFT = ".draft-"
"""How the name of everything begins that is not published yet, or no longer."""

_PREFIX = "gen-"


@dataclass(frozen=True, slots=True)
class Generation:
    """One published generation: its number, folder and manifest."""

    number: int
    folder: Path
    manifest: dict[str, Any]


def folder_name(number: int) -> str:
    """The folder of a generation."""
    return f"{_PREFIX}{number:06d}"


def is_generation(path: Path) -> bool:
    """Whether a path is named as a generation is."""
    return path.name.startswith(_PREFIX) and path.name.removeprefix(_PREFIX).isdigit()


def numbers(store: Path) -> list[int]:
    """The generations that lie there, whole or not, oldest first."""
    return sorted(int(path.name.removeprefix(_PREFIX)) for path in store.glob(f"{_PREFIX}*") if is_generation(path))


def pointer(number: int, manifest: dict[str, Any]) -> str:
    """What CURRENT says of a generation: its folder, and the seal of its manifest."""
    return f"{folder_name(number)} {manifest['seal']}\n"


def _read_pointer(store: Path) -> str:
    try:
        return (store / POINTER).read_bytes().decode("ascii")
    except (FileNotFoundError, NotADirectoryError):
        return ""
    except (OSError, UnicodeDecodeError) as error:
        raise StoreDamaged(f"“{store / POINTER}” cannot be read ({error}); {_build(store, '--full')}") from error


def current_name(store: Path) -> str:
    """The folder that CURRENT names, read anew each time; "" when there is none."""
    return _named(_read_pointer(store))


def _named(said: str) -> str:
    return said.partition(" ")[0].strip()


def current_number(store: Path) -> int | None:
    """The number of the generation that CURRENT names; None when it names none."""
    name = current_name(store)
    return int(name.removeprefix(_PREFIX)) if is_generation(Path(name)) else None


def current(store: Path) -> Generation:
    """The generation in force.

    Raises:
        StoreMissing: nothing was built here yet.
        StoreForeign: another format version.
        StoreDamaged: files are missing, cut or unreadable.
    """
    said = _read_pointer(store)
    name = _named(said)
    if not name:
        if store.is_file():
            raise StoreForeign(f"“{store}” is a file, not a store folder; name another place with --store")
        raise StoreMissing(f"there is no index in “{store}”; {_build(store)}")
    if not (store / name).is_dir():
        raise StoreDamaged(f"“{store / POINTER}” names {name!r}, which is not there; {_build(store, '--full')}")
    generation = load(store, name)
    if pointer(generation.number, generation.manifest) != said:
        raise StoreDamaged(f"“{store / POINTER}” does not fit {name}; {_build(store, '--full')}")
    return generation


def load(store: Path, name: str) -> Generation:
    """A generation by the name of its folder; every file is there in its size. Raises as `current` does."""
    folder = store / name
    try:
        number = int(name.removeprefix(_PREFIX))
        manifest = json.loads((folder / MANIFEST).read_text("utf-8"))
        files: dict[str, dict[str, Any]] = manifest["files"]
        version = manifest["format"]
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise StoreDamaged(f"{name}/{MANIFEST} in “{store}” cannot be read; {remedy(store, name)}") from error
    if version != FORMAT:
        raise StoreForeign(
            f"“{store}” has format {version}, this program reads {FORMAT}; {_build(store)} SOURCE … "
            "(the sources it was built from)"
        )
    if manifest.get("seal") != seal(manifest):
        raise StoreDamaged(f"{name}/{MANIFEST} in “{store}” is altered; {remedy(store, name)}")
    for file, facts in files.items():
        path = folder / file
        if not path.is_file() or path.stat().st_size != facts["bytes"]:
            raise StoreDamaged(f"{name}/{file} in “{store}” is missing or cut; {remedy(store, name)}")
    return Generation(number, folder, manifest)


def verify(generation: Generation, names: Iterable[str] | None = None) -> list[str]:
    """Names of the files, of all or of some, whose content is not what the manifest says."""
    files = generation.manifest["files"]
    names = files if names is None else names
    return [name for name in names if digest(generation.folder / name) != files[name]["sha256"]]


def seal(manifest: dict[str, Any]) -> str:
    """Checksum of the manifest itself, but for the field that holds it."""
    facts = {key: value for key, value in manifest.items() if key != "seal"}
    return hashlib.sha256(json.dumps(facts, ensure_ascii=False, sort_keys=True).encode()).hexdigest()


def listing(store: Path) -> list[Generation]:
    """The generations that can be opened, oldest first."""
    found = []
    for number in numbers(store):
        try:
            found.append(load(store, folder_name(number)))
        except StoreError:
            continue
    return found


def previous(store: Path, number: int) -> Generation | None:
    """The newest generation before this one that can be opened."""
    for earlier in reversed(numbers(store)):
        if earlier < number:
            try:
                return load(store, folder_name(earlier))
            except StoreError:
                continue
    return None


def digest(path: Path) -> str:
    """SHA-256 of a file; "" when it cannot be read."""
    try:
        with path.open("rb") as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest()
    except OSError:
        return ""


def remedy(store: Path, name: str) -> str:
    """What to do about a damaged generation: go back to the one before, if that is whole, or build anew."""
    anew = f"build it with: {command(store, '--full')}"
    before = previous(store, int(name.removeprefix(_PREFIX))) if is_generation(Path(name)) else None
    if before is None or verify(before):
        return anew
    facts = before.manifest
    return (
        f"the previous generation {before.number} ({facts['built']}, {facts['documents']} documents) is whole, go back "
        f"to it with: {command(store, '--rollback')}; or {anew}"
    )


def command(store: object, *options: str) -> str:
    """What builds a store, as it is typed in a shell."""
    return shlex.join(["python", "build_index.py", *options, "--store", str(store)])


def _build(store: Path, *options: str) -> str:
    return f"build it with: {command(store, *options)}"
