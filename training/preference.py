"""Train what the network of `training.answerability` puts passages before others by.

    python -m training.preference --data DATA [--file FILE]

DATA is that of `python -m training`. Each question is asked of the program itself: of the laws together and of the law
alone that answers it, of a plan alone or of a document of invented measures. Of the passages found first those that
answer are to come first by what the other signals say and by this together, so that it learns where these go wrong.
The rest of the network stays as it is. Ten minutes on two cores.
"""

import argparse
import gzip
import hashlib
import json
import logging
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any, TypeAlias

import numpy as np
import torch
from numpy.typing import NDArray
from safetensors import safe_open
from safetensors.torch import save_file
from torch import Tensor, nn
from tqdm import tqdm

from corpus.articles import article_label
from corpus.records import Document, Measure
from index.answerability import PREFERENCE, Network
from index.build import build
from index.embed import ANSWERABILITY, MODEL_FOLDER, Embedder
from index.store import Store
from qa.question import understand
from qa.rank import weights
from qa.search import Search
from training.judged import INVENTED, NEAR_MISSES

LAWS = Path(__file__).parent / "questions" / "laws.jsonl.gz"
"""Questions with the file of the law and the articles that answer."""
WISHES = Path(__file__).parent / "questions" / "wishes.jsonl.gz"
"""Questions as people ask vaguely, with the title of the document and the hashes of the measures that answer."""

_AMONG = 20
"""Passages that a question is held against, as far as they are found."""
_MEASURES = 17
"""Measures of an invented document."""
_INVENTED_ASKED = 6000

_log = logging.getLogger(__name__)
_Answers: TypeAlias = Callable[[Document, Measure], bool]


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


@dataclass(frozen=True)
class Asked:
    """The passages found for a question, best first.

    Attributes:
        told: `(n, values)` float32, what the network tells of each, with `answers` and that above 0 behind it.
        scores: `(n,)` float32, by the other signals.
        right: `(n,)` whether each answers.
    """

    told: NDArray[np.float32]
    scores: NDArray[np.float32]
    right: NDArray[np.bool_]


def ask(opened: Search, question: str, answers: _Answers, documents: list[int] | None = None) -> Asked | None:
    """Ask a store; None where nothing that answers is found, or nothing else."""
    aimed = opened.aims.of(understand(question))
    found = opened.candidates.ranked(aimed.question, documents or aimed.documents)[:_AMONG]
    chunks = [chunk for chunk, _ in found]
    places = opened.store.places(chunks)
    right = [
        answers(opened.store.documents[place.document], opened.store.measures(place.document)[place.measure])
        for place in places
    ]
    reading = opened.embedder.read(aimed.question.text, opened.store.passages(chunks))
    if reading is None or all(right) or not any(right):
        return None
    beside = np.stack([reading.answers, np.maximum(reading.answers, 0)], 1)
    score = weights(aimed.question.language).score
    return Asked(
        np.concatenate([reading.told, beside], 1),
        np.array([score(signals) for _, signals in found], np.float32),
        np.array(right),
    )


def ask_laws(data: Path) -> Iterator[Asked]:
    """Questions to laws, each asked of all the laws that are asked about and of its own alone."""
    asked = rows(LAWS)
    folder = data / "corpora" / "laws"
    files = sorted({row["document"] for row in asked})
    with tempfile.TemporaryDirectory() as place:
        build([folder / file for file in files], Path(place) / "store")
        opened = Search(Store.open(Path(place) / "store"), Embedder.load())
        names = [Path(document.path).name for document in opened.store.documents]
        for row in tqdm(asked, unit="question", disable=None):
            name = Path(row["document"]).name

            def answers(document: Document, measure: Measure, row: dict[str, Any] = row, name: str = name) -> bool:
                return Path(document.path).name == name and article_label(measure.title) in row["articles"]

            for only in (None, [names.index(name)]):
                if one := ask(opened, row["question"], answers, only):
                    yield one


def ask_wishes(data: Path) -> Iterator[Asked]:
    """Vague questions, each to the one document that answers it."""
    asked = rows(WISHES)
    titles = {row["title"] for row in asked}
    held = [row for name in ("state_council", "gov_reports") for row in rows(data / "train" / f"{name}.jsonl.gz")]
    documents = {row["title"]: f"{row['title']}\n{row['text']}" for row in held if row["title"] in titles}
    with tempfile.TemporaryDirectory() as place:
        opened, numbers = _store(Path(place), documents)
        for row in tqdm(asked, unit="question", disable=None):

            def answers(_: Document, measure: Measure, row: dict[str, Any] = row) -> bool:
                return fingerprint(measure.text) in row["measures"]

            if one := ask(opened, row["question"], answers, [numbers[row["title"]]]):
                yield one


