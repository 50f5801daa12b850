"""How long the chat takes to its first page and first answer, beside the bare import of what it stands on.

    python -m benchmarks.start_up [--rounds N] > benchmarks/results/start-up.json

Each round times, in turn, a process that only imports torch, sentence-transformers and gradio, and `ui.py` over the
shipped documents: from its start to its first page, then to its first answer, each asked for every 20 ms. The rounds
are interleaved, so that a busy machine is as busy for both; the ratio is that of the medians.
"""

import argparse
import json
import os
import platform
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path

from corpus.load import SHIPPED
from index.build import build

ROOT = Path(__file__).parents[1]
BARE = "import torch, sentence_transformers, gradio"
QUESTION = "一年发多少科技创新券？"
_OFTEN = 0.02
_LONGEST = 600.0


def bare_import() -> float:
    """Seconds of a process that imports and ends at once."""
    started = time.perf_counter()
    subprocess.run([sys.executable, "-c", f"{BARE}; import os; os._exit(0)"], check=True, cwd=ROOT)
    return time.perf_counter() - started


def first_page_and_answer(store: Path) -> tuple[float, float]:
    """Seconds to the first page, and from there to the first answer."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    address = f"http://127.0.0.1:{port}"
    started = time.perf_counter()
    command = [sys.executable, "ui.py", "--store", str(store), "--port", str(port)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL) as server:
        try:
            while True:
                try:
                    urllib.request.urlopen(f"{address}/config", timeout=_LONGEST).close()
                    break
                except OSError:
                    assert server.poll() is None
                    assert time.perf_counter() - started < _LONGEST
                    time.sleep(_OFTEN)
            page = time.perf_counter()
            body = json.dumps({"question": QUESTION}).encode()
            asking = urllib.request.Request(f"{address}/api/ask", body, {"Content-Type": "application/json"})
            with urllib.request.urlopen(asking, timeout=_LONGEST) as answer:
                assert "3亿元" in json.load(answer)["text"]
            return page - started, time.perf_counter() - page
        finally:
            server.terminate()


def main() -> int:
    """Entry point; returns the exit status."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=5)
    rounds = parser.parse_args().rounds
    bare, page, answer = [], [], []
    with tempfile.TemporaryDirectory() as folder:
        build([SHIPPED], Path(folder) / "store")
        bare_import()  # the files are in the memory of the system from here on
        for _ in range(rounds):
            bare.append(bare_import())
            first, then = first_page_and_answer(Path(folder) / "store")
            page.append(first)
            answer.append(then)
            print(f"{bare[-1]:.2f} {first:.2f} {then:.2f}", file=sys.stderr, flush=True)
    facts = {
        "conditions": {
            "python": platform.python_version(),
            "cores": os.cpu_count(),
            "load": os.getloadavg()[0],
            "rounds": rounds,
            "bare": BARE,
        },
        "bare_import_s": [round(value, 3) for value in bare],
        "first_page_s": [round(value, 3) for value in page],
        "first_answer_s": [round(value, 3) for value in answer],
        "first_page_ratio": round(statistics.median(page) / statistics.median(bare), 3),
        "first_page_ratio_of_rounds": [round(b / a, 3) for a, b in zip(bare, page, strict=True)],
        "first_answer_median_s": round(statistics.median(answer), 3),
    }
    print(json.dumps(facts, ensure_ascii=False, indent=1))
    return 0


if __name__ == "__main__":
    sys.exit(main())
