"""Train the bundled embedding model.

    python -m training --data DATA --start MODEL --out FOLDER
    python -m training --data DATA --start MODEL --out FOLDER --encoder FILE

The second gives a finished static model a question side of its own: FILE is an encoder that `training.e5s1` reads,
MODEL stays as it is on the side of passages.

DATA holds `corpora/laws`, `train/` and, to report figures, `dev/`. MODEL is the static model whose tokenizer is
taken and whose table is the start. FOLDER becomes a sentence-transformers model.
"""

import argparse
import logging
import sys
from collections.abc import Sequence
from functools import cache
from pathlib import Path

import numpy as np
import torch
from safetensors.numpy import load_file
from sentence_transformers import SentenceTransformer
from sentence_transformers.sentence_transformer.modules import Normalize, StaticEmbedding
from tokenizers import Tokenizer

from training import query
from training.asked import embedded, spoken
from training.asked import sources as asked
from training.e5s1 import Weights
from training.evaluate import evaluate
from training.pairs import sources
from training.pieces import shorten
from training.table import Options, Table, Vectors
from training.texts import read_texts
from training.tower import Tower

_DEFAULT = Options()


def static(table: Table) -> SentenceTransformer:
    """The model whose passages are means over the table."""
    return SentenceTransformer(modules=[StaticEmbedding(table.tokenizer, embedding_weights=table.weights), Normalize()])


def export(table: Table, folder: Path) -> None:
    """Write the model as a plain sentence-transformers folder, float16."""
    static(table).half().save(str(folder), create_model_card=False)


def finished(folder: Path) -> tuple[Tokenizer, Vectors]:
    """Tokenizer and rows of a static model."""
    rows = next(iter(load_file(folder / "model.safetensors").values())).astype(np.float32)
    return Tokenizer.from_file(str(folder / "tokenizer.json")), rows


def question_side(chosen: argparse.Namespace) -> int:
    """Give a static model a question side; returns the exit code."""
    cutter, rows = finished(chosen.start)
    table = Table(cutter, Options(dimension=rows.shape[1]), rows)
    table.reduce(chosen.keep)
    passages = static(table)
    texts = read_texts(chosen.data)
    tower = Tower.read(Weights(chosen.encoder), spoken(texts, chosen.seed), chosen.layers, chosen.pieces)
    options = query.Options(steps=chosen.query_steps, seed=chosen.seed)
    side = query.Query(query.started(tower, passages), tower.encoder.config.hidden_size, options)
    ready = asked(texts, tower, passages, options.seed)
    for name, source in ready.items():
        print(f"{name:20} {len(source.tokens):>8,}")

    # What is frozen is reckoned once for all reports.
    documents = cache(lambda texts: embedded(passages, texts))
    heard = cache(lambda questions: (tokens := tower.tokens(questions), tower.means(tokens)))

    def ask(questions: Sequence[str]) -> Vectors:
        with torch.no_grad():
            vectors: Vectors = side.vectors(*heard(tuple(questions))).numpy()
        return vectors

    def report(step: int) -> None:
        if (chosen.data / "dev").is_dir() and (step % chosen.every == 0 or step == options.steps):
            tell(step, evaluate(lambda texts: documents(tuple(texts)), chosen.data / "dev", ask))

    side.train(list(ready.values()), report)
    query.export(side, tower, passages, chosen.out)
    return 0


def tell(step: int, scores: dict[str, tuple[float, float]]) -> None:
    """Print the figures of the dev sets."""
    print(step, *(f"{name} {one:.3f}/{ten:.3f}" for name, (one, ten) in scores.items()), sep="  ", flush=True)


def main() -> int:
    """Train, reporting on the dev sets; returns the exit code."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--start", type=Path, required=True, help="static model to start from")
    parser.add_argument("--random", action="store_true", help="take only the tokenizer of --start, the table at random")
    parser.add_argument("--dimension", type=int, default=_DEFAULT.dimension, help="while it is trained")
    parser.add_argument("--keep", type=int, default=512, help="dimensions of the model, the foremost of those trained")
    parser.add_argument("--steps", type=int, default=_DEFAULT.steps)
    parser.add_argument("--query-steps", type=int, default=query.Options().steps, help="batches for a question side")
    parser.add_argument("--longest-piece", type=int, default=3, help="most Chinese characters of a piece of text")
    parser.add_argument("--seed", type=int, default=_DEFAULT.seed)
    parser.add_argument("--encoder", type=Path, help="train a question side on this encoder instead of a table")
    parser.add_argument("--layers", type=int, default=6, help="of the encoder, the first ones")
    parser.add_argument("--pieces", type=int, default=16_000, help="of the encoder's vocabulary, those needed most")
    parser.add_argument("--every", type=int, default=250, help="batches between two reports of the dev figures")
    chosen = parser.parse_args()
    logging.basicConfig(level=logging.INFO, format="%(message)s")
    torch.use_deterministic_algorithms(True)
    if chosen.encoder:
        return question_side(chosen)
    options = Options(dimension=chosen.dimension, steps=chosen.steps, seed=chosen.seed)
    tokenizer, rows = finished(chosen.start)
    tokenizer, kept = shorten(tokenizer, chosen.longest_piece)
    table = Table(tokenizer, options, None if chosen.random else rows[kept])
    ready = sources(read_texts(chosen.data), tokenizer, options.seed)
    for name, source in ready.items():
        print(f"{name:20} {len(source):>8,}")

    def report(step: int) -> None:
        if (chosen.data / "dev").is_dir() and (step % chosen.every == 0 or step == options.steps):
            tell(step, evaluate(table.encode, chosen.data / "dev"))

    table.train(ready, report)
    table.reduce(chosen.keep)
    report(options.steps)
    export(table, chosen.out)
    return 0


if __name__ == "__main__":
    sys.exit(main())
