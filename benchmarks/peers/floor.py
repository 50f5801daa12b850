"""The floor: bare `model.encode` of the chunks, their vectors written, read, and searched by bare FAISS."""

import json

import faiss
import numpy as np
from sentence_transformers import SentenceTransformer

from benchmarks.peers.common import BATCH, CANDIDATES, HITS, MODEL, Place


class Floor:
    """Search by meaning alone; no text is kept, only which document a vector is of."""

    def load(self) -> None:
        self.model = SentenceTransformer(MODEL)

    def build(self, place: Place) -> None:
        chunks = [*place.chunks()]
        vectors = self.model.encode([chunk.text for chunk in chunks], batch_size=BATCH)
        place.index.mkdir()
        np.asarray(vectors, np.float32).tofile(place.index / "vectors")
        (place.index / "owners.json").write_text(json.dumps([chunk.document for chunk in chunks]))

    def open(self, place: Place) -> None:
        self.owners = json.loads((place.index / "owners.json").read_text())
        vectors = np.fromfile(place.index / "vectors", np.float32).reshape(len(self.owners), -1)
        self.index = faiss.IndexFlatIP(vectors.shape[1])
        self.index.add(vectors)

    def ask(self, question: str) -> list[str]:
        _, (found, *_) = self.index.search(self.model.encode([question]).astype(np.float32), CANDIDATES)
        return [self.owners[i] for i in found[:HITS]]

    def update(self, place: Place) -> None:
        """Only the new vectors are made and all are written."""
        changed = place.changed()
        vectors = self.model.encode([chunk.text for chunk in changed], batch_size=BATCH).astype(np.float32)
        old = np.array([i for i, owner in enumerate(self.owners) if owner == changed[0].document], np.int64)
        self.index.remove_ids(old)
        self.index.add(vectors)
        gone = set(old.tolist())
        kept = [owner for i, owner in enumerate(self.owners) if i not in gone]
        self.owners = kept + [chunk.document for chunk in changed]
        rows = faiss.rev_swig_ptr(self.index.get_xb(), self.index.ntotal * self.index.d)
        rows.tofile(place.index / "vectors")
        (place.index / "owners.json").write_text(json.dumps(self.owners))
