"""Search by words: BM25 over characters, character pairs and Latin words, in a tantivy index.

Chinese is not segmented: characters and their bigrams find more than dictionary words do on
every question set we have (see `benchmarks/`).
"""

import math
import re
from collections.abc import Iterator, Sequence
from operator import add
from pathlib import Path
from typing import Any

import numpy as np
import tantivy
from numpy.typing import NDArray

from corpus.text import normalise

_RUN = re.compile(r"[\u3400-\u9fff\U00020000-\U0002ffff]+|[^\W_\u3400-\u9fff\U00020000-\U0002ffff]+")
_FIELDS = ("text", "context")
_HEAP = 256 * 2**20
_K1 = 1.2


def terms(normalised: str) -> str:
    """Terms of a normalised text, joined by spaces: Chinese characters and their bigrams, other words whole."""
    found: list[str] = []
    for run in _RUN.findall(normalised):
        if run[0] >= "\u3400":
            found.extend(run)
            found.extend(map(add, run, run[1:]))
        else:
            found.append(run)
    return " ".join(found)


def _schema() -> Any:
    builder = tantivy.SchemaBuilder()
    builder.add_unsigned_field("chunk", stored=False, indexed=False, fast=True)
    builder.add_unsigned_field("document", stored=False, indexed=True, fast=False)
    for field in _FIELDS:
        builder.add_text_field(field, stored=False, tokenizer_name="whitespace", index_option="freq")
    return builder.build()


class LexicalWriter:
    """Writes a lexical index into an empty folder; `close` makes it complete."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir()
        self._index = tantivy.Index(_schema(), path=str(folder))
        self._writer = self._index.writer(_HEAP, 1)

    def add(self, chunk: int, document: int, text: str, context: str) -> None:
        """Add one chunk by the `terms` of its text and of its context."""
        entry = tantivy.Document()
        entry.add_unsigned("chunk", chunk)
        entry.add_unsigned("document", document)
        entry.add_text("text", text)
        entry.add_text("context", context)
        self._writer.add_document(entry)

    def close(self) -> None:
        """Commit and wait until every file is written."""
        self._writer.commit()
        self._writer.wait_merging_threads()


class LexicalIndex:
    """A finished lexical index, open for search."""

    def __init__(self, folder: Path) -> None:
        self._index = tantivy.Index.open(str(folder))
        self._searcher = self._index.searcher()

    def search(
        self, question: str, k: int, documents: Sequence[int] | None = None, without: Sequence[int] = ()
    ) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
        """The chunks that share most with the question.

        Args:
            question: in any form; it is normalised here.
            k: how many at most.
            documents: search only in these.
            without: documents not to search in.

        Returns:
            Chunk ids, best first, and their coverage: the BM25 score as a share of what a passage
            would score that holds every term of the question often. Terms that no passage holds
            count as the rarest, so coverage is low where the question is about something else.
        """
        asked = dict.fromkeys(terms(normalise(question)).split())
        most = sum(self._idf(term) for term in asked) * (_K1 + 1)
        if not most or (documents is not None and not documents):
            return np.empty(0, np.int64), np.empty(0, np.float32)
        query = tantivy.Query.boolean_query(list(self._clauses(asked)))
        if documents is not None:
            allowed = tantivy.Query.term_set_query(self._index.schema, "document", list(documents))
            allowed = tantivy.Query.const_score_query(allowed, 0.0)
            query = tantivy.Query.boolean_query([(tantivy.Occur.Must, query), (tantivy.Occur.Must, allowed)])
        if without:
            left_out = tantivy.Query.term_set_query(self._index.schema, "document", list(without))
            query = tantivy.Query.boolean_query([(tantivy.Occur.Must, query), (tantivy.Occur.MustNot, left_out)])
        hits = self._searcher.search(query, k, count=False).hits
        chunks = self._searcher.fast_field_values("chunk", [address for _, address in hits])
        scores = np.array([score for score, _ in hits], np.float32) / np.float32(most)
        return np.array(chunks, np.int64), scores

    def shares(self, question: str, texts: Sequence[str]) -> NDArray[np.float32]:
        """What share of the question's terms each text holds, weighted by rarity in this index.

        Returns:
            `(n,)` float32 in [0, 1].
        """
        weights = {term: self._idf(term) for term in terms(normalise(question)).split()}
        total = sum(weights.values()) or 1.0
        held = (set(terms(normalise(text)).split()) for text in texts)
        return np.array([sum(w for t, w in weights.items() if t in have) / total for have in held], np.float32)

    def _clauses(self, asked: dict[str, None]) -> Iterator[tuple[Any, Any]]:
        for term in asked:
            for field in _FIELDS:
                yield tantivy.Occur.Should, tantivy.Query.term_query(self._index.schema, field, term, "freq")

    def _idf(self, term: str) -> float:
        """Inverse document frequency as BM25 has it (Robertson & Zaragoza 2009)."""
        held = self._searcher.doc_freq("text", term)
        return math.log(1 + (self._searcher.num_docs - held + 0.5) / (held + 0.5))
