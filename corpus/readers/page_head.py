"""What a web page says of itself in its head: title, source, date and address, and the name of its website.

Government sites state them in `<meta>` elements of a common standard (`ArticleTitle`, `PubDate`, `ContentSource`,
`Url`), others in elements of their own, and add the site's name to the `<title>`.
"""

import re
from collections.abc import Iterator
from typing import Any

from corpus.readers.source import Source

_DATE = re.compile(r"(\d{4})[-/年.](\d{1,2})[-/月.](\d{1,2})")
_DATES = ("pubdate", "publishdate", "firstpublishedtime", "article:published_time", "og:release_date")
_MARK = re.compile(r"\s*(?:-{1,2}|[_|｜—–－·>＞]+)\s*")
_OF_A_SITE = re.compile(
    r"(?:网|网站|门户|平台|频道|客户端|首页|主页|公报|政府|委员会|[厅局办]|\b(?:Council|Government|GOV\.UK))$"
)
_DISPLAYED = "h1 h2 h3 h4 p div td span b strong font li dd".split()
_TITLED = "//h1 | //h2 | //font[@size >= 4] | //*[contains(@class, 'title') and not(*)]"
_HEADINGS = "//h1 | //h2 | //h3"
_LONGEST, _SHORTEST, _LEAST_OF_HEADINGS, _LEAST_OF_FIRST = 120, 5, 8, 4


def read_head(tree: Any) -> Source:
    """The fields that the head of a page states, and those of its elements that are known by name."""
    meta = {
        (element.get("name") or element.get("property") or "").lower(): (element.get("content") or "").strip()
        for element in tree.iter("meta")
    }
    site = meta.get("sitename", "")
    date = next(filter(None, (_DATE.search(meta.get(name, "")) for name in _DATES)), None)
    date = date or _DATE.search(_named(tree, "publish_time"))
    return Source(
        text="",
        title=meta.get("articletitle") or _title(tree, meta.get("og:title", ""), site),
        source=meta.get("contentsource", "") or _named(tree, "js_name"),
        url=meta.get("url", "") if meta.get("url", "").startswith(("http://", "https://")) else "",
        site=site,
        date="-".join(part.zfill(2) for part in date.groups()) if date else "",
    )


def _title(tree: Any, told: str, site: str) -> str:
    """The part of the title that the page shows, 仲裁公告 of 仲裁公告-某市某局网站; else the part that names no site.

    Where it names the site alone, the heading of the page.
    """
    element = tree.find(".//title")
    named = "" if element is None else "".join(element.itertext()).strip().split("\n")[0].strip()
    named = named or told
    there = _compact(named)
    headings = [heading for heading in map(_line, tree.xpath(_HEADINGS)) if len(heading) >= _LEAST_OF_HEADINGS]
    held = [heading for heading in headings if _compact(heading) in there and not _OF_A_SITE.search(heading)]
    if held:
        return max(held, key=len)
    parts = list(_parts(named))
    if heading := _only_heading(tree, named):
        return heading
    if len(parts) > 1:
        shown = set(map(_compact, _shown(tree)))
        could_be = (part for part in parts if len(part) >= _SHORTEST and not _OF_A_SITE.search(part))
        if part := next((part for part in could_be if _compact(part) in shown), ""):
            return part
    bare = _without_site(named, site)
    if not bare or bare == site or _OF_A_SITE.search(bare):
        return next((heading for heading in map(_line, tree.xpath(_TITLED)) if _may_be_title(heading)), bare)
    return bare


def _only_heading(tree: Any, named: str) -> str:
    """The one heading of the first rank that says a part of the title in its own words: Permits of Notice 14 | Permits.
    Or it begins or ends with the first part, 养犬登记办事指南 of 养犬登记-办事指南-某市政务网.

    Empty where there is none, or several, or the title has no parts.
    """
    headings = [*map(_line, tree.xpath("//h1"))]
    first, *others = _MARK.split(named)
    names = [part for part in (first, *others) if len(part) >= _LEAST_OF_HEADINGS and not _OF_A_SITE.search(part)]
    if len(headings) != 1 or not _may_be_title(headings[0]):
        return ""
    heading = _compact(headings[0])
    of_a_site = bool(others) and _OF_A_SITE.search(others[-1])
    begins = of_a_site and len(first) >= _LEAST_OF_FIRST and heading.startswith(_compact(first))
    begins = begins or (of_a_site and first in names and heading.endswith(_compact(first)))
    told = begins or (len(names) > 1 and any(_compact(part) in heading for part in names))
    return headings[0] if told else ""


def _parts(title: str) -> Iterator[str]:
    """The title, and what is left of it without its last or its first parts, the longest first."""
    marks = list(_MARK.finditer(title))
    starts, ends = [0, *(mark.end() for mark in marks)], [*(mark.start() for mark in marks), len(title)]
    yield title
    yield from (title[:end].strip() for end in reversed(ends[:-1]))
    yield from (title[start:].strip() for start in starts[1:])


def _without_site(title: str, site: str) -> str:
    """The title without the name of the site, and without last parts that name one."""
    if site:
        mark = _MARK.pattern
        return re.sub(rf"{mark}{re.escape(site)}\s*$|^\s*{re.escape(site)}{mark}", "", title)
    marks = list(_MARK.finditer(title))
    if marks and _OF_A_SITE.search(title):
        return title[: marks[-1].start()]
    return title


def _shown(tree: Any) -> Iterator[str]:
    """The texts of the elements that could be a title."""
    for element in tree.iter(*_DISPLAYED):
        text = "".join(element.itertext()) if len(element) < _SHORTEST else ""
        if _SHORTEST <= len(text.strip()) <= _LONGEST:
            yield text


def _may_be_title(line: str) -> bool:
    return _SHORTEST <= len(line) <= _LONGEST and line[-1] not in "。；：:" and not _OF_A_SITE.search(line)


def _named(tree: Any, name: str) -> str:
    """The text of the element of an `id`."""
    return next((_line(element) for element in tree.xpath(f"//*[@id='{name}']")), "")


def _line(element: Any) -> str:
    return " ".join("".join(element.itertext()).split())


def _compact(text: str) -> str:
    return "".join(text.split())
