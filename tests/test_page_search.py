"""Searching, narrowing and browsing in the page."""

from pathlib import Path

import pytest

from qa import ask, retrieve
from qa.question import understand
from qa.reference import reference
from qa.why import marks, why
from tests.visitors import NEEDS_CHROMIUM, Visitor

pytestmark = NEEDS_CHROMIUM
QUESTION = "专利质押融资"


def search(visitor: Visitor, words: str) -> None:
    visitor.page.fill("#words input", words)
    visitor.page.press("#words input", "Enter")
    visitor.page.wait_for_function("words => !document.querySelector('#found .pq-empty')", arg=words)


def test_a_search_lists_the_hits_with_what_matched_and_why(visitor: Visitor, small: Path) -> None:
    hits = retrieve(QUESTION, 10, small / "store")
    asked = understand(QUESTION)
    visitor.tab("搜索")
    search(visitor, QUESTION)
    shown = visitor.page.locator(".pq-hit")
    assert shown.count() == len(hits)
    for i, hit in enumerate(hits):
        assert shown.nth(i).locator("blockquote").text_content() == hit.quote
        words = [hit.quote[start:end] for start, end in marks(asked, hit.quote)]
        assert shown.nth(i).locator("mark").all_text_contents() == words
        assert f"《{hit.document.title}》{' › '.join(hit.heading_path)}" in shown.nth(i).inner_text()
        said = {"words": "词语相符 the words match", "meaning": "意思相近 close", "both": "词语相符，意思也相近"}
        assert said[why(asked, hit).way] in shown.nth(i).locator(".pq-reasons").inner_text()
    assert "专利" in shown.first.locator("mark").first.inner_text()
    shown.first.locator("a.pq-cite").click()
    assert visitor.marked() == hits[0].quote


def test_filters_narrow_the_answer_the_search_and_the_list(visitor: Visitor) -> None:
    visitor.unfold("filters")
    visitor.choose("date", "2024")
    reply = visitor.ask("博士毕业生安家补助多少")
    assert "二十万元" not in reply
    assert "只在其中找 Only within: 年份 year 2024" in reply
    visitor.tab("搜索")
    search(visitor, "补助")
    titles = visitor.page.locator(".pq-hit .pq-place").all_inner_texts()
    assert titles
    assert all(title.startswith("《甲市支持企业融资的若干措施》") for title in titles)
    visitor.tab("文件")
    visitor.page.locator(".pq-documents li").first.wait_for()
    assert visitor.page.locator(".pq-documents li").count() == 1
    visitor.page.click("#chip-date")
    visitor.page.locator("#chip-date").wait_for(state="hidden")
    visitor.page.locator(".pq-documents li").nth(2).wait_for()
    visitor.tab("问答")
    assert "二十万元" in visitor.ask("博士毕业生安家补助多少")


def test_the_choices_are_those_of_the_documents(visitor: Visitor, small: Path) -> None:
    visitor.unfold("filters")
    visitor.page.locator("#filter-title input").click()
    offered = visitor.page.get_by_role("option").all_inner_texts()
    titles = {hit.document.title for hit in retrieve("补助", 10, small / "store")}
    assert {line.strip("✓ \n") for line in offered} == titles


def test_a_document_is_found_by_its_title_and_opened_at_a_measure(visitor: Visitor) -> None:
    visitor.tab("文件")
    visitor.page.locator(".pq-documents li").nth(2).wait_for()
    visitor.page.fill("#titled input", "人才 乙县")
    visitor.page.press("#titled input", "Enter")
    visitor.page.wait_for_function("document.querySelectorAll('.pq-documents li').length === 1")
    visitor.page.locator(".pq-documents a").click()
    visitor.page.wait_for_selector("#document h2:text-is('乙县引进人才办法')")
    assert visitor.page.locator("#document mark").count() == 0
    visitor.page.locator(".pq-contents summary").click()
    visitor.page.locator(".pq-contents a").filter(has_text="第三条").click()
    assert "人才子女入学" in visitor.marked()


@pytest.mark.parametrize("question", ["博士毕业生安家补助多少"])
def test_why_and_the_reference_of_a_citation(visitor: Visitor, small: Path, question: str) -> None:
    (citation, *_) = ask(question, small / "store").citations
    visitor.context.grant_permissions(["clipboard-read", "clipboard-write"])
    visitor.ask(question)
    reasons = visitor.page.locator(".pq-why").first
    assert not reasons.locator("div").is_visible()
    reasons.locator("summary").press("Enter")
    told = why(understand(question), citation)
    assert f"相同的词： shared words: {'、'.join(told.matched)}" in reasons.inner_text()
    assert f"{told.similarity:.2f}" in reasons.inner_text()
    visitor.page.locator(".pq-copy").first.click()
    visitor.page.get_by_text("已复制").wait_for()
    assert visitor.page.evaluate("navigator.clipboard.readText()") == reference(citation)


def test_what_the_question_names_is_shown(visitor: Visitor) -> None:
    visitor.ask("江苏2019年的博士补助是多少")
    assert visitor.page.locator("#chat .pq-read").all_inner_texts() == ["地区 region 江苏", "年份 year 2019年"]
