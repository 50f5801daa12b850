"""A hundred people ask the running server at once, and go on asking while the index is built anew."""

import contextlib
import http.client
import json
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from index.build import build
from qa import ask
from tests.doors import DOORS, Ask, all_at_once
from tests.servers import Server
from tests.stores import FARM, FINANCE, TALENT, write

PEOPLE = 100
EACH = 3
QUESTIONS = ("博士毕业生安家补助多少", "贷款贴息最高多少钱", "种水稻每亩补贴多少", "人才子女入学谁管", "怎么做红烧肉")
BEFORE = {"talent": TALENT, "finance": FINANCE, "farm": FARM}
AFTER = {
    "talent": TALENT.replace("二十万元", "三十万元"),
    "finance": FINANCE.replace("50万元", "60万元"),
    "farm": FARM.replace("150元", "170元"),
}


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    folder = tmp_path_factory.mktemp("crowd")
    build([write(folder / "docs", **BEFORE)], folder / "store")
    with Server(folder) as running:
        yield running


def door(person: int) -> str:
    """Half of them through each."""
    return DOORS[person % 2]


def question(person: int, turn: int) -> str:
    return QUESTIONS[(person // 2 + turn) % len(QUESTIONS)]


def answers(store: Path) -> dict[str, dict[str, Any]]:
    """What the library answers from the generation in force."""
    return {question: ask(question, store).to_dict() for question in QUESTIONS}


def test_each_gets_their_own_answers_and_nobody_is_left_waiting(server: Server) -> None:
    """No error, none mixed up; when the first has all answers, nobody at that door still waits for the first."""
    expected = answers(server.store)
    answered = [0] * PEOPLE
    least: dict[str, int] = {}

    def one(person: int, ask: Ask) -> None:
        for turn in range(EACH):
            assert ask(question(person, turn)) == expected[question(person, turn)]
            answered[person] += 1
        least.setdefault(door(person), min(answered[other] for other in range(person % 2, PEOPLE, 2)))

    all_at_once(server, PEOPLE, door, one)
    assert answered == [EACH] * PEOPLE
    assert least.keys() == set(DOORS)
    assert min(least.values()) >= 1


def test_a_connection_may_rest_between_two_questions(server: Server) -> None:
    """Longer than a client leaves one unused, so that none is closed while a question is on its way."""
    asked = json.dumps({"question": QUESTIONS[0]})
    with contextlib.closing(http.client.HTTPConnection("127.0.0.1", server.port, timeout=60)) as connection:

        def told() -> dict[str, Any]:
            connection.request("POST", "/api/ask", asked, {"Content-Type": "application/json"})
            return dict(json.load(connection.getresponse()))

        first, socket = told(), connection.sock
        time.sleep(7)
        assert told() == first == answers(server.store)[QUESTIONS[0]]
        assert connection.sock is socket, "it was not closed and opened again"


def test_every_answer_is_of_one_generation_while_the_index_is_built_anew(server: Server) -> None:
    before = answers(server.store)
    everybody = threading.Barrier(PEOPLE + 1)

    def rebuild() -> int | None:
        everybody.wait(120)
        return build([write(server.folder / "docs", **AFTER)], server.store).generation

    def one(person: int, ask: Ask) -> list[dict[str, Any]]:
        """Ask once, then, while the index is built, until the answer comes from the new one."""
        told = [ask(question(person, 0))]
        everybody.wait(120)
        while told[-1].get("generation") == 1:
            told.append(ask(question(person, len(told))))
        return told

    with ThreadPoolExecutor(1) as builder:
        built = builder.submit(rebuild)
        told = all_at_once(server, PEOPLE, door, one)
        assert built.result() == 2
    expected = {1: before, 2: answers(server.store)}
    for person, heard in enumerate(told):
        assert [answer["generation"] for answer in heard] == [1] * (len(heard) - 1) + [2]
        for turn, answer in enumerate(heard):
            assert answer == expected[answer["generation"]][question(person, turn)]
    assert sum(map(len, told)) > 2 * PEOPLE, "questions were answered from the old index while the new one was built"
    assert all(before[asked] != expected[2][asked] for asked in QUESTIONS[:3]), "the two can be told apart"
