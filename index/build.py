"""The write side: see what changed, embed that, publish a new generation.

A generation is a function of its documents alone: documents in the order of their paths, chunks
numbered through. What did not change brings its records and vectors along from the generation
before, so an update embeds only what is new and equals a full rebuild.
"""

import logging
import os
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, TypeAlias

from corpus.chunk import LONGEST_CHUNK
from corpus.errors import NothingIndexed, StoreDamaged, StoreForeign, StoreMissing
from corpus.load import Skipped, find_files
from corpus.records import Document
from index import generations
from index.embed import BUNDLED, Embedder
from index.lexical import LexicalWriter
from index.plan import Changes, Plan, compare, make_plan
from index.prepare import batches, embed, prepare_ahead
from index.records import RecordsWriter
from index.store import LEXICAL, RECORDS, VECTORS, Store
from index.vectors import VectorIndex

OPTIONS = {"reader": 2, "longest_chunk": LONGEST_CHUNK}
"""What shapes chunks; a store built with other options is rebuilt whole."""

_log = logging.getLogger(__name__)

Progress: TypeAlias = Callable[[int, int], None]
"""Called with documents done and documents in all."""


@dataclass(frozen=True, slots=True)
class Report:
    """What a build did. Paths are as cited; `published` is False when nothing had changed.

    `duplicates` are (path, path of the same content it is indexed under); `remarks` are (path, what in
    the document could not be used); `kept` are files that cannot be opened now, whose earlier version stays.
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
    skipped: tuple[Skipped, ...]
    seconds: float

    def to_dict(self) -> dict[str, Any]:
        """The report as plain JSON values."""
        return asdict(self)


def build(
    sources: Sequence[str | Path],
    store: str | Path = "store",
    model: str | None = None,
    full: bool = False,
    progress: Progress | None = None,
) -> Report:
    """Make the store hold exactly the documents of the sources.

    Args:
        sources: files and folders; documents of the store that are not in them are removed.
        store: folder of the index; made where there is none.
        model: embedding model (see `Embedder.load`); by default the one the store was built with,
            the bundled one for a new store.
        full: read and embed everything anew; needed to change the model.
        progress: told how many documents are done.

    Raises:
        NothingIndexed: no document could be read; the store stays as it was.
        ModelMismatch: another model than the store's, without `full`.
        StoreLocked, StoreForeign: the store cannot be written.
        FileNotFoundError: a source does not exist.
    """
    started = time.monotonic()
    place = Path(store)
    files = find_files([Path(source) for source in sources])
    with generations.lock(place), TemporaryDirectory(prefix="policy-qa-") as scratch:
        there = _open(place)
        embedder = Embedder.load(model or (there.model if there else BUNDLED))
        if there and not full:
            there.check_model(embedder)
        before = there if there and not full and there.manifest["options"] == OPTIONS else None
        earlier = there.documents if there else []
        plan = make_plan(files, before.documents if before else [], Path(scratch))
        skipped = list(plan.skipped)
        if before and plan.changes_nothing(earlier):
            return _report(before.generation, before.manifest, False, earlier, earlier, plan, skipped, started)
        with generations.draft(place) as folder:
            written, facts = _write(folder, plan, before, embedder, skipped, progress)
            if not written:
                raise NothingIndexed(_nothing(sources, skipped))
            if before and earlier == written:
                return _report(before.generation, before.manifest, False, earlier, earlier, plan, skipped, started)
            facts["model"]["name"] = _portable(embedder.name, place)
            facts["skipped"] = [asdict(item) for item in skipped]
            published = generations.publish(place, folder, facts)
        return _report(published.number, facts, True, earlier, written, plan, skipped, started)


def _open(store: Path) -> Store | None:
    try:
        return Store.open(store)
    except StoreMissing:
        return None
    except (StoreDamaged, StoreForeign) as error:
        _log.warning("the earlier index is not used: %s", error)
        return None


def _write(
    folder: Path,
    plan: Plan,
    before: Store | None,
    embedder: Embedder,
    skipped: list[Skipped],
    progress: Progress | None,
) -> tuple[list[Document], dict[str, Any]]:
    """Write the files of a generation; returns its catalogue and the facts of its manifest."""
    records = RecordsWriter(folder / RECORDS)
    vectors = VectorIndex.empty(embedder.dimension)
    lexical = LexicalWriter(folder / LEXICAL)
    written: list[Document] = []
    for batch in batches(prepare_ahead(plan.items, before, skipped)):
        for item, embedded in zip(batch, embed(batch, embedder), strict=True):
            for i, (text, context) in enumerate(item.terms):
                lexical.add(records.chunks + i, records.documents, text, context)
            vectors.add(embedded)
            records.add(item.document, item.measures, item.chunks)
            written.append(replace(item.document, text=""))
        if progress:
            progress(min(len(written) + len(skipped), len(plan.items)), len(plan.items))
    records.close()
    lexical.close()
    vectors.write(folder / VECTORS)
    return written, {
        "model": {"fingerprint": embedder.fingerprint, "dimension": embedder.dimension},
        "options": OPTIONS,
        "documents": records.documents,
        "measures": records.measures,
        "chunks": records.chunks,
        "built": time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime()),
    }


def _portable(name: str, store: Path) -> str:
    """A model folder is written down relative to the store, never as an absolute path."""
    if name != BUNDLED and Path(name).is_dir():
        return Path(os.path.relpath(name, store)).as_posix()
    return name


def _nothing(sources: Sequence[str | Path], skipped: Sequence[Skipped]) -> str:
    places = ", ".join(map(str, sources))
    reasons = "".join(f"\n  {item.path}: {item.reason}" for item in skipped)
    return f"not one document could be indexed in {places}; put .txt, .md, .html, .pdf or .docx files there{reasons}"


def _report(
    generation: int,
    facts: dict[str, Any],
    published: bool,
    earlier: Sequence[Document],
    now: Sequence[Document],
    plan: Plan,
    skipped: Sequence[Skipped],
    started: float,
) -> Report:
    return Report(
        generation=generation,
        published=published,
        documents=facts["documents"],
        measures=facts["measures"],
        chunks=facts["chunks"],
        changes=compare(earlier, now),
        duplicates=tuple((copy, document.path) for document in now for copy in document.copies),
        remarks=tuple((document.path, remark) for document in now for remark in document.remarks),
        kept=plan.kept,
        skipped=tuple(sorted(skipped, key=lambda item: item.path)),
        seconds=round(time.monotonic() - started, 3),
    )
