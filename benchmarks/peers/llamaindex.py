"""LlamaIndex: VectorStoreIndex over FAISS, BM25Retriever and QueryFusionRetriever with reciprocal ranks.

What differs from the examples of its documentation, and why:

- `FaissMapVectorStore`, the one of its FAISS stores that can delete; of inner products, since the fusion takes the
  larger number for the better and would turn the distances of the documented index round.
- The model as a custom embedding, since `HuggingFaceEmbedding` (0.8.0) cannot load a static one, whose longest input is
  infinite.
- `token_pattern`, since BM25Retriever's own takes whole clauses of Chinese for words. It is set again on opening: a
  saved retriever comes back without it. It cannot be changed, so an update makes it anew from the document store.
"""

from typing import Any, ClassVar

import faiss
from llama_index.core import Settings, StorageContext, VectorStoreIndex, load_index_from_storage
from llama_index.core.embeddings import BaseEmbedding
from llama_index.core.llms import MockLLM
from llama_index.core.retrievers import QueryFusionRetriever
from llama_index.core.schema import NodeRelationship, RelatedNodeInfo, TextNode
from llama_index.retrievers.bm25 import BM25Retriever
from llama_index.vector_stores.faiss import FaissMapVectorStore
from pydantic import PrivateAttr
from sentence_transformers import SentenceTransformer

from benchmarks.peers.common import BATCH, CANDIDATES, CHARACTERS, HITS, MODEL, Chunk, Place


class Embedding(BaseEmbedding):
    """A sentence-transformers model."""

    _model: SentenceTransformer = PrivateAttr()

    def __init__(self, path: str, **options: Any) -> None:
        super().__init__(**options)
        self._model = SentenceTransformer(path)

    def _get_text_embeddings(self, texts: list[str]) -> list[list[float]]:
        return self._model.encode(texts, batch_size=BATCH, show_progress_bar=False).tolist()

    def _get_text_embedding(self, text: str) -> list[float]:
        return self._get_text_embeddings([text])[0]

    def _get_query_embedding(self, query: str) -> list[float]:
        return self._get_text_embedding(query)

    async def _aget_query_embedding(self, query: str) -> list[float]:
        return self._get_query_embedding(query)


class LlamaIndex:
    """One query, no language model."""

    pattern: ClassVar[dict[str, Any]] = {"token_pattern": CHARACTERS, "skip_stemming": True}

    def load(self) -> None:
        Settings.embed_model = self.model = Embedding(MODEL, embed_batch_size=BATCH)
        Settings.llm = MockLLM()
        self.dimension = len(self.model.get_query_embedding("政策"))

    def build(self, place: Place) -> None:
        store = FaissMapVectorStore(faiss.IndexIDMap2(faiss.IndexFlatIP(self.dimension)))
        nodes = [_node(key, chunk) for key, chunk in place.numbered()]
        self.index = VectorStoreIndex(nodes, storage_context=StorageContext.from_defaults(vector_store=store))
        self.words = BM25Retriever.from_defaults(nodes=nodes, similarity_top_k=CANDIDATES, **self.pattern)
        self._save(place)

    def _save(self, place: Place) -> None:
        self.index.storage_context.persist(str(place.index))
        self.words.persist(str(place.index / "bm25"))

    def open(self, place: Place) -> None:
        store = FaissMapVectorStore.from_persist_dir(str(place.index))
        context = StorageContext.from_defaults(vector_store=store, persist_dir=str(place.index))
        self.index = load_index_from_storage(context)
        self.words = BM25Retriever.from_persist_dir(str(place.index / "bm25"))
        for name, value in self.pattern.items():
            setattr(self.words, name, value)
        self._join()

    def _join(self) -> None:
        meaning = self.index.as_retriever(similarity_top_k=CANDIDATES)
        self.retriever = QueryFusionRetriever(
            [meaning, self.words], similarity_top_k=HITS, num_queries=1, mode="reciprocal_rerank", use_async=False
        )

    def ask(self, question: str) -> list[str]:
        return [hit.node.ref_doc_id for hit in self.retriever.retrieve(question)]

    def update(self, place: Place) -> None:
        changed = place.numbered_changed()
        self.index.delete_ref_doc(changed[0][1].document, delete_from_docstore=True)
        self.index.insert_nodes([_node(key, chunk) for key, chunk in changed])
        nodes = list(self.index.docstore.docs.values())
        self.words = BM25Retriever.from_defaults(nodes=nodes, similarity_top_k=CANDIDATES, **self.pattern)
        self._save(place)
        self._join()


class LlamaIndexDefault(LlamaIndex):
    """BM25Retriever left alone."""

    pattern: ClassVar[dict[str, Any]] = {}


def _node(key: str, chunk: Chunk) -> TextNode:
    source = RelatedNodeInfo(node_id=chunk.document)
    return TextNode(id_=key, text=chunk.text, relationships={NodeRelationship.SOURCE: source})
