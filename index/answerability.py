"""Whether a passage answers a question, told from how the words of the one are met by those of the other."""

from collections.abc import Sequence
from dataclasses import dataclass
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

_NOTHING = -1e4
"""What is less than anything that is compared."""

_WINDOWS = (7, 21, 61)
"""Tokens of the passage among which the question is looked for as a whole."""

_TOLD = 2 * _COMPARED + len(_WINDOWS) + 4
"""Values that tell of a question and a passage."""
PREFERRING = 32
"""Values between those and what a passage is put before others by."""
PREFERENCE = "prefer."
"""What the names of the weights begin with that `training/preference.py` trains."""


class Network(nn.Module):
    """Decomposable attention (Parikh et al. 2016) over the vectors of a static token table.

    Every token of the question attends to the passage and is compared with what it meets; the comparisons are added
    up, those of telling tokens foremost. Beside them stands how well the question is met within a window of the
    passage, since the words of an answer stand together. 230,000 weights.

    What is told by that serves twice: `decide` says whether a passage answers, `prefer` how far it is to be put before
    others that are as near. The latter is trained by itself, on passages of the same documents.
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
        self.decide = nn.Sequential(nn.Linear(_TOLD, _COMPARED), nn.GELU(), nn.Dropout(0.15), nn.Linear(_COMPARED, 1))
        nothing_yet = nn.Linear(PREFERRING, 1)
        nn.init.zeros_(nothing_yet.weight)
        nn.init.zeros_(nothing_yet.bias)
        self.prefer = nn.Sequential(nn.Linear(_TOLD + 2, PREFERRING), nn.GELU(), nothing_yet)

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

    def answers(self, told: Tensor) -> Tensor:
        """Logits `(n,)` from what is told `(n, _TOLD)`."""
        logits: Tensor = self.decide(told)[:, 0]
        return logits

    def considered(self, told: Tensor, answers: Tensor) -> Tensor:
        """What a preference is made of, `(n, _TOLD + 2)`: what is told, and what that says of its answering."""
        return torch.cat([told, torch.stack([answers, answers.clamp(min=0)], -1)], -1)

    def preference(self, considered: Tensor) -> Tensor:
        """What passages are put before others by, `(n,)`."""
        preferred: Tensor = self.prefer(considered)[:, 0]
        return preferred

    def told(
        self,
        question: Tensor,
        tokens: Tensor,
        passage: Tensor,
        likeness: Tensor,
        lengths: Tensor,
        held: Tensor | None = None,
    ) -> Tensor:
        """What is told by how questions are met by passages: one of many questions, or many of one.

        Args:
            question: `(n or 1, q, width)`, encoded, of which `tokens` `(n or 1, q)` are tokens.
            passage: `(p, width)` or `(n, p, width)`, encoded.
            likeness: `(n, q, p)` cosines of the token vectors.
            lengths: `(n or 1, q)` of the question's token vectors; in a trained table they stand for how much a token
                tells.
            held: `(n, p)`, what of the passages are tokens; everything without.

        Returns:
            `(n, _TOLD)`.
        """
        learned = self.ask(question) @ self.meet(passage).transpose(-1, -2) / _WIDTH**0.5
        long = likeness.new_full((len(likeness),), likeness.shape[-1])
        if held is not None:
            learned, likeness = (one.masked_fill(~held[:, None], _NOTHING) for one in (learned, likeness))
            long = held.sum(1).to(likeness.dtype)
        attention = (learned + _SHARPNESS * likeness).softmax(-1)
        met, best = attention @ passage, likeness.amax(-1)
        question, lengths, tokens = (one.expand(len(likeness), *one.shape[1:]) for one in (question, lengths, tokens))
        figures = torch.stack([best, (attention * likeness).sum(-1), lengths, learned.amax(-1)], -1)
        compared = self.compare(torch.cat([question, met, question * met, (question - met).abs(), figures], -1))
        telling = self.weigh(torch.cat([question, lengths[..., None]], -1))[..., 0] + lengths
        weight = telling.masked_fill(~tokens, -torch.inf).softmax(-1)
        most = compared.masked_fill(~tokens[..., None], -torch.inf).amax(1)
        whole = [(weight * best).sum(1), (weight * best).amax(1), tokens.sum(1).log1p(), long.log1p()]
        for window in _WINDOWS:
            near = nn.functional.max_pool1d(likeness, window, 1, window // 2)
            whole.append((weight[:, None] @ near)[:, 0].amax(-1))
        return torch.cat([(weight[..., None] * compared).sum(1), most, torch.stack(whole, -1)], -1)


@dataclass(frozen=True, slots=True)
class Reading:
    """What is read off passages for a question.

    Attributes:
        answers: `(n,)` float32, how likely each answers, the logarithms of the odds.
        preference: `(n,)` float32, what each is put before others by, on the scale of `qa.rank.Weights.score`.
        considered: `(n, values)` float32, what that is made of.
    """

    answers: NDArray[np.float32]
    preference: NDArray[np.float32]
    considered: NDArray[np.float32]


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
        untrained = {name: value for name, value in network.state_dict().items() if name.startswith(PREFERENCE)}
        network.load_state_dict(untrained | weights)
        return cls(network, table)

    def read(self, question: str, passages: Sequence[str]) -> Reading:
        """Read passages for a question, both normalised; 0 where either has no token."""
        asked, *held = self._table.ids([question, *passages])
        reading = Reading(*(np.zeros((len(passages), *more), np.float32) for more in ((), (), (_TOLD + 2,))))
        read = [number for number, rows in enumerate(held) if len(rows)]
        if not len(asked) or not read:
            return reading
        with torch_alone(), torch.inference_mode():
            own = self._ids(asked[:LONGEST_QUESTION])[None]
            texts = [self._ids(held[number][:LONGEST_PASSAGE]) for number in read]
            ids = nn.utils.rnn.pad_sequence(texts, batch_first=True)
            lengths = torch.tensor([[len(rows)] for rows in texts])
            within = torch.arange(ids.shape[1]) < lengths
            norms = self._lengths[own][..., None] * self._lengths[ids][:, None]
            likeness = self._vectors(own) @ self._vectors(ids).transpose(1, 2) / norms.clamp(min=_LEAST_NORM)
            told = self._network.told(
                self._network.encode(self._alone[own]),
                torch.ones_like(own, dtype=torch.bool),
                self._network.encode(self._alone[ids], within),
                likeness,
                self._lengths[own],
                within,
            )
            answers = self._network.answers(told)
            considered = self._network.considered(told, answers)
            reading.answers[read], reading.considered[read] = answers.numpy(), considered.numpy()
            reading.preference[read] = self._network.preference(considered).numpy()
        return reading

    def _vectors(self, ids: Tensor) -> Tensor:
        return torch.from_numpy(self._table.vectors[ids.numpy()])

    def _ids(self, rows: NDArray[np.uint32]) -> Tensor:
        return torch.from_numpy(rows.astype(np.int64))
