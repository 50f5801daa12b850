"""LangChain: FAISS, HuggingFaceEmbeddings, BM25Retriever and EnsembleRetriever.

BM25Retriever splits at white space if left alone; `preprocess_func` is its documented place for another language, and
jieba what its Chinese users put there. It cannot be saved or changed: it is made anew from the documents of the vector
store, when the index is opened and after an update.
"""

import jieba
from langchain_classic.retrievers import EnsembleRetriever
from langchain_community.retrievers import BM25Retriever
from langchain_community.vectorstores import FAISS
from langchain_core.documents import Document
from langchain_huggingface import HuggingFaceEmbeddings

from benchmarks.peers.common import BATCH, CANDIDATES, HITS, MODEL, Place


class LangChain:
    """The ensemble of both, each with half the weight."""

    words = staticmethod(jieba.lcut)

    def load(self) -> None:
        self.embeddings = HuggingFaceEmbeddings(model_name=MODEL, encode_kwargs={"batch_size": BATCH})

    def build(self, place: Place) -> None:
        made = {key: Document(chunk.text, metadata={"source": chunk.document}) for key, chunk in place.numbered()}
        self.store = FAISS.from_documents([*made.values()], self.embeddings, ids=[*made])
        self.store.save_local(str(place.index))

    def open(self, place: Place) -> None:
        self.store = FAISS.load_local(str(place.index), self.embeddings, allow_dangerous_deserialization=True)
        self._join()

    def _join(self) -> None:
        documents = list(self.store.docstore._dict.values())
        words = BM25Retriever.from_documents(documents, preprocess_func=self.words, k=CANDIDATES)
        meaning = self.store.as_retriever(search_kwargs={"k": CANDIDATES})
        self.retriever = EnsembleRetriever(retrievers=[words, meaning], weights=[0.5, 0.5])

    def ask(self, question: str) -> list[str]:
        return [document.metadata["source"] for document in self.retriever.invoke(question)[:HITS]]

    def update(self, place: Place) -> None:
        changed = place.numbered_changed()
        source = changed[0][1].document
        self.store.delete([key for key, d in self.store.docstore._dict.items() if d.metadata["source"] == source])
        documents = [Document(chunk.text, metadata={"source": chunk.document}) for _, chunk in changed]
        self.store.add_documents(documents, ids=[key for key, _ in changed])
        self.store.save_local(str(place.index))
        self._join()


class LangChainDefault(LangChain):
    """BM25Retriever left alone."""

    words = staticmethod(str.split)
