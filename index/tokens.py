"""The vectors of single words: how well those of a question are met by those of a passage."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.threads import torch_alone

_TEXTS_IN_MEMORY = 8192
"""Texts whose tokens are remembered, all forgotten when there are more."""
_COMPANY = 0.7
"""What share of its neighbours' vectors a token takes on."""


@dataclass(frozen=True, slots=True)
class _Tokens:
    """Ids of the tokens of a text, and the lengths of their vectors in their company."""

    ids: NDArray[np.uint32]
    lengths: NDArray[np.float32]

    def __len__(self) -> int:
        return len(self.ids)


class TokenTable:
    """The static token table of a model, with its tokenizer."""

    def __init__(self, static: Any) -> None:
        """
        Args:
            static: the `StaticEmbedding` of sentence-transformers.
        """
        self._tokenizer = static.tokenizer
        self.vectors: NDArray[np.float32] = static.embedding.weight.detach().float().cpu().numpy()
        self._known: dict[str, _Tokens] = {}

    def ids(self, texts: Sequence[str]) -> list[NDArray[np.uint32]]:
        """The rows of the tokens of normalised texts."""
        return [tokens.ids for tokens in self._tokens(texts)]

    def late_interaction(self, question: str, passages: Sequence[str]) -> NDArray[np.float32]:
        """How well each word of the question is met by some word of the passage, both normalised.

        MaxSim of ColBERT (Khattab & Zaharia 2020) over the static token table: for every token of the
        question the likeness to its best token of the passage, weighted by the squared norm of the
        question's token, which in a trained static table stands for how much it tells. Likeness is the mean
        of two cosines, of the tokens alone and of the tokens in their company: a share of both neighbours
        added, so that 基金 of 产业基金 is told from 基金 of 公积金基金.

        Returns:
            `(n,)` float32 in [-1, 1].
        """
        import torch

        scores = np.zeros(len(passages), np.float32)
        asked = self.vectors[self._tokens([question])[0].ids]
        weight = (asked**2).sum(axis=1)
        held = [(i, tokens) for i, tokens in enumerate(self._tokens(passages)) if tokens]
        if not held or not weight.any():
            return scores
        company = _in_company(asked)
        both = np.concatenate([asked / _lengths(asked)[:, None], company / _lengths(company)[:, None]])
        vocabulary, flat = np.unique(np.concatenate([tokens.ids for _, tokens in held]), return_inverse=True)
        table = self.vectors[vocabulary]
        with torch_alone():
            products = (torch.from_numpy(table) @ torch.from_numpy(both).T).numpy()
        products[:, : len(asked)] /= _lengths(table)[:, None]
        start = 0
        for i, tokens in held:
            alone, together = np.split(products[flat[start : start + len(tokens)]], 2, axis=1)
            start += len(tokens)
            likeness = alone + _in_company(together) / tokens.lengths[:, None]
            scores[i] = likeness.max(axis=0) @ weight / weight.sum() / 2
        return scores

    def _tokens(self, texts: Sequence[str]) -> list[_Tokens]:
        """The tokens of texts, remembered since questions find many passages again."""
        remembered = self._known
        known = {text: remembered[text] for text in texts if text in remembered}
        fresh = [text for text in dict.fromkeys(texts) if text not in known]
        # without the offsets, which nobody asks for and which take a fifth of the time
        encodings = self._tokenizer.encode_batch_fast(fresh, add_special_tokens=False)
        ids = [np.array(encoding.ids, np.uint32) for encoding in encodings]
        known |= {text: _Tokens(i, _lengths(_in_company(self.vectors[i]))) for text, i in zip(fresh, ids, strict=True)}
        self._known = known if len(remembered) > _TEXTS_IN_MEMORY else remembered
        self._known.update(known)
        return [known[text] for text in texts]


def _lengths(vectors: NDArray[np.float32]) -> NDArray[np.float32]:
    """Lengths of vectors, 1 for those that are 0."""
    lengths = np.sqrt(np.einsum("ij,ij->i", vectors, vectors))
    return np.where(lengths > 0, lengths, np.float32(1))


def _in_company(tokens: NDArray[np.float32]) -> NDArray[np.float32]:
    """Vectors of tokens, or their products with others, with a share of their neighbours'."""
    beside = np.zeros_like(tokens)
    beside[1:] = tokens[:-1]
    beside[:-1] += tokens[1:]
    return tokens + np.float32(_COMPANY) * beside
