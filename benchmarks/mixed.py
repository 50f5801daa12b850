"""How well everyday questions are answered over a mixed collection: the answer quoted, noise, near misses declined.

    python benchmarks/mixed.py STORE [--questions FILE] [--half A] [--show]

STORE is an index over the documents that `benchmarks/mixed-questions.jsonl` names: web pages of a city, laws and
ordinances of many fields and places, some policies. A question holds parts of the paths of the documents and of the
titles of the measures that answer, and words one of which a right quote holds; none where no document answers. Half A
was used to choose, B only to report. `penalty-questions.jsonl` asks 44 laws and ordinances, drawn by lot, for the fines
they set. Results go to benchmarks/results/, named as the questions are.
"""

import argparse
import json
import sys
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from qa.answer import answer
from qa.citation import Citation
from qa.reply import Answer
from qa.retrieve import Retriever

HERE = Path(__file__).parent
QUESTIONS = HERE / "mixed-questions.jsonl"


def judge(given: Answer, found: Sequence[Citation], question: dict[str, Any]) -> dict[str, int]:
    """Counts of one question that a document answers."""

    def right(citation: Citation, measure: bool = True) -> bool:
        document = any(part in citation.document.path for part in question["documents"])
        titles = question["measures"]
        return document and (not measure or not titles or any(part in citation.measure.title for part in titles))

    words = question["answer"]
    helpful = [c for c in given.citations if right(c, measure=False) and any(word in c.quote for word in words)]
    return {
        "questions": 1,
        "right document first": bool(found) and right(found[0], measure=False),
        "right measure first": bool(found) and right(found[0]),
        "right measure among three": any(map(right, found[:3])),
        "answer quoted": bool(helpful),
        "declined": given.declined,
        "quotes": len(given.citations),
        "quotes without the answer": len(given.citations) - len(helpful),
        "characters quoted": sum(len(citation.quote) for citation in given.citations),
        "notices": len(given.notices),
    }


def evaluate(retriever: Retriever, questions: Sequence[dict[str, Any]], show: bool) -> dict[str, dict[str, int]]:
    """Sums by half and language."""
    sums: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for question in questions:
        given = answer(retriever, question["query"])
        group = f"{question['half']} {question['lang'] if question['documents'] else 'not answered'}"
        if question["documents"]:
            counts = judge(given, retriever.search(question["query"], 3), question)
        else:
            counts = {"questions": 1, "declined": int(given.declined)}
        for name, count in counts.items():
            sums[group][name] += count
        if show and (given.declined if question["documents"] else not given.declined):
            print(question["query"], given.text, sep="\n  ")
    return {group: dict(counts) for group, counts in sorted(sums.items())}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("store", type=Path)
    parser.add_argument("--questions", type=Path, default=QUESTIONS)
    parser.add_argument("--half", choices=["A", "B"], help="only this one")
    parser.add_argument("--show", action="store_true", help="list what was wrongly declined or answered")
    options = parser.parse_args()
    retriever = Retriever(options.store)
    questions = [json.loads(line) for line in options.questions.read_text("utf-8").splitlines()]
    asked = [question for question in questions if options.half in (None, question["half"])]
    results = evaluate(retriever, asked, options.show)
    report = {"documents": len(retriever.store.documents), "model": retriever.embedder.fingerprint, "results": results}
    target = HERE / "results" / f"{options.questions.stem.removesuffix('-questions')}.json"
    target.write_text(json.dumps(report, ensure_ascii=False, indent=1) + "\n", "utf-8")
    print(json.dumps(results, ensure_ascii=False, indent=1))
    return 0


if __name__ == "__main__":
    sys.exit(main())
