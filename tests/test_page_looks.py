"""How the page looks at every width, in light and dark; what axe-core finds wrong with it."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import pytest

from tests.servers import Server
from tests.visitors import NEEDS_CHROMIUM, Visitor, wrong

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytestmark = NEEDS_CHROMIUM
SEEN = """(selector) => { const last = [...document.querySelectorAll(selector)].pop(); if (!last) return false;
    const at = last.getBoundingClientRect(), there = document.elementFromPoint(at.left + 4, at.top + 8);
    return Boolean(there) && (last === there || last.contains(there)); }"""


def in_both_schemes(page: Any) -> Iterator[str]:
    """Light and dark, one after the other."""
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        page.wait_for_function("dark => document.body.classList.contains('dark') === dark", arg=scheme == "dark")
        yield scheme


@pytest.mark.parametrize("width", [1440, 1024, 390])
def test_the_document_stands_beside_the_answer_and_below_it_on_a_phone(
    browser: "Browser", open_server: Server, width: int
) -> None:
    """With everything unfolded, nothing is cut off, and axe-core finds nothing wrong."""
    person = Visitor(browser, open_server, width, "zh-CN")
    person.ask("怎么做红烧肉才好吃")
    person.ask("贷款贴息最高多少钱")
    person.page.locator(".pq-answer a.pq-cite").first.click()
    person.marked()
    person.page.locator(".pq-why summary").first.click()
    for name in ("filters", "conversations"):
        person.unfold(name)
    person.choose("date", "2024")
    for scheme in in_both_schemes(person.page):
        assert person.page.evaluate("document.documentElement.scrollWidth") <= width
        chat, document = (person.page.locator(part).bounding_box() for part in ("#chat", "#document"))
        assert chat
        assert document
        beside, below = document["x"] >= chat["x"] + chat["width"], document["y"] >= chat["y"] + chat["height"]
        assert (beside, below) == (width > 390, width == 390)
        assert wrong(person.page) == [], scheme
    person.leave()


def test_nothing_is_wrong_with_search_and_the_list_of_documents(visitor: Visitor) -> None:
    for tab, found in (("搜索", ".pq-hit"), ("文件", ".pq-documents li")):
        visitor.tab(tab)
        if tab == "搜索":
            visitor.page.fill("#words input", "补助")
            visitor.page.press("#words input", "Enter")
        visitor.page.locator(found).first.wait_for()
        for scheme in in_both_schemes(visitor.page):
            assert wrong(visitor.page) == [], (tab, scheme)


def test_no_sideways_scrolling_on_a_phone_and_back_to_the_answer(browser: "Browser", open_server: Server) -> None:
    person = Visitor(browser, open_server, width=390)
    person.ask("贷款贴息最高多少钱")
    person.page.locator("a.pq-cite").first.click()
    person.marked()
    assert person.page.evaluate("document.documentElement.scrollWidth") <= 390
    person.page.get_by_role("button", name="回到回答").click()
    person.page.wait_for_function(SEEN, arg="#chat a.pq-cite")
    person.page.get_by_role("button", name="回到回答").wait_for(state="hidden")
    assert person.page.evaluate("document.activeElement.matches('#chat a.pq-cite')")
    person.leave()


def test_on_a_phone_the_head_and_the_buttons_take_one_line_each(browser: "Browser", open_server: Server) -> None:
    person = Visitor(browser, open_server, width=390, locale="zh-CN")
    for selector in (".pq-status > span", ".pq-bar button:visible"):
        boxes = [part.bounding_box() for part in person.page.locator(selector).all()]
        assert len(boxes) > 1
        assert len({round(box["y"] + box["height"] / 2) for box in boxes if box}) == 1, selector
    assert person.page.get_by_role("tab").count() == 3, "none is folded away"
    person.leave()


def test_on_a_phone_an_answer_shows_its_beginning(browser: "Browser", open_server: Server) -> None:
    person = Visitor(browser, open_server, width=390, locale="zh-CN")
    for question in (
        "贷款贴息最高多少钱",
        "博士毕业生安家补助多少",
        "贷款贴息和安家补助、专利质押融资、人才子女入学怎么办",
    ):
        person.ask(question)
        person.page.wait_for_function(SEEN, arg="#chat .pq-question")
        person.page.wait_for_function(SEEN, arg="#chat .pq-place")
        person.page.wait_for_timeout(500)
        assert person.page.evaluate(SEEN, "#chat .pq-question"), "it stays there"
    person.leave()
