"""Front matter: the fields between two lines `---` at the top of a text."""

import re

from corpus.readers.fields import state
from corpus.readers.source import Source

_MOST_LINES = 200
_KEY = re.compile(r"([^\W\d][\w -]{0,39}?)\s*(?::(?=\s|$)|：)\s*(.*)")
_ENTRY = re.compile(r"-(?:\s+(.*)|$)")
_NESTED = re.compile(r"[|>][-+]?$|[{&*!]")
"""What YAML has beyond words and lists."""


def without_front_matter(text: str) -> Source:
    """The text below its front matter, with the fields that states; the whole text where it has none.

    Lines are `key: value`, `key: [value, value]`, or `key:` over lines `- value`; of YAML no more is understood, and
    lines that are something else are told in the remarks.
    """
    if not text.startswith("---"):
        return Source(text)
    lines = text.split("\n", _MOST_LINES + 1)
    body = [line.rstrip() for line in lines[: _MOST_LINES + 1]]
    end = next((number for number, line in enumerate(body) if number and line in {"---", "..."}), 0)
    first = next((line for line in body[1:end] if line.strip() and line[0] != "#"), "")
    if body[0] != "---" or not _KEY.fullmatch(first):
        return Source(text)
    values: dict[str, object] = {}
    remarks = []
    entries: list[object] | None = None
    for number, line in enumerate(body[1:end], 2):
        entry, field = _ENTRY.fullmatch(line.strip()), _KEY.fullmatch(line)
        if not line.strip() or line.lstrip()[0] == "#":
            continue
        if entry and entries is not None:
            entries.append(_unquoted(entry[1] or ""))
        elif field and not _NESTED.match(field[2]):
            entries = None if field[2] else []
            values[field[1]] = entries if entries is not None else _value(field[2])
        else:
            remarks.append(f"front matter: line {number} is neither “key: value” nor “- value”; it was left out")
    return state(Source("\n".join(lines[end + 1 :]), remarks=tuple(remarks)), values, "front matter")


def _value(words: str) -> object:
    if words[0] == "[" and words[-1] == "]":
        return [_unquoted(part) for part in re.split("[,，]", words[1:-1]) if part.strip()]
    return _unquoted(words)


def _unquoted(words: str) -> str:
    words = words.strip()
    return words[1:-1] if len(words) > 1 and words[0] == words[-1] and words[0] in "'\"" else words
