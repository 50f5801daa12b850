"""The asynchronous calls: the same answers, the same errors, and the event loop stays free."""

import asyncio
from pathlib import Path

import pytest

from corpus.errors import QuestionError, StoreMissing
from index.build import build
from qa import aask, aretrieve, ask, retrieve
from tests.stores import FINANCE, TALENT, write

QUESTIONS = ["博士毕业生安家补助多少", "贷款贴息最高多少钱", "怎么做红烧肉才好吃"]


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("async")
    build([write(folder / "docs", finance=FINANCE, talent=TALENT)], folder / "store")
    return folder / "store"


def test_the_same_answers_and_hits(store: Path) -> None:
    async def together() -> tuple[list[object], list[object]]:
        answers = await asyncio.gather(*(aask(question, store) for question in QUESTIONS))
        hits = await asyncio.gather(*(aretrieve(question, 2, store) for question in QUESTIONS))
        return list(answers), list(hits)

    answers, hits = asyncio.run(together())
    assert answers == [ask(question, store) for question in QUESTIONS]
    assert hits == [retrieve(question, 2, store) for question in QUESTIONS]


def test_history_and_filters_are_passed_on(store: Path) -> None:
    answer = asyncio.run(aask("那个要工作几年？", store, {"title": "人才"}, None, ["博士毕业生安家补助多少"]))
    assert answer == ask("那个要工作几年？", store, {"title": "人才"}, history=["博士毕业生安家补助多少"])
    assert answer.follows
    hits = asyncio.run(aretrieve("补助", store=store, filters={"title": "融资"}))
    assert {hit.document.path for hit in hits} == {"finance.md"}


def test_the_same_errors(store: Path, tmp_path: Path) -> None:
    with pytest.raises(QuestionError, match="no filter"):
        asyncio.run(aask("补助", store, {"colour": "red"}))
    with pytest.raises(StoreMissing):
        asyncio.run(aretrieve("补助", store=tmp_path))


def test_the_loop_stays_free(store: Path) -> None:
    async def started_only() -> bool:
        running = asyncio.create_task(aask(QUESTIONS[0], store))
        await asyncio.sleep(0)  # the task has had its first turn; work done in the loop would be over
        free = not running.done()
        await running
        return free

    assert asyncio.run(started_only())
