"""The rows of all chunks of a generation as one, numbered through its blocks: searched in every block at once."""

from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

from corpus.errors import StoreDamaged
from index.generations import command
from index.milvus.generations import MilvusBlock, chunks_of
from index.milvus.server import Row, Server

_T = TypeVar("_T")

FIELDS = ("document", "measure", "start", "stop", "passage", "dense")
"""What `Rows.get` brings beside the `id`."""

_LEAST_WIDTH = 128
_KEPT = 8192
_AT_ONCE = 16
_BYTES = 8192
"""Of a row, about."""


class Rows:
    """The chunks' rows; those seen lately are not asked for again. An `id` is that of the chunk in the generation."""

    def __init__(self, server: Server, blocks: Sequence[MilvusBlock]) -> None:
        self._server = server
        self._blocks = blocks
        self._pool = ThreadPoolExecutor(min(len(blocks), _AT_ONCE), thread_name_prefix="milvus")
        self._starts = np.cumsum([0, *(block.chunks for block in blocks)])
        self._documents = np.cumsum([0, *(block.documents for block in blocks)])
        self._seen: dict[int, Row] = {}

    def __len__(self) -> int:
        return int(self._starts[-1])

    def in_blocks(self, work: Callable[[int], _T]) -> list[_T]:
        """What comes of some work in every block, given by its place, done at once."""
        if len(self._blocks) == 1:
            return [work(0)]
        return list(self._pool.map(work, range(len(self._blocks))))

    def search(
        self, field: str, vector: Any, most: int, documents: Sequence[int] | None, fields: Sequence[str]
    ) -> list[Row]:
        """The best rows of every block.

        Args:
            most: how many of a block.
            documents: whose rows may be found; all by default.
            fields: what each row brings beside its `id`.
        """
        wanted = None if documents is None else np.sort(np.array(documents, np.int64))

        def search(number: int) -> list[Row]:
            block = self._blocks[number]
            within = self._within(number, wanted)
            if within is None or not block.chunks:
                return []
            k = min(most, block.chunks)
            name = chunks_of(self._server.location.name, block.number)
            found = self._server.search(name, field, vector, k, within, fields, max(k, _LEAST_WIDTH))
            return [self._numbered(number, row) for row in found]

        found = [row for rows in self.in_blocks(search) for row in rows]
        if set(FIELDS) <= set(fields):
            self._keep(found)
        return found

    def _within(self, number: int, documents: NDArray[np.int64] | None) -> str | None:
        """What rows of a block must fulfil to be of these documents, `""` for all; None when none can be."""
        if documents is None:
            return ""
        first, end = int(self._documents[number]), int(self._documents[number + 1])
        inside = documents[np.searchsorted(documents, first) : np.searchsorted(documents, end)] - first
        if not len(inside):
            return None
        if len(inside) == end - first:
            return ""
        if len(inside) <= (end - first) / 2:
            return f"document in {inside.tolist()}"
        return f"document not in {np.setdiff1d(np.arange(end - first), inside).tolist()}"

    def get(self, ids: Sequence[int]) -> list[Row]:
        """The rows of these chunks, in their order, with `FIELDS`.

        Raises:
            StoreDamaged: one is not there.
        """
        seen = self._seen
        found = {i: seen[i] for i in ids if i in seen}
        missing = np.array(sorted(set(ids).difference(found)), np.int64)
        blocks = np.searchsorted(self._starts, missing, "right") - 1
        for number in np.unique(blocks).tolist():
            name = chunks_of(self._server.location.name, self._blocks[number].number)
            keys = (missing[blocks == number] - int(self._starts[number])).tolist()
            rows = [self._numbered(number, row) for row in self._server.get(name, keys, ("id", *FIELDS), _BYTES)]
            if len(rows) != len(keys):
                raise StoreDamaged(
                    f"{len(keys) - len(rows)} chunks are missing in {name} of “{self._server.location}”; "
                    f"build it with: {command(self._server.location, '--full')}"
                )
            found.update((row["id"], row) for row in rows)
        self._keep(found[i] for i in missing.tolist())
        return [found[i] for i in ids]

    def _numbered(self, block: int, row: Row) -> Row:
        """A row of a block with the id of the generation; its vector, a list of floats, in an eighth of the memory."""
        vector = {"dense": np.array(row["dense"], np.float32)} if "dense" in row else {}
        return row | vector | {"id": row["id"] + int(self._starts[block])}

    def _keep(self, rows: Iterable[Row]) -> None:
        if len(self._seen) > _KEPT:
            self._seen = {}
        self._seen.update((row["id"], row) for row in rows)
