"""Evaluate a store on labelled questions.

    python -m qa.evaluate QUESTIONS.jsonl                          figures of the store
    python -m qa.evaluate QUESTIONS.jsonl --html report.html       with the worst failures to read
    python -m qa.evaluate QUESTIONS.jsonl --against OTHER          beside another store, or another model
    python -m qa.evaluate QUESTIONS.jsonl --calibrate              fit when to decline to this store

Exit status: 0 evaluated, 1 it could not be, 2 wrong arguments. See docs/evaluation.md.
"""

import argparse
import json
import logging
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from corpus.errors import PolicyQAError, StoreForeign
from index.embed import Embedder
from index.generations import current_name
from index.milvus.location import on_milvus
from index.reembed import reembed
from index.scratch import sweep, temporary
from index.store import Store
from qa import report
from qa.calibration import FILE, Calibration
from qa.labels import Labelled, read_labels
from qa.outcomes import Outcome, Summary, by_language, differences, run
from qa.question import understand
from qa.retrieve import Retriever


def main(arguments: Sequence[str] | None = None) -> int:
    """Entry point; returns the exit status."""
    parser = _parser()
    options = parser.parse_args(arguments)
    logging.basicConfig(format="%(levelname)s: %(message)s", level=logging.WARNING, force=True)
    if options.limit is not None and options.limit < 1:
        parser.error(f"--limit {options.limit}: ask at least 1 question")
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
        prog="python -m qa.evaluate", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("questions", type=Path, help="labelled questions, one JSON object a line")
    parser.add_argument("--store", default="store", help="folder of the index (default: store)")
    parser.add_argument("--model", help="embedding model, where it is not the one the store names")
    parser.add_argument(
        "--reranker",
        help="cross-encoder that reads the first measures found: a folder or a name; not used by --against",
    )
    parser.add_argument("--against", metavar="STORE_OR_MODEL", help="compare with another store, or another model")
    parser.add_argument("--html", type=Path, metavar="FILE", help="write figures and the worst failures as a page")
    parser.add_argument("--json", action="store_true", help="print one JSON object instead of text")
    parser.add_argument(
        "--calibrate", action="store_true", help="fit when to decline to these questions and keep it with the store"
    )
    parser.add_argument("--limit", type=int, metavar="N", help="ask N questions only, spread over the file")
    return parser


def _evaluate(options: argparse.Namespace) -> None:
    questions, unusable = read_labels(options.questions)
    if options.limit and options.limit < len(questions):
        questions = [questions[i * len(questions) // options.limit] for i in range(options.limit)]
    retriever = Retriever(options.store, options.model, options.reranker)
    outcomes = _run(retriever, questions, options.store)
    facts: dict[str, Any] = {"store": options.store, **_facts(outcomes)}
    facts["unusable"] = [{"line": u.line, "reason": u.reason} for u in unusable]
    shown = [report.text(options.store, outcomes)]
    shown += [f"没有用上 left out: line {u.line}, {u.reason}" for u in unusable]
    compared: list[str] = []
    if options.against:
        with _other(options.against, retriever) as other:
            others = _run(other, questions, options.against)
        found = differences(others, outcomes)
        compared = report.comparison(options.against, options.store, found)
        facts["against"] = {"store": options.against, **_facts(others)}
        facts["differences"] = {
            name: {"mean": d.mean, "low": d.low, "high": d.high, "better": d.better, "worse": d.worse, "real": d.real}
            for name, d in found.items()
        }
        shown += [report.text(options.against, others), *compared]
    if options.html:
        options.html.write_text(report.page(options.store, outcomes, unusable, compared), "utf-8")
    if options.calibrate:
        own = _calibrate(retriever, outcomes)
        kept = _calibration_file(retriever)
        facts["calibration"] = {"file": str(kept), "bar": own.bars[0], "weights": list(own.weights)}
        shown.append(f"已校准 calibrated: {kept}   拒答线 bar {own.bars[0]:.2f}")
    print(json.dumps(facts, ensure_ascii=False) if options.json else "\n".join(shown))


def _calibrate(retriever: Retriever, outcomes: Sequence[Outcome]) -> Calibration:
    """Fit the store's own calibration, starting from the shipped one, and write it beside the generations.

    Questions declined for their province or year are no evidence, whatever they reach.
    """
    kept = _calibration_file(retriever)
    used = [o for o in outcomes if o.answerable is not None and o.answer.probability > 0]
    asked = [understand(outcome.question.text) for outcome in used]
    own = Calibration.load().refit(
        [retriever.deviations(question) for question in asked],
        [question.language == "en" for question in asked],
        [bool(outcome.answerable) for outcome in used],
        len(retriever.store),
        retriever.embedder.fingerprint,
    )
    own.write(kept)
    return own


def _calibration_file(retriever: Retriever) -> Path:
    if retriever.path is None:
        raise StoreForeign(f"“{retriever.location}” is on Milvus and has no folder to keep a calibration in")
    return retriever.path / FILE


def _run(retriever: Retriever, questions: Sequence[Labelled], name: str) -> list[Outcome]:
    from tqdm import tqdm

    with tqdm(total=len(questions), unit="q", desc=f"{name}", file=sys.stderr, disable=None) as bar:
        return run(retriever, questions, bar.update)


def _facts(outcomes: Sequence[Outcome]) -> dict[str, Any]:
    return {
        "all": Summary.of(outcomes).to_dict(),
        "languages": {name: Summary.of(group).to_dict() for name, group in by_language(outcomes).items()},
        "missing": [{"id": o.question.id, "label": label} for o in outcomes for label in o.missing],
    }


@contextmanager
def _other(name: str, retriever: Retriever) -> Iterator[Retriever]:
    """Another store, or this one's passages under another model."""
    if on_milvus(name) or current_name(Path(name)):
        yield Retriever(name)
        return
    if not isinstance(retriever.store, Store):
        raise StoreForeign(f"“{retriever.location}” is on Milvus; compare models on a store in a folder")
    with temporary() as folder:
        reembed(retriever.store, Embedder.load(name), folder / "store")
        yield Retriever(folder / "store", name)


if __name__ == "__main__":
    sys.exit(main())
