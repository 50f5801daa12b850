"""Where a store on Milvus lies, as `--store` names it.

    milvus://HOST:PORT/NAME          a server or cluster, spoken to in the clear
    milvus+tls://HOST:PORT/NAME      the same, encrypted
    milvus:///FOLDER/FILE.db#NAME    a file, served within this process by milvus-lite

The token (or USER:PASSWORD) of a server comes from the environment variable `MILVUS_TOKEN`, never from the address,
which is logged and shown.
"""

import re
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

from corpus.errors import StoreForeign

TOKEN_VARIABLE = "MILVUS_TOKEN"

_SCHEMES = {"milvus": "http", "milvus+tls": "https"}
_PORT = 19530
_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]{0,99}")
_USUAL = "policies"
_FORMS = "milvus://HOST:19530/NAME, milvus+tls://HOST:19530/NAME or milvus:///FOLDER/FILE.db#NAME"


def on_milvus(store: object) -> bool:
    """Whether a store's name is an address of Milvus, not a folder."""
    return str(store).partition(":")[0] in _SCHEMES


@dataclass(frozen=True, slots=True)
class Location:
    """A store on Milvus.

    Attributes:
        address: what the client connects to: a URL, or the path of a milvus-lite file.
        name: the store's own; its collections begin with it, and an alias of this name is the generation in force.
        given: as it was typed.
    """

    address: str
    name: str
    given: str

    @classmethod
    def parse(cls, given: str) -> "Location":
        """Read an address.

        Raises:
            StoreForeign: it is none, or holds a password.
        """
        parts = urlsplit(given)
        if "@" in parts.netloc:
            raise StoreForeign(
                "the address of a store must not hold a password; leave out what stands before @ and set the "
                f"environment variable {TOKEN_VARIABLE} to USER:PASSWORD"
            )
        try:
            host, port = parts.hostname, parts.port or _PORT
        except ValueError as error:
            raise StoreForeign(f"“{given}”: {error}; write {_FORMS}") from error
        name = unquote(parts.path.strip("/") if host else parts.fragment) or _USUAL
        if parts.scheme not in _SCHEMES or not (host or parts.path.endswith(".db")) or not _NAME.fullmatch(name):
            raise StoreForeign(
                f"“{given}” is no address of a store on Milvus; write {_FORMS}, "
                "with a NAME of up to 100 letters, digits and _"
            )
        shown = f"[{host}]" if host and ":" in host else host
        return cls(f"{_SCHEMES[parts.scheme]}://{shown}:{port}" if host else unquote(parts.path), name, given)

    def __str__(self) -> str:
        return self.given

    @property
    def served(self) -> bool:
        """Whether a server holds it; a file otherwise."""
        return "://" in self.address
