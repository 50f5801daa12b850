"""What the styles of a Word document say of its paragraphs: title, heading level, list."""

import re
from collections.abc import Iterator
from typing import Any

from corpus.readers.headings import TITLE
from corpus.readers.ooxml import W, attribute, integer

_HEADING = re.compile(r"(?:heading|标题|標題)\s*([1-9])", re.IGNORECASE)
_TITLE = re.compile(r"title|标题|標題", re.IGNORECASE)
_CONTENTS = re.compile(r"toc\s*(\d|heading|标题)|目录\s*\d", re.IGNORECASE)


class Styles:
    """Looks properties of paragraphs up along the chain of styles they are based on."""

    def __init__(self, root: Any) -> None:
        """Read the styles from the root of `word/styles.xml`; None where a document has none."""
        styles = () if root is None else root.iter(W + "style")
        self._by_id = {attribute(style, "styleId"): style for style in styles}

    def level(self, paragraph: Any) -> int | None:
        """`TITLE`, the level of a heading from 1, or None for running text."""
        for properties, name, _ in self._chain(paragraph):
            if _TITLE.fullmatch(name):
                return TITLE
            outline = None if properties is None else properties.find(W + "outlineLvl")
            if outline is not None:
                level = integer(attribute(outline), 9)
                return level + 1 if 0 <= level < 9 else None
            if heading := _HEADING.fullmatch(name):
                return int(heading[1])
        return None

    def is_contents(self, paragraph: Any) -> bool:
        """Whether it is a line of the table of contents, which repeats headings."""
        return any(_CONTENTS.fullmatch(name) for _, name, _ in self._chain(paragraph))

    def number(self, paragraph: Any) -> tuple[str, int | None, str]:
        """The list a paragraph belongs to, its stated level, and the style that says so ("" for the paragraph)."""
        level = None
        for properties, _, style in self._chain(paragraph):
            listed = None if properties is None else properties.find(W + "numPr")
            if listed is None:
                continue
            stated = attribute(listed.find(W + "ilvl"))
            level = integer(stated, 0) if level is None and stated else level
            if number := attribute(listed.find(W + "numId")):
                return ("" if number == "0" else number), level, style
        return "", None, ""

    def list_of(self, style: str) -> str:
        """The list (`numId`) of a numbering style."""
        element = self._by_id.get(style)
        return "" if element is None else attribute(element.find(f"{W}pPr/{W}numPr/{W}numId"))

    def _chain(self, paragraph: Any) -> Iterator[tuple[Any, str, str]]:
        """Properties, name and id of style: the paragraph's own (nameless), its style's, that style's base …"""
        own = paragraph.find(W + "pPr")
        yield own, "", ""
        key = "" if own is None else attribute(own.find(W + "pStyle"))
        seen: set[str] = set()
        while key in self._by_id and key not in seen:
            seen.add(key)
            element = self._by_id[key]
            yield element.find(W + "pPr"), attribute(element.find(W + "name")).strip(), key
            key = attribute(element.find(W + "basedOn"))
