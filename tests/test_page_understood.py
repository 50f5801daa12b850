"""What a question was understood to name, in the page: shown above its answer, left out with a press, heeded again."""

from typing import TYPE_CHECKING, Any

from tests.servers import Server
from tests.visitors import NEEDS_CHROMIUM, Visitor, wrong

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytestmark = NEEDS_CHROMIUM
QUESTION = "2015年博士毕业生安家补助多少"
NAMED = "乙县引进人才办法里博士补助多少"


def press(page: Any, pane: str, name: str, then: str) -> None:
    """Press a button among what was understood with the keyboard, until there is another."""
    page.locator(f"{pane} .pq-understood").last.get_by_role("button", name=name).focus()
    page.keyboard.press("Enter")
    page.locator(f"{pane} .pq-understood").last.get_by_role("button", name=then).wait_for()
    page.locator("#stop").wait_for(state="hidden")
    page.wait_for_function("document.activeElement.matches('.pq-named')")


def test_what_is_not_meant_is_left_out_and_heeded_again(browser: "Browser", open_server: Server) -> None:
    person = Visitor(browser, open_server, locale="zh-CN")
    assert "没有说到2015年" in person.ask(QUESTION)
    press(person.page, "#chat", "去掉：年份 2015年", "恢复：年份")
    assert person.page.locator(".pq-question").all_inner_texts() == [QUESTION], "the same question, asked again"
    assert "二十万元" in person.page.locator(".pq-answer").inner_text()
    assert wrong(person.page) == []
    person.page.close()
    person.come()
    person.page.locator(".pq-answer").wait_for()
    press(person.page, "#chat", "恢复：年份", "去掉：年份 2015年")
    assert "没有说到2015年" in person.page.locator(".pq-note").inner_text()
    person.leave()


def test_it_holds_for_what_follows_on(visitor: Visitor) -> None:
    visitor.ask(QUESTION)
    press(visitor.page, "#chat", "去掉", "恢复")
    visitor.ask("那个要工作几年？")
    assert visitor.page.locator(".pq-answer, .pq-note").count() == 2
    assert "已去掉 Left out 年份 year" in visitor.page.locator(".pq-answer").first.inner_text(), "no longer pressed"
    last = visitor.page.locator(".pq-understood").all()
    assert [each.get_by_role("button", name="恢复").count() for each in last] == [1]
    visitor.ask("贷款贴息最高多少钱")
    assert visitor.page.locator(".pq-understood").count() == 0, "another question heeds all it names"


def test_a_search_leaves_it_out_too(browser: "Browser", open_server: Server) -> None:
    person = Visitor(browser, open_server, locale="en-GB")
    person.page.get_by_role("tab", name="Search").click()
    person.page.fill("#words input", NAMED)
    person.page.press("#words input", "Enter")
    person.page.locator("#found .pq-named").wait_for()
    titles = person.page.locator(".pq-hit .pq-place").all_inner_texts()
    assert all(title.startswith("《乙县引进人才办法》") for title in titles)
    press(person.page, "#found", "Leave out: document 《乙县引进人才办法》", "Heed again: document")
    more = person.page.locator(".pq-hit .pq-place").all_inner_texts()
    assert len(more) > len(titles)
    person.leave()
