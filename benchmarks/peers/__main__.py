"""This project beside what people would use instead: LangChain, LlamaIndex, Haystack, txtai, and the bare floor.

    python -m benchmarks.peers CORPUS [--sizes 100 10000] [--peers NAME …] [--rounds N] [--questions N]

CORPUS is made by `python -m benchmarks.peers.corpus`. Needs `pip install -r benchmarks/peers-requirements.txt`. In
every round each peer builds, in one fresh process, and opens, is asked and takes an update in another, one peer after
the other; the figures are medians over the rounds. A process that takes longer than --seconds, or more memory than
--gigabytes, is ended, and the peer's row of that size says so. Results go to
benchmarks/results/peers.json, size by size.
"""

import argparse
import json
import os
import platform
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from importlib.metadata import version
from pathlib import Path
from threading import Lock
from typing import Any

import numpy as np

from benchmarks.peers.common import ROOT
from benchmarks.peers.measure import PEERS

RESULT = ROOT / "benchmarks" / "results" / "peers.json"
PACKAGES = """torch sentence-transformers numpy faiss-cpu tantivy langchain-classic langchain-community
langchain-huggingface rank_bm25 jieba llama-index-core llama-index-vector-stores-faiss llama-index-retrievers-bm25
bm25s haystack-ai sentence-transformers-haystack txtai""".split()
PHASES = ("build", "use")


def conditions() -> dict[str, Any]:
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    return {
        "cores": os.cpu_count(),
        "memory GB": round(memory),
        "python": platform.python_version(),
        "threads": os.environ.get("OMP_NUM_THREADS", "as they come"),
        **{name: version(name) for name in PACKAGES},
    }


def copy_gigabytes_a_second() -> float:
    """What reading memory costs here: the best of some sums over 256 MB that are in no cache."""
    block = np.ones(2**26, np.float32)
    best = 0.0
    for _ in range(5):
        started = time.thread_time()
        block.sum()
        best = max(best, block.nbytes / (time.thread_time() - started) / 1e9)
    return best


def phase(name: str, step: str, corpus: Path, index: Path, options: argparse.Namespace) -> dict[str, Any]:
    """The figures of one process, or the reason why there are none under `died`."""
    places = [str(corpus), str(index), str(options.questions), str(options.asking)]
    command = [sys.executable, "-m", "benchmarks.peers.measure", name, step, *places]
    most, seconds = int(options.gigabytes * 2**30), options.seconds
    load = os.getloadavg()[0]

    def limit() -> None:
        resource.setrlimit(resource.RLIMIT_CPU, (int(seconds), int(seconds) + 5))
        resource.setrlimit(resource.RLIMIT_DATA, (most, most))

    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, preexec_fn=limit)
    if done.returncode:
        last = (done.stderr.strip().splitlines() or [""])[-1][:200]
        reason = f"over {seconds:.0f} s of processor time" if done.returncode in {-24, -9} else last
        return {"died": f"{step}: {reason}"}
    return {**json.loads(done.stdout.splitlines()[-1]), "load": load}


def one_round(name: str, corpus: Path, options: argparse.Namespace) -> dict[str, Any]:
    """All phases of a peer, until one fails. The documents are put back as they were."""
    found: dict[str, Any] = {}
    with tempfile.TemporaryDirectory(dir=options.scratch) as place:
        index = Path(place) / "index"
        try:
            for step in PHASES:
                found[step] = phase(name, step, corpus, index, options)
                if "died" in found[step]:
                    break
        finally:
            for path in (corpus / "changed").iterdir() if name == "this project" else ():
                shutil.copy2(corpus / "original" / path.name, corpus / "documents" / path.name)
    return found


