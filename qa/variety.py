"""What is found, without what says the same again, and over several documents where a question is broad."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence

from corpus.records import Measure
from corpus.text import normalise
from qa.citation import Hit

OF_ONE = 2
"""How many measures of one document come before those of others, where a question is broad."""

NEARLY_AS_GOOD = 0.8
"""Those of others must score this share of the best."""

LOOKED_AT = 20
"""How many measures are looked at for some of other documents."""

COPY = 0.8
"""Share of the measures that two documents have in common which are copies of one another."""

_BARE = re.compile(r"[\W_]+")
_BROAD = re.compile(
    r"哪些|什么(?:规定|政策|措施|办法|要求|支持|优惠|补贴|扶持)|有何|"
    r"\bwhat (?:rules|policies|support|help|measures)\b",
    re.IGNORECASE,
)
_EVERYWHERE = re.compile(
    r"各地|各[省市县区](?![级直属])|(?:每个?|不同|哪些|哪几个|所有)(?:地方|城市|省份?|地区)|"
    r"\b(?:each|every|different|which) (?:cit(?:y|ies)|provinces?|places?|regions?)\b",
    re.IGNORECASE,
)


def bare(measure: Measure) -> str:
    """What a measure says, without its layout."""
    return _BARE.sub("", normalise(measure.text))


def copies(measures: Iterable[Measure], others: Iterable[Measure]) -> bool:
    """Whether two documents say nearly the same, as a notice does that stands on two sites."""
    one, other = set(map(bare, measures)), set(map(bare, others))
    return len(one & other) >= COPY * len(one | other)


def is_broad(question: str) -> bool:
    """Whether a question in Simplified Chinese or English asks for whatever there is on a subject."""
    return bool(_BROAD.search(question))


def asks_everywhere(question: str) -> bool:
    """Whether a question in Simplified Chinese or English asks what holds in each of several places."""
    return bool(_EVERYWHERE.search(question))


def spread(hits: Sequence[Hit]) -> list[Hit]:
    """Hits, best first, those that are nearly as good drawn forward where the best are all of one document."""
    if not hits:
        return []
    least = NEARLY_AS_GOOD * hits[0].score
    taken: Counter[str] = Counter()
    first: list[Hit] = []
    for hit in hits:
        if hit.score >= least and taken[hit.document.path] < OF_ONE:
            taken[hit.document.path] += 1
            first.append(hit)
    return first + [hit for hit in hits if hit not in first]
