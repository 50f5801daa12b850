"""Generations on Milvus committed, taken back, swept away. Hold the lease for all of it."""

import json
from collections.abc import Collection
from typing import Any

from corpus.errors import StoreDamaged, StoreMissing
from index.generations import command
from index.milvus.generations import (
    FORMAT,
    MANIFEST,
    Generation,
    MilvusBlock,
    chunks_of,
    current_number,
    head,
    keys_of,
    listing,
    numbered,
    seal,
    texts_of,
)
from index.milvus.lease import Lease
from index.milvus.server import Server
from index.milvus.texts import digest, each_text, write_texts


def publish(server: Server, lease: Lease, facts: dict[str, Any]) -> Generation:
    """Make a generation of finished blocks the one in force, and remove generations older than the one before.

    Args:
        facts: what the manifest says besides format, number and seal.

    Raises:
        StoreLocked: another process has taken over meanwhile.
    """
    name = server.location.name
    number = 1 + max(numbered(server, "g"), default=0)
    manifest = {"format": FORMAT, "generation": number, **facts}
    manifest["seal"] = seal(manifest)
    server.create_texts(head(name, number))
    write_texts(server, head(name, number), [(MANIFEST, json.dumps(manifest, ensure_ascii=False))])
    server.flush(head(name, number))
    lease.check()
    server.name(name, head(name, number))
    sweep(server)
    return Generation(number, manifest)


def rollback(server: Server, lease: Lease) -> Generation:
    """Publish anew what the generation before the one in force holds.

    Raises:
        StoreMissing: there is none.
        StoreDamaged: it is not whole.
    """
    found = listing(server)
    if len(found) < 2:
        raise StoreMissing(
            f"“{server.location}” holds no generation before the one in force; build again from older sources"
        )
    before = found[-2]
    if damaged := verify(server, before):
        raise StoreDamaged(
            f"generation {before.number} in “{server.location}” is damaged too ({', '.join(damaged)}); "
            f"build it with: {command(server.location, '--full')}"
        )
    facts = {k: v for k, v in before.manifest.items() if k not in ("format", "generation", "seal")}
    return publish(server, lease, facts | {"restores": before.manifest.get("restores", before.number)})


def sweep(server: Server, previous: bool = True) -> None:
    """Remove what builds left that did not end, and every generation but the one in force and the one before.

    Args:
        previous: keep the one before.
    """
    name = server.location.name
    last = current_number(server)
    kept = {generation.number: generation for generation in listing(server)[-2 if previous else -1 :]}
    for number, collection in numbered(server, "g").items():
        if number not in kept and number != last:
            server.drop(collection)
    if last is None or last in kept:  # else nobody knows which blocks it needs
        blocks = {block.number for generation in kept.values() for block in generation.blocks}
        for kind in ("b", "t"):
            for number, collection in numbered(server, kind).items():
                if number not in blocks:
                    server.drop(collection)
    held = server.aliased(f"{name}_building")
    for collection in server.collections():
        if collection.startswith(f"{name}_lease_") and collection != held:
            server.drop(collection)


def verify(server: Server, generation: Generation) -> list[str]:
    """The collections that do not hold what the manifest says: missing, of other rows, or of other texts."""
    there = set(server.collections())
    return [name for block in generation.blocks for name in altered(server, block, there)]


def altered(server: Server, block: MilvusBlock, there: Collection[str]) -> list[str]:
    """Those of one block.

    Args:
        there: the names of all collections.
    """
    name, damaged = server.location.name, []
    chunks, texts = chunks_of(name, block.number), texts_of(name, block.number)
    if chunks not in there or server.count(chunks) != block.chunks:
        damaged.append(chunks)
    if texts not in there or _digest(server, texts, block) != block.digest:
        damaged.append(texts)
    return damaged


def _digest(server: Server, texts: str, block: MilvusBlock) -> str:
    try:
        return digest(each_text(server, texts, keys_of(block.documents)))
    except StoreDamaged:
        return ""
