"""The measures found, weighed by whether their sentences state what is asked."""

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from corpus.articles import by_label
from corpus.text import sentence_spans
from qa.citation import Hit
from qa.fact import asks
from qa.penalty import enforced, with_penalties
from qa.question import Question, names_year
from qa.rank import ANSWERING
from qa.retrieve import Found
from qa.sentences import Scored, Span, heads
from qa.worth import EXACT, FACT_BONUS, WORTHLESS, YEAR_BONUS, gains

MOST_WEIGHED = 5
"""How many measures are weighed."""
CLOSE_MEASURE = 0.9
"""A further measure is quoted when its weight is at least this share of the best one's."""
GAIN_WEIGHT = 0.6
"""What the gain of its best sentence counts for a measure."""
TEDIUM = 0.2
"""What a sentence loses for each time that it is e times as long as a short one."""
SHORT = 60
"""Characters of a sentence that is not long."""
RULE_SHARE = 0.3
"""What the rule counts whose breach a sentence punishes."""


@dataclass(frozen=True, slots=True)
class Weighed:
    """A measure found, its sentences scored, and what speaks for it altogether.

    Attributes:
        near: how near each sentence is to the question, which its score is made of.
        gained: what it gains by what it states, see `qa.worth`.
    """

    hit: Hit
    scored: Scored
    near: Sequence[float]
    gained: Sequence[float]
    weight: float

    def nearness(self, start: int, end: int) -> float:
        """How near the nearest sentence of a quote is."""
        spans = zip(self.scored.spans, self.near, strict=True)
        return max((near for span, near in spans if start <= span[0] and span[1] <= end), default=0.0)


def weigh(found: Found, question: Question) -> list[Weighed]:
    """The measures that may answer, best first, as many as are close to the best.

    Where the question asks for a penalty, a time or an amount and the best sentence states one, those that state
    none score nothing.
    """
    hits = sorted(found.answering, key=lambda hit: -_of_its_year(question, hit))[:MOST_WEIGHED]
    if question.fact == "penalty":
        hits = with_penalties(hits, found.measures)
    spans = [sentence_spans(hit.document.text, hit.measure.start, hit.measure.end) for hit in hits]
    read = zip(hits, spans, _near(found, question, hits, spans), strict=True)
    weighed = sorted((_weigh(found, question, *one) for one in read), key=lambda one: -one.weight)
    close = [one for one in weighed if one.weight >= CLOSE_MEASURE * weighed[0].weight]
    best = max((pair for one in close for pair in zip(one.scored.scores, one.gained, strict=True)), default=(0.0, 0.0))
    if question.fact not in EXACT or best[1] < FACT_BONUS:
        return close
    return [replace(one, scored=_stating(one)) for one in close]


def _of_its_year(question: Question, hit: Hit) -> int:
    """How near a measure is to the years asked about: it names one itself, its document is of one, neither."""
    if not question.years:
        return 0
    own = names_year(" ".join((*hit.heading_path, hit.measure.text)), question.years)
    return 2 * own + names_year(f"{hit.document.date} {hit.document.title}", question.years)


def _near(found: Found, question: Question, hits: Sequence[Hit], spans: Sequence[Sequence[Span]]) -> list[list[float]]:
    """How near sentences of each hit's document are to the question, read under its heading; all of them at once."""
    read = [
        f"{hit.measure.title} {hit.document.text[start:end]}"
        for hit, own in zip(hits, spans, strict=True)
        for start, end in own
    ]
    scores = iter(found.score_sentences(question, read))
    return [[next(scores) for _ in own] for own in spans]


def _weigh(found: Found, question: Question, hit: Hit, spans: Sequence[Span], near: Sequence[float]) -> Weighed:
    text = hit.document.text
    sentences = [text[start:end] for start, end in spans]
    gained = gains(question, text, spans)
    scores = _answering(sentences, [one - _tedium(sentence) for one, sentence in zip(near, sentences, strict=True)])
    if question.fact == "penalty":
        scores = _enforcing(found, question, hit, sentences, scores)
    total = [max(score + gain, 0.0) if gain > WORTHLESS else 0.0 for score, gain in zip(scores, gained, strict=True)]
    best = max((gain for gain in gained if gain > WORTHLESS), default=0.0)
    weight = ANSWERING.score(hit.signals) + GAIN_WEIGHT * best + YEAR_BONUS * _of_its_year(question, hit) / 4
    return Weighed(hit, Scored(text, spans, total), _answering(sentences, near), gained, weight)


def _answering(sentences: Sequence[str], scores: Sequence[float]) -> list[float]:
    """What stands behind a sentence that asks, or behind a heading, answers it: it gets that one's score."""
    given = list(scores)
    for i, (sentence, following) in enumerate(pairwise(sentences)):
        if asks(sentence):
            given[i], given[i + 1] = 0.0, max(given[i], given[i + 1])
        elif heads(sentence, following):
            given[i + 1] = max(given[i], given[i + 1])
    return given


def _tedium(sentence: str) -> float:
    """What a long sentence loses: it has more words, so that some of the question's are among them anyway."""
    return TEDIUM * math.log(max(len(sentence), SHORT) / SHORT)


def _enforcing(
    found: Found, question: Question, hit: Hit, sentences: Sequence[str], scores: Sequence[float]
) -> list[float]:
    """What the rule says counts for what punishes its breach, which may name no more of it than the article."""
    articles = by_label(found.measures(hit.document))
    text = hit.document.text
    raised = list(scores)
    for number, sentence in enumerate(sentences):
        spans = [inner for span in enforced(sentence, articles) for inner in sentence_spans(text, *span)]
        if spans:
            (rules,) = _near(found, question, [hit], [spans])
            raised[number] += RULE_SHARE * max(rules)
    return raised


def _stating(one: Weighed) -> Scored:
    kept = zip(one.scored.scores, one.gained, strict=True)
    return replace(one.scored, scores=[score if gain >= FACT_BONUS else 0.0 for score, gain in kept])
