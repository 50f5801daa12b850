"""The admin page in a real browser: from the login over an upload and a rebuild to the generation before."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import httpx
import pytest

from index.build import build
from tests.servers import Server
from tests.stores import FARM, FINANCE, TALENT, write
from tests.visitors import NEEDS_CHROMIUM, wrong
from web.accounts import ADMIN_VARIABLE
from web.attempts import FREE

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytestmark = NEEDS_CHROMIUM

PASSWORD = "白鹅 7"
HOSTILE = "<img src=x onerror=alert(1)>.md"


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    folder = tmp_path_factory.mktemp("page-admin")
    source = write(folder / "docs", finance=FINANCE, talent=TALENT, farm=FARM)
    (source / HOSTILE).write_text(FARM.replace("150", "151"), "utf-8")
    build([source], folder / "store")
    environment = {ADMIN_VARIABLE: PASSWORD}
    with Server(folder, "--documents", source, "--admin", "li", environment=environment) as running:
        yield running


@contextmanager
def at_the_login(
    browser: "Browser", server: Server, width: int = 1280, locale: str = "zh-CN", **options: Any
) -> Iterator[Any]:
    """In front of the login page, in a browser of one's own; nothing may have gone wrong at the end."""
    context = browser.new_context(viewport={"width": width, "height": 900}, locale=locale, **options)
    page = context.new_page()
    page.set_default_timeout(60_000)
    wrong: list[str] = []
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on("dialog", lambda dialog: (wrong.append(dialog.message), dialog.dismiss()))
    page.on("request", lambda request: request.url.startswith(server.address) or wrong.append(request.url))
    page.goto(f"{server.address}/admin")
    yield page
    assert not wrong
    context.close()


