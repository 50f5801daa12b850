"""Web pages: the main text without menus, scripts and footers.

Finding the main text is trafilatura's; here its tree becomes lines, headings marked as in
Markdown, table rows joined by ` | `. Government sites state title, source and date in `<meta>` elements
of a common standard (`ArticleTitle`, `PubDate`, `ContentSource`, `Url`).
"""

import re
from collections import Counter
from copy import deepcopy
from functools import cache
from pathlib import Path
from typing import Any

from corpus.errors import EmptyDocument
from corpus.readers.source import Source, decode

_DATE = re.compile(r"(\d{4})[-/年.](\d{1,2})[-/月.](\d{1,2})")
_CONTAINERS = "//*[@id='zoom' or @id='Zoom' or @id='UCAP-CONTENT' or contains(@class, 'TRS_')]"
"""Where Chinese government sites keep the article; trafilatura, not knowing them, loses the headings inside."""
_LAYOUT = "//table[count(tr/* | tbody/tr/*) = 1]"
"""Tables of one cell, which frame whole pages."""
_CONTAINER = "article-content"
"""A class by which trafilatura knows the article."""
_MARKED = re.compile(r"^#", re.MULTILINE)
_MOSTLY = 0.8
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
    meta = {element.get("name", "").lower(): element.get("content", "").strip() for element in tree.iter("meta")}
    title = meta.get("articletitle") or _without_site(_text_of(tree.find(".//title")), meta.get("sitename", ""))
    for table in tree.xpath(_LAYOUT):
        for element in (table, *table.xpath("tbody | tr | tr/* | tbody/tr | tbody/tr/*")):
            element.tag = "div"
    for container in tree.xpath(_CONTAINERS):
        container.set("class", _CONTAINER)
    text = _main_text(tree)
    if not _MARKED.search(text) and (container := _container(tree)) is not None:
        container.set("class", _CONTAINER)
        again = _main_text(tree)
        text = again if _MARKED.search(again) and len(again) > len(text) else text
    if not text.strip():
        etree.strip_elements(tree, "script", "style", "noscript", "head", with_tail=False)
        text = "\n".join(line for line in _text_of(tree).splitlines() if line.strip())
    if not text.strip():
        raise EmptyDocument("the page holds no text of its own; save the text it shows, or remove it")
    date = _DATE.search(meta.get("pubdate", ""))
    return Source(
        text=text + "\n",
        title=title.split("\n")[0].strip(),
        source=meta.get("contentsource", ""),
        url=meta.get("url", "") if meta.get("url", "").startswith(("http://", "https://")) else "",
        site=meta.get("sitename", ""),
        date="-".join(part.zfill(2) for part in date.groups()) if date else "",
    )


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


def _without_site(title: str, site: str) -> str:
    """仲裁公告 for 仲裁公告-某市某局网站."""
    if not site:
        return title
    mark = r"\s*[-_|—－–]+\s*"
    return re.sub(rf"{mark}{re.escape(site)}\s*$|^\s*{re.escape(site)}{mark}", "", title)


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
        rows = ([_one_line(cell) for cell in row.iter("cell")] for row in element.iter("row"))
        return [" | ".join(row) for row in rows if any(row)]
    return [line for line in _text_of(element).splitlines() if line]
