"""What goes wrong is told in the same words at every door, as JSON over HTTP, as an error by Gradio's client."""

import re
from pathlib import Path
from typing import Any

import httpx
import pytest
from gradio_client import Client
from gradio_client.exceptions import AppError

ROOT = Path(__file__).parents[1]
FAILURES: list[tuple[str, str, dict[str, Any] | None, int, str, str]] = [
    ("POST", "/api/ask", {"question": "？"}, 400, "QuestionError", "the question “？” has no words"),
    ("POST", "/api/ask", {"question": "创" * 2001}, 400, "QuestionError", "2,001 characters, at most 2,000"),
    ("POST", "/api/ask", {"question": "补助", "filters": {"colour": "red"}}, 400, "QuestionError", "no filter"),
    ("POST", "/api/ask", {}, 422, "RequestInvalid", "question: Field required"),
    ("POST", "/api/ask", {"question": 5}, 422, "RequestInvalid", "question: Input should be a valid string, not 5; "),
    ("POST", "/api/ask", {"question": "补助", "colour": "red"}, 422, "RequestInvalid", "colour: Extra inputs"),
    ("POST", "/api/ask", {"question": "补助", "history": ["?"] * 51}, 422, "RequestInvalid", "at most 50 items"),
    ("POST", "/api/retrieve", {"question": "补助", "k": 51}, 422, "RequestInvalid", "less than or equal to 50, not 51"),
    ("GET", "/api/documents?limit=1001", None, 422, "RequestInvalid", "less than or equal to 1000, not “1001”"),
    ("GET", "/api/documents?offset=-1", None, 422, "RequestInvalid", "greater than or equal to 0, not “-1”"),
    ("GET", "/api/document?id=0123", None, 404, "DocumentUnknown", "there is no document “0123” in generation 1"),
    ("GET", "/api/document", None, 422, "RequestInvalid", "id: Field required"),
    ("POST", "/api/retrieve", {"question": "补助", "k": "3"}, 422, "RequestInvalid", "a valid integer, not “3”"),
    ("POST", "/api/retrieve", {"question": "补助", "k": True}, 422, "RequestInvalid", "a valid integer, not True"),
    ("POST", "/api/retrieve", {"question": "补助", "k": 2.5}, 422, "RequestInvalid", "not 2.5"),
    ("POST", "/api/feedback", {"question": "补助", "helpful": "yes"}, 422, "RequestInvalid", "boolean, not “yes”"),
    ("POST", "/api/ask", {"question": "补助", "filters": {"date": 2021}}, 422, "RequestInvalid", "string, not 2021"),
    ("POST", "/api/ask", {"question": "补助", "filters": {"date": "x"}}, 400, "QuestionError", "which is no date"),
    ("POST", "/api/ask", {"question": "补助", "filters": {"validity": "有效"}}, 400, "QuestionError", "no validity"),
    ("POST", "/api/ask", {"question": "补助", "history": "x" * 99}, 422, "RequestInvalid", f"not “{'x' * 39}…; "),
    ("GET", "/api/documents?limt=5", None, 422, "RequestInvalid", "limt: Extra inputs are not permitted; the"),
    ("GET", "/api/document?id=1&k=5", None, 422, "RequestInvalid", "k: Extra inputs are not permitted; the"),
    ("GET", "/api/documents?limit=x", None, 422, "RequestInvalid", "not “x”"),
    ("GET", "/api/ask", None, 405, "NotOffered", "there is no GET /api/ask, only POST; the calls are"),
    ("GET", "/api/nothing", None, 404, "NotOffered", "there is no GET /api/nothing (Not Found); the calls"),
]


@pytest.mark.parametrize(("method", "path", "sent", "status", "error", "message"), FAILURES)
def test_errors_are_json_with_our_message(
    http: httpx.Client, method: str, path: str, sent: dict[str, Any] | None, status: int, error: str, message: str
) -> None:
    response = http.request(method, path, json=sent)
    told = response.json()
    assert (response.status_code, told["error"], set(told)) == (status, error, {"error", "message"})
    assert message in told["message"]


JSON = "application/json"
HEADER = f"send it with the header Content-Type: {JSON}; "


@pytest.mark.parametrize(
    ("content", "kind", "message"),
    [
        (
            b"{broken",
            JSON,
            "not JSON (Expecting property name enclosed in double quotes, at character 2); the",
        ),
        (
            '{"question": "养犬"}'.encode("gbk"),
            JSON,
            "not JSON in UTF-8, or nested too deep; write it anew; ",
        ),
        (b"[" * 100_000, JSON, "not JSON in UTF-8, or nested too deep; write it anew; "),
        (
            b'{"question": "a"}',
            "",
            f"is sent as nothing, not as JSON; {HEADER}",
        ),
        (
            b'{"question": "a"}',
            "text/plain",
            f"is sent as text/plain, not as JSON; {HEADER}",
        ),
        (b"", JSON, "body: Field required; "),
        (b"[1]", JSON, "body: Input should be a valid dictionary or object to extract fields from; "),
    ],
)
def test_what_is_not_json_is_refused(http: httpx.Client, content: bytes, kind: str, message: str) -> None:
    response = http.post("/api/ask", content=content, headers={"Content-Type": kind} if kind else {})
    assert (response.status_code, response.json()["error"]) == (422, "RequestInvalid")
    assert message in response.json()["message"]
    assert response.json()["message"].endswith("; the parameters are described at /docs")


def test_half_a_character_is_told_of_too(http: httpx.Client) -> None:
    for body in (b'{"question": "a", "filters": {"\\ud800": "b"}}', b'{"question": "a", "ignore": ["\\ud800"]}'):
        response = http.post("/api/ask", content=body, headers={"Content-Type": JSON})
        assert response.status_code in (400, 422)
        assert "?" in response.json()["message"]


def test_the_documentation_names_every_failure(http: httpx.Client) -> None:
    """Each status and kind that is met here stands in its table."""
    table = (ROOT / "docs" / "api.md").read_text("utf-8").split("## 出错 Failures")[1].split("## ")[0]
    rows = dict(re.findall(r"^\| (\d{3}) \| (.*) \|$", table, re.MULTILINE))
    for method, path, sent, *_ in FAILURES:
        response = http.request(method, path, json=sent)
        assert f"`{response.json()['error']}`" in rows[str(response.status_code)]


@pytest.mark.parametrize(
    ("call", "given", "message"),
    [
        ("/ask", {"question": " "}, "the question is empty"),
        ("/ask", {"question": 5}, "question: Input should be a valid string, not 5"),
        ("/ask", {"question": "补助", "filters": {"colour": "red"}}, "there is no filter “colour”"),
        ("/retrieve", {"question": "补助", "k": 0}, "k: Input should be greater than or equal to 1, not 0"),
        ("/documents", {"limit": 0}, "limit: Input should be greater than or equal to 1"),
        ("/document", {"id": "0123"}, "there is no document “0123”"),
    ],
)
def test_errors_reach_gradios_client(client: Client, call: str, given: dict[str, Any], message: str) -> None:
    with pytest.raises(AppError, match=re.escape(message)):
        client.predict(**given, api_name=call)
