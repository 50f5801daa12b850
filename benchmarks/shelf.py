"""How well a shelf of 472 documents of four kinds is asked: the answer quoted, what is not answered declined.

    python -m benchmarks.shelf DATA [--half test]

DATA holds `train/`, `corpora/laws/` and `dev/`. On the shelf are State Council documents, work reports of the years
from 2016, and, drawn by lot, 72 laws and 300 policy pages and news. Readers who did not know the program wrote eight
questions to each of 132 documents, two of which it does not answer (`shelf-questions.jsonl`): parts of the text that a
right quote holds, none where nothing answers. The part `dev` was used to choose, `later` was looked at afterwards,
`test` only reports. Results go to benchmarks/results/shelf.json.
"""

import argparse
import gzip
import json
import random
import re
import sys
import tempfile
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from corpus.text import normalise
from index.build import build
from qa.answer import answer
from qa.retrieve import Retriever

HERE = Path(__file__).parent
QUESTIONS = HERE / "shelf-questions.jsonl"
SEED = 20261130
LAWS, PAGES = 72, 300
SHORTEST_PAGE, LONGEST_PAGE = 500, 6000
FIRST_YEAR = 2016


def shelve(data: Path, folder: Path) -> None:
    """Write the documents as text files, in a folder for each kind."""
    for name, text in _drawn(data):
        target = folder / name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, "utf-8")


def _drawn(data: Path) -> Iterator[tuple[str, str]]:
    lot = random.Random(SEED)
    for row in _rows(data / "train" / "state_council.jsonl.gz"):
        yield f"国务院/{_name(row['title'])}.txt", row["text"]
    for row in _rows(data / "train" / "gov_reports.jsonl.gz"):
        if "2026年" in row["title"] or (str(row["year"]).isdigit() and int(row["year"]) >= FIRST_YEAR):
            yield f"报告/{_name(row['title'])}.txt", row["text"]
    folder = data / "corpora" / "laws"
    asked = {json.loads(line)["document"] for line in (HERE / "laws-questions.jsonl").read_text("utf-8").splitlines()}
    laws = sorted(folder.rglob("*.md"))
    lot.shuffle(laws)
    for path in [path for path in laws if str(path.relative_to(folder)) not in asked][:LAWS]:
        yield f"法规/{path.name}", path.read_text("utf-8")
    pages = [
        row for row in _rows(data / "dev" / "ncp_docs.jsonl.gz") if SHORTEST_PAGE < len(row["text"]) < LONGEST_PAGE
    ]
    lot.shuffle(pages)
    for row in pages[:PAGES]:
        yield f"网页/{row['id'][:10]}.txt", row["text"]


def _rows(path: Path) -> list[dict[str, Any]]:
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def _name(title: str) -> str:
    return re.sub(r'[\\/:*?"<>|\s]', "", title)[:60]


def judge(retriever: Retriever, row: dict[str, Any]) -> dict[str, int]:
    """Counts of one question."""
    given = answer(retriever, row["query"])
    if not row["answer"]:
        return {"not answered": 1, "rightly declined": given.declined}
    found = retriever.search(row["query"], 1)
    quoted = _bare("".join(citation.quote for citation in given.citations))
    return {
        "answered": 1,
        "right document first": bool(found) and found[0].document.path == row["document"],
        "answer quoted": all(_bare(part) in quoted for part in row["answer"]),
        "wrongly declined": given.declined,
        "quotes": len(given.citations),
        "characters": sum(len(citation.quote) for citation in given.citations),
    }


def _bare(text: str) -> str:
    return re.sub(r"[\W_]", "", normalise(text))


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path)
    parser.add_argument("--half", choices=["dev", "later", "test"], help="only this one")
    options = parser.parse_args()
    rows = [json.loads(line) for line in QUESTIONS.read_text("utf-8").splitlines()]
    sums: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    with tempfile.TemporaryDirectory() as place:
        shelve(options.data, Path(place) / "shelf")
        build([Path(place) / "shelf"], Path(place) / "store")
        retriever = Retriever(Path(place) / "store")
        for row in rows:
            if options.half in (None, row["half"]):
                counts = judge(retriever, row)
                for group in ("all", row["lang"], row["document"].split("/")[0]):
                    for name, count in counts.items():
                        sums[f"{row['half']}: {group}"][name] += count
        documents, model = len(retriever.store.documents), retriever.embedder.fingerprint
    results = {group: dict(counts) for group, counts in sorted(sums.items())}
    print(json.dumps(results, ensure_ascii=False, indent=1))
    if options.half is None:
        text = json.dumps({"documents": documents, "model": model, "results": results}, ensure_ascii=False, indent=1)
        (HERE / "results" / "shelf.json").write_text(text + "\n", "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
