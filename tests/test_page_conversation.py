"""A conversation in the page: asked again, edited, stopped, kept in the browser, taken away, judged."""

import io
from pathlib import Path
from typing import Any

import docx
import pytest

from qa import ask
from qa.feedback import Feedback
from qa.reference import reference
from tests.servers import Server
from tests.visitors import NEEDS_CHROMIUM, STREAM, Visitor

pytestmark = NEEDS_CHROMIUM
LOANS, DOCTORS = "贷款贴息最高多少钱", "博士毕业生安家补助多少"


def questions(visitor: Visitor) -> list[str]:
    return list(visitor.page.locator(".pq-question").all_inner_texts())


def count(visitor: Visitor, selector: str, number: int) -> None:
    visitor.page.wait_for_function(
        "([selector, number]) => document.querySelectorAll(selector).length === number", arg=[selector, number]
    )


def names(visitor: Visitor) -> list[str]:
    return list(visitor.page.locator("#pq-kept .pq-name").all_inner_texts())


def button(visitor: Visitor, row: int, name: str) -> Any:
    return visitor.page.locator("#pq-kept li").nth(row).get_by_role("button").filter(has_text=name)


def test_the_last_question_is_asked_again_with_the_filters_as_they_are(visitor: Visitor) -> None:
    visitor.ask(LOANS)
    assert "二十万元" in visitor.ask(DOCTORS)
    visitor.unfold("filters")
    visitor.choose("date", "2024")
    visitor.page.click("#again")
    visitor.page.get_by_text("只在其中找").wait_for()
    assert questions(visitor) == [LOANS, DOCTORS]
    assert "二十万元" not in visitor.page.locator("#chat").inner_text()


def test_the_last_question_is_edited(visitor: Visitor) -> None:
    visitor.ask(LOANS)
    visitor.ask("博士毕业生安家")
    visitor.page.click("#edit")
    count(visitor, ".pq-question", 1)
    assert visitor.page.input_value("#question textarea") == "博士毕业生安家"
    visitor.page.wait_for_function("document.activeElement === document.querySelector('#question textarea')")
    visitor.page.keyboard.type("补助多少")
    visitor.page.keyboard.press("Enter")
    count(visitor, ".pq-question", 2)
    assert questions(visitor) == [LOANS, DOCTORS]


def test_a_question_is_stopped(visitor: Visitor) -> None:
    """Its answer is held up on the way, as by a slow network: it never comes, and the next one does."""
    held: list[Any] = []
    visitor.ask(LOANS)
    visitor.wait_for_streams()
    visitor.page.route(STREAM, lambda route: held.append(route))
    visitor.page.fill("#question textarea", DOCTORS)
    visitor.page.press("#question textarea", "Enter")
    stop = visitor.page.locator("#stop")
    stop.click()
    stop.wait_for(state="hidden")
    for route in held:
        route.continue_()
    visitor.page.unroute(STREAM)
    visitor.page.wait_for_timeout(1500)
    assert visitor.page.input_value("#question textarea") == DOCTORS
    assert questions(visitor) == [LOANS]
    visitor.ask("专利权可以质押融资吗")
    assert questions(visitor) == [LOANS, "专利权可以质押融资吗"]


def test_a_conversation_is_there_again_after_coming_back(visitor: Visitor, small: Path) -> None:
    visitor.ask(LOANS)
    before = visitor.ask(DOCTORS)
    visitor.page.close()
    visitor.come()
    count(visitor, ".pq-answer", 2)
    assert visitor.page.locator(".pq-answer").nth(1).inner_text() == before
    visitor.page.locator(".pq-answer").nth(1).locator("a.pq-cite").first.click()
    assert visitor.marked() == ask(DOCTORS, small / "store").citations[0].quote
    assert "接着上文理解为 Understood as: 博士毕业生安家补助多少 那个要工作几年" in visitor.ask("那个要工作几年？")


