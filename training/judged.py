"""Passages with questions that they answer and questions that they do not."""

import gzip
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer

from corpus.text import normalise
from index.embed import Embedder
from training.texts import read_texts
from training.tokens import Tokens, tokenise

INVENTED = Path(__file__).parents[1] / "benchmarks" / "invented-measures.jsonl.gz"
NEAR_MISSES = Path(__file__).parent / "questions" / "near-misses.jsonl.gz"
"""Further questions of a passage or an invented measure. Of the invented measures only those are trained on that stand
here; the documents that `benchmarks/invented.py` asks about do not."""

_NEAREST = 24
_NEIGHBOURS = 16
_NEAR_PASSAGES, _NEAR_QUESTIONS = 12, 10
_AT_ONCE = 2000


@dataclass(frozen=True)
class Judged:
    """A passage under its headings, normalised, and questions, normalised too.

    Attributes:
        passage: as `Store.passages` gives it.
        answered: questions that it answers.
        unanswered: questions on its subject that it does not answer.
        alike: of either those that were written together, in one voice.
    """

    passage: str
    answered: tuple[str, ...]
    unanswered: tuple[str, ...]
    alike: tuple[tuple[str, ...], tuple[str, ...]] = ((), ())


def read_judged(data: Path) -> list[Judged]:
    """The passages of `training.texts` and the invented measures, with the questions written for each."""
    further = {row.get("passage_sha256", row.get("measure")): row for row in rows(NEAR_MISSES)}
    found = [
        _judged(
            f"{asked.title}\n{asked.passage}",
            (*asked.chinese, *asked.english),
            asked.unanswered,
            further.get(asked.key),
        )
        for asked in read_texts(data).asked
    ]
    for number, row in enumerate(rows(INVENTED)):
        if number in further:
            found.append(
                _judged(
                    f"{row['title']}\n{row['passage']}", (*row["zh"], *row["en"]), (row["unanswered"],), further[number]
                )
            )
    return found


def _judged(
    passage: str, answered: tuple[str, ...], unanswered: tuple[str, ...], further: dict[str, Any] | None
) -> Judged:
    more = further or {"answered": (), "unanswered": ()}
    sides = ((*answered, *more["answered"]), (*unanswered, *more["unanswered"]))
    yes, no = (_each(side) for side in sides)
    return Judged(normalise(passage), yes, no, (_each(more["answered"]), _each(more["unanswered"])))


def _each(questions: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(map(normalise, questions)))


class Examples:
    """Everything as tokens and by number, with what is near to what.

    Attributes:
        passages: tokens of each passage.
        questions: tokens of each question; those of a passage stand together.
        owners: `(questions,)` number of the passage for which a question was written.
        answered: `(questions,)` whether it answers it.
        own: numbers of the questions of each passage.
        nearest: `(questions, 24)` numbers of the passages nearest to a question, but for its own.
        neighbours: of each passage those that its questions come near to, most often first.
    """

    def __init__(self, judged: list[Judged], embedder: Embedder, tokenizer: Tokenizer) -> None:
        texts = [question for one in judged for question in one.answered + one.unanswered]
        self.passages: list[Tokens] = tokenise([one.passage for one in judged], tokenizer)
        self.questions: list[Tokens] = tokenise(texts, tokenizer)
        counts = [len(one.answered) + len(one.unanswered) for one in judged]
        self.owners: NDArray[np.int64] = np.repeat(np.arange(len(judged)), counts)
        self.answered: NDArray[np.bool_] = np.array(
            [said for one in judged for said in [True] * len(one.answered) + [False] * len(one.unanswered)], np.bool_
        )
        self.own = np.split(np.arange(len(texts)), np.cumsum(counts)[:-1])
        self.nearest = self._nearest(judged, texts, embedder)
        self.neighbours = [self._neighbours(numbers) for numbers in self.own]

    def _nearest(self, judged: list[Judged], texts: list[str], embedder: Embedder) -> NDArray[np.int64]:
        return _nearest(texts, self.owners, _encode([one.passage for one in judged], embedder), embedder, _NEAREST)

    def _neighbours(self, questions: NDArray[np.int64]) -> NDArray[np.int64]:
        near: dict[int, float] = {}
        for question in questions:
            for rank, passage in enumerate(self.nearest[question].tolist()):
                near[passage] = near.get(passage, 0) + 1 / (rank + 3)
        return np.array(sorted(near, key=lambda passage: -near[passage])[:_NEIGHBOURS], np.int64)


@dataclass(frozen=True)
class Near:
    """Passages by number that lie near, best first.

    Attributes:
        passages: `(n, 12)` those nearest to each passage.
        questions: of each passage `(answered, 10)` those nearest to the questions that it answers, but for itself.
    """

    passages: NDArray[np.int64]
    questions: list[NDArray[np.int64]]

    @classmethod
    def of(cls, judged: Sequence[Judged], embedder: Embedder) -> "Near":
        """Found by the vectors of a model."""
        passages = [one.passage for one in judged]
        held = _encode(passages, embedder)
        counts = [len(one.answered) for one in judged]
        asked = [question for one in judged for question in one.answered]
        owners = np.repeat(np.arange(len(judged)), counts)
        return cls(
            _nearest(passages, np.arange(len(judged)), held, embedder, _NEAR_PASSAGES),
            np.split(_nearest(asked, owners, held, embedder, _NEAR_QUESTIONS), np.cumsum(counts)[:-1]),
        )


def _nearest(
    texts: list[str], owners: NDArray[np.int64], held: NDArray[np.float32], embedder: Embedder, most: int
) -> NDArray[np.int64]:
    """Numbers of the passages nearest to texts, best first, but for those that own them."""
    most = min(most, len(held) - 1)
    found = np.zeros((len(texts), most), np.int64)
    for start in range(0, len(texts), _AT_ONCE):
        cosines = embedder.encode_normalised(texts[start : start + _AT_ONCE]) @ held.T
        cosines[np.arange(len(cosines)), owners[start : start + _AT_ONCE]] = -2
        foremost = np.argpartition(-cosines, most - 1, axis=1)[:, :most]
        order = np.argsort(-np.take_along_axis(cosines, foremost, 1), axis=1, kind="stable")
        found[start : start + _AT_ONCE] = np.take_along_axis(foremost, order, 1)
    return found


def _encode(texts: list[str], embedder: Embedder) -> NDArray[np.float32]:
    parts = [embedder.encode_normalised(texts[i : i + _AT_ONCE]) for i in range(0, len(texts), _AT_ONCE)]
    return np.concatenate(parts)


def rows(path: Path) -> list[dict[str, Any]]:
    """Rows of a compressed file of JSON lines."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]
