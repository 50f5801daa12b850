"""Word documents (`.docx`): paragraphs and tables in order, with the numbers Word shows.

What a person sees on the pages is kept: automatic numbering, notes, text boxes, inserted text. What is deleted,
hidden, or repeats something (comments, headers and footers, the table of contents) is left out.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from corpus.readers.cells import LONGEST_REPEATED, with_sections
from corpus.readers.headings import TITLE, Line, marked, one_line, property_title, with_title
from corpus.readers.numbering import Numbering
from corpus.readers.ooxml import W, attribute, integer
from corpus.readers.package import damaged, open_package
from corpus.readers.source import Source
from corpus.readers.styles import Styles

_MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_ALTERNATES = "{http://schemas.openxmlformats.org/markup-compatibility/2006}AlternateContent"
_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"

_WRAPPERS = {W + "customXml", W + "sdtContent"}
_LEFT_OUT = {W + name for name in "del moveFrom rPr pPr rt".split()}
_BREAKS = {W + "br", W + "cr"}
_TABS = {W + "tab", W + "ptab"}
_DRAWINGS = {W + "drawing", W + "pict", W + "object"}
_NOTES = {W + "footnoteReference": "footnote", W + "endnoteReference": "endnote"}
_OFF = {"0", "false", "off"}


@dataclass(slots=True)
class _Content:
    """What stands in a paragraph: its text, and the notes and text boxes it refers to."""

    text: str = ""
    notes: list[str] = field(default_factory=list)
    boxes: list[Any] = field(default_factory=list)


def read(path: Path) -> Source:
    """Read a `.docx` file.

    Raises:
        EncryptedDocument, OversizedDocument, DamagedDocument: see `corpus.readers.package`.
    """
    import docx

    package = open_package(path)
    try:
        document = docx.Document(package)
        property_ = document.core_properties.title or ""
        reader = _Reader(document.part)
        body = document.part.element.body
    except MemoryError:
        raise
    except Exception as error:  # the library says of damaged files whatever comes up first
        raise damaged(path) from error
    lines = with_title([] if body is None else list(reader.lines(body)))
    title = next((line.text for line in lines if line.level == TITLE), "")
    text = "".join(f"{line}\n" for line in marked(lines))
    return Source(text=text, title=title or property_title(property_, lines))


class _Reader:
    """Turns the XML of one document into lines; it counts numbers and notes on the way."""

    def __init__(self, part: Any) -> None:
        self._styles = Styles(_related(part, "styles"))
        self._numbering = Numbering(_related(part, "numbering"), self._styles.list_of)
        self._notes: dict[tuple[str, str], Any] = {}
        for kind in _NOTES.values():
            root = _related(part, f"{kind}s")
            notes = [] if root is None else root.iterchildren(W + kind)
            self._notes |= {(kind, attribute(note, "id")): note for note in notes}
        self._noted = 0

    def lines(self, container: Any) -> Iterator[Line]:
        """The lines of the body, a cell, a text box or a note."""
        content = _Content()
        for block in _children(container):
            if block.tag == W + "tbl":
                yield from self._table(block)
            elif block.tag == W + "p" and not self._styles.is_contents(block):
                self._gather(block, content)
                if not _mark_is_deleted(block):
                    yield from self._paragraph(block, content)
                    content = _Content()
        yield from self._paragraph(None, content)

    def _paragraph(self, paragraph: Any, content: _Content) -> Iterator[Line]:
        label = "" if paragraph is None else self._label(paragraph)
        level = None if paragraph is None else self._styles.level(paragraph)
        if text := content.text.strip():
            text = label + text
            parts = [one_line(text)] if level is not None else text.split("\n")
            yield from (Line(part.strip(), level) for part in parts if part.strip())
        for note in content.notes:
            yield Line(note, apart=True)
        for box in content.boxes:
            yield from self.lines(box)

    def _label(self, paragraph: Any) -> str:
        number, level, style = self._styles.number(paragraph)
        if number and style:
            tied = self._numbering.level_of_style(number, style)
            level = level if tied is None else tied
        return self._numbering.label(number, level or 0) if number else ""

    def _gather(self, element: Any, content: _Content) -> None:
        """Add what an element of a paragraph holds."""
        for child in _children(element):
            if child.tag in {W + "t", _MATH + "t"}:
                content.text += re.sub(r"[\t\r\n]+", " ", child.text or "")
            elif child.tag in _BREAKS:
                content.text += "\n"
            elif child.tag in _TABS:
                content.text += " "
            elif child.tag == W + "noBreakHyphen":
                content.text += "-"
            elif child.tag in _NOTES:
                self._note(_NOTES[child.tag], attribute(child, "id"), content)
            elif child.tag in _DRAWINGS:
                content.boxes += _boxes(child)
            elif not _is_hidden(child):
                self._gather(child, content)

    def _note(self, kind: str, key: str, content: _Content) -> None:
        note = self._notes.pop((kind, key), None)  # once: a note may refer to itself
        if note is not None:
            self._noted += 1
            number = self._noted
            text = one_line("\n".join(line.text for line in self.lines(note)))
            content.notes.append(f"［注{number}］{text}")

    def _table(self, table: Any) -> Iterator[Line]:
        """The rows of a table; one of a single cell that names a section of it is a row, too."""
        rows = list(self._rows(table))
        shown = with_sections(["\n".join(line.text for line in row) for row in rows])
        for row, text in zip(rows, shown, strict=True):
            yield from [replace(row[0], text=text)] if len(row) == 1 else row

    def _rows(self, table: Any) -> Iterator[list[Line]]:
        """Each row as a line; a row of one cell, which often frames whole pages, as the lines of that cell.

        What a cell says that is merged with those below it is said in every row.
        """
        merged: dict[int, str] = {}
        for row in _children(table):
            if row.tag != W + "tr" or row.find(f"{W}trPr/{W}del") is not None:
                continue
            cells = [cell for cell in _children(row) if cell.tag == W + "tc"]
            if len(cells) == 1:
                yield list(self.lines(cells[0]))
                continue
            texts, apart = [], list[Line]()
            column, own = integer(attribute(row.find(f"{W}trPr/{W}gridBefore")), 0), False
            for cell in cells:
                if _continues(cell, "vMerge"):
                    texts.append(merged.get(column, ""))
                elif not _continues(cell, "hMerge"):
                    lines = list(self.lines(cell))
                    text = one_line("\n".join(line.text for line in lines if not line.apart))
                    apart += (line for line in lines if line.apart)
                    merged[column] = text if _begins(cell) and len(text) <= LONGEST_REPEATED else ""
                    texts.append(text)
                    own = own or bool(text)
                column += integer(attribute(cell.find(f"{W}tcPr/{W}gridSpan")), 1)
            yield [*([Line(" | ".join(texts), apart=True)] if own else []), *apart]


def _related(part: Any, kind: str) -> Any:
    """The root of the part the document refers to by this kind of relationship, if any."""
    from docx.opc.part import XmlPart
    from docx.oxml import parse_xml

    for relationship in part.rels.values():
        if relationship.reltype == _RELATION + kind:
            target = relationship.target_part
            return target.element if isinstance(target, XmlPart) else parse_xml(target.blob)
    return None


def _children(element: Any) -> Iterator[Any]:
    """The children that count, with what only wraps them unwrapped; of alternatives the first."""
    for child in element:
        if child.tag in _WRAPPERS:
            yield from _children(child)
        elif child.tag == W + "sdt":
            if not _is_filler(child):
                yield from _children(child)
        elif child.tag == _ALTERNATES:
            yield from _children(child[0]) if len(child) else ()
        elif isinstance(child.tag, str) and child.tag not in _LEFT_OUT:
            yield child


def _is_filler(control: Any) -> bool:
    """Whether a content control holds a table of contents, or the words that ask to fill it."""
    gallery = attribute(control.find(f"{W}sdtPr/{W}docPartObj/{W}docPartGallery"))
    return gallery == "Table of Contents" or control.find(f"{W}sdtPr/{W}showingPlcHdr") is not None


def _boxes(element: Any) -> Iterator[Any]:
    """The text boxes in a drawing."""
    for child in _children(element):
        if child.tag == W + "txbxContent":
            yield child
        else:
            yield from _boxes(child)


def _is_hidden(run: Any) -> bool:
    vanish = run.find(f"{W}rPr/{W}vanish")
    return vanish is not None and attribute(vanish) not in _OFF


def _mark_is_deleted(paragraph: Any) -> bool:
    """Whether the end of a paragraph is deleted: its text goes on in the next."""
    return any(paragraph.find(f"{W}pPr/{W}rPr/{W}{change}") is not None for change in ("del", "moveFrom"))


def _continues(cell: Any, name: str) -> bool:
    """Whether a cell is the further part of one merged with it down (`vMerge`) or across (`hMerge`)."""
    merge = cell.find(f"{W}tcPr/{W}{name}")
    return merge is not None and attribute(merge) != "restart"


def _begins(cell: Any) -> bool:
    """Whether a cell is merged with those below it, and the first of them."""
    return attribute(cell.find(f"{W}tcPr/{W}vMerge")) == "restart"
