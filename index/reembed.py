"""The same passages under another model: a store made from a store, without its files."""

import shutil
from pathlib import Path

from index import generations
from index.embed import Embedder
from index.store import LEXICAL, RECORDS, VECTORS, Store
from index.vectors import VectorIndex

_AT_ONCE = 4096


def reembed(store: Store, embedder: Embedder, place: Path) -> None:
    """Write a store that differs from another in its vectors alone, to compare two models on one text.

    Args:
        store: the generation whose records and words are taken over.
        embedder: the other model.
        place: folder of the new store; made where there is none.

    Raises:
        StoreLocked, StoreForeign: see `index.generations.lock`.
    """
    facts = {key: value for key, value in store.manifest.items() if key not in ("format", "generation", "files")}
    vectors = VectorIndex.empty(embedder.dimension)
    for start in range(0, len(store), _AT_ONCE):
        vectors.add(embedder.encode_passages(store.passages(list(range(start, min(start + _AT_ONCE, len(store)))))))
    with generations.lock(place), generations.draft(place) as folder:
        shutil.copy2(store.folder / RECORDS, folder / RECORDS)
        shutil.copytree(store.folder / LEXICAL, folder / LEXICAL)
        vectors.write(folder / VECTORS)
        facts["model"] = {
            "name": embedder.name,
            "fingerprint": embedder.fingerprint,
            "dimension": embedder.dimension,
        }
        generations.publish(place, folder, facts)
