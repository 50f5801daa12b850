"""More questions at once than the server takes: a clear word, and everything as before when they are gone."""

import asyncio
import threading
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from corpus.errors import Busy, QuestionError
from qa import Retriever, ask
from qa.originals import Originals
from qa.parts import FILTER_NAMES
from tests.doors import DOORS, Ask, all_at_once, through
from tests.servers import OTHER_ADDRESS, Server
from tests.test_binding import reached
from web.desk import Desk
from web.service import Turns

QUESTIONS = ("博士毕业生安家补助多少", "贷款贴息最高多少钱", "渔船换发动机补助多少钱")
BUSY = "现在提问的人太多，请稍后再问 too many people are asking at once (at most {}); try again shortly"


def test_a_few_at_a_time_some_wait_the_rest_are_turned_away() -> None:
    running = 0
    most = 0
    lock = threading.Lock()
    gate = threading.Event()

    def work(number: int) -> int:
        nonlocal running, most
        with lock:
            running += 1
            most = max(most, running)
        gate.wait(30)
        with lock:
            running -= 1
        return number

    async def all_at_once() -> list[object]:
        turns = Turns(waiting=3, at_once=2)
        calls = [asyncio.create_task(turns.run(work, number)) for number in range(9)]
        while running < 2:
            await asyncio.sleep(0.01)
        gate.set()
        results: list[object] = list(await asyncio.gather(*calls, return_exceptions=True))
        return [*results, await turns.run(work, 9)]

    results = asyncio.run(all_at_once())
    assert results[:5] == [0, 1, 2, 3, 4]
    assert [(type(result), str(result)) for result in results[5:9]] == [(Busy, BUSY.format(5))] * 4
    assert results[9] == 9
    assert most == 2


def test_a_call_that_fails_gives_its_place_back() -> None:
    def work() -> None:
        raise QuestionError("no")

    async def one_after_another() -> None:
        turns = Turns(waiting=0, at_once=1)
        for _ in range(3):
            with pytest.raises(QuestionError):
                await turns.run(work)

    asyncio.run(one_after_another())


def test_the_page_says_so_and_keeps_the_question(small: Path) -> None:
    gate = threading.Event()

    async def while_another_asks() -> list[tuple[object, ...]]:
        turns = Turns(waiting=0, at_once=1)
        desk = Desk(Retriever(small / "store"), Originals(), turns)
        everywhere = [""] * len(FILTER_NAMES)
        other = asyncio.create_task(turns.run(gate.wait, 30))
        await asyncio.sleep(0)
        busy = await desk.ask(QUESTIONS[0], [], *everywhere)
        gate.set()
        await other
        return [busy, await desk.ask(QUESTIONS[0], [], *everywhere)]

    busy, answered = asyncio.run(while_another_asks())
    assert BUSY.format(1) in str(busy[0][-1]["content"].value)  # type: ignore[index]
    assert busy[3] == QUESTIONS[0]
    assert "二十万元" in str(answered[0][-1]["content"].value)  # type: ignore[index]
    assert answered[3] == ""


def test_questions_are_let_in_in_the_order_they_came() -> None:
    """Fair: nobody who came later is answered before, through whatever door."""
    began: list[int] = []

    async def one_after_another() -> None:
        turns = Turns(waiting=100, at_once=1)
        await asyncio.gather(*(turns.run(began.append, number) for number in range(101)))

    asyncio.run(one_after_another())
    assert began == list(range(101))


@pytest.fixture(scope="module")
def crowded(small: Path) -> Iterator[Server]:
    """A server with five places: four to be answered, one to wait. Everybody may enter, at another address."""
    with Server(small, "--queue", "1", "--no-auth", host=OTHER_ADDRESS) as running:
        yield running


@pytest.mark.parametrize("door", DOORS)
def test_a_running_server_recovers(crowded: Server, door: str) -> None:
    """Sixty ask at once, five have a place: each gets its own answer or is told, and then all is well."""
    expected = {question: ask(question, crowded.store).to_dict() for question in QUESTIONS}

    def one(person: int, ask: Ask) -> str:
        told = ask(QUESTIONS[person % 3])
        if told.get("message") == BUSY.format(5):
            return "busy"
        assert told == expected[QUESTIONS[person % 3]]
        return "answered"

    assert {"busy", "answered"} == set(all_at_once(crowded, 60, lambda _: door, one))
    with httpx.Client(base_url=crowded.address, timeout=120) as http:
        for question in QUESTIONS:
            assert through(http, door, question) == expected[question]


def test_everybody_enters_where_that_was_asked_for_but_nothing_else_is_open(crowded: Server) -> None:
    assert reached(crowded.port) == {"127.0.0.1": False, OTHER_ADDRESS: True}
    assert httpx.get(f"{crowded.address}/api/health", timeout=60).json()["status"] == "ok"
    for path in ("/mcp", "/admin"):
        assert httpx.get(f"{crowded.address}{path}", timeout=60).status_code == 404
