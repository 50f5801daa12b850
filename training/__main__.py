"""Train the bundled embedding model.

    python -m training --data DATA --start MODEL --out FOLDER

DATA holds `corpora/laws`, `train/` and, to report figures, `dev/`. MODEL is the static model whose tokenizer is
taken and whose table is the start. FOLDER becomes a sentence-transformers model.
"""

import argparse
import logging
import sys
from pathlib import Path

import numpy as np
import torch
from safetensors.numpy import load_file
from sentence_transformers import SentenceTransformer
from sentence_transformers.sentence_transformer.modules import Normalize, StaticEmbedding
from tokenizers import Tokenizer

from training.evaluate import evaluate
from training.pairs import sources
from training.pieces import shorten
from training.table import Options, Table
from training.texts import read_texts

_DEFAULT = Options()


def export(table: Table, folder: Path) -> None:
    """Write the model as a plain sentence-transformers folder, float16."""
    static = StaticEmbedding(table.tokenizer, embedding_weights=table.weights)
    SentenceTransformer(modules=[static, Normalize()]).half().save(str(folder), create_model_card=False)


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
    parser.add_argument("--longest-piece", type=int, default=3, help="most Chinese characters of a piece of text")
    parser.add_argument("--seed", type=int, default=_DEFAULT.seed)
    parser.add_argument("--every", type=int, default=250, help="batches between two reports of the dev figures")
    chosen = parser.parse_args()
    logging.basicConfig(level=logging.INFO, format="%(message)s")
    torch.use_deterministic_algorithms(True)
    options = Options(dimension=chosen.dimension, steps=chosen.steps, seed=chosen.seed)
    tokenizer = Tokenizer.from_file(str(chosen.start / "tokenizer.json"))
    rows = next(iter(load_file(chosen.start / "model.safetensors").values())).astype(np.float32)
    tokenizer, kept = shorten(tokenizer, chosen.longest_piece)
    table = Table(tokenizer, options, None if chosen.random else rows[kept])
    ready = sources(read_texts(chosen.data), tokenizer, options.seed)
    for name, source in ready.items():
        print(f"{name:20} {len(source):>8,}")

    def report(step: int) -> None:
        if (chosen.data / "dev").is_dir() and (step % chosen.every == 0 or step == options.steps):
            scores = evaluate(table.encode, chosen.data / "dev")
            print(step, *(f"{name} {one:.3f}/{ten:.3f}" for name, (one, ten) in scores.items()), sep="  ", flush=True)

    table.train(ready, report)
    table.reduce(chosen.keep)
    report(options.steps)
    export(table, chosen.out)
    return 0


if __name__ == "__main__":
    sys.exit(main())
