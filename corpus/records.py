"""What the corpus is made of: a document, its measures, and the chunks that are indexed."""

from bisect import bisect_right
from dataclasses import dataclass
from typing import Any

_UNTOLD = ("text", "pages")


@dataclass(frozen=True, slots=True)
class Document:
    """A policy document as it is cited.

    Every offset anywhere in the project counts characters of `text`, so that
    `document.text[start:end]` is the quote. A field the document does not state stays empty.

    Attributes:
        id: content hash of the file and of the fields stated beside it, 16 hexadecimal digits.
        path: where the file lies, relative to its source folder, with `/`.
        title: its title; the file name where the text has none.
        text: the whole cited text.
        source: who published this copy.
        url: its address on the web.
        date: publication date, `YYYY-MM-DD`, or as much of it as is known.
        issuers: issuing offices.
        number: document number (文号).
        region: province, city, county; `全国` when issued by a national authority.
        kind: law, notice, opinion …, as the title says it (法, 通知, 意见).
        validity: whether it is in force.
        repairs: what was mended in a scraped page (`pinyin`, `navigation`); empty when
            `text` is what the file says.
        copies: other places with the same content.
        remarks: what in the file could not be used (a field that is no date, a page without text), in words.
        pages: offset in `text` at which each page begins; empty where the format has no pages.
    """

    id: str
    path: str
    title: str
    text: str
    source: str = ""
    url: str = ""
    date: str = ""
    issuers: tuple[str, ...] = ()
    number: str = ""
    region: str = ""
    kind: str = ""
    validity: str = ""
    repairs: tuple[str, ...] = ()
    copies: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()
    pages: tuple[int, ...] = ()

    def page(self, offset: int) -> int | None:
        """The number, from 1, of the page that an offset in `text` lies on."""
        return max(bisect_right(self.pages, offset), 1) if self.pages else None

    def to_dict(self) -> dict[str, Any]:
        """Plain JSON values, without the text and its pages."""
        told = {name: getattr(self, name) for name in Document.__slots__ if name not in _UNTOLD}
        return {name: list(value) if isinstance(value, tuple) else value for name, value in told.items()}


@dataclass(frozen=True, slots=True)
class Measure:
    """A titled unit of a policy (举措): an article, an item, a section.

    `document.text[start:end] == text`; the heading stands before `start`.
    `heading_path` holds the headings above it, outermost first, without `title`.
    """

    title: str
    heading_path: tuple[str, ...]
    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Chunk:
    """A piece of one measure, small enough to embed: `document.text[start:end] == text`.

    `measure` is the position of its measure in the document; `context` the words that
    stand above it (headings and title), searched beside the text but never quoted.
    """

    measure: int
    start: int
    end: int
    text: str
    context: str
