"""The first passages, where several are close, are read with the question and put in order by that too."""

from pathlib import Path

import numpy as np
import pytest

from index.build import build
from index.embed import Embedder
from index.reader import shipped
from index.store import Store
from qa import candidates
from qa.question import understand
from qa.rank import Signals, weights
from qa.search import Search
from tests.stores import write

PAGE = """一、渔船修理
渔船坏了，先到渔湾船厂验看，船厂开列要修的地方。

二、渔船修理补贴
修理渔船花钱多的，每户每年补贴两千元。

三、渔船修理期限
渔船送去修理，二十日内修好，遇台风顺延。

四、渔船修理记录
船厂把每次修理渔船写进船册，留存五年。
"""


@pytest.fixture(scope="module")
def search(tmp_path_factory: pytest.TempPathFactory) -> Search:
    place: Path = tmp_path_factory.mktemp("read")
    build([write(place / "documents", boats=PAGE)], place / "store")
    return Search(Store.open(place / "store"), Embedder.load())


@pytest.mark.parametrize(
    "asked", ["修渔船给多少钱?", "修渔船要等几天?", "省里对修渔船给多少钱?", "How long does a repair take?"]
)
def test_those_that_are_close_are_read_and_their_readings_count(
    search: Search, asked: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(candidates, "CLOSE", 0.4)
    question = understand(asked)
    score = weights(question.language).score
    found = search.candidates.preferred(question, search.candidates.ranked(question))
    ordered = search.candidates.read_through(question, found)
    first = score(found[0][1])
    close = [chunk for chunk, signals in found[: candidates.MOST_CLOSE] if first - score(signals) < candidates.CLOSE]
    passages = search.store.passages(close)
    told = dict(zip(close, (float(shipped().read(question.sought, [one])[0]) for one in passages), strict=True))
    sure = {chunk: float(np.clip(reads, -candidates.SURE, candidates.SURE)) for chunk, reads in told.items()}
    before = dict(found)
    likely = {chunk: score(before[chunk]) + 0.04 * (sure[chunk] - max(sure.values())) for chunk in close}
    unread = [chunk for chunk, _ in found[len(close) :]]
    floor = score(before[unread[0]])
    expected = {chunk: max(one, floor) for chunk, one in likely.items()}
    expected |= {chunk: score(before[chunk]) for chunk in unread}
    assert len(close) > 1
    assert unread
    assert [chunk for chunk, _ in ordered] == [*sorted(likely, key=lambda chunk: (-likely[chunk], chunk)), *unread]
    for chunk, signals in ordered:
        assert score(signals) == pytest.approx(expected[chunk])
        assert signals.reads == pytest.approx(told.get(chunk, 0.0))
        assert signals.cosine == before[chunk].cosine


def test_one_that_is_well_ahead_is_not_read(search: Search, monkeypatch: pytest.MonkeyPatch) -> None:
    question = understand("修渔船给多少钱?")
    found = search.candidates.ranked(question)
    gap = weights("zh").score(found[0][1]) - weights("zh").score(found[1][1])
    monkeypatch.setattr(candidates, "CLOSE", gap / 2)
    assert search.candidates.read_through(question, found) is found
    assert search.candidates.read_through(question, found[:1]) == found[:1]
    assert search.candidates.read_through(question, []) == []


def test_a_reading_decides_between_two_that_are_as_near(search: Search) -> None:
    question = understand("修渔船给多少钱?")
    chunks = [chunk for chunk, _ in search.candidates.ranked(question)]
    alike = [(chunk, Signals(cosine=0.5)) for chunk in chunks[: candidates.MOST_CLOSE]]
    best = search.candidates.read_through(question, alike)[0]
    assert "每户每年补贴两千元" in search.store.passages([best[0]])[0]
    assert (best[1].behind, weights("zh").score(best[1])) == (0.0, 0.5)


def test_one_that_reads_badly_falls_no_further_than_to_the_first_unread(search: Search) -> None:
    question = understand("修渔船给多少钱?")
    chunks = [chunk for chunk, _ in search.candidates.ranked(question)]
    assert len(chunks) > candidates.MOST_CLOSE
    near = [(chunk, Signals(cosine=0.5 - 0.001 * place)) for place, chunk in enumerate(chunks)]
    ordered = search.candidates.read_through(question, near)
    assert {chunk for chunk, _ in ordered[: candidates.MOST_CLOSE]} == set(chunks[: candidates.MOST_CLOSE])
    assert ordered[candidates.MOST_CLOSE :] == near[candidates.MOST_CLOSE :]
    worst = ordered[candidates.MOST_CLOSE - 1][1]
    assert worst.behind < 0
    assert weights("zh").score(worst) == pytest.approx(0.5 - 0.001 * candidates.MOST_CLOSE)


def test_what_was_read_is_not_read_again(search: Search, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(candidates, "CLOSE", 9.0)
    question = understand("修渔船给多少钱?")
    hits = search.hits(search.aims.of(question, None), 4)
    assert hits[0].signals.reads
    assert search.judged(question, hits)[0].reads == hits[0].signals.reads


def test_one_that_names_less_of_the_place_asked_about_stays_behind(search: Search) -> None:
    question = understand("修渔船给多少钱?")
    chunks = [chunk for chunk, _ in search.candidates.ranked(question)]
    told = shipped().read(question.sought, search.store.passages(chunks))
    best, worst = chunks[int(np.argmax(told))], chunks[int(np.argmin(told))]
    alike = [(worst, Signals(cosine=0.5)), (best, Signals(cosine=0.49))]
    assert search.candidates.read_through(question, alike)[0][0] == best
    first = [(worst, Signals(cosine=0.5, named=1.0)), (best, Signals(cosine=0.49))]
    assert search.candidates.read_through(question, first) == first
