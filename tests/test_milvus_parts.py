"""What a store on Milvus is made of: its address, long texts in pieces, words as weights."""

import json
import logging
import tempfile
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.errors import StoreForeign, StoreMissing, StoreUnreachable
from index.blocks import Block
from index.lexical import LexicalIndex, LexicalWriter, join
from index.milvus.location import Location
from index.milvus.server import TEXT_BYTES, Server
from index.milvus.texts import pieces, read_texts, write_texts
from index.milvus.weights import Asked, Frequencies, dimension, rounded, vector
from index.opening import open_store
from tests.test_generations import main


def server_of(store: str) -> Server:
    return Server(Location.parse(store))


@pytest.mark.parametrize(
    ("given_", "address", "name"),
    [
        ("milvus://db1:19530/law", "http://db1:19530", "law"),
        ("milvus://db1/law", "http://db1:19530", "law"),
        ("milvus://db1", "http://db1:19530", "policies"),
        ("milvus+tls://[::1]:443/law_2", "https://[::1]:443", "law_2"),
        ("milvus:///var/a%20b.db#law", "/var/a b.db", "law"),
        ("milvus:here/a.db", "here/a.db", "policies"),
    ],
)
def test_an_address(given_: str, address: str, name: str) -> None:
    location = Location.parse(given_)
    assert (location.address, location.name, str(location)) == (address, name, given_)


@pytest.mark.parametrize(
    "text", ["milvus://db1/a-b", "milvus://db1:x/a", "milvus:///var/a", "milvus://", "milvus://db/a/b"]
)
def test_no_address(text: str) -> None:
    with pytest.raises(StoreForeign, match=r"write milvus://HOST:19530/NAME"):
        Location.parse(text)


def test_a_password_in_the_address_is_refused_and_not_repeated(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    with pytest.raises(StoreForeign, match="MILVUS_TOKEN") as told:
        open_store("milvus://root:hunter2@db1/law")
    assert "hunter2" not in str(told.value) + caplog.text


def test_a_server_that_is_not_there_and_an_index_that_is_not_there(
    milvus: Callable[[], str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(StoreMissing, match=r"build it with: python build_index\.py --store '?milvus:"):
        open_store(milvus())
    (tmp_path / "a.db").write_text("something else")
    with pytest.raises(StoreUnreachable, match=r"a\.db. does not answer"):
        open_store(f"milvus://{tmp_path}/a.db")
    assert main(["--verify", "--store", milvus(), "--json"]) == 1
    assert json.loads(capsys.readouterr().out)["error"] == "StoreMissing"


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=50), st.integers(0, 3000))
def test_pieces_of_a_text_fit_and_make_it_again(text: str, times: int) -> None:
    whole = text * times
    rows = [*pieces("key", whole)]
    assert all(len(row["text"].encode()) <= TEXT_BYTES for row in rows)
    count, _, first = rows[0]["text"].partition("\n")
    assert (int(count), [row["key"] for row in rows]) == (len(rows), [f"key/{i}" for i in range(len(rows))])
    assert first + "".join(row["text"] for row in rows[1:]) == whole


def test_texts_come_back_byte_for_byte(milvus: Callable[[], str]) -> None:
    server = server_of(milvus())
    collection = f"{server.location.name}_t000001"
    texts = {"short": "甲\r\n\u2028\0乙", "empty": "", "long": "政策😀é" * 40_000, "edge": "x" * (TEXT_BYTES - 12)}
    server.create_texts(collection)
    write_texts(server, collection, texts.items())
    assert read_texts(server, collection, [*texts, "missing"]) == texts
    write_texts(server, collection, [("short", "丙")])
    assert read_texts(server, collection, ["short"], fresh=True) == {"short": "丙"}


words = st.lists(st.sampled_from("甲乙丙丁戊"), max_size=30)


@given(st.lists(st.tuples(words, words), min_size=1, max_size=8), words)
def test_coverage_from_stored_weights_is_bm25(chunks: list[tuple[list[str], list[str]]], asked: list[str]) -> None:
    """Against the formula of Robertson & Zaragoza 2009, k1 = 1.2, b = 0.75, for text and context apart."""
    counts = [tuple(map(Counter, chunk)) for chunk in chunks]
    stored = [{place: float(np.float32(w)) for place, w in vector(both).items()} for both in counts]
    frequencies = Frequencies.from_text(Frequencies.of(Counter(place for one in stored for place in one)).to_text())
    means = tuple(sum(both[field].total() for both in counts) / len(counts) for field in (0, 1))
    question = Asked.of(asked, frequencies, len(chunks), (max(means[0], 1e-9), max(means[1], 1e-9)))
    for both, sparse in zip(counts, stored, strict=True):
        expected = most = 0.0
        for term in set(asked):
            for field, mean in enumerate(means):
                held = sum(term in other[field] for other in counts)
                idf = np.log(1 + (len(chunks) - held + 0.5) / (held + 0.5))
                tf, length = both[field][term], both[field].total()
                expected += idf * tf * 2.2 / (tf + 1.2 * (0.25 + 0.75 * length / mean)) if tf else 0
                most += 2.2 * idf if field == 0 else 0
        if asked:
            found = question.coverage(sparse, (both[0].total(), both[1].total()))
            assert found == pytest.approx(expected / most, rel=1e-4)


def test_text_and_context_have_dimensions_of_their_own() -> None:
    places = [dimension(term, field) for term in ("甲", "甲乙", "a", "补贴") for field in (0, 1)]
    assert len(set(places)) == len(places)
    assert all(0 < place < 2**32 - 2 for place in places)
    assert vector([Counter(), Counter()]) == {0: 1.0}


@pytest.mark.parametrize(
    ("length", "kept"),
    [(0, 0), (39, 39), (40, 40), (41, 40), (42, 42), (57, 56), (60, 60), (71, 68), (199, 184), (1000, 984)],
)
def test_lengths_as_tantivy_keeps_them(length: int, kept: int) -> None:
    assert rounded(length) == kept


long_words = st.lists(st.sampled_from("甲乙丙丁戊"), min_size=1, max_size=300)


@settings(max_examples=15, deadline=None)
@given(chunks=st.lists(st.tuples(long_words, long_words), min_size=1, max_size=8))
def test_coverage_is_what_tantivy_scores(chunks: list[tuple[list[str], list[str]]]) -> None:
    # tantivy's watcher of a new index may lay its lock file down while the folder is being removed
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as place:
        folder = Path(place) / "lexical"
        writer = LexicalWriter(Path(place) / "unfinished", 1)
        for number, (text, context) in enumerate(chunks):
            writer.add(number, 0, " ".join(text), " ".join(context))
        segments = writer.close(folder)
        join(folder, segments)
        block = Block(1, "", 1, 1, len(chunks), "", segments)
        ids, scores = LexicalIndex(folder, [block]).search("甲 乙 己", len(chunks))
    counts = [tuple(map(Counter, chunk)) for chunk in chunks]
    stored = [vector(both) for both in counts]
    means = tuple(sum(both[field].total() for both in counts) / len(counts) for field in (0, 1))
    frequencies = Frequencies.of(Counter(place for one in stored for place in one))
    question = Asked.of("甲乙己", frequencies, len(chunks), (means[0], means[1]))
    for number, score in zip(ids.tolist(), scores.tolist(), strict=True):
        both = counts[number]
        found = question.coverage(stored[number], (both[0].total(), both[1].total()))
        assert found == pytest.approx(score, rel=1e-4)
