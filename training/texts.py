"""The texts a model learns from, read from the data folder and normalised as the product normalises."""

import gzip
import hashlib
import json
import logging
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from corpus.errors import DocumentError
from corpus.load import find_files, load
from corpus.text import normalise

_log = logging.getLogger(__name__)
_QUESTIONS = Path(__file__).parent / "questions"
_LONGEST = 1200
"""Characters of a passage that are read; the mean of more tokens says little."""


@dataclass(frozen=True)
class Asked:
    """A passage with the questions written for it, those it does not answer apart, and the hash it is known by."""

    title: str
    passage: str
    chinese: tuple[str, ...]
    english: tuple[str, ...]
    unanswered: tuple[str, ...] = ()
    key: str = ""


@dataclass(frozen=True)
class Texts:
    """Everything that is trained on, normalised.

    Attributes:
        laws: title and articles of each law, an article as (headings above it, text).
        reports: title and paragraphs of work reports and State Council documents.
        statutes: (Chinese, English) articles, and `statute_titles` likewise.
        dictionary: (Chinese, English gloss).
        sentences: (Chinese, English).
        reading: (question, passage).
        terms: (everyday expression, policy term).
    """

    laws: list[tuple[str, list[tuple[str, str]]]] = field(default_factory=list)
    reports: list[tuple[str, list[str]]] = field(default_factory=list)
    statutes: list[tuple[str, str]] = field(default_factory=list)
    statute_titles: list[tuple[str, str]] = field(default_factory=list)
    dictionary: list[tuple[str, str]] = field(default_factory=list)
    sentences: list[tuple[str, str]] = field(default_factory=list)
    reading: list[tuple[str, str]] = field(default_factory=list)
    terms: list[tuple[str, str]] = field(default_factory=list)
    asked: list[Asked] = field(default_factory=list)


def read_texts(data: Path) -> Texts:
    """Read the folder that holds `corpora/laws` and `train/`; its own README lists the files and their licences."""
    texts = Texts()
    passages: dict[str, tuple[str, str]] = {}
    _read_laws(data / "corpora" / "laws", texts, passages)
    train = data / "train"
    for name in ("gov_reports", "state_council"):
        for row in _rows(train / f"{name}.jsonl.gz"):
            paragraphs = [paragraph.strip() for paragraph in re.split(r"\n+", row["text"])]
            for paragraph in paragraphs:
                passages.setdefault(_key(paragraph), (row["title"], paragraph))
            long = [normalise(paragraph)[:_LONGEST] for paragraph in paragraphs if len(paragraph) >= 40]
            texts.reports.append((normalise(row["title"]), long))
    _read_pairs(train, texts)
    texts.asked.extend(_questions(train, passages))
    return texts


def _read_laws(folder: Path, texts: Texts, passages: dict[str, tuple[str, str]]) -> None:
    for file in find_files([folder]):
        try:
            document, measures = load(file)
        except DocumentError as error:
            _log.warning("%s is left out: %s", file.path, error)
            continue
        articles: list[tuple[str, str]] = []
        for measure in measures:
            headings = " ".join(measure.heading_path)
            title = f"{document.title} {headings} {measure.title}"
            passages.setdefault(_key(measure.text), (title, measure.text))
            if len(text := normalise(measure.text)[:_LONGEST]) >= 20:
                articles.append((normalise(headings), text))
        texts.laws.append((normalise(document.title), articles))


def _read_pairs(train: Path, texts: Texts) -> None:
    titles = set()
    for row in _rows(train / "mojlaw_zh_en.jsonl.gz"):
        texts.statutes.append((normalise(row["zh"])[:1000], normalise(row["en"])[:2500]))
        titles.add((normalise(row["title_zh"]), normalise(row["title_en"])))
    texts.statute_titles.extend(sorted(titles))
    for row in _rows(train / "cedict.jsonl.gz"):
        texts.dictionary.extend((normalise(row["simp"]), normalise(gloss)) for gloss in row["en"])
    for row in _rows(train / "tatoeba_zh_en.jsonl.gz"):
        texts.sentences.append((normalise(row["zh"]), normalise(row["en"])))
    for row in _rows(train / "reading_comprehension.jsonl.gz"):
        texts.reading.append((normalise(row["question"]), normalise(row["passage"])[:1000]))
    for line in (train / "thesaurus.tsv").read_text("utf-8").splitlines():
        term, *others = line.split("\t")
        everyday = [normalise(other) for other in "|".join(others).split("|") if other.strip()]
        texts.terms.extend((other, normalise(term)) for other in everyday)


def _questions(train: Path, passages: dict[str, tuple[str, str]]) -> Iterator[Asked]:
    for path in sorted(train.glob("policy_questions_*.jsonl.gz")):
        for row in _rows(path):
            yield _asked(row["title"], row["passage"], row)
    for path in sorted(_QUESTIONS.glob("*.jsonl")):
        for line in path.read_text("utf-8").splitlines():
            row = json.loads(line)
            if row["passage_sha256"] not in passages:
                _log.warning("%s %s: its passage is not in the data", row["document"], row["measure"])
                continue
            yield _asked(*passages[row["passage_sha256"]], row)


def _asked(title: str, passage: str, row: dict[str, Any]) -> Asked:
    english = [row["en"]] if isinstance(row["en"], str) else row["en"]
    unanswered = (normalise(row["unanswered"]),) if row.get("unanswered") else ()
    chinese, foreign = tuple(map(normalise, row["zh"])), tuple(map(normalise, english))
    return Asked(normalise(title), normalise(passage), chinese, foreign, unanswered, _key(passage))


def _rows(path: Path) -> Iterator[dict[str, Any]]:
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)


def _key(passage: str) -> str:
    return hashlib.sha256(re.sub(r"\s", "", passage).encode()).hexdigest()[:16]
