"""One side of a comparison: a store with the settings it is asked under."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from corpus.errors import ModelError, StoreForeign
from index.embed import Embedder
from index.generations import current_name
from index.milvus.location import on_milvus
from index.reembed import reembed
from index.scratch import temporary
from index.store import Store
from qa.retrieve import Retriever


@dataclass(frozen=True, slots=True)
class Side:
    """What is asked, and how.

    Attributes:
        store: folder of the index or its address on Milvus; for the other side of a comparison perhaps an embedding
            model instead, under which the passages of the first side are searched.
        model: embedding model, where it is not the one the store names.
        reranker: cross-encoder that reads the first measures found.
        filters: what each search is narrowed to.
    """

    store: str
    model: str | None = None
    reranker: str | None = None
    filters: Mapping[str, str] = field(default_factory=dict)

    @property
    def name(self) -> str:
        """What tells it from other sides, in words."""
        parts = [self.store, self.model and f"model {self.model}", self.reranker and f"reranker {self.reranker}"]
        return " · ".join([*filter(None, parts), *(f"{key}={value}" for key, value in self.filters.items())])

    @contextmanager
    def opened(self, beside: Retriever | None = None) -> Iterator[Retriever]:
        """Its retriever.

        Args:
            beside: the first side's, whose passages are embedded anew where `store` names a model.

        Raises:
            StoreForeign: those passages are on Milvus.
            ModelError: `store` names neither a store nor a model.
            PolicyQAError: the store or a model cannot be opened.
        """
        if beside is None or on_milvus(self.store) or current_name(Path(self.store)):
            yield Retriever(self.store, self.model, self.reranker)
            return
        if not isinstance(beside.store, Store):
            raise StoreForeign(f"“{beside.location}” is on Milvus; compare models on a store in a folder")
        try:
            embedder = Embedder.load(self.store)
        except ModelError as error:
            cause = error.__cause__ or error
            raise ModelError(
                f"“{self.store}” 既不是索引，也不是能用的模型 is neither an index nor a model that can be loaded "
                f"({type(cause).__name__}: {cause}); give the folder of an index or its address on Milvus, or a "
                f"sentence-transformers folder or name"
            ) from error
        with temporary() as folder:
            reembed(beside.store, embedder, folder / "store")
            yield Retriever(folder / "store", self.store, self.reranker)
