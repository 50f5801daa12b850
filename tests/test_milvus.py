"""A store on Milvus, in a file of milvus-lite: what only such a store has. The rest is tested for both kinds alike."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from corpus.errors import StoreDamaged, StoreLocked, StoreUnreachable
from index import blocks, care
from index.care import build
from index.embed import Embedder
from index.milvus import generations
from index.milvus.lease import lease
from index.milvus.location import Location
from index.milvus.publish import verify
from index.milvus.rows import Rows
from index.milvus.server import TEXT_BYTES, Server
from index.milvus.texts import read_text, write_texts
from index.opening import open_store
from index.store import Store
from qa import ask
from qa.retrieve import Retriever
from tests.stores import FARM, FINANCE, TALENT, generations_there, left_over, milvus_location, write
from tests.test_milvus_parts import server_of

ROOT = Path(__file__).parents[1]


@pytest.fixture
def store(milvus: Callable[[], str], tmp_path: Path) -> str:
    location = milvus()
    build([write(tmp_path / "docs", finance=FINANCE, talent=TALENT)], location)
    return location


def test_a_long_document_is_whole_and_its_quotes_hold(
    milvus: Callable[[], str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("index.milvus.write.TEXT_BYTES", 900)  # passages over it are put together from the document
    body = "".join(f"对第{i}类企业补贴{i}万元。{'😀' * 380}\n\n" for i in range(100))
    source = write(tmp_path / "docs", long=f"# 长文件\n\n## 正文\n\n{body}", talent=TALENT)
    location, folder = milvus(), tmp_path / "store"
    build([source], location)
    build([source], folder)
    there, here = open_store(location), Store.open(folder)
    assert there.documents == here.documents
    assert there.document(0).text == here.document(0).text
    assert len(here.document(0).text.encode()) > 2 * TEXT_BYTES
    assert there.measures(0) == here.measures(0)
    ids = list(range(len(here)))
    assert {len(passage.encode()) > 900 for passage in here.passages(ids)} == {True, False}
    assert there.passages(ids) == here.passages(ids)
    assert there.places(ids) == here.places(ids)
    for hit in Retriever(location).search("对第77类企业补贴多少"):
        assert hit.document.text[hit.start : hit.end] == hit.quote


def test_answers_are_those_of_the_local_store(milvus: Callable[[], str], shipped: Path) -> None:
    from corpus.load import SHIPPED

    location = milvus()
    build([SHIPPED], location)
    for question in ("一年发多少科技创新券?", "专利可以质押融资吗？", "红烧肉怎么做?"):
        here, there = ask(question, store=shipped), ask(question, store=location)
        assert (there.text, there.declined) == (here.text, here.declined)
        assert [(c.start, c.end, c.quote) for c in there.citations] == [
            (c.start, c.end, c.quote) for c in here.citations
        ]


def test_a_search_asks_every_block(milvus: Callable[[], str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(blocks, "_FEWEST", 1)
    texts = {f"f{i}": FARM.replace("150", f"9{i}") for i in range(3)}
    source = write(tmp_path / "docs", finance=FINANCE, talent=TALENT, **texts)
    many, one = milvus(), milvus()
    monkeypatch.setattr("index.milvus.server.FLAT_UNTIL", 0)  # through a graph, as in large blocks
    build([source], many)
    monkeypatch.undo()
    build([source], one)
    assert [len(open_store(store).manifest["blocks"]) for store in (many, one)] == [5, 1]
    embedder = Embedder.load()
    for question in ("每亩水稻补贴91元", "博士", "补贴"):
        for documents in (None, [0, 2, 3], [1], []):
            query = embedder.encode_query(question)
            for search in (lambda s: s.lexical(question, 9, documents), lambda s: s.dense(query, 9, documents)):  # noqa: B023
                (ids, scores), (others, same) = search(open_store(many)), search(open_store(one))
                assert ids.tolist() == others.tolist()
                np.testing.assert_allclose(scores, same, atol=1e-6)


def test_an_update_shares_the_blocks_that_stay(
    milvus: Callable[[], str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(blocks, "_FEWEST", 1)
    source, store = write(tmp_path / "docs", finance=FINANCE, talent=TALENT, farm=FARM), milvus()
    build([source], store)
    write(source, finance=FINANCE.replace("50万元", "80万元"))
    build([source], store)
    first, second = (generation.blocks for generation in generations.listing(server_of(store)))
    assert ([block.number for block in first], [block.number for block in second]) == ([1, 2, 3], [1, 4, 3])
    assert not left_over(store)
    assert care.prune(store) == 2
    assert (generations_there(store), left_over(store)) == ([2], [])
    assert sorted(generations.numbered(server_of(store), "b")) == [1, 3, 4]


def test_an_open_reader_moves_to_the_new_generation(store: str, tmp_path: Path) -> None:
    reader = Retriever(store)
    assert not reader.store.superseded
    build([write(tmp_path / "docs", farm=FARM)], store)
    assert reader.search("买拖拉机有补贴吗")[0].document.path == "farm.md"
    assert care.roll_back(store) == (3, 1)
    assert {hit.document.path for hit in reader.search("买拖拉机有补贴吗")} <= {"finance.md", "talent.md"}
    assert reader.store.generation == 3
    assert care.roll_back(store) == (4, 2)
    assert reader.search("买拖拉机有补贴吗")[0].document.path == "farm.md"
    assert not build([tmp_path / "docs"], store).published, "nothing to do after going there and back"


def test_a_missing_or_altered_collection_is_found_and_mended(store: str, tmp_path: Path) -> None:
    server = server_of(store)
    assert care.verify(store).damaged == ()
    texts = generations.texts_of(server.location.name, 1)
    write_texts(server, texts, [(generations.document_key(1), "{}")])
    assert care.verify(store).damaged == (texts,)
    chunks = generations.chunks_of(server.location.name, 1)
    server.drop(chunks)
    assert verify(server, generations.current(server)) == [chunks, texts]
    with pytest.raises(StoreDamaged, match=r"python build_index\.py --full --store 'milvus:"):
        open_store(store)
    assert build([tmp_path / "docs"], store).generation == 2
    assert care.verify(store).damaged == ()
    assert not left_over(store)


def test_a_second_builder_is_told_who_builds(store: str, tmp_path: Path) -> None:
    with (
        lease(server_of(store)),
        pytest.raises(StoreLocked, match=rf"another process \(pid {os.getpid()} on .* since "),
    ):
        build([tmp_path / "docs"], store)
    write(tmp_path / "docs", farm=FARM)
    assert build([tmp_path / "docs"], store).published
    assert not left_over(store)


def test_who_lost_the_lease_does_not_publish(store: str) -> None:
    server = server_of(store)
    with lease(server) as held:
        server.create_texts(f"{server.location.name}_lease_other")
        server.name(f"{server.location.name}_building", f"{server.location.name}_lease_other")
        with pytest.raises(StoreLocked, match="has taken over; the index stays as it was"):
            held.check()
    server.unname(f"{server.location.name}_building")


def test_what_a_killed_builder_left_is_swept_by_the_next(tmp_path: Path) -> None:
    """A real `kill -9` with a block and a generation half made and the lease held."""
    location = milvus_location(tmp_path, "killed")
    code = """
