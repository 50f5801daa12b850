"""What the labels of questions mean in a store: the measures or documents that are right."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from corpus.readers import COMPRESSED
from corpus.records import Document, Measure
from corpus.text import normalise
from index.opening import OpenStore
from qa.citation import Hit
from qa.labels import Labelled

Place: TypeAlias = tuple[str, int]
"""A measure: the id of its document, and where it begins there."""


@dataclass(frozen=True, slots=True)
class Target:
    """One thing that answers: a document, or a measure; where a label may mean several, any of them."""

    documents: frozenset[str] = frozenset()
    measures: frozenset[Place] = frozenset()

    def met_by(self, hit: Hit) -> bool:
        """Whether a hit is it."""
        return hit.document.id in self.documents or (hit.document.id, hit.measure.start) in self.measures


class Targets:
    """The labels of some questions, looked up in one store."""

    def __init__(self, store: OpenStore, questions: Sequence[Labelled]) -> None:
        self._store = store
        self._own: dict[str, set[int]] = {}
        self._named: dict[str, set[int]] = {}
        for number, document in enumerate(store.documents):
            self._own.setdefault(document.id, set()).add(number)
            if document.own_id:
                self._own.setdefault(document.own_id, set()).add(number)
            for name in _names(document):
                self._named.setdefault(name, set()).add(number)
        self._titled: dict[str, set[Place]] = {}
        self._holding: dict[str, set[Place]] = {bare(p): set() for question in questions for p in question.passages}
        if self._holding or any(isinstance(label, str) for question in questions for label in question.measures):
            self._look_through()

    def _look_through(self) -> None:
        """Note where each title and each passage stands, in one pass over all documents."""
        for number, document in enumerate(self._store.documents):
            text = bare(self._store.document(number).text) if self._holding else ""
            held = [passage for passage in self._holding if passage in text]
            for measure in self._store.measures(number):
                place = (document.id, measure.start)
                for name in _titles(measure):
                    self._titled.setdefault(name, set()).add(place)
                said = bare(measure.title + measure.text) if held else ""
                for passage in held:
                    if passage in said:
                        self._holding[passage].add(place)

    def of(self, question: Labelled) -> tuple[list[Target], list[str]]:
        """The measures or documents that answer a question, and the labels that mean nothing in this store.

        Of several labels the more exact one counts: measures and passages before the documents they stand in, a
        passage before the measure that holds it.
        """
        named = {label: self._documents(label) for label in question.documents}
        missing = [label for label, numbers in named.items() if not numbers]
        if not question.measures and not question.passages:
            found = [Target(documents=self._ids(numbers)) for numbers in named.values() if numbers]
            return list(dict.fromkeys(found)), missing
        within = set().union(*named.values()) if named else None
        ids = None if within is None else self._ids(within)
        meant = [self._measures(label, within) for label in question.measures]
        meant += [self._holding[bare(passage)] for passage in question.passages]
        found = []
        for label, places in zip((*question.measures, *question.passages), meant, strict=True):
            if ids is not None:
                places = {place for place in places if place[0] in ids}
            if places:
                found.append(Target(measures=frozenset(places)))
            else:
                missing.append(str(label))
        exact = [target for target in found if not any(other.measures < target.measures for other in found)]
        return list(dict.fromkeys(exact)), missing

    def _documents(self, label: str) -> set[int]:
        """What a label may mean: an id, to the letter; else a path, file name or title, however it is written."""
        return self._own.get(label.strip()) or self._named.get(normalise(label), set())

    def _measures(self, label: str | int, within: set[int] | None) -> set[Place]:
        """What a label may mean: measures of that title, or the one at a position where only one document is meant."""
        if isinstance(label, str):
            return self._titled.get(normalise(label), set())
        numbers = range(len(self._store.documents)) if within is None else within
        if len(numbers) != 1:
            return set()
        (number,) = numbers
        measures = self._store.measures(number)
        if not 0 <= label < len(measures):
            return set()
        return {(self._store.documents[number].id, measures[label].start)}

    def _ids(self, numbers: set[int]) -> frozenset[str]:
        return frozenset(self._store.documents[number].id for number in numbers)


def gains(targets: Sequence[Target], hits: Sequence[Hit]) -> list[bool]:
    """Whether each hit, best first, is a target that none before it was."""
    left = list(targets)
    result = []
    for hit in hits:
        met = next((target for target in left if target.met_by(hit)), None)
        if met:
            left.remove(met)
        result.append(met is not None)
    return result


def bare(text: str) -> str:
    """Text as labels are compared: white space, width, script and case aside."""
    return "".join(normalise(text).split())


def _titles(measure: Measure) -> tuple[str, str]:
    """What a measure may be called: its title, and that with the headings above, as answers show it."""
    return normalise(measure.title), normalise(" / ".join((*measure.heading_path, measure.title)))


def _names(document: Document) -> Iterator[str]:
    yield normalise(document.title)
    for path in (document.path, *document.copies):
        for called in (path, path.rsplit("/", 1)[-1]):
            name = normalise(called)
            unpacked = name.removesuffix(COMPRESSED)
            yield from {name, unpacked, unpacked.rsplit(".", 1)[0]}