def figures(rounds: list[dict[str, Any]]) -> dict[str, Any]:
    """A peer's row: medians over the rounds, [by the clock, of processor time]."""
    dead = next((step["died"] for one in rounds for step in one.values() if "died" in step), None)
    whole = [one for one in rounds if not any("died" in step for step in one.values())]
    row: dict[str, Any] = {
        "rounds": len(whole),
        "load": [round(s["load"], 1) for o in rounds for s in o.values() if "load" in s],
    }
    if dead:
        row["died"] = dead
    built = [one["build"] for one in rounds if "build" in one.get("build", {})]
    if built:
        row["import, s"] = _middle([one["import"] for one in built])
        row["build, s"] = _middle([_sum(one, "model", "build") for one in built])
        row["build, peak MB"] = round(max(one["memory"]["peak"] for one in built))
        row["disk, MB"] = round(built[0]["disk"], 1)
    if not whole:
        return row
    used = [one["use"] for one in whole]
    row["open to first answer, s"] = _middle([_sum(one, "model", "open", "first answer") for one in used])
    row["update to next answer, s"] = _middle([_sum(one, "update", "first answer after") for one in used])
    row["update found"] = all(one["found"] for one in used)
    row["update, peak MB"] = round(max(one["memory"]["peak"] for one in used))
    row["asking, peak MB"] = round(max(one["memory asking"]["peak"] for one in used))
    fewest = min(len(one["questions"]) for one in used)
    each = 1000 * np.median([one["questions"][:fewest] for one in used], axis=0)
    row["questions"] = len(each)
    for share in (50, 95, 99):
        row[f"question p{share}, ms"] = [round(float(v), 2) for v in np.percentile(each, share, axis=0)]
    ranks = used[0]["ranks"]
    for k in (1, 3, 5):
        row[f"hit@{k}"] = round(sum(rank is not None and rank < k for rank in ranks) / len(ranks), 3)
    return row


def _sum(one: dict[str, Any], *names: str) -> list[float]:
    return list(np.sum([one[name] for name in names], axis=0))


def _middle(costs: list[list[float]]) -> list[float]:
    return [round(float(value), 3) for value in np.median(costs, axis=0)]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--sizes", type=int, nargs="*", default=(100, 10_000))
    parser.add_argument("--peers", nargs="*", default=list(PEERS), choices=list(PEERS))
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--questions", type=int, default=200, help="at most")
    parser.add_argument(
        "--asking", type=float, default=60, help="seconds of processor time after which no more is asked"
    )
    parser.add_argument("--seconds", type=float, default=1200, help="of processor time a process may take")
    parser.add_argument("--gigabytes", type=float, default=12, help="of memory it may take")
    parser.add_argument(
        "--scratch", type=Path, help="where the indexes are made; the system's place for such by default"
    )
    parser.add_argument("--together", type=int, default=1, help="peers measured at a time; 1 unless time is short")
    options = parser.parse_args()
    results = json.loads(RESULT.read_text("utf-8")) if RESULT.exists() else {}
    results["conditions"] = conditions()
    results["memory read, GB a second"] = round(copy_gigabytes_a_second(), 1)
    for size in options.sizes:
        compare(size, options, results)
    return 0


def compare(size: int, options: argparse.Namespace, results: dict[str, Any]) -> None:
    """Measure all peers at one size, and write down the results after each."""
    corpus = options.corpus / str(size)
    chunks = sum(1 for _ in (corpus / "chunks.jsonl").open(encoding="utf-8"))
    taken: dict[str, list[dict[str, Any]]] = {name: [] for name in options.peers}
    table = results.setdefault("sizes", {}).setdefault(str(size), {"chunks": chunks})
    lock = Lock()

    def measure(name: str) -> None:
        rounds = taken[name]
        if not (rounds and any("died" in step for step in rounds[-1].values())):
            rounds.append(one_round(name, corpus, options))
        with lock:
            table[name] = figures(rounds)
            RESULT.write_text(json.dumps(results, ensure_ascii=False, indent=1) + "\n", "utf-8")
            print(size, name, json.dumps(table[name], ensure_ascii=False), flush=True)

    for _ in range(options.rounds):
        with ThreadPoolExecutor(options.together) as pool:
            list(pool.map(measure, options.peers))


if __name__ == "__main__":
    sys.exit(main())
