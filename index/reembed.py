"""The same passages under another model: a store made from a store, without its files."""

from pathlib import Path

from index.embed import Embedder
from index.lock import lock
from index.publish import draft, publish
from index.store import Store
from index.vectors import VectorWriter
from index.write import add_codes

_AT_ONCE = 4096


def reembed(store: Store, embedder: Embedder, place: Path) -> None:
    """Write a store that differs from another in its vectors alone, to compare two models on one text.

    Args:
        store: the generation whose records and words are taken over.
        embedder: the other model.
        place: folder of the new store; made where there is none.

    Raises:
        StoreLocked, StoreForeign, StoreUnwritable: see `index.lock`.
    """
    facts = {k: v for k, v in store.manifest.items() if k not in ("format", "generation", "files", "seal")}
    facts["model"] = {
        "name": embedder.name,
        "fingerprint": embedder.fingerprint,
        "dimension": embedder.dimension,
    }
    vectors = {name for block in store.blocks for name in (block.vectors, block.codes)}
    with lock(place), draft(place) as copy:
        copy.take(store.folder, {name: f for name, f in store.manifest["files"].items() if name not in vectors})
        first = 0
        for block in store.blocks:
            end = first + block.chunks
            with VectorWriter(copy.folder / block.vectors) as writer:
                for start in range(first, end, _AT_ONCE):
                    writer.add(embedder.encode_passages(store.passages(range(start, min(start + _AT_ONCE, end)))))
            first = end
        add_codes(copy, store.blocks, embedder.dimension)
        publish(place, copy, facts)
