"""The retriever as a LangChain one, for chains and agents that already speak LangChain."""

from langchain_core.callbacks import CallbackManagerForRetrieverRun
from langchain_core.documents import Document
from langchain_core.retrievers import BaseRetriever

from qa.citation import Hit
from qa.retrieve import retrieve


class PolicyRetriever(BaseRetriever):
    """Finds measures as `qa.retrieve` does: the quote is the content, where it stands the metadata.

    `invoke`, `ainvoke`, `batch` and the rest are LangChain's own; the errors are those of `qa.retrieve`.

    Attributes:
        store: folder of the index.
        k: how many measures at most.
        filters: narrow the search; see `qa.retrieve`.
        model: embedding model, where it is not the one the store names.
        reranker: a cross-encoder to read the first measures found.
        ignore: kinds of what a question names that are not heeded; see `qa.understood`.
    """

    store: str = "store"
    k: int = 5
    filters: dict[str, str] | None = None
    model: str | None = None
    reranker: str | None = None
    ignore: tuple[str, ...] = ()

    def _get_relevant_documents(
        self,
        query: str,
        *,
        run_manager: CallbackManagerForRetrieverRun,  # noqa: ARG002
    ) -> list[Document]:
        hits = retrieve(query, self.k, self.store, self.filters, self.model, self.reranker, self.ignore)
        return [_document(hit) for hit in hits]


def _document(hit: Hit) -> Document:
    metadata = hit.to_dict()
    quote = metadata.pop("quote")
    return Document(page_content=quote, metadata=metadata, id=f"{hit.document.id}:{hit.start}-{hit.end}")
