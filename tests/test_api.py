"""The calls of the running server: Gradio's client and plain HTTP give what the library gives; docs/api.md is true."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from gradio_client import Client
from gradio_client.exceptions import AppError

from qa import ask, retrieve
from qa.feedback import Feedback
from qa.question import understand
from qa.why import why
from tests.servers import Server

QUESTION = "博士毕业生安家补助多少"
OTHER = "世界杯冠军是谁"
ROOT = Path(__file__).parents[1]
API = (ROOT / "docs" / "api.md").read_text("utf-8")


@pytest.fixture(scope="module")
def client(open_server: Server) -> Iterator[Client]:
    opened = Client(open_server.address, verbose=False)
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def http(open_server: Server) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=open_server.address, timeout=60) as opened:
        yield opened


def through_gradio(expected: dict[str, Any]) -> Any:
    """A document's `path` is called `file` there: Gradio's client would fetch whatever has a `path`."""
    return json.loads(
        json.dumps(expected), object_hook=lambda told: {"file" if k == "path" else k: v for k, v in told.items()}
    )


def test_names_and_parameters_stay(http: httpx.Client) -> None:
    """A program written against them goes on working."""
    info = http.get("/gradio_api/info").json()
    assert info["unnamed_endpoints"] == {}
    found = {
        name: {p["parameter_name"]: (p["type"], p["parameter_has_default"]) for p in call["parameters"]}
        for name, call in info["named_endpoints"].items()
    }
    text = {"type": "string"}
    number = {"type": "integer"}
    filters = {"oneOf": [{"type": "null"}, {"type": "object", "additionalProperties": text}]}
    history = {"oneOf": [{"type": "null"}, {"type": "array", "items": text}]}
    assert found == {
        "/ask": {"question": (text, False), "filters": (filters, True), "history": (history, True)},
        "/retrieve": {"question": (text, False), "k": (number, True), "filters": (filters, True)},
        "/why": {"question": (text, False), "filters": (filters, True), "history": (history, True)},
        "/feedback": {
            "question": (text, False),
            "helpful": ({"type": "boolean"}, False),
            "reason": (text, True),
            "filters": (filters, True),
            "history": (history, True),
            "generation": ({"oneOf": [{"type": "null"}, number]}, True),
            "id": (text, True),
        },
        "/documents": {"offset": (number, True), "limit": (number, True)},
        "/document": {"id": (text, False)},
        "/health": {},
    }
    assert all(call["description"] for call in info["named_endpoints"].values())


def test_both_ways_give_the_answer_of_the_library(client: Client, http: httpx.Client, small: Path) -> None:
    for question in (QUESTION, OTHER, "渔船换发动机补助多少钱"):
        expected = ask(question, small / "store").to_dict()
        assert client.predict(question, api_name="/ask") == through_gradio(expected)
        response = http.post("/api/ask", json={"question": question})
        assert (response.status_code, response.json()) == (200, expected)
    given = {"question": "要工作几年？", "filters": {"title": "人才"}, "history": [QUESTION]}
    expected = ask("要工作几年？", small / "store", {"title": "人才"}, history=[QUESTION]).to_dict()
    assert expected["follows"]
    assert client.predict(**given, api_name="/ask") == through_gradio(expected)
    assert http.post("/api/ask", json=given).json() == expected


def test_both_ways_find_what_the_library_finds(client: Client, http: httpx.Client, small: Path) -> None:
    for question, k, filters in (("补助", 3, None), ("补助", 5, {"path": "finance"}), (OTHER, 1, None)):
        hits = [hit.to_dict() for hit in retrieve(question, k, small / "store", filters)]
        declined = ask(question, small / "store", filters).declined
        expected = {"generation": 1, "covered": not declined, "hits": hits}
        assert client.predict(question, k, filters, api_name="/retrieve") == through_gradio(expected)
        assert (
            http.post("/api/retrieve", json={"question": question, "k": k, "filters": filters or {}}).json() == expected
        )


def test_why_tells_of_each_quote_of_the_answer(client: Client, http: httpx.Client, small: Path) -> None:
    for given in ({"question": QUESTION}, {"question": OTHER}, {"question": "要工作几年？", "history": [QUESTION]}):
        answer = ask(given["question"], small / "store", history=given.get("history", ()))
        asked = understand(answer.question)
        told = http.post("/api/why", json=given).json()
        assert client.predict(**given, api_name="/why") == told
        assert (told["question"], told["generation"]) == (answer.question, 1)
        for name, hits in (("citations", answer.citations), ("related", answer.related)):
            assert told[name] == [
                {"document": hit.document.id, "start": hit.start, "end": hit.end, **why(asked, hit).to_dict()}
                for hit in hits
            ]
    assert told["citations"][0]["matched"]


def test_feedback_is_kept_with_the_answer_it_is_about(client: Client, http: httpx.Client, small: Path) -> None:
    kept = Feedback(small / "feedback.sqlite")
    given = {"question": "要工作几年？", "history": [QUESTION], "filters": {"title": "人才"}}
    told = http.post("/api/feedback", json={**given, "helpful": False, "reason": "太短", "generation": 1}).json()
    assert told["generation"] == 1
    again = client.predict(**given, helpful=True, id=told["id"], api_name="/feedback")
    assert again == told
    (said,) = [said for said in kept.read() if said.turn == told["id"]]
    answer = ask("要工作几年？", small / "store", {"title": "人才"}, history=[QUESTION])
    assert (said.helpful, said.reason, said.question, said.filters) == (True, "", answer.question, {"title": "人才"})
    assert [quote["quote"] for quote in said.quotes] == [citation.quote for citation in answer.citations]
    other = http.post("/api/feedback", json={"question": OTHER, "helpful": True}).json()["id"]
    assert other != told["id"]
    assert [said.declined for said in kept.read() if said.turn == other] == [True]


def test_feedback_that_cannot_be_kept_is_refused(http: httpx.Client) -> None:
    for given, status, message in (
        ({"question": QUESTION, "helpful": True, "generation": 7}, 400, "the answer was of generation 7"),
        ({"question": QUESTION}, 422, "helpful: Field required"),
        ({"question": QUESTION, "helpful": True, "reason": "x" * 1001}, 422, "reason: String should have at most 1000"),
        ({"question": "？", "helpful": True}, 400, "the question is empty"),
    ):
        response = http.post("/api/feedback", json=given)
        assert (response.status_code, message in response.json()["message"]) == (status, True)


def test_documents_one_by_one_and_their_texts(client: Client, http: httpx.Client, small: Path) -> None:
    whole = http.get("/api/documents").json()
    assert client.predict(api_name="/documents") == through_gradio(whole)
    assert whole["total"] == 3
    assert {document["path"] for document in whole["documents"]} == {"finance.md", "talent.md", "fishing.pdf"}
    alone = [http.get("/api/documents", params={"offset": i, "limit": 1}).json()["documents"] for i in range(4)]
    assert alone == [*([document] for document in whole["documents"]), []]
    for question in (QUESTION, "渔船换发动机补助多少钱"):
        citation = ask(question, small / "store").citations[0]
        told = citation.to_dict()
        found = http.get("/api/document", params={"id": told["document"]["id"]}).json()
        assert client.predict(told["document"]["id"], api_name="/document") == through_gradio(found)
        assert found["document"] == told["document"]
        assert found["text"] == citation.document.text
        assert found["text"][told["start"] : told["end"]] == told["quote"]
        assert found["pages"] == list(citation.document.pages)


def test_health(client: Client, http: httpx.Client) -> None:
    expected = {"status": "ok", "generation": 1, "documents": 3, "passages": 7, "model": "bundled"}
    assert client.predict(api_name="/health") == expected
    assert http.get("/api/health").json() == expected


@pytest.mark.parametrize(
    ("method", "path", "sent", "status", "error", "message"),
    [
        ("POST", "/api/ask", {"question": "？"}, 400, "QuestionError", "the question is empty"),
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


def test_the_description_is_of_these_calls(http: httpx.Client) -> None:
    schema = http.get("/openapi.json").json()
    assert schema["servers"] == [{"url": "/api"}]
    assert {(path, *methods) for path, methods in schema["paths"].items()} == {
        ("/ask", "post"),
        ("/retrieve", "post"),
        ("/why", "post"),
        ("/feedback", "post"),
        ("/documents", "get"),
        ("/document", "get"),
        ("/health", "get"),
    }
    for methods in schema["paths"].values():
        for call in methods.values():
            for status in ("400", "422", "503"):
                reference = call["responses"][status]["content"]["application/json"]["schema"]["$ref"]
                assert reference == "#/components/schemas/Failure"


def test_the_page_about_the_calls_loads_nothing(http: httpx.Client) -> None:
    response = http.get("/docs")
    assert response.headers["content-type"] == "text/html; charset=utf-8"
    page = response.text
    for path in (
        "POST /api/ask",
        "POST /api/retrieve",
        "POST /api/why",
        "POST /api/feedback",
        "GET /api/documents",
        "GET /api/document?id=…",
        "GET /api/health",
    ):
        assert f"<pre>{path}" in page
    assert re.findall(r'(?:src|href)="([^"]*)"', page) == ["openapi.json"]
    assert not re.search(r"<script|<link|<img|<iframe|@import|url\(|https?:", page)


def blocks(language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```$", API, re.MULTILINE | re.DOTALL)


def test_the_documentation_names_every_call_and_parameter(http: httpx.Client) -> None:
    written: dict[str, set[str]] = {}
    for section in re.split(r"^## ", API, flags=re.MULTILINE)[1:]:
        if name := re.match(r".*`(\w+)`", section.splitlines()[0]):
            written[f"/{name[1]}"] = set(re.findall(r"^\| `(\w+)` \|", section, re.MULTILINE))
    info = http.get("/gradio_api/info").json()["named_endpoints"]
    assert written == {name: {p["parameter_name"] for p in call["parameters"]} for name, call in info.items()}


def test_the_responses_it_shows_are_real(shipped: Path) -> None:
    """Over the documents that ship, as in the README."""
    with Server(shipped.parent) as server, httpx.Client(base_url=server.address, timeout=60) as http:
        shown = re.findall(r"^```http\n(.*?)^```\n\n```json\n(.*?)^```$", API, re.MULTILINE | re.DOTALL)
        assert len(shown) == 7
        for request, response in shown:
            line, _, body = request.strip().partition("\n\n")
            method, path = line.splitlines()[0].split(" ")
            answered = http.request(method, path, json=json.loads(body) if body else None).json()
            assert abridged(answered, json.loads(response)) == json.loads(response), path
        (code,) = blocks("python")
        shown_output = API.split(code)[1].split("```\n")[2]
        printed: list[str] = []
        code = code.replace("http://127.0.0.1:7860", server.address)
        exec(compile(code, "docs/api.md", "exec"), {"print": lambda *said: printed.append(" ".join(map(str, said)))})
        assert "\n".join(printed) + "\n" == shown_output


def abridged(real: Any, shown: Any) -> Any:
    """What is real, cut where the documentation cuts it: at an … in a text, a list or an object."""
    if isinstance(shown, dict) and isinstance(real, dict):
        if "…" in shown:
            real = {key: value for key, value in real.items() if key in shown} | {"…": "…"}
        return {key: abridged(value, shown.get(key)) for key, value in real.items()}
    if isinstance(shown, list) and isinstance(real, list) and shown and shown[-1] == "…":
        kept = len(shown) - 1
        assert len(real) > kept
        return [*(abridged(a, b) for a, b in zip(real[:kept], shown, strict=False)), "…"]
    if isinstance(shown, list) and isinstance(real, list) and len(shown) == len(real):
        return [abridged(a, b) for a, b in zip(real, shown, strict=True)]
    if isinstance(shown, str) and isinstance(real, str) and shown.endswith("…") and real.startswith(shown[:-1]):
        return shown
    if isinstance(shown, float) and isinstance(real, float) and abs(shown - real) < 1e-3:
        return shown
    return real
