"""How well questions are answered: right measure found, off-topic questions declined.

    python benchmarks/questions.py DOCUMENT [--questions FILE …] [--show]

DOCUMENT is a file of the county-innovation policy: the retelling in corpus/documents, or the web page it
retells. The questions name measures by their position in it. Results go to benchmarks/results/.
"""

import argparse
import json
import sys
import tempfile
from pathlib import Path
from typing import Any

from index.build import build
from qa.answer import answer
from qa.followup import in_conversation
from qa.retrieve import Retriever

HERE = Path(__file__).parent
QUESTIONS = HERE.parent / "tests" / "questions"


def evaluate(retriever: Retriever, questions: list[dict[str, Any]]) -> tuple[dict[str, Any], list[str]]:
    """Counts by language, and the questions that went wrong."""
    position = {measure.title: number for number, measure in enumerate(retriever.store.measures(0))}
    counts: dict[str, dict[str, int]] = {}
    failures = []
    for question in questions:
        *history, last = question.get("turns") or [question["query"]]
        asked = in_conversation(last, history)
        found = retriever.find(asked, k=10)
        follows = question.get("follows", False)
        group = "follow-up" if follows else question.get("lang", "new topic") if question["measures"] else "off-topic"
        count = counts.setdefault(
            group, {"questions": 0, "first": 0, "among three": 0, "declined": 0, "answer quoted": 0, "leaning wrong": 0}
        )
        count["questions"] += 1
        said = answer(retriever, last, history=history)
        count["leaning wrong"] += said.follows != follows
        count["declined"] += said.declined
        titles = [position.get(hit.measure.title, -1) for hit in (said.related if history else found.hits)]
        rank = next((i for i, number in enumerate(titles) if number in question["measures"]), 99)
        count["first"] += rank == 0
        count["among three"] += rank < 3
        quoted = " ".join(c.quote for c in said.citations)
        count["answer quoted"] += bool(question.get("answer")) and question["answer"] in quoted
        if bool(question["measures"]) == said.declined or (question["measures"] and rank):
            failures.append(
                f"{' / '.join([*history, last])} ({said.question}) wanted {question['measures']}, found {titles[:3]}, "
                f"{'declined' if said.declined else 'covered'}"
            )
    return counts, failures


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("document", type=Path)
    parser.add_argument("--questions", type=Path, nargs="*", default=sorted(QUESTIONS.glob("*.jsonl")))
    parser.add_argument("--show", action="store_true", help="list the questions that went wrong")
    options = parser.parse_args()
    results = {}
    with tempfile.TemporaryDirectory() as store:
        build([options.document], store)
        retriever = Retriever(store)
        fingerprint = retriever.embedder.fingerprint
        for file in options.questions:
            lines = file.read_text("utf-8").splitlines()
            results[file.stem], failures = evaluate(retriever, [json.loads(line) for line in lines])
            if options.show:
                print(*failures, sep="\n")
    report = {"document": options.document.name, "model": fingerprint, "results": results}
    target = HERE / "results" / f"questions-{options.document.stem}.json"
    target.write_text(json.dumps(report, ensure_ascii=False, indent=1) + "\n", "utf-8")
    for name, counts in results.items():
        for group, count in counts.items():
            print(f"{name:8} {group:10}", "  ".join(f"{key} {value}" for key, value in count.items()))
    return 0


if __name__ == "__main__":
    sys.exit(main())
