"""Train the reader that ships with the bundled model: a small transformer over question and passage.

    python -m training.reader --data DATA --start FOLDER [--out FOLDER]

DATA is that of `python -m training`; FOLDER holds an encoder of the family XLM-RoBERTa as transformers saves it,
`multilingual-e5-small` for the one that ships, or a reader that is to learn on. Its first layers are kept, and those
pieces of its vocabulary that the texts use. Seventy minutes on two cores that multiply in bfloat16 (AVX-512 BF16,
AMX), four times as long on others.
"""

import argparse
import logging
import random
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from tokenizers import Tokenizer
from torch import Tensor, nn
from tqdm import tqdm
from transformers import AutoTokenizer, PreTrainedTokenizerFast, XLMRobertaForSequenceClassification

from index.embed import Embedder
from index.reader import LONGEST_PASSAGE, LONGEST_QUESTION, READER_FOLDER
from training.judged import Judged, Near, read_judged
from training.texts import read_texts
from training.vocabulary import counted, cut

_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Options:
    """How to train.

    Attributes:
        layers: that are kept.
        pairs: seen in all; the learning rate falls over them.
        tokens: of a batch, padding counted.
        pool: pairs that are sorted by length before batches are made of them.
        near: share of the passages of which a question is also held against another near to them, and `found` against
            another near to the question, as a search finds it; these count `doubt`, since they may answer.
        rate: learning rate of AdamW, and `head` that of the classifier.
        warm: batches over which it rises.
        least: occurrences for which a piece of the vocabulary is kept; see `training.vocabulary`.
        seed: of everything drawn.
    """

    layers: int = 6
    pairs: int = 180_000
    tokens: int = 6000
    pool: int = 1500
    near: float = 0.5
    found: float = 0.7
    doubt: float = 0.5
    rate: float = 1.5e-4
    head: float = 1e-3
    warm: int = 200
    least: int = 8
    seed: int = 1


_DEFAULT = Options()


@dataclass(frozen=True)
class Pair:
    """A question and a passage as tokens with the marks between them, whether it answers, and what that counts."""

    ids: list[int]
    answers: float
    counts: float


class Pairs:
    """Pairs drawn without end, so that each passage comes as often as any."""

    def __init__(self, judged: Sequence[Judged], near: Near, tokenizer: Tokenizer, options: Options) -> None:
        self._judged, self._near, self._tokenizer, self._options = judged, near, tokenizer, options
        self._start, self._end = (tokenizer.encode(mark, add_special_tokens=False).ids[0] for mark in ("<s>", "</s>"))
        self._chance = random.Random(options.seed)

    def batches(self) -> Iterator[list[Pair]]:
        """Pairs of like length together."""
        drawn = self._drawn()
        while True:
            pool = sorted((next(drawn) for _ in range(self._options.pool)), key=lambda pair: len(pair.ids))
            batches: list[list[Pair]] = [[]]
            for pair in pool:
                if batches[-1] and (len(batches[-1]) + 1) * len(pair.ids) > self._options.tokens:
                    batches.append([])
                batches[-1].append(pair)
            self._chance.shuffle(batches)
            yield from batches

    def _drawn(self) -> Iterator[Pair]:
        """Of each passage some questions, foremost those that were written in one voice."""
        chance, options = self._chance, self._options
        while True:
            for number in chance.sample(range(len(self._judged)), len(self._judged)):
                one = self._judged[number]
                answered, unanswered = one.alike
                for question in chance.sample(unanswered, min(2, len(unanswered))):
                    yield self._pair(question, one.passage, answers=0.0)
                for question in chance.sample(answered, min(2, len(answered))):
                    yield self._pair(question, one.passage, answers=1.0)
                if one.unanswered and not unanswered:
                    yield self._pair(chance.choice(one.unanswered), one.passage, answers=0.0)
                if one.answered:
                    question = chance.choice(one.answered)
                    yield self._pair(question, one.passage, answers=1.0)
                    if chance.random() < options.near:
                        yield self._other(question, self._near.passages[number])
                    if chance.random() < options.found:
                        asked = chance.randrange(len(one.answered))
                        yield self._other(one.answered[asked], self._near.questions[number][asked])

    def _other(self, question: str, near: NDArray[np.int64]) -> Pair:
        other = self._judged[int(self._chance.choice(near.tolist()))]
        return self._pair(question, other.passage, answers=0.0, counts=self._options.doubt)

    def _pair(self, question: str, passage: str, answers: float, counts: float = 1.0) -> Pair:
        asked = self._ids(question)[-LONGEST_QUESTION:]
        held = self._ids(passage)[:LONGEST_PASSAGE]
        return Pair([self._start, *asked, self._end, self._end, *held, self._end], answers, counts)

    def _ids(self, text: str) -> list[int]:
        ids: list[int] = self._tokenizer.encode(text, add_special_tokens=False).ids
        return ids


