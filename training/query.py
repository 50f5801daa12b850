"""The question side: a table of its own over the encoder's pieces, and a map of the encoder's mean, added."""

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from sentence_transformers import SentenceTransformer
from sentence_transformers.sentence_transformer.modules import (
    Dense,
    Normalize,
    Pooling,
    Router,
    Transformer,
    WordEmbeddings,
)
from sentence_transformers.sentence_transformer.modules.tokenizer import WhitespaceTokenizer
from torch.nn.functional import cross_entropy, normalize
from tqdm import tqdm
from transformers import PreTrainedTokenizerFast

from training.table import Vectors
from training.tokens import Tokens
from training.tower import LONGEST, PROMPT, SPECIAL, Tower


@dataclass(frozen=True)
class Options:
    """How to train.

    Attributes:
        steps: batches; the learning rate falls to zero over them.
        batch: questions in a batch.
        others: passages that are negatives for all of them, drawn anew.
        rate: learning rate of Adam.
        temperature: divides the cosines before the softmax.
        dropped: share of tokens left out of the mean of each question, anew each time.
        seed: of everything drawn.
    """

    steps: int = 600
    batch: int = 512
    others: int = 4096
    rate: float = 1e-3
    temperature: float = 0.05
    dropped: float = 0.1
    seed: int = 1


@dataclass(frozen=True)
class Asked:
    """Questions of one source and what answers each.

    Attributes:
        tokens: of the encoder, of each question.
        means: `(n, hidden)`, what the encoder makes of each.
        answers: `(n,)` row of the passage that answers.
        passages: `(m, dimension)`, L2-normalised.
        share: how often a batch comes from here.
    """

    tokens: Sequence[Tokens]
    means: NDArray[np.float16]
    answers: NDArray[np.int64]
    passages: Vectors
    share: float


class Query:
    """A question's vector: the mean of its rows in a table plus a linear map of what the encoder makes of it."""

    def __init__(self, table: Vectors, hidden: int, options: Options) -> None:
        """
        Args:
            table: `(pieces, dimension)` rows to start from.
            hidden: dimensions of the encoder.
            options: how to train.
        """
        self.options = options
        self.bag = torch.nn.EmbeddingBag.from_pretrained(torch.from_numpy(table.copy()), freeze=False, mode="mean")
        self.map = torch.nn.Linear(hidden, table.shape[1])
        torch.nn.init.zeros_(self.map.weight)
        torch.nn.init.zeros_(self.map.bias)

    def vectors(self, tokens: Sequence[Tokens], means: NDArray[np.float16]) -> torch.Tensor:
        """`(n, dimension)`, L2-normalised."""
        starts = np.cumsum([0, *(len(text) for text in tokens[:-1])])
        rows = self.bag(torch.from_numpy(np.concatenate(tokens).astype(np.int64)), torch.from_numpy(starts))
        return normalize(rows + self.map(torch.from_numpy(means.astype(np.float32))), dim=1)

    def train(self, sources: Sequence[Asked], report: Callable[[int], None]) -> None:
        """Bring questions to their passages, away from the other passages of the source: InfoNCE one way."""
        options = self.options
        chance = np.random.default_rng(options.seed)
        shares = np.array([source.share for source in sources])
        optimizer = torch.optim.Adam([*self.bag.parameters(), *self.map.parameters()], lr=options.rate)
        for step in tqdm(range(options.steps), unit="batch", disable=None):
            for group in optimizer.param_groups:
                group["lr"] = options.rate * min(1, step / 50) * (1 - step / options.steps) + 1e-6
            source = sources[int(chance.choice(len(sources), p=shares / shares.sum()))]
            loss = self._loss(source, chance)
            optimizer.zero_grad()
            torch.autograd.backward(loss)
            optimizer.step()
            report(step + 1)

    def _loss(self, source: Asked, chance: np.random.Generator) -> torch.Tensor:
        options = self.options
        rows = chance.choice(len(source.tokens), min(options.batch, len(source.tokens)), replace=False)
        others = chance.choice(len(source.passages), min(options.others, len(source.passages)), replace=False)
        answers, place = np.unique(source.answers[rows], return_inverse=True)
        against = np.concatenate([answers, np.setdiff1d(others, answers)])
        tokens = [self._thinned(source.tokens[i], chance) for i in rows]
        cosines = self.vectors(tokens, source.means[rows]) @ torch.from_numpy(source.passages[against]).T
        return cross_entropy(cosines / options.temperature, torch.from_numpy(place))

    def _thinned(self, tokens: Tokens, chance: np.random.Generator) -> Tokens:
        kept = tokens[chance.random(len(tokens)) > self.options.dropped]
        return kept if len(kept) else tokens

    def encode(self, tower: Tower, questions: Sequence[str]) -> Vectors:
        """Vectors of normalised questions, `(n, dimension)` float32, L2-normalised."""
        tokens = tower.tokens(questions)
        with torch.no_grad():
            found: Vectors = self.vectors(tokens, tower.means(tokens)).numpy()
        return found


