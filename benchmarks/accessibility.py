"""What axe-core finds wrong in the running page, in light and dark and at three widths.

    npm pack axe-core && tar xzf axe-core-*.tgz        # gives package/axe.min.js
    python ui.py & python benchmarks/accessibility.py package/axe.min.js [--address http://127.0.0.1:7860]

With `--admin NAME`, and the password in POLICY_QA_ADMIN_PASSWORD as for `ui.py --admin NAME`, the admin page too.
Exit status: 0 nothing found, 1 violations, each printed with its first element.
"""

import argparse
import os
import shutil
import sys
from collections.abc import Iterator
from itertools import chain
from pathlib import Path
from typing import Any

from playwright.sync_api import Page, sync_playwright

from web.accounts import ADMIN_VARIABLE

WIDTHS = (1440, 1024, 390)
QUESTION, NOT_COVERED, WORDS = "开厂缺钱，有什么融资办法？", "1999年的红烧肉多少钱？", "科技创新券"


def views(page: Page) -> Iterator[str]:
    """Bring the page to one view after the other."""
    yield "opened"
    for question, reply in ((QUESTION, ".pq-answer"), (NOT_COVERED, ".pq-note")):
        page.fill("#question textarea", question)
        page.press("#question textarea", "Enter")
        page.locator(reply).first.wait_for()
    page.locator("a.pq-cite").first.click()
    page.wait_for_selector("#document mark")
    page.locator(".pq-why summary").first.click()
    for name in ("filters", "conversations"):
        page.locator(f"#{name} > button").click()
    page.fill("#filter-date input", "2022")
    page.press("#filter-date input", "Enter")
    page.locator("#chip-date").wait_for()
    yield "ask"
    page.get_by_role("tab").nth(1).click()
    page.fill("#words input", WORDS)
    page.press("#words input", "Enter")
    page.locator(".pq-hits").wait_for()
    yield "search"
    page.get_by_role("tab").nth(2).click()
    page.locator(".pq-documents").wait_for()
    yield "documents"


def admin_views(page: Page, address: str, name: str) -> Iterator[str]:
    """The same of the admin page; nothing is changed."""
    page.goto(f"{address}/admin")
    page.wait_for_selector("#password")
    yield "admin login"
    page.fill("#username", name)
    page.fill("#password", os.environ[ADMIN_VARIABLE])
    page.keyboard.press("Enter")
    page.wait_for_selector("#files .file")
    yield "admin"
    page.locator(".file button").first.click()
    page.get_by_role("dialog").wait_for()
    yield "admin dialog"


def main(arguments: list[str] | None = None) -> int:
    """Entry point; returns the exit status."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("axe", type=Path, help="axe.min.js")
    parser.add_argument("--address", default="http://127.0.0.1:7860")
    parser.add_argument("--admin", metavar="NAME", help="of an admin, to see the admin page too")
    options = parser.parse_args(arguments)
    axe = options.axe.read_text("utf-8")
    found = 0
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        for scheme in ("light", "dark"):
            for width in WIDTHS:
                size: Any = {"width": width, "height": 900}
                page = browser.new_page(viewport=size, color_scheme=scheme, locale="zh-CN")  # type: ignore[arg-type]
                page.goto(options.address)
                page.wait_for_selector(".pq-status")
                admin = admin_views(page, options.address, options.admin) if options.admin else ()
                for view in chain(views(page), admin):
                    page.wait_for_timeout(1000)  # for what fades in
                    result = page.evaluate(f"{axe}; axe.run(document, {{resultTypes: ['violations']}})")
                    print(f"{scheme} {width} {view}: {len(result['violations'])} of {len(result['passes'])} rules fail")
                    for violation in result["violations"]:
                        print(f"  {violation['impact']} {violation['id']}: {violation['nodes'][0]['html'][:160]}")
                    found += len(result["violations"])
                page.close()
        browser.close()
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
