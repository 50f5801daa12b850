"""Sidecars: JSON beside a document that states its fields, `甲.pdf.meta.json` or `甲.meta.json` for `甲.pdf`."""

import json
import os
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path, PurePath
from typing import TypeVar

from corpus.errors import UndecodableText
from corpus.readers.fields import state
from corpus.readers.source import Source, decode

_Path = TypeVar("_Path", bound=PurePath)

SUFFIX = ".meta.json"
LARGEST = 2**16
"""Bytes."""


def find(path: Path) -> Path | None:
    """The sidecar of a file; that of its whole name goes before that of its stem."""
    return next((place for place in names(path) if os.path.lexists(place)), None)


def names(path: _Path) -> Iterator[_Path]:
    """What the sidecar of a file may be called."""
    if not path.name.endswith(SUFFIX):
        yield from (path.with_name(f"{stem}{SUFFIX}") for stem in (path.name, path.stem))


def content(path: Path) -> bytes:
    """What a sidecar holds, as far as it is read; nothing if it cannot be opened."""
    try:
        with path.open("rb") as stream:
            return stream.read(LARGEST + 1)
    except OSError:
        return b""


def with_sidecar(source: Source, data: bytes) -> Source:
    """The source with the fields its sidecar states, which win over those of the file itself."""
    try:
        if len(data) > LARGEST:
            raise ValueError(f"is over the limit of {LARGEST:,} bytes")
        values = json.loads(decode(data)) if data else None
        if not isinstance(values, dict):
            raise ValueError("is no JSON object" if data else "is empty or cannot be opened")
    except (ValueError, RecursionError, UndecodableText) as error:
        remark = f'its {SUFFIX} {_reason(error)} and was left out; write {{"title": …, "date": …}} or remove it'
        return replace(source, remarks=(*source.remarks, remark))
    return state(source, values, f"its {SUFFIX}")


def _reason(error: Exception) -> str:
    if isinstance(error, json.JSONDecodeError):
        return f"is broken in line {error.lineno} ({error.msg})"
    return "is nested too deeply" if isinstance(error, RecursionError) else str(error).split(";")[0]
