"""Documents in Traditional Chinese, read for an answer as Simplified, character by character, and quoted as written."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import lru_cache

from corpus.records import Document, Measure
from corpus.script import Written, alike
from corpus.text import is_traditional
from qa.citation import Hit


def written_traditionally(hits: Sequence[Hit]) -> dict[str, Document]:
    """The documents of hits whose measures are in Traditional Chinese, by path."""
    return {hit.document.path: hit.document for hit in hits if is_traditional(hit.measure.title + hit.measure.text)}


def simplified(hit: Hit, traditional: Mapping[str, Document]) -> Hit:
    """A hit with its document and measure in Simplified Chinese where that is one of those; else as it is."""
    if hit.document.path not in traditional:
        return hit
    document = replace(hit.document, title=alike(hit.document.title), text=_alike(hit.document.text))
    measure = simplified_measure(hit.measure, document.text)
    return replace(hit, document=document, measure=measure, quote=document.text[hit.start : hit.end])


def simplified_measure(measure: Measure, text: str) -> Measure:
    """A measure of a document whose text in Simplified Chinese is given."""
    return replace(
        measure,
        title=alike(measure.title),
        heading_path=tuple(map(alike, measure.heading_path)),
        text=text[measure.start : measure.end],
    )


def as_written(hit: Hit, traditional: Mapping[str, Document]) -> Hit:
    """A hit as its document is written, from one that `simplified` gave, or that was made of it."""
    document = traditional.get(hit.document.path)
    if document is None:
        return hit
    measure = Written([(hit.document.text, document.text)]).measure(hit.measure, document.text)
    return replace(hit, document=document, measure=measure, quote=document.text[hit.start : hit.end])


@lru_cache(maxsize=32)
def _alike(text: str) -> str:
    return alike(text)
