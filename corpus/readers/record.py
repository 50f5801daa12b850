"""JSON objects (`.json`): one document, its text under `text` or `content`, its fields and its own `id` beside it."""

import json
from pathlib import Path

from corpus.errors import DamagedDocument, EmptyDocument, UndecodableText
from corpus.readers.fields import state, whole
from corpus.readers.source import Source, decode

_TEXTS = ("text", "content", "正文", "内容")
_LONGEST_ID = 200
_SHOWN = 40


def read(path: Path) -> Source:
    """Read a `.json` file that holds one object.

    Raises:
        UndecodableText: see `corpus.readers.source`.
        DamagedDocument: it is no JSON, or no object.
        EmptyDocument: the object has no text.
    """
    values = parse(decode(path.read_bytes()))
    if not isinstance(values, dict):
        raise DamagedDocument(f"is {kind(values)}, not an object {{…}} with its text under “text”")
    name = next((name for name in _TEXTS if values.get(name)), "")
    if not name:
        raise EmptyDocument("has no text; write it under “text” or “content”, or remove it")
    if not isinstance(values[name], str):
        raise DamagedDocument(f"has {kind(values[name])} under “{name}”, not text; write the text there")
    text = whole(values.pop(name)).replace("\r\n", "\n").replace("\r", "\n")
    if "\0" in text:
        raise UndecodableText("holds NUL characters; export it again as text")
    return state(Source(text, own_id=_own_id(values.get("id"))), values, "its JSON", others=True)


def _own_id(value: object) -> str:
    """What a record calls itself; nothing where that is no word or number."""
    named = whole(str(value)).strip() if isinstance(value, str | int) and not isinstance(value, bool) else ""
    return named if len(named) <= _LONGEST_ID else ""


def parse(text: str) -> object:
    """The value of a JSON text.

    Raises:
        DamagedDocument: it is none; says where it breaks off.
    """
    try:
        return json.loads(text)
    except json.JSONDecodeError as error:
        place = f"line {error.lineno}, " if error.lineno > 1 else ""
        raise DamagedDocument(f"is no JSON from {place}column {error.colno} on ({error.msg}); correct it") from error
    except RecursionError as error:
        raise DamagedDocument("is nested too deeply to be read; write each document as one flat object") from error
    except ValueError as error:
        raise DamagedDocument(f"is no JSON ({error}); correct it") from error


def kind(value: object) -> str:
    """What a JSON value is, in words."""
    if isinstance(value, list):
        return f"a list of {len(value):,}"
    return "an object" if isinstance(value, dict) else json.dumps(value, ensure_ascii=False)[:_SHOWN]
