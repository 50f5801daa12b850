"""How well documents are read: titles, dates, numbers and regions of web pages, articles and versions of laws.

    python benchmarks/reading.py --pages FOLDER --laws FOLDER [--show]

PAGES holds the pages that gov-pages-labels.json labels, by their file names; LAWS any folder of laws with
numbered articles (第X条). A law is read whole when it has as many articles as its last one is numbered.
Results go to benchmarks/results/reading.json; a part whose folder is not given keeps its earlier figures.
"""

import argparse
import json
import sys
import time
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from corpus import metadata
from corpus.load import Skipped, find_files, fingerprint, load, try_load
from corpus.measures import article_number
from corpus.numbers import canonical
from corpus.records import NEWER, OLDER, REPEALED_BY, Document, Measure
from corpus.validity import validity_on
from index.versions import link

HERE = Path(__file__).parent
LABELS = HERE / "gov-pages-labels.json"
RESULTS = HERE / "results" / "reading.json"


def pages(folder: Path, show: bool) -> dict[str, Any]:
    """How many titles, dates, numbers and regions are those of the labels; an empty label wants an empty field."""
    labels: dict[str, dict[str, str]] = json.loads(LABELS.read_text("utf-8"))
    right = dict.fromkeys(("title", "date", "number", "region"), 0)
    stated = {name: sum(bool(label[name]) for label in labels.values()) for name in right}
    for file in find_files([folder]):
        document, _ = load(file)
        for name in right:
            wanted, got = labels[file.path][name], str(getattr(document, name))
            same = canonical(wanted) == canonical(got) if name == "number" else wanted == got
            right[name] += same
            if show and not same:
                print(f"{file.path}: {name} is “{wanted}”, read “{got}”")
    return {"pages": len(labels), **{f"{name} right": count for name, count in right.items()}, "stated": stated}


def laws(folder: Path, show: bool) -> dict[str, Any]:
    """Articles against their numbers, and what links there are."""
    read: list[tuple[Document, list[Measure]]] = []
    identities = set()
    spent = 0.0
    extract = metadata.extract

    def timed(*arguments: Any) -> metadata.Metadata:
        nonlocal spent
        began = time.perf_counter()
        try:
            return extract(*arguments)
        finally:
            spent += time.perf_counter() - began

    metadata.extract = timed  # type: ignore[assignment]
    started = time.perf_counter()
    for file in find_files([folder]):
        identity = fingerprint(file)
        loaded = try_load(file, identity)
        if identity not in identities and not isinstance(loaded, Skipped):
            read.append((replace(loaded[0], text=""), loaded[1]))
        identities.add(identity)
    reading = time.perf_counter() - started
    metadata.extract = extract
    whole = articled = 0
    for document, measures in read:
        numbers = {number for measure in measures if (number := article_number(measure.title))}
        articled += bool(numbers)
        whole += bool(numbers) and len(numbers) == max(numbers)
        if show and numbers and len(numbers) != max(numbers):
            print(f"{document.path}: {len(numbers)} articles, the last is {max(numbers)}")
    started = time.perf_counter()
    linked = link([document for document, _ in read])
    linking = time.perf_counter() - started
    return {
        "laws": len(read),
        "with articles": articled,
        "as many articles as the last is numbered": whole,
        "share": round(whole / articled, 4),
        **{f"with {name}": sum(bool(getattr(d, name)) for d in linked) for name in ("date", "in_force", "revised")},
        **{
            f"with {name}": sum(bool(getattr(d, name)) for d in linked)
            for name in ("number", "region", "issuers", "kind")
        },
        "with repeals": sum(bool(document.repeals) for document in linked),
        "families of versions": sum(
            any(other.relation == OLDER for other in document.links)
            and not any(other.relation == NEWER for other in document.links)
            for document in linked
        ),
        "with a newer version": sum(any(other.relation == NEWER for other in d.links) for d in linked),
        "repealed by another": sum(any(other.relation == REPEALED_BY for other in d.links) for d in linked),
        "validity today": {
            state: sum(validity_on(document, date.today().isoformat()) == state for document in linked)
            for state in ("现行", "已修订", "已废止", "尚未施行", "已失效", "")
        },
        "seconds": {"reading": round(reading, 2), "of it metadata": round(spent, 2), "linking": round(linking, 2)},
    }


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pages", type=Path)
    parser.add_argument("--laws", type=Path)
    parser.add_argument("--show", action="store_true", help="list what was read wrongly")
    options = parser.parse_args()
    results = json.loads(RESULTS.read_text("utf-8")) if RESULTS.exists() else {}
    if options.pages:
        results["pages"] = pages(options.pages, options.show)
    if options.laws:
        results["laws"] = laws(options.laws, options.show)
    text = json.dumps(results, ensure_ascii=False, indent=1)
    RESULTS.write_text(text + "\n", "utf-8")
    print(text)
    return 0


if __name__ == "__main__":
    sys.exit(main())
