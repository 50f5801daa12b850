"""Which of its own articles a text names (违反本条例第五条或者第十三条第二款规定), and where what is named stands."""

import re
from typing import NamedTuple

from corpus.articles import NUMERAL, counted, parts
from corpus.records import Measure

_ARTICLE = rf"第[{NUMERAL}\d]+条(?:之[{NUMERAL}]+)?"
_ITEM = rf"第[{NUMERAL}]{{1,3}}项|第?[（(][{NUMERAL}]{{1,3}}[）)]项?"
_AND, _TO = "(?:、|和|及|与|或者|或|以及)", "[至到]"
_PART = rf"(?:{_ARTICLE}|第[{NUMERAL}]{{1,3}}款|{_ITEM})"
_CHAIN = re.compile(
    rf"本(?:法|条例|规定|办法|细则|规则|实施办法|实施细则|章程)({_ARTICLE}(?:(?:{_AND}|{_TO})?的?{_PART})*)"
)
_STEP = re.compile(rf"(?P<article>{_ARTICLE})|第(?P<paragraph>[{NUMERAL}]+)款|(?P<to>{_TO})|(?P<item>{_ITEM})")
_BARE = re.compile(rf"[{NUMERAL}]+")


class Reference(NamedTuple):
    """An article of the same document, or a part of it.

    Attributes:
        article: as its heading writes it, `第十三条`.
        paragraph: counted from 1; 0 for all of them.
        first, last: the items, counted from 1; 0 for all of it.
    """

    article: str
    paragraph: int = 0
    first: int = 0
    last: int = 0


def references(text: str) -> list[Reference]:
    """The articles of its own document that a text names, in order; those of other documents are passed over.

    A paragraph or an item belongs to the article named before it; 第三项至第五项 is one run.
    """
    return [reference for chain in _CHAIN.finditer(text) for reference in _read(chain[1])]


def _read(chain: str) -> list[Reference]:
    found: list[Reference] = []
    until = False
    for step in _STEP.finditer(chain):
        if step["article"]:
            found.append(Reference(step["article"]))
        elif step["paragraph"]:
            named = Reference(found[-1].article, counted(step["paragraph"]))
            found[-1 if not found[-1].paragraph else len(found) :] = [named]
        elif step["item"]:
            numeral = _BARE.search(step["item"])
            item = counted(numeral[0]) if numeral else 0
            named = found[-1]._replace(first=found[-1].first if until else item, last=item)
            found[-1 if until or not found[-1].first else len(found) :] = [named]
        until = bool(step["to"])
    return found


def referred(measure: Measure, reference: Reference) -> list[tuple[int, int]]:
    """Where in the document the parts of an article stand that are named; all of it where they cannot be told apart."""
    told = parts(measure)
    if not told:
        return [(measure.start, measure.end)]
    ends = [part.start for part in told[1:]] + [len(measure.text)]
    return [
        (measure.start + part.start, measure.start + end)
        for part, end in zip(told, ends, strict=True)
        if reference.paragraph in (0, part.paragraph)
        and (not reference.first or reference.first <= counted(part.item) <= reference.last)
    ]
