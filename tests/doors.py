"""Questions asked through the doors of a running server, by one person or by many at once."""

import json
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any, TypeAlias, TypeVar

import httpx

from tests.servers import Server

DOORS = ("/api/ask", "/gradio_api/call/ask")
"""Plain HTTP, and the queue that the page and Gradio's client go through."""
Ask: TypeAlias = Callable[[str], dict[str, Any]]
T = TypeVar("T")


def through(http: httpx.Client, door: str, question: str) -> dict[str, Any]:
    """The answer, or the refusal: then it has a `message` and no `text`."""
    if door == "/api/ask":
        response = http.post(door, json={"question": question})
        if response.status_code == 503:
            assert (response.json()["error"], response.headers["retry-after"]) == ("Busy", "2")
        told: dict[str, Any] = response.json()
        return told
    event = http.post(door, json={"data": [question, None, None]}).json()["event_id"]
    kind, data = http.get(f"{door}/{event}").text.strip().split("\n")[-2:]
    said = json.loads(data.removeprefix("data: "), object_hook=_with_path)
    return dict(said[0]) if kind == "event: complete" else {"message": said["error"]}


def _with_path(told: dict[str, Any]) -> dict[str, Any]:
    """Gradio's client is told the `path` of a document as `file`."""
    return {"path" if name == "file" else name: value for name, value in told.items()}


def all_at_once(server: Server, people: int, door: Callable[[int], str], one: Callable[[int, Ask], T]) -> list[T]:
    """What came of each of so many people, who begin at the same time.

    Args:
        door: through which a person asks.
        one: what a person does: it is given who it is, and how to ask.
    """
    start = threading.Barrier(people)
    connections = httpx.Limits(max_connections=people, max_keepalive_connections=people)
    with httpx.Client(base_url=server.address, timeout=300, limits=connections) as http:

        def work(person: int) -> T:
            start.wait(120)
            return one(person, lambda question: through(http, door(person), question))

        with ThreadPoolExecutor(people) as pool:
            return list(pool.map(work, range(people)))
