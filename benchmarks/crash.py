"""A store whose writer is killed, many times over.

    python -m benchmarks.crash [--steps N] [--moments N]

Builds, updates, removals, rollbacks and prunings of a tiny store are ended by SIGKILL before a step (opening a file to
write, fsync, rename, link, mkdir, remove) and at random moments; after half of the former, files not flushed yet are
cut as a power failure may cut them. Each time the store must open as the old or the new generation, whole and with
every document, and the next build must make it whole and tidy. Results go to benchmarks/results/crash.json.
"""

import argparse
import json
import sys
from pathlib import Path

from tests.scenes import run


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--steps", type=int, default=120, help="of each operation at most (default: 120)")
    parser.add_argument("--moments", type=int, default=240, help="random moments of each operation (default: 240)")
    parser.add_argument("--result", type=Path, default=Path(__file__).parent / "results" / "crash.json")
    options = parser.parse_args()
    report = run(options.steps, options.moments, progress=lambda told: print(told, file=sys.stderr, flush=True))
    text = json.dumps(report, ensure_ascii=False, indent=1)
    options.result.write_text(text + "\n", "utf-8")
    print(text)
    return 1 if report["wrong"] or report["misordered"] else 0


if __name__ == "__main__":
    sys.exit(main())
