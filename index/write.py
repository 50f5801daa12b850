"""The files of a generation written: blocks that stayed the same taken over, the others made anew."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from itertools import count, pairwise
from typing import Generic, TypeVar

from corpus.errors import StoreDamaged
from corpus.load import Skipped
from corpus.records import Document
from index.blocks import Block, arrange, by_stem, content
from index.codes import write_codes
from index.embed import Embedder
from index.finished import Finishing, strip
from index.lexical import LexicalWriter, join
from index.plan import Item
from index.prepare import Prepared, batches, embed, prepare, prepare_ahead
from index.publish import Draft
from index.records import Records, RecordsWriter
from index.store import LEXICAL, Store
from index.vectors import VectorWriter, map_vectors

CODES_FROM = 50_000
"""Chunks from which on a store is searched by codes; there an exact search reads 0.1 GB for each question."""

_UNFINISHED = ".lexical"

_B = TypeVar("_B", bound=Block)


@dataclass(slots=True)
class Written(Generic[_B]):
    """What was written: the blocks of the generation, its documents (without text), and the files left out."""

    blocks: list[_B] = field(default_factory=list)
    documents: list[Document] = field(default_factory=list)
    skipped: list[Skipped] = field(default_factory=list)

    def take(self, block: _B, documents: Iterable[Document], skipped: Iterable[Skipped] = ()) -> None:
        """Note a block that was taken over."""
        self.blocks.append(block)
        self.documents += documents
        self.skipped += skipped


def write(
    draft: Draft,
    items: Sequence[Item],
    before: Store | None,
    embedder: Callable[[], Embedder],
    finishing: Finishing,
    progress: Callable[[int, int], None] | None = None,
) -> Written[Block]:
    """Write the blocks of a generation and its lexical index.

    Args:
        items: the documents, in the order of their paths.
        before: the generation in force, where it can be built on.
        embedder: asked for only when there is something to embed.
        finishing: blocks that a killed build left are taken from there.
        progress: told how many documents are done, and of how many.

    Raises:
        StoreDamaged: a block that documents should be taken over from is altered.
    """
    written: Written[Block] = Written()
    known = {block.content: block for block in before.blocks} if before else {}
    numbers = count(1 + max([finishing.highest, *(block.number for block in known.values())]))
    files = before.manifest["files"] if before else {}
    named = by_stem(files)
    cuts = {block.first for block in before.blocks[1:]} if before else set()
    runs = arrange(items, lambda item: item.path, sorted(cuts | finishing.cuts))
    for run, following in pairwise([*runs, []]):
        ready: dict[str, Prepared] = {}
        asked = content((item.path, item.identity, item.copies) for item in run)
        if finished := finishing.take(draft, asked):
            written.take(finished.block, Records([draft.folder / finished.block.records]).catalogue, finished.skipped)
        elif (block := unchanged(run, known, ready, written)) and before:
            draft.take(before.folder, {name: files[name] for name in block.files(named)})
            written.take(block, (before.unlinked[item.number] for item in run if item.number is not None))
        else:
            _check(before, [item.number for item in run if item.number is not None])
            left_out = len(written.skipped)
            told = partial(tell, progress, written, items)
            if made := _write(draft, next(numbers), run, before, ready, embedder, written, told):
                at = (run[0].path, *(item.path for item in following[:1]))
                finishing.describe(draft, made, asked, at, written.skipped[left_out:])
        tell(progress, written, items)
    strip(draft)
    if written.blocks:
        join(draft.folder / LEXICAL, (segment for block in written.blocks for segment in block.lexical))
    return written


def add_codes(draft: Draft, blocks: Sequence[Block], dimension: int, codes_from: int = CODES_FROM) -> None:
    """Write the codes of the blocks that have none, if these are as many chunks; if they are less, remove them."""
    large = sum(block.chunks for block in blocks) >= codes_from
    for block in blocks:
        path = draft.folder / block.codes
        if large and not path.exists():
            write_codes(path, map_vectors(draft.folder / block.vectors, dimension))
        elif not large and path.exists():
            path.unlink()
            del draft.taken[block.codes]


def unchanged(
    run: Sequence[Item], known: Mapping[str, _B], ready: dict[str, Prepared], written: Written[_B]
) -> _B | None:
    """The earlier block that holds what the run will, once its unreadable files are left out."""
    taken = [item for item in run if item.number is not None]
    block = known.get(content((item.path, item.identity, item.copies) for item in taken))
    if block is None:
        return None
    unreadable = []
    for item in run:
        if item.number is None:
            found = prepare(item, None)
            if isinstance(found, Prepared):
                ready[item.path] = found
                return None
            unreadable += found
    written.skipped += unreadable
    return block


def _check(before: Store | None, numbers: Iterable[int]) -> None:
    """What is taken over into a new file gets a new checksum, so it must be whole."""
    if before and (damaged := before.damaged(numbers)):
        raise StoreDamaged(f"{before.folder.name}/{damaged[0]} in “{before.folder.parent}” is altered")


def _write(
    draft: Draft,
    number: int,
    run: Sequence[Item],
    before: Store | None,
    ready: dict[str, Prepared],
    embedder: Callable[[], Embedder],
    written: Written[Block],
    tell: Callable[[], None],
) -> Block | None:
    """Write the block of a run anew; None when nothing in it can be read."""
    block = Block(number, run[0].path, 0, 0, 0, "", ())
    held: list[Document] = []
    with RecordsWriter(draft.folder / block.records) as records, VectorWriter(draft.folder / block.vectors) as vectors:
        lexical = LexicalWriter(draft.folder / _UNFINISHED, number)
        for batch in batches(prepare_ahead(run, before, ready, written.skipped)):
            for item, embedded in zip(batch, embed(batch, embedder), strict=True):
                for i, (text, context) in enumerate(item.terms):
                    lexical.add(records.chunks + i, records.documents, text, context)
                vectors.add(embedded)
                records.add(item.document, item.measures, item.chunks)
                held.append(replace(item.document, text=""))
            written.documents += held[len(held) - len(batch) :]
            tell()
        segments = lexical.close(draft.folder / LEXICAL)
    if not held:
        for name in (block.records, block.vectors):
            (draft.folder / name).unlink()
        return None
    block = replace(
        block,
        first=held[0].path,
        documents=records.documents,
        measures=records.measures,
        chunks=records.chunks,
        content=content((document.path, document.id, document.copies) for document in held),
        lexical=segments,
    )
    written.blocks.append(block)
    return block


def tell(progress: Callable[[int, int], None] | None, written: Written[_B], items: Sequence[Item]) -> None:
    """Tell how many documents are done."""
    if progress:
        progress(min(len(written.documents) + len(written.skipped), len(items)), len(items))
