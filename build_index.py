"""Build or update the index over policy documents.

    python build_index.py                       the documents in corpus/documents
    python build_index.py FOLDER FILE …         exactly these documents
    python build_index.py FOLDER --watch        follow the folder until Ctrl-C
    python build_index.py --verify              check every file of the index
    python build_index.py --generations         list what is stored: the index in force, and the one before
    python build_index.py --rollback            go back to the one before; again to return
    python build_index.py --prune               remove the one before, and with it the text of removed documents

Run it again after documents were added, changed or removed: only what changed is embedded.
Exit status: 0 done or up to date, 1 nothing could be indexed or the index is damaged, 2 wrong arguments.
"""

import argparse
import json
import logging
import sys
from collections.abc import Callable
from pathlib import Path

from corpus.errors import PolicyQAError
from corpus.load import SHIPPED
from index import care
from index.embed import BUNDLED
from index.report import Report
from index.summary import failure, headline, sections
from index.watch import settled_changes

_SHOWN = 20


def main(arguments: list[str] | None = None) -> int:
    """Entry point; returns the exit status."""
    options = _parser().parse_args(arguments)
    logging.basicConfig(format="%(levelname)s: %(message)s", level=logging.WARNING, force=True)
    task = next((work for name, work in _CARE.items() if getattr(options, name)), None)
    if task:
        return _run(lambda: task(options.store, options.json), options.json)
    for source in options.source:
        if not Path(source).exists():
            print(f"build_index.py: error: there is no file or folder “{source}”", file=sys.stderr)
            return 2
    if options.watch:
        return _watch(options)
    return _run(lambda: _build(options), options.json)


def _run(work: Callable[[], int], as_json: bool) -> int:
    """The exit status of the work; errors are told in words."""
    try:
        return work()
    except (PolicyQAError, OSError) as error:
        name, message = failure(error)
    _say(as_json, {"error": name, "message": message}, f"错误 error: {message}")
    return 1


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="build_index.py", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument(
        "source",
        nargs="*",
        default=[str(SHIPPED)],
        help="files and folders with .txt .md .html .pdf .docx .xlsx .csv .json .gz .zip documents",
    )
    parser.add_argument(
        "--store", default="store", help="folder of the index, or milvus://HOST:PORT/NAME (default: store)"
    )
    parser.add_argument(
        "--model", help=f"sentence-transformers folder or name (default: the store's own, else {BUNDLED})"
    )
    parser.add_argument(
        "--full", action="store_true", help="read and embed everything anew; needed to change the model"
    )
    parser.add_argument(
        "--devices",
        type=lambda names: names.split(","),
        default=[],
        metavar="NAME,…",
        help="embed in a process for each device, as PyTorch names it: cuda:0,cuda:1 or cpu,cpu (default: in this one)",
    )
    instead = parser.add_mutually_exclusive_group()
    instead.add_argument("--watch", action="store_true", help="build now and whenever the sources change, until Ctrl-C")
    instead.add_argument("--verify", action="store_true", help="check every file of the index against its checksum")
    instead.add_argument("--generations", action="store_true", help="list the generations of the index")
    instead.add_argument("--rollback", action="store_true", help="make the previous generation current")
    instead.add_argument("--prune", action="store_true", help="remove every generation but the current one")
    parser.add_argument("--json", action="store_true", help="print one JSON object instead of text")
    return parser


def _build(options: argparse.Namespace) -> int:
    from tqdm import tqdm

    with tqdm(unit="doc", desc="索引 indexing", file=sys.stderr, disable=options.json or None) as bar:

        def progress(done: int, total: int) -> None:
            bar.total = total
            bar.update(done - bar.n)

        report = care.build(
            options.source, options.store, options.model, options.full, progress, devices=options.devices
        )
    print(json.dumps(report.to_dict(), ensure_ascii=False) if options.json else summary(report), flush=True)
    return 0


def _watch(options: argparse.Namespace) -> int:
    """Builds until Ctrl-C, which is how it should end: what failed meanwhile was told when it did."""
    try:
        for _ in settled_changes(options.source):
            _run(lambda: _build(options), options.json)
            options.full = False
    except KeyboardInterrupt:
        print("已停止 stopped", file=sys.stderr)
    return 0


def summary(report: Report) -> str:
    """What a build did, for people."""
    lines = ["".join(headline(report))]
    for chinese, english, items in sections(report):
        shown = items if english == "skipped" else items[:_SHOWN]
        lines += [f"{chinese} {english} {len(items)}", *(f"  {item}" for item in shown)]
        lines += [f"  … {len(items) - len(shown)} more"] if len(items) > len(shown) else []
    return "\n".join(lines)


def _verify(store: str, as_json: bool) -> int:
    found = care.verify(store)
    number, files = found.generation, found.files
    text = f"版本 generation {number}: 全部 {files} 个文件完好 all files are as they were written"
    if found.damaged:
        text = f"错误 error: 版本 generation {number} 已损坏 is damaged: {', '.join(found.damaged)}; {found.remedy}"
    _say(as_json, {"generation": number, "files": files, "damaged": list(found.damaged)}, text)
    return 1 if found.damaged else 0


def _generations(store: str, as_json: bool) -> int:
    found = care.listing(store)
    lines = [
        f"版本 generation {facts['generation']}   {facts['built']}   文件 documents {facts['documents']}   "
        f"段落 chunks {facts['chunks']}" + ("   当前 current" if facts["current"] else "")
        for facts in found
    ]
    _say(as_json, {"generations": found}, "\n".join(lines))
    return 0


def _rollback(store: str, as_json: bool) -> int:
    number, restored = care.roll_back(store)
    text = f"版本 generation {number}: 内容与版本 {restored} 相同 holds what generation {restored} held"
    _say(as_json, {"generation": number, "restores": restored}, text)
    return 0


def _prune(store: str, as_json: bool) -> int:
    kept = care.prune(store)
    _say(as_json, {"generation": kept}, f"只留下版本 generation {kept} alone is kept")
    return 0


_CARE = {"verify": _verify, "generations": _generations, "rollback": _rollback, "prune": _prune}


def _say(as_json: bool, facts: dict[str, object], text: str) -> None:
    failed = text.startswith("错误")
    if as_json:
        print(json.dumps(facts, ensure_ascii=False))
    else:
        print(text, file=sys.stderr if failed else sys.stdout)


if __name__ == "__main__":
    sys.exit(main())
