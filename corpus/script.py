"""Traditional Chinese read as Simplified, each character in its place: what is told of it stands where it did."""

import re
from collections.abc import Sequence
from dataclasses import replace

from corpus.readers.source import Source
from corpus.text import is_traditional, to_simplified

_BETWEEN = r"\W{0,4}?"
"""What a title leaves out between two of its characters: a break, brackets."""


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
        self._told: dict[str, str] = {}

    def __call__(self, words: str) -> str:
        """Words told from the simplified texts, perhaps joined from two lines or without their brackets.

        Words that stand nowhere stay as they are.
        """
        if words not in self._told:
            found = (self._found(words, simplified, text) for simplified, text in self._read)
            self._told[words] = next(filter(None, found), words)
        return self._told[words]

    def _found(self, words: str, simplified: str, text: str) -> str:
        at = simplified.find(words)
        if at >= 0:
            return text[at : at + len(words)]
        told = [character for character in words if not character.isspace()]
        place = re.search(_BETWEEN.join(map(re.escape, told)), simplified)
        if not place:
            return ""
        at, written = place.start(), []
        for character in words:
            if not character.isspace():
                at = simplified.index(character, at)
                character = text[at]
                at += 1
            written.append(character)
        return "".join(written)
