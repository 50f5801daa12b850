"""txtai: a hybrid index with content. Its tokeniser takes each Chinese character for a word as it comes.

A hybrid search takes ten times as many candidates as hits are asked for, 50 here, as the others do.
"""

from txtai import Embeddings

from benchmarks.peers.common import BATCH, HITS, MODEL, Place


class Txtai:
    """Sparse and dense with even weights; content in SQLite, the ids of the chunks begin with their document."""

    def load(self) -> None:
        self.embeddings = Embeddings(
            path=MODEL, method="sentence-transformers", hybrid=True, content=True, encodebatch=BATCH, batch=BATCH
        )

    def build(self, place: Place) -> None:
        self.embeddings.index((key, chunk.text, None) for key, chunk in place.numbered())
        self.embeddings.save(str(place.index))

    def open(self, place: Place) -> None:
        self.embeddings.load(str(place.index))

    def ask(self, question: str) -> list[str]:
        return [hit["id"].rpartition("/")[0] for hit in self.embeddings.search(question, HITS)]

    def update(self, place: Place) -> None:
        changed = place.numbered_changed()
        document = changed[0][1].document
        query = "SELECT id FROM txtai WHERE id LIKE :mine"
        old = self.embeddings.search(query, limit=10_000, parameters={"mine": f"{document}/%"})
        self.embeddings.delete([row["id"] for row in old])
        self.embeddings.upsert((key, chunk.text, None) for key, chunk in changed)
        self.embeddings.save(str(place.index))
