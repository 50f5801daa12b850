"""Numbered generations of a store on Milvus, and the alias that says which is in force.

    NAME                an alias: the generation in force; swapping it is the only commit
    NAME_g000007        a generation: its manifest, which names its blocks
    NAME_b000012        the chunks of a block, never altered once written; generations share blocks
    NAME_t000012        the documents of that block, and in how many chunks each term stands
    NAME_building       an alias of the lease of the process that builds, see `index.milvus.lease`

This is the read side; `index.milvus.publish` writes.
"""

import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from corpus.errors import StoreDamaged, StoreError, StoreForeign, StoreMissing
from index.blocks import Block
from index.generations import command
from index.milvus.server import Server
from index.milvus.texts import read_text

FORMAT = 1
"""Version of what is on the server; a store of another one is refused, and rebuilt by the next build."""

MANIFEST, CATALOGUE, FREQUENCIES = "manifest", "catalogue", "frequencies"
"""Keys of texts: of a generation; of a block, beside its documents."""


@dataclass(frozen=True, slots=True)
class MilvusBlock(Block):
    """A block whose files are two collections.

    Attributes:
        text_terms, context_terms: how many terms stand in the texts and in the contexts of its chunks.
        digest: of its texts.
    """

    text_terms: int = 0
    context_terms: int = 0
    digest: str = ""


@dataclass(frozen=True, slots=True)
class Generation:
    """One generation: its number and manifest."""

    number: int
    manifest: dict[str, Any]

    @property
    def blocks(self) -> list[MilvusBlock]:
        """Its blocks in order."""
        return [MilvusBlock.from_dict(facts) for facts in self.manifest["blocks"]]


def head(name: str, number: int) -> str:
    """The collection of a generation's manifest."""
    return f"{name}_g{number:06d}"


def chunks_of(name: str, block: int) -> str:
    """The collection of a block's chunks."""
    return f"{name}_b{block:06d}"


def texts_of(name: str, block: int) -> str:
    """The collection of a block's documents."""
    return f"{name}_t{block:06d}"


def keys_of(documents: int) -> list[str]:
    """The keys of the texts of a block."""
    return [*(document_key(number) for number in range(documents)), CATALOGUE, FREQUENCIES]


def document_key(number: int) -> str:
    """The key of a document of a block, by its number there."""
    return f"document-{number:08d}"


def numbered(server: Server, kind: str) -> dict[int, str]:
    """The store's collections of a kind (`g`, `b` or `t`) by number, in order; whole or not."""
    pattern = re.compile(rf"{re.escape(server.location.name)}_{kind}(\d{{6,}})")
    return {int(found[1]): found[0] for found in map(pattern.fullmatch, server.collections()) if found}


def current_number(server: Server) -> int | None:
    """The number of the generation in force; None when there is none."""
    name = server.location.name
    said = server.aliased(name)
    if not said:
        return None
    number = said.removeprefix(f"{name}_g")
    if not number.isdigit():
        raise StoreForeign(
            f"“{server.location}”: the alias {name} stands for {said}, which is no generation; use another name"
        )
    return int(number)


def current(server: Server) -> Generation:
    """The generation in force.

    Raises:
        StoreMissing: nothing was built here yet.
        StoreForeign: another format version.
        StoreDamaged: the manifest cannot be read.
    """
    number = current_number(server)
    if number is None:
        raise StoreMissing(f"there is no index in “{server.location}”; build it with: {command(server.location)}")
    return load(server, number)


def load(server: Server, number: int) -> Generation:
    """A generation by its number. Raises as `current` does."""
    collection = head(server.location.name, number)
    remedy = f"build it with: {command(server.location, '--full')}"
    try:
        manifest: dict[str, Any] = json.loads(read_text(server, collection, MANIFEST, fresh=True))
        version = manifest["format"]
    except (ValueError, KeyError, TypeError) as error:
        raise StoreDamaged(f"the manifest in {collection} of “{server.location}” cannot be read; {remedy}") from error
    if version != FORMAT:
        raise StoreForeign(f"“{server.location}” has format {version}, this program reads {FORMAT}; {remedy} SOURCE …")
    if manifest.get("seal") != seal(manifest):
        raise StoreDamaged(f"the manifest in {collection} of “{server.location}” is altered; {remedy}")
    return Generation(number, manifest)


def seal(manifest: Mapping[str, Any]) -> str:
    """Checksum of a manifest, but for the field that holds it."""
    facts = {key: value for key, value in manifest.items() if key != "seal"}
    return hashlib.sha256(json.dumps(facts, ensure_ascii=False, sort_keys=True).encode()).hexdigest()


def listing(server: Server) -> list[Generation]:
    """The generation in force and the whole ones before it, oldest first."""
    last = current_number(server)
    found = []
    for number in numbered(server, "g"):
        if last is not None and number <= last:
            try:
                found.append(load(server, number))
            except StoreError:
                continue
    return found
