"""Pages of a PDF as images, with a quote marked where it stands."""

import io
import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, partial
from itertools import groupby
from pathlib import Path
from typing import Any, NamedTuple

from corpus.readers.blocks import find_blocks
from corpus.readers.glyph import Glyph
from corpus.readers.glyphs import glyphs
from corpus.readers.line import Line
from corpus.readers.lines import find_lines
from corpus.readers.pdfium import has_image, opened, opened_page
from corpus.readers.rules import find_grids
from corpus.readers.scan import is_installed, recognise

_MARKUP = re.compile(r"[\s#|\-]+")
"""What the reader adds to the characters of a page or leaves out of them: spaces, marks, hyphens."""
_ASCENT, _DESCENT = 0.9, 0.2
"""How far letters reach above and below their baseline, in their height."""
_YELLOW = (255, 214, 0, 96)
_MOST_PIXELS = 16e6
_CHANCE = 8
"""How many characters of what follows on the next page may by chance follow on this one, as a page number does."""


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle on a page, numbered from 1, in points from the top left of the page as it is shown."""

    page: int
    left: float
    top: float
    right: float
    bottom: float


class _Place(NamedTuple):
    """A character of a page, and where it stands."""

    character: str
    glyph: Glyph
    line: Line


def find_boxes(path: Path, quote: str, page: int) -> list[Box]:
    """Where a quote stands, a box for each line; none where it does not begin on this page.

    Args:
        quote: a part of the text the PDF reader gives; spaces and line breaks do not count.
        page: the number of the page it begins on; a quote that goes on is followed over the next ones.

    Raises:
        DocumentError: the file cannot be read, see `corpus.errors`.
        OSError: the file cannot be opened.
    """
    with opened(path) as document:

        @cache
        def places_on(number: int) -> list[_Place]:
            return _places(document, number, partial(glyphs, single=True))

        @cache
        def recognised_on(number: int) -> list[_Place]:
            return _places(
                document, number, lambda page: recognise(page) if has_image(page) else glyphs(page, single=True)
            )

        words = _MARKUP.sub("", quote)
        found = _find(places_on, words, page)
        return found or (_find(recognised_on, words, page) if is_installed() else None) or []


def render(path: Path, page: int, boxes: list[Box], scale: float = 2.0) -> bytes:
    """A page as a PNG image, the boxes on it marked yellow.

    Args:
        page: its number, from 1.
        boxes: those of other pages are left out.
        scale: pixels to the point; less where the image would be larger than a screen can use.

    Raises:
        DocumentError: the file cannot be read, see `corpus.errors`.
        OSError: the file cannot be opened.
    """
    from PIL import Image, ImageDraw

    with opened(path) as document, opened_page(document, page) as leaf:
        width, height = leaf.get_size()
        scale = min(scale, (_MOST_PIXELS / (width * height)) ** 0.5)
        bitmap = leaf.render(scale=scale)
        image = bitmap.to_pil().convert("RGBA")
        bitmap.close()
    layer = Image.new("RGBA", image.size)
    draw = ImageDraw.Draw(layer)
    for box in boxes:
        if box.page == page:
            draw.rectangle([edge * scale for edge in (box.left, box.top, box.right, box.bottom)], fill=_YELLOW)
    stream = io.BytesIO()
    Image.alpha_composite(image, layer).convert("RGB").save(stream, "PNG")
    return stream.getvalue()


def _places(document: Any, number: int, characters_of: Callable[[Any], list[Glyph]]) -> list[_Place]:
    """The characters of a page in reading order, each on its line; none beyond the last page."""
    if not 1 <= number <= len(document):
        return []
    with opened_page(document, number) as page:
        found = find_lines(characters_of(page), number, find_grids(page))
        lines = [line for block in find_blocks(found) for line in block.lines]
    return [
        _Place(character, glyph, line)
        for line in lines
        for glyph in line.glyphs
        for character in _MARKUP.sub("", glyph.text)
    ]


def _find(places_on: Callable[[int], list[_Place]], quote: str, number: int) -> list[Box] | None:
    """The boxes of a quote that begins on this page; None where it does not, or breaks off."""
    places = places_on(number)
    text = "".join(place.character for place in places)
    if not quote or not text:
        return None
    if (start := text.find(quote)) >= 0:
        return _boxes(places[start : start + len(quote)])
    longest = _longest_prefix(quote, text)
    found = []
    for length in range(longest, max(longest - _CHANCE, 0), -1):
        if (rest := _find(places_on, quote[length:], number + 1)) is not None:
            start = text.rfind(quote[:length])
            found.append(_boxes(places[start : start + length]) + rest)
    return min(found, key=len, default=None)


def _longest_prefix(quote: str, text: str) -> int:
    """How many characters of the beginning of a quote stand together somewhere in a text."""
    low, high = 0, len(quote)
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if quote[:middle] in text else (low, middle - 1)
    return low


def _boxes(places: list[_Place]) -> list[Box]:
    """One box for the characters of each line."""
    boxes = []
    for _, group in groupby(places, key=lambda place: id(place.line)):
        part = list(group)
        line, size = part[0].line, max(place.glyph.size for place in part)
        top, bottom = line.baseline - _ASCENT * size, line.baseline + _DESCENT * size
        boxes.append(Box(line.page, part[0].glyph.left, top, part[-1].glyph.right, bottom))
    return boxes
