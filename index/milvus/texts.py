"""Long texts in rows: each is cut into pieces that a row can hold, and comes back byte for byte.

The piece `KEY/0` begins with the number of pieces and a line feed, so that one look-up tells how many others to get.
"""

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from corpus.errors import StoreDamaged
from index.milvus.server import TEXT_BYTES, Row, Server

_ROOM = TEXT_BYTES - 12
_TEXTS_AT_ONCE = 256


def pieces(key: str, text: str) -> Iterator[Row]:
    """The rows of a text."""
    content = text.encode()
    cuts = [0]
    while cuts[-1] < len(content) or len(cuts) == 1:
        end = min(cuts[-1] + _ROOM, len(content))
        while end < len(content) and content[end] & 0xC0 == 0x80:  # within a character
            end -= 1
        cuts.append(end)
    for number, (start, end) in enumerate(pairwise(cuts)):
        head = "" if number else f"{len(cuts) - 1}\n"
        yield {"key": f"{key}/{number}", "text": head + content[start:end].decode(), "unused": [0.0, 0.0]}


def write_texts(server: Server, collection: str, texts: Iterable[tuple[str, str]]) -> None:
    """Write texts by their keys, in place of what is there under these keys."""
    server.insert(collection, (row for key, text in texts for row in pieces(key, text)), TEXT_BYTES, True)


def read_texts(server: Server, collection: str, keys: Sequence[str], fresh: bool = False) -> dict[str, str]:
    """The texts of the keys that are there.

    Args:
        fresh: see what was written a moment ago.

    Raises:
        StoreDamaged: pieces are missing or altered.
    """

    def get(names: Sequence[str]) -> dict[str, str]:
        return {row["key"]: row["text"] for row in server.get(collection, names, ["key", "text"], TEXT_BYTES, fresh)}

    first = {key.rpartition("/")[0]: text.partition("\n") for key, text in get([f"{key}/0" for key in keys]).items()}
    try:
        others = get([f"{key}/{i}" for key, (count, _, _) in first.items() for i in range(1, int(count))])
        return {
            key: rest + "".join(others[f"{key}/{i}"] for i in range(1, int(count)))
            for key, (count, _, rest) in first.items()
        }
    except (KeyError, ValueError) as error:
        raise StoreDamaged(
            f"“{server.location}”: a text in {collection} is not whole ({error}); build it anew with --full"
        ) from None


def read_text(server: Server, collection: str, key: str, fresh: bool = False) -> str:
    """One text. Raises `StoreDamaged` where it is not there."""
    text = read_texts(server, collection, [key], fresh).get(key)
    if text is None:
        raise StoreDamaged(f"“{server.location}”: there is no {key} in {collection}; build it anew with --full")
    return text


def each_text(server: Server, collection: str, keys: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Keys and texts in the order of the keys, a few at a time; what is not there is left out."""
    for start in range(0, len(keys), _TEXTS_AT_ONCE):
        some = keys[start : start + _TEXTS_AT_ONCE]
        found = read_texts(server, collection, some)
        yield from ((key, found[key]) for key in some if key in found)


class TextsWriter:
    """Writes the texts of one collection and works out their digest."""

    def __init__(self, server: Server, collection: str) -> None:
        """The collection is made here."""
        server.create_texts(collection)
        self._server = server
        self.collection = collection
        self._total = hashlib.sha256()

    def add(self, texts: Sequence[tuple[str, str]]) -> None:
        """Write texts by their keys."""
        _count(self._total, texts)
        write_texts(self._server, self.collection, texts)

    def close(self) -> str:
        """Have all kept; returns the digest."""
        self._server.flush(self.collection)
        return self._total.hexdigest()


def digest(texts: Iterable[tuple[str, str]]) -> str:
    """SHA-256 over keys and texts, in their order."""
    total = hashlib.sha256()
    _count(total, texts)
    return total.hexdigest()


def _count(total: "hashlib._Hash", texts: Iterable[tuple[str, str]]) -> None:
    for key, text in texts:
        total.update(f"{key}\0{text}\0".encode())
