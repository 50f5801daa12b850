"""Take the README's screenshots from the running page: python docs/screenshots.py

The chat is shown over the shipped document, the admin page over it and a few files more, in a folder of its own.
"""

import os
import shutil
import socket
import subprocess
import sys
import tempfile
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from time import sleep
from typing import Any

from playwright.sync_api import sync_playwright

from corpus.load import SHIPPED
from index.build import build
from web.accounts import ADMIN_VARIABLE

HERE = Path(__file__).parent
ADMIN, PASSWORD = "li", "shown to nobody"
SHOTS = (
    ("chat", 1440, 900, "light", "de-DE"),
    ("chat-phone", 390, 844, "dark", "zh-CN"),
    ("admin", 1280, 860, "light", "zh-CN"),
)
"""Name, size, colours, language of the browser: the first shows both languages."""
QUESTIONS = ("一年发多少科技创新券？", "26个加快发展县有什么照顾？")
FARM = "# 丙县农机补贴办法\n\n2024年3月1日\n\n第一条 买拖拉机的，按价格补贴三成。\n\n第二条 补贴由县农业局发放。\n"


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """The address of `ui.py` over a copy of the shipped documents, two files of which are not in the index."""
    documents = folder / "policies"
    shutil.copytree(SHIPPED, documents, ignore=shutil.ignore_patterns("__*", "README.md"))
    (documents / "人才公寓申请公告（扫描件）.pdf").write_bytes(b"%PDF-1.7\n")
    build([documents], folder / "store")
    (documents / "丙县农机补贴办法.md").write_text(FARM, "utf-8")
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, str(HERE.parent / "ui.py"), "--port", str(port), "--store", str(folder / "store")]
    command += ["--documents", str(documents), "--admin", ADMIN]
    with subprocess.Popen(command, env=os.environ | {ADMIN_VARIABLE: PASSWORD}) as server:
        try:
            address = f"http://127.0.0.1:{port}"
            while server.poll() is None:
                try:
                    urllib.request.urlopen(address, timeout=60).close()
                    break
                except OSError:
                    sleep(0.2)
            yield address
        finally:
            server.terminate()


def show_chat(page: Any, address: str, document: bool) -> None:
    """Two questions answered, and the document of the last beside them."""
    page.goto(address)
    for count, question in enumerate(QUESTIONS):
        page.fill("#question textarea", question)
        page.press("#question textarea", "Enter")
        page.locator(".pq-answer").nth(count).wait_for()
    if document:
        page.locator("#chat a.pq-cite").last.click()
        page.wait_for_selector("#document mark")


def show_admin(page: Any, address: str) -> None:
    """Files in the index, waiting for it and not readable."""
    page.goto(f"{address}/admin")
    page.fill("#username", ADMIN)
    page.fill("#password", PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_selector(".chip.skipped")


def main() -> int:
    """Entry point; returns the exit status."""
    with tempfile.TemporaryDirectory() as folder, served(Path(folder)) as address, sync_playwright() as driver:
        options = ["--no-sandbox", "--disable-background-networking", "--disable-quic"]
        browser = driver.chromium.launch(executable_path=shutil.which("chromium"), args=options)
        for name, width, height, scheme, locale in SHOTS:
            size: Any = {"width": width, "height": height}
            page = browser.new_page(viewport=size, color_scheme=scheme, locale=locale)  # type: ignore[arg-type]
            page.set_default_timeout(120_000)
            if name == "admin":
                show_admin(page, address)
            else:
                show_chat(page, address, document=name == "chat")
            page.wait_for_timeout(1500)  # for what fades in and scrolls
            page.screenshot(path=str(HERE / f"{name}.png"))
            page.close()
        browser.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
