"""What a large corpus costs: building the index, and asking it, beside the bare libraries.

    python -m benchmarks.large_corpus FOLDER [--store DIR]

Builds the index over FOLDER once, in a process of its own so that its peak memory is its own, opens it, then
embeds the same passages (150,000 of them at most) with bare `model.encode`, and asks the questions of
tests/questions both ways. The ten passages nearest in meaning are held against those of an exact search.
With --store an index that lies there is kept, and built on by the next run.
Results go to benchmarks/results/.
"""

import argparse
import json
import os
import platform
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path

import faiss
import numpy as np

from corpus.text import normalise
from index.embed import MODEL_FOLDER
from index.store import Store
from qa.answer import answer
from qa.question import understand
from qa.retrieve import Retriever

HERE = Path(__file__).parent
ROOT = HERE.parent
PASSAGES_BY_DEFAULT = 30_000
MOST_PASSAGES = 150_000
NEAREST = 10


def seconds(work: Callable[[], object]) -> float:
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def build(folder: Path, store: Path) -> dict[str, float]:
    """Build in another process; its report, its rate and its peak memory."""
    command = [sys.executable, "build_index.py", str(folder), "--store", str(store), "--json"]
    report = json.loads(subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout)
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    facts = {key: report[key] for key in ("documents", "measures", "chunks", "seconds")}
    return facts | {
        "skipped": len(report["skipped"]),
        "chunks per second": report["chunks"] / report["seconds"],
        "peak MB": peak,
    }


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--store", type=Path, help="where the index is kept; a temporary folder if left out")
    options = parser.parse_args()
    folder = options.folder
    with tempfile.TemporaryDirectory() as place:
        store = options.store or Path(place) / "store"
        built = build(folder, store)
        opening = seconds(lambda: Store.open(store))
        retriever = Retriever(store)
        some = np.unique(np.linspace(0, len(retriever.store) - 1, MOST_PASSAGES).astype(int)).tolist()
        bare = bare_encoding([normalise(p) for p in retriever.store.passages(some)])
        asked, found = asking(retriever)
    report = {
        "conditions": {
            "folder": folder.name,
            "cores": os.cpu_count(),
            "python": platform.python_version(),
            **{name: version(name) for name in ("torch", "sentence-transformers", "faiss-cpu", "tantivy")},
        },
        "build": built,
        "bare encode, chunks per second": bare,
        "build rate / bare rate": {name: built["chunks per second"] / rate for name, rate in bare.items()},
        "opening, seconds": opening,
        "question, milliseconds": asked,
        f"of the {NEAREST} nearest by exact search": found,
    }
    text = json.dumps(report, ensure_ascii=False, indent=1)
    (HERE / "results" / f"large-corpus-{folder.name}.json").write_text(text + "\n", "utf-8")
    print(text)
    return 0


def bare_encoding(passages: list[str]) -> dict[str, float]:
    """Passages a second of `SentenceTransformer.encode`, called plainly and with the build's batch size."""
    from sentence_transformers import SentenceTransformer

    model = SentenceTransformer(str(MODEL_FOLDER))
    few = passages[:: max(1, len(passages) // PASSAGES_BY_DEFAULT)]
    return {
        "encode(passages)": len(few) / seconds(lambda: model.encode(few)),
        "encode(passages, batch_size=1024)": len(passages) / seconds(lambda: model.encode(passages, batch_size=1024)),
    }


def asking(retriever: Retriever) -> tuple[dict[str, dict[str, float]], float]:
    """Median and 95th percentile of one question, in turn each way, and which share of the nearest are found."""
    lines = [line for file in sorted((ROOT / "tests" / "questions").glob("*.jsonl")) for line in file.open()]
    questions = [row["query"] for row in map(json.loads, lines) if "query" in row]
    embedder, opened = retriever.embedder, retriever.store
    index = faiss.IndexFlatIP(embedder.dimension)
    for block in opened.blocks:
        index.add(np.fromfile(opened.folder / block.vectors, "<f4").reshape(-1, embedder.dimension))
    ways: dict[str, Callable[[str], object]] = {
        "bare encode + FAISS": lambda q: index.search(embedder.encode_query(q)[None, :], 50),
        "retrieve": lambda q: retriever.search(q, 5),
        "ask": lambda q: answer(retriever, q),
    }
    retriever.find(understand(questions[0]), 1)
    shares = []
    for question in questions:
        query = embedder.encode_query(question)
        best = index.search(query[None, :], NEAREST)[0][0, -1]
        shares.append(float((opened.dense(query, NEAREST)[1] >= best - 1e-5).mean()))
    taken: dict[str, list[float]] = {name: [] for name in ways}
    for question in questions:
        for name, way in ways.items():
            taken[name].append(1000 * seconds(lambda way=way, question=question: way(question)))  # type: ignore[misc]
    times = {
        name: {"median": float(np.median(times)), "95th percentile": float(np.quantile(times, 0.95))}
        for name, times in taken.items()
    }
    return times, float(np.mean(shares))


if __name__ == "__main__":
    sys.exit(main())
