"""The most memory that reading takes, over more and more documents: it must not grow with their number.

    python -m benchmarks.reading_memory FOLDER [--counts 500 1000 3416]

For each count a fresh process reads the documents of FOLDER one after the other as a build does, in the process of the
build and, a second time, in that of the readers, and keeps none. The peaks are the system's own (`VmHWM`, Linux).
Results go to benchmarks/results/reading-memory.json.
"""

import argparse
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

from corpus import load
from corpus.isolation import isolated, most_taken
from corpus.load import Skipped, find_files, fingerprint, try_load

RESULTS = Path(__file__).parent / "results" / "reading-memory.json"


def megabytes(size: float) -> float:
    return round(size / 2**20, 1)


def read(folder: Path, count: int, apart: bool) -> dict[str, Any]:
    """Read so many documents, in the readers' process where `apart`; what that took."""
    if apart:
        load.LARGEST_READ_HERE = 0
    files = find_files([folder])
    sizes = sorted(file.location.stat().st_size for file in files[:count])
    read = skipped = 0
    begins = megabytes(most_taken())
    for file in files[:count]:
        loaded = try_load(file, fingerprint(file))
        skipped += isinstance(loaded, Skipped)
        read += not isinstance(loaded, Skipped)
    return {
        "documents": read,
        "skipped": skipped,
        "MB of text": megabytes(sum(sizes)),
        "MB of the largest": round(sizes[-1] / 2**20, 2),
        "read in": "the readers' process" if apart else "the process of the build",
        "MB before": begins,
        "MB at most": megabytes(most_taken()),
        **({"MB at most in the readers' process": megabytes(isolated(most_taken))} if apart else {}),
    }


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--counts", type=int, nargs="+", default=[500, 1000, 3416])
    parser.add_argument("--one", choices=["here", "apart"], help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.one:
        print(json.dumps(read(options.folder, options.counts[0], options.one == "apart"), ensure_ascii=False))
        return 0
    rows = []
    for how in ("here", "apart"):
        for count in options.counts:
            command = [sys.executable, "-m", "benchmarks.reading_memory", str(options.folder)]
            command += ["--counts", str(count), "--one", how]
            rows.append(json.loads(subprocess.run(command, capture_output=True, text=True, check=True).stdout))
            print(rows[-1])
    RESULTS.write_text(json.dumps(rows, ensure_ascii=False, indent=1) + "\n", "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
