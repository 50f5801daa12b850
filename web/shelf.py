"""The folder of documents as an admin keeps it: what is in it and what became of it; files come in and go."""

import os
import re
import shutil
import unicodedata
from collections.abc import AsyncIterable, Container, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path, PurePath
from typing import Literal, TypeAlias
from uuid import uuid4

import anyio.to_thread

from corpus.errors import DocumentError, UploadRefused
from corpus.load import File, Skipped, find_files, is_left_out
from corpus.readers import LARGEST_FILE, check_suffix, sidecar
from corpus.unpack import LARGEST_COLLECTION, MARKS
from index.opening import OpenStore
from index.seen import SEEN, Seen
from index.store import Store

MOST_FILES = 20_000
"""In the folder."""
LEAST_ROOM = 2**30
"""Bytes that stay free on the disk, for the index and all else."""
LONGEST_NAME = 180
"""Bytes of a file name; file systems end at 255, and there are names made from it."""
UNFINISHED = ".upload-"
"""How the name of a file begins that is still coming in."""

State: TypeAlias = Literal["indexed", "waiting", "changed", "skipped"]

_RESERVED = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\..*)?|readme\.md", re.IGNORECASE)
_PART = re.compile(rf"(.+?\.(?:zip|jsonl?))(?:{'|'.join(map(re.escape, MARKS))})", re.IGNORECASE | re.DOTALL)
_FORBIDDEN = re.compile(r'[<>:"|?*]')


@dataclass(frozen=True, slots=True)
class Shelved:
    """A file of the folder, or one that only the index still holds.

    Attributes:
        path: as cited.
        state: in the index as it is; not in it yet; in it as it was before; not readable.
        reason: why it could not be read.
        documents: how many documents of the index are from it.
        size: bytes; None where the file is gone.
        changed: when it was last written, local time.
    """

    path: str
    state: State | Literal["gone"]
    reason: str = ""
    documents: int = 0
    size: int | None = None
    changed: str = ""


@dataclass(frozen=True, slots=True)
class Put:
    """A file that came in: its name here, whether it took the place of another, bytes."""

    name: str
    replaced: bool
    size: int


class Shelf:
    """The sources of the index; the first folder among them takes uploads."""

    def __init__(self, sources: Sequence[Path]) -> None:
        """
        Args:
            sources: what the index is built from.

        Raises:
            UploadRefused: there is no folder among them that can be written.
        """
        folders = [source for source in sources if source.is_dir()]
        if not folders or not os.access(folders[0], os.W_OK | os.X_OK):
            raise UploadRefused(
                f"no folder to upload into among {', '.join(f'“{source}”' for source in sources) or 'no documents'}; "
                "name one that can be written with --documents"
            )
        self.sources = tuple(sources)
        self.folder = folders[0]
        for left in self.folder.glob(f"{UNFINISHED}*"):
            left.unlink(missing_ok=True)

    def files(self, store: OpenStore | None, skipped: Sequence[Skipped], built: float) -> list[Shelved]:
        """All files and what became of them: those that need a look first, then by path.

        Args:
            store: the index in force.
            skipped: what the last build could not read.
            built: when it began, in seconds of `time.time`.
        """
        files = find_files([*self.sources])
        there = {file.path for file in files}
        held = _Held(store, there, built)
        told: dict[str, list[str]] = {}
        for item in skipped:
            told.setdefault(_whole(item.path, there), []).append(item.reason)
        found = [_shelved(file, held, told.get(file.path, [])) for file in files]
        gone = [Shelved(path, "gone", documents=count) for path, count in held.counts.items() if path not in there]
        return sorted([*found, *gone], key=lambda item: (_ORDER[item.state], item.path))

    async def put(self, given: str, content: AsyncIterable[bytes]) -> Put:
        """Keep a file that comes in, in place of one of the same name; nothing is left of one that is refused.

        Args:
            given: its name where it comes from.
            content: its bytes.

        Raises:
            UploadRefused: the name, the kind, the size, the number of files or the room on the disk.
            OSError: it cannot be written.
        """
        name = safe_name(given)
        target = self.folder / name
        limit = LARGEST_COLLECTION if target.suffix.lower() in (".zip", ".jsonl") else LARGEST_FILE
        replaced = os.path.lexists(target)
        self._check_room(target, replaced)
        coming = self.folder / f"{UNFINISHED}{uuid4().hex}"
        size = 0
        try:
            with coming.open("xb") as file:
                async for part in content:
                    size += len(part)
                    if size > limit:
                        raise UploadRefused(
                            f"“{name}” 超过 is over {limit // 2**20:,} MB; 请拆分后再传 split it and upload the parts"
                        )
                    file.write(part)
                file.flush()
                await anyio.to_thread.run_sync(os.fsync, file.fileno())
            coming.replace(target)
        finally:
            coming.unlink(missing_ok=True)
        return Put(name, replaced, size)

    def _check_room(self, target: Path, replaced: bool) -> None:
        if target.is_dir():
            raise UploadRefused(f"“{target.name}” 是一个文件夹 is a folder; 请改名 choose another name")
        if not replaced and sum(1 for _ in self.folder.iterdir()) >= MOST_FILES:
            raise UploadRefused(
                f"文件夹里已有 {MOST_FILES:,} 个文件 the folder holds {MOST_FILES:,} files already; "
                "请先移除一些，或打包成 .zip remove some, or pack them as .zip"
            )
        if shutil.disk_usage(self.folder).free < LEAST_ROOM:
            raise UploadRefused("磁盘剩余不到 1 GB less than 1 GB is free on the disk; 请先腾出空间 make room first")

    def remove(self, path: str) -> None:
        """Remove a file, with the one beside it that states its fields.

        Args:
            path: as cited; only what `files` lists is removed.

        Raises:
            UploadRefused: there is none of this path.
            OSError: it cannot be removed.
        """
        file = next((file for file in find_files([*self.sources]) if file.path == path), None)
        if file is None:
            raise UploadRefused(f"“{path[:200]}” 不在文件夹里 is not in the folder; 请刷新列表 reload the list")
        file.location.unlink()
        if file.sidecar:
            file.sidecar.unlink(missing_ok=True)


