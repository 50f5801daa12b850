"""Conversations: whether follow-ups are understood, and every turn answered or declined.

    python benchmarks/dialogues.py DATA

DATA holds `corpora/laws`, `corpora/gov-pages` and `train/state_council.jsonl.gz`; of these dialogues-documents.json
names the documents of each set, dialogues.jsonl holds the conversations: of each turn whether it follows on from those
before, the document that answers and a phrase of the passage that does, both empty where none does, or that it asks
nothing (`chat`). The rules were chosen on `dev`. Results go to benchmarks/results/dialogues.json.
"""

import argparse
import gzip
import json
import shutil
import sys
import tempfile
from collections import Counter
from pathlib import Path
from typing import Any

from index.build import build
from qa.answer import answer
from qa.retrieve import Retriever

HERE = Path(__file__).parent


def collect(data: Path, names: dict[str, list[str]], folder: Path) -> None:
    """Lay the documents of a set out in a folder."""
    shutil.copytree(data / "corpora" / "gov-pages", folder / "pages")
    (folder / "laws").mkdir()
    for path in (data / "corpora" / "laws").rglob("*.md"):
        if path.name in names["laws"]:
            shutil.copy(path, folder / "laws")
    (folder / "sc").mkdir()
    with gzip.open(data / "train" / "state_council.jsonl.gz", "rt", encoding="utf-8") as lines:
        for row in map(json.loads, lines):
            name = row["title"].replace("/", "_")[:60] + ".txt"
            if name in names["sc"]:
                (folder / "sc" / name).write_text(f"{row['title']}\n{row['text']}", "utf-8")


def evaluate(retriever: Retriever, dialogues: list[dict[str, Any]]) -> dict[str, dict[str, int]]:
    """Counts by kind of turn: the first, one that follows, a new topic, one that asks nothing."""
    counts: dict[str, Counter[str]] = {}
    for dialogue in dialogues:
        before: list[str] = []
        for turn in dialogue["turns"]:
            said = answer(retriever, turn["q"], history=before)
            kind = (
                "chat" if turn.get("chat") else "follow-up" if turn["follows"] else "new topic" if before else "first"
            )
            before.append(turn["q"])
            count = counts.setdefault(kind, Counter())
            count["turns"] += 1
            if kind == "chat":
                count["quoted to"] += bool(said.citations)
                continue
            count["understood"] += said.follows == turn["follows"]
            if not turn["document"]:
                count["not answered by any"] += 1
                count["declined"] += said.declined
                continue
            quotes = [citation for citation in said.citations if citation.document.path == turn["document"]]
            count["answered by a document"] += 1
            count["that document quoted"] += bool(quotes)
            count["the answer quoted"] += any(_bare(turn["answer"]) in _bare(quote.quote) for quote in quotes)
            count["wrongly declined"] += said.declined
    return {kind: dict(count) for kind, count in counts.items()}


def _bare(text: str) -> str:
    return "".join(text.split())


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path)
    options = parser.parse_args()
    names = json.loads((HERE / "dialogues-documents.json").read_text("utf-8"))
    dialogues = [json.loads(line) for line in (HERE / "dialogues.jsonl").read_text("utf-8").splitlines()]
    results = {}
    for name in names:
        with tempfile.TemporaryDirectory() as place:
            folder, store = Path(place) / "documents", Path(place) / "store"
            folder.mkdir()
            collect(options.data, names[name], folder)
            build([folder], store)
            retriever = Retriever(store)
            results[name] = evaluate(retriever, [one for one in dialogues if one["set"] == name])
            report = {"model": retriever.embedder.fingerprint, "results": results}
    (HERE / "results" / "dialogues.json").write_text(json.dumps(report, ensure_ascii=False, indent=1) + "\n", "utf-8")
    print(json.dumps(results, ensure_ascii=False, indent=1))
    return 0


if __name__ == "__main__":
    sys.exit(main())
