"""A generation in blocks: a run of documents, in the order of their paths, with all that is stored of them.

A block is never altered. A generation takes over the blocks in which nothing changed and writes the others
anew, so that an update costs a block or two, whatever the size of the store, and nothing of a removed
document stays in what is written.
"""

import hashlib
import json
from bisect import bisect_right
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from itertools import pairwise
from math import ceil
from typing import Any, Self, TypeVar

_BLOCKS, _COLLECTIONS = 64, 16
_FEWEST, _MOST = 32, 512
"""A store has about `_BLOCKS` blocks, since every one makes a search slower, but each within these documents; one on
Milvus, where a block is a collection and may be larger, about `_COLLECTIONS`."""

_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class Block:
    """What the manifest says of a block.

    Attributes:
        number: its own in this generation and the one before; names its files.
        first: path of its first document.
        documents, measures, chunks: how many it holds, numbered from 0 within it.
        content: digest of which documents they are; equal blocks of one model and one reader have the same.
        lexical: the segments of the lexical index that hold it, as tantivy describes them.
    """

    number: int
    first: str
    documents: int
    measures: int
    chunks: int
    content: str
    lexical: tuple[dict[str, Any], ...]

    @classmethod
    def from_dict(cls, facts: dict[str, Any]) -> Self:
        """A block out of a manifest."""
        return cls(**{**facts, "lexical": tuple(facts["lexical"])})

    def to_dict(self) -> dict[str, Any]:
        """As it is written into a manifest."""
        return asdict(self)

    @property
    def records(self) -> str:
        """The file of its documents, measures and chunks."""
        return f"block-{self.number:06d}.sqlite"

    @property
    def vectors(self) -> str:
        """The file of its vectors."""
        return f"block-{self.number:06d}.vectors"

    @property
    def codes(self) -> str:
        """The file of their codes, where the store is large."""
        return f"block-{self.number:06d}.codes"

    @property
    def stems(self) -> list[str]:
        """The names of its files without what follows the dot."""
        segments = (segment["segment_id"].replace("-", "") for segment in self.lexical)
        return [self.records.partition(".")[0], *segments]

    def files(self, found: Mapping[str, Sequence[str]]) -> list[str]:
        """Which of the files of a generation, given `by_stem`, are of this block."""
        return [name for stem in self.stems for name in found.get(stem, ())]


def by_stem(paths: Iterable[str]) -> dict[str, list[str]]:
    """Paths by their file's name without what follows the dot."""
    found: dict[str, list[str]] = {}
    for path in paths:
        found.setdefault(path.rpartition("/")[2].partition(".")[0], []).append(path)
    return found


def content(documents: Iterable[tuple[str, str, tuple[str, ...]]]) -> str:
    """Digest of documents, given by path, identity and copies, in order."""
    return hashlib.sha256(json.dumps([*documents], ensure_ascii=False).encode()).hexdigest()


def arrange(
    items: Sequence[_T], path: Callable[[_T], str], cuts: Sequence[str], most: int | None = None
) -> list[list[_T]]:
    """Cut documents, in the order of their paths, into the runs that become blocks.

    Cuts made earlier, each given by the first path behind it, stay; a run that has become too short joins its
    neighbour, and one that has become too long is cut evenly. Without earlier cuts all are of even length, of at
    most about `most` documents.
    """
    even = ceil(len(items) / (_COLLECTIONS if most else _BLOCKS))
    wanted = min(max(even, _FEWEST), most or _MOST)
    runs: list[list[_T]] = [[] for _ in range(len(cuts) + 1)]
    for item in items:
        runs[bisect_right(cuts, path(item))].append(item)
    joined: list[list[_T]] = []
    for run in runs:
        short = joined and min(len(joined[-1]), len(run)) < wanted / 2
        if short and len(joined[-1]) + len(run) <= 2 * wanted:
            joined[-1] = joined[-1] + run
        elif run:
            joined.append(run)
    return [part for run in joined for part in _even(run, 1 if len(run) <= 2 * wanted else round(len(run) / wanted))]


def _even(run: Sequence[_T], parts: int) -> list[list[_T]]:
    edges = [len(run) * i // parts for i in range(parts + 1)]
    return [list(run[start:end]) for start, end in pairwise(edges)]
