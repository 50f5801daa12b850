"""The blocks of a generation written to Milvus, or shared with the generation before."""

import json
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from itertools import count

from corpus.errors import StoreDamaged
from corpus.records import Document
from index.blocks import arrange, content
from index.embed import Embedder, Vectors
from index.milvus.generations import (
    CATALOGUE,
    FREQUENCIES,
    MilvusBlock,
    chunks_of,
    document_key,
    numbered,
    texts_of,
)
from index.milvus.publish import altered
from index.milvus.server import TEXT_BYTES, Row, Server
from index.milvus.store import MilvusStore
from index.milvus.texts import TextsWriter
from index.milvus.weights import Frequencies, vector
from index.plan import Item
from index.prepare import Prepared, batches, embed, prepare_ahead
from index.records import facts_of
from index.write import Written, tell, unchanged

MOST_DOCUMENTS = 32_768
"""Of a block: few enough that an update is cheap, many enough that a search asks few collections."""

_ROW_BYTES = 16384
"""Of a chunk with its vector, about, at the most."""


def write(
    server: Server,
    items: Sequence[Item],
    before: MilvusStore | None,
    embedder: Callable[[], Embedder],
    progress: Callable[[int, int], None] | None,
) -> Written[MilvusBlock]:
    """The blocks of a generation: those taken over, and the others written; see `index.write.write`.

    Raises:
        StoreDamaged: a block that documents should be taken over from is altered.
    """
    written: Written[MilvusBlock] = Written()
    earlier = before.blocks if before else []
    known = {block.content: block for block in earlier}
    numbers = count(1 + max((*numbered(server, "b"), *numbered(server, "t")), default=0))

    def told() -> None:
        tell(progress, written, items)

    for run in arrange(items, lambda item: item.path, [block.first for block in earlier[1:]], MOST_DOCUMENTS):
        ready: dict[str, Prepared] = {}
        block = unchanged(run, known, ready, written)
        if block and before:
            written.blocks.append(block)
            written.documents += [before.documents[item.number] for item in run if item.number is not None]
        else:
            _check(server, before, [item.number for item in run if item.number is not None])
            _write_block(server, next(numbers), run, before, ready, embedder, written, told)
        told()
    return written


def _check(server: Server, before: MilvusStore | None, numbers: Sequence[int]) -> None:
    """What is taken over into a new block gets a new digest, so it must be whole."""
    if before and numbers:
        there = server.collections()
        for block in before.blocks_of(numbers):
            if damaged := altered(server, block, there):
                raise StoreDamaged(f"{damaged[0]} of “{server.location}” is altered")


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
