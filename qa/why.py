"""Why a passage was found, in terms a person can check: shared words and where they stand, policy terms for them,
nearness in meaning, what the question names, and what each signal adds to the order.
"""

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Literal, TypeAlias

from corpus.text import normalise, to_simplified
from qa.citation import Hit
from qa.question import Question
from qa.rank import NO_SIGNALS, weights
from qa.thesaurus import expand
from qa.understood import Kind, Understood, speaks_for

Way: TypeAlias = Literal["words", "meaning", "both", "named"]

CLOSE = 0.18
"""The cosine from which a passage is called close in meaning. With the bundled model and the dev questions, three
quarters of the measures that answer reach it (median 0.27), and 5 % of what is found tenth (median 0.07)."""

_UNIT = re.compile(r"[\u3400-\u9fff\U00020000-\U0002ffff]|[^\W_\u3400-\u9fff\U00020000-\U0002ffff]+")
_LITTLE = "的了吗呢吧啊和与或在是有为对以及等我你他要能会可都也就还被把给到从由这那"
_ASKING = frozenset(
    "什么 多少 怎么 怎样 如何 哪些 哪个 哪里 可以 是否 能否 有没 没有 需要 应该 我们 他们 一个 多大 多久 "
    "the a an of for to in on at by and or is are was be do does did can could will would should how what when who "
    "where which why much many i we you it they there any with from that this get have has".split()
)
_FIRST_PRIVATE = 0xE000


@dataclass(frozen=True, slots=True)
class Position:
    """Where a passage stands, among the hits and in its document.

    Attributes:
        rank: among the hits, from 1; 0 where that is not known.
        headings: those over it, the last with the paragraph and item of an article.
        article: the article, paragraph and item; empty outside of articles.
        spans: of the words in the quote that are the question's, or policy terms for them, as offsets in the quote.
    """

    rank: int
    headings: tuple[str, ...]
    article: str
    spans: tuple[tuple[int, int], ...]

    def to_dict(self) -> dict[str, Any]:
        """Plain JSON values."""
        return {
            "rank": self.rank,
            "headings": list(self.headings),
            "article": self.article,
            "spans": [list(span) for span in self.spans],
        }


@dataclass(frozen=True, slots=True)
class Why:
    """Why a passage was found for a question.

    Attributes:
        matched: words of the question that stand in the passage or its headings, as they stand there, the longest
            first.
        expansions: policy terms for the question's everyday words that stand there, see `qa.thesaurus`.
        similarity: cosine of question and passage, at most 1.
        coverage: share of the question's words that the passage holds, weighted by rarity.
        way: whether words led to it, meaning, or both, or the question names it.
        position: where it stands.
        shares: what each signal adds to its score, the most first, see `qa.rank.Signals`; none where the question
            names it.
        understood: the kinds of what the question names that it is, is of, or speaks of.
    """

    matched: tuple[str, ...]
    expansions: tuple[str, ...]
    similarity: float
    coverage: float
    way: Way
    position: Position
    shares: Mapping[str, float]
    understood: tuple[Kind, ...] = ()

    def to_dict(self) -> dict[str, Any]:
        """Plain JSON values."""
        return {
            "matched": list(self.matched),
            "expansions": list(self.expansions),
            "similarity": round(self.similarity, 4),
            "coverage": round(self.coverage, 4),
            "way": self.way,
            "position": self.position.to_dict(),
            "shares": {name: round(share, 4) for name, share in self.shares.items()},
            "understood": list(self.understood),
        }