def train(model: Any, batches: Iterator[list[Pair]], options: Options) -> None:
    """Train everything but the vectors of the vocabulary; see `Options`."""
    torch.manual_seed(options.seed)
    model.train()
    model.roberta.embeddings.word_embeddings.weight.requires_grad_(False)
    groups: dict[bool, list[Tensor]] = {True: [], False: []}
    for name, parameter in model.named_parameters():
        if parameter.requires_grad:
            groups[name.startswith("classifier.")].append(parameter)
    rates = {True: options.head, False: options.rate}
    optimizer = torch.optim.AdamW(
        [{"params": some, "lr": rates[head], "top": rates[head]} for head, some in groups.items()],
        betas=(0.9, 0.98),
        weight_decay=0.01,
    )
    seen, losses = 0, list[float]()
    with tqdm(total=options.pairs, unit="pair", disable=None) as bar:
        while seen < options.pairs:
            batch = next(batches)
            pace = min(1, (len(losses) + 1) / options.warm) * max(0.02, 1 - seen / options.pairs)
            for group in optimizer.param_groups:
                group["lr"] = group["top"] * pace
            loss = _loss(model, batch)
            optimizer.zero_grad()
            torch.autograd.backward(loss)
            nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimizer.step()
            seen += len(batch)
            losses.append(loss.item())
            bar.update(len(batch))
            if len(losses) % 200 == 0:
                _log.info("%d  loss %.4f", seen, np.mean(losses[-200:]))
    model.eval()


def _loss(model: Any, batch: Sequence[Pair]) -> Tensor:
    ids = nn.utils.rnn.pad_sequence(
        [torch.tensor(pair.ids) for pair in batch], batch_first=True, padding_value=model.config.pad_token_id
    )
    with torch.autocast("cpu", torch.bfloat16):
        logits = model(ids, attention_mask=(ids != model.config.pad_token_id).long()).logits[:, 0].float()
    answers, counts = (
        torch.tensor(some) for some in zip(*((pair.answers, pair.counts) for pair in batch), strict=True)
    )
    entropy = nn.functional.binary_cross_entropy_with_logits(logits, answers, reduction="none")
    return (counts * entropy).sum() / counts.sum()


def _texts(data: Path, judged: Sequence[Judged]) -> Iterator[str]:
    """Where the pieces of the vocabulary are counted."""
    read = read_texts(data)
    yield from (text for _, articles in read.laws for _, text in articles)
    yield from (text for _, paragraphs in read.reports for text in paragraphs)
    yield from (text for pair in (*read.sentences, *read.dictionary, *read.reading) for text in pair)
    for one in judged:
        yield from (one.passage, *one.answered, *one.unanswered)


def main() -> int:
    """Train and write a folder; returns the exit code."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--start", required=True)
    parser.add_argument("--out", type=Path, default=READER_FOLDER)
    for name in ("pairs", "rate", "head", "seed"):
        known = getattr(_DEFAULT, name)
        parser.add_argument(f"--{name}", type=type(known), default=known)
    chosen = parser.parse_args()
    logging.basicConfig(level=logging.INFO, format="%(message)s")
    options = Options(pairs=chosen.pairs, rate=chosen.rate, head=chosen.head, seed=chosen.seed)
    judged = read_judged(chosen.data)
    tokenizer = AutoTokenizer.from_pretrained(chosen.start).backend_tokenizer
    model = XLMRobertaForSequenceClassification.from_pretrained(
        chosen.start, num_labels=1, num_hidden_layers=options.layers, dtype=torch.float32, attn_implementation="eager"
    )
    tokenizer = cut(model, tokenizer, counted(tokenizer, _texts(chosen.data, judged)), options.least)
    train(model, Pairs(judged, Near.of(judged, Embedder.load()), tokenizer, options).batches(), options)
    write(model, tokenizer, chosen.out)
    return 0


def write(model: Any, tokenizer: Tokenizer, folder: Path) -> None:
    """Write a folder that `index.reader` and transformers load, float16."""
    model.half().save_pretrained(folder)
    library: Any = PreTrainedTokenizerFast
    library(
        tokenizer_object=tokenizer,
        bos_token="<s>",
        eos_token="</s>",
        cls_token="<s>",
        sep_token="</s>",
        pad_token="<pad>",
        unk_token="<unk>",
        model_max_length=LONGEST_QUESTION + LONGEST_PASSAGE + 4,
    ).save_pretrained(folder)


if __name__ == "__main__":
    sys.exit(main())
