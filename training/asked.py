"""Questions and what answers them, ready for the question side to learn from."""

import random
import re
from collections.abc import Sequence

import numpy as np
from sentence_transformers import SentenceTransformer

from training.query import Asked
from training.table import Vectors
from training.texts import Texts
from training.tower import Tower

_STATUTES = 10_000
_OTHERS = 10_000
_LONGEST = 300
_SENTENCE = re.compile(r"[.;](?:\s|$)")


def pairs(texts: Texts, seed: int) -> dict[str, tuple[float, list[tuple[str, str]]]]:
    """For each source how often it is drawn, and (question, passage)."""
    chance = random.Random(seed)
    asked = texts.asked
    statutes = chance.sample(texts.statutes, min(_STATUTES, len(texts.statutes)))
    return {
        "question": (3.0, [(q, f"{a.title} {a.passage}") for a in asked for q in a.chinese]),
        "question, no title": (1.5, [(q, a.passage) for a in asked for q in a.chinese]),
        "English question": (2.5, [(q, f"{a.title} {a.passage}") for a in asked for q in a.english]),
        "statute": (1.0, [(_first(english), chinese) for chinese, english in statutes]),
        "reading": (1.0, texts.reading),
    }


def sources(texts: Texts, tower: Tower, static: SentenceTransformer, seed: int) -> dict[str, Asked]:
    """Every source of `pairs`; articles that nobody asked about are among the passages of the questions."""
    chance = random.Random(seed)
    articles = [f"{title} {headings} {text}" for title, law in texts.laws for headings, text in law]
    unasked = chance.sample(articles, min(_OTHERS, len(articles)))
    found = pairs(texts, seed)
    questions = list(dict.fromkeys(q for _, some in found.values() for q, _ in some))
    number = {question: i for i, question in enumerate(questions)}
    tokens = tower.tokens(questions)
    means = tower.means(tokens)
    ready = {}
    for name, (share, some) in found.items():
        passages = list(dict.fromkeys([passage for _, passage in some] + unasked * ("title" not in name)))
        place = {passage: i for i, passage in enumerate(passages)}
        rows = [number[question] for question, _ in some]
        ready[name] = Asked(
            [tokens[i] for i in rows],
            means[rows],
            np.array([place[passage] for _, passage in some], np.int64),
            embedded(static, passages),
            share,
        )
    return ready


def spoken(texts: Texts, seed: int) -> list[str]:
    """Texts whose words the encoder should know: whatever is asked, and what is asked about."""
    chance = random.Random(seed)
    statutes = chance.sample(texts.statutes, min(_STATUTES, len(texts.statutes)))
    return [
        *(question for a in texts.asked for question in (*a.chinese, *a.english)),
        *(f"{a.title} {a.passage}" for a in texts.asked),
        *(title for title, _ in texts.laws),
        *(
            text
            for both in (statutes, texts.dictionary, texts.sentences, texts.reading, texts.terms)
            for p in both
            for text in p
        ),
    ]


def embedded(static: SentenceTransformer, passages: Sequence[str]) -> Vectors:
    """`(n, dimension)` float32, L2-normalised."""
    vectors = np.nan_to_num(
        static.encode_document(list(passages), batch_size=1024, show_progress_bar=False).astype(np.float32)
    )
    units: Vectors = vectors / np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-6)
    return units


def _first(text: str) -> str:
    """The first sentence of an English article."""
    return (_SENTENCE.split(text, maxsplit=1)[0].strip() or text)[:_LONGEST]