def started(tower: Tower, static: SentenceTransformer) -> Vectors:
    """A table for the encoder's pieces, each the sum of the static rows of its text; nothing for the special ones."""
    pieces = [piece.replace("▁", " ").strip() for piece in _pieces(tower)]
    first: Any = static[0]
    table = first.embedding.weight.detach().float().numpy()
    encodings = first.tokenizer.encode_batch_fast(pieces, add_special_tokens=False)
    unknown = first.tokenizer.token_to_id("[UNK]")
    rows = [table[[i for i in encoding.ids if i != unknown]].sum(axis=0) for encoding in encodings]
    rows[:4] = [np.zeros(table.shape[1], np.float32)] * 4
    return np.stack(rows).astype(np.float32)


def _pieces(tower: Tower) -> list[str]:
    vocabulary = tower.tokenizer.get_vocab()
    return sorted(vocabulary, key=lambda piece: vocabulary[piece])


def export(query: Query, tower: Tower, static: SentenceTransformer, folder: Path) -> None:
    """Write both sides as one plain sentence-transformers folder, float16.

    A standard route has no branches. So the encoder's mean waits, mapped, under the name of a first token's
    embedding while the table looks up the same tokens; pooling then lays both side by side, and they are added.
    """
    dimension = query.map.out_features
    with TemporaryDirectory() as place:
        tower.encoder.save_pretrained(place)
        fast: Any = PreTrainedTokenizerFast
        fast(tokenizer_object=tower.tokenizer, **SPECIAL).save_pretrained(place)
        encoder = Transformer(place, processor_kwargs={"model_max_length": LONGEST})
    added = torch.eye(dimension).repeat(1, 2)
    passages: Any = static
    route = [
        encoder,
        Pooling(query.map.in_features, "mean"),
        WordEmbeddings(WhitespaceTokenizer(), query.bag.weight.detach()),
        Dense(
            query.map.in_features,
            dimension,
            activation_function=None,
            init_weight=query.map.weight.detach(),
            init_bias=query.map.bias.detach(),
            module_output_name="cls_token_embeddings",
        ),
        Pooling(dimension, ("cls", "mean")),
        Dense(2 * dimension, dimension, bias=False, activation_function=None, init_weight=added),
        Normalize(),
    ]
    model = SentenceTransformer(
        modules=[Router.for_query_document(query_modules=route, document_modules=list(passages))],
        prompts={"query": PROMPT, "document": ""},
        similarity_fn_name="cosine",
    )
    model.half().save(str(folder), create_model_card=False)
    # Without this the encoder would reckon in float16, which most processors do slowly.
    (config,) = folder.rglob("sentence_bert_config.json")
    facts = json.loads(config.read_text("utf-8"))
    config.write_text(json.dumps({**facts, "model_kwargs": {"dtype": "float32"}}, indent=2) + "\n", "utf-8")
