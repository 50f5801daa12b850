"""Train the network that tells whether a passage answers a question, over the table of the bundled model.

    python -m training.answerability --data DATA [--out FILE]

DATA is that of `python -m training`. A batch is passages near to one another with the questions written for them, each
held against the passage that it was written for and against others. An hour on two cores.
"""

import argparse
import logging
import sys
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from safetensors.torch import load_file, save_file
from tokenizers import Tokenizer
from torch import Tensor, nn
from tqdm import tqdm

from index.answerability import LONGEST_PASSAGE, LONGEST_QUESTION, Network
from index.embed import ANSWERABILITY, MODEL_FOLDER, Embedder
from training.judged import Examples, read_judged
from training.tokens import Tokens

_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Options:
    """How to train.

    Attributes:
        steps: batches; the learning rate falls to zero over them.
        seeds: passages of a batch that are drawn, each with `company` of those near to it.
        questions: of a batch, those not answered drawn `unanswered` times as often.
        others: passages that a question is held against beside its own.
        doubt: what it counts that another passage does not answer: it may.
        ranking: what it counts that the own passage is above the others.
        rate: learning rate of AdamW.
        seed: of everything drawn.
    """

    steps: int = 3500
    seeds: int = 4
    company: int = 6
    questions: int = 160
    unanswered: float = 2.0
    others: int = 3
    doubt: float = 0.3
    ranking: float = 0.5
    rate: float = 1.5e-3
    seed: int = 1


_DEFAULT = Options()


@dataclass(frozen=True)
class Pairs:
    """Questions and passages by number, one pair a place.

    Attributes:
        questions, passages: `(n,)`; a question's own passage comes before the others.
        own: `(n,)` whether it is the passage that the question was written for.
        answered: `(n,)` whether that answers it.
        counts: `(n,)` what the pair counts.
    """

    questions: NDArray[np.int64]
    passages: NDArray[np.int64]
    own: NDArray[np.bool_]
    answered: NDArray[np.bool_]
    counts: NDArray[np.float32]


def draw(examples: Examples, options: Options, chance: np.random.Generator) -> Pairs:
    """The pairs of a batch."""
    held: set[int] = set()
    for seed in chance.choice(len(examples.passages), min(options.seeds, len(examples.passages)), replace=False):
        near = examples.neighbours[seed]
        held |= {int(seed), *chance.choice(near, min(options.company, len(near)), replace=False).tolist()}
    passages = np.array(sorted(held))
    asked = np.concatenate([examples.own[passage] for passage in passages])
    often = np.where(examples.answered[asked], 1.0, options.unanswered)
    drawn = chance.choice(asked, min(options.questions, len(asked)), replace=False, p=often / often.sum())
    rows: list[tuple[int, int, bool, bool, float]] = []
    for question in drawn.tolist():
        own, answered = int(examples.owners[question]), bool(examples.answered[question])
        rows.append((question, own, True, answered, 1.0))
        near = [passage for passage in examples.nearest[question].tolist() if passage in held]
        others = chance.permutation(near)[: options.others if answered else 1].tolist()
        far = [passage for passage in chance.permutation(passages).tolist() if passage != own and passage not in others]
        others += far[: options.others - len(others)] if answered else []
        rows += [(question, passage, False, False, options.doubt) for passage in others]
    questions, against, is_own, answers, counts = zip(*rows, strict=True)
    return Pairs(
        np.array(questions), np.array(against), np.array(is_own), np.array(answers), np.array(counts, np.float32)
    )


