"""What people said of answers, kept in a file of this machine; as labelled questions for `python -m qa.evaluate`.

    python -m qa.feedback feedback.sqlite > questions.jsonl
    python -m qa.feedback feedback.sqlite --unhelpful            the others, with their reasons, to read

Exit status: 0 written, 1 the file cannot be read, 2 wrong arguments.
"""

import argparse
import json
import os
import sqlite3
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.request import pathname2url

from corpus.errors import FeedbackError
from qa.reply import Answer

FILE = "feedback.sqlite"
LONGEST_REASON = 1000
"""Characters; what is longer is cut."""

_TABLE = """CREATE TABLE IF NOT EXISTS feedback (
    turn TEXT PRIMARY KEY, said TEXT NOT NULL DEFAULT CURRENT_TIMESTAMP, helpful INTEGER NOT NULL,
    reason TEXT NOT NULL, question TEXT NOT NULL, filters TEXT NOT NULL, declined INTEGER NOT NULL,
    quotes TEXT NOT NULL)"""
_COLUMNS = "turn, said, helpful, reason, question, filters, declined, quotes"


@dataclass(frozen=True, slots=True)
class Said:
    """What somebody said of one answer.

    Attributes:
        turn: which answer.
        said: when, UTC.
        question: as it was understood, whole.
        filters: what the search was narrowed to.
        quotes: document path, measure and words of each citation.
    """

    turn: str
    said: str
    helpful: bool
    reason: str
    question: str
    filters: dict[str, str]
    declined: bool
    quotes: tuple[dict[str, str], ...]

    def label(self, number: int) -> dict[str, Any] | None:
        """The labelled question, see `qa.labels`; None where it is not known what would have been right."""
        if not self.helpful:
            return None
        name = {"id": f"feedback-{number}", "question": self.question}
        if self.declined:
            return None if self.filters else name | {"off_topic": True}
        measures = list(dict.fromkeys(quote["measure"] for quote in self.quotes[:1]))
        documents = list(dict.fromkeys(quote["document"] for quote in self.quotes[:1]))
        return name | {"measures": measures, "documents": documents, "answer": self.quotes[0]["quote"]}


class Feedback:
    """The file; made when the first thing is said. Safe to use from several threads and processes."""

    def __init__(self, path: Path) -> None:
        self.path = path

    @property
    def writable(self) -> bool:
        """Whether anything can be kept: the file, or the folder where it is not there yet, may be written."""
        folder = os.access(self.path.parent, os.W_OK)  # SQLite puts its journal beside the file
        return folder and (not self.path.exists() or (self.path.is_file() and os.access(self.path, os.W_OK)))

    def record(
        self, turn: str, answer: Answer, helpful: bool, reason: str = "", filters: Mapping[str, str] | None = None
    ) -> None:
        """Keep what was said; of one answer the last word counts.

        Args:
            turn: which answer.
            filters: what the search was narrowed to.

        Raises:
            FeedbackError: it cannot be written.
        """
        quotes = [
            {"document": c.document.path, "measure": " / ".join(c.heading_path), "quote": c.quote}
            for c in answer.citations
        ]
        told = (json.dumps(filters or {}, ensure_ascii=False), answer.declined, json.dumps(quotes, ensure_ascii=False))
        try:
            with closing(sqlite3.connect(self.path, timeout=10)) as database, database:
                database.execute(_TABLE)
                database.execute(
                    "REPLACE INTO feedback (turn, helpful, reason, question, filters, declined, quotes) "
                    "VALUES (?, ?, ?, ?, ?, ?, ?)",
                    (turn, helpful, reason[:LONGEST_REASON], answer.question, *told),
                )
        except sqlite3.Error as error:
            raise FeedbackError(
                f"反馈写不进“{self.path}” cannot be written ({error}); choose another file with --feedback"
            ) from error

    def read(self) -> Iterator[Said]:
        """All that was said, oldest first.

        Raises:
            FeedbackError: the file is missing, or none of ours.
        """
        try:
            address = f"file:{pathname2url(str(self.path.resolve()))}?mode=ro"
            with closing(sqlite3.connect(address, timeout=10, uri=True)) as database:
                rows = database.execute(f"SELECT {_COLUMNS} FROM feedback ORDER BY said, rowid").fetchall()
            for turn, said, helpful, reason, question, filters, declined, quotes in rows:
                told = json.loads(filters), bool(declined), tuple(json.loads(quotes))
                yield Said(turn, said, bool(helpful), reason, question, *told)
        except (sqlite3.Error, ValueError) as error:
            raise FeedbackError(
                f"“{self.path}” 读不了 cannot be read ({error}); give the file that ui.py --feedback writes"
            ) from error


def labels(said: Sequence[Said]) -> list[dict[str, Any]]:
    """The labelled questions, each once; a question of which answers were found unhelpful too is left out."""
    doubted = {one.question for one in said if not one.helpful}
    first: dict[str, Said] = {}
    for one in said:
        if one.question not in doubted:
            first.setdefault(one.question, one)
    found = (one.label(number) for number, one in enumerate(first.values(), 1))
    return [label for label in found if label]


def main(arguments: Sequence[str] | None = None) -> int:
    """Entry point; returns the exit status."""
    parser = argparse.ArgumentParser(
        prog="python -m qa.feedback", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("file", type=Path, help="what ui.py --feedback writes")
    parser.add_argument("--unhelpful", action="store_true", help="what was found unhelpful, and why")
    options = parser.parse_args(arguments)
    try:
        said = list(Feedback(options.file).read())
    except FeedbackError as error:
        print(f"错误 error: {error}", file=sys.stderr)
        return 1
    unhelpful = [{"said": s.said, "question": s.question, "reason": s.reason} for s in said if not s.helpful]
    written = unhelpful if options.unhelpful else labels(said)
    for line in written:
        print(json.dumps(line, ensure_ascii=False))
    print(f"反馈 feedback {len(said)}   写出 written {len(written)}", file=sys.stderr)
    return 0


if __name__ == "__main__":
    sys.exit(main())
