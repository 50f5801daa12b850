"""Web pages: the main text without menus, scripts and footers.

Finding the main text is trafilatura's; here its tree becomes lines, headings marked as in
Markdown, table rows joined by ` | `.
"""

import re
from collections import Counter
from collections.abc import Sequence
from copy import deepcopy
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

from corpus.errors import EmptyDocument
from corpus.readers.article import find_article, lists_beside, share_missed, shown_lines, with_headings
from corpus.readers.cells import repeat_merged, with_sections
from corpus.readers.emphasis import bold_paragraphs, with_bold_headings
from corpus.readers.facts import page_facts, page_nodes
from corpus.readers.furniture import without_furniture
from corpus.readers.page_head import read_head
from corpus.readers.source import Source, decode
from corpus.readers.stated import stated

_CONTAINERS = (
    "//*[@id='zoom' or @id='Zoom' or @id='UCAP-CONTENT' or @id='js_content' or @id='vsb_content' or "
    "contains(@class, 'TRS_')]"
)
"""Where Chinese websites keep the article; trafilatura, not knowing them, loses the headings inside."""
_ROWS = "tr | tbody/tr"
_CELLS = "tr/* | tbody/tr/*"
_MOST_OF_A_TABLE, _MUCH = 0.8, 200
_CONTAINER = "article-content"
"""A class by which trafilatura knows the article."""
_MARKED = re.compile(r"^#", re.MULTILINE)
_MOSTLY = 0.8
_SEVERAL = 2
_MISSED, _MOST_MISSED = 0.02, 0.6
"""The share of its words that an article may lack in what trafilatura finds; where it fills the whole page."""
_MOST_ABOVE = 40
_IN_CHINESE = re.compile(r"(?<=[\u2e80-\uffef])\n+(?=[\u2e80-\uffef])")
_SPACE = re.compile(r"[ \t\r\f\v\u00a0]*\n[ \t\r\f\v\u00a0]*")


def read(path: Path) -> Source:
    """Read a `.html` file.

    Raises:
        UndecodableText: see `corpus.readers.source`.
        EmptyDocument: the page has no main text.
    """
    return read_page(decode(path.read_bytes()))


def read_page(page: str) -> Source:
    """Read the HTML of a page.

    Raises:
        EmptyDocument: it has no main text.
    """
    import trafilatura
    from lxml import etree

    tree = trafilatura.load_html(page)
    if tree is None:
        raise EmptyDocument("is not an HTML page; save it again from the browser, or as .txt")
    head, bold = read_head(tree), bold_paragraphs(tree)
    for table in tree.xpath("//table"):
        if _is_layout(table):
            for element in (table, *table.xpath(f"tbody | {_ROWS} | {_CELLS}")):
                element.tag = "div"
        else:
            repeat_merged(table)
    for container in tree.xpath(_CONTAINERS):
        container.set("class", _CONTAINER)
    text = _main_text(tree)
    if not _MARKED.search(text) and (container := _container(tree)) is not None:
        container.set("class", _CONTAINER)
        again = _main_text(tree)
        text = again if _MARKED.search(again) and len(again) > len(text) else text
    article = find_article(tree)
    beside = frozenset[str]() if article is None else lists_beside(tree, article)
    shown = [] if article is None else without_furniture([*shown_lines(article)], beside)
    most = _MOST_MISSED if article is not None and article.tag == "body" else _MISSED
    if shown and (share_missed(shown, text) > most or _lost_headings(shown, text)):
        text = "\n".join(shown)
    elif not _MARKED.search(text):
        text = "\n".join(with_headings(text.splitlines(), shown))
    if not text.strip():
        etree.strip_elements(tree, "script", "style", "noscript", "head", with_tail=False)
        text = "\n".join(line for line in _text_of(tree).splitlines() if line.strip())
    if not text.strip():
        raise EmptyDocument("the page holds no text of its own; save the text it shows, or remove it")
    lines = with_bold_headings(without_furniture(text.splitlines(), beside), bold, head.title)
    text = "".join(f"{line}\n" for line in lines)
    if not text:
        raise EmptyDocument("the page holds nothing but menus; save the text it shows, or remove it")
    told = stated(list(page_nodes(tree)))
    facts = (*page_facts(tree, text), *([f"施行日期：{told.in_force}"] if told.in_force else []))
    return replace(
        head,
        text=text,
        date=head.date or told.date,
        number=told.number,
        issuers=(told.issuers,) if told.issuers else (),
        facts=facts,
        head=_behind_title(text, head.title),
    )


