"""Seconds of processor time to read a file of each format, beside the bare library call on the same file.

    python -m benchmarks.reading_speed [--articles 600] [--rounds 25]

The files are written here: a policy of numbered articles. The reader gives headings, paragraphs, numbering and
columns; the bare call gives text. Both run in this process in turns, the least of the rounds counts, as the
one that other work on the machine disturbed the least. Results go to benchmarks/results/reading-speed.json.
"""

import argparse
import json
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import docx
import openpyxl
import pypdfium2
import trafilatura

from corpus.readers import read
from tests.policies import WRITERS, Line, Policy

RESULTS = Path(__file__).parent / "results" / "reading-speed.json"


def policy(articles: int) -> Policy:
    lines, measures = [Line("临江县服务企业办法", 0)], []
    for number in range(1, articles + 1):
        text = f"对第{number}类企业，每户补助{number}万元，由园区窗口受理，应当在15个工作日内答复，逾期的说明理由。" * 2
        lines.append(Line(f"第{number}条　{text}"))
        measures.append((f"第{number}条", (), (text,)))
    return Policy("law", tuple(lines), tuple(measures))


def bare_pdf(path: Path) -> int:
    with pypdfium2.PdfDocument(path) as document:
        return sum(len(page.get_textpage().get_text_range()) for page in document)


def bare_word(path: Path) -> int:
    return sum(len(paragraph.text) for paragraph in docx.Document(str(path)).paragraphs)


def bare_table(path: Path) -> int:
    book = openpyxl.load_workbook(path, read_only=True, data_only=True)
    count = sum(len(str(value)) for row in book.active.iter_rows(values_only=True) for value in row if value)
    book.close()
    return count


def bare_page(path: Path) -> int:
    return len(trafilatura.extract(path.read_text("utf-8"), include_comments=False, favor_recall=True) or "")


BARE: dict[str, tuple[str, Callable[[Path], int]]] = {
    "pdf": ("pypdfium2 get_text_range", bare_pdf),
    "docx": ("python-docx paragraphs", bare_word),
    "xlsx": ("openpyxl rows", bare_table),
    "html": ("trafilatura.extract", bare_page),
    "txt": ("read_text", lambda path: len(path.read_text("utf-8"))),
}


def seconds(calls: Sequence[Callable[[Path], Any]], path: Path, rounds: int) -> list[float]:
    """The least each call took over rounds in which they take turns."""
    taken = [float("inf")] * len(calls)
    for counts in (False, *[True] * rounds):
        for number, call in enumerate(calls):
            began = time.process_time()
            call(path)
            if counts:
                taken[number] = min(taken[number], time.process_time() - began)
    return taken


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=int, default=600)
    parser.add_argument("--rounds", type=int, default=25)
    options = parser.parse_args()
    written, formats = policy(options.articles), {}
    with TemporaryDirectory() as folder:
        for suffix, (name, call) in BARE.items():
            path = Path(folder, f"文件.{suffix}")
            WRITERS[suffix](written, path)
            ours, bare = seconds((read, call), path, options.rounds)
            formats[suffix] = {
                "bare call": name,
                "bytes": path.stat().st_size,
                "characters": len(read(path).text),
                "characters of the bare call": call(path),
                "seconds": round(ours, 4),
                "seconds of the bare call": round(bare, 4),
                "ratio": round(ours / bare, 2),
            }
    result = {"articles": options.articles, "rounds": options.rounds, "formats": formats}
    text = json.dumps(result, ensure_ascii=False, indent=1)
    RESULTS.write_text(text + "\n", "utf-8")
    print(text)
    return 0


if __name__ == "__main__":
    sys.exit(main())
