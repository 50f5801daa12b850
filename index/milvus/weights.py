"""BM25 as inner products of sparse vectors: what a block stores of a chunk, and what a question asks with.

A chunk's vector has a dimension for each term of its text and, apart from these, for each term of its context. Its
weights are those of BM25 at a fixed mean length, so that they are a matter of the chunk alone and a block never has to
be written again because others changed. The server finds candidates by them; their scores are then worked out with
the frequencies and mean lengths of the whole generation (Robertson & Zaragoza 2009) and with the lengths as tantivy
keeps them, so that a store on Milvus scores as one in a folder does.
"""

import base64
import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

Sparse: TypeAlias = dict[int, float]

_K1, _B = 1.2, 0.75
_SPACE = 2**31 - 2
_FILLER = 0
"""A dimension that nothing asks for: Milvus takes no empty vectors."""

USUAL_LENGTHS = (210.0, 55.0)
"""Terms of a text and of a context by which stored weights are made; about the means over 61 laws.
Another value is another format of what is stored."""


def dimension(term: str, field: int) -> int:
    """The dimension of a term in the text (0) or in the context (1)."""
    return 1 + crc32(term.encode()) % _SPACE + field * _SPACE


def vector(fields: Sequence[Counter[str]]) -> Sparse:
    """What is stored of a chunk, from how often each term stands in its text and in its context."""
    found: Sparse = {}
    for field, counts in enumerate(fields):
        softener = _softener(counts.total(), USUAL_LENGTHS[field])
        for term, count in counts.items():
            found[dimension(term, field)] = count * (_K1 + 1) / (count + softener)
    return found or {_FILLER: 1.0}


def _softener(length: int, mean: float) -> float:
    return _K1 * (1 - _B + _B * length / mean)


def rounded(length: int) -> int:
    """A length as tantivy keeps it in one byte: exact below 40, then with four binary digits above 24, rounded down."""
    over = length - 24
    if over < 16:
        return length
    dropped = over.bit_length() - 4
    return 24 + (over >> dropped << dropped)


@dataclass(frozen=True, slots=True)
class Frequencies:
    """In how many chunks each dimension has a weight: `dimensions` sorted, `counts` beside them."""

    dimensions: NDArray[np.uint32]
    counts: NDArray[np.uint32]

    @classmethod
    def of(cls, counted: Mapping[int, int]) -> "Frequencies":
        """From a table."""
        dimensions = np.fromiter(counted.keys(), np.uint32, len(counted))
        counts = np.fromiter(counted.values(), np.uint32, len(counted))
        order = np.argsort(dimensions)
        return cls(dimensions[order], counts[order])

    @classmethod
    def from_text(cls, text: str) -> "Frequencies":
        """As `to_text` wrote them."""
        both = np.frombuffer(base64.b85decode(text), "<u4").reshape(2, -1)
        return cls(both[0], both[1])

    def to_text(self) -> str:
        """In letters, five for four bytes."""
        return base64.b85encode(np.stack([self.dimensions, self.counts]).astype("<u4").tobytes()).decode()

    @classmethod
    def sum(cls, parts: Iterable["Frequencies"]) -> "Frequencies":
        """Of several blocks together."""
        every = [*parts]
        dimensions, place = np.unique(np.concatenate([part.dimensions for part in every]), return_inverse=True)
        counts = np.zeros(len(dimensions), np.uint32)
        np.add.at(counts, place, np.concatenate([part.counts for part in every]))
        return cls(dimensions, counts)

    def __getitem__(self, dimension: int) -> int:
        place = int(np.searchsorted(self.dimensions, dimension))
        there = place < len(self.dimensions) and self.dimensions[place] == dimension
        return int(self.counts[place]) if there else 0


@dataclass(frozen=True, slots=True)
class Asked:
    """The terms of a question against one generation.

    Attributes:
        idf: for the text and for the context, the inverse frequency by dimension of the terms that stand somewhere.
        means: terms of a text and of a context in the mean.
        most: what a passage would score that holds every term often.
    """

    idf: tuple[Sparse, Sparse]
    means: tuple[float, float]
    most: float

    @classmethod
    def of(cls, terms: Iterable[str], frequencies: Frequencies, chunks: int, means: tuple[float, float]) -> "Asked":
        """Look the terms up."""
        idf: tuple[Sparse, Sparse] = ({}, {})
        most = 0.0
        for term in dict.fromkeys(terms):
            for field in (0, 1):
                held = frequencies[dimension(term, field)]
                if held:
                    idf[field][dimension(term, field)] = inverse(held, chunks)
            most += inverse(frequencies[dimension(term, 0)], chunks)
        return cls(idf, means, most * (_K1 + 1))

    @property
    def query(self) -> Sparse:
        """What the server is asked with; empty when no term stands anywhere."""
        return {**self.idf[0], **self.idf[1]}

    def coverage(self, stored: Mapping[int, float], lengths: tuple[int, int]) -> float:
        """BM25 of a chunk as a share of `most`, from its stored vector and the terms in its text and context."""
        score = 0.0
        for field, idf in enumerate(self.idf):
            softener = _softener(lengths[field], USUAL_LENGTHS[field])
            own = _softener(rounded(lengths[field]), self.means[field])
            for place, weight in idf.items():
                held = stored.get(place)
                if held:
                    count = round(held * softener / (_K1 + 1 - held))
                    score += weight * count * (_K1 + 1) / (count + own)
        return score / self.most


def inverse(held: int, chunks: int) -> float:
    """Inverse document frequency of a term that so many chunks hold."""
    return math.log(1 + (chunks - held + 0.5) / (held + 0.5))