def _lost_headings(shown: Sequence[str], text: str) -> bool:
    """Whether the lines of an article are all of a text and headings, of which that has none."""
    told = "\n".join(shown)
    several = len(_MARKED.findall(told)) >= _SEVERAL and not _MARKED.search(text)
    return several and share_missed(text.splitlines(), told) <= _MISSED


def _behind_title(text: str, title: str) -> int:
    """The offset behind the line that shows the title, above the first sentence; 0 where none does."""
    position = end = 0
    for line in text.splitlines(keepends=True)[:_MOST_ABOVE]:
        position += len(line)
        if "。" in line:
            break
        if "".join(line.lstrip("# ").split()) == "".join(title.split()):
            end = position
    return end


def _is_layout(table: Any) -> bool:
    """Whether a table frames the page: it has one row, tables inside, or one cell that holds nearly all its text."""
    if len(table.xpath(_ROWS)) == 1 or table.find(".//table") is not None:
        return True
    sizes = [len(_text_of(cell)) for cell in table.xpath(_CELLS)]
    return max(sizes, default=0) >= max(_MUCH, _MOST_OF_A_TABLE * sum(sizes))


def _main_text(tree: Any) -> str:
    """What trafilatura takes for the main text of a page, in lines."""
    import trafilatura

    found = trafilatura.bare_extraction(
        deepcopy(tree),
        include_tables=True,
        include_comments=False,
        favor_recall=True,
        with_metadata=False,
        config=_settings(),
    )
    body = getattr(found, "body", None)
    return "" if body is None else "\n".join(line for element in body for line in _lines(element))


def _container(tree: Any) -> Any:
    """The innermost element that holds most of what the paragraphs of a page say, and headings; None without one."""
    held = Counter[Any]()
    for paragraph in tree.iter("p"):
        size = len(_text_of(paragraph))
        for above in paragraph.iterancestors("div", "td", "section", "main"):
            held[above] += size
    least = _MOSTLY * max(held.values(), default=0)
    return next((element for element, size in held.items() if size >= least and element.xpath(".//h2 | .//h3")), None)


@cache
def _settings() -> Any:
    """Settings of trafilatura under which a short notice is read like a long one."""
    from trafilatura.settings import use_config

    settings = use_config()
    for name in ("MIN_EXTRACTED_SIZE", "MIN_OUTPUT_SIZE"):
        settings.set("DEFAULT", name, "0")
    return settings


def _text_of(element: Any) -> str:
    return "" if element is None else _SPACE.sub("\n", "".join(element.itertext())).strip()


def _one_line(element: Any) -> str:
    """Its text with line breaks as spaces, but none between Chinese characters."""
    return " ".join(_IN_CHINESE.sub("", _text_of(element)).split())


def _lines(element: Any) -> list[str]:
    """The lines of one block of trafilatura's tree."""
    for block in element.iterdescendants("lb", "p", "quote", "list", "item"):
        block.text = f"\n{block.text or ''}"
        block.tail = f"\n{block.tail or ''}"
    if element.tag == "head":
        level = element.get("rend", "h2")[1:]
        return [f"{'#' * (int(level) if level.isdigit() else 2)} {_one_line(element)}"]
    if element.tag == "table":
        rows = (" | ".join(map(_one_line, row.iter("cell"))) for row in element.iter("row"))
        return with_sections([row for row in (row.rstrip(" |") for row in rows) if row])
    return [line for line in _text_of(element).splitlines() if line]
