"""Evaluate a store on labelled questions.

    python -m qa.evaluate QUESTIONS.jsonl                          figures of the store
    python -m qa.evaluate QUESTIONS.jsonl --html report.html       with the worst failures to read
    python -m qa.evaluate QUESTIONS.jsonl --against OTHER          beside another store, or another model
    python -m qa.evaluate QUESTIONS.jsonl --against-reranker NAME  beside the same store under other settings
    python -m qa.evaluate QUESTIONS.jsonl --calibrate              fit when to decline to this store

Exit status: 0 evaluated, 1 it could not be, 2 wrong arguments. See docs/evaluation.md.
"""

import argparse
import json
import logging
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from corpus.errors import PolicyQAError
from index.scratch import sweep
from qa import report
from qa.labels import Labelled, read_labels
from qa.outcomes import Outcome, run
from qa.recalibration import calibration_file, recalibrate
from qa.report_page import Asked, page
from qa.retrieve import Retriever
from qa.side import Side
from qa.summary import Summary, by_language, differences


def main(arguments: Sequence[str] | None = None) -> int:
    """Entry point; returns the exit status."""
    parser = _parser()
    options = parser.parse_args(arguments)
    logging.basicConfig(format="%(levelname)s: %(message)s", level=logging.WARNING, force=True)
    if options.limit is not None and options.limit < 1:
        parser.error(f"--limit {options.limit}: ask at least 1 question")
    if options.calibrate and options.filter:
        parser.error("--calibrate fits to the whole index; leave --filter out")
    if options.html and (options.html.is_dir() or not options.html.parent.is_dir()):
        parser.error(
            f"--html “{options.html}”: not a file in a folder that exists; make the folder, or name another file"
        )
    try:
        sweep()
        _evaluate(options)
    except (PolicyQAError, OSError) as error:
        facts = {"error": type(error).__name__, "message": str(error)}
        if options.json:
            print(json.dumps(facts, ensure_ascii=False))
        else:
            print(f"错误 error: {error}", file=sys.stderr)
        return 1
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m qa.evaluate",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    parser.add_argument("questions", type=Path, help="labelled questions, one JSON object a line; may be a .gz")
    parser.add_argument("--store", default="store", help="folder of the index (default: store)")
    parser.add_argument("--model", help="embedding model, where it is not the one the store names")
    _settings(parser, "")
    parser.add_argument(
        "--against",
        metavar="STORE_OR_MODEL",
        help="compare with another store, another model, or --store itself; the other side has only the settings that "
        "--against-reranker and --against-filter give it (each compares with --store where --against is left out)",
    )
    _settings(parser, "against-")
    parser.add_argument("--html", type=Path, metavar="FILE", help="write figures and the worst failures as a page")
    parser.add_argument("--json", action="store_true", help="print one JSON object instead of text")
    parser.add_argument(
        "--calibrate", action="store_true", help="fit when to decline to these questions and keep it with the store"
    )
    parser.add_argument("--limit", type=int, metavar="N", help="ask N questions only, spread over the file")
    return parser


def _settings(parser: argparse.ArgumentParser, side: str) -> None:
    """The settings that either side may have."""
    parser.add_argument(
        f"--{side}reranker",
        metavar="NAME",
        help="cross-encoder that reads the first measures found: a folder or a name",
    )
    parser.add_argument(
        f"--{side}filter",
        metavar="KEY=VALUE",
        action="append",
        default=[],
        type=_pair,
        help="ask only documents whose field contains the value, for example region=浙江; repeatable",
    )


def _pair(given: str) -> tuple[str, str]:
    name, equals, value = given.partition("=")
    if not (name and equals and value):
        raise argparse.ArgumentTypeError(f"takes KEY=VALUE, for example region=浙江, not “{given}”")
    return name, value


def _sides(options: argparse.Namespace) -> tuple[Side, Side | None]:
    """What is evaluated, and what it is compared with."""
    one = Side(options.store, options.model, options.reranker, dict(options.filter))
    if not (options.against or options.against_reranker or options.against_filter):
        return one, None
    store = options.against or options.store
    model = options.model if store == options.store else None
    return one, Side(store, model, options.against_reranker, dict(options.against_filter))


def _evaluate(options: argparse.Namespace) -> None:
    questions, unusable = read_labels(options.questions)
    if options.limit and options.limit < len(questions):
        questions = [questions[i * len(questions) // options.limit] for i in range(options.limit)]
    side, other_side = _sides(options)
    with side.opened() as retriever:
        if options.calibrate:
            calibration_file(retriever)
        outcomes = _run(retriever, questions, side)
        facts: dict[str, Any] = {"store": side.name, **_facts(outcomes)}
        facts["unusable"] = [{"line": u.line, "reason": u.reason} for u in unusable]
        shown = [report.text(side.name, outcomes)]
        shown += [f"没有用上 left out: line {u.line}, {u.reason}" for u in unusable]
        against = None
        if other_side:
            with other_side.opened(retriever) as other:
                against = Asked(other_side.name, _run(other, questions, other_side))
            found = differences(against.outcomes, outcomes)
            facts["against"] = {"store": against.name, **_facts(against.outcomes)}
            facts["differences"] = {name: compared.to_dict() for name, compared in found.items()}
            shown.append(report.text(against.name, against.outcomes))
            shown += report.comparison(against.name, side.name, found)
        if options.html:
            options.html.write_text(page(Asked(side.name, outcomes), unusable, against), "utf-8")
        if options.calibrate:
            with _bar(len(outcomes), "校准 calibrating") as progress:
                own = recalibrate(retriever, outcomes, progress)
            facts["calibration"] = own.to_dict()
            shown += report.calibrated(own)
    print(json.dumps(facts, ensure_ascii=False) if options.json else "\n".join(shown))


def _run(retriever: Retriever, questions: Sequence[Labelled], side: Side) -> list[Outcome]:
    with _bar(len(questions), side.name) as progress:
        return run(retriever, questions, progress, side.filters)


@contextmanager
def _bar(total: int, name: str) -> Iterator[Callable[[], object]]:
    from tqdm import tqdm

    with tqdm(total=total, unit="q", desc=name, file=sys.stderr, disable=None) as bar:
        yield bar.update


def _facts(outcomes: Sequence[Outcome]) -> dict[str, Any]:
    return {
        "all": Summary.of(outcomes).to_dict(),
        "languages": {name: Summary.of(group).to_dict() for name, group in by_language(outcomes).items()},
        "missing": [{"id": o.question.id, "label": label} for o in outcomes for label in o.missing],
    }


if __name__ == "__main__":
    sys.exit(main())
