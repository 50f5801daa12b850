"""Which article of which law answers: conditions, numbers, offices, what is allowed, somebody's situation.

    python benchmarks/laws.py FOLDER

FOLDER holds the laws that `benchmarks/laws-questions.jsonl` names, 72 drawn by lot over all kinds of them, which make
one index. Six questions to each, in everyday words, were written by readers of the laws who did not know the program;
the part `dev` was used to choose, `test` only reports. Results go to benchmarks/results/laws.json.
"""

import argparse
import json
import sys
import tempfile
from collections import defaultdict
from pathlib import Path
from typing import Any

from corpus.articles import article_label
from index.build import build
from qa.answer import answer
from qa.citation import Hit
from qa.retrieve import Retriever

HERE = Path(__file__).parent
QUESTIONS = HERE / "laws-questions.jsonl"
DEPTH = 10


def ask(retriever: Retriever, row: dict[str, Any]) -> dict[str, int]:
    """Counts of one question."""

    def right(hit: Hit) -> bool:
        of_the_law = Path(hit.document.path).name == Path(row["document"]).name
        return of_the_law and article_label(hit.measure.title) in row["articles"]

    ranks = [rank for rank, hit in enumerate(retriever.search(row["query"], DEPTH)) if right(hit)]
    given = answer(retriever, row["query"])
    return {
        "questions": 1,
        "first": ranks[:1] == [0],
        "among three": bool(ranks) and ranks[0] < 3,
        "among ten": bool(ranks),
        "quoted": any(map(right, given.citations)),
        "declined": given.declined,
        "characters": sum(len(citation.quote) for citation in given.citations),
    }


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    options = parser.parse_args()
    rows = [json.loads(line) for line in QUESTIONS.read_text("utf-8").splitlines()]
    sums: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    with tempfile.TemporaryDirectory() as place:
        build([options.folder / name for name in sorted({row["document"] for row in rows})], Path(place) / "store")
        retriever = Retriever(Path(place) / "store")
        fingerprint = retriever.embedder.fingerprint
        for row in rows:
            counts = ask(retriever, row)
            language = "English" if row["lang"] == "en" else "Chinese"
            for group in ("all", row["kind"], language):
                for name, count in counts.items():
                    sums[f"{row['half']}: {group}"][name] += count
    results = {group: dict(counts) for group, counts in sorted(sums.items())}
    for group, counts in results.items():
        print(f"{group:18}", "  ".join(f"{name} {count}" for name, count in counts.items()))
    text = json.dumps({"model": fingerprint, "results": results}, ensure_ascii=False, indent=1)
    (HERE / "results" / "laws.json").write_text(text + "\n", "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
