"""Pages that are pictures: their characters by text recognition, where the extra `ocr` is installed.

RapidOCR brings its models for Chinese and English along and fetches nothing. What it finds becomes characters with
their places, as PDFium gives them for other pages, so that lines, paragraphs and boxes are found the same way.
"""

import os
import re
from collections.abc import Iterator
from functools import cache
from importlib.util import find_spec
from typing import Any

from corpus.isolation import allow
from corpus.readers.glyph import Glyph

_PIXELS = 1800
"""Of the longer side: 150 to the inch of an A4 page, which is what the models were trained for."""
_LONGEST = 60, 300
"""Seconds of computing, and of waiting for it, for a page."""
_NARROW = re.compile(r"(?<=[\u3001-\uff5e])[,;:?!()]|[,;:?!()](?=[\u3001-\uff5e])")
"""A mark beside a Chinese character: it is printed in full width, whatever the recognition makes of it."""
_WIDE = str.maketrans(",;:?!()", "，；：？！（）")
_SAME_SIZE = 0.15
_CENTRE = 0.35
"""How far the middle of a character is above its baseline, in its height."""


def is_installed() -> bool:
    """Whether there is text recognition here."""
    return all(find_spec(module) is not None for module in ("rapidocr", "onnxruntime"))


def recognise(page: Any) -> list[Glyph]:
    """The characters of a page that is a picture, line by line."""
    allow(*_LONGEST)
    width, height = page.get_size()
    scale = _PIXELS / max(width, height)
    bitmap = page.render(scale=scale)
    found = _engine()(bitmap.to_numpy())
    bitmap.close()
    if found.boxes is None or found.txts is None:
        return []
    lines = [_Line(text, corners / scale) for text, corners in zip(found.txts, found.boxes, strict=True)]
    lines = [line for line in lines if line.is_level]
    sizes = _sizes(lines)
    return [glyph for number, line in enumerate(lines) for glyph in line.glyphs(number, sizes[number])]


@cache
def _engine() -> Any:
    from rapidocr import RapidOCR

    threads = min(os.cpu_count() or 1, 4)
    return RapidOCR(
        params={
            "Global.log_level": "error",
            "Global.use_cls": False,
            "EngineConfig.onnxruntime.intra_op_num_threads": threads,
            "EngineConfig.onnxruntime.inter_op_num_threads": 1,
        }
    )


class _Line:
    """A line as it was recognised: its text, and the corners of its box from the top left on."""

    def __init__(self, text: str, corners: Any) -> None:
        self._text = _NARROW.sub(lambda mark: mark[0].translate(_WIDE), text.strip())
        self._left, self._right = float(corners[:, 0].min()), float(corners[:, 0].max())
        self._height = float(corners[2:, 1].mean() - corners[:2, 1].mean())
        self._middle = float(corners[:, 1].mean())
        self.width = sum(map(_width, self._text))
        """In full-width characters."""

    @property
    def is_level(self) -> bool:
        """Whether it is a line of text, not one set upright or a stroke."""
        return bool(self._text) and 0 < self._height < 3 * (self._right - self._left) / max(self.width, 1)

    @property
    def size(self) -> float:
        """The height of its letters: the distance of full-width characters, unless they are set wide."""
        return min((self._right - self._left) / self.width, self._height)

    def glyphs(self, number: int, size: float) -> Iterator[Glyph]:
        """Its characters, spread over it by their widths."""
        unit = (self._right - self._left) / self.width
        baseline = self._middle + _CENTRE * size
        left, space = self._left, ""
        for character in self._text:
            right = left + unit * _width(character)
            if character.isspace():
                space += character
            else:
                yield Glyph(character, left, right, baseline, size, False, number, space, False)
                space = ""
            left = right


def _width(character: str) -> float:
    return 1.0 if character >= "\u2e80" or character in "“”‘’…—" else 0.5


def _sizes(lines: list[_Line]) -> list[float]:
    """The size of each line; what differs little is the same, long lines tell which."""
    known: list[float] = []
    sizes = [0.0] * len(lines)
    for number in sorted(range(len(lines)), key=lambda number: -lines[number].width):
        size = lines[number].size
        near = min(known, key=lambda other: abs(other - size), default=0.0)
        if abs(near - size) > _SAME_SIZE * size:
            near = round(size, 1)
            known.append(near)
        sizes[number] = near
    return sizes
