"""A quote and where it stands."""

from dataclasses import dataclass, field
from typing import Any

from corpus.articles import article_reference, precise_title
from corpus.records import Document, Measure
from qa.rank import NO_SIGNALS, Signals


@dataclass(frozen=True, slots=True)
class Citation:
    """A quote and where it stands: `document.text[start:end] == quote`, always.

    Attributes:
        stated: the article, where the text of the whole measure is not at hand to tell it.
    """

    score: float
    document: Document
    measure: Measure
    quote: str
    start: int
    end: int
    stated: str = field(default="", kw_only=True)

    @property
    def heading_path(self) -> tuple[str, ...]:
        """The headings over the quote, its measure's last."""
        return (*self.measure.heading_path, self.measure.title)

    @property
    def article(self) -> str:
        """The article, paragraph and item it stands in, 第十二条第二款第（三）项; empty outside of articles."""
        return self.stated or article_reference(self.measure, self.start, self.end)

    @property
    def place(self) -> tuple[str, ...]:
        """The headings over the quote, an article's with the paragraph and item; without the colon that ends one."""
        headings = (*self.measure.heading_path, precise_title(self.measure.title, self.article))
        return tuple(heading.rstrip("：: ") for heading in headings)

    @property
    def page(self) -> int | None:
        """The page on which the quote begins, from 1; None where the document has no pages."""
        return self.document.page(self.start)

    def to_dict(self) -> dict[str, Any]:
        """Plain JSON values, the document without its text."""
        return {
            "score": round(self.score, 6),
            "quote": self.quote,
            "start": self.start,
            "end": self.end,
            "page": self.page,
            "article": self.article,
            "measure": {"title": self.measure.title, "heading_path": list(self.measure.heading_path)},
            "document": self.document.to_dict(),
        }


@dataclass(frozen=True, slots=True)
class Hit(Citation):
    """A measure found for a question, quoted by its best passage, with the reasons.

    Attributes:
        own: terms that one's own thesaurus has for the question's words, which it was searched for, too.
        signals: none where the question names it, see `qa.aim.Aim.places`.
        rank: its place among the hits, from 1; 0 where that is not known.
    """

    signals: Signals = NO_SIGNALS
    rank: int = 0
    own: tuple[str, ...] = field(default=(), kw_only=True)
