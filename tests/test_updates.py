"""A store that is updated again and again holds and answers what one built at once does."""

import os
import shutil
import tempfile
import time
from functools import cache
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from corpus.load import File, fingerprint
from index import blocks, seen
from index.blocks import Block, arrange, by_stem
from index.build import build
from index.embed import Embedder
from index.lock import lock
from index.publish import rollback
from index.seen import Seen
from index.store import Store

QUESTIONS = ("第三类企业补贴多少万元", "人才租房", "subsidy 7", "补贴")
NAMES = [f"{letter}{number}" for letter in "甲乙丙" for number in range(5)]


def text(number: int) -> str:
    measures = [
        f"## 措施{i}\n\n对第{number + i}类企业补贴{number}万元，人才租房减半。\n" for i in range(1 + number % 3)
    ]
    return f"# 第{number}号文件\n\n" + "\n".join(measures)


@cache
def questions() -> list[tuple[str, np.ndarray]]:
    embedder = Embedder.load()
    return [(question, embedder.encode_query(question)) for question in QUESTIONS]


def held(store: Path) -> list[object]:
    """All that a store holds and answers, in a form that can be compared."""
    opened = Store.open(store)
    contents = [(*rest, vectors.tobytes()) for *rest, vectors in map(opened.contents, range(len(opened.documents)))]
    found = []
    for question, vector in questions():
        for documents in (None, list(range(0, len(opened.documents), 2))):
            for ids, scores in (opened.lexical(question, 9, documents), opened.dense(vector, 9, documents)):
                found.append(
                    (ids.tolist(), scores.tolist(), opened.places(ids.tolist()), opened.passages(ids.tolist()))
                )
    return [contents, found]


class Updates(RuleBasedStateMachine):
    """Files come, go, change, move and are copied; the store is built and rolled back, in blocks of two documents."""

    def __init__(self) -> None:
        super().__init__()
        self.place = Path(tempfile.mkdtemp())
        self.docs, self.store, self.fresh = (self.place / name for name in ("docs", "store", "fresh"))
        self.docs.mkdir()
        self.history: list[list[object]] = []

    def teardown(self) -> None:
        shutil.rmtree(self.place, ignore_errors=True)

    def path(self, name: str) -> Path:
        return self.docs / f"{name}.md"

    def files(self) -> list[Path]:
        return sorted(self.docs.glob("*.md"))

    @initialize(numbers=st.lists(st.integers(0, 60), min_size=7, max_size=12, unique=True))
    def begin(self, numbers: list[int]) -> None:
        for name, number in zip(NAMES, numbers, strict=False):
            self.path(name).write_text(text(number), "utf-8")
        self.build()

    @rule(name=st.sampled_from(NAMES), number=st.integers(0, 60))
    def add_or_edit(self, name: str, number: int) -> None:
        self.path(name).write_text(text(number), "utf-8")

    @precondition(lambda self: len(self.files()) > 1)
    @rule(data=st.data())
    def delete(self, data: st.DataObject) -> None:
        data.draw(st.sampled_from(self.files())).unlink()

    @rule(data=st.data(), name=st.sampled_from(NAMES))
    def rename(self, data: st.DataObject, name: str) -> None:
        data.draw(st.sampled_from(self.files())).rename(self.path(name))

    @rule(data=st.data(), name=st.sampled_from(NAMES))
    def duplicate(self, data: st.DataObject, name: str) -> None:
        original = data.draw(st.sampled_from(self.files()))
        self.path(name).write_bytes(original.read_bytes())

    @rule(name=st.sampled_from(NAMES))
    def spoil(self, name: str) -> None:
        (self.docs / f"{name}.txt").write_bytes(b"\xff\x00\x01" * 9)

    @rule()
    def build(self) -> None:
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(blocks, "_FEWEST", 2)
            patch.setattr(seen, "_SETTLED", 0)
            published = build([self.docs], self.store).published
        shutil.rmtree(self.fresh, ignore_errors=True)
        build([self.docs], self.fresh)
        now = held(self.store)
        assert now == held(self.fresh)
        assert len(Store.open(self.fresh).blocks) == 1
        assert published == (not self.history or self.history[-1] != now)
        if published:
            self.history.append(now)

    @precondition(lambda self: len(self.history) > 1)
    @rule()
    def roll_back(self) -> None:
        with lock(self.store):
            rollback(self.store)
        self.history = [self.history[-1], self.history[-2]]
        assert held(self.store) == self.history[-1]

    @invariant()
    def few_generations(self) -> None:
        assert len(list(self.store.glob("gen-*"))) <= 2


