"""What one more, one changed and one removed document cost, in a small store and in a large one.

    python benchmarks/update_cost.py FOLDER [--name NAME]

Copies 35 documents of FOLDER, then all of them; builds each store, then adds, changes and removes one document
at a time, each once by a call of `build` and once by the command. Questions are asked of the large store.
Results go to benchmarks/results/.
"""

import argparse
import json
import os
import platform
import random
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from importlib.metadata import version
from pathlib import Path

import numpy as np

from index.build import build
from index.embed import Embedder
from qa.retrieve import Retriever

HERE = Path(__file__).parent
ROOT = HERE.parent
SMALL = 35
WHO = (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)


def cost(work: Callable[[], object]) -> tuple[float, float]:
    """Seconds by the clock, and of processor time with that of ended children; the latter bears a busy machine."""
    started, used = time.perf_counter(), _processor_time()
    work()
    return time.perf_counter() - started, _processor_time() - used


def _processor_time() -> float:
    return sum(resource.getrusage(who).ru_utime + resource.getrusage(who).ru_stime for who in WHO)


def seconds(work: Callable[[], object]) -> float:
    return cost(work)[0]


def edits(paths: list[Path], chance: random.Random, times: int) -> Iterator[str]:
    """Makes an addition, a change and a removal, one before each step."""
    for turn in range(times):
        model, changed, removed = chance.sample([path for path in paths if path.exists()], 3)
        number = chance.random()
        new = model.with_name(f"新{turn}{model.name}")
        new.write_bytes(model.read_bytes() + f"\n本次新增第{number}号。\n".encode())
        yield "added"
        changed.write_bytes(changed.read_bytes() + f"\n本次修改第{number}号。\n".encode())
        yield "changed"
        removed.unlink()
        yield "removed"
        yield "nothing"


def updates(source: Path, documents: list[Path], place: Path, times: int) -> dict[str, dict[str, list[float]]]:
    """Median cost of each kind of update of a store over copies of these documents, and of its first build."""
    folder, store = place / "documents", place / "store"
    copies = [folder / path.relative_to(source) for path in documents]
    for original, copy in zip(documents, copies, strict=True):
        copy.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(original, copy)
    figures = {"first": {"build": list(cost(lambda: build([folder], store)))}}
    for name, way in (("call of build", call), ("command", command)):
        taken: dict[str, list[tuple[float, float]]] = {}
        for kind in edits(copies, random.Random(name), times):
            taken.setdefault(kind, []).append(cost(lambda way=way: way(folder, store)))  # type: ignore[misc]
        figures[name] = {kind: np.median(costs, axis=0).tolist() for kind, costs in taken.items()}
        print(len(documents), name, figures[name], file=sys.stderr, flush=True)
    return figures


def call(folder: Path, store: Path) -> object:
    return build([folder], store)


def command(folder: Path, store: Path) -> object:
    line = [sys.executable, "build_index.py", str(folder), "--store", str(store), "--json"]
    return subprocess.run(line, cwd=ROOT, check=True, capture_output=True)


def asking(store: Path) -> dict[str, float]:
    """Milliseconds of `Retriever.search`, and of the parts that depend on how the store is laid out."""
    lines = [line for name in ("dev", "test", "test2") for line in (ROOT / f"tests/questions/{name}.jsonl").open()]
    questions = [json.loads(line)["query"] for line in lines]
    opening = seconds(lambda: Retriever(store))
    retriever = Retriever(store)
    opened, embedder = retriever.store, retriever.embedder
    vectors = {question: embedder.encode_query(question) for question in questions}
    ways: dict[str, Callable[[str], object]] = {
        "retrieve": lambda q: retriever.search(q, 5),
        "dense": lambda q: opened.dense(vectors[q], 50),
        "lexical": lambda q: opened.lexical(q, 50),
    }
    figures = {"opening, seconds": opening}
    for name, way in ways.items():
        way(questions[0])
        taken = [1000 * seconds(lambda way=way, question=question: way(question)) for question in questions]  # type: ignore[misc]
        figures[f"{name} p50"], figures[f"{name} p95"] = (float(np.quantile(taken, q)) for q in (0.5, 0.95))
    return figures


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--name", default="after", help="last part of the result file's name")
    parser.add_argument("--times", type=int, default=3, help="how often each update is made")
    options = parser.parse_args()
    documents = sorted(path for path in options.folder.rglob("*.md"))
    few = random.Random(0).sample(documents, SMALL)
    Embedder.load()
    with tempfile.TemporaryDirectory() as place:
        figures = {
            f"{len(some)} documents": updates(options.folder, some, Path(place) / str(len(some)), options.times)
            for some in (few, documents)
        }
        asked = asking(Path(place) / str(len(documents)) / "store")
    report = {
        "conditions": {
            "folder": options.folder.name,
            "cores": os.cpu_count(),
            "load at the end": os.getloadavg()[0],
            "python": platform.python_version(),
            **{name: version(name) for name in ("faiss-cpu", "tantivy")},
        },
        "[seconds, seconds of processor time]": figures,
        f"questions over {len(documents)} documents, milliseconds": asked,
    }
    text = json.dumps(report, ensure_ascii=False, indent=1)
    (HERE / "results" / f"update-cost-{options.folder.name}-{options.name}.json").write_text(text + "\n", "utf-8")
    print(text)
    return 0


if __name__ == "__main__":
    sys.exit(main())