class Trainer:
    """A network in training over a token table."""

    def __init__(self, vectors: NDArray[np.float32], examples: Examples, options: Options) -> None:
        torch.manual_seed(options.seed)
        self.examples, self.options = examples, options
        self.network = Network(vectors.shape[1])
        self._vectors = torch.from_numpy(vectors)
        self._directions = nn.functional.normalize(self._vectors, dim=1)
        self._lengths = self._vectors.norm(dim=1)

    def train(self) -> None:
        """Train; see `Options`."""
        options = self.options
        chance = np.random.default_rng(options.seed)
        parameters = list(self.network.parameters())
        optimizer = torch.optim.AdamW(parameters, lr=options.rate, weight_decay=0.01)
        losses: list[float] = []
        for step in tqdm(range(options.steps), unit="batch", disable=None):
            for group in optimizer.param_groups:
                group["lr"] = options.rate * min(1, (step + 1) / 100) * (1 - step / options.steps) + 1e-5
            loss = self.loss(draw(self.examples, options, chance))
            optimizer.zero_grad()
            torch.autograd.backward(loss)
            nn.utils.clip_grad_norm_(parameters, 1.0)
            optimizer.step()
            losses.append(loss.item())
            if (step + 1) % 250 == 0:
                _log.info("%d  loss %.4f", step + 1, np.mean(losses[-250:]))
        self.network.eval()

    def loss(self, pairs: Pairs) -> Tensor:
        """Cross entropy of each pair, and of each own passage that answers among the others."""
        logits = self.logits(pairs.questions, pairs.passages)
        counts, answered = torch.from_numpy(pairs.counts), torch.from_numpy(pairs.answered).float()
        entropy = nn.functional.binary_cross_entropy_with_logits(logits, answered, reduction="none")
        return (counts * entropy).sum() / counts.sum() + self.options.ranking * self._ranked(logits, pairs)

    def _ranked(self, logits: Tensor, pairs: Pairs) -> Tensor:
        """How far the passages that answer are above the others of their questions."""
        starts = np.flatnonzero(pairs.own)
        sizes = np.diff(np.append(starts, len(logits)))
        rows, columns = np.repeat(np.arange(len(starts)), sizes), np.concatenate([np.arange(size) for size in sizes])
        table = torch.full((len(starts), int(sizes.max())), -1e4)
        table = table.index_put((torch.from_numpy(rows), torch.from_numpy(columns)), logits)
        kept = table[torch.from_numpy(pairs.answered[starts])]
        return (
            nn.functional.cross_entropy(kept, torch.zeros(len(kept), dtype=torch.long))
            if len(kept)
            else table.sum() * 0
        )

    def logits(self, questions: NDArray[np.int64], passages: NDArray[np.int64]) -> Tensor:
        """Logits of pairs of questions and passages given by number, `(n,)`."""
        asked, ask = np.unique(questions, return_inverse=True)
        held, hold = np.unique(passages, return_inverse=True)
        question_ids, question_tokens = padded([self.examples.questions[i] for i in asked], LONGEST_QUESTION)
        passage_ids, passage_tokens = padded([self.examples.passages[i] for i in held], LONGEST_PASSAGE)
        encode, alone = self.network.encode, self.network.alone
        question = encode(alone(self._vectors[question_ids]), question_tokens)
        passage = encode(alone(self._vectors[passage_ids]), passage_tokens)
        found: list[Tensor] = []
        places: list[NDArray[np.int64]] = []
        for number, length in enumerate(passage_tokens.sum(1).tolist()):
            mine = np.flatnonzero(hold == number)
            rows = torch.from_numpy(ask[mine])
            longest = int(question_tokens[rows].sum(1).max())
            ids = question_ids[rows, :longest]
            likeness = self._directions[ids] @ self._directions[passage_ids[number, :length]].T
            tokens = question_tokens[rows, :longest]
            told = self.network.told(
                question[rows, :longest], tokens, passage[number, :length], likeness, self._lengths[ids]
            )
            found.append(self.network.answers(told))
            places.append(mine)
        back = torch.from_numpy(np.argsort(np.concatenate(places)))
        return torch.cat(found)[back]


def padded(texts: list[Tokens], longest: int) -> tuple[Tensor, Tensor]:
    """Ids `(n, length)`, 0 where a text is over, and whether there is a token."""
    length = min(max(len(text) for text in texts), longest)
    ids, tokens = np.zeros((len(texts), length), np.int64), np.zeros((len(texts), length), np.bool_)
    for row, text in enumerate(texts):
        ids[row, : len(text)] = text[:length]
        tokens[row, : len(text)] = True
    return torch.from_numpy(ids), torch.from_numpy(tokens)


def main() -> int:
    """Train and write the weights; returns the exit code."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--out", type=Path, default=MODEL_FOLDER / ANSWERABILITY)
    parser.add_argument("--steps", type=int, default=_DEFAULT.steps)
    parser.add_argument("--rate", type=float, default=_DEFAULT.rate, help="learning rate")
    parser.add_argument("--start", type=Path, help="weights to go on from")
    chosen = parser.parse_args()
    logging.basicConfig(level=logging.INFO, format="%(message)s")
    embedder = Embedder.load()
    tokenizer = Tokenizer.from_file(str(MODEL_FOLDER / "tokenizer.json"))
    examples = Examples(read_judged(chosen.data), embedder, tokenizer)
    _log.info("%d passages, %d questions", len(examples.passages), len(examples.questions))
    trainer = Trainer(embedder.token_vectors, examples, Options(steps=chosen.steps, rate=chosen.rate))
    if chosen.start:
        trainer.network.load_state_dict({name: tensor.float() for name, tensor in load_file(chosen.start).items()})
    trainer.train()
    weights = {name: tensor.half().contiguous() for name, tensor in trainer.network.state_dict().items()}
    save_file(weights, chosen.out, {"model": embedder.fingerprint})
    return 0


if __name__ == "__main__":
    sys.exit(main())
