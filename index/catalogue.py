"""What every open generation can do with the facts of its documents alone, wherever the rest of it lies."""

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any

from corpus.errors import ModelMismatch
from corpus.records import Document, Measure
from index.embed import BUNDLED, Embedder
from index.filters import day_of, select
from index.generations import command

_DOCUMENTS_IN_MEMORY = 256
_SELECTIONS_IN_MEMORY = 16


class Catalogue:
    """The documents of a generation by number, which of them a search may find, and the model it was built with.

    Attributes:
        location: the store, as `--store` names it.
        generation: its number.
        manifest: what the generation says of itself.
        documents: every document with its links, its text left empty.
    """

    location: str
    generation: int
    manifest: dict[str, Any]
    documents: Sequence[Document]

    def __init__(self) -> None:
        self._whole = lru_cache(_DOCUMENTS_IN_MEMORY)(self._read)
        self._selected = lru_cache(_SELECTIONS_IN_MEMORY)(self._select)

    def _read(self, number: int) -> tuple[Document, list[Measure]]:
        """A document with its text, and its measures."""
        raise NotImplementedError

    def document(self, number: int) -> Document:
        """A document with its text."""
        return self._whole(number)[0]

    def measures(self, number: int) -> list[Measure]:
        """The measures of a document."""
        return self._whole(number)[1]

    def select(self, filters: Mapping[str, str] | None) -> list[int] | None:
        """Numbers of the documents that a search may find; None where it may find all; see `index.filters`.

        Raises:
            QuestionError: a filter that does not exist, or a day that is none.
        """
        return self._selected(tuple(sorted((filters or {}).items())), day_of(filters))

    def _select(self, filters: tuple[tuple[str, str], ...], day: str) -> list[int] | None:
        """`select`, remembered for the day."""
        return select(self.documents, dict(filters), day)

    def fits(self, embedder: Embedder) -> bool:
        """Whether the model's vectors are those of the store."""
        return bool(embedder.fingerprint == self.manifest["model"]["fingerprint"])

    def check_model(self, embedder: Embedder) -> None:
        """Refuse a model whose vectors are not those of the store.

        Raises:
            ModelMismatch: the fingerprints differ.
        """
        if not self.fits(embedder):
            built = self.manifest["model"]
            raise ModelMismatch(
                f"“{self.location}” was built with the embedding model {built['name']} ({built['fingerprint'][:8]}), "
                f"asked for {embedder.name} ({embedder.fingerprint[:8]}); rebuild with: "
                + command(self.location, "--full", *(() if embedder.name == BUNDLED else ("--model", embedder.name)))
            )