def log_in(page: Any) -> None:
    page.fill("#username", "li")
    page.fill("#password", PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_selector("#files .file")


def names(page: Any) -> dict[str, str]:
    return {row.locator(".name").inner_text(): row.locator(".chip").inner_text() for row in page.locator(".file").all()}


def test_from_the_login_to_the_generation_before(browser: "Browser", server: Server, tmp_path: Path) -> None:
    with at_the_login(browser, server) as page:
        assert page.locator("#files").count() == 0
        page.fill("#username", "li")
        page.fill("#password", "falsch")
        page.keyboard.press("Enter")
        page.get_by_role("alert").get_by_text("用户名或密码不对").wait_for()
        log_in(page)
        assert names(page) == dict.fromkeys([HOSTILE, "farm.md", "finance.md", "talent.md"], "已入库")
        (tmp_path / "talent.md").write_text(TALENT.replace("二十万元", "三十万元"), "utf-8")
        (tmp_path / "表.pptx").write_bytes(b"x")
        page.set_input_files("#pick", [tmp_path / "talent.md", tmp_path / "表.pptx"])
        page.locator("#uploads .good").get_by_text("已上传，替换了同名文件").wait_for()
        assert "把文字复制到 .docx" in page.locator("#uploads .bad").inner_text()
        page.locator(".chip.changed").wait_for()
        for answer in ("取消", "删除"):
            page.get_by_role("button", name="移除 farm.md").click()
            assert "farm.md" in page.get_by_role("dialog").inner_text()
            page.get_by_role("dialog").get_by_role("button", name=answer, exact=True).click()
            page.get_by_role("dialog").wait_for(state="hidden")
            if answer == "取消":
                assert (server.folder / "docs" / "farm.md").exists()
        page.get_by_role("status").get_by_text("重建之前，回答还会引用它").wait_for()
        page.locator(".chip.gone").wait_for()
        assert not (server.folder / "docs" / "farm.md").exists()
        page.locator("#now").get_by_text("2 项改动待重建").wait_for()
        page.get_by_role("button", name="重建索引").click()
        page.get_by_role("progressbar", name="重建进度").wait_for()
        assert "li 于" in page.locator("#bar-words").inner_text()
        page.locator("#bar-words").get_by_text(re.compile("已看 3 / 3 个|已完成 . / 3 份")).wait_for()
        page.get_by_role("status").get_by_text("重建完成，现行第 2 版").wait_for(timeout=300_000)
        told = page.locator("#last").inner_text()
        assert "修改 1\ntalent.md" in told
        assert "移除 1\nfarm.md" in told
        assert names(page) == dict.fromkeys([HOSTILE, "finance.md", "talent.md"], "已入库")
        page.get_by_role("button", name="回到上一版").click()
        page.get_by_role("dialog").get_by_role("button", name="回退").click()
        page.get_by_role("status").get_by_text("现行第 3 版，内容同第 1 版").wait_for()
        page.locator("#generations").get_by_text("内容同第 1 版").wait_for()
        page.get_by_role("button", name="退出").click()
        page.wait_for_selector("#password")


def test_what_is_not_taken_or_taken_under_another_name_is_told(
    browser: "Browser", server: Server, tmp_path: Path
) -> None:
    (tmp_path / "甲:乙?.md").write_text(FARM.replace("150", "152"), "utf-8")
    (tmp_path / "空.md").write_bytes(b"")
    with at_the_login(browser, server) as page:
        log_in(page)
        page.set_input_files("#pick", [tmp_path / "甲:乙?.md", tmp_path / "空.md"])
        page.locator("#uploads .good").get_by_text("改存为“甲_乙_.md”").wait_for()
        refused = page.locator("#uploads .bad")
        refused.get_by_text("“空.md”是空文件（0 字节），请检查原文件后再传", exact=True).wait_for()
        assert names(page)["甲_乙_.md"] == "待入库"
        assert not (server.folder / "docs" / "空.md").exists()
        page.get_by_role("button", name="English").click()
        refused.get_by_text(re.compile(r"^“空.md” is empty \(0 bytes\)")).wait_for()
    (server.folder / "docs" / "甲_乙_.md").unlink()


def test_a_document_is_removed_wherever_it_lies_and_the_index_rebuilt(browser: "Browser", server: Server) -> None:
    old = "第一条 本县鹅蛋每枚补助三元，由县农业局每季度发放给养鹅的农户。"
    for name in ("goose.md", "again/goose.md"):
        path = server.folder / "docs" / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(f"# 丁县鹅蛋补助办法\n\n{old}\n", "utf-8")
    (server.folder / "docs" / "broken.pdf").write_bytes(b"%PDF-1.4")
    build([server.folder / "docs"], server.store)
    question = {"question": "鹅蛋每枚补助多少元"}

    def quoted() -> bool:
        return "每枚补助三元" in httpx.post(f"{server.address}/api/ask", json=question, timeout=60).json()["text"]

    with at_the_login(browser, server) as page:
        log_in(page)
        assert quoted()
        page.wait_for_selector(".file .reason")
        assert page.locator(".file .reason").all_inner_texts() == ["到 8 字节就断了，没有 PDF 的结尾；请重新下载"]
        page.get_by_role("button", name="移除 goose.md").click()
        dialog = page.get_by_role("dialog")
        assert dialog.get_by_role("checkbox", name="内容相同的 “again/goose.md” 也一起删除").is_checked()
        dialog.get_by_role("button", name="删除并重建").click()
        page.get_by_role("status").get_by_text("正在重建").wait_for()
        page.get_by_role("status").get_by_text("重建完成").wait_for(timeout=300_000)
        assert not quoted()
        told = page.locator("#last").inner_text()
        assert "移除 1\nagain/goose.md" in told
        assert "broken.pdf：到 8 字节就断了，没有 PDF 的结尾；请重新下载" in told
        assert "goose" not in page.locator("#files").inner_text()
    (server.folder / "docs" / "broken.pdf").unlink()


@pytest.mark.parametrize(("width", "locale"), [(390, "zh-CN"), (1024, "en-US"), (1440, "de-DE")])
def test_it_fits_every_width_and_everything_has_a_name(
    browser: "Browser", server: Server, width: int, locale: str
) -> None:
    with at_the_login(browser, server, width, locale, color_scheme="dark" if width == 390 else "light") as page:
        for _ in range(2):
            assert page.evaluate("() => document.documentElement.scrollWidth") <= width
            unnamed = page.evaluate(
                """() => [...document.querySelectorAll("button, input, a, progress, [role=group], nav, section")]
                .filter((e) => e.checkVisibility() && !(e.getAttribute("aria-label") || e.textContent.trim()
                    || (e.labels && e.labels.length) || e.getAttribute("aria-labelledby"))).map((e) => e.outerHTML)"""
            )
            assert unnamed == []
            assert wrong(page) == []
            if page.locator("#password").count():
                log_in(page)
        shown = page.locator("h1").inner_text()
        assert (
            shown
            == {"zh-CN": "管理政策文件", "en-US": "Manage documents", "de-DE": "管理政策文件 Manage documents"}[locale]
        )
        assert (
            page.get_by_role("button", name="English").get_attribute("aria-pressed") == str(locale == "en-US").lower()
        )


def test_with_the_keyboard_alone(browser: "Browser", server: Server) -> None:
    with at_the_login(browser, server) as page:
        focused = "() => document.activeElement.id || document.activeElement.innerText"
        assert page.evaluate(focused) == "username"
        page.keyboard.type("li")
        page.keyboard.press("Tab")
        page.keyboard.type(PASSWORD)
        page.keyboard.press("Enter")
        page.wait_for_selector("#files .file")
        reached = []
        for _ in range(14):
            page.keyboard.press("Tab")
            reached.append(page.evaluate(focused))
        for control in ("logout", "build", "pick", "find", "移除"):
            assert control in reached
        page.get_by_role("button", name="移除 finance.md").focus()
        page.keyboard.press("Enter")
        page.get_by_role("dialog").wait_for()
        page.keyboard.press("Escape")
        page.get_by_role("dialog").wait_for(state="hidden")
        assert page.evaluate("() => document.activeElement.getAttribute('aria-label')") == "移除 finance.md"
        assert (server.folder / "docs" / "finance.md").exists()


def test_guessing_at_the_login_of_the_chat_has_to_wait(browser: "Browser", guarded_server: Server) -> None:
    """From an address of its own, so that the other tests need not wait."""
    context = browser.new_context(locale="zh-CN", extra_http_headers={"X-Forwarded-For": "192.0.2.9"})
    page = context.new_page()
    page.goto(guarded_server.address)
    for status in [400] * FREE["both"] + [429]:
        page.locator("button.primary:enabled").wait_for()
        page.fill("#username", "li")
        page.fill("#password", "falsch")
        with page.expect_response(lambda response: response.url.endswith("/login")) as told:
            page.keyboard.press("Enter")
        assert told.value.status == status
    page.get_by_role("alert").get_by_text("密码错得太多，请 1 秒后再试").wait_for()
    context.close()
