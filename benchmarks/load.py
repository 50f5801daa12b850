"""A hundred people asking at once: the running `ui.py`, beside the bare `ask` called from as many threads.

    python benchmarks/load.py [DOCUMENTS …] [--people 100] [--each 3]

Every answer is compared with the one the library gives to the same question. Then the index is built anew
(`build_index.py --full`) while they ask. Last, more come than may wait: they must be told so, and all must be well
afterwards. Results go to benchmarks/results/.
"""

import argparse
import json
import os
import platform
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import numpy as np

from corpus.load import SHIPPED
from index.build import build
from qa.answer import answer
from qa.retrieve import Retriever

HERE = Path(__file__).parent
ROOT = HERE.parent
Ask = Callable[[str], dict[str, Any]]


def questions() -> list[str]:
    lines = (ROOT / "tests" / "questions" / "dev.jsonl").read_text("utf-8").splitlines()
    return [json.loads(line)["query"] for line in lines]


@dataclass
class Round:
    """What a crowd was told: question, answer and seconds waited of each, failures, and how long it all took."""

    told: list[tuple[str, dict[str, Any], float]]
    failures: list[str]
    seconds: float


def crowd(people: int, each: int, asked: list[str], ask: Callable[[], Ask]) -> Round:
    """All begin together; each asks one question after the other, neighbours different ones."""
    start = threading.Barrier(people + 1)
    found = Round([], [], 0.0)

    def person(number: int) -> None:
        own = ask()
        start.wait()
        for turn in range(each):
            question = asked[(number + turn * people) % len(asked)]
            began = time.perf_counter()
            try:
                found.told.append((question, own(question), time.perf_counter() - began))
            except Exception as error:
                found.failures.append(f"{type(error).__name__}: {error}"[:200])

    with ThreadPoolExecutor(people) as pool:
        waiting = [pool.submit(person, number) for number in range(people)]
        start.wait()
        began = time.perf_counter()
        for one in waiting:
            one.result()
        found.seconds = time.perf_counter() - began
    return found


def figures(rounds: list[Round], expected: dict[str, dict[str, Any]]) -> dict[str, Any]:
    """Rates and waits, and how many answers were not those that the library gives to the same questions."""
    told = [one for found in rounds for one in found.told]
    failures = Counter(failure for found in rounds for failure in found.failures)
    waits = np.array([wait for _, _, wait in told]) * 1000
    return {
        "answers": len(told),
        "wrong answers": sum(bare(said) != bare(expected[question]) for question, said, _ in told),
        "failures": dict(failures.most_common(5)),
        "generations named": dict(Counter(said["generation"] for _, said, _ in told)),
        "per second": round(len(told) / sum(found.seconds for found in rounds), 1),
        "p50 ms": round(float(np.percentile(waits, 50))),
        "p95 ms": round(float(np.percentile(waits, 95))),
        "longest ms": round(float(waits.max())),
    }


def bare(said: dict[str, Any]) -> dict[str, Any]:
    """An answer without the generation, which a rebuild changes."""
    return {name: value for name, value in said.items() if name != "generation"}


class Server:
    """A running `ui.py`."""

    def __init__(self, store: Path, *arguments: str) -> None:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = str(probe.getsockname()[1])
        self.address = f"http://127.0.0.1:{port}"
        self._command = [sys.executable, "ui.py", "--store", str(store), "--port", port, *arguments]

    def __enter__(self) -> "Server":
        self.process = subprocess.Popen(self._command, cwd=ROOT, stdout=subprocess.DEVNULL)
        while True:
            try:
                httpx.get(f"{self.address}/api/health").raise_for_status()
                self.asking()("专利可以质押融资吗？")  # what is worked out once per generation
                return self
            except httpx.TransportError:
                if self.process.poll() is not None:
                    raise
                time.sleep(0.2)

    def __exit__(self, *_: object) -> None:
        self.process.terminate()
        self.process.wait()

    def asking(self) -> Ask:
        client = httpx.Client(base_url=self.address, timeout=300)

        def ask(question: str) -> dict[str, Any]:
            response = client.post("/api/ask", json={"question": question})
            if response.status_code != 200:
                raise RuntimeError(f"{response.status_code} {response.json()['error']}")
            found: dict[str, Any] = response.json()
            return found

        return ask

    def asking_through_gradio(self) -> Ask:
        """The queue of the page: join, then wait for the event."""
        client = httpx.Client(base_url=self.address, timeout=300)

        def ask(question: str) -> dict[str, Any]:
            joined = client.post("/gradio_api/call/ask", json={"data": [question, None, None]})
            said = client.get(f"/gradio_api/call/ask/{joined.raise_for_status().json()['event_id']}").text
            kind, data = said.strip().split("\n")[-2:]
            if kind != "event: complete":
                raise RuntimeError(data)
            found: dict[str, Any] = json.loads(
                data.removeprefix("data: "), object_hook=lambda o: {"path" if k == "file" else k: o[k] for k in o}
            )[0]
            return found

        return ask


def measure(store: Path, people: int, each: int, sources: list[str]) -> dict[str, Any]:
    asked = questions()
    retriever = Retriever(store)
    expected = {question: answer(retriever, question).to_dict() for question in asked}

    def directly() -> Ask:
        return lambda question: answer(retriever, question).to_dict()

    def repeat(people: int, each: int, ask: Callable[[], Ask]) -> dict[str, Any]:
        return figures([crowd(people, each, asked, ask)], expected)

    results = {"bare ask, as many threads": repeat(people, each, directly)}
    with Server(store) as server:
        results["POST /api/ask"] = repeat(people, each, server.asking)
        results["Gradio's queue"] = repeat(people, each, server.asking_through_gradio)
        command = [sys.executable, "build_index.py", *sources, "--store", str(store), "--full"]
        rounds = []
        with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as rebuild:
            while rebuild.poll() is None:
                rounds.append(crowd(people, 1, asked, server.asking))
        rounds.append(crowd(people, 1, asked, server.asking))
        results["POST /api/ask, the index built anew meanwhile"] = figures(rounds, expected)
    with Server(store, "--queue", "10") as server:
        results["4 places and 10 in the queue"] = repeat(people, 1, server.asking)
        results["the same afterwards, 10 people"] = repeat(10, each, server.asking)
    return results


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--people", type=int, default=100)
    parser.add_argument("--each", type=int, default=3, help="how many questions each asks")
    parser.add_argument("sources", nargs="*", default=[str(SHIPPED)], help="documents to index")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        store = Path(folder) / "store"
        build(options.sources, store)
        results = measure(store, options.people, options.each, options.sources)
        passages = len(Retriever(store).store)
    report = {
        "people": options.people,
        "passages": passages,
        "processor cores": os.cpu_count(),
        "load average at the end": os.getloadavg()[0],
        "python": platform.python_version(),
        "results": results,
    }
    target = HERE / "results" / "load.json"
    target.write_text(json.dumps(report, ensure_ascii=False, indent=1) + "\n", "utf-8")
    print(json.dumps(report, ensure_ascii=False, indent=1))
    return 0


if __name__ == "__main__":
    sys.exit(main())
