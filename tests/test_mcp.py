"""The tools of `ui.py --mcp`, called by the official client over streamable HTTP."""

import asyncio
import json
import os
import subprocess
import sys
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any, TypeVar

import httpx
import pytest
from mcp import ClientSession
from mcp.client.streamable_http import streamable_http_client
from mcp.types import TextContent

from qa import ask, retrieve
from qa.feedback import Feedback
from tests.servers import PASSWORD, ROOT, Server

QUESTION = "博士毕业生安家补助多少"
T = TypeVar("T")


def with_session(
    server: Server, use: Callable[[ClientSession], Awaitable[T]], auth: tuple[str, str] | None = None
) -> T:
    async def run() -> T:
        async with (
            httpx.AsyncClient(auth=auth, timeout=60) as http,
            streamable_http_client(f"{server.address}/mcp", http_client=http) as (receive, send, _),
            ClientSession(receive, send) as session,
        ):
            await session.initialize()
            return await use(session)

    return asyncio.run(run())


def call(server: Server, tool: str, **given: Any) -> Any:
    async def use(session: ClientSession) -> Any:
        return await session.call_tool(tool, given)

    return with_session(server, use)


def test_three_tools_with_what_they_take_and_give(open_server: Server) -> None:
    async def use(session: ClientSession) -> Any:
        return (await session.list_tools()).tools

    tools = {tool.name: tool for tool in with_session(open_server, use)}
    assert set(tools) == {"search", "ask", "feedback"}
    noting = tools["feedback"]
    assert set(noting.inputSchema["properties"]) == {*("question", "helpful", "reason", "filters", "history", "ignore")}
    assert noting.inputSchema["required"] == ["question", "helpful"]
    assert noting.annotations
    assert not noting.annotations.readOnlyHint
    for name, required in (
        ("search", {"question", "k", "filters", "ignore"}),
        ("ask", {"question", "filters", "history", "ignore"}),
    ):
        tool = tools[name]
        assert set(tool.inputSchema["properties"]) == required
        assert tool.inputSchema["required"] == ["question"]
        assert all(field["description"] for field in tool.inputSchema["properties"].values())
        assert tool.description
        assert tool.annotations
        assert tool.annotations.readOnlyHint
    assert set((tools["ask"].outputSchema or {})["properties"]) == set(ask(QUESTION, open_server.store).to_dict())


def test_ask_and_search_give_what_the_library_gives(open_server: Server) -> None:
    for question in (QUESTION, "世界杯冠军是谁"):
        result = call(open_server, "ask", question=question)
        expected = ask(question, open_server.store).to_dict()
        assert not result.isError
        assert result.structuredContent == expected
        (content,) = result.content
        assert isinstance(content, TextContent)
        assert json.loads(content.text) == expected
    result = call(open_server, "search", question="补助", k=2, filters={"title": "人才"})
    hits = [hit.to_dict() for hit in retrieve("补助", 2, open_server.store, {"title": "人才"})]
    found = (result.structuredContent or {})["hits"]
    assert [hit | {"why": told["why"]} for hit, told in zip(hits, found, strict=True)] == found
    assert [hit["why"]["position"]["rank"] for hit in found] == [1, 2]
    given = {"question": "要工作几年？", "history": [QUESTION]}
    assert (
        call(open_server, "ask", **given).structuredContent
        == ask("要工作几年？", open_server.store, history=[QUESTION]).to_dict()
    )


def test_what_is_understood_is_left_out(open_server: Server) -> None:
    question = "2015年博士毕业生安家补助多少"
    assert call(open_server, "ask", question=question).structuredContent["understood"][0]["meant"] == "2015"
    given = {"question": question, "ignore": ["year"]}
    expected = ask(question, open_server.store, ignore=["year"]).to_dict()
    assert call(open_server, "ask", **given).structuredContent == expected
    assert call(open_server, "search", **given).structuredContent["understood"] == expected["understood"] == []


def test_feedback_is_kept(open_server: Server) -> None:
    told = call(open_server, "feedback", question=QUESTION, helpful=False, reason="找错了").structuredContent
    (said,) = [said for said in Feedback(open_server.folder / "feedback.sqlite").read() if said.turn == told["id"]]
    assert (said.question, said.helpful, said.reason) == (ask(QUESTION, open_server.store).question, False, "找错了")


@pytest.mark.parametrize(
    ("tool", "given", "message"),
    [
        ("ask", {"question": "？"}, "the question “？” has no words"),
        ("search", {"question": "补助", "filters": {"colour": "red"}}, "there is no filter “colour”"),
        ("search", {"question": "补助", "k": 0}, "greater than or equal to 1"),
        ("ask", {}, "Field required"),
        ("nothing", {}, "Unknown tool"),
    ],
)
def test_errors_are_told(open_server: Server, tool: str, given: dict[str, Any], message: str) -> None:
    result = call(open_server, tool, **given)
    assert result.isError
    assert message in result.content[0].text


def test_many_at_once_get_their_own_answers(open_server: Server) -> None:
    questions = [QUESTION, "贷款贴息最高多少钱", "渔船换发动机补助多少钱"] * 6

    async def use(session: ClientSession) -> Any:
        return await asyncio.gather(*(session.call_tool("ask", {"question": question}) for question in questions))

    for question, result in zip(questions, with_session(open_server, use), strict=True):
        assert result.structuredContent == ask(question, open_server.store).to_dict()


def test_a_login_is_needed_where_there_is_one(guarded_server: Server) -> None:
    async def use(session: ClientSession) -> Any:
        return await session.call_tool("ask", {"question": QUESTION})

    result = with_session(guarded_server, use, auth=("li", PASSWORD))
    assert result.structuredContent == ask(QUESTION, guarded_server.store).to_dict()
    response = httpx.post(f"{guarded_server.address}/mcp", json={}, auth=("li", "wrong"))
    assert (response.status_code, response.json()["error"]) == (401, "LoginNeeded")


def test_a_page_that_pretends_to_be_this_server_is_refused(open_server: Server) -> None:
    body = {"jsonrpc": "2.0", "id": 1, "method": "tools/list"}
    headers = {"Accept": "application/json, text/event-stream", "Host": "evil.example"}
    assert httpx.post(f"{open_server.address}/mcp", json=body, headers=headers).status_code == 421
    del headers["Host"]
    assert httpx.post(f"{open_server.address}/mcp", json=body, headers=headers).status_code == 200


def test_without_the_package_the_message_names_it(tmp_path: Path) -> None:
    """In a Python that cannot find `mcp`, as where it is not installed."""
    hide = (
        "import sys, importlib.util as util\n"
        "find = util.find_spec\n"
        "util.find_spec = lambda name, *rest: None if name == 'mcp' else find(name, *rest)\n"
        "import ui\n"
        "ui.main(['--mcp', '--store', sys.argv[1]])\n"
    )
    result = subprocess.run(
        [sys.executable, "-c", hide, str(tmp_path)], cwd=ROOT, env=os.environ, capture_output=True, text=True
    )
    assert result.returncode == 2
    assert 'pip install "policy-qa[mcp]"' in result.stderr
