"""How well documents are read: titles, dates, numbers, regions and ends of web pages, articles and versions of laws.

    python benchmarks/reading.py --pages FOLDER --laws FOLDER [--show]

PAGES holds the pages that gov-pages-labels.json labels, by their file names, with the first and the last characters of
their policy: nothing of the page around it may stand before or behind them. LAWS is any folder of laws with numbered
articles (第X条). A law is read whole when it has as many articles as its last one is numbered; of the others is told
where the articles are that are wanting.
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
from corpus.numbered import article_number
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
    bounded = 0
    for file in find_files([folder]):
        document, measures = load(file)
        label = labels[file.path]
        within = measures[0].text.startswith(label["begins"]) and measures[-1].text.endswith(label["ends"])
        bounded += within
        if show and not within:
            print(f"{file.path}: from “{measures[0].text[:20]}” to “{measures[-1].text[-20:]}”")
        for name in right:
            wanted, got = labels[file.path][name], str(getattr(document, name))
            same = canonical(wanted) == canonical(got) if name == "number" else wanted == got
            right[name] += same
            if show and not same:
                print(f"{file.path}: {name} is “{wanted}”, read “{got}”")
    return {
        "pages": len(labels),
        **{f"{name} right": count for name, count in right.items()},
        "stated": stated,
        "nothing before or behind the policy": bounded,
    }


def _wanting(numbers: set[int], text: str) -> str:
    """Why a law has fewer articles than its last is numbered: where those are that are wanting."""
    first = min(numbers)
    if first > 1 and len(numbers) == max(numbers) - first + 1:
        return f"begins with article {first}"
    wanting = sorted(set(range(first, max(numbers))) - numbers)
    inside = [
        number for number in wanting if any(label in text for label in (f"第{number}条", f"第{_chinese(number)}条"))
    ]
    absent = [number for number in wanting if number not in inside]
    told = [f"begins with article {first}"] * (first > 1)
    told += [f"not in the file: {', '.join(map(str, absent))}"] * bool(absent)
    told += [f"named in the file only within other lines: {', '.join(map(str, inside))}"] * bool(inside)
    return "; ".join(told)


def _chinese(number: int) -> str:
    """A number below 10,000 as articles are counted: 一百零三."""
    digits, text = "零一二三四五六七八九", ""
    for unit, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = number // unit % 10
        if digit:
            text += digits[digit] + name
        elif text and not text.endswith("零"):
            text += "零"
    text = text.rstrip("零")
    return text.removeprefix("一") if 10 <= number < 20 else text


def laws(folder: Path) -> dict[str, Any]:
    """Articles against their numbers, and what links there are."""
    read: list[tuple[Document, list[Measure]]] = []
    identities, texts = set(), dict[str, str]()
    spent = 0.0
    extract = metadata.extract

    def timed(*arguments: Any) -> metadata.Metadata:
        nonlocal spent
        began = time.process_time()
        try:
            return extract(*arguments)
        finally:
            spent += time.process_time() - began

    metadata.extract = timed  # type: ignore[assignment]
    started = time.process_time()
    for file in find_files([folder]):
        identity = fingerprint(file)
        loaded = try_load(file, identity)
        if identity not in identities and not isinstance(loaded, Skipped):
            texts[loaded[0].path] = loaded[0].text
            read.append((replace(loaded[0], text=""), loaded[1]))
        identities.add(identity)
    reading = time.process_time() - started
    metadata.extract = extract
    whole = articled = 0
    exceptions: dict[str, str] = {}
    for document, measures in read:
        numbers = {number for measure in measures if (number := article_number(measure.title))}
        articled += bool(numbers)
        whole += bool(numbers) and len(numbers) == max(numbers)
        if numbers and len(numbers) != max(numbers):
            exceptions[document.path] = _wanting(numbers, texts[document.path])
    started = time.process_time()
    linked = link([document for document, _ in read])
    linking = time.process_time() - started
    return {
        "laws": len(read),
        "with articles": articled,
        "as many articles as the last is numbered": whole,
        "share": round(whole / articled, 4),
        "exceptions": dict(sorted(exceptions.items())),
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
        "seconds of processor time": {
            "reading": round(reading, 2),
            "of it metadata": round(spent, 2),
            "linking": round(linking, 2),
        },
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
        results["laws"] = laws(options.laws)
    text = json.dumps(results, ensure_ascii=False, indent=1)
    RESULTS.write_text(text + "\n", "utf-8")
    print(text)
    return 0


if __name__ == "__main__":
    sys.exit(main())
