"""Blocks that a build had finished when it was killed: the next one takes them over and embeds only the others.

A finished block's files are flushed to disk, and described in the draft by a file beside them, with their checksums
and a digest of the documents they were made of. What has no description, or is not as described, is worth nothing.
"""

import json
import logging
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from corpus.load import Skipped
from index import generations
from index.blocks import Block, by_stem
from index.generations import DRAFT
from index.publish import Draft, flush, remove

_DESCRIPTION = ".finished.json"

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Finished:
    """A finished block in the folder of a draft.

    Attributes:
        maker: all that shapes a block besides its documents.
        run: digest of the documents it was made of, those included that could not be read.
        cuts: first path of these, and of those that came next.
        files: size and checksum of each of its files.
    """

    folder: Path
    block: Block
    maker: dict[str, Any]
    run: str
    cuts: tuple[str, ...]
    skipped: tuple[Skipped, ...]
    files: dict[str, dict[str, Any]]


class Finishing:
    """The finished blocks a build can take over, and those it finishes itself."""

    def __init__(self, found: Iterable[Finished], maker: dict[str, Any]) -> None:
        """
        Args:
            found: what `collect` found; those of another maker are not taken.
            maker: all that shapes a block besides its documents.
        """
        self._maker = maker
        found = [*found]
        self._found = {finished.run: finished for finished in found if finished.maker == maker}
        self.cuts = {cut for finished in self._found.values() for cut in finished.cuts}
        self.highest = max((finished.block.number for finished in found), default=0)

    def take(self, draft: Draft, run: str) -> Finished | None:
        """Take the block of a run over into the draft, if there is one."""
        finished = self._found.get(run)
        if finished is None:
            return None
        if any(generations.digest(finished.folder / name) != facts["sha256"] for name, facts in finished.files.items()):
            _log.warning("%s, left by a killed build, is altered and made anew", finished.block.records)
            return None
        draft.take(finished.folder, finished.files)
        return finished

    def describe(self, draft: Draft, block: Block, run: str, cuts: Sequence[str], skipped: Sequence[Skipped]) -> None:
        """Write the files of a finished block through to the disk, and describe it."""
        found = by_stem(path.relative_to(draft.folder).as_posix() for path in draft.folder.rglob("*"))
        files = {name: _written(draft.folder / name) for name in block.files(found)}
        draft.taken.update(files)
        facts = {
            "block": block.to_dict(),
            "maker": self._maker,
            "run": run,
            "cuts": cuts,
            "skipped": [asdict(item) for item in skipped],
            "files": files,
        }
        (draft.folder / f"{block.records}{_DESCRIPTION}").write_text(json.dumps(facts, ensure_ascii=False), "utf-8")


def _written(path: Path) -> dict[str, Any]:
    flush(path)
    return {"bytes": path.stat().st_size, "sha256": generations.digest(path)}


def strip(draft: Draft) -> None:
    """Remove the descriptions from a draft that is about to be published."""
    for path in draft.folder.glob(f"*{_DESCRIPTION}"):
        path.unlink()


def collect(store: Path) -> list[Finished]:
    """The blocks that killed builds had finished; all else of their drafts is removed, to make room."""
    found = []
    for folder in sorted(path for path in store.glob(f"{DRAFT}*") if path.is_dir()):
        here = [finished for path in sorted(folder.glob(f"*{_DESCRIPTION}")) if (finished := _read(path))]
        kept = {folder / name for finished in here for name in finished.files}
        kept |= {folder / f"{finished.block.records}{_DESCRIPTION}" for finished in here}
        for path in [path for path in folder.rglob("*") if path.is_file() and path not in kept]:
            path.unlink()
        if not here:
            remove(folder)
        found += here
    return found


def _read(path: Path) -> Finished | None:
    try:
        facts = json.loads(path.read_text("utf-8"))
        return Finished(
            folder=path.parent,
            block=Block.from_dict(facts["block"]),
            maker=facts["maker"],
            run=facts["run"],
            cuts=tuple(facts["cuts"]),
            skipped=tuple(Skipped(**item) for item in facts["skipped"]),
            files=facts["files"],
        )
    except (OSError, ValueError, KeyError, TypeError):  # killed while it was written
        return None