def test_updated_or_built_at_once_is_the_same() -> None:
    run_state_machine_as_test(Updates, settings=settings(max_examples=5, stateful_step_count=8))


def test_one_changed_document_rewrites_one_block_and_links_the_others(tmp_path: Path) -> None:
    docs, store = tmp_path / "docs", tmp_path / "store"
    docs.mkdir()
    for number in range(300):
        (docs / f"{number:03}.md").write_text(text(number), "utf-8")
    build([docs], store)
    first = Store.open(store)
    assert [block.documents for block in first.blocks] == [33, 33, 34] * 3
    (docs / "130.md").write_text(text(777), "utf-8")
    build([docs], store)
    second = Store.open(store)
    kept = [block.number for block in second.blocks if block in first.blocks]
    assert ([block.number for block in second.blocks], kept) == ([1, 2, 3, 10, 5, 6, 7, 8, 9], [1, 2, 3, 5, 6, 7, 8, 9])
    for block in first.blocks:
        for name in block.files(by_stem(first.manifest["files"])):
            linked = (second.folder / name).exists() and (second.folder / name).samefile(first.folder / name)
            assert linked == (block.number != 4), name


@given(
    st.lists(st.integers(0, 5000), max_size=600, unique=True),
    st.lists(st.integers(0, 5000), max_size=600, unique=True),
)
def test_runs_are_a_partition_in_order_and_of_bounded_length(before: list[int], now: list[int]) -> None:
    def path(number: int) -> str:
        return f"{number:05}"

    earlier = [
        Block(i, path(run[0]), len(run), 0, 0, "", ()) for i, run in enumerate(arrange(sorted(before), path, []))
    ]
    runs = arrange(sorted(now), path, [block.first for block in earlier[1:]])
    assert [number for run in runs for number in run] == sorted(now)
    assert all(0 < len(run) <= 2 * blocks._FEWEST for run in runs)
    assert all(len(a) + len(b) > blocks._FEWEST / 2 for a, b in pairwise(runs))
    if now == before:
        assert [(path(run[0]), len(run)) for run in runs] == [(block.first, block.documents) for block in earlier]


def test_a_store_in_half_as_many_blocks_as_earlier_programs_cut_it_is_not_written_anew() -> None:
    edges = [3423 * i // 32 for i in range(33)]
    earlier = [list(range(start, end)) for start, end in pairwise(edges)]
    cuts = [f"{start:05}" for start in edges[1:-1]]
    assert arrange(range(3423), "{:05}".format, cuts) == earlier
    more = arrange(range(3425), "{:05}".format, cuts)
    assert more[:31] == earlier[:31]
    assert [len(run) for run in more[31:]] == [54, 55]
    assert len(arrange(range(3423), "{:05}".format, [])) == 63
    assert len(arrange(range(3423), "{:05}".format, [], most=32_768)) == 16


def test_a_file_that_looks_the_same_is_not_read_and_one_that_does_not_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, memory = tmp_path / "a.md", tmp_path / "seen.json"
    file = File(path, "文件/a.md")
    read: list[File] = []
    monkeypatch.setattr(seen, "fingerprint", lambda file: read.append(file) or fingerprint(file))

    path.write_text("一", "utf-8")
    fresh = Seen()
    identity = fresh.identify(file)
    fresh.write(memory)
    Seen.read(memory).identify(file)
    assert len(read) == 2, "changed a moment ago, it could change again and look the same"

    monkeypatch.setattr(seen, "_SETTLED", 0)
    fresh = Seen()
    fresh.identify(file)
    fresh.write(memory)
    assert Seen.read(memory).identify(file) == identity
    assert len(read) == 3

    facts = path.stat()
    time.sleep(0.02)
    path.write_text("二", "utf-8")
    os.utime(path, ns=(facts.st_atime_ns, facts.st_mtime_ns))
    assert Seen.read(memory).identify(file) != identity, "size and time of change put back, the content is not"
