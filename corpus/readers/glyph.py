"""A character of a page with its place, or several that are set evenly."""

from collections.abc import Mapping
from typing import NamedTuple


class Glyph(NamedTuple):
    """A visible character and its box, or several set evenly; `run` numbers the text object they were drawn by.

    `space` is what stands before it on its line: spaces of the file, or one PDFium infers. `widths` are those of its
    characters where it has several, `last_run` the text object of the last where it is another.
    """

    text: str
    left: float
    right: float
    baseline: float
    size: float
    bold: bool
    run: int
    space: str
    inferred: bool
    widths: Mapping[str, float] | None = None
    last_run: int | None = None

    @property
    def ending(self) -> int:
        """The text object its last character was drawn by."""
        return self.run if self.last_run is None else self.last_run

    @property
    def characters(self) -> int:
        """How many characters were drawn; a ligature is one."""
        return 1 if self.widths is None else len(self.text)

    @property
    def last(self) -> float:
        """Where its last character begins."""
        return self.left if self.widths is None else self.right - self.widths[self.text[-1]]

    def start(self, number: int) -> float:
        """Where one of its characters begins, numbered from 0; they have the same distance."""
        if self.widths is None:
            return self.left
        widths = [self.widths[character] for character in self.text]
        gap = (self.right - self.left - sum(widths)) / (len(widths) - 1)
        return self.left + sum(widths[:number]) + number * gap

    def edge(self, number: int) -> float:
        """Where one of its characters ends."""
        return self.right if self.widths is None else self.start(number) + self.widths[self.text[number]]

    def part(self, first: int, last: int) -> "Glyph":
        """Some of its characters, with the space before it where they begin it."""
        return self._replace(
            text=self.text[first : last + 1],
            left=self.start(first),
            right=self.edge(last),
            space="" if first else self.space,
            widths=self.widths if last > first else None,
        )
