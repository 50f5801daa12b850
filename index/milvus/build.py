"""The write side on Milvus: the local build's plan and blocks, its blocks in collections instead of files.

A block is read and embedded here and sent to the server; unchanged blocks are shared with the generation before
without a row being copied. In a changed block, documents that stayed are copied, not embedded again.
"""

import json
import logging
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import asdict, replace
from functools import lru_cache
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from corpus.errors import NothingIndexed, StoreDamaged, StoreError, StoreForeign, StoreMissing
from corpus.load import File, find_files
from corpus.records import Document
from index.blocks import arrange, content
from index.build import OPTIONS, Progress, Report, nothing, report
from index.embed import BUNDLED, Embedder, Vectors
from index.milvus.generations import (
    CATALOGUE,
    FREQUENCIES,
    MilvusBlock,
    chunks_of,
    current,
    document_key,
    numbered,
    texts_of,
)
from index.milvus.lease import Lease, lease
from index.milvus.location import Location
from index.milvus.publish import publish, sweep
from index.milvus.server import TEXT_BYTES, Row, Server
from index.milvus.store import MilvusStore
from index.milvus.texts import TextsWriter
from index.milvus.weights import Frequencies, vector
from index.plan import Item, make_plan
from index.prepare import Prepared, batches, embed, prepare_ahead
from index.records import facts_of
from index.seen import Seen
from index.versions import link
from index.write import Written, tell, unchanged

MOST_DOCUMENTS = 32_768
"""Of a block: few enough that an update is cheap, many enough that a search asks few collections."""

_ROW_BYTES = 16384

_log = logging.getLogger(__name__)


def build(
    sources: Sequence[str | Path],
    store: str,
    model: str | None = None,
    full: bool = False,
    progress: Progress | None = None,
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
            return _update(server, held, sources, files, Path(scratch), model, full, progress, started)
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
    plan = make_plan(files, before.documents if before else [], scratch, Seen().identify)
    if before and plan.changes_nothing(earlier):
        return report(before.generation, before.manifest, False, earlier, earlier, plan, plan.skipped, started)
    written = _write(server, plan.items, before, embedder, progress)
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


def _write(
    server: Server,
    items: Sequence[Item],
    before: MilvusStore | None,
    embedder: Callable[[], Embedder],
    progress: Progress | None,
) -> Written[MilvusBlock]:
    """The blocks of a generation: those taken over, and the others written; see `index.write.write`."""
    written: Written[MilvusBlock] = Written()
    earlier = before.blocks if before else []
    known = {block.content: block for block in earlier}
    numbers = count(1 + max(numbered(server, "b"), default=0))

    def told() -> None:
        tell(progress, written, items)

    for run in arrange(items, lambda item: item.path, earlier, MOST_DOCUMENTS):
        ready: dict[str, Prepared] = {}
        block = unchanged(run, known, ready, written)
        if block and before:
            written.blocks.append(block)
            written.documents += [before.documents[item.number] for item in run if item.number is not None]
        else:
            _write_block(server, next(numbers), run, before, ready, embedder, written, told)
        told()
    return written


def _write_block(
    server: Server,
    number: int,
    run: Sequence[Item],
    before: MilvusStore | None,
    ready: dict[str, Prepared],
    embedder: Callable[[], Embedder],
    written: Written[MilvusBlock],
    told: Callable[[], None],
) -> None:
    name = server.location.name
    chunks = chunks_of(name, number)
    texts = TextsWriter(server, texts_of(name, number))
    server.create_chunks(chunks, embedder().dimension if before is None else before.manifest["model"]["dimension"])
    rows = _Rows()
    held: list[Document] = []
    catalogue: list[str] = []
    measures = 0
    for batch in batches(prepare_ahead(run, before, ready, written.skipped)):
        vectors = embed(batch, embedder)
        texts.add([(document_key(len(held) + i), _whole(item)) for i, item in enumerate(batch)])
        server.insert(chunks, rows.of(batch, vectors, len(held)), _ROW_BYTES)
        for item in batch:
            held.append(replace(item.document, text=""))
            catalogue.append(json.dumps([facts_of(item.document), len(item.chunks)], ensure_ascii=False))
            measures += len(item.measures)
        written.documents += held[len(held) - len(batch) :]
        told()
    if not held:
        server.drop(chunks)
        server.drop(texts.collection)
        return
    texts.add([(CATALOGUE, "\n".join(catalogue)), (FREQUENCIES, Frequencies.of(rows.held).to_text())])
    digest = texts.close()
    server.finish_chunks(chunks, rows.written)
    written.blocks.append(
        MilvusBlock(
            number=number,
            first=held[0].path,
            documents=len(held),
            measures=measures,
            chunks=rows.written,
            content=content((document.path, document.id, document.copies) for document in held),
            lexical=(),
            text_terms=rows.terms[0],
            context_terms=rows.terms[1],
            digest=digest,
        )
    )


class _Rows:
    """Makes the rows of a block's chunks and counts what is in them."""

    def __init__(self) -> None:
        self.written = 0
        self.held: Counter[int] = Counter()
        self.terms = [0, 0]

    def of(self, batch: Sequence[Prepared], vectors: Sequence[Vectors], first: int) -> Iterator[Row]:
        """The rows of a batch of documents.

        Args:
            first: number of the first document within the block.
        """
        for document, (item, embedded) in enumerate(zip(batch, vectors, strict=True), first):
            for chunk, words, dense in zip(item.chunks, item.terms, embedded, strict=True):
                fields = [Counter(text.split()) for text in words]
                sparse = vector(fields)
                self.held.update(sparse.keys())
                lengths = [counts.total() for counts in fields]
                self.terms = [total + length for total, length in zip(self.terms, lengths, strict=True)]
                passage = f"{chunk.context}\n{chunk.text}"
                yield {
                    "id": self.written,
                    "document": document,
                    "measure": chunk.measure,
                    "start": chunk.start,
                    "stop": chunk.end,
                    "text_terms": lengths[0],
                    "context_terms": lengths[1],
                    "passage": passage if len(passage.encode()) <= TEXT_BYTES else "",
                    "dense": dense,
                    "sparse": sparse,
                }
                self.written += 1


def _whole(item: Prepared) -> str:
    """A document with all that is in it, as JSON."""
    facts = {
        "text": item.document.text,
        "measures": [(m.title, m.heading_path, m.start, m.end) for m in item.measures],
        "chunks": [(c.measure, c.start, c.end, c.context) for c in item.chunks],
    }
    return json.dumps(facts, ensure_ascii=False)
