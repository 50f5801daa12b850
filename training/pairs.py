"""What should lie near what: batches of token pairs, one source at a time."""

import random
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer

from training.texts import Texts
from training.tokens import Tokens, tokenise

MIX = {
    "title": 3.0,
    "neighbour": 1.0,
    "article crop": 3.0,
    "document crop": 2.0,
    "report crop": 0.5,
    "statute": 2.5,
    "dictionary": 2.0,
    "sentence": 0.7,
    "reading": 0.5,
    "question": 3.0,
    "question, no title": 1.5,
    "English question": 2.0,
    "both questions": 0.7,
    "term": 0.3,
}
"""How often a batch comes from each source."""


@dataclass(frozen=True)
class Batch:
    """Left and right tokens of each pair, and numbers that are equal where the texts are."""

    left: list[Tokens]
    right: list[Tokens]
    left_ids: NDArray[np.int64]
    right_ids: NDArray[np.int64]


class Pairs:
    """Two texts that belong together."""

    def __init__(self, pairs: Sequence[tuple[str, str]], tokenizer: Tokenizer) -> None:
        self._left, self._left_ids = _numbered([left for left, _ in pairs], tokenizer)
        self._right, self._right_ids = _numbered([right for _, right in pairs], tokenizer)

    def __len__(self) -> int:
        return len(self._left_ids)

    def batch(self, size: int, chance: np.random.Generator) -> Batch:
        """`size` pairs, none twice."""
        rows = chance.choice(len(self), min(size, len(self)), replace=False)
        left, right = self._left_ids[rows], self._right_ids[rows]
        return Batch([self._left[i] for i in left], [self._right[i] for i in right], left, right)


class Crops:
    """A span of a text against the text, the span left out of it three times of five (Lee et al. 2019)."""

    def __init__(self, texts: Sequence[str], tokenizer: Tokenizer, shortest: int = 4, longest: int = 24) -> None:
        self._texts = [text for text in tokenise(texts, tokenizer) if len(text) >= 2 * shortest + 4]
        self._shortest, self._longest = shortest, longest

    def __len__(self) -> int:
        return len(self._texts)

    def batch(self, size: int, chance: np.random.Generator) -> Batch:
        """`size` texts, each with a span of its own drawn anew."""
        rows = chance.choice(len(self), min(size, len(self)), replace=False)
        left, right = [], []
        for row in rows:
            text = self._texts[row]
            length = min(int(chance.integers(self._shortest, self._longest + 1)), len(text) // 2)
            start = int(chance.integers(0, len(text) - length + 1))
            left.append(text[start : start + length])
            whole = chance.random() >= 0.6
            right.append(text if whole else np.concatenate([text[:start], text[start + length :]]))
        return Batch(left, right, rows, rows)


def sources(texts: Texts, tokenizer: Tokenizer, seed: int) -> dict[str, Pairs | Crops]:
    """Every source of `MIX`, ready to draw batches from."""
    chance = random.Random(seed)
    titled, neighbours, articles, documents = [], [], [], []
    for title, law in texts.laws:
        piece = title
        for headings, text in law:
            titled.append((f"{title} {headings}".strip(), text))
            articles.append(text)
            if len(piece) > chance.choice((600, 1200)):
                documents.append(piece)
                piece = title
            piece += " " + text
        documents.append(piece)
        for (above, text), (above_next, following) in pairwise(law):
            if above == above_next and len(text) < 400 and len(following) < 400:
                neighbours.append((text, following))
    for title, paragraphs in texts.reports:
        documents.extend(f"{title} {' '.join(paragraphs[i : i + 6])}" for i in range(0, len(paragraphs), 6))
    asked = texts.asked

    def pairs(of: Sequence[tuple[str, str]]) -> Pairs:
        return Pairs(of, tokenizer)

    return {
        "title": pairs(titled),
        "neighbour": pairs(neighbours),
        "article crop": Crops(articles, tokenizer),
        "document crop": Crops(documents, tokenizer, longest=20),
        "report crop": Crops([text for _, report in texts.reports for text in report], tokenizer),
        "statute": pairs([(english, chinese) for chinese, english in texts.statutes]),
        "dictionary": pairs([(english, chinese) for chinese, english in texts.dictionary + texts.statute_titles]),
        "sentence": pairs([(english, chinese) for chinese, english in texts.sentences]),
        "reading": pairs(texts.reading),
        "question": pairs([(q, f"{a.title} {a.passage}") for a in asked for q in a.chinese]),
        "question, no title": pairs([(q, a.passage) for a in asked for q in a.chinese]),
        "English question": pairs([(q, f"{a.title} {a.passage}") for a in asked for q in a.english]),
        "both questions": pairs([(a.english[0], q) for a in asked for q in a.chinese]),
        "term": pairs(texts.terms),
    }


def _numbered(texts: Sequence[str], tokenizer: Tokenizer) -> tuple[list[Tokens], NDArray[np.int64]]:
    """Tokens of each different text, and for every text which of them is its own."""
    numbers: dict[str, int] = {}
    ids = np.array([numbers.setdefault(text, len(numbers)) for text in texts], np.int64)
    return tokenise(list(numbers), tokenizer), ids
