"""What a build did, from the documents before and now."""

import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from typing import Any, Self, TypeAlias

from corpus.load import Skipped
from corpus.readers import SUFFIXES
from corpus.records import Document
from corpus.validity import gives_way
from index.plan import Changes, Plan, compare

Progress: TypeAlias = Callable[[int, int], None]
"""Called with documents done and documents in all."""


@dataclass(frozen=True, slots=True)
class Report:
    """What a build did. Paths are as cited; `published` is False when nothing had changed.

    `duplicates` are (path, path of the same content it is indexed under); `remarks` are (path, what in
    the document could not be used); `kept` are files that cannot be opened now, whose earlier version
    stays; `superseded` are documents that a search leaves out today, since a newer version is in force
    or they are repealed (see `index.filters`).
    """

    generation: int
    published: bool
    documents: int
    measures: int
    chunks: int
    changes: Changes
    duplicates: tuple[tuple[str, str], ...]
    remarks: tuple[tuple[str, str], ...]
    kept: tuple[str, ...]
    superseded: tuple[str, ...]
    skipped: tuple[Skipped, ...]
    seconds: float

    def to_dict(self) -> dict[str, Any]:
        """The report as plain JSON values."""
        return asdict(self)

    @classmethod
    def of(
        cls,
        generation: int,
        facts: dict[str, Any],
        plan: Plan,
        skipped: Sequence[Skipped],
        started: float,
        earlier: Sequence[Document],
        now: Sequence[Document] | None = None,
    ) -> Self:
        """The report of a build.

        Args:
            facts: the manifest of the generation in force.
            started: `time.monotonic()` when it began.
            earlier: the documents before.
            now: those of the generation that was published; None where nothing had changed.
        """
        held = earlier if now is None else now
        today = date.today().isoformat()
        return cls(
            generation=generation,
            published=now is not None,
            documents=facts["documents"],
            measures=facts["measures"],
            chunks=facts["chunks"],
            changes=compare(earlier, held),
            duplicates=tuple((copy, document.path) for document in held for copy in document.copies),
            remarks=tuple((document.path, remark) for document in held for remark in document.remarks),
            kept=plan.kept,
            superseded=tuple(document.path for document in held if gives_way(document, today)),
            skipped=tuple(sorted(skipped, key=lambda item: item.path)),
            seconds=round(time.monotonic() - started, 3),
        )


def nothing(sources: Sequence[str | Path], skipped: Sequence[Skipped], stays: int | None = None) -> str:
    """What is said when no document could be indexed.

    Args:
        stays: the generation that is in force, if there is one.
    """
    places = ", ".join(map(str, sources))
    reasons = "".join(f"\n  {item.path}: {item.reason}" for item in skipped)
    still = f"; generation {stays} of the index stays in force" if stays is not None else ""
    return f"not one document could be indexed in {places}; put {' '.join(SUFFIXES)} files there{still}{reasons}"
