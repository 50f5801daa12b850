"""A static token table, trained by in-batch contrast."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray
from tokenizers import Tokenizer
from torch.nn.functional import cross_entropy, normalize
from tqdm import tqdm

from training.pairs import MIX, Batch, Crops, Pairs
from training.tokens import Tokens, tokenise

Vectors = NDArray[np.float32]
_AT_ONCE = 4096


@dataclass(frozen=True)
class Options:
    """How to train.

    Attributes:
        dimension: length of a vector.
        steps: batches; the learning rate falls to zero over them.
        batch: pairs in a batch; the other right sides are the negatives.
        rate: learning rate of Adam.
        temperature: divides the cosines before the softmax.
        dropped: share of tokens left out of each text, anew each time.
        norm: mean norm of a row of the table at the start.
        seed: of everything drawn.
    """

    dimension: int = 1024
    steps: int = 1200
    batch: int = 1024
    rate: float = 3e-3
    temperature: float = 0.05
    dropped: float = 0.1
    norm: float = 2.26
    seed: int = 1


class Table:
    """Token vectors whose mean is the vector of a text."""

    def __init__(self, tokenizer: Tokenizer, options: Options, start: Vectors | None = None) -> None:
        """
        Args:
            tokenizer: whose pieces are the rows.
            options: how to train.
            start: `(vocabulary, at most dimension)` rows to start from; random ones otherwise.
        """
        torch.manual_seed(options.seed)
        self.tokenizer, self.options = tokenizer, options
        self._bag = torch.nn.EmbeddingBag(tokenizer.get_vocab_size(), options.dimension, mode="mean")
        torch.nn.init.normal_(self._bag.weight, std=options.norm / options.dimension**0.5 if start is None else 0.02)
        if start is not None:
            scaled = start * (options.norm / np.linalg.norm(start, axis=1).mean())
            self._bag.weight.data[:, : start.shape[1]] = torch.from_numpy(scaled)

    @property
    def weights(self) -> Vectors:
        """`(vocabulary, dimension)` float32."""
        table: Vectors = self._bag.weight.detach().numpy()
        return table

    def reduce(self, dimension: int) -> None:
        """Turn the table so that its first directions hold most (principal components, not centred) and keep those.

        A table trained with more dimensions and cut to `dimension` is better than one trained with that many.
        """
        table = self._bag.weight.detach()
        _, directions = torch.linalg.eigh(table.T @ table)
        kept = table @ directions.flip(1)[:, :dimension]
        self._bag = torch.nn.EmbeddingBag.from_pretrained(kept.contiguous(), freeze=False, mode="mean")

    def train(self, sources: dict[str, Pairs | Crops], report: Callable[[int], None]) -> None:
        """Train on batches drawn from the sources by `MIX`.

        The loss is InfoNCE (van den Oord et al. 2018) over cosines, both ways; pairs of a batch that share
        a text are not each other's negatives.
        """
        options = self.options
        chance = np.random.default_rng(options.seed)
        names = list(MIX)
        shares = np.array([MIX[name] for name in names])
        shares /= shares.sum()
        optimizer = torch.optim.Adam(self._bag.parameters(), lr=options.rate, betas=(0.9, 0.98))
        for step in tqdm(range(options.steps), unit="batch", disable=None):
            for group in optimizer.param_groups:
                group["lr"] = options.rate * min(1, step / 50) * (1 - step / options.steps) + 1e-6
            name = names[int(chance.choice(len(names), p=shares))]
            loss = self._loss(sources[name].batch(options.batch, chance), chance)
            optimizer.zero_grad()
            torch.autograd.backward(loss)
            optimizer.step()
            report(step + 1)

    def _loss(self, batch: Batch, chance: np.random.Generator) -> torch.Tensor:
        left = normalize(self._means([self._thinned(text, chance) for text in batch.left]), dim=1)
        right = normalize(self._means([self._thinned(text, chance) for text in batch.right]), dim=1)
        similarity = left @ right.T / self.options.temperature
        left_ids, right_ids = torch.from_numpy(batch.left_ids), torch.from_numpy(batch.right_ids)
        same = (left_ids[:, None] == left_ids[None]) | (right_ids[:, None] == right_ids[None])
        same.fill_diagonal_(False)
        similarity = similarity.masked_fill(same, -1e4)
        truth = torch.arange(len(left_ids))
        return (cross_entropy(similarity, truth) + cross_entropy(similarity.T, truth)) / 2

    def _thinned(self, tokens: Tokens, chance: np.random.Generator) -> Tokens:
        if len(tokens) < 3:
            return tokens
        kept = tokens[chance.random(len(tokens)) > self.options.dropped]
        return kept if len(kept) else tokens

    def _means(self, texts: Sequence[Tokens]) -> torch.Tensor:
        starts = np.cumsum([0, *(len(text) for text in texts[:-1])])
        means: torch.Tensor = self._bag(
            torch.from_numpy(np.concatenate(texts).astype(np.int64)), torch.from_numpy(starts)
        )
        return means

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Vectors of normalised texts.

        Returns:
            `(n, dimension)` float32, L2-normalised.
        """
        tokens = tokenise(texts, self.tokenizer)
        with torch.no_grad():
            parts = [
                normalize(self._means(tokens[start : start + _AT_ONCE]), dim=1).numpy()
                for start in range(0, len(tokens), _AT_ONCE)
            ]
        return np.concatenate(parts)
