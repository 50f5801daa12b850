"""The measures found, weighed by whether their sentences state what is asked."""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import lru_cache
from itertools import islice, pairwise

from corpus.articles import article_label, by_label
from corpus.records import Document
from corpus.text import sentence_spans, to_simplified
from qa.candidates import SURE
from qa.citation import Hit
from qa.enumeration import Span
from qa.fact import NUMERIC, asks, defining, is_term, term_asked
from qa.framing import without_frame, without_office
from qa.levels import gains_of_level
from qa.penalty import enforced, with_penalties
from qa.question import Question
from qa.ranges import RANGE_BONUS, gain_of_range, quantities
from qa.rank import ANSWERING
from qa.retrieve import Found
from qa.sentences import Scored, heads
from qa.tables import statements, under_headers
from qa.understood import without_words
from qa.worth import EXACT, FACT_BONUS, WORTHLESS, YEAR_BONUS, gains
from qa.years import YEAR, names_year, years

MOST_READ = 8
"""How many measures may be weighed; those that state nothing of the kind asked for come last."""
MOST_WEIGHED = 5
"""How many are."""
CLOSE_MEASURE = 0.9
"""A further measure is quoted when its weight is at least this share of the best one's."""
GAIN_WEIGHT = 0.6
"""What the gain of its best sentence counts for a measure."""
TEDIUM = 0.2
"""What a sentence loses for each time that it is e times as long as a short one."""
SHORT = 60
"""Characters of a sentence that is not long."""
READS = 0.1
SURELY_READS = 2.0
"""What it counts for a measure that it reads like an answer, see `Signals.reads`, and how much like one it must."""
PREFERRED = 2.5
"""By how much its sentences count more for each time that a measure is put before others, see `Signals.preference`."""
RULE_SHARE = 0.3
"""What the rule counts whose breach a sentence punishes."""


@dataclass(frozen=True, slots=True)
class Read:
    """A measure found, taken apart.

    Attributes:
        spans: of its sentences in the text of its document.
        gained: what each gains by what it states, see `qa.worth`.
    """

    hit: Hit
    spans: Sequence[Span]
    gained: Sequence[float] = ()

    @property
    def sentences(self) -> list[str]:
        """The sentences."""
        return [self.hit.document.text[start:end] for start, end in self.spans]


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


def weigh(found: Found, question: Question, whole: Question | None = None) -> list[Weighed]:
    """The measures that may answer, best first, as many as are close to the best.

    Where the question asks for a penalty, a time or an amount and the best sentence states one, those that state
    none score nothing.

    Args:
        found: for the whole question.
        question: it, or a part of it.
        whole: it, where `question` is a part, which may not say what it is about (多少钱): half of nearness is to it.
    """
    term = term_asked(to_simplified(question.text))
    hits = (_defining(found, term) or list(found.answering))[:MOST_READ]
    if question.years:
        hits.sort(key=lambda hit: not _of_its_year(question, hit))
    hits.sort(key=lambda hit: not _may_state(question, hit))
    read = (_read(question, hit) for hit in hits)
    telling = (one for one in read if any(gain > WORTHLESS for gain in one.gained))
    told = [*islice(telling, MOST_WEIGHED)] or [_read(question, hit) for hit in hits[:1]]
    if given := quantities(question.text):
        others = [*telling, *(_read(question, hit) for hit in found.answering[MOST_READ:])]
        told += (one for one in others if one.hit not in [known.hit for known in told] and _holds(given, one))
    if question.fact == "penalty":
        told = [_read(question, hit) for hit in with_penalties([one.hit for one in told], found.measures)]
    near = _near(found, question, told)
    if whole is not None:
        near = [
            [(a + b) / 2 for a, b in zip(*both, strict=True)]
            for both in zip(near, _near(found, whole, told), strict=True)
        ]
    weighed = [_weigh(found, question, *one) for one in zip(told, near, strict=True)]
    if whole is not None:  # what speaks for a measure altogether speaks for it as an answer to the whole question
        weighed = [replace(one, weight=max(one.scored.scores, default=0.0)) for one in weighed]
    bar = CLOSE_MEASURE * max(one.weight for one in weighed)
    weighed.sort(key=lambda one: -one.weight - _surely(question, one.hit))
    close = [one for one in weighed if one.weight + _surely(question, one.hit) >= bar]
    best = max((pair for one in close for pair in zip(one.scored.scores, one.gained, strict=True)), default=(0.0, 0.0))
    if question.fact not in EXACT or best[1] < FACT_BONUS:
        return close
    return [replace(one, scored=_stating(one)) for one in close]


def _surely(question: Question, hit: Hit) -> float:
    """What it counts for a measure that it reads like an answer; against the others it counts nothing.

    Where a year is asked about, that of another reads as well.
    """
    return 0.0 if question.years else READS * max(min(hit.signals.reads, SURE) - SURELY_READS, 0.0)


def _holds(given: Sequence[tuple[str, Fraction]], read: Read) -> bool:
    """Whether a measure names a range into which a quantity of the question falls."""
    told = under_headers(read.hit.document.text, read.spans)
    return any(gain_of_range(given, sentence) >= RANGE_BONUS for sentence in told)


def _of_its_year(question: Question, hit: Hit) -> bool:
    """Whether a measure names a year asked about, or its document is of one and no heading names another."""
    headings = " ".join(hit.heading_path)
    if not YEAR.search(headings) and question.may_be_of_its_year(hit.document):
        return True
    return bool(question.years) and names_year(f"{headings} {hit.measure.text}", question.years)


