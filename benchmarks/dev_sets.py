"""The whole system on sets of labelled questions, beside its dense search alone.

    python benchmarks/dev_sets.py FOLDER [--sets NAME …] [--limit N]

FOLDER holds NAME_docs.jsonl.gz (`id`, `text`) and NAME_queries.jsonl.gz or NAME_en_queries.jsonl.gz (`query`,
`positive_ids`, perhaps `lang`, `answer`). Each document becomes a text file of an index. Dense search alone
ranks the same passages by their cosine, a document by its best passage.
Of the questions with an `answer` whose document is cited first, the share whose quotes hold all of it is told, and how
much is quoted. Results go to benchmarks/results/.
"""

import argparse
import gzip
import json
import random
import re
import sys
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from corpus.text import normalise, sentence_spans
from index.build import build
from qa.answer import answer
from qa.citation import Citation
from qa.metrics import paired_bootstrap
from qa.outcomes import DEPTH, ranking
from qa.question import understand
from qa.retrieve import Retriever

HERE = Path(__file__).parent
SETS = ("ncp", "own", "xquad", "mojlaw", "stard")
MOST_DOCUMENTS = 5_000
"""Documents of a larger set are drawn down to this many, and those that answer a question."""

PASSAGES = 50
"""How many passages are ranked to find the first ten documents."""


def rows(path: Path) -> list[dict[str, Any]]:
    """Rows of a compressed file of JSON lines."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def read(folder: Path, name: str) -> tuple[dict[str, str], list[dict[str, Any]]]:
    """Texts by id, and the questions of a set."""
    documents = {row["id"]: row["text"] for row in rows(folder / f"{name}_docs.jsonl.gz")}
    (queries,) = folder.glob(f"{name}*_queries.jsonl.gz")
    return documents, rows(queries)


def drawn(folder: Path, name: str, limit: int) -> tuple[dict[str, str], list[dict[str, Any]]]:
    """At most so many questions spread over a set, and its documents, those of a large set drawn down."""
    documents, queries = read(folder, name)
    queries = [queries[i] for i in sorted({i * len(queries) // limit for i in range(limit)})]
    answering = {key for row in queries for key in row["positive_ids"]}
    others = [key for key in documents if key not in answering]
    some = random.Random(0).sample(others, min(len(others), MOST_DOCUMENTS))
    return {key: text for key, text in documents.items() if key in answering.union(some)}, queries


def write(folder: Path, documents: Mapping[str, str]) -> dict[str, str]:
    """A text file for each document; ids by the path of their file."""
    folder.mkdir()
    ids = {f"{number:06d}.txt": key for number, key in enumerate(documents)}
    for name, key in ids.items():
        (folder / name).write_text(documents[key], "utf-8")
    return ids


def held_by(gold: str, citations: Sequence[Citation]) -> dict[str, float]:
    """Whether quotes hold all of an answer, letters and digits alone, and how much they are."""
    flat = [re.sub(r"[\W_]", "", normalise(text)) for text in (gold, *(citation.quote for citation in citations))]
    sentences = sum(len(sentence_spans(citation.quote)) for citation in citations)
    return {
        "answer quoted": float(flat[0] in "".join(flat[1:])),
        "sentences": float(sentences),
        "characters": float(sum(map(len, flat[1:]))),
    }


def measure(documents: Mapping[str, str], queries: Sequence[dict[str, Any]]) -> dict[str, Any]:
    """Figures of both ways by language, and whether they really differ."""
    with tempfile.TemporaryDirectory() as place:
        ids = write(Path(place) / "documents", documents)
        report = build([Path(place) / "documents"], Path(place) / "store")
        retriever = Retriever(Path(place) / "store")
        store = retriever.store
        # Documents of the same text are one, cited by the first path.
        held = [{ids[path] for path in (document.path, *document.copies)} for document in store.documents]
        number_of = {document.path: number for number, document in enumerate(store.documents)}
        groups: dict[str, dict[str, list[dict[str, float]]]] = {}
        quoted: dict[str, list[dict[str, float]]] = {}
        for row in queries:
            right = {number for number, keys in enumerate(held) if keys.intersection(row["positive_ids"])}
            found = [number_of[hit.document.path] for hit in retriever.search(row["query"], PASSAGES)]
            near, _ = store.dense(retriever.embedder.encode_query(understand(row["query"]).text), PASSAGES)
            dense = [place.document for place in store.places(near.tolist())]
            group = groups.setdefault(row.get("lang", "all"), {"system": [], "dense": []})
            for way, numbers in (("system", found), ("dense", dense)):
                first = list(dict.fromkeys(numbers))[:DEPTH]
                group[way].append(ranking([number in right for number in first], len(right)))
            citations = answer(retriever, row["query"]).citations if row.get("answer") else ()
            if citations and number_of[citations[0].document.path] in right:
                quoted.setdefault(row.get("lang", "all"), []).append(held_by(row["answer"], citations))
    result: dict[str, Any] = {"documents": report.documents, "passages": report.chunks}
    for language, ways in groups.items():
        names = ("hit@1", "hit@10", "MRR@10", "nDCG@10")
        facts = {
            way: {name: round(float(np.mean([f[name] for f in figures])), 3) for name in names}
            for way, figures in ways.items()
        }
        ndcg = ([f["nDCG@10"] for f in ways[way]] for way in ("dense", "system"))
        difference = paired_bootstrap(*ndcg)
        result[language] = {
            "questions": len(ways["system"]),
            **facts,
            "nDCG@10, system − dense": [round(v, 3) for v in (difference.mean, difference.low, difference.high)],
        }
        if language in quoted:
            result[language]["right document cited first"] = {
                "questions": len(quoted[language]),
                **{name: round(float(np.mean([f[name] for f in quoted[language]])), 3) for name in quoted[language][0]},
            }
    return result


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--sets", nargs="*", default=SETS)
    parser.add_argument("--limit", type=int, default=400, help="questions of a set at most, spread over it")
    options = parser.parse_args()
    target = HERE / "results" / "dev-sets.json"
    results = json.loads(target.read_text("utf-8")) if target.exists() else {}
    for name in options.sets:
        documents, queries = drawn(options.folder, name, options.limit)
        results[name] = measure(documents, queries)
        print(name, json.dumps(results[name], ensure_ascii=False))
        target.write_text(json.dumps(results, ensure_ascii=False, indent=1) + "\n", "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
