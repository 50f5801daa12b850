"""Whether a store on Milvus finds what one in a folder finds, in the same order with the same scores.

    python -m benchmarks.milvus_parity [FOLDER] [--documents N] [--milvus ADDRESS]

Builds both over the documents that ship and N of FOLDER, asks the questions of tests/questions of both, and compares
the five hits of every question and the fifty nearest by meaning and by words. Without ADDRESS a file of milvus-lite is
used. Results go to benchmarks/results/milvus-parity.json.
"""

import argparse
import json
import os
import platform
import random
import shutil
import sys
import tempfile
import time
from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path
from typing import Any

import numpy as np

from corpus.load import SHIPPED
from index import blocks
from index.care import build
from qa.retrieve import Retriever

HERE = Path(__file__).parent
ROOT = HERE.parent
HITS, NEAREST = 5, 50


def cost(work: Callable[[], Any]) -> tuple[Any, float]:
    """What comes of some work, and the processor time of all threads in seconds."""
    started = time.process_time()
    return work(), time.process_time() - started


def hits(retriever: Retriever, question: str) -> list[tuple[str, int, int, float]]:
    found = retriever.search(question, HITS)
    assert all(hit.document.text[hit.start : hit.end] == hit.quote for hit in found)
    return [(hit.document.path, hit.start, hit.end, hit.score) for hit in found]


def compare(here: Retriever, there: Retriever, questions: list[str]) -> dict[str, Any]:
    """How many questions have the same answer both ways, how far scores differ, and what a question takes."""
    same = dict.fromkeys(("hits", "by meaning", "by words"), 0)
    apart = dict.fromkeys(same, 0.0)
    differing: list[str] = []
    seconds: tuple[list[float], list[float]] = ([], [])
    for question in questions:
        (ours, mine), (theirs, other) = (cost(lambda r=r, q=question: hits(r, q)) for r in (here, there))  # type: ignore[misc]
        seconds[0].append(mine)
        seconds[1].append(other)
        vector = here.embedder.encode_query(question)
        pairs = {
            "hits": [([hit[:3] for hit in found], [hit[3] for hit in found]) for found in (ours, theirs)],
            "by meaning": [_plain(r.store.dense(vector, NEAREST)) for r in (here, there)],
            "by words": [_plain(r.store.lexical(question, NEAREST)) for r in (here, there)],
        }
        for name, ((found, scores), (others, others_scores)) in pairs.items():
            if found == others:
                same[name] += 1
                apart[name] = max([apart[name], *np.abs(np.subtract(scores, others_scores)).tolist()])
            elif name == "hits":
                differing.append(question)
    return {
        "questions": len(questions),
        "the same, in the same order": same,
        "largest difference of a score": apart,
        "questions with other hits": differing,
        "question p50, milliseconds of processor time": {
            "folder": 1000 * float(np.median(seconds[0])),
            "milvus": 1000 * float(np.median(seconds[1])),
        },
    }


def _plain(found: tuple[Any, Any]) -> tuple[list[int], list[float]]:
    return found[0].tolist(), found[1].tolist()


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path, nargs="?")
    parser.add_argument("--documents", type=int, default=60, help="how many of FOLDER (default: 60)")
    parser.add_argument("--milvus", help="address of a store on a server, made anew")
    options = parser.parse_args()
    lines = [line for file in sorted((ROOT / "tests" / "questions").glob("*.jsonl")) for line in file.open()]
    questions = sorted({row["query"] for row in map(json.loads, lines) if "query" in row})
    blocks._FEWEST = 16  # several blocks in so small a store
    with tempfile.TemporaryDirectory() as place:
        docs = Path(place) / "documents"
        shutil.copytree(SHIPPED, docs)
        if options.folder:
            documents = sorted(path for path in options.folder.rglob("*.md"))
            for path in random.Random(0).sample(documents, options.documents):
                shutil.copyfile(path, docs / path.name)
        stores = {"folder": f"{place}/store", "milvus": options.milvus or f"milvus://{place}/milvus.db#parity"}
        built = {name: cost(lambda store=store: build([docs], store, full=True)) for name, store in stores.items()}  # type: ignore[misc]
        here, there = (Retriever(store) for store in stores.values())
        found = compare(here, there, questions)
        report = {
            "conditions": {
                "folder": options.folder.name if options.folder else "",
                "documents": built["folder"][0].documents,
                "chunks": len(here.store),
                "blocks": len(here.store.manifest["blocks"]),
                "milvus": "a server" if options.milvus else "milvus-lite",
                "cores": os.cpu_count(),
                "python": platform.python_version(),
                **{name: version(name) for name in ("pymilvus", "milvus-lite", "faiss-cpu", "tantivy")},
            },
            "build, seconds of processor time": {name: seconds for name, (_, seconds) in built.items()},
            **found,
        }
    text = json.dumps(report, ensure_ascii=False, indent=1)
    (HERE / "results" / "milvus-parity.json").write_text(text + "\n", "utf-8")
    print(text)
    return 0 if not found["questions with other hits"] else 1


if __name__ == "__main__":
    sys.exit(main())