def test_conversations_are_named_renamed_opened_and_deleted(visitor: Visitor) -> None:
    visitor.unfold("conversations")
    visitor.page.get_by_text("还没有对话").wait_for()
    visitor.ask(LOANS)
    visitor.page.click("#clear")
    count(visitor, ".pq-question", 0)
    visitor.ask(DOCTORS)
    count(visitor, "#pq-kept li", 2)
    assert names(visitor) == [DOCTORS, LOANS]
    button(visitor, 1, "改名").click()
    visitor.page.keyboard.type("<b onclick=alert()>贴息</b>")
    visitor.page.keyboard.press("Enter")
    assert names(visitor) == [DOCTORS, "<b onclick=alert()>贴息</b>"]
    visitor.page.locator("#pq-kept .pq-name").nth(1).click()
    visitor.page.locator(".pq-question").filter(has_text=LOANS).wait_for()
    assert questions(visitor) == [LOANS]
    button(visitor, 1, "删除").click()
    count(visitor, ".pq-question", 0)
    assert names(visitor) == [DOCTORS]
    visitor.page.locator("#pq-kept").get_by_role("button").filter(has_text="全部删除").click()
    assert names(visitor) == [DOCTORS], "deleting all is asked twice"
    visitor.page.locator("#pq-kept").get_by_role("button").filter(has_text="确认").click()
    visitor.page.get_by_text("还没有对话").wait_for()
    assert LOANS not in visitor.page.evaluate("JSON.stringify(localStorage)")


def test_what_the_browser_kept_is_not_believed(visitor: Visitor) -> None:
    visitor.ask(LOANS)
    visitor.page.evaluate(
        """() => {
            const key = "policy-qa-conversations", kept = JSON.parse(localStorage.getItem(key));
            const turn = kept.list[0].turns[0], changed = structuredClone(turn);
            changed.answer.citations[0].quote = "每家企业每年最高500万元。";
            const hostile = structuredClone(turn);
            hostile.question = "<img src=x onerror=alert(1)>";
            hostile.id = '"><img src=x onerror=alert(2)>';
            hostile.answer.notices = ["<script>alert(3)</script>"];
            kept.list[0].turns = [changed, null, 7, {}, { ...turn, answer: null }, hostile];
            localStorage.setItem(key, JSON.stringify(kept));
        }"""
    )
    visitor.page.close()
    visitor.come()
    count(visitor, ".pq-answer", 1)
    assert questions(visitor) == ["<img src=x onerror=alert(1)>"]
    assert "<script>alert(3)</script>" in visitor.page.locator(".pq-answer").inner_text()
    assert visitor.page.locator("#chat").locator("script, [onerror]").count() == 0


def test_a_conversation_is_taken_away(visitor: Visitor, small: Path) -> None:
    (citation, *_) = ask(DOCTORS, small / "store").citations
    visitor.ask(DOCTORS)
    files = {}
    for name in ("markdown", "word"):
        with visitor.page.expect_download() as coming:
            visitor.page.click(f"#{name}")
        files[name] = coming.value
    assert files["markdown"].suggested_filename == "policy-qa.md"
    text = Path(files["markdown"].path()).read_text("utf-8")
    assert f"## {DOCTORS}" in text
    assert f"> {citation.quote} \\[1\\]" in text
    assert reference(citation) in text
    assert files["word"].suggested_filename == "policy-qa.docx"
    word = docx.Document(io.BytesIO(Path(files["word"].path()).read_bytes()))
    written = [paragraph.text for paragraph in word.paragraphs]
    assert written[1:4] == [DOCTORS, f"{citation.quote} [1]", f"— {reference(citation)}"]


@pytest.mark.parametrize(("words", "helpful"), [("有用", True), ("没用", False)])
def test_whether_an_answer_helped_is_kept(visitor: Visitor, open_server: Server, words: str, helpful: bool) -> None:
    feedback = Feedback(open_server.folder / "feedback.sqlite")
    visitor.ask(DOCTORS)
    asked = visitor.page.locator(".pq-feedback")
    asked.get_by_role("button").filter(has_text=words).click()
    visitor.page.get_by_text("已记下").wait_for()
    turn = asked.get_attribute("data-turn")
    (said,) = (said for said in feedback.read() if said.turn == turn)
    assert (said.question, said.helpful, said.reason) == (DOCTORS, helpful, "")
    asked.locator("input").fill("写得很清楚'); DROP TABLE feedback; --")
    asked.locator("input").press("Enter")
    asked.locator("input").wait_for(state="hidden")
    while not (said := next(said for said in feedback.read() if said.turn == turn)).reason:
        visitor.page.wait_for_timeout(50)
    assert (said.helpful, said.reason) == (helpful, "写得很清楚'); DROP TABLE feedback; --")