def _may_state(question: Question, hit: Hit) -> bool:
    """Whether a measure states an amount, a day … where one is asked for."""
    near = [detail for detail in question.wanted.details if detail.near]
    text = to_simplified(" ".join((*hit.heading_path, hit.measure.text)))
    return all(detail.stands_in(text) for detail in near)


def _defining(found: Found, term: str) -> list[Hit]:
    """What says what a term means, where one is asked about: of the measures found, else of their documents."""
    known = [hit for hit in found.answering if _defines(term, hit)]
    if not term or known:
        return known
    documents = {hit.document.path: hit for hit in reversed(found.answering)}
    others = (
        replace(hit, measure=measure, quote=measure.text, start=measure.start, end=measure.end)
        for hit in reversed(documents.values())
        for measure in found.measures(hit.document)
    )
    return [hit for hit in others if _defines(term, hit)]


def _defines(term: str, hit: Hit) -> bool:
    """Whether a measure says what a term means, where one is asked about."""
    stated = bool(term) and bool(defining(term).search(to_simplified(hit.measure.text)))
    return stated or is_term(term, to_simplified(hit.measure.title))


def _read(question: Question, hit: Hit) -> Read:
    text = hit.document.text
    spans = statements(hit.document.path, text, hit.measure.start, hit.measure.end)
    gained = gains(question, text, spans, _telling_year(question, hit))
    of_level = gains_of_level(question.text, text, spans, hit.heading_path)
    gained = [g if g == WORTHLESS else g + more for g, more in zip(gained, of_level, strict=True)]
    return Read(hit, spans, gained)


def _telling_year(question: Question, hit: Hit) -> str:
    """Headings that tell of which year a measure is; what holds this year (今年) may stand in an older document.

    What a report looks back at is of the year before its own. Where no figure is asked for, a document that is of the
    year tells it, too.
    """
    document = hit.document
    older = question.now and not question.may_be_of_its_year(document)
    headings = " ".join(hit.heading_path)
    if "回顾" in headings and not YEAR.search(headings):
        headings += "".join(f" {int(year) - 1}年" for year in years(document.title)[:1])
    if question.fact not in NUMERIC and question.may_be_of_its_year(document):
        headings += f" {question.years[0]}年"
    return "" if older else headings


def _near(found: Found, question: Question, read: Sequence[Read]) -> list[list[float]]:
    """How near the sentences of measures are to the question, read under their headings.

    In a document of the place or the year asked about, what names it is no nearer than what does not.
    """
    question = without_frame(question)
    asked = [
        without_office(_without_given(question, _given(question, one.hit.document)), one.hit.document.title)
        for one in read
    ]
    scores: dict[Question, Iterator[float]] = {}
    for each in dict.fromkeys(asked):
        measures = [one for one, by in zip(read, asked, strict=True) if by == each]
        told = [f"{one.hit.measure.title} {sentence}" for one in measures for sentence in one.sentences]
        scores[each] = iter(found.score_sentences(each, told))
    return [[next(scores[by]) for _ in one.spans] for one, by in zip(read, asked, strict=True)]


def _given(question: Question, document: Document) -> frozenset[str]:
    """What a question asks about that a whole document is of: its place, its year, unless a day is asked for."""
    place = question.place.name and question.place.holds(document.region)
    year = question.fact != "time" and question.may_be_of_its_year(document)
    return frozenset(kind for kind, held in (("place", place), ("year", year)) if held)


@lru_cache(maxsize=64)
def _without_given(question: Question, given: frozenset[str]) -> Question:
    """A question without its words for the place or year; as it is where nothing else is left of it."""
    return (without_words(replace(question, ignored=given)) if given else None) or question


def _weigh(found: Found, question: Question, read: Read, near: Sequence[float]) -> Weighed:
    hit, gained, sentences = read.hit, read.gained, read.sentences
    scores = _answering(sentences, [one - _tedium(sentence) for one, sentence in zip(near, sentences, strict=True)])
    if question.fact == "penalty":
        scores = _enforcing(found, question, hit, sentences, scores)
    preferred = max(1 + PREFERRED * hit.signals.preference, 0.0)
    total = [
        preferred * max(score + gain, 0.0) if gain > WORTHLESS else 0.0
        for score, gain in zip(scores, gained, strict=True)
    ]
    best = max((gain for gain in gained if gain > WORTHLESS), default=0.0)
    weight = ANSWERING.score(hit.signals) + GAIN_WEIGHT * best + YEAR_BONUS / 2 * _of_its_year(question, hit)
    scored = Scored(
        hit.document.text, read.spans, total, question.fact != "definition" and bool(article_label(hit.measure.title))
    )
    return Weighed(hit, scored, _answering(sentences, near), gained, weight)


def _answering(sentences: Sequence[str], scores: Sequence[float]) -> list[float]:
    """What stands behind a sentence that asks, or behind a heading, answers it: it gets that one's score."""
    given = list(scores)
    for i, (sentence, following) in enumerate(pairwise(sentences)):
        if asks(sentence):
            given[i], given[i + 1] = 0.0, max(given[i], given[i + 1])
        elif heads(sentence, following):
            given[i + 1] = max(given[i], given[i + 1])
    if sentences and asks(sentences[-1]):
        given[-1] = 0.0
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
            (rules,) = _near(found, question, [Read(hit, spans)])
            raised[number] += RULE_SHARE * max(rules)
    return raised


def _stating(one: Weighed) -> Scored:
    kept = zip(one.scored.scores, one.gained, strict=True)
    return replace(one.scored, scores=[score if gain >= FACT_BONUS else 0.0 for score, gain in kept])
