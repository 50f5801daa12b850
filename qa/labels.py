"""Labelled questions: what is asked, and where the answer stands or that there is none."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from corpus.errors import LabelError, QuestionError
from corpus.records import Document, Measure
from corpus.text import normalise
from index.opening import OpenStore
from qa.citation import Hit
from qa.question import understand

_TEXTS = ("question", "query", "text")
_DOCUMENTS = ("documents", "positive_ids")
_NAMES = ("id", "qid")


@dataclass(frozen=True, slots=True)
class Labelled:
    """A question and what a right answer is.

    Attributes:
        line: where it stands in its file, from 1.
        id: as the file names it; its line otherwise.
        text: as asked.
        measures: titles of the measures that answer, or their positions in the document, from 0.
        documents: paths, titles or ids of the documents that answer; they also say whose `measures` are meant.
        answer: words that a quote must hold.
        off_topic: whether nothing answers.
    """

    line: int
    id: str
    text: str
    measures: tuple[str | int, ...] = ()
    documents: tuple[str, ...] = ()
    answer: str = ""
    off_topic: bool = False


@dataclass(frozen=True, slots=True)
class Unusable:
    """A line that is no labelled question, and why."""

    line: int
    reason: str


def read_labels(path: Path) -> tuple[list[Labelled], list[Unusable]]:
    """Read labelled questions, one JSON object a line.

    A line has `question` (or `query`, `text`) and any of `measures`, `documents` (or `positive_ids`), `answer`;
    `off_topic: true` or an empty `measures` says that nothing answers.

    Raises:
        LabelError: the file cannot be read, or none of its lines can be used.
    """
    try:
        lines = path.read_text("utf-8-sig").split("\n")
    except (OSError, UnicodeDecodeError) as error:
        reason = getattr(error, "strerror", None) or error
        raise LabelError(
            f"“{path}” 读不了 cannot be read ({reason}); give a UTF-8 file with one JSON object a line"
        ) from error
    questions: list[Labelled] = []
    unusable: list[Unusable] = []
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            questions.append(_labelled(number, json.loads(line)))
        except (LabelError, QuestionError, ValueError, RecursionError) as error:
            unusable.append(Unusable(number, str(error)))
    if not questions:
        first = f": line {unusable[0].line}, {unusable[0].reason}" if unusable else ""
        raise LabelError(f"“{path}” 里没有可用的问题 holds no labelled question{first}")
    return questions, unusable


def _labelled(line: int, row: Any) -> Labelled:
    if not isinstance(row, dict):
        raise LabelError("不是 JSON 对象 not a JSON object")
    text = next((row[name] for name in _TEXTS if isinstance(row.get(name), str)), None)
    if text is None:
        raise LabelError(f"没有问题 no question; name it one of {', '.join(_TEXTS)}")
    understand(text)
    measures = _several(row, "measures", (str, int))
    documents = tuple(str(name) for field in _DOCUMENTS for name in _several(row, field, (str,)))
    answer = row.get("answer") or ""
    if not isinstance(answer, str):
        raise LabelError(f"“answer” 应是文字 must be text, is {type(answer).__name__}")
    labelled = bool(measures or documents or answer.strip())
    off_topic = row.get("off_topic", "measures" in row and not labelled)
    if not isinstance(off_topic, bool):
        raise LabelError("“off_topic” 应是 true 或 false must be true or false")
    if off_topic == labelled:
        raise LabelError(
            "既说无关又给了答案 off topic, yet with an answer"
            if labelled
            else "没有标注 no label; give measures, documents, an answer, or off_topic: true"
        )
    name = next((row[field] for field in _NAMES if field in row), line)
    return Labelled(line, str(name), text, measures, documents, answer.strip(), off_topic)


def _several(row: dict[str, Any], field: str, kinds: tuple[type, ...]) -> tuple[Any, ...]:
    value = row.get(field) or []
    values = value if isinstance(value, list) else [value]
    for item in values:
        if isinstance(item, bool) or not isinstance(item, kinds):
            raise LabelError(f"“{field}” 应是列表 must be a list of {' or '.join(k.__name__ for k in kinds)}")
    return tuple(values)


class Targets:
    """What the labels of questions mean in one store."""

    def __init__(self, store: OpenStore) -> None:
        self._store = store
        self._named: dict[str, set[int]] = {}
        for number, document in enumerate(store.documents):
            for name in _names(document):
                self._named.setdefault(name, set()).add(number)
        self._titled: dict[str, set[int]] | None = None

    def of(self, question: Labelled) -> tuple[list["Target"], list[str]]:
        """The measures or documents that answer a question, and the labels that mean nothing in this store."""
        found: list[Target] = []
        missing = [name for name in question.documents if normalise(name) not in self._named]
        within = set().union(*(self._named.get(normalise(name), set()) for name in question.documents))
        if not question.measures:
            named = (self._named.get(normalise(name), set()) for name in question.documents)
            return [Target(self._ids(numbers)) for numbers in named if numbers], missing
        for label in question.measures:
            target = self._measure(label, within if question.documents else None)
            if target:
                found.append(target)
            else:
                missing.append(str(label))
        return found, missing

    def _measure(self, label: str | int, within: set[int] | None) -> "Target | None":
        """A measure by title, in the named documents or anywhere; by position, in one document only."""
        if isinstance(label, int):
            numbers = set(range(len(self._store.documents))) if within is None else within
            if len(numbers) != 1:
                return None
            (number,) = numbers
            measures = self._store.measures(number)
            if not 0 <= label < len(measures):
                return None
            return Target(self._ids(numbers), frozenset(titles_of(measures[label])))
        title = normalise(label)
        if self._titled is None:
            self._titled = {}
            for number in range(len(self._store.documents)):
                for measure in self._store.measures(number):
                    for name in titles_of(measure):
                        self._titled.setdefault(name, set()).add(number)
        numbers = self._titled.get(title, set())
        numbers = numbers if within is None else numbers & within
        return Target(self._ids(numbers), frozenset([title])) if numbers else None

    def _ids(self, numbers: set[int]) -> frozenset[str]:
        return frozenset(self._store.documents[number].id for number in numbers)


@dataclass(frozen=True, slots=True)
class Target:
    """One thing that answers: a measure, by its title, or a whole document (no titles)."""

    documents: frozenset[str]
    titles: frozenset[str] = frozenset()

    def met_by(self, hit: Hit) -> bool:
        """Whether a hit is it."""
        return hit.document.id in self.documents and (
            not self.titles or not self.titles.isdisjoint(titles_of(hit.measure))
        )


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


def titles_of(measure: Measure) -> tuple[str, str]:
    """What a measure may be called: its title, and that with the headings above, as answers show it."""
    return normalise(measure.title), normalise(" / ".join((*measure.heading_path, measure.title)))


def _names(document: Document) -> Iterator[str]:
    yield from (document.id, normalise(document.title))
    for path in (document.path, *document.copies):
        name = path.rsplit("/", 1)[-1]
        yield from {normalise(p) for p in (path, name, path.rsplit(".", 1)[0], name.rsplit(".", 1)[0])}
