"""The write side on Milvus: the local build's plan and blocks, its blocks in collections instead of files.

A block is read and embedded here and sent to the server; unchanged blocks are shared with the generation before
without a row being copied. In a changed block, documents that stayed are copied, not embedded again.
"""

import logging
import time
from collections.abc import Callable, Sequence
from contextlib import ExitStack, suppress
from dataclasses import asdict
from functools import lru_cache, partial
from pathlib import Path
from typing import Any

from corpus.errors import NothingIndexed, StoreDamaged, StoreError, StoreForeign, StoreMissing
from corpus.load import File, find_files
from index.embed import BUNDLED, Embedder
from index.milvus.generations import current
from index.milvus.lease import Lease, lease
from index.milvus.location import Location
from index.milvus.publish import publish, sweep
from index.milvus.server import Server
from index.milvus.store import MilvusStore
from index.milvus.write import write
from index.plan import make_plan, with_progress
from index.prepare import OPTIONS
from index.report import Progress, Report, nothing
from index.scratch import temporary
from index.seen import Seen
from index.versions import link

_log = logging.getLogger(__name__)


def build(
    sources: Sequence[str | Path],
    store: str,
    model: str | None = None,
    full: bool = False,
    progress: Progress | None = None,
    looking: Progress | None = None,
    devices: Sequence[str] = (),
) -> Report:
    """Make the store hold exactly the documents of the sources; arguments and errors as in `index.build.build`.

    Raises:
        StoreUnreachable: the server does not answer; the store stays as it was.
    """
    started = time.monotonic()
    files = find_files([Path(source) for source in sources])
    server = Server(Location.parse(store))
    with lease(server) as held, temporary() as scratch, ExitStack() as spread:
        sweep(server)
        there = _open(server)
        before = there if there and not full and there.manifest["options"] == OPTIONS else None
        checked = there if model and not full else before

        @lru_cache(1)
        def embedder() -> Embedder:
            loaded = Embedder.load(model or (there.model if there else BUNDLED))
            if checked:
                checked.check_model(loaded)
            spread.enter_context(loaded.spread(devices))
            return loaded

        if model:
            embedder()
        update = partial(_update, server, held, sources, files, scratch, there, embedder=embedder)
        update = partial(update, progress=progress, looking=looking, started=started)
        try:
            try:
                return update(before=before)
            except StoreDamaged as error:
                if before is None:
                    raise
                _log.warning("all is read and embedded anew: %s", error)
                sweep(server)
                return update(before=None)
        except BaseException:
            with suppress(StoreError):  # else the next build does it
                sweep(server)
            raise


def _update(
    server: Server,
    held: Lease,
    sources: Sequence[str | Path],
    files: list[File],
    scratch: Path,
    there: MilvusStore | None,
    before: MilvusStore | None,
    embedder: Callable[[], Embedder],
    progress: Progress | None,
    looking: Progress | None,
    started: float,
) -> Report:
    """Publish a generation made of the files, and of what is taken over from the generation before."""
    earlier = there.documents if there else []
    plan = make_plan(with_progress(files, looking), before.documents if before else [], scratch, Seen().identify)
    if before and plan.changes_nothing(earlier):
        return Report.of(before.generation, before.manifest, plan, plan.skipped, started, earlier)
    written = write(server, plan.items, before, embedder, progress)
    skipped = [*plan.skipped, *written.skipped]
    if not written.blocks:
        raise NothingIndexed(nothing(sources, skipped, there.generation if there else None))
    if before and written.blocks == before.blocks:
        return Report.of(before.generation, before.manifest, plan, skipped, started, earlier)
    facts = {
        "model": before.manifest["model"] if before else _describe(embedder()),
        "options": OPTIONS,
        "built": time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime()),
        **{kind: sum(getattr(b, kind) for b in written.blocks) for kind in ("documents", "measures", "chunks")},
        "blocks": [block.to_dict() for block in written.blocks],
        "skipped": [asdict(item) for item in skipped],
    }
    published = publish(server, held, facts)
    return Report.of(published.number, facts, plan, skipped, started, earlier, link(written.documents))


def _open(server: Server) -> MilvusStore | None:
    try:
        return MilvusStore(server, current(server))
    except StoreMissing:
        return None
    except (StoreDamaged, StoreForeign) as error:
        _log.warning("the earlier index is not used: %s", error)
        return None


def _describe(embedder: Embedder) -> dict[str, Any]:
    return {"name": embedder.name, "fingerprint": embedder.fingerprint, "dimension": embedder.dimension}
