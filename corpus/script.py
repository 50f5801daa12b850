"""Traditional Chinese read as Simplified, each character in its place: what is told of it stands where it did."""

import re
from collections.abc import Sequence
from dataclasses import replace

from corpus.readers.source import Source
from corpus.records import Measure
from corpus.text import is_traditional, to_simplified

_BETWEEN = r"\W{0,40}"
"""What may stand between two letters of a title: a break or brackets that it leaves out, dots."""


def alike(text: str) -> str:
    """The text in Simplified Chinese with every character in its place; any other text as it is."""
    if not is_traditional(text):
        return text
    simplified = to_simplified(text)
    if len(simplified) == len(text):
        return simplified
    each = {character: to_simplified(character) for character in set(text)}
    return "".join(one if len(one := each[character]) == 1 else character for character in text)


def alike_source(source: Source) -> Source:
    """What a file says of its document in Simplified Chinese."""
    return replace(
        source,
        text=alike(source.text),
        title=alike(source.title),
        source=alike(source.source),
        site=alike(source.site),
        issuers=tuple(map(alike, source.issuers)),
        facts=tuple(map(alike, source.facts)),
    )


class Written:
    """Texts as they are written, by what is told from them when they are read as Simplified Chinese."""

    def __init__(self, read: Sequence[tuple[str, str]]) -> None:
        """
        Args:
            read: texts as `alike` gives them, and as they are written, of the same length.
        """
        self._read = [(simplified, text) for simplified, text in read if simplified != text]

    def __call__(self, words: str, before: int | None = None) -> str:
        """Words told from the simplified texts, perhaps joined from two lines or without their brackets.

        Args:
            before: where in the first of the texts what they head begins; they stand right before or at it.

        Returns:
            The words as they are written; as they are where they stand nowhere.
        """
        found = (self._found(words, simplified, text, before) for simplified, text in self._read)
        return next(filter(None, found), words)

    def _found(self, words: str, simplified: str, text: str, before: int | None) -> str:
        at = simplified.rfind(words, 0, before + len(words)) if before is not None else -1
        at = at if at >= 0 else simplified.find(words)
        if at >= 0:
            return text[at : at + len(words)]
        told = [character for character in words if character.isalnum()]
        place = re.search(_BETWEEN.join(map(re.escape, told)), simplified)
        if not place:
            return ""
        at, written = place.start(), []
        for character in words:
            if character.isalnum():
                at = simplified.index(character, at)
                character = text[at]
                at += 1
            written.append(character)
        return "".join(written)

    def measure(self, measure: Measure, text: str) -> Measure:
        """A measure told from the first of the simplified texts, as it is written in `text`."""
        return replace(
            measure,
            title=self(measure.title, measure.start),
            heading_path=tuple(self(heading, measure.start) for heading in measure.heading_path),
            text=text[measure.start : measure.end],
        )
