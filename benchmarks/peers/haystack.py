"""Haystack: InMemoryDocumentStore with its BM25 and embedding retrievers, joined by reciprocal ranks.

The store takes each Chinese character for a word as it comes. `save_to_disk` writes it as JSON.
"""

from haystack import Document, Pipeline
from haystack.components.joiners import DocumentJoiner
from haystack.components.retrievers.in_memory import InMemoryBM25Retriever, InMemoryEmbeddingRetriever
from haystack.document_stores.in_memory import InMemoryDocumentStore
from haystack.document_stores.types import DuplicatePolicy
from haystack_integrations.components.embedders.sentence_transformers import (
    SentenceTransformersDocumentEmbedder,
    SentenceTransformersTextEmbedder,
)

from benchmarks.peers.common import BATCH, CANDIDATES, HITS, MODEL, Place


class Haystack:
    """The pipeline of its tutorial on hybrid retrieval, without the ranker, which would be a second model."""

    def load(self) -> None:
        self.embedder = SentenceTransformersDocumentEmbedder(model=MODEL, batch_size=BATCH, progress_bar=False)
        self.asker = SentenceTransformersTextEmbedder(model=MODEL, progress_bar=False)
        self.embedder.warm_up()

    def build(self, place: Place) -> None:
        self.store = InMemoryDocumentStore(embedding_similarity_function="cosine")
        documents = [Document(id=key, content=c.text, meta={"source": c.document}) for key, c in place.numbered()]
        self.store.write_documents(self.embedder.run(documents)["documents"])
        place.index.mkdir()
        self.store.save_to_disk(str(place.index / "store.json"))

    def open(self, place: Place) -> None:
        self.store = InMemoryDocumentStore.load_from_disk(str(place.index / "store.json"))
        self.pipeline = Pipeline()
        self.pipeline.add_component("embedder", self.asker)
        self.pipeline.add_component("meaning", InMemoryEmbeddingRetriever(self.store, top_k=CANDIDATES))
        self.pipeline.add_component("words", InMemoryBM25Retriever(self.store, top_k=CANDIDATES))
        self.pipeline.add_component("joiner", DocumentJoiner(join_mode="reciprocal_rank_fusion", top_k=HITS))
        self.pipeline.connect("embedder", "meaning")
        self.pipeline.connect("meaning", "joiner")
        self.pipeline.connect("words", "joiner")

    def ask(self, question: str) -> list[str]:
        result = self.pipeline.run({"embedder": {"text": question}, "words": {"query": question}})
        return [document.meta["source"] for document in result["joiner"]["documents"]]

    def update(self, place: Place) -> None:
        changed = place.numbered_changed()
        source = changed[0][1].document
        old = self.store.filter_documents({"field": "meta.source", "operator": "==", "value": source})
        self.store.delete_documents([document.id for document in old])
        documents = [Document(id=key, content=c.text, meta={"source": c.document}) for key, c in changed]
        self.store.write_documents(self.embedder.run(documents)["documents"], policy=DuplicatePolicy.OVERWRITE)
        self.store.save_to_disk(str(place.index / "store.json"))
