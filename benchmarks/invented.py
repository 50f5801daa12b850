"""A document one has before one, asked in words of one's own: the right measure found, others' questions declined.

    python benchmarks/invented.py [--documents N]

`invented-measures.jsonl.gz` holds 5,911 measures in the language of policies, none of them real, of eight kinds,
each with six to nine questions about its details in words that do not stand in it (`zh`, `en`) and one that it does
not answer (`unanswered`). `invented-near-misses.jsonl.gz` holds, for 1,600 of them by their number, five more that they
do not answer, in the voice of those they do: an `unanswered` one is often told by its wording alone. Every 17 measures
of one kind make a document and a store of its own. It is asked some of its own questions, those it does not answer, and
questions about documents of other kinds; what is short (多久评一次) fits many a document, so that not all of the last
can be told. Results go to benchmarks/results/invented.json.
"""

import argparse
import json
import random
import sys
import tempfile
from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from dev_sets import rows

from index.build import build
from qa.answer import answer
from qa.metrics import auroc
from qa.retrieve import Retriever

HERE = Path(__file__).parent
MEASURES = 17
OWN, OTHERS = 40, 32
"""Questions asked of a document that it answers, and that are about others."""

Row = dict[str, Any]


def documents(chance: random.Random) -> list[list[Row]]:
    """The measures, 17 of one kind together, in an order drawn by lot."""
    kinds: dict[str, list[Row]] = defaultdict(list)
    near = {row["measure"]: row for row in rows(HERE / "invented-near-misses.jsonl.gz")}
    for number, row in enumerate(rows(HERE / "invented-measures.jsonl.gz")):
        kinds[row["field"]].append(row | {"near": near.get(number, {})})
    found = []
    for kind in kinds.values():
        found += [kind[start : start + MEASURES] for start in range(0, len(kind) - MEASURES + 1, MEASURES)]
    chance.shuffle(found)
    return found


def questions(measures: Sequence[Row]) -> list[tuple[str, str, Row]]:
    """Language, question and the measure that answers."""
    return [(language, text, row) for row in measures for language in ("zh", "en") for text in row[language]]


def asked(measures: Sequence[Row], others: Sequence[Row], chance: random.Random) -> Iterator[dict[str, Any]]:
    """What became of each question to a document of these measures."""
    parts = (f"## {number}、{row['title']}\n\n{row['passage']}" for number, row in enumerate(measures, 1))
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place) / "documents"
        folder.mkdir()
        (folder / "文件.md").write_text("# 关于若干政策措施的通知\n\n" + "\n\n".join(parts) + "\n", "utf-8")
        build([folder], Path(place) / "store")
        retriever = Retriever(Path(place) / "store")
        for language, text, row in chance.sample(questions(measures), OWN):
            hits = [row["passage"][:25] in hit.measure.text for hit in retriever.search(text, 3)]
            yield told(retriever, text, "own", language) | {"first": hits[0], "three": any(hits)}
        for row in measures:
            yield told(retriever, row["unanswered"], "unanswered", "zh")
            for language in ("zh", "en"):
                for text in row["near"].get(language, ()):
                    yield told(retriever, text, "near misses", language)
        for language, text, _ in chance.sample(questions(others), OTHERS):
            yield told(retriever, text, "of others", language)


def told(retriever: Retriever, text: str, kind: str, language: str) -> dict[str, Any]:
    given = answer(retriever, text)
    return {"kind": kind, "language": language, "declined": given.declined, "probability": given.probability}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--documents", type=int, default=60)
    number = parser.parse_args().documents
    chance = random.Random(1)
    drawn = documents(chance)
    found: list[dict[str, Any]] = []
    for measures in drawn[:number]:
        others = [row for other in drawn if other[0]["field"] != measures[0]["field"] for row in other]
        found += asked(measures, others, chance)
    report: dict[str, Any] = {"documents": number}
    for language in ("zh", "en"):
        groups = {
            kind: [one for one in found if (one["kind"], one["language"]) == (kind, language)]
            for kind in ("own", "unanswered", "near misses", "of others")
        }
        own = groups["own"]
        report[language] = {
            "questions": {kind: len(group) for kind, group in groups.items()},
            "right measure first": round(sum(one["first"] for one in own) / len(own), 3),
            "among three": round(sum(one["three"] for one in own) / len(own), 3),
            "declined": {
                kind: round(sum(one["declined"] for one in group) / len(group), 3)
                for kind, group in groups.items()
                if group
            },
            **{
                f"AUROC of own and {kind}": round(
                    auroc([one["probability"] for one in own], [one["probability"] for one in groups[kind]]), 3
                )
                for kind in ("near misses", "of others")
                if groups[kind]
            },
        }
    (HERE / "results" / "invented.json").write_text(json.dumps(report, ensure_ascii=False, indent=1) + "\n", "utf-8")
    print(json.dumps(report, ensure_ascii=False, indent=1))
    return 0


if __name__ == "__main__":
    sys.exit(main())
