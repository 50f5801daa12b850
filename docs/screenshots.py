"""Take the README's screenshots from the running page: python docs/screenshots.py (needs the index in `store`)."""

import shutil
import subprocess
import sys
from pathlib import Path

from playwright.sync_api import ViewportSize, sync_playwright

HERE = Path(__file__).parent
PORT = 7899
SHOTS = (("chat", 1440, 960, "light", "de-DE"), ("chat-phone", 390, 844, "dark", "zh-CN"))
"""Name, size, colours, language of the browser: the first shows both languages."""
QUESTIONS = ("一年发多少科技创新券？", "26个加快发展县有什么照顾？")


def main() -> int:
    """Entry point; returns the exit status."""
    command = [sys.executable, str(HERE.parent / "ui.py"), "--port", str(PORT)]
    with subprocess.Popen(command, stdout=subprocess.PIPE) as server, sync_playwright() as driver:
        assert server.stdout is not None
        server.stdout.readline()
        options = ["--no-sandbox", "--disable-background-networking", "--disable-quic"]
        browser = driver.chromium.launch(executable_path=shutil.which("chromium"), args=options)
        for name, width, height, scheme, locale in SHOTS:
            size: ViewportSize = {"width": width, "height": height}
            page = browser.new_page(viewport=size, color_scheme=scheme, locale=locale)  # type: ignore[arg-type]
            for attempt in range(50):
                try:
                    page.goto(f"http://127.0.0.1:{PORT}")
                    break
                except Exception:
                    page.wait_for_timeout(500 if attempt < 49 else 0)
            for count, question in enumerate(QUESTIONS):
                page.fill("#question textarea", question)
                page.press("#question textarea", "Enter")
                page.locator(".pq-answer").nth(count).wait_for()
            if name == "chat":
                page.locator("a.pq-cite").first.click()
                page.wait_for_selector("#document mark")
            page.wait_for_timeout(800)
            page.screenshot(path=str(HERE / f"{name}.png"))
        browser.close()
        server.terminate()
    return 0


if __name__ == "__main__":
    sys.exit(main())
