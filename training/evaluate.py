"""Dense retrieval alone on labelled questions: hit@1 and hit@10."""

import gzip
import json
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from corpus.text import normalise

Encode = Callable[[Sequence[str]], NDArray[np.float32]]
SETS = {
    "stard": "stard_queries",
    "ncp": "ncp_queries",
    "own": "own_queries",
    "xquad": "xquad_en_queries",
    "mojlaw": "mojlaw_en_queries",
}


def evaluate(encode: Encode, folder: Path) -> dict[str, tuple[float, float]]:
    """hit@1 and hit@10 of each set in `folder`; questions in two languages count apart.

    Args:
        encode: normalised texts to `(n, dim)` float32, L2-normalised.
        folder: holds `NAME_docs.jsonl.gz` (`id`, `text`) and the queries (`query`, `positive_ids`, perhaps `lang`).
    """
    scores: dict[str, tuple[float, float]] = {}
    for name, queries in SETS.items():
        documents = _rows(folder / f"{name}_docs.jsonl.gz")
        position = {row["id"]: number for number, row in enumerate(documents)}
        vectors = encode([normalise(row["text"]) for row in documents])
        groups: dict[str, list[dict[str, Any]]] = {}
        for row in _rows(folder / f"{queries}.jsonl.gz"):
            groups.setdefault(" ".join([name, *([row["lang"]] if "lang" in row else [])]), []).append(row)
        for group, rows in groups.items():
            similarity = encode([normalise(row["query"]) for row in rows]) @ vectors.T
            ranks = np.array(
                [
                    (line > max(line[position[i]] for i in row["positive_ids"] if i in position)).sum()
                    for line, row in zip(similarity, rows, strict=True)
                ]
            )
            scores[group] = (float((ranks < 1).mean()), float((ranks < 10).mean()))
    return scores


def _rows(path: Path) -> list[dict[str, Any]]:
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]
