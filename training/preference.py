"""Train what the network of `training.answerability` puts passages before others by.

    python -m training.preference --data DATA [--file FILE]

DATA is that of `python -m training`. Each question is asked of the program itself: of the laws together and of the law
alone that answers it, of a plan alone or of a document of invented measures. Of the passages found first those that
answer are to come first by what the other signals say and by this together, so that it learns where these go wrong.
The rest of the network stays as it is. Ten minutes on two cores.
"""

import argparse
import logging
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from safetensors import safe_open
from safetensors.torch import save_file
from torch import Tensor, nn
from tqdm import tqdm

from index.answerability import PREFERENCE, PREFERRING, Network
from index.embed import ANSWERABILITY, MODEL_FOLDER, Embedder
from training.asked import Asked, ask_invented, ask_laws, ask_wishes

_PADDING = -1e4
"""Score where there is no passage."""

_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Options:
    """How to train.

    Attributes:
        steps: batches; the learning rate falls to zero over them.
        questions: of each kind in a batch.
        scale: what the other signals count in the softmax; the preference is divided by it.
        restraint: what the square of a preference costs: it is to speak only where it knows better.
        dropout: share of what is told that is hidden.
        rate: learning rate of AdamW.
        seed: of everything drawn.
    """

    steps: int = 720
    questions: int = 64
    scale: float = 12.0
    restraint: float = 0.3
    dropout: float = 0.2
    rate: float = 2e-3
    seed: int = 0


def train(kinds: Iterable[list[Asked]], network: Network, options: Options) -> None:
    """Train `network.prefer`, the rest left as it is."""
    torch.manual_seed(options.seed)
    chance = np.random.default_rng(options.seed)
    packed = [pack(kind) for kind in kinds]
    every = torch.cat([table[scores > _PADDING / 2] for table, scores, _ in packed])
    mean, deviation = every.mean(0), every.std(0) + 1e-3
    hide = nn.Dropout(options.dropout)
    first, bend, last = nn.Linear(every.shape[1], PREFERRING), nn.GELU(), nn.Linear(PREFERRING, 1)
    with torch.no_grad():
        last.weight.mul_(0.1)
        last.bias.zero_()
    parameters = [*first.parameters(), *last.parameters()]
    optimizer = torch.optim.AdamW(parameters, lr=options.rate, weight_decay=0.02)
    for step in tqdm(range(options.steps), unit="batch", disable=None):
        for group in optimizer.param_groups:
            group["lr"] = options.rate * (1 - step / options.steps) + 1e-5
        loss = torch.zeros(())
        for table, scores, right in packed:
            drawn = torch.from_numpy(chance.integers(0, len(table), options.questions))
            seen = hide((table[drawn] - mean) / deviation)
            preferred = last(hide(bend(first(seen))))[..., 0]
            likely = (scores[drawn] * options.scale + preferred).log_softmax(1)
            loss = loss - likely.masked_fill(~right[drawn], _PADDING).logsumexp(1).mean()
            loss = loss + options.restraint * (preferred**2).mean()
        optimizer.zero_grad()
        torch.autograd.backward(loss)
        optimizer.step()
    with torch.no_grad():
        steep = first.weight / deviation
        trained = {
            "0.weight": steep,
            "0.bias": first.bias - steep @ mean,
            "2.weight": last.weight / options.scale,
            "2.bias": torch.zeros(1),
        }
    network.prefer.load_state_dict(trained)


def pack(asked: list[Asked]) -> tuple[Tensor, Tensor, Tensor]:
    """`(questions, most passages, values)`, their scores and whether they answer; far below all where none is."""
    most = max(len(one.scores) for one in asked)
    considered = np.zeros((len(asked), most, asked[0].considered.shape[1]), np.float32)
    scores, right = np.full((len(asked), most), _PADDING, np.float32), np.zeros((len(asked), most), np.bool_)
    for number, one in enumerate(asked):
        found = len(one.scores)
        considered[number, :found], scores[number, :found], right[number, :found] = (
            one.considered,
            one.scores,
            one.right,
        )
    return torch.from_numpy(considered), torch.from_numpy(scores), torch.from_numpy(right)


def main() -> int:
    """Train and write the weights into the file of the network; returns the exit code."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--file", type=Path, default=MODEL_FOLDER / ANSWERABILITY)
    chosen = parser.parse_args()
    logging.basicConfig(level=logging.INFO, format="%(message)s")
    options = Options()
    chance = np.random.default_rng(options.seed)
    kinds = [[*ask_laws(chosen.data)], [*ask_wishes(chosen.data)], [*ask_invented(chance)]]
    _log.info("%s questions", [len(kind) for kind in kinds])
    with safe_open(chosen.file, "pt") as file:
        metadata = file.metadata()
        held = {name: file.get_tensor(name) for name in file.keys()}  # noqa: SIM118
    network = Network(Embedder.load().token_vectors.shape[1])
    train(kinds, network, options)
    trained = {f"{PREFERENCE}{name}": value.half() for name, value in network.prefer.state_dict().items()}
    save_file({name: value.contiguous() for name, value in (held | trained).items()}, chosen.file, metadata)
    return 0


if __name__ == "__main__":
    sys.exit(main())
