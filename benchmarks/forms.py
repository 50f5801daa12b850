"""How well documents are read and asked in the formats that offices publish: Word, PDF, web pages, posts.

    python -m benchmarks.forms [--half test]

`forms/` holds 144 documents written for it, four to a folder: of a development zone (`park`), posts and guides
(`posts`), plans and reports (`plans`), rules and notices (`rules`), letters and records (`letters`), lists (`tables`),
accounts and tenders (`money`), permits and emergencies (`services`), what depends on a quantity (`tiers`), what
people live by (`benefits`), rules of `institutions`, fines, cases and courts (`justice`), figures and accounts of a
year (`reports`), documents of Hong Kong, Taiwan and in English (`abroad`), contingency plans (`emergencies`), schools
(`schooling`), press conferences (`conferences`), people speaking (`interviews`), the countryside (`countryside`);
with 64 questions to each four, 16 of which nothing answers. The half `dev` was used to choose, `later` was looked at
afterwards, `test` only reports. Each folder is an index of its own. Results go to benchmarks/results/forms.json.
"""

import argparse
import json
import sys
import tempfile
from collections import defaultdict
from pathlib import Path

from benchmarks.shelf import judge
from index.build import build
from qa.retrieve import Retriever

HERE = Path(__file__).parent
HALVES = ("dev", "later", "test")


def asked(folder: Path) -> dict[str, int]:
    """The counts of all questions of a folder."""
    sums: dict[str, int] = defaultdict(int)
    with tempfile.TemporaryDirectory() as store:
        build([folder / "documents"], store)
        retriever = Retriever(store)
        for line in (folder / "questions.jsonl").read_text("utf-8").splitlines():
            for name, count in judge(retriever, json.loads(line)).items():
                sums[name] += count
    return dict(sums)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--half", choices=HALVES, help="only this one")
    options = parser.parse_args()
    results = {}
    for half in [options.half] if options.half else HALVES:
        each = {folder.name: asked(folder) for folder in sorted((HERE / "forms" / half).iterdir())}
        names = dict.fromkeys(name for counts in each.values() for name in counts)
        total = {name: sum(counts.get(name, 0) for counts in each.values()) for name in names}
        results[half] = {"all": total, **each}
    print(json.dumps(results, ensure_ascii=False, indent=1))
    if options.half is None:
        text = json.dumps(results, ensure_ascii=False, indent=1)
        (HERE / "results" / "forms.json").write_text(text + "\n", "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
