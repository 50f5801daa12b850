"""The calls are described as they are: their names stay, and every response is of its JSON schema."""

import re
from typing import Any

import httpx
import pytest
from jsonschema import Draft202012Validator

QUESTION = "博士毕业生安家补助多少"


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
    asked = {"question": (text, False), "filters": (filters, True), "history": (history, True)}
    assert found == {
        "/ask": asked,
        "/retrieve": {"question": (text, False), "k": (number, True), "filters": (filters, True)},
        "/why": asked,
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


def test_names_over_http_stay(http: httpx.Client) -> None:
    """What each call takes, those it needs with a star, and what it gives."""
    schema = http.get("/openapi.json").json()
    models = schema["components"]["schemas"]

    def named(model: dict[str, Any]) -> set[str]:
        return {name + "*" * (name in model.get("required", ())) for name in model["properties"]}

    def fields(node: dict[str, Any]) -> set[str]:
        return named(models[node["content"]["application/json"]["schema"]["$ref"].rsplit("/", 1)[1]])

    found = {}
    for path, methods in schema["paths"].items():
        for method, call in methods.items():
            taken = {given["name"] + "*" * given["required"] for given in call.get("parameters", ())}
            taken |= fields(call["requestBody"]) if "requestBody" in call else set()
            found[f"{method} {path}"] = (taken, {name.rstrip("*") for name in fields(call["responses"]["200"])})
    asked = {"question*", "filters", "history", "ignore"}
    answered = {"question", "follows", "language", "text", "citations", "declined", "reason", "related", "notices"}
    answered |= {"understood"}
    assert found == {
        "post /ask": (asked, answered | {"generation", "probability"}),
        "post /retrieve": ({"question*", "k", "filters", "ignore"}, {"generation", "covered", "understood", "hits"}),
        "post /why": (asked, {"question", "generation", "citations", "related"}),
        "post /feedback": (asked | {"helpful*", "reason", "generation", "id"}, {"id", "generation"}),
        "get /documents": ({"offset", "limit"}, {"generation", "total", "documents"}),
        "get /document": ({"id*"}, {"generation", "document", "text", "pages"}),
        "get /health": (set(), {"status", "generation", "documents", "passages", "model"}),
    }
    quoted = {"score", "quote", "start", "end", "page", "article", "measure", "document"}
    assert {name.rstrip("*") for name in named(models["Quote"])} == quoted
    assert {name.rstrip("*") for name in named(models["HitFound"])} == quoted | {"why"}
    reasons = {"matched", "expansions", "similarity", "coverage", "way", "position", "shares", "understood"}
    assert {name.rstrip("*") for name in named(models["Why"])} == reasons
    assert {name.rstrip("*") for name in named(models["Position"])} == {"rank", "headings", "article", "spans"}
    assert named(models["Failure"]) == {"error*", "message*"}


@pytest.mark.parametrize(
    ("method", "path", "sent", "status"),
    [
        ("post", "/ask", {"question": QUESTION}, 200),
        ("post", "/ask", {"question": "世界杯冠军是谁"}, 200),
        ("post", "/ask", {"question": "渔船换发动机补助多少钱", "filters": {"kind": "办法"}}, 200),
        ("post", "/ask", {"question": "？"}, 400),
        ("post", "/ask", {}, 422),
        ("post", "/ask", {"question": "杭州养犬怎么罚", "ignore": ["year"]}, 200),
        ("post", "/ask", {"question": QUESTION, "ignore": ["colour"]}, 422),
        ("post", "/retrieve", {"question": "补助", "k": 3}, 200),
        ("post", "/retrieve", {"question": "补助", "k": 0}, 422),
        ("post", "/why", {"question": "要工作几年？", "history": [QUESTION]}, 200),
        ("post", "/feedback", {"question": QUESTION, "helpful": True, "reason": "有用"}, 200),
        ("get", "/documents", {"limit": 2}, 200),
        ("get", "/document", None, 200),
        ("get", "/document", {"id": "0123"}, 404),
        ("get", "/health", {}, 200),
    ],
)
def test_every_response_is_of_its_schema(
    http: httpx.Client, method: str, path: str, sent: dict[str, Any] | None, status: int
) -> None:
    schema = http.get("/openapi.json").json()
    if sent is None:
        sent = {"id": http.get("/api/documents").json()["documents"][-1]["id"]}
    given = {"json": sent} if method == "post" else {"params": sent}
    response = http.request(method, f"/api{path}", **given)  # type: ignore[arg-type]
    assert response.status_code == status
    described = schema["paths"][path][method]["responses"][str(status)]["content"]["application/json"]["schema"]
    check = Draft202012Validator(described | {"components": schema["components"]})
    assert [*check.iter_errors(response.json())] == []
    assert [*check.iter_errors(response.json() | {"one_more": 1})], "what is not described is no response"


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
