"""The write side on Milvus: the local build's plan and blocks, its blocks in collections instead of files.

A block is read and embedded here and sent to the server; unchanged blocks are shared with the generation before
without a row being copied. In a changed block, documents that stayed are copied, not embedded again.
"""

import logging
import time
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import asdict
from functools import lru_cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from corpus.errors import NothingIndexed, StoreDamaged, StoreError, StoreForeign, StoreMissing
from corpus.load import File, find_files
from index.build import OPTIONS, Progress, Report, nothing, report
from index.embed import BUNDLED, Embedder
from index.milvus.generations import current
from index.milvus.lease import Lease, lease
from index.milvus.location import Location
from index.milvus.publish import publish, sweep
from index.milvus.server import Server
from index.milvus.store import MilvusStore
from index.milvus.write import write
from index.plan import counted, make_plan
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
) -> Report:
    """Make the store hold exactly the documents of the sources; arguments and errors as in `index.build.build`.

    Raises:
        StoreUnreachable: the server does not answer; the store stays as it was.
    """
    started = time.monotonic()
    files = find_files([Path(source) for source in sources])
    server = Server(Location.parse(store))
    with lease(server) as held, TemporaryDirectory(prefix="policy-qa-") as scratch:
        sweep(server)
        try:
            return _update(server, held, sources, files, Path(scratch), model, full, progress, looking, started)
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
    model: str | None,
    full: bool,
    progress: Progress | None,
    looking: Progress | None,
    started: float,
) -> Report:
    there = _open(server)
    if there and not full and model:
        there.check_model(Embedder.load(model))
    before = there if there and not full and there.manifest["options"] == OPTIONS else None

    @lru_cache(1)
    def embedder() -> Embedder:
        loaded = Embedder.load(model or (there.model if there else BUNDLED))
        if before:
            before.check_model(loaded)
        return loaded

    earlier = there.documents if there else []
    plan = make_plan(counted(files, looking), before.documents if before else [], scratch, Seen().identify)
    if before and plan.changes_nothing(earlier):
        return report(before.generation, before.manifest, False, earlier, earlier, plan, plan.skipped, started)
    written = write(server, plan.items, before, embedder, progress)
    skipped = [*plan.skipped, *written.skipped]
    if not written.blocks:
        raise NothingIndexed(nothing(sources, skipped))
    if before and written.blocks == before.blocks:
        return report(before.generation, before.manifest, False, earlier, earlier, plan, skipped, started)
    facts = {
        "model": before.manifest["model"] if before else _describe(embedder()),
        "options": OPTIONS,
        "built": time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime()),
        **{kind: sum(getattr(b, kind) for b in written.blocks) for kind in ("documents", "measures", "chunks")},
        "blocks": [block.to_dict() for block in written.blocks],
        "skipped": [asdict(item) for item in skipped],
    }
    published = publish(server, held, facts)
    return report(published.number, facts, True, earlier, link(written.documents), plan, skipped, started)


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
