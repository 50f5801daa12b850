"""This project, from the files: it reads and cuts itself what the others are given."""

from benchmarks.peers.common import HITS, Place
from index.build import build
from qa.retrieve import Retriever


class Ours:
    """`build_index.py` and `retrieve`."""

    def load(self) -> None:
        """`build` and `Retriever` load the model themselves, so its time is part of theirs."""

    def build(self, place: Place) -> None:
        build([place.corpus / "documents"], place.index)

    def open(self, place: Place) -> None:
        self.retriever = Retriever(place.index)

    def ask(self, question: str) -> list[str]:
        return [hit.document.path for hit in self.retriever.search(question, HITS)]

    def update(self, place: Place) -> None:
        for path in (place.corpus / "changed").iterdir():
            (place.corpus / "documents" / path.name).write_bytes(path.read_bytes())
        build([place.corpus / "documents"], place.index)
