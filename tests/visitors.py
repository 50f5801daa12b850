"""A person in front of the page, in a real browser."""

import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import pytest

from tests.servers import Server

if TYPE_CHECKING:
    from playwright.sync_api import Browser

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
NEEDS_CHROMIUM = pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on this machine: apt-get install chromium")
NEITHER = "de-DE"
"""A browser in a language that the page does not have: it shows both."""
STREAM = re.compile("/gradio_api/queue/data")
"""Over which answers come."""
_LEFT: "dict[tuple[Browser, int, str], list[Any]]" = {}
"""Browsers that nobody uses any more: nothing is kept in them but the files of the page, which load faster so."""
_CUT_OFF = "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.*"
"""No other host can be reached."""


@contextmanager
def chromium() -> "Iterator[Browser]":
    """The browser, closed at the end."""
    driving = pytest.importorskip("playwright.sync_api", reason="playwright is not installed: make test installs it")
    with driving.sync_playwright() as driver:
        options = ["--no-sandbox", "--disable-background-networking", "--disable-quic", "--disable-gpu", _CUT_OFF]
        opened = driver.chromium.launch(executable_path=CHROMIUM, args=options)
        yield opened
        _LEFT.clear()
        opened.close()


FADED = """() => document.getAnimations().every(
    (fading) => fading.playState !== "running" || fading.effect.getComputedTiming().iterations === Infinity)"""


def wrong(page: Any) -> list[str]:
    """What axe-core finds wrong in a page as it is now."""
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="no axe-core: make test installs it")
    page.wait_for_function(FADED)
    found = axe.Axe().run(page, options={"resultTypes": ["violations"]}).response["violations"]
    return [f"{told['impact']} {told['id']}: {told['nodes'][0]['html'][:200]}" for told in found]


class Visitor:
    """Notes each request and each script error."""

    def __init__(
        self, browser: "Browser", server: Server, width: int = 1280, locale: str = NEITHER, password: str = ""
    ) -> None:
        """
        Args:
            password: of the user li, where the server asks for a login.
        """
        self._password = password
        self._left: list[Any] = _LEFT.setdefault((browser, width, locale), [])
        size = {"width": width, "height": 900}
        self.context: Any = self._left.pop() if self._left else browser.new_context(viewport=size, locale=locale)
        self.server = server
        self.hosts: set[str] = set()
        self.errors: list[str] = []
        self._streams: set[Any] = set()
        self.page = self.come()

    def come(self) -> Any:
        """Open the page in a new tab of this person's browser."""
        self.page = self.context.new_page()
        self.page.set_default_timeout(60_000)
        self._streams.clear()
        self.page.on("request", self._note)
        self.page.on("requestfinished", self._ended)
        self.page.on("requestfailed", self._ended)
        self.page.on("pageerror", lambda error: self.errors.append(str(error)))
        self.page.on("dialog", lambda dialog: (self.errors.append(dialog.message), dialog.dismiss()))
        self.page.goto(self.server.address)
        if self._password:
            self.page.get_by_label("username").fill("li")
            self.page.get_by_label("password").fill(self._password)
            self.page.get_by_role("button", name="Login").click()
        self.page.wait_for_selector("#question textarea")
        self.page.wait_for_selector(".pq-status")
        return self.page

    def _note(self, request: Any) -> None:
        if not request.url.startswith(("blob:", "data:")):
            self.hosts.add(request.url.split("/")[2])
        if STREAM.search(request.url):
            self._streams.add(request)

    def _ended(self, request: Any) -> None:
        self._streams.discard(request)

    def ask(self, question: str) -> str:
        """Type a question, press Enter, wait; the text of the reply."""
        replies = self.page.locator(".pq-answer, .pq-note")
        before = replies.count()
        self.page.fill("#question textarea", question)
        self.page.press("#question textarea", "Enter")
        replies.nth(before).wait_for()
        self.page.locator("#stop").wait_for(state="hidden")  # the box is empty and the conversation kept
        return str(replies.nth(before).inner_text())

    def wait_for_streams(self) -> None:
        """Until no answer can come any more over a connection that is open already."""
        while self._streams:
            self.page.wait_for_timeout(20)

    def tab(self, name: str) -> None:
        """Go to a tab by its Chinese name."""
        self.page.get_by_role("tab").filter(has_text=name).click()

    def unfold(self, name: str) -> None:
        """Open an accordion."""
        self.page.locator(f"#{name} > button").click()

    def choose(self, name: str, value: str) -> None:
        """Choose the value of a filter; its accordion is open."""
        self.page.locator(f"#filter-{name} input").fill(value)
        self.page.locator(f"#filter-{name} input").press("Enter")
        self.page.locator(f"#chip-{name}").wait_for()

    def marked(self) -> str:
        """The marked sentence, once it is in view."""
        self.page.wait_for_function(
            """() => { const mark = document.querySelector('#document mark'); if (!mark) return false;
            const at = mark.getBoundingClientRect(); return at.bottom > 0 && at.top < innerHeight; }"""
        )
        return self.page.locator("#document mark").text_content() or ""

    def leave(self) -> None:
        """Leave the browser as it was found; nothing may have gone wrong."""
        assert self.hosts == {self.server.address.removeprefix("http://")}, "the page asks no other host"
        assert not self.errors
        self.page.evaluate("localStorage.clear(); sessionStorage.clear()")
        for page in self.context.pages:
            page.close()
        self.context.clear_cookies()
        self.context.clear_permissions()
        self._left.append(self.context)
