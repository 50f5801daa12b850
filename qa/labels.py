"""Labelled questions: what is asked, and where the answer stands or that there is none."""

import gzip
import json
import zlib
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any

from corpus.errors import LabelError, QuestionError
from qa.question import understand

LARGEST = 2**28
"""Bytes of a file of questions, unpacked."""

_GZIP = b"\x1f\x8b"
_TEXTS = ("question", "query", "text")
_MEASURES = ("measures", "measure")
_DOCUMENTS = ("documents", "document", "positive_ids")
_PASSAGES = ("passages", "passage")
_ANSWERS = ("answer", "answers")
_HISTORY = ("history",)
_NAMES = ("id", "qid")
_REMEDY = 'write one object a line, {"question": "…", "answer": "…"}'


@dataclass(frozen=True, slots=True)
class Labelled:
    """A question and what a right answer is.

    Attributes:
        line: where it stands in its file, from 1.
        id: as the file names it; its line otherwise.
        text: as asked.
        measures: titles of the measures that answer, or their positions in the document, from 0.
        documents: paths, titles or ids of the documents that answer; they also say whose `measures` are meant.
        passages: words of the documents that answer; the measures that hold them are the right ones.
        answers: words that the quotes must hold, all of them.
        history: the earlier questions of the conversation, oldest first.
        off_topic: whether nothing answers.
    """

    line: int
    id: str
    text: str
    measures: tuple[str | int, ...] = ()
    documents: tuple[str, ...] = ()
    passages: tuple[str, ...] = ()
    answers: tuple[str, ...] = ()
    history: tuple[str, ...] = ()
    off_topic: bool = False


@dataclass(frozen=True, slots=True)
class Unusable:
    """A line that is no labelled question, and why."""

    line: int
    reason: str


def read_labels(path: Path) -> tuple[list[Labelled], list[Unusable]]:
    """Read labelled questions, one JSON object a line, plain or packed by gzip.

    A line has `question` (or `query`, `text`) and any of `measures`, `documents` (or `positive_ids`), `passages`,
    `answer`, each one or a list, and `history`; `off_topic: true` or an empty list of `measures` says that nothing
    answers.

    Raises:
        LabelError: the file cannot be read, or none of its lines can be used.
    """
    try:
        lines = _unpacked(path.read_bytes()).decode("utf-8-sig").split("\n")
    except (OSError, EOFError, UnicodeDecodeError, zlib.error) as error:
        reason = getattr(error, "strerror", None) or error
        raise LabelError(
            f"“{path}” 读不了 cannot be read ({reason}); give a UTF-8 file with one JSON object a line"
        ) from error
    except OverflowError as error:
        raise LabelError(
            f"“{path}” 超过 {LARGEST // 2**20} MB unpacks to more than {LARGEST // 2**20} MB; split the file"
        ) from error
    questions: list[Labelled] = []
    unusable: list[Unusable] = []
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            questions.append(_labelled(number, json.loads(line)))
        except json.JSONDecodeError as error:
            unusable.append(Unusable(number, _not_json(f"{error.msg}, at character {error.colno}")))
        except RecursionError:
            unusable.append(Unusable(number, _not_json("nested too deep")))
        except (LabelError, QuestionError, ValueError) as error:
            unusable.append(Unusable(number, str(error)))
    if not questions:
        first = f": line {unusable[0].line}, {unusable[0].reason}" if unusable else ""
        raise LabelError(f"“{path}” 里没有可用的问题 holds no labelled question{first}")
    return questions, unusable


def _not_json(why: str) -> str:
    return f"不是 JSON not JSON ({why}); {_REMEDY}"


def _unpacked(data: bytes) -> bytes:
    if not data.startswith(_GZIP):
        return data
    with gzip.open(BytesIO(data)) as stream:
        unpacked = stream.read(LARGEST + 1)
    if len(unpacked) > LARGEST:
        raise OverflowError
    return unpacked


def _labelled(line: int, row: Any) -> Labelled:
    if not isinstance(row, dict):
        raise LabelError(f"不是 JSON 对象 not a JSON object; {_REMEDY}")
    text = next((row[name] for name in _TEXTS if isinstance(row.get(name), str)), None)
    if text is None:
        raise LabelError(f"没有问题 no question; name it one of {', '.join(_TEXTS)}")
    understand(text)
    measures = _several(row, _MEASURES, (str, int))
    documents = tuple(map(str, _several(row, _DOCUMENTS, (str, int))))
    passages, answers, history = (_texts(row, names) for names in (_PASSAGES, _ANSWERS, _HISTORY))
    for earlier in history:
        understand(earlier)
    labelled = bool(measures or documents or passages or answers)
    off_topic = row.get("off_topic", any(row.get(name) == [] for name in _MEASURES) and not labelled)
    if not isinstance(off_topic, bool):
        raise LabelError("“off_topic” 应是 true 或 false must be true or false")
    if off_topic == labelled:
        raise LabelError(
            "既说无关又给了答案 off topic, yet with an answer"
            if labelled
            else "没有标注 no label; give measures, documents, passages, an answer, or off_topic: true"
        )
    name = next((row[field] for field in _NAMES if field in row), line)
    return Labelled(line, str(name), text, measures, documents, passages, answers, history, off_topic)


def _texts(row: dict[str, Any], fields: tuple[str, ...]) -> tuple[str, ...]:
    """The texts of some fields, those left out that are empty."""
    return tuple(text.strip() for text in _several(row, fields, (str,)) if text.strip())


def _several(row: dict[str, Any], fields: tuple[str, ...], kinds: tuple[type, ...]) -> tuple[Any, ...]:
    """What stands in some fields, one or a list in each."""
    found: list[Any] = []
    for field in fields:
        value = row.get(field)
        values = value if isinstance(value, list) else [] if value is None else [value]
        for item in values:
            if isinstance(item, bool) or not isinstance(item, kinds):
                wanted = " or ".join(kind.__name__ for kind in kinds)
                raise LabelError(f"“{field}” 应是 must be {wanted} 或其列表 or a list of them, is {item!r:.40}")
        found += [item for item in values if str(item).strip()]
    return tuple(found)
