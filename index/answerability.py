"""Whether a passage answers a question, told from how the words of the one are met by those of the other."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from safetensors import safe_open
from torch import Tensor, nn

from index.threads import torch_alone
from index.tokens import TokenTable

LONGEST_QUESTION = 48
LONGEST_PASSAGE = 320
"""Tokens that are read of either."""

_WIDTH = 128
_COMPARED = 64
"""Values that stand for a token, and for what comes of its comparison."""

_SHARPNESS = 8.0
"""What the likeness of token vectors counts when a token of the question looks for its like."""

_LEAST_NORM = 1e-12

_WINDOWS = (7, 21, 61)
"""Tokens of the passage among which the question is looked for as a whole."""


class Network(nn.Module):
    """Decomposable attention (Parikh et al. 2016) over the vectors of a static token table.

    Every token of the question attends to the passage and is compared with what it meets; the comparisons are added
    up, those of telling tokens foremost. Beside them stands how well the question is met within a window of the
    passage, since the words of an answer stand together. 230,000 weights.
    """

    def __init__(self, dimension: int) -> None:
        """
        Args:
            dimension: of the token vectors.
        """
        super().__init__()
        self.project = nn.Linear(dimension, _WIDTH)
        self.neighbours = nn.Conv1d(_WIDTH, _WIDTH, 3, padding=1)
        self.norm = nn.LayerNorm(_WIDTH)
        self.ask, self.meet = nn.Linear(_WIDTH, _WIDTH, bias=False), nn.Linear(_WIDTH, _WIDTH, bias=False)
        self.weigh = nn.Linear(_WIDTH + 1, 1)
        self.compare = nn.Sequential(
            nn.Linear(4 * _WIDTH + 4, _WIDTH), nn.GELU(), nn.Linear(_WIDTH, _COMPARED), nn.GELU()
        )
        self.decide = nn.Sequential(
            nn.Linear(2 * _COMPARED + len(_WINDOWS) + 4, _COMPARED),
            nn.GELU(),
            nn.Dropout(0.15),
            nn.Linear(_COMPARED, 1),
        )

    def alone(self, vectors: Tensor) -> Tensor:
        """Tokens as such: `(…, dimension)` of the table to `(…, width)`."""
        return nn.functional.gelu(self.project(vectors))

    def encode(self, alone: Tensor, tokens: Tensor | None = None) -> Tensor:
        """Tokens in the company of their neighbours.

        Args:
            alone: `(n, length, width)`.
            tokens: `(n, length)`, what of it are tokens; everything without.

        Returns:
            `(n, length, width)`.
        """
        if tokens is not None:
            alone = alone * tokens[..., None]
        beside = self.neighbours(alone.transpose(1, 2)).transpose(1, 2)
        encoded: Tensor = self.norm(alone + nn.functional.gelu(beside))
        return encoded

    def forward(self, question: Tensor, tokens: Tensor, passage: Tensor, likeness: Tensor, lengths: Tensor) -> Tensor:
        """Logits that a passage answers questions.

        Args:
            question: `(n, q, width)`, encoded, of which `tokens` `(n, q)` are tokens.
            passage: `(p, width)`, encoded.
            likeness: `(n, q, p)` cosines of the token vectors.
            lengths: `(n, q)` of the question's token vectors; in a trained table they stand for how much a token tells.

        Returns:
            `(n,)`.
        """
        learned = self.ask(question) @ self.meet(passage).T / _WIDTH**0.5
        attention = (learned + _SHARPNESS * likeness).softmax(-1)
        met, best = attention @ passage, likeness.amax(-1)
        figures = torch.stack([best, (attention * likeness).sum(-1), lengths, learned.amax(-1)], -1)
        compared = self.compare(torch.cat([question, met, question * met, (question - met).abs(), figures], -1))
        telling = self.weigh(torch.cat([question, lengths[..., None]], -1))[..., 0] + lengths
        weight = telling.masked_fill(~tokens, -torch.inf).softmax(-1)
        most = compared.masked_fill(~tokens[..., None], -torch.inf).amax(1)
        long = best.new_full((len(best),), len(passage))
        whole = [(weight * best).sum(1), (weight * best).amax(1), tokens.sum(1).log1p(), long.log1p()]
        for window in _WINDOWS:
            near = nn.functional.max_pool1d(likeness, window, 1, window // 2)
            whole.append((weight[:, None] @ near)[:, 0].amax(-1))
        told = torch.cat([(weight[..., None] * compared).sum(1), most, torch.stack(whole, -1)], -1)
        logits: Tensor = self.decide(told)[:, 0]
        return logits


class Answerability:
    """A trained network and the token table that it was trained over."""

    def __init__(self, network: Network, table: TokenTable) -> None:
        self._network = network.eval()
        self._table = table
        vectors = torch.from_numpy(table.vectors)
        with torch.inference_mode():
            self._alone, self._lengths = network.alone(vectors), vectors.norm(dim=1)

    @classmethod
    def load(cls, path: Path, table: TokenTable, model: str) -> "Answerability":
        """Read the weights that `training/answerability.py` wrote.

        Args:
            path: of the file.
            table: of the model.
            model: its fingerprint.

        Raises:
            OSError, ValueError, RuntimeError, safetensors.SafetensorError: it holds none, or those for another model.
        """
        with safe_open(path, "pt") as file:
            trained_over = (file.metadata() or {}).get("model", "")
            weights: dict[str, Any] = {name: file.get_tensor(name).float() for name in file.keys()}  # noqa: SIM118
        if trained_over != model:
            raise ValueError("it was trained over another model")
        network = Network(table.vectors.shape[1])
        network.load_state_dict(weights)
        return cls(network, table)

    def logits(self, question: str, passages: Sequence[str]) -> NDArray[np.float32]:
        """How likely it is that passages answer a question, both normalised.

        Returns:
            `(n,)` float32, the logarithms of the odds; 0 where either has no token.
        """
        asked, *held = self._table.ids([question, *passages])
        logits = np.zeros(len(passages), np.float32)
        if not len(asked):
            return logits
        with torch_alone(), torch.inference_mode():
            own = self._ids(asked[:LONGEST_QUESTION])
            encoded, lengths, vectors = self._encode(own), self._lengths[own], self._vectors(own)
            tokens = torch.ones(1, len(own), dtype=torch.bool)
            for number, rows in enumerate(held):
                if not len(rows):
                    continue
                ids = self._ids(rows[:LONGEST_PASSAGE])
                norms = lengths[:, None] * self._lengths[ids]
                likeness = vectors @ self._vectors(ids).T / norms.clamp(min=_LEAST_NORM)
                found = self._network(encoded, tokens, self._encode(ids)[0], likeness[None], lengths[None])
                logits[number] = float(found)
        return logits

    def _encode(self, ids: Tensor) -> Tensor:
        encoded: Tensor = self._network.encode(self._alone[ids][None])
        return encoded

    def _vectors(self, ids: Tensor) -> Tensor:
        return torch.from_numpy(self._table.vectors[ids.numpy()])

    def _ids(self, rows: NDArray[np.uint32]) -> Tensor:
        return torch.from_numpy(rows.astype(np.int64))
