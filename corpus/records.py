"""What the corpus is made of: a document, its measures, and the chunks that are indexed."""

from bisect import bisect_right
from dataclasses import asdict, dataclass
from typing import Any

_UNTOLD = ("text", "pages")

NEWER, OLDER, REPEALED_BY, REPEALS = "newer", "older", "repealed by", "repeals"
"""How another document of the index stands to one."""


@dataclass(frozen=True, slots=True)
class Link:
    """Another document of the index that one is a version of, repeals or is repealed by.

    Attributes:
        relation: what the other document is to this one: `newer`, `older`, `repealed by`, `repeals`.
        path: of the other document.
        title: of the other document.
        date: of the other document.
        begins: the day from which the newer or older version is in force, or the repeal takes effect.
    """

    relation: str
    path: str
    title: str
    date: str
    begins: str


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
        date: publication date of this text, `YYYY-MM-DD`; for a law without one, of its last passing or revision.
        in_force: the day from which it is in force (施行), as it says itself.
        revised: the day of its last revision.
        expires: the last day of the term it gives itself (有效期).
        issuers: issuing offices.
        number: document number (文号).
        region: province, city, county; `全国` when issued by a national authority.
        kind: law, notice, opinion …, as the title says it (法, 通知, 意见).
        validity: 现行, 已修订, 已废止, 尚未施行 or 已失效: what its page says; in a hit or citation, what is so on
            the day asked about (see `corpus.validity`).
        repeals: what it says it repeals, in its words, whether or not that is in the index.
        links: the documents of the index that are its versions, repeal it or are repealed by it; made with the index.
        repairs: what was mended in a scraped page (`pinyin`, `navigation`); empty when
            `text` is what the file says.
        copies: other places with the same content.
        remarks: what in the file could not be used (a field that is no date, a page without text), in words.
        pages: offset in `text` at which each page begins; empty where the format has no pages.
        own_id: what a JSON record calls itself (its `id`), by which labelled questions may name it.
    """

    id: str
    path: str
    title: str
    text: str
    source: str = ""
    url: str = ""
    date: str = ""
    in_force: str = ""
    revised: str = ""
    expires: str = ""
    issuers: tuple[str, ...] = ()
    number: str = ""
    region: str = ""
    kind: str = ""
    validity: str = ""
    repeals: tuple[str, ...] = ()
    links: tuple[Link, ...] = ()
    repairs: tuple[str, ...] = ()
    copies: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()
    pages: tuple[int, ...] = ()
    own_id: str = ""

    def page(self, offset: int) -> int | None:
        """The number, from 1, of the page that an offset in `text` lies on."""
        return max(bisect_right(self.pages, offset), 1) if self.pages else None

    def to_dict(self) -> dict[str, Any]:
        """Plain JSON values, without the text and its pages."""
        told = {name: value for name, value in asdict(self).items() if name not in _UNTOLD}
        return {name: list(value) if isinstance(value, tuple) else value for name, value in told.items()}


@dataclass(frozen=True, slots=True)
class Measure:
    """A titled unit of a policy (举措): an article, an item, a section.

    `document.text[start:end] == text`; the heading stands before `start`, or at it where it states a rule itself.
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
