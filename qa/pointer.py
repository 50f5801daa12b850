"""A provision that a question names by where it stands to the one before (第二款呢？, 下一条)."""

import re
from dataclasses import dataclass, replace

from corpus.text import to_simplified
from qa.provision import ITEM, LAST, PART, Provision, value

_PARAGRAPH = re.compile(rf"第{PART}款|(?i:\bparagraph) \(?(\d{{1,2}})\b\)?")
_ITEM = re.compile(rf"{ITEM}|(?i:\bitem) \(?(\d{{1,2}})\b\)?")
_POINTER = re.compile(
    rf"(?P<zh>再?[下后]面?的?|[上前](?:面的)?(?=一?[条款项])|(?:最后|末尾?)的?|[这那该此]|[上前]面的?[这那]|刚[才刚]?说?的?[这那]?)"
    rf"一?(?P<unit>[条款项])(?P<within>的?第{PART}款)?(?:{ITEM})?|"
    rf"第{PART}款{ITEM}|{_PARAGRAPH.pattern}|{_ITEM.pattern}|"
    r"(?i:\b(?P<en>next|previous|last|same|that|this) (?P<english>article|paragraph|item)\b)"
)
_UNITS = {"article": "条", "paragraph": "款", "item": "项"}
_STEPS = re.compile(r"(?P<on>[下后]|next)|(?P<back>[上前](?!面.?[这那])|previous)", re.IGNORECASE)
_LAST = re.compile(r"最后|末|last", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Pointer:
    """What a question points at.

    Attributes:
        text: as it stands in the question.
        unit: what it is one of: 条, 款, 项.
        step: how many further on from the one before; none for that itself.
        last: whether it is the last.
        paragraph, item: their numbers, where it tells them; else 0.
    """

    text: str
    unit: str
    step: int = 0
    last: bool = False
    paragraph: int = 0
    item: int = 0

    def after(self, known: Provision | None) -> Provision | None:
        """The provision that is meant where `known` was spoken of before; None where that does not tell."""
        if self.unit == "条" and self.last:
            return Provision(self.text, LAST, 0, self.paragraph, self.item)
        if known is None:
            return None
        if self.unit == "条":
            within = self.text.partition("条")[2].removeprefix("的")
            text = self.text if self.step else known.text + within
            return Provision(text, known.article, known.inserted, self.paragraph, self.item, self.step)
        text = known.text + self.text
        if self.unit == "款":
            paragraph = self._number(self.paragraph, known.paragraph)
            return replace(known, text=text, paragraph=paragraph, item=self.item) if paragraph else None
        item = self._number(self.item, known.item)
        return replace(known, text=text, item=item) if item else None

    def _number(self, told: int, before: int) -> int:
        """The number of a part; 0 where that is not told, or there is none before the first."""
        return told or (LAST if self.last else before + self.step if before else 0)


def pointer(question: str) -> Pointer | None:
    """What a question points at; None where it points at no provision."""
    plain = to_simplified(question)
    found = _POINTER.search(plain)
    if not found:
        return None
    way = found["zh"] or found["en"] or ""
    step = _STEPS.match(way.removeprefix("再"))
    paragraph, item = (_first(pattern.search(found[0])) for pattern in (_PARAGRAPH, _ITEM))
    unit = found["unit"] or _UNITS.get((found["english"] or "").lower()) or ("款" if paragraph else "项")
    further = 0 if not step else 1 if step["on"] else -1
    text = question[found.start() : found.end()].strip()
    return Pointer(text, unit, further, bool(_LAST.match(way)), paragraph, item)


def _first(found: re.Match[str] | None) -> int:
    return next((value(group) for group in found.groups() if group), 0) if found else 0