def ask_invented(chance: np.random.Generator) -> Iterator[Asked]:
    """Questions to documents of invented measures, but for those that `benchmarks/invented.py` asks about."""
    trained = {row.get("measure") for row in rows(NEAR_MISSES)}
    kinds: dict[str, list[dict[str, Any]]] = {}
    for number, row in enumerate(rows(INVENTED)):
        if number in trained:
            kinds.setdefault(row["field"], []).append(row)
    groups = [
        kind[start : start + _MEASURES]
        for kind in kinds.values()
        for start in range(0, len(kind) - _MEASURES + 1, _MEASURES)
    ]
    texts = {
        str(number): "# 若干政策举措\n\n"
        + "\n\n".join(f"## {place}、{row['title']}\n\n{row['passage']}" for place, row in enumerate(group, 1))
        for number, group in enumerate(groups)
    }
    every = [
        (number, row["passage"], question)
        for number, group in enumerate(groups)
        for row in group
        for question in row["zh"] + row["en"]
    ]
    with tempfile.TemporaryDirectory() as place:
        opened, numbers = _store(Path(place), texts, ".md")
        for drawn in tqdm(chance.permutation(len(every))[:_INVENTED_ASKED].tolist(), unit="question", disable=None):
            number, passage, question = every[drawn]

            def answers(_: Document, measure: Measure, passage: str = passage) -> bool:
                return passage in measure.text

            if one := ask(opened, question, answers, [numbers[str(number)]]):
                yield one


def _store(place: Path, texts: dict[str, str], suffix: str = ".txt") -> tuple[Search, dict[str, int]]:
    """A store of texts by name, and the numbers of its documents by those."""
    (place / "documents").mkdir()
    files = {f"{number:06d}{suffix}": name for number, name in enumerate(texts)}
    for file, name in files.items():
        (place / "documents" / file).write_text(texts[name], "utf-8")
    build([place / "documents"], place / "store")
    opened = Search(Store.open(place / "store"), Embedder.load())
    return opened, {files[document.path]: number for number, document in enumerate(opened.store.documents)}


def train(kinds: Iterable[list[Asked]], network: Network, options: Options) -> None:
    """Train `network.prefer`, the rest left as it is."""
    torch.manual_seed(options.seed)
    chance = np.random.default_rng(options.seed)
    packed = [pack(kind) for kind in kinds]
    told = torch.cat([table[scores > _PADDING / 2] for table, scores, _ in packed])
    mean, deviation = told.mean(0), told.std(0) + 1e-3
    hide = nn.Dropout(options.dropout)
    first, bend, last = nn.Linear(told.shape[1], network.prefer[0].out_features), nn.GELU(), nn.Linear(network.prefer[2].in_features, 1)
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
        network.prefer[0].weight.copy_(first.weight / deviation)
        network.prefer[0].bias.copy_(first.bias - (first.weight / deviation) @ mean)
        network.prefer[2].weight.copy_(last.weight / options.scale)
        network.prefer[2].bias.zero_()


_PADDING = -1e4


def pack(asked: list[Asked]) -> tuple[Tensor, Tensor, Tensor]:
    """`(questions, most passages, values)`, their scores and whether they answer; far below all where none is."""
    most = max(len(one.scores) for one in asked)
    told = np.zeros((len(asked), most, asked[0].told.shape[1]), np.float32)
    scores, right = np.full((len(asked), most), _PADDING, np.float32), np.zeros((len(asked), most), np.bool_)
    for number, one in enumerate(asked):
        found = len(one.scores)
        told[number, :found], scores[number, :found], right[number, :found] = one.told, one.scores, one.right
    return torch.from_numpy(told), torch.from_numpy(scores), torch.from_numpy(right)


def fingerprint(text: str) -> str:
    """What a measure is known by again."""
    return hashlib.sha256(text.strip().encode()).hexdigest()[:16]


def rows(path: Path) -> list[dict[str, Any]]:
    """Rows of a compressed file of JSON lines."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


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
        told = file.metadata()
        held = {name: file.get_tensor(name) for name in file.keys()}  # noqa: SIM118
    network = Network(Embedder.load().token_vectors.shape[1])
    train(kinds, network, options)
    trained = {f"{PREFERENCE}{name}": value.half() for name, value in network.prefer.state_dict().items()}
    save_file({name: value.contiguous() for name, value in (held | trained).items()}, chosen.file, told)
    return 0


if __name__ == "__main__":
    sys.exit(main())
