"""The write side: see what changed, embed that, publish a new generation.

A generation is a function of its documents alone: documents in the order of their paths, chunks
numbered through. Blocks of documents in which nothing changed are taken over from the generation
before; in the others only what is new is embedded. What is found is that of a full rebuild.
"""

import gc
import json
import logging
import os
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import asdict
from functools import lru_cache, partial
from pathlib import Path
from typing import Any

from corpus.errors import NothingIndexed, StoreDamaged, StoreForeign, StoreMissing
from corpus.load import File, find_files
from index import generations
from index.embed import BUNDLED, Embedder
from index.finished import Finishing, collect
from index.lock import lock, writing
from index.plan import make_plan, with_progress
from index.prepare import OPTIONS
from index.publish import draft, publish, sweep
from index.report import Progress, Report, nothing
from index.scratch import within
from index.seen import SEEN, Seen
from index.store import Store, locate_model
from index.versions import link
from index.write import CODES_FROM, add_codes, write

_log = logging.getLogger(__name__)


def build(
    sources: Sequence[str | Path],
    store: str | Path = "store",
    model: str | None = None,
    full: bool = False,
    progress: Progress | None = None,
    codes_from: int = CODES_FROM,
    looking: Progress | None = None,
    devices: Sequence[str] = (),
) -> Report:
    """Make the store hold exactly the documents of the sources.

    Args:
        sources: files and folders; documents of the store that are not in them are removed.
        store: folder of the index; made where there is none.
        model: embedding model (see `Embedder.load`); by default the one the store was built with,
            the bundled one for a new store.
        full: read and embed everything anew; needed to change the model.
        progress: told how many documents are done.
        codes_from: a store of as many chunks is searched by codes, see `index.codes`.
        looking: told how many files were looked at for changes, which comes first.
        devices: passages are embedded in a process for each, see `Embedder.spread`.

    Raises:
        NothingIndexed: no document could be read; the store stays as it was.
        ModelMismatch: another model than the store's, without `full`.
        ModelError: a device that is not there.
        StoreLocked, StoreForeign, StoreUnwritable: the store cannot be written; it stays as it was.
        FileNotFoundError: a source does not exist.
    """
    started = time.monotonic()
    place = Path(store)
    files = find_files([Path(source) for source in sources])
    with lock(place), writing(place), _heap_set_aside(), ExitStack() as spread:
        left = collect(place)
        sweep(place, drafts={finished.folder for finished in left})
        there = _open(place)
        before = there if there and not full and there.manifest["options"] == OPTIONS else None
        checked = there if model and not full else before

        @lru_cache(1)
        def embedder() -> Embedder:
            loaded = Embedder.load(model or (there.model if there else _model_of_old(place)))
            if checked:
                checked.check_model(loaded)
            spread.enter_context(loaded.spread(devices))
            return loaded

        def resume(fingerprint: str) -> Finishing:
            return Finishing(left, {"model": fingerprint, "options": OPTIONS, "full": full})

        if model:
            embedder()
        with within(place) as scratch:
            update = partial(_update, place, sources, files, scratch, there, embedder=embedder, resume=resume)
            update = partial(update, progress=progress, looking=looking, codes_from=codes_from, started=started)
            try:
                report = update(before=before)
            except StoreDamaged as error:
                if before is None:
                    raise
                _log.warning("all is read and embedded anew: %s", error)
                report = update(before=None)
        sweep(place)
        return report


def _update(
    place: Path,
    sources: Sequence[str | Path],
    files: list[File],
    scratch: Path,
    there: Store | None,
    before: Store | None,
    embedder: Callable[[], Embedder],
    resume: Callable[[str], Finishing],
    progress: Progress | None,
    looking: Progress | None,
    codes_from: int,
    started: float,
) -> Report:
    """Publish a generation made of the files, and of what is taken over from the generation before."""
    earlier = there.unlinked if there else []
    seen = Seen.read(before.folder / SEEN) if before else Seen()
    plan = make_plan(with_progress(files, looking), before.unlinked if before else [], scratch, seen.identify)
    if before and there and plan.changes_nothing(earlier):
        return Report.of(before.generation, before.manifest, plan, plan.skipped, started, there.documents)
    if not plan.items:  # said before a model is loaded
        raise NothingIndexed(nothing(sources, plan.skipped, there.generation if there else None))
    with draft(place) as folder:
        described = before.manifest["model"] if before else _describe(embedder(), place)
        finishing = resume(described["fingerprint"])
        written = write(folder, plan.items, before, embedder, finishing, progress)
        skipped = [*plan.skipped, *written.skipped]
        if not written.blocks:
            raise NothingIndexed(nothing(sources, skipped, there.generation if there else None))
        if before and there and written.blocks == before.blocks:
            return Report.of(before.generation, before.manifest, plan, skipped, started, there.documents)
        add_codes(folder, written.blocks, described["dimension"], codes_from)
        seen.write(folder.folder / SEEN)
        facts = {
            "model": described,
            "options": OPTIONS,
            "built": time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime()),
            **{kind: sum(getattr(b, kind) for b in written.blocks) for kind in ("documents", "measures", "chunks")},
            "blocks": [block.to_dict() for block in written.blocks],
            "skipped": [asdict(item) for item in skipped],
        }
        published = publish(place, folder, facts)
    return Report.of(published.number, facts, plan, skipped, started, earlier, link(written.documents))


@contextmanager
def _heap_set_aside() -> Iterator[None]:
    """What is in memory already is not searched for garbage meanwhile, which takes longer than an update."""
    gc.freeze()
    try:
        yield
    finally:
        gc.unfreeze()


def _open(store: Path) -> Store | None:
    try:
        return Store.open(store)
    except StoreMissing:
        return None
    except (StoreDamaged, StoreForeign) as error:
        _log.warning("the earlier index is not used: %s", error)
        return None


def _model_of_old(store: Path) -> str:
    """The model that an index of another format, or a damaged one, was built with."""
    try:
        manifest = json.loads((store / generations.current_name(store) / generations.MANIFEST).read_text("utf-8"))
        return locate_model(str(manifest["model"]["name"]), store)
    except (StoreDamaged, OSError, ValueError, KeyError, TypeError):
        return BUNDLED


def _describe(embedder: Embedder, store: Path) -> dict[str, Any]:
    return {
        "name": _portable(embedder.name, store),
        "fingerprint": embedder.fingerprint,
        "dimension": embedder.dimension,
    }


def _portable(name: str, store: Path) -> str:
    """A model folder is written down relative to the store, never as an absolute path."""
    if name != BUNDLED and Path(name).is_dir():
        return Path(os.path.relpath(name, store)).as_posix()
    return name
