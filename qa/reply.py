"""What a question is answered with, in words: quotes and where they stand, or why there are none."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from qa.citation import Citation, Hit
from qa.question import Language, Question
from qa.refusal import declined, invitation
from qa.understood import Understood

_PLACES: dict[Language, tuple[str, str, str]] = {
    "zh": ("《{title}》{heading}{page}：", "（第{page}页）", ""),
    "zh-Hant": ("《{title}》{heading}{page}：", "（第{page}頁）", ""),
    "en": ("{title}{heading}{page}:", " (p. {page})", ", "),
}
"""Where a quote stands, its page, and what is put between title and heading."""


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer made of quotes.

    Attributes:
        question: as it was understood.
        follows: whether it was made whole from the questions before it.
        text: the quotes with the headings they stand under, each followed by its number, `[1]`.
        citations: the quotes; `citations[0]` is `[1]`. Empty when declined. `qa.why` tells why each was found.
        declined: whether the documents do not cover the question.
        reason: why, when declined; otherwise empty.
        related: the nearest measures found. They are no answer when declined.
        notices: what must be known of the quotes, also in `text`: a newer version, a repeal, what they do not state …
        understood: what the question was understood to name, as far as it was searched by it; see `qa.understood`.
        generation: of the index that answered.
        probability: how likely it is that the documents cover the question, see `qa.calibration`.
    """

    question: str
    follows: bool
    language: Language
    text: str
    citations: tuple[Hit, ...]
    declined: bool
    reason: str
    related: tuple[Hit, ...]
    generation: int
    probability: float
    notices: tuple[str, ...] = ()
    understood: tuple[Understood, ...] = ()

    def to_dict(self) -> dict[str, Any]:
        """Plain JSON values."""
        return {
            "question": self.question,
            "follows": self.follows,
            "language": self.language,
            "text": self.text,
            "citations": [citation.to_dict() for citation in self.citations],
            "declined": self.declined,
            "reason": self.reason,
            "related": [hit.to_dict() for hit in self.related],
            "generation": self.generation,
            "probability": round(self.probability, 4),
            "notices": list(self.notices),
            "understood": [one.to_dict() for one in self.understood],
        }


def invite(said: Question, generation: int) -> Answer:
    """To what asks nothing: no answer, and no word that the documents do not cover it."""
    text = invitation(said.language)
    return Answer(said.text, False, said.language, text, (), True, text, (), generation, 0.0)


def decline(asked: Question, reason: str, hits: tuple[Hit, ...], generation: int, probability: float) -> Answer:
    """To what the documents do not cover."""
    text = declined(asked.language, reason)
    return Answer(asked.text, asked.follows, asked.language, text, (), True, reason, hits, generation, probability)


def compose(language: Language, citations: Sequence[Citation]) -> str:
    """The quotes with the headings they stand under, each followed by its number."""
    of_quote, of_page, between = _PLACES[language]
    parts = []
    above = ""
    for number, citation in enumerate(citations, 1):
        place = " / ".join(filter(None, citation.place))
        page = of_page.format(page=citation.page) if citation.page else ""
        title = of_quote.format(title=citation.document.title, heading=place and between + place, page=page)
        if title != above:
            parts.append(title)
            above = title
        parts.append(f"{citation.quote} [{number}]")
    return "\n".join(parts)
