"""The documents and questions that every peer gets: policy pages with labelled questions, filled up with laws.

    python -m benchmarks.peers.corpus DEV LAWS PLACE [--sizes 100 10000 100000 1000000]

DEV holds `ncp_docs.jsonl.gz` and `ncp_queries.jsonl.gz`, LAWS Markdown files. For each size a folder PLACE/SIZE is
made:

    documents/          the files, which this project reads, cuts and indexes
    chunks.jsonl        the same as this project cuts them: [document, text], which the others index
    changed/            one of the documents with a line added, which an update brings
    original/           that document as it was
    changed.jsonl       the changed one, cut
    questions.jsonl     {"question", "documents"}: those that one of the documents answers

Where the laws do not fill a size, they come again with other numbers and their sentences in another order.
"""

import argparse
import gzip
import json
import random
import re
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from corpus.chunk import chunk_measures
from corpus.load import File, load

SIZES = (100, 10_000, 100_000, 1_000_000)
MOST_QUESTIONS = 200
ADDED = "\n本次修改新增：自即日起，补助标准提高至七千八百九十元。\n"
_NUMERALS = "一二三四五六七八九"
_NUMBER = re.compile(f"[1-9{_NUMERALS}]")


def rows(path: Path) -> list[dict[str, Any]]:
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def documents(dev: Path, laws: Path) -> Iterator[tuple[str, str, list[str]]]:
    """File name, text and ids of the labelled set: those that answer first, then its others, laws, and variations."""
    chance = random.Random(0)
    ids: dict[str, list[str]] = {}
    for row in rows(dev / "ncp_docs.jsonl.gz"):
        ids.setdefault(row["text"], []).append(row["id"])
    answering = {key for row in rows(dev / "ncp_queries.jsonl.gz") for key in row["positive_ids"]}
    texts = [*ids]
    chance.shuffle(texts)
    texts.sort(key=lambda text: answering.isdisjoint(ids[text]))
    for number, text in enumerate(texts):
        yield f"page-{number:06d}.txt", text, ids[text]
    files = sorted(laws.rglob("*.md"))
    chance.shuffle(files)
    originals = [path.read_text("utf-8") for path in files]
    for number, text in enumerate(originals):
        yield f"law-{number:06d}.md", text, []
    for turn in range(1, 100):
        for number, text in enumerate(originals):
            yield f"law-{turn:02d}-{number:06d}.md", varied(text, turn, random.Random(f"{turn} {number}")), []


def varied(text: str, turn: int, chance: random.Random) -> str:
    """Another law of another title: every numeral changed, the sentences of every paragraph in another order."""
    first, *lines = _NUMBER.sub(lambda found: _another(found[0], chance), text).split("\n")
    for i, line in enumerate(lines):
        sentences = re.findall("[^。]*。", line)
        if len(sentences) > 1 and "".join(sentences) == line:
            chance.shuffle(sentences)
            lines[i] = "".join(sentences)
    return "\n".join([f"{first}之{turn}", *lines])


def _another(numeral: str, chance: random.Random) -> str:
    return chance.choice("123456789" if numeral.isascii() else _NUMERALS)


def cut(path: Path) -> list[tuple[str, str]]:
    """What this project indexes of a file: the file's name, and context and text of each chunk."""
    document, measures = load(File(path, path.name))
    chunks = chunk_measures(measures, document.title)
    return [(path.name, f"{chunk.context}\n{chunk.text}") for chunk in chunks]


def write(dev: Path, laws: Path, size: int, place: Path) -> dict[str, int]:
    """Make the folder of a size, which has that many chunks or a few less."""
    folder = place / "documents"
    folder.mkdir(parents=True)
    file_of: dict[str, str] = {}
    count = 0
    with (place / "chunks.jsonl").open("w", encoding="utf-8") as stream:
        for name, text, ids in documents(dev, laws):
            (folder / name).write_text(text, "utf-8")
            try:
                chunks = cut(folder / name)
            except Exception:  # a law that is only a title
                chunks = []
            if not chunks or count + len(chunks) > size:
                (folder / name).unlink()
                if count > 0.99 * size:
                    break
                continue
            stream.writelines(json.dumps(chunk, ensure_ascii=False) + "\n" for chunk in chunks)
            count += len(chunks)
            file_of.update((key, name) for key in ids)
    asked = [
        {"question": row["query"], "documents": sorted(found)}
        for row in rows(dev / "ncp_queries.jsonl.gz")
        if (found := {file_of[key] for key in row["positive_ids"] if key in file_of})
    ]
    asked = random.Random(1).sample(asked, min(len(asked), MOST_QUESTIONS))
    (place / "questions.jsonl").write_text("".join(json.dumps(r, ensure_ascii=False) + "\n" for r in asked), "utf-8")
    _write_change(folder, place, asked[0]["documents"][0])
    return {"documents": len([*folder.iterdir()]), "chunks": count, "questions": len(asked)}


def _write_change(folder: Path, place: Path, name: str) -> None:
    path = place / "changed" / name
    path.parent.mkdir()
    (place / "original").mkdir()
    shutil.copy2(folder / name, place / "original" / name)
    path.write_text((folder / name).read_text("utf-8") + ADDED, "utf-8")
    lines = (json.dumps(chunk, ensure_ascii=False) + "\n" for chunk in cut(path))
    (place / "changed.jsonl").write_text("".join(lines), "utf-8")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("dev", type=Path)
    parser.add_argument("laws", type=Path)
    parser.add_argument("place", type=Path)
    parser.add_argument("--sizes", type=int, nargs="*", default=SIZES)
    options = parser.parse_args()
    for size in options.sizes:
        print(size, write(options.dev, options.laws, size, options.place / str(size)), flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
