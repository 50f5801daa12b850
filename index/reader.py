"""Whether a passage answers a question, read by a small transformer that sees both at once."""

import json
import os
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from safetensors.torch import load_file
from tokenizers import Tokenizer
from torch import Tensor
from torch.nn import functional

from corpus.errors import ModelError
from corpus.text import normalise
from index.threads import torch_alone

READER_FOLDER = Path(__file__).parent / "model" / "reader"

LONGEST_QUESTION = 40
LONGEST_PASSAGE = 190
"""Tokens that are read of either, the last of a question, since what it asks stands there, the first of a passage."""

_MOST_THREADS = 3
_FIRST_PLACE = 2
"""Where the positions of XLM-RoBERTa begin; those before stand for padding."""


class Reader:
    """A cross-encoder of the family XLM-RoBERTa (Conneau et al. 2020) with one output.

    Its folder is one that transformers and sentence-transformers' `CrossEncoder` load as well; here it is read without
    them, since they take longer to import than a question to answer. Each pair is read by one thread. Safe to use from
    several threads.
    """

    def __init__(self, weights: Mapping[str, Tensor], heads: int, epsilon: float, tokenizer: Tokenizer) -> None:
        """
        Args:
            weights: by the names that transformers gives them.
            heads: of the attention.
            epsilon: of the layers' normalisation.
            tokenizer: adds no special tokens.
        """
        self._weights, self._heads, self._epsilon, self._tokenizer = weights, heads, epsilon, tokenizer
        self._start, self._end = (tokenizer.encode(mark, add_special_tokens=False).ids[0] for mark in ("<s>", "</s>"))
        self._layers = 1 + max(int(name.split(".")[3]) for name in weights if name.startswith("roberta.encoder."))

    @classmethod
    def load(cls, folder: Path = READER_FOLDER, dtype: torch.dtype | None = None) -> "Reader":
        """Read a folder.

        Args:
            folder: of the model.
            dtype: to multiply in. Left out, bfloat16 on x86 processors that multiply in it (AVX-512 BF16, AMX), which
                takes less than half the time and moves what is told by 0.01, rarely 0.05; float32 elsewhere.

        Raises:
            ModelError: it holds no such model.
        """
        try:
            return cls._load(folder, dtype or (torch.bfloat16 if _multiplies_in_bfloat16() else torch.float32))
        except Exception as error:
            raise ModelError(
                f"cannot load the reader in “{folder}” ({type(error).__name__}: {error}); install the program anew"
            ) from error

    @classmethod
    def _load(cls, folder: Path, dtype: torch.dtype) -> "Reader":
        facts = json.loads((folder / "config.json").read_text("utf-8"))
        weights = {
            name: tensor.to(torch.float32 if name.startswith("classifier.") else dtype)
            for name, tensor in load_file(folder / "model.safetensors").items()
        }
        tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        return cls(weights, facts["num_attention_heads"], facts["layer_norm_eps"], tokenizer)

    def read(self, question: str, passages: Sequence[str]) -> NDArray[np.float32]:
        """How likely each passage answers, as the logarithm of the odds.

        Args:
            question: any writing; it is normalised.
            passages: with the headings above them.

        Returns:
            `(n,)` float32.
        """
        asked = self._ids(question)[-LONGEST_QUESTION:]
        pairs = [[*asked, self._end, self._end, *self._ids(text)[:LONGEST_PASSAGE]] for text in passages]
        others = [_threads().submit(self._told, pair) for pair in pairs[1:]]
        told = [*map(self._told, pairs[:1]), *(other.result() for other in others)]
        return np.array(told, np.float32)

    def _ids(self, text: str) -> list[int]:
        ids: list[int] = self._tokenizer.encode(normalise(text), add_special_tokens=False).ids
        return ids

    @torch.inference_mode()
    def _told(self, ids: list[int]) -> float:
        """What the model says of a pair, given without its first and its last token."""
        with torch_alone():
            return self._through(ids)

    def _through(self, ids: list[int]) -> float:
        rows = torch.tensor([self._start, *ids, self._end])
        place = "roberta.embeddings."
        hidden = self._weights[f"{place}word_embeddings.weight"][rows]
        hidden = hidden + self._weights[f"{place}position_embeddings.weight"][_FIRST_PLACE : _FIRST_PLACE + len(rows)]
        hidden = hidden + self._weights[f"{place}token_type_embeddings.weight"][0]
        hidden = self._normed(hidden, f"{place}LayerNorm")
        for layer in range(self._layers):
            place = f"roberta.encoder.layer.{layer}."
            told = hidden[:1] if layer + 1 == self._layers else hidden
            hidden = self._normed(
                told + self._attended(told, hidden, f"{place}attention."), f"{place}attention.output.LayerNorm"
            )
            between = functional.gelu(self._mapped(hidden, f"{place}intermediate.dense"))
            hidden = self._normed(hidden + self._mapped(between, f"{place}output.dense"), f"{place}output.LayerNorm")
        whole = self._mapped(hidden.float(), "classifier.dense").tanh()
        return float(self._mapped(whole, "classifier.out_proj"))

    def _attended(self, told: Tensor, hidden: Tensor, place: str) -> Tensor:
        """What some of the tokens take from all; of the last layer, only what the first says is heard.

        Written out, since torch's own takes two to three times as long for one short text on one core.
        """
        query, key, value = (
            self._mapped(tokens, f"{place}self.{name}").view(len(tokens), self._heads, -1).transpose(0, 1)
            for tokens, name in ((told, "query"), (hidden, "key"), (hidden, "value"))
        )
        met = torch.bmm(query * key.shape[2] ** -0.5, key.transpose(1, 2)).softmax(2)
        return self._mapped(torch.bmm(met, value).transpose(0, 1).reshape(told.shape), f"{place}output.dense")

    def _mapped(self, hidden: Tensor, name: str) -> Tensor:
        return functional.linear(hidden, self._weights[f"{name}.weight"], self._weights[f"{name}.bias"])

    def _normed(self, hidden: Tensor, name: str) -> Tensor:
        weight, bias = self._weights[f"{name}.weight"], self._weights[f"{name}.bias"]
        return functional.layer_norm(hidden, weight.shape, weight, bias, self._epsilon)


@cache
def _threads() -> ThreadPoolExecutor:
    return ThreadPoolExecutor(max_workers=min(_MOST_THREADS, os.cpu_count() or 1), thread_name_prefix="reader")


if hasattr(os, "register_at_fork"):  # a child does not have the threads of its parent
    os.register_at_fork(after_in_child=_threads.cache_clear)


def _multiplies_in_bfloat16() -> bool:
    known: dict[str, object] = getattr(torch.cpu, "get_capabilities", dict)()  # not in older versions
    return any(known.get(name) for name in ("avx512_bf16", "amx_bf16"))


@cache
def shipped() -> Reader:
    """The reader that ships, loaded once."""
    return Reader.load()
