"""More questions at once than the server takes: a clear word, and everything as before when they are gone."""

import asyncio
import json
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import httpx
import pytest

from corpus.errors import Busy, QuestionError
from qa import Retriever, ask
from qa.originals import Originals
from qa.parts import FILTER_NAMES
from tests.servers import Server
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


@pytest.mark.parametrize("door", ["/api/ask", "/gradio_api/call/ask"])
def test_a_running_server_recovers(small: Path, door: str) -> None:
    """Sixty ask at once, five have a place: each gets its own answer or is told, and then all is well."""
    expected = {question: ask(question, small / "store").text for question in QUESTIONS}
    start = threading.Barrier(60)
    with Server(small, "--queue", "1") as server, httpx.Client(base_url=server.address, timeout=120) as http:
        assert http.get("/mcp").status_code == 404

        def one(number: int) -> str:
            question = QUESTIONS[number % 3]
            with httpx.Client(base_url=server.address, timeout=120) as own:
                start.wait(60)
                told = through(own, door, question)
            if told == BUSY.format(5):
                return "busy"
            assert told == expected[question]
            return "answered"

        with ThreadPoolExecutor(60) as people:
            outcomes = list(people.map(one, range(60)))
        assert {"busy", "answered"} == set(outcomes)
        for question in QUESTIONS:
            assert through(http, door, question) == expected[question]


def through(http: httpx.Client, door: str, question: str) -> str:
    """The text of the answer, or the message of the refusal."""
    if door == "/api/ask":
        response = http.post(door, json={"question": question})
        told = response.json()
        if response.status_code == 503:
            assert (told["error"], response.headers["retry-after"]) == ("Busy", "2")
        return str(told["text"] if response.status_code == 200 else told["message"])
    event = http.post(door, json={"data": [question, None, None]}).json()["event_id"]
    kind, data = http.get(f"{door}/{event}").text.strip().split("\n")[-2:]
    told = json.loads(data.removeprefix("data: "))
    return str(told[0]["text"] if kind == "event: complete" else told["error"])
