"""The page speaks the language of the browser, or the one chosen; it is used with the keyboard alone."""

import re
from typing import TYPE_CHECKING

import pytest

from tests.servers import Server
from tests.visitors import NEEDS_CHROMIUM, NEITHER, Visitor

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytestmark = NEEDS_CHROMIUM
HAN = re.compile("[\u3400-\u9fff]")
DOCTORS = "博士毕业生安家补助多少"


def interface(visitor: Visitor) -> str:
    """The words of the page itself: tabs, buttons, labels, placeholders."""
    visitor.unfold("filters")
    visitor.unfold("conversations")
    visitor.page.locator("#filter-title input").wait_for()
    visitor.page.locator("#pq-kept span").first.wait_for()
    shown = visitor.page.locator(".pq-languages").evaluate(
        """languages => {
            const own = "[role=tab], .pq-bar button, #filters, #conversations, #document";
            const said = [...document.querySelectorAll(own)].map(element => element.innerText);
            for (const field of document.querySelectorAll("[placeholder]")) said.push(field.placeholder);
            return said.join("\\n");
        }"""
    )
    return str(shown)


@pytest.mark.parametrize(
    ("locale", "chinese", "english"),
    [("zh-CN", True, False), ("zh-TW", True, False), ("en-GB", False, True), (NEITHER, True, True)],
)
def test_the_language_of_the_browser(
    browser: "Browser", open_server: Server, locale: str, chinese: bool, english: bool
) -> None:
    person = Visitor(browser, open_server, locale=locale)
    words = interface(person)
    assert bool(HAN.search(words)) == chinese
    assert bool(re.search("Conversations|Ask again|press Enter", words)) == english
    assert "\u2063" not in words
    person.leave()


def test_another_language_is_chosen_and_remembered(browser: "Browser", open_server: Server) -> None:
    person = Visitor(browser, open_server, locale="zh-CN")
    person.ask(DOCTORS)
    person.page.get_by_role("button", name="English").press("Enter")
    for again in (False, True):
        if again:
            person.page.close()
            person.come()
            person.page.locator(".pq-answer").wait_for()
        assert person.page.locator("html").get_attribute("lang") == "en"
        assert person.page.locator(".pq-copy").first.inner_text().strip() == "Copy reference"
        assert not HAN.search(interface(person).replace(DOCTORS, "")), "a conversation is named by its question"
        assert "二十万元" in person.page.locator("blockquote").first.inner_text(), "quotes stay as they are"
    person.leave()


def test_everything_is_done_with_the_keyboard(visitor: Visitor) -> None:
    def reach(selector: str) -> None:
        """Tab on until it has the focus, which can be seen."""
        for _ in range(60):
            visitor.page.keyboard.press("Tab")
            if visitor.page.evaluate("selector => document.activeElement.matches(selector)", selector):
                return
        pytest.fail(f"Tab does not reach {selector}")

    visitor.page.keyboard.type(DOCTORS)
    visitor.page.keyboard.press("Enter")
    visitor.page.locator(".pq-answer").wait_for()
    visitor.page.locator("[role=tab]").first.focus()
    for selector in ("a.pq-cite", ".pq-why summary", ".pq-copy", "[data-helpful]", "#question textarea", "#again"):
        reach(selector)
    for selector in ("#edit", "#clear", "#markdown", "#word", "#filters > button", "#conversations > button"):
        reach(selector)
    visitor.page.locator("[role=tab]").first.focus()
    reach("a.pq-cite")
    visitor.page.keyboard.press("Enter")
    assert "二十万元" in visitor.marked()
    visitor.page.locator("[role=tab]").first.focus()
    reach("[role=tab]")
    visitor.page.keyboard.press("Enter")
    visitor.page.locator("#words input").wait_for(state="visible")


def test_everything_that_can_be_used_has_a_name(visitor: Visitor) -> None:
    visitor.ask(DOCTORS)
    visitor.unfold("filters")
    visitor.unfold("conversations")
    for role in ("button", "tab", "textbox", "listbox", "combobox", "link"):
        for part in visitor.page.get_by_role(role).all():  # type: ignore[arg-type]
            told = part.aria_snapshot()
            assert re.match(rf'- {role} "[^"]', told) or part.inner_text().strip(), told
