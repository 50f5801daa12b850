"""What all adapters share: the model, the chunks, and how many candidates each search takes."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple, Protocol

ROOT = Path(__file__).parents[2]
MODEL = str(ROOT / "index" / "model")
BATCH = 1024
"""Texts embedded at once, as this project's build does."""
CANDIDATES = 50
"""Taken from the search by meaning and from the search by words, as this project does."""
HITS = 5
CHARACTERS = r"(?u)[\u3400-\u9fff]|[^\W\u3400-\u9fff]+"
"""For tokenisers that are a regular expression: a Chinese character or another word."""


class Chunk(NamedTuple):
    """A text to be indexed, and the name of the document it is of."""

    document: str
    text: str


class Place(NamedTuple):
    """The folder that `corpus.py` made for a size, and the folder of the index."""

    corpus: Path
    index: Path

    def chunks(self, name: str = "chunks") -> Iterator[Chunk]:
        """Read one by one, so that the list is the peer's own."""
        with (self.corpus / f"{name}.jsonl").open(encoding="utf-8") as lines:
            for line in lines:
                yield Chunk(*json.loads(line))

    def changed(self) -> list[Chunk]:
        """The chunks of one document as it is after an update."""
        return [*self.chunks("changed")]

    def numbered(self) -> Iterator[tuple[str, Chunk]]:
        """Chunks with an id, `document/number`."""
        yield from _numbered(self.chunks())

    def numbered_changed(self) -> list[tuple[str, Chunk]]:
        """The same for the changed document."""
        return [*_numbered(self.changed())]


def _numbered(chunks: Iterator[Chunk] | list[Chunk]) -> Iterator[tuple[str, Chunk]]:
    document, number = "", 0
    for chunk in chunks:
        document, number = chunk.document, number + 1 if chunk.document == document else 0
        yield f"{document}/{number}", chunk


class Peer(Protocol):
    """A library in use. Each method runs in a process of its own, but for `open` before `ask` or `update`."""

    def load(self) -> None:
        """Load the embedding model."""

    def build(self, place: Place) -> None:
        """Index `place.chunks` and leave the index in `place.index`."""

    def open(self, place: Place) -> None:
        """Make ready to be asked."""

    def ask(self, question: str) -> list[str]:
        """Names of the documents of the `HITS` best, best first."""

    def update(self, place: Place) -> None:
        """Replace one document by `place.changed` in the index that is open, and leave that in `place.index`."""
