"""What goes wrong is told in the same words at every door, as JSON over HTTP, as an error by Gradio's client."""

import re
from typing import Any

import httpx
import pytest
from gradio_client import Client
from gradio_client.exceptions import AppError


@pytest.mark.parametrize(
    ("method", "path", "sent", "status", "error", "message"),
    [
        ("POST", "/api/ask", {"question": "？"}, 400, "QuestionError", "the question “？” has no words"),
        ("POST", "/api/ask", {"question": "创" * 2001}, 400, "QuestionError", "2,001 characters, at most 2,000"),
        ("POST", "/api/ask", {"question": "补助", "filters": {"colour": "red"}}, 400, "QuestionError", "no filter"),
        ("POST", "/api/ask", {}, 422, "RequestInvalid", "question: Field required"),
        ("POST", "/api/ask", {"question": 5}, 422, "RequestInvalid", "question: Input should be a valid string"),
        ("POST", "/api/ask", {"question": "补助", "colour": "red"}, 422, "RequestInvalid", "colour: Extra inputs"),
        ("POST", "/api/ask", {"question": "补助", "history": ["?"] * 51}, 422, "RequestInvalid", "at most 50 items"),
        ("POST", "/api/retrieve", {"question": "补助", "k": 51}, 422, "RequestInvalid", "less than or equal to 50"),
        ("GET", "/api/documents?limit=1001", None, 422, "RequestInvalid", "less than or equal to 1000"),
        ("GET", "/api/documents?offset=-1", None, 422, "RequestInvalid", "greater than or equal to 0"),
        ("GET", "/api/document?id=0123", None, 404, "DocumentUnknown", "there is no document “0123” in generation 1"),
        ("GET", "/api/document", None, 422, "RequestInvalid", "id: Field required"),
        ("GET", "/api/ask", None, 405, "RequestInvalid", "Method Not Allowed"),
        ("GET", "/api/nothing", None, 404, "RequestInvalid", "Not Found"),
    ],
)
def test_errors_are_json_with_our_message(
    http: httpx.Client, method: str, path: str, sent: dict[str, Any] | None, status: int, error: str, message: str
) -> None:
    response = http.request(method, path, json=sent)
    told = response.json()
    assert (response.status_code, told["error"], set(told)) == (status, error, {"error", "message"})
    assert message in told["message"]


def test_what_is_not_json_is_refused(http: httpx.Client) -> None:
    response = http.post("/api/ask", content=b"{broken", headers={"Content-Type": "application/json"})
    assert (response.status_code, response.json()["error"]) == (422, "RequestInvalid")


@pytest.mark.parametrize(
    ("call", "given", "message"),
    [
        ("/ask", {"question": " "}, "the question is empty"),
        ("/ask", {"question": 5}, "question: Input should be a valid string"),
        ("/ask", {"question": "补助", "filters": {"colour": "red"}}, "there is no filter “colour”"),
        ("/retrieve", {"question": "补助", "k": 0}, "k: Input should be greater than or equal to 1"),
        ("/documents", {"limit": 0}, "limit: Input should be greater than or equal to 1"),
        ("/document", {"id": "0123"}, "there is no document “0123”"),
    ],
)
def test_errors_reach_gradios_client(client: Client, call: str, given: dict[str, Any], message: str) -> None:
    with pytest.raises(AppError, match=re.escape(message)):
        client.predict(**given, api_name=call)
