"""Build or update the index over policy documents.

    python build_index.py                       the documents in corpus/documents
    python build_index.py FOLDER FILE …         exactly these documents
    python build_index.py --verify              check every file of the index

Run it again after documents were added, changed or removed: only what changed is embedded.
Exit status: 0 published or up to date, 1 nothing could be indexed or the index is damaged,
2 wrong arguments.
"""

import argparse
import json
import logging
import sys
from pathlib import Path

from corpus.errors import PolicyQAError
from corpus.load import SHIPPED
from index import generations
from index.build import Report, build
from index.embed import BUNDLED

_SHOWN = 20


def main(arguments: list[str] | None = None) -> int:
    """Entry point; returns the exit status."""
    options = _parser().parse_args(arguments)
    logging.basicConfig(format="%(levelname)s: %(message)s", level=logging.WARNING, force=True)
    if options.verify:
        return _verify(Path(options.store), options.json)
    for source in options.source:
        if not Path(source).exists():
            print(f"build_index.py: error: there is no file or folder “{source}”", file=sys.stderr)
            return 2
    try:
        report = _build(options)
    except PolicyQAError as error:
        _say(options.json, {"error": type(error).__name__, "message": str(error)}, f"错误 error: {error}")
        return 1
    except OSError as error:
        place = f"“{error.filename}”: " if error.filename else ""
        message = f"{place}{error.strerror or error}; the earlier index stays in force"
        _say(options.json, {"error": type(error).__name__, "message": message}, f"错误 error: {message}")
        return 1
    if options.json:
        print(json.dumps(report.to_dict(), ensure_ascii=False))
    else:
        print(summary(report))
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="build_index.py", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument(
        "source",
        nargs="*",
        default=[str(SHIPPED)],
        help="files and folders with .txt .md .html .pdf .docx .xlsx .csv .json .zip documents",
    )
    parser.add_argument("--store", default="store", help="folder of the index (default: store)")
    parser.add_argument(
        "--model", help=f"sentence-transformers folder or name (default: the store's own, else {BUNDLED})"
    )
    parser.add_argument(
        "--full", action="store_true", help="read and embed everything anew; needed to change the model"
    )
    parser.add_argument("--verify", action="store_true", help="check every file of the index against its checksum")
    parser.add_argument("--json", action="store_true", help="print one JSON object instead of text")
    return parser


def _build(options: argparse.Namespace) -> Report:
    from tqdm import tqdm

    with tqdm(unit="doc", desc="索引 indexing", file=sys.stderr, disable=options.json or None) as bar:

        def progress(done: int, total: int) -> None:
            bar.total = total
            bar.update(done - bar.n)

        return build(options.source, options.store, options.model, options.full, progress)


def summary(report: Report) -> str:
    """What a build did, for people."""
    lines = [
        f"文件 documents {report.documents}   举措 measures {report.measures}   段落 chunks {report.chunks}   "
        f"用时 seconds {report.seconds:.1f}   版本 generation {report.generation}"
        + ("" if report.published else "（没有变化 nothing changed）")
    ]
    changes = report.changes
    renamed = [f"{old} → {new}" for old, new in changes.renamed]
    copies = [f"{path} = {original}" for path, original in report.duplicates]
    remarks = [f"{path}: {remark}" for path, remark in report.remarks]
    skipped = [f"{item.path}: {item.reason}" for item in report.skipped]
    for name, items in (
        ("新增 added", list(changes.added)),
        ("修改 changed", list(changes.changed)),
        ("移除 removed", list(changes.removed)),
        ("改名 renamed", renamed),
        ("重复 duplicates", copies),
        ("打不开，保留旧版 kept as they were", list(report.kept)),
        ("注意 remarks", remarks),
    ):
        if items:
            lines.append(f"{name} {len(items)}")
            lines += [f"  {item}" for item in items[:_SHOWN]]
            lines += [f"  … {len(items) - _SHOWN} more"] if len(items) > _SHOWN else []
    if skipped:
        lines += [f"跳过 skipped {len(skipped)}", *(f"  {item}" for item in skipped)]
    return "\n".join(lines)


def _verify(store: Path, as_json: bool) -> int:
    try:
        generation = generations.current(store)
        damaged = generations.verify(generation)
    except (PolicyQAError, OSError) as error:
        _say(as_json, {"error": type(error).__name__, "message": str(error)}, f"错误 error: {error}")
        return 1
    facts = {"generation": generation.number, "files": len(generation.manifest["files"]), "damaged": damaged}
    if damaged:
        text = f"错误 error: generation {generation.number} is damaged: {', '.join(damaged)}; rebuild it with --full"
    else:
        text = (
            f"版本 generation {generation.number}: 全部 {facts['files']} 个文件完好 all files are as they were written"
        )
    _say(as_json, facts, text)
    return 1 if damaged else 0


def _say(as_json: bool, facts: dict[str, object], text: str) -> None:
    failed = text.startswith("错误")
    if as_json:
        print(json.dumps(facts, ensure_ascii=False))
    else:
        print(text, file=sys.stderr if failed else sys.stdout)


if __name__ == "__main__":
    sys.exit(main())
