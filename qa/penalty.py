"""What is required and how its breach is punished: a clause that sets a fine names the article it enforces."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from corpus.articles import by_label
from corpus.records import Document, Measure
from corpus.references import references, referred
from corpus.text import sentence_spans
from qa.citation import Hit
from qa.enumeration import Span
from qa.fact import states
from qa.rank import ANSWERING

MOST_BROUGHT = 4
"""How many articles that punish a breach are weighed beside the measures found."""

_BREACH = re.compile(r"(?:有|未|不)(?!权)[^，。；]{0,8}本[^，。；第]{1,6}第[^，。；]*?条(?!.*(?:从轻|从重|减轻|免予))")
"""That someone has done what an article names, or not what it requires; no grounds to punish less or more."""


def enforced(sentence: str, articles: Mapping[str, Measure]) -> list[Span]:
    """Where what a sentence punishes the breach of stands in its document; none where it punishes or names nothing.

    Args:
        sentence: of the document.
        articles: of the document, see `corpus.articles.by_label`.
    """
    breach = "违反" in sentence or (states("penalty", sentence) and _BREACH.search(sentence))
    named = references(sentence) if breach else []
    return [span for one in named if one.article in articles for span in referred(articles[one.article], one)]


def with_penalties(hits: Sequence[Hit], measures_of: Callable[[Document], Sequence[Measure]]) -> list[Hit]:
    """Measures found, and those that punish the breach of one of them; each of these stands out as much as that.

    Args:
        hits: best first.
        measures_of: all measures of a document.

    Returns:
        Best first, as many as were found and `MOST_BROUGHT` more at most.
    """
    known = {(hit.document.path, hit.measure.start): hit for hit in hits}
    brought = 0
    for document in {hit.document.path: hit.document for hit in hits}.values():
        measures = measures_of(document)
        articles = by_label(measures)
        duties = [hit for hit in hits if hit.document.path == document.path]
        for measure in measures:
            breached = _breached(measure, articles)
            best = next((hit for hit in duties if any(_within(hit.measure, span) for span in breached)), None)
            if best is None or best.measure is measure:
                continue
            own = known.get((document.path, measure.start))
            if own is None and brought == MOST_BROUGHT:
                continue
            brought += own is None
            quoted = own or replace(best, measure=measure, quote=measure.text, start=measure.start, end=measure.end)
            if own is None or ANSWERING.score(own.signals) < ANSWERING.score(best.signals):
                known[document.path, measure.start] = replace(quoted, score=best.score, signals=best.signals)
    return sorted(known.values(), key=lambda hit: -hit.score)


def _breached(measure: Measure, articles: Mapping[str, Measure]) -> list[Span]:
    sentences = (measure.text[start:end] for start, end in sentence_spans(measure.text))
    return [span for sentence in sentences for span in enforced(sentence, articles)]


def _within(measure: Measure, span: Span) -> bool:
    return measure.start <= span[0] and span[1] <= measure.end
