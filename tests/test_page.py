"""The web chat, driven in a real browser against the running `ui.py`."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from index.build import build
from qa import ask, retrieve
from qa.parts import FILTER_NAMES
from tests.servers import PASSWORD, Server
from tests.stores import FARM, FINANCE, TALENT, write
from tests.test_originals import fishing
from tests.test_versions import OLD, dogs
from tests.visitors import NEEDS_CHROMIUM, Visitor

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytestmark = NEEDS_CHROMIUM

HOSTILE = """# 试探页面的文件

## 危险的内容

<script>window.ran = "script"</script> <img src=x onerror="window.ran='image'"> 甲乙丙丁戊己庚辛专项资金。

## 记号

[点这里](javascript:window.ran='link') **不是粗体** $x^2$ `代码` 子丑寅卯辰巳午未专项资金。
"""
DOCTORS = "博士毕业生安家补助多少"
LINK = "https://policy.example/1?a=b&c=<d>"
FIELDS = {"url": LINK, "region": "宁波市", "issuers": ["甲市财政局"]}
SHOWN = """quotes => JSON.stringify(quotes) === JSON.stringify(
    [...document.querySelectorAll(".pq-hit blockquote")].map(quote => quote.textContent))"""
COMING = dogs("一百元", "2023年9月1日甲市人民政府公布", begins="2999年1月1日")


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    folder = tmp_path_factory.mktemp("page")
    source = write(folder / "docs", finance=FINANCE, talent=TALENT, dogs=OLD, coming=COMING)
    (source / "hostile.txt").write_text(HOSTILE, "utf-8")
    (source / "finance.md.meta.json").write_text(json.dumps(FIELDS), "utf-8")
    fishing(source / "fishing.pdf")
    build([source], folder / "store")
    with Server(folder, "--documents", source) as running:
        yield running


@pytest.fixture
def visitor(browser: "Browser", server: Server) -> Iterator[Visitor]:
    person = Visitor(browser, server)
    yield person
    person.leave()


def test_a_citation_opens_the_document_with_the_quote_marked(visitor: Visitor, server: Server) -> None:
    first = ask("贷款贴息最高多少钱", store=server.store)
    second = ask("博士毕业生安家补助多少", store=server.store)
    assert not first.declined
    assert not second.declined
    assert "50万元" in visitor.ask("贷款贴息最高多少钱")
    assert "二十万元" in visitor.ask("博士毕业生安家补助多少")
    answers = visitor.page.locator(".pq-answer")
    for number, expected in ((1, second), (0, first), (1, second)):
        answers.nth(number).locator("a.pq-cite").first.click()
        visitor.page.wait_for_selector(f"#document h2:text-is('{expected.citations[0].document.title}')")
        assert visitor.marked() == expected.citations[0].quote
        whole = visitor.page.locator("#document .pq-text").text_content()
        assert whole == expected.citations[0].document.text
        path = visitor.page.locator("#document .pq-path").inner_text()
        assert path == " › ".join(expected.citations[0].heading_path)


def test_every_quote_has_its_number_in_the_answer_which_opens_it(visitor: Visitor, server: Server) -> None:
    expected = ask("补助多少", store=server.store)
    visitor.ask("补助多少")
    marks = visitor.page.locator(".pq-answer blockquote a.pq-cite")
    assert marks.all_inner_texts() == [f"[{number + 1}]" for number in range(len(expected.citations))]
    assert len(expected.citations) > 1
    for number, citation in reversed([*enumerate(expected.citations)]):
        marks.nth(number).click()
        visitor.page.wait_for_selector(f"#document h2:text-is('{citation.document.title}')")
        assert visitor.marked() == citation.quote


def test_the_document_links_to_its_original(visitor: Visitor) -> None:
    visitor.ask("贷款贴息最高多少钱")
    visitor.page.locator("a.pq-cite").first.click()
    visitor.marked()
    link = visitor.page.locator("#document dl a")
    assert (link.get_attribute("href"), link.inner_text()) == (LINK, LINK)
    assert (link.get_attribute("target"), link.get_attribute("rel")) == ("_blank", "noopener noreferrer")


def test_a_citation_opens_from_the_keyboard(visitor: Visitor, server: Server) -> None:
    visitor.ask("专利权可以质押融资吗")
    visitor.page.locator("a.pq-cite").first.focus()
    visitor.page.keyboard.press("Enter")
    assert visitor.marked() == ask("专利权可以质押融资吗", store=server.store).citations[0].quote


def test_the_page_of_a_pdf_is_shown(visitor: Visitor) -> None:
    assert "第 2 页" in visitor.ask("渔船换发动机补助多少钱")
    visitor.page.locator("a.pq-cite").first.click()
    assert "最高八万元" in visitor.marked()
    image = visitor.page.locator("#document img")
    assert "原件第 2 页" in (image.get_attribute("alt") or "")
    visitor.page.wait_for_function("document.querySelector('#document img').naturalWidth > 500")


def test_a_newer_version_is_told_with_the_answer_and_beside_the_document(visitor: Visitor) -> None:
    reply = visitor.ask("每只犬每年交多少养犬费？")
    assert "注：《甲市养犬办法》有更新的版本（2023-09-01），自2999-01-01起施行。" in reply
    visitor.page.locator("a.pq-cite").first.click()
    assert visitor.marked() == "每只犬每年交养犬费五百元。"
    facts = visitor.page.locator("#document dl").inner_text()
    assert "施行 in force\n2010-05-01\n" in facts
    assert "效力 validity\n现行 in force, as far as known here\n" in facts
    assert "新版 newer\n《甲市养犬办法》（2023-09-01） · 2999-01-01 起 from 2999-01-01\n" in facts


def test_a_follow_up_is_understood_from_the_question_before(visitor: Visitor) -> None:
    visitor.ask("博士毕业生安家补助多少")
    reply = visitor.ask("那个要工作几年？")
    assert "接着上文理解为 Understood as: 博士毕业生安家补助多少 那个要工作几年" in reply
    assert "满一年" in reply
    assert "接着上文" not in visitor.ask("专利权可以质押融资吗")
    visitor.page.click("#clear")
    visitor.page.wait_for_selector(".pq-answer", state="detached")
    assert "接着上文" not in visitor.ask("那个要工作几年？")


def test_an_example_is_asked_by_a_click(visitor: Visitor) -> None:
    visitor.page.get_by_text("專利可以質押融資嗎？").click()
    visitor.page.wait_for_selector(".pq-answer, .pq-note")
    assert visitor.page.locator(".pq-question").inner_text() == "專利可以質押融資嗎？"
    assert "质押融资" in visitor.page.locator(".pq-answer").inner_text()


def test_declining_offers_related_measures_but_no_answer(visitor: Visitor) -> None:
    reply = visitor.ask("怎么做红烧肉才好吃")
    assert "现有文件没有涉及这个问题" in reply
    assert "或许相关，但不是答案" in reply
    assert visitor.page.locator(".pq-answer, blockquote").count() == 0


def test_bad_questions_get_a_message_and_the_page_goes_on(visitor: Visitor) -> None:
    reply = visitor.ask("   ")
    assert "问题是空的；请用文字提问，例如“专利可以质押融资吗？”" in reply
    assert "the question is empty; ask in words" in reply
    assert "问题有 10,000 字，最多 2,000 字；请一次问一件事" in visitor.ask("创" * 10_000)
    assert "50万元" in visitor.ask("贷款贴息最高多少钱")


def test_nothing_in_a_document_or_a_question_runs(visitor: Visitor) -> None:
    reply = visitor.ask("甲乙丙丁戊己庚辛专项资金<img src=x onerror=\"window.ran='question'\">")
    assert '<script>window.ran = "script"</script> <img src=x onerror="window.ran=\'image\'">' in reply
    visitor.page.locator("a.pq-cite").first.click()
    visitor.marked()
    text = visitor.page.locator("#document .pq-text").text_content() or ""
    assert text == HOSTILE
    reply = visitor.ask("子丑寅卯辰巳午未专项资金")
    assert "[点这里](javascript:window.ran='link') **不是粗体** $x^2$ `代码`" in reply
    shown = visitor.page.locator("#chat, #document")
    assert shown.locator("script, img[src='x'], [onerror], a[href^='javascript'], strong:text('粗体')").count() == 0
    assert visitor.page.evaluate("window.ran") is None


def test_clearing_starts_anew(visitor: Visitor) -> None:
    visitor.ask("贷款贴息最高多少钱")
    visitor.page.locator("a.pq-cite").first.click()
    visitor.marked()
    visitor.page.click("#clear")
    visitor.page.wait_for_selector(".pq-answer", state="detached")
    assert visitor.page.locator("#document mark").count() == 0
    visitor.ask("博士毕业生安家补助多少")
    visitor.page.locator("a.pq-cite").first.click()
    assert "二十万元" in visitor.marked()


def test_two_people_do_not_see_each_other(visitor: Visitor, browser: "Browser", server: Server) -> None:
    other = Visitor(browser, server)
    visitor.ask("贷款贴息最高多少钱")
    other.ask("博士毕业生安家补助多少")
    assert visitor.page.locator(".pq-answer").count() == other.page.locator(".pq-answer").count() == 1
    visitor.page.locator("a.pq-cite").first.click()
    assert "50万元" in visitor.marked()
    other.leave()


def test_each_filter_narrows_what_is_found(visitor: Visitor, server: Server) -> None:
    chosen = {
        "title": ("乙县引进人才办法", "乙县引进人才办法"),
        "region": ("宁波市", "甲市支持企业融资的若干措施"),
        "date": ("2010", "甲市养犬办法"),
        "issuer": ("甲市财政局", "甲市支持企业融资的若干措施"),
        "validity": ("尚未施行", "甲市养犬办法"),
        "kind": ("措施", "甲市支持企业融资的若干措施"),
    }
    assert chosen.keys() == FILTER_NAMES.keys()
    visitor.unfold("filters")
    visitor.tab("搜索")
    visitor.page.fill("#words input", "补助")
    for name, (value, title) in chosen.items():
        expected = retrieve("补助", 10, server.store, {name: value})
        assert {hit.document.title for hit in expected} == {title}
        visitor.choose(name, value)
        visitor.page.press("#words input", "Enter")
        visitor.page.wait_for_function(SHOWN, arg=[hit.quote for hit in expected])
        visitor.page.click(f"#chip-{name}")
        visitor.page.locator(f"#chip-{name}").wait_for(state="hidden")


def test_what_is_copied_from_a_document_is_its_text(visitor: Visitor) -> None:
    """The signs of Markdown step back, but nothing is lost on the way out."""
    visitor.tab("文件")
    visitor.page.fill("#titled input", "试探")
    visitor.page.press("#titled input", "Enter")
    visitor.page.wait_for_function("document.querySelectorAll('.pq-documents li').length === 1")
    visitor.page.locator(".pq-documents a").click()
    visitor.page.wait_for_selector("#document .pq-sign")
    copied = visitor.page.evaluate(
        """() => { const range = document.createRange(), text = document.querySelector("#document .pq-text");
        range.selectNodeContents(text); getSelection().removeAllRanges(); getSelection().addRange(range);
        return getSelection().toString(); }"""
    )
    assert copied == HOSTILE.rstrip("\n")


def test_a_rebuilt_index_is_picked_up_without_a_restart(visitor: Visitor, server: Server) -> None:
    generation = re.compile(r"索引第 (\d+) 版")
    head = visitor.page.locator(".pq-status")
    before = int((generation.search(head.inner_text()) or pytest.fail("no generation shown"))[1])
    build([write(server.folder / "docs", farm=FARM)], server.store)
    assert "三成" in visitor.ask("买拖拉机补贴多少")
    visitor.page.wait_for_function(f"document.querySelector('.pq-status').innerText.includes('第 {before + 1} 版')")
    assert "共 7 份文件" in head.inner_text()


def test_the_page_asks_for_a_login_where_one_is_set(browser: "Browser", guarded_server: Server, small: Path) -> None:
    person = Visitor(browser, guarded_server, password=PASSWORD)
    assert ask(DOCTORS, store=small / "store").citations[0].quote in person.ask(DOCTORS)
    person.leave()


def test_nobody_is_asked_where_nothing_can_be_kept(browser: "Browser", guarded_server: Server) -> None:
    assert "said.sqlite” cannot be written; nobody is asked whether answers help" in guarded_server.log
    person = Visitor(browser, guarded_server, password=PASSWORD)
    person.ask(DOCTORS)
    assert person.page.locator(".pq-copy").count() > 0
    assert person.page.locator(".pq-feedback").count() == 0
    person.leave()
