"""Whether documents in Traditional Chinese are read and answered as in Simplified, over the documents of `forms/`.

    python -m benchmarks.script [--half dev]

Every document is written as text in Simplified and in Traditional Chinese (OpenCC), each character in its place. What
is read of one must be read of the other: the same measures with the same headings, the same facts. Then every question
is asked in both: the same sentences must be quoted, or none. Results go to benchmarks/results/script.json.
"""

import argparse
import json
import sys
import tempfile
from pathlib import Path

import opencc

from benchmarks.forms import HALVES, HERE
from corpus.load import File, Skipped, find_files, fingerprint, try_load
from corpus.records import Document, Measure
from corpus.text import to_simplified
from index.build import build
from qa.answer import answer
from qa.retrieve import Retriever

_S2T = opencc.OpenCC("s2t")
_FACTS = ("title", "number", "date", "issuers", "region", "kind", "in_force", "expires")


def compared(folder: Path) -> dict[str, int]:
    """Counts of the documents read, the measures and the answers, and of those that are not alike in both scripts."""
    counts = dict.fromkeys(("documents", "read otherwise", "questions", "answered otherwise"), 0)
    with tempfile.TemporaryDirectory() as place:
        stores = Path(place)
        for file in find_files([folder / "documents"]):
            loaded = try_load(file, fingerprint(file))
            if isinstance(loaded, Skipped):
                continue
            simplified = to_simplified(loaded[0].text)
            traditional = _S2T.convert(simplified)
            if len(simplified) != len(traditional):
                continue
            each = [_read(stores / name, file, text) for name, text in _texts(simplified, traditional)]
            counts["documents"] += 1
            counts["read otherwise"] += each[0] != each[1]
        for name in ("simplified", "traditional"):
            build([stores / name], stores / f"store-{name}")
        one, other = (Retriever(stores / f"store-{name}") for name in ("simplified", "traditional"))
        for line in (folder / "questions.jsonl").read_text("utf-8").splitlines():
            question = to_simplified(json.loads(line)["query"])
            counts["questions"] += 1
            counts["answered otherwise"] += _quoted(one, question) != _quoted(other, _S2T.convert(question))
    return counts


def _texts(simplified: str, traditional: str) -> tuple[tuple[str, str], tuple[str, str]]:
    return ("simplified", simplified), ("traditional", traditional)


def _read(folder: Path, file: File, text: str) -> object:
    """What is read of a text, in Simplified Chinese."""
    folder.mkdir(exist_ok=True)
    path = folder / f"{Path(file.path).stem}.txt"
    path.write_text(text, encoding="utf-8")
    written = File(path, path.name)
    loaded = try_load(written, fingerprint(written))
    return loaded.reason if isinstance(loaded, Skipped) else _told(*loaded)


def _told(document: Document, measures: list[Measure]) -> object:
    facts = [to_simplified(str(getattr(document, name))) for name in _FACTS]
    headings = [
        (measure.start, measure.end, to_simplified(" / ".join((*measure.heading_path, measure.title))))
        for measure in measures
    ]
    return facts, headings


def _quoted(retriever: Retriever, question: str) -> list[tuple[str, int, int]]:
    return [(one.document.path, one.start, one.end) for one in answer(retriever, question).citations]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--half", choices=HALVES, default="dev")
    half = HERE / "forms" / parser.parse_args().half
    results = {folder.name: compared(folder) for folder in sorted(half.iterdir())}
    total = {name: sum(counts[name] for counts in results.values()) for name in next(iter(results.values()))}
    text = json.dumps({"half": half.name, "all": total, **results}, ensure_ascii=False, indent=1)
    print(text)
    (HERE / "results" / "script.json").write_text(text + "\n", "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
