"""A corpus as large as one likes, out of a smaller one: every document once as it is, and in made variations.

    python benchmarks/variations.py FOLDER INTO --copies 6

A variation keeps the headings and articles of its document, takes a third of its clauses from others of the same
folder, turns sentences round, and has other numbers and another place in its title: its text is its own, and so are
its vectors, while words are spread as they are in real documents.
"""

import argparse
import random
import re
import sys
from collections import defaultdict
from pathlib import Path

TAKEN = 0.35
"""Share of the clauses that come from another document."""
TURNED = 0.3
"""Share of the paragraphs whose sentences change their order."""
_CLAUSE = re.compile(r"[^，；。]+[，；。]?")
_SENTENCE = re.compile(r"[^。]+。?")
_HEAD = re.compile(r"\s*(?:#|<|第[一二三四五六七八九十百千零]+[章节编])|\s*$")
_ARTICLE = re.compile(r"第[一二三四五六七八九十百千零]+条\s*")
_NUMBER = re.compile(r"(?<!第)\d+|(?<!第)[二三四五六七八九](?=[日年月个万人倍项])")
_PLACES = "清源安平河口长宁云溪石门金沙白水青田东明"


def clauses(line: str) -> list[str]:
    return _CLAUSE.findall(line)


def vary(text: str, others: list[str], chance: random.Random) -> str:
    """One variation of a document; `others` are clauses to take from."""
    place = "".join(chance.sample(_PLACES, 2)) + chance.choice("市县区")
    lines = []
    for line in text.splitlines():
        if line.startswith("# "):
            lines.append(f"# {place}{line[2:].replace('中华人民共和国', '')}")
        elif _HEAD.match(line):
            lines.append(line)
        else:
            lines.append(_paragraph(line, others, chance))
    return "\n".join(lines) + "\n"


def _paragraph(line: str, others: list[str], chance: random.Random) -> str:
    article = found[0] if (found := _ARTICLE.match(line)) else ""
    sentences = _SENTENCE.findall(line[len(article) :])
    if chance.random() < TURNED:
        chance.shuffle(sentences)
    parts = [part for sentence in sentences for part in clauses(sentence)]
    taken = (chance.choice(others) if chance.random() < TAKEN else part for part in parts)
    return article + _NUMBER.sub(lambda found: _number(found[0], chance), "".join(taken))


def _number(was: str, chance: random.Random) -> str:
    return str(chance.randint(1, 10 ** len(was) - 1)) if was.isascii() else chance.choice("二三四五六七八九")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("into", type=Path)
    parser.add_argument("--copies", type=int, default=6, help="variations of every document (default: 6)")
    options = parser.parse_args()
    paths = sorted(path for path in options.folder.rglob("*.md") if path.name != "README.md")
    texts = {path: path.read_text("utf-8") for path in paths}
    pools: dict[Path, list[str]] = defaultdict(list)
    for path, text in texts.items():
        plain = (line for line in text.splitlines() if not _HEAD.match(line))
        pools[path.parent] += [part for line in plain for part in clauses(_ARTICLE.sub("", line, count=1))]
    for copy in range(options.copies + 1):
        for path, text in texts.items():
            target = options.into / f"copy-{copy}" / path.relative_to(options.folder)
            target.parent.mkdir(parents=True, exist_ok=True)
            chance = random.Random(f"{copy} {path.relative_to(options.folder)}")
            target.write_text(vary(text, pools[path.parent], chance) if copy else text, "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