def why(question: Question, hit: Hit, told: Sequence[Understood] = ()) -> Why:
    """Why a hit was found, or a quote of an answer.

    Args:
        question: as it was searched with.
        hit: found for it.
        told: what the question was understood to name.
    """
    read = "\n".join((hit.document.title, *hit.heading_path, hit.quote))
    spans = [span for asked in question.searched for span in shared(asked, read)]
    matched = _whole(read[start:end] for start, end in spans)
    said = normalise(read)
    expansions = tuple(term for term in _expansions(question, hit.own) if term in said)
    words = bool(matched or expansions)
    close = hit.signals.cosine >= CLOSE or not words
    way: Way = "both" if words and close else "words" if words else "meaning"
    position = Position(
        hit.rank, tuple(filter(None, hit.place)), hit.article, tuple(marks(question, hit.quote, hit.own))
    )
    return Why(
        matched,
        expansions,
        hit.signals.cosine,
        hit.signals.coverage,
        "named" if hit.signals == NO_SIGNALS else way,
        position,
        weights(question.language).shares(hit.signals),
        speaks_for(told, hit),
    )


def marks(question: Question, quote: str, own: Sequence[str] = ()) -> list[tuple[int, int]]:
    """Spans of a quote that hold words of the question or policy terms for them, in order, apart from each other.

    Args:
        own: terms of one's own thesaurus, as the hit has them.
    """
    words = [span for asked in question.searched for span in shared(asked, quote)]
    spans = [*words, *_occurrences(_expansions(question, own), quote)]
    merged: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if merged and start <= merged[-1][1]:
            merged[-1] = merged[-1][0], max(end, merged[-1][1])
        else:
            merged.append((start, end))
    return merged


def shared(question: str, text: str) -> list[tuple[int, int]]:
    """Spans of a text that stand in the question too: two Chinese characters or more, or whole other words.

    Simplified and Traditional, capital and small letters, wide and narrow forms count as the same.
    """
    plain = normalise(question)
    letters = {unit: chr(_FIRST_PRIVATE + i) for i, unit in enumerate(dict.fromkeys(_UNIT.findall(plain)))}
    pattern = _UNIT.sub(lambda unit: letters[unit[0]], plain)
    units = [(unit.start(), unit.end(), letters.get(_plain(unit[0]), "")) for unit in _UNIT.finditer(text)]
    found: list[tuple[int, int]] = []
    at = 0
    while at < len(units):
        end, run = at, ""
        while (
            end < len(units)
            and units[end][2]
            and run + units[end][2] in pattern
            and (end == at or units[end][0] == units[end - 1][1])
        ):
            run += units[end][2]
            end += 1
        if span := _worth(text, units[at][0], units[end - 1][1] if end > at else units[at][0]):
            found.append(span)
        at = max(end, at + 1)
    return found


def _whole(words: Iterable[str]) -> tuple[str, ...]:
    """The words, the longest first, without those that are part of another."""
    kept: list[str] = []
    for word in sorted(dict.fromkeys(words), key=len, reverse=True):
        if not any(word in longer for longer in kept):
            kept.append(word)
    return tuple(kept)


def _worth(text: str, start: int, end: int) -> tuple[int, int] | None:
    """The span without what only makes a question, None where nothing is left."""
    while start < end and text[start] in _LITTLE:
        start += 1
    while start < end and text[end - 1] in _LITTLE:
        end -= 1
    word = _plain(text[start:end])
    if word in _ASKING or len(word) < 2:
        return None
    return start, end


def _occurrences(terms: Iterable[str], text: str) -> Iterable[tuple[int, int]]:
    plain = [_plain(character) for character in text]
    places = [i for i, form in enumerate(plain) for _ in form]
    whole = "".join(plain)
    for term in terms:
        at = whole.find(term)
        while at >= 0:
            yield places[at], places[at + len(term) - 1] + 1
            at = whole.find(term, at + len(term))


def _expansions(question: Question, own: Sequence[str]) -> tuple[str, ...]:
    shipped = () if question.language == "en" else expand(question.text)
    return tuple(dict.fromkeys((*own, *shipped)))


@lru_cache(8192)
def _plain(text: str) -> str:
    """`normalise`, which keeps a space."""
    return to_simplified(unicodedata.normalize("NFKC", text)).lower()
