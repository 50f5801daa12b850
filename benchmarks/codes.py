"""What search by codes finds of what exact search finds, by how many rows are looked at; see `index.codes`.

    python -m benchmarks.codes FOLDER QUESTIONS.jsonl[.gz] … --rows 1000000

The vectors are those of 50,000 paragraphs of the documents in FOLDER, and as many more as are asked for, mixed of
them: most of one, some of one near it, some of any. Results go to benchmarks/results/codes.json.
"""

import argparse
import gzip
import json
import os
import random
import sys
import time
from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path

import faiss
import numpy as np
from numpy.typing import NDArray

from index.embed import Embedder, Vectors

HERE = Path(__file__).parent
PARAGRAPHS, SHORTEST, A_SET = 50_000, 25, 24
LOOKED_AT = (400, 1000, 2000, 3000)


def paragraphs(folder: Path) -> list[str]:
    paths = sorted(folder.rglob("*.md"))
    random.Random(0).shuffle(paths)
    found: list[str] = []
    for path in paths:
        title, *lines = path.read_text("utf-8").splitlines()
        found += [f"{title.strip('# ')} {line}" for line in lines if len(line) >= SHORTEST]
        if len(found) >= PARAGRAPHS:
            break
    return found[:PARAGRAPHS]


def questions(path: Path) -> list[str]:
    text = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
    return [json.loads(line)["query"] for line in text.decode().splitlines()[:A_SET]]


def mixed(real: Vectors, rows: int) -> Iterator[Vectors]:
    """The vectors, and others made of them, in pieces."""
    chance = np.random.default_rng(0)
    yield real[:rows]
    for start in range(len(real), rows, len(real)):
        n = min(len(real), rows - start)
        most = chance.uniform(0.55, 0.8, (n, 1)).astype(np.float32)
        near = real[np.clip(np.arange(n) + chance.integers(-300, 300, n), 0, len(real) - 1)]
        made = most * real[:n] + (1 - most) * (0.6 * near + 0.4 * real[chance.permutation(len(real))[:n]])
        yield made / np.linalg.norm(made, axis=1, keepdims=True)


def found_of(right: NDArray[np.int64], found: NDArray[np.int64], k: int) -> float:
    pairs = zip(right[:, :k].tolist(), found.tolist(), strict=True)
    return round(sum(len(set(a) & set(b)) for a, b in pairs) / right[:, :k].size, 4)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("questions", type=Path, nargs="+")
    parser.add_argument("--rows", type=int, default=1_000_000)
    options = parser.parse_args()
    embedder = Embedder.load()
    asked = np.stack([embedder.encode_query(q) for path in options.questions for q in questions(path)])
    real = embedder.encode_passages(paragraphs(options.folder))
    codes = faiss.IndexRaBitQ(embedder.dimension, faiss.METRIC_INNER_PRODUCT)
    codes.train(np.zeros((2, embedder.dimension), np.float32))
    cosines = []
    adding = 0.0
    for piece in mixed(real, options.rows):
        cosines.append(piece @ asked.T)
        started = time.process_time()
        codes.add(piece)
        adding += time.process_time() - started
    exact = np.concatenate(cosines).T
    best = np.argpartition(-exact, 50, axis=1)[:, :50]
    best = np.take_along_axis(best, np.argsort(-np.take_along_axis(exact, best, axis=1), axis=1), axis=1)
    report: dict[str, object] = {
        "conditions": {
            "folder": options.folder.name,
            "questions": len(asked),
            "rows": options.rows,
            "of them real": len(real),
            "cores": os.cpu_count(),
            "load": os.getloadavg()[0],
            "faiss-cpu": version("faiss-cpu"),
        },
        "bytes a row": codes.code_size,
        "adding, microseconds of processor time a row": 1e6 * adding / options.rows,
    }
    for bits in (4, 8):
        parameters = faiss.RaBitQSearchParameters(qb=bits)  # type: ignore[call-arg]
        started = time.process_time()
        ids = codes.search(asked, max(LOOKED_AT), params=parameters)[1]
        report[f"query of {bits} bits"] = {
            "milliseconds of processor time": 1000 * (time.process_time() - started) / len(asked),
            "found of the exact 10 and 50, by rows looked at": {
                n: [found_of(best, ids[:, :n], k) for k in (10, 50)] for n in LOOKED_AT
            },
        }
    text = json.dumps(report, ensure_ascii=False, indent=1)
    (HERE / "results" / "codes.json").write_text(text + "\n", "utf-8")
    print(text)
    return 0


if __name__ == "__main__":
    sys.exit(main())
