"""The vocabulary of an encoder cut to the pieces that texts use."""

import json
import unicodedata
from collections import Counter
from collections.abc import Iterable
from typing import Any

import torch
from tokenizers import Tokenizer

from corpus.text import to_simplified

_SPECIAL = 4
"""Pieces that begin a vocabulary: start, padding, end, unknown."""

_SPACE = "▁"
_AT_ONCE = 5000


def counted(tokenizer: Tokenizer, texts: Iterable[str]) -> Counter[int]:
    """How often each piece occurs in texts."""
    found: Counter[int] = Counter()
    waiting: list[str] = []
    for text in texts:
        waiting.append(text)
        if len(waiting) == _AT_ONCE:
            _count(tokenizer, waiting, found)
            waiting = []
    _count(tokenizer, waiting, found)
    return found


def _count(tokenizer: Tokenizer, texts: list[str], found: Counter[int]) -> None:
    for encoding in tokenizer.encode_batch(texts, add_special_tokens=False):
        found.update(encoding.ids)


def cut(model: Any, tokenizer: Tokenizer, counts: Counter[int], least: int) -> Tokenizer:
    """Keep the pieces that occur, and single characters, which stand for what has no piece of its own.

    Args:
        model: of transformers; its table of vectors is cut in place.
        tokenizer: of the kind Unigram.
        counts: see `counted`.
        least: occurrences for which a piece is kept.

    Returns:
        The tokenizer of the pieces kept.
    """
    facts = json.loads(tokenizer.to_str())
    pieces = facts["model"]["vocab"]
    kept = [n for n, (piece, _) in enumerate(pieces) if n < _SPECIAL or counts[n] >= least or _single(piece)]
    facts["model"]["vocab"] = [pieces[number] for number in kept]
    facts["added_tokens"] = [token for token in facts["added_tokens"] if token["id"] < _SPECIAL]
    table = model.get_input_embeddings().weight.detach()[torch.tensor(kept)]
    model.resize_token_embeddings(len(kept))
    model.get_input_embeddings().weight.data.copy_(table)
    return Tokenizer.from_str(json.dumps(facts))


def _single(piece: str) -> bool:
    """Whether a piece is one character that texts are written with: Simplified Chinese, ASCII, punctuation."""
    bare = piece.removeprefix(_SPACE)
    if len(bare) != 1:
        return not bare
    chinese = "一" <= bare <= "鿿" and to_simplified(bare) == bare
    return chinese or bare.isascii() or unicodedata.category(bare).startswith("P")
