"""The terms that texts are compared by: characters, character pairs, Latin words.

Chinese is not segmented: characters and their bigrams find more than dictionary words do on
every question set we have (see `benchmarks/`).
"""

import re
from collections.abc import Callable, Collection, Iterator, Sequence
from operator import add

import numpy as np
from numpy.typing import NDArray

from corpus.text import normalise

SINGLE_BELOW = 50_000
"""Passages from which on a question's single characters are not searched for beside its pairs of characters: most
passages hold them, so that they take four fifths of the time, and find no more, see `benchmarks/`."""
K1 = 1.2
"""How soon a term that comes again stops counting, in BM25."""
_RUN = re.compile(r"[\u3400-\u9fff\U00020000-\U0002ffff]+|[^\W_\u3400-\u9fff\U00020000-\U0002ffff]+")
_CHINESE = re.compile(r"[\u3400-\u9fff\U00020000-\U0002ffff]+")
_PHRASE = 4
_LENGTH = 0.4
"""How much the length of a whole document counts against it, in BM25."""


def terms(normalised: str) -> str:
    """Terms of a normalised text, joined by spaces: Chinese characters and their bigrams, other words whole."""
    found: list[str] = []
    for run in _RUN.findall(normalised):
        if run[0] >= "\u3400":
            found.extend(run)
            found.extend(map(add, run, run[1:]))
        else:
            found.append(run)
    return " ".join(found)


def search_terms(question: str, passages: int) -> list[str]:
    """The terms of a question, each once, that are searched for in so many passages."""
    found = list(dict.fromkeys(terms(normalise(question)).split()))
    telling = [term for term in found if len(term) > 1 or not _CHINESE.match(term)]
    return telling if telling and passages >= SINGLE_BELOW else found


def shares(question: str, texts: Sequence[str], idf: Callable[[str], float]) -> NDArray[np.float32]:
    """What share of the question's terms each text holds, `(n,)` in [0, 1], weighted by rarity."""
    weights = {term: idf(term) for term in terms(normalise(question)).split()}
    total = sum(weights.values()) or 1.0
    chinese = {term for term in weights if _CHINESE.fullmatch(term)}
    return np.array([sum(weights[t] for t in _held(weights, chinese, text)) / total for text in texts], np.float32)


def _held(asked: Collection[str], chinese: Collection[str], text: str) -> Iterator[str]:
    """The terms asked for that are among the `terms` of a text, in their order.

    A Chinese one is where it stands in the text, so only for others the text is taken apart.
    """
    normalised = normalise(text)
    others: set[str] = set() if len(chinese) == len(asked) else set(terms(normalised).split())
    return (term for term in asked if (term in normalised if term in chinese else term in others))


def phrases(question: str, texts: Sequence[str], idf: Callable[[str], float]) -> NDArray[np.float32]:
    """What share of the question's runs of four Chinese characters each text holds, `(n,)` in [0, 1], by rarity."""
    runs = {
        run[i : i + _PHRASE] for run in _CHINESE.findall(normalise(question)) for i in range(len(run) - _PHRASE + 1)
    }
    weights = {run: sum(map(idf, map(add, run, run[1:]))) for run in sorted(runs)}
    total = sum(weights.values()) or 1.0
    held = map(normalise, texts) if weights else texts
    return np.array([sum(w for run, w in weights.items() if run in text) / total for text in held], np.float32)


def bm25(question: str, texts: Sequence[str], idf: Callable[[str], float]) -> NDArray[np.float32]:
    """How often the question's character pairs and words stand in whole documents (Robertson & Zaragoza 2009).

    Args:
        texts: in Simplified Chinese and lower case; their length is measured against their mean.

    Returns:
        `(n,)` float32 in [0, 1], 1 where every term stood without end.
    """
    found = dict.fromkeys(terms(normalise(question)).split())
    asked = [term for term in found if len(term) > 1] or list(found)
    weights = np.array([idf(term) for term in asked])
    if not texts or not weights.sum():
        return np.zeros(len(texts), np.float32)
    lengths = np.array([len(text) for text in texts], float)
    damping = K1 * (1 - _LENGTH + _LENGTH * lengths / max(lengths.mean(), 1.0))
    counts = np.array([[text.count(term) for term in asked] for text in texts], float)
    return np.asarray((counts / (counts + damping[:, None])) @ weights / weights.sum(), np.float32)
