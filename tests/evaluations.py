"""Small evaluations: questions written to a file, the command run, its page checked."""

import json
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

from qa.evaluate import main


def questions(folder: Path, *rows: dict[str, Any]) -> Path:
    path = folder / "questions.jsonl"
    path.write_text("\n".join(json.dumps(row, ensure_ascii=False) for row in rows), "utf-8")
    return path


VOUCHERS = [
    {"question": "博士毕业生安家补助多少", "documents": ["talent.md"], "answer": "二十万元"},
    {"question": "种水稻每亩补贴多少", "measures": ["种粮补贴"], "answer": "1 5 0 元"},
    {"question": "专利质押融资由谁担保", "positive_ids": ["farm"], "answer": "县长"},
    {"question": "红烧肉怎么做才好吃", "off_topic": True},
    {"question": "贷款贴息百分之几", "measures": ["第九十九条"]},
]


def run_json(capsys: pytest.CaptureFixture[str], *arguments: str | Path) -> dict[str, Any]:
    assert main([*map(str, arguments), "--json"]) == 0
    facts: dict[str, Any] = json.loads(capsys.readouterr().out)
    return facts


class Page(HTMLParser):
    """Checks that elements close in order and gathers what would fetch or run something."""

    VOID = ("meta", "br")

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.active: list[str] = []
        self.words = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in self.VOID:
            self.open.append(tag)
        names = {name for name, _ in attrs}
        if tag in ("script", "link", "img", "iframe", "object") or names & {"src", "href"}:
            self.active.append(tag)
        self.active += [name for name in names if name.startswith("on")]

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.words += data


def check_page(text: str) -> str:
    """The page is whole and needs and runs nothing; returns its words."""
    page = Page()
    page.feed(text)
    page.close()
    assert page.open == []
    assert page.active == []
    return page.words
