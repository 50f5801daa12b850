"""Questions asked of the program itself, with the passages that it finds and those that answer."""

import hashlib
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray
from tqdm import tqdm

from corpus.articles import article_label
from corpus.records import Document, Measure
from index.build import build
from index.embed import Embedder
from index.store import Store
from qa.question import understand
from qa.rank import weights
from qa.search import Search
from training.judged import INVENTED, NEAR_MISSES, rows

LAWS = Path(__file__).parent / "questions" / "laws.jsonl.gz"
"""Questions with the file of the law and the articles that answer."""
WISHES = Path(__file__).parent / "questions" / "wishes.jsonl.gz"
"""Questions as people ask vaguely, with the title of the document and the hashes of the measures that answer."""

_AMONG = 20
"""Passages that a question is held against, as far as they are found."""
_MEASURES = 17
"""Measures of an invented document."""
_INVENTED_ASKED = 6000

_Answers: TypeAlias = Callable[[Document, Measure], bool]


@dataclass(frozen=True)
class Asked:
    """The passages found for a question, best first.

    Attributes:
        considered: `(n, values)` float32, what a preference is made of, see `index.answerability.Reading`.
        scores: `(n,)` float32, by the other signals.
        right: `(n,)` whether each answers.
    """

    considered: NDArray[np.float32]
    scores: NDArray[np.float32]
    right: NDArray[np.bool_]


def ask(opened: Search, question: str, answers: _Answers, documents: list[int] | None = None) -> Asked | None:
    """Ask a store; None where nothing that answers is found, or nothing else."""
    aimed = opened.aims.of(understand(question))
    found = opened.candidates.ranked(aimed.question, documents or aimed.documents)[:_AMONG]
    chunks = [chunk for chunk, _ in found]
    places = opened.store.places(chunks)
    right = [
        answers(opened.store.documents[place.document], opened.store.measures(place.document)[place.measure])
        for place in places
    ]
    reading = opened.embedder.read(aimed.question.text, opened.store.passages(chunks))
    if reading is None or all(right) or not any(right):
        return None
    score = weights(aimed.question.language).score
    return Asked(reading.considered, np.array([score(signals) for _, signals in found], np.float32), np.array(right))


def ask_laws(data: Path) -> Iterator[Asked]:
    """Questions to laws, each asked of all the laws that are asked about and of its own alone."""
    asked = rows(LAWS)
    folder = data / "corpora" / "laws"
    files = sorted({row["document"] for row in asked})
    with tempfile.TemporaryDirectory() as place:
        build([folder / file for file in files], Path(place) / "store")
        opened = Search(Store.open(Path(place) / "store"), Embedder.load())
        names = [Path(document.path).name for document in opened.store.documents]
        for row in tqdm(asked, unit="question", disable=None):
            name = Path(row["document"]).name

            def answers(document: Document, measure: Measure, row: dict[str, Any] = row, name: str = name) -> bool:
                return Path(document.path).name == name and article_label(measure.title) in row["articles"]

            for only in (None, [names.index(name)]):
                if one := ask(opened, row["question"], answers, only):
                    yield one


def ask_wishes(data: Path) -> Iterator[Asked]:
    """Vague questions, each to the one document that answers it."""
    asked = rows(WISHES)
    titles = {row["title"] for row in asked}
    held = [row for name in ("state_council", "gov_reports") for row in rows(data / "train" / f"{name}.jsonl.gz")]
    documents = {row["title"]: f"{row['title']}\n{row['text']}" for row in held if row["title"] in titles}
    with tempfile.TemporaryDirectory() as place:
        opened, numbers = _store(Path(place), documents)
        for row in tqdm(asked, unit="question", disable=None):

            def answers(_: Document, measure: Measure, row: dict[str, Any] = row) -> bool:
                return fingerprint(measure.text) in row["measures"]

            if one := ask(opened, row["question"], answers, [numbers[row["title"]]]):
                yield one


def ask_invented(chance: np.random.Generator) -> Iterator[Asked]:
    """Questions to documents of invented measures, but for those that `benchmarks/invented.py` asks about."""
    trained = {row.get("measure") for row in rows(NEAR_MISSES)}
    kinds: dict[str, list[dict[str, Any]]] = {}
    for number, row in enumerate(rows(INVENTED)):
        if number in trained:
            kinds.setdefault(row["field"], []).append(row)
    groups = [
        kind[start : start + _MEASURES]
        for kind in kinds.values()
        for start in range(0, len(kind) - _MEASURES + 1, _MEASURES)
    ]
    texts = {
        str(number): "# 若干政策举措\n\n"
        + "\n\n".join(f"## {place}、{row['title']}\n\n{row['passage']}" for place, row in enumerate(group, 1))
        for number, group in enumerate(groups)
    }
    every = [
        (number, row["passage"], question)
        for number, group in enumerate(groups)
        for row in group
        for question in row["zh"] + row["en"]
    ]
    with tempfile.TemporaryDirectory() as place:
        opened, numbers = _store(Path(place), texts, ".md")
        for drawn in tqdm(chance.permutation(len(every))[:_INVENTED_ASKED].tolist(), unit="question", disable=None):
            number, passage, question = every[drawn]

            def answers(_: Document, measure: Measure, passage: str = passage) -> bool:
                return passage in measure.text

            if one := ask(opened, question, answers, [numbers[str(number)]]):
                yield one


def _store(place: Path, texts: dict[str, str], suffix: str = ".txt") -> tuple[Search, dict[str, int]]:
    """A store of texts by name, and the numbers of its documents by those."""
    (place / "documents").mkdir()
    files = {f"{number:06d}{suffix}": name for number, name in enumerate(texts)}
    for file, name in files.items():
        (place / "documents" / file).write_text(texts[name], "utf-8")
    build([place / "documents"], place / "store")
    opened = Search(Store.open(place / "store"), Embedder.load())
    return opened, {files[document.path]: number for number, document in enumerate(opened.store.documents)}


def fingerprint(text: str) -> str:
    """What a measure is known by again."""
    return hashlib.sha256(text.strip().encode()).hexdigest()[:16]
