"""The few calls that are made of a Milvus server, on collections of two kinds; all of pymilvus is in here.

A collection of chunks has a row for each chunk: vector, sparse weights, and where it stands. A collection of texts
has rows of a key and a text; Milvus wants a vector in every row, so these carry an empty one.
"""

import logging
import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Any, TypeAlias

from corpus.errors import StoreUnreachable
from index.milvus.location import TOKEN_VARIABLE, Location

TEXT_BYTES = 65535
"""The longest text of a row, in UTF-8."""

MOST_ROWS = 16384
"""How many rows a query can bring at most; Milvus sets this."""

FLAT_UNTIL = 20_000
"""Chunks of a collection up to which search by meaning compares with every vector; above, through a graph."""

Row: TypeAlias = dict[str, Any]

_AT_ONCE = 32 * 2**20
"""Bytes sent in one message, about; Milvus takes 64 MiB."""
_NUMBERS = ("document", "measure", "start", "stop", "text_terms", "context_terms")
_GRAPH = {"M": 16, "efConstruction": 200, "sq_type": "SQ8"}
_SECONDS = 600.0


class Server:
    """A server that holds the collections of a store; safe to use from several threads.

    Every method raises `StoreUnreachable` when the server does not answer or refuses.
    """

    def __init__(self, location: Location) -> None:
        self.location = location
        self._client = _connect(location.address)
        self._loaded: set[str] = set()

    def _call(self, method: str, *args: Any, **kwargs: Any) -> Any:
        from grpc import RpcError
        from pymilvus import MilvusException

        try:
            return getattr(self._client, method)(*args, timeout=_SECONDS, **kwargs)
        except (MilvusException, RpcError) as error:
            reason = getattr(error, "message", None) or error
            raise StoreUnreachable(
                f"“{self.location}”: Milvus refused {method} ({reason}); look at the server and its log, then try again"
            ) from error

    def _ready(self, collection: str) -> None:
        """Load a collection of a file, which milvus-lite forgets from process to process; a server remembers."""
        if not self.location.served and collection not in self._loaded:
            self._call("load_collection", collection)
            self._loaded.add(collection)

    def collections(self) -> list[str]:
        """The names of all collections."""
        return sorted(self._call("list_collections"))

    def aliased(self, alias: str) -> str:
        """The collection an alias stands for; "" when there is no such alias."""
        from pymilvus import MilvusException

        try:
            return str(self._client.describe_alias(alias, timeout=_SECONDS)["collection_name"])
        except MilvusException as error:
            if error.code in (100, 1600):  # no such collection, no such alias
                return ""
            raise StoreUnreachable(
                f"“{self.location}” does not answer ({error.message}); start the server, or correct the address"
            ) from error

    def name_first(self, alias: str, collection: str) -> bool:
        """Give a collection an alias that none has yet; False when another has it. Of two at once, one succeeds."""
        try:
            self._call("create_alias", collection, alias)
        except StoreUnreachable:
            if not self.aliased(alias):
                raise
        return self.aliased(alias) == collection

    def name(self, alias: str, collection: str) -> None:
        """Give a collection an alias, in one step from the one that has it."""
        self._call("alter_alias" if self.aliased(alias) else "create_alias", collection, alias)

    def unname(self, alias: str) -> None:
        """Drop an alias."""
        self._call("drop_alias", alias)

    def create_texts(self, collection: str) -> None:
        """Make a collection of texts, ready to be written and read."""
        from pymilvus import DataType

        schema = self._client.create_schema(auto_id=False, enable_dynamic_field=False)
        schema.add_field("key", DataType.VARCHAR, is_primary=True, max_length=64)
        schema.add_field("text", DataType.VARCHAR, max_length=TEXT_BYTES)
        schema.add_field("unused", DataType.FLOAT_VECTOR, dim=2)
        self._call("create_collection", collection, schema=schema, consistency_level="Strong")
        self._index(collection, "unused", "FLAT", "L2", {})
        self._call("load_collection", collection)

    def create_chunks(self, collection: str, dimension: int) -> None:
        """Make a collection of chunks; it is searched after `finish_chunks`."""
        from pymilvus import DataType

        schema = self._client.create_schema(auto_id=False, enable_dynamic_field=False)
        schema.add_field("id", DataType.INT64, is_primary=True)
        for name in _NUMBERS:
            schema.add_field(name, DataType.INT32)
        schema.add_field("passage", DataType.VARCHAR, max_length=TEXT_BYTES)
        schema.add_field("dense", DataType.FLOAT_VECTOR, dim=dimension)
        schema.add_field("sparse", DataType.SPARSE_FLOAT_VECTOR)
        self._call("create_collection", collection, schema=schema, consistency_level="Strong")

    def finish_chunks(self, collection: str, rows: int) -> None:
        """Index a written collection of chunks and have it loaded."""
        self._call("flush", collection)
        kind = "FLAT" if rows <= FLAT_UNTIL else "HNSW_SQ"
        self._index(collection, "dense", kind, "IP", _GRAPH if kind != "FLAT" else {})
        self._index(collection, "sparse", "SPARSE_INVERTED_INDEX", "IP", {})
        self._call("load_collection", collection)

    def _index(self, collection: str, field: str, kind: str, metric: str, params: Mapping[str, Any]) -> None:
        asked = self._client.prepare_index_params()
        asked.add_index(field, index_type=kind, metric_type=metric, params=dict(params))
        self._call("create_index", collection, asked, sync=self.location.served)

    def insert(self, collection: str, rows: Iterable[Row], size: int, instead: bool = False) -> None:
        """Write rows, several at a time.

        Args:
            size: bytes of the largest row, about.
            instead: in place of rows of the same keys; slower.
        """
        method = "upsert" if instead else "insert"
        most = max(1, _AT_ONCE // size)
        batch: list[Row] = []
        for row in rows:
            batch.append(row)
            if len(batch) == most:
                self._call(method, collection, batch)
                batch = []
        if batch:
            self._call(method, collection, batch)

    def flush(self, collection: str) -> None:
        """Have what was written kept."""
        self._call("flush", collection)

    def drop(self, collection: str) -> None:
        """Remove a collection and all in it."""
        self._call("drop_collection", collection)

    def count(self, collection: str) -> int:
        """How many rows there are."""
        self._ready(collection)
        return int(self._call("query", collection, filter="", output_fields=["count(*)"])[0]["count(*)"])

    def get(
        self,
        collection: str,
        keys: Sequence[int] | Sequence[str],
        fields: Sequence[str],
        size: int,
        fresh: bool = False,
    ) -> Iterator[Row]:
        """The rows of these keys, in no order.

        Args:
            size: bytes of the largest row, about.
            fresh: see what was written a moment ago, which takes longer.
        """
        self._ready(collection)
        level = {"consistency_level": "Strong" if fresh else "Eventually"}
        most = min(MOST_ROWS, max(1, _AT_ONCE // size))
        for start in range(0, len(keys), most):
            yield from self._call("get", collection, list(keys[start : start + most]), list(fields), **level)

    def search(
        self, collection: str, field: str, vector: Any, k: int, within: str, fields: Sequence[str], width: int
    ) -> list[Row]:
        """The best rows by inner product, best first: the asked fields, and `distance`.

        Args:
            within: an expression that the rows must fulfil; "" for all.
            width: how many neighbours a graph looks at while it searches.
        """
        self._ready(collection)
        params = {"metric_type": "IP", "params": {"ef": width} if field == "dense" else {}}
        found = self._call(
            *("search", collection, [vector], within, min(k, MOST_ROWS), list(fields), params),
            anns_field=field,
            consistency_level="Eventually",
        )
        return [{**hit["entity"], "id": hit["id"], "distance": hit["distance"]} for hit in found[0]]


@lru_cache
def _connect(address: str) -> Any:
    try:
        from pymilvus import MilvusClient, MilvusException
    except ImportError as error:
        raise StoreUnreachable(
            'a store on Milvus needs a package that is not installed: pip install "policy-qa[milvus]"'
        ) from error
    logging.getLogger("pymilvus").setLevel(logging.CRITICAL)  # it logs every error that it raises, with a traceback
    try:
        return MilvusClient(address, token=os.environ.get(TOKEN_VARIABLE, ""))
    except MilvusException as error:
        raise StoreUnreachable(
            f"“{address}” does not answer ({error.message}); start the server, or correct the address or the token in "
            f"{TOKEN_VARIABLE}"
        ) from error