import sys, time
from index.milvus.generations import chunks_of, head, texts_of
from index.milvus.lease import lease
from index.milvus.location import Location
from index.milvus.server import Server
from index.milvus.texts import TextsWriter
server = Server(Location.parse(sys.argv[1]))
with lease(server):
    TextsWriter(server, texts_of("killed", 1)).add([("document-00000000", "half")])
    server.create_chunks(chunks_of("killed", 1), 512)
    server.create_texts(head("killed", 1))
    print("held", flush=True)
    time.sleep(600)
"""
    with subprocess.Popen([sys.executable, "-c", code, location], cwd=ROOT, stdout=subprocess.PIPE, text=True) as child:
        assert child.stdout is not None
        assert child.stdout.readline() == "held\n"
        with pytest.raises(StoreUnreachable, match="does not answer"):
            Server(Location.parse(location))
        child.send_signal(signal.SIGKILL)
    server = server_of(location)
    assert len(server.collections()) == 4
    assert json.loads(read_text(server, server.aliased("killed_building"), "holder"))["pid"] == child.pid
    report = build([write(tmp_path / "docs", finance=FINANCE)], location)
    assert (report.generation, report.documents) == (1, 1)
    assert not left_over(location)
    assert care.verify(location).damaged == ()


def test_what_is_altered_is_not_taken_over_but_read_again(
    store: str, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    server = server_of(store)
    texts = generations.texts_of(server.location.name, 1)
    key = generations.document_key(1)
    whole = read_text(server, texts, key)
    assert "安家补助" in whole
    write_texts(server, texts, [(key, whole.replace("安家补助", "安家补肋"))])
    write(tmp_path / "docs", farm=FARM)
    report = build([tmp_path / "docs"], store)
    assert f"all is read and embedded anew: {texts} of “{store}” is altered" in caplog.text
    assert (report.generation, report.changes.added) == (2, ("farm.md",))
    assert "安家补助" in open_store(store).document(2).text
    assert care.verify(store).damaged == ()
    assert not left_over(store)


@pytest.mark.parametrize(
    ("key", "text"), [(generations.CATALOGUE, "{}"), (generations.CATALOGUE, "[[]]"), (generations.FREQUENCIES, "甲")]
)
def test_a_catalogue_that_makes_no_sense_is_refused_with_the_remedy(store: str, key: str, text: str) -> None:
    server = server_of(store)
    write_texts(server, generations.texts_of(server.location.name, 1), [(key, text)])
    with pytest.raises(StoreDamaged, match=r"generation 1 in .* cannot be opened .*--full --store 'milvus:"):
        open_store(store)


def test_a_piece_that_makes_no_sense_is_found(store: str) -> None:
    server = server_of(store)
    texts = generations.texts_of(server.location.name, 1)
    row = {"key": f"{generations.document_key(0)}/0", "text": "no number", "unused": [0.0, 0.0]}
    server.insert(texts, [row], TEXT_BYTES, True)
    assert care.verify(store).damaged == (texts,)
    with pytest.raises(StoreDamaged, match=rf"a text in {texts} is not whole .*--full"):
        open_store(store).document(0)


def test_chunks_that_are_missing_are_told(store: str) -> None:
    opened = open_store(store)
    server = server_of(store)
    with pytest.raises(StoreDamaged, match=r"2 chunks are missing in .*_b000001 of .*--full --store 'milvus:"):
        Rows(server, [replace(generations.current(server).blocks[0], chunks=99)]).get([0, 50, 98])
    assert len(opened.passages([0])) == 1
