"""The calls of the running server: Gradio's client and plain HTTP give what the library gives."""

import json
from pathlib import Path
from typing import Any

import httpx
from gradio_client import Client

from qa import ask, retrieve
from qa.feedback import Feedback
from qa.question import understand
from qa.why import why

QUESTION = "博士毕业生安家补助多少"
OTHER = "世界杯冠军是谁"


def through_gradio(expected: dict[str, Any]) -> Any:
    """A document's `path` is called `file` there: Gradio's client would fetch whatever has a `path`."""
    return json.loads(
        json.dumps(expected), object_hook=lambda told: {"file" if k == "path" else k: v for k, v in told.items()}
    )


def test_both_ways_give_the_answer_of_the_library(client: Client, http: httpx.Client, small: Path) -> None:
    for question in (QUESTION, OTHER, "渔船换发动机补助多少钱"):
        expected = ask(question, small / "store").to_dict()
        assert client.predict(question, api_name="/ask") == through_gradio(expected)
        response = http.post("/api/ask", json={"question": question})
        assert (response.status_code, response.json()) == (200, expected)
    given = {"question": "那个要工作几年？", "filters": {"title": "人才"}, "history": [QUESTION]}
    expected = ask("那个要工作几年？", small / "store", {"title": "人才"}, history=[QUESTION]).to_dict()
    assert expected["follows"]
    assert client.predict(**given, api_name="/ask") == through_gradio(expected)
    assert http.post("/api/ask", json=given).json() == expected


def test_both_ways_find_what_the_library_finds(client: Client, http: httpx.Client, small: Path) -> None:
    for question, k, filters in (("补助", 3, None), ("补助", 5, {"path": "finance"}), (OTHER, 1, None)):
        asked = understand(question)
        found = retrieve(question, k, small / "store", filters)
        hits = [hit.to_dict() | {"why": why(asked, hit).to_dict()} for hit in found]
        declined = ask(question, small / "store", filters).declined
        expected = {"generation": 1, "covered": not declined, "understood": [], "hits": hits}
        assert client.predict(question, k, filters, api_name="/retrieve") == through_gradio(expected)
        assert (
            http.post("/api/retrieve", json={"question": question, "k": k, "filters": filters or {}}).json() == expected
        )


def test_what_is_understood_is_told_and_left_out(http: httpx.Client, small: Path) -> None:
    question = "2015年博士毕业生安家补助多少"
    year = {"kind": "year", "words": "2015", "meant": "2015"}
    for ignore, declined in (([], True), (["year"], False)):
        expected = ask(question, small / "store", ignore=ignore).to_dict()
        assert (expected["declined"], expected["understood"]) == (declined, [year] * declined)
        given = {"question": question, "ignore": ignore}
        assert http.post("/api/ask", json=given).json() == expected
        found = http.post("/api/retrieve", json=given).json()
        assert (found["covered"], found["understood"]) == (not declined, expected["understood"])
        http.post("/api/feedback", json=given | {"helpful": True, "id": f"year{declined}"}).raise_for_status()
    kept = {said.turn: said.declined for said in Feedback(small / "feedback.sqlite").read()}
    assert (kept["yearTrue"], kept["yearFalse"]) == (True, False)


def test_why_tells_of_each_quote_of_the_answer(client: Client, http: httpx.Client, small: Path) -> None:
    for given in ({"question": QUESTION}, {"question": OTHER}, {"question": "那个要工作几年？", "history": [QUESTION]}):
        answer = ask(given["question"], small / "store", history=given.get("history", ()))
        asked = understand(answer.question)
        told = http.post("/api/why", json=given).json()
        assert client.predict(**given, api_name="/why") == told
        assert (told["question"], told["generation"]) == (answer.question, 1)
        for name, hits in (("citations", answer.citations), ("related", answer.related)):
            assert told[name] == [
                {"document": hit.document.id, "start": hit.start, "end": hit.end}
                | why(asked, hit, answer.understood).to_dict()
                for hit in hits
            ]
    assert told["citations"][0]["matched"]


def test_feedback_is_kept_with_the_answer_it_is_about(client: Client, http: httpx.Client, small: Path) -> None:
    kept = Feedback(small / "feedback.sqlite")
    given = {"question": "那个要工作几年？", "history": [QUESTION], "filters": {"title": "人才"}}
    told = http.post("/api/feedback", json={**given, "helpful": False, "reason": "太短", "generation": 1}).json()
    assert told["generation"] == 1
    again = client.predict(**given, helpful=True, id=told["id"], api_name="/feedback")
    assert again == told
    (said,) = [said for said in kept.read() if said.turn == told["id"]]
    answer = ask("那个要工作几年？", small / "store", {"title": "人才"}, history=[QUESTION])
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
        ({"question": "？", "helpful": True}, 400, "the question “？” has no words"),
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