_ORDER = {"skipped": 0, "waiting": 1, "changed": 1, "gone": 1, "indexed": 2}


class _Held:
    """What the index holds, by the paths of the files it is from."""

    def __init__(self, store: OpenStore | None, there: Container[str], built: float) -> None:
        self.counts: dict[str, int] = {}
        self.built = built
        self._identities: dict[str, str] = {}
        self._seen = Seen.read(store.folder / SEEN) if isinstance(store, Store) else Seen()
        for document in store.documents if store else ():
            for path in (document.path, *document.copies):
                self._identities[path] = document.id
                whole = _whole(path, there)
                self.counts[whole] = self.counts.get(whole, 0) + 1

    def is_current(self, file: File) -> bool:
        """Whether the index holds a file as it is now."""
        identity = self._identities.get(file.path)
        if identity is None:  # it holds several documents, known by their own content
            return max(path.stat().st_mtime for path in (file.location, file.sidecar) if path) < self.built
        return self._seen.identify(file) == identity


def _whole(path: str, there: Container[str]) -> str:
    """The file that a document is from, itself or one that holds several."""
    part = _PART.match(path)
    return part[1] if part and path not in there else path


def _shelved(file: File, held: _Held, reasons: Sequence[str]) -> Shelved:
    count = held.counts.get(file.path, 0)
    try:
        facts = file.location.stat()
        state: State = "indexed" if count and held.is_current(file) else "changed" if count else "waiting"
    except OSError as error:
        return Shelved(file.path, "skipped", f"cannot be opened: {error.strerror or error}", count)
    if facts.st_mtime >= held.built:
        reasons = ()  # they are about what was there before
    if reasons and state == "waiting":
        state = "skipped"
    when = datetime.fromtimestamp(facts.st_mtime)
    return Shelved(file.path, state, "; ".join(reasons[:3]), count, facts.st_size, f"{when:%Y-%m-%d %H:%M}")


def safe_name(given: str) -> str:
    """The name that a file gets here: one that lies in the folder itself, on every system.

    Raises:
        UploadRefused: nothing is left of it, or no reader takes files of its kind.
    """
    text = unicodedata.normalize("NFC", given.encode("utf-8", "replace").decode("utf-8"))
    text = re.split(r"[/\\]", text)[-1]
    text = "".join(letter for letter in text if unicodedata.category(letter) not in ("Cc", "Cf", "Cs", "Co", "Cn"))
    text = _FORBIDDEN.sub("_", text).strip(" .")
    if _RESERVED.fullmatch(text):
        text = f"_{text}"
    ending = "".join(_ending(text))
    stem = text.removesuffix(ending).strip(" .")
    if not stem:
        raise UploadRefused(f"“{given[:40]!r}” 不是文件名 is no file name; 请改名再传 rename it and upload it again")
    while len((stem + ending).encode()) > LONGEST_NAME:
        stem = stem[:-1]
    name = stem.rstrip(" .") + ending
    if not ending.lower().endswith(sidecar.SUFFIX):
        try:
            check_suffix(PurePath(name))
        except DocumentError as error:
            raise UploadRefused(f"“{name}” 不收 is not taken: {error}") from error
    if is_left_out(PurePath(name)):
        raise UploadRefused(f"“{name}” 不会入库 would be left out of the index; 请改名再传 rename it")
    return name


def _ending(name: str) -> Iterator[str]:
    """The suffix; of a sidecar with that of its document."""
    if name.lower().endswith(sidecar.SUFFIX):
        yield from (PurePath(name[: -len(sidecar.SUFFIX)]).suffix, name[-len(sidecar.SUFFIX) :])
    else:
        yield PurePath(name).suffix
