"""The folder of documents as an admin keeps it: files come in and go."""

import os
import shutil
from collections.abc import AsyncIterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from uuid import uuid4

import anyio.to_thread

from corpus.errors import UploadRefused
from corpus.load import Skipped, find_files
from corpus.readers import COMPRESSED, LARGEST_FILE
from corpus.unpack import LARGEST_COLLECTION
from index.opening import OpenStore
from qa.bilingual import label
from web.names import safe_name
from web.shelved import Shelved, shelved

MOST_FILES = 20_000
"""In the folder."""
LEAST_ROOM = 2**30
"""Bytes that stay free on the disk, for the index and all else."""
UNFINISHED = ".upload-"
"""How the name of a file begins that is still coming in."""


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
        """All files and what became of them; arguments and order as of `web.shelved.shelved`."""
        return shelved(find_files([*self.sources]), store, skipped, built)

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
        limit = LARGEST_COLLECTION if target.suffix.lower() in (".zip", ".jsonl", COMPRESSED) else LARGEST_FILE
        replaced = os.path.lexists(target)
        self._check_room(target, replaced)
        coming = self.folder / f"{UNFINISHED}{uuid4().hex}"
        size = 0
        try:
            with coming.open("xb") as file:
                async for part in content:
                    size += len(part)
                    if size > limit:
                        raise UploadRefused(_too_large(name, limit // 2**20))
                    file.write(part)
                file.flush()
                await anyio.to_thread.run_sync(os.fsync, file.fileno())
            if not size:
                raise UploadRefused(_empty(name))
            coming.replace(target)
        finally:
            coming.unlink(missing_ok=True)
        return Put(name, replaced, size)

    def _check_room(self, target: Path, replaced: bool) -> None:
        if target.is_dir():
            raise UploadRefused(
                label(
                    f"“{target.name}”是一个文件夹，请给文件改名",
                    f"“{target.name}” is a folder; choose another name for the file",
                )
            )
        if not replaced and sum(1 for _ in self.folder.iterdir()) >= MOST_FILES:
            raise UploadRefused(
                label(
                    f"文件夹里已有 {MOST_FILES:,} 个文件，请先移除一些，或打包成 .zip",
                    f"the folder holds {MOST_FILES:,} files already; remove some, or pack them as .zip",
                )
            )
        if shutil.disk_usage(self.folder).free < LEAST_ROOM:
            raise UploadRefused(
                label("磁盘剩余不到 1 GB，请先腾出空间", "less than 1 GB is free on the disk; make room first")
            )

    def remove(self, path: str) -> None:
        """Remove a file, with the one beside it that states its fields, unless that is of another file too.

        Args:
            path: as cited; only what `files` lists is removed.

        Raises:
            UploadRefused: there is none of this path, or it cannot be removed.
        """
        files = find_files([*self.sources])
        file = next((file for file in files if file.path == path), None)
        if file is None:
            name = path[:200]
            raise UploadRefused(
                label(f"“{name}”不在文件夹里，请刷新列表", f"“{name}” is not in the folder; reload the list")
            )
        try:
            file.location.unlink()
            if file.sidecar and not any(file.sidecar == other.sidecar for other in files if other is not file):
                file.sidecar.unlink(missing_ok=True)
        except OSError as error:
            why = error.strerror or str(error)
            raise UploadRefused(
                label(
                    f"“{path}”删不掉（{why}），请给程序写入它所在文件夹的权限",
                    f"“{path}” cannot be removed ({why}); give the right to write in its folder",
                )
            ) from error


def _too_large(name: str, megabytes: int) -> str:
    return label(
        f"“{name}”超过 {megabytes:,} MB，请拆分后再传",
        f"“{name}” is over {megabytes:,} MB; split it and upload the parts",
    )


def _empty(name: str) -> str:
    return label(
        f"“{name}”是空文件（0 字节），请检查原文件后再传",
        f"“{name}” is empty (0 bytes); look at the original and upload it again",
    )
