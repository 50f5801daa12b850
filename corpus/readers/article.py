"""The element of a web page that holds its article, and the lines of it as they are shown.

For pages whose main text trafilatura does not find: those of tables and fonts, of `section` elements, or hidden until a
script shows them.
"""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

_HOLDERS = {"div", "td", "section", "article", "main", "form", "font", "span", "center", "body"}
_LEFT_OUT = {"script", "style", "noscript", "head", "select", "textarea", "button", "iframe", "svg", "nav", "footer"}
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_BLOCKS = set("p div section article main body td th li dt dd table ul ol dl br hr blockquote center pre form".split())
_PARAGRAPHS = {"section", "font", "span", "center"}
"""What may hold one paragraph of an article or all of it."""
_SEVERAL = 2
_MOSTLY = 0.8
_ENDS, _ENGLISH_ENDS = re.compile(r"[。；]"), re.compile(r"[A-Za-z)][.;](?:\s|$)")
_BEGINNING = 24


def find_article(tree: Any) -> Any:
    """The innermost element with most of the sentences of a page, in Chinese or else in English; None without any."""
    held, seen = Counter[Any](), set[str]()
    for element, words in [*_sentences(tree, _ENDS)] or _sentences(tree, _ENGLISH_ENDS):
        if words not in seen:
            seen.add(words)
            for above in (element, *element.iterancestors()):
                held[above] += len(words)
    least = _MOSTLY * max(held.values(), default=0)
    found = [element for element, size in held.items() if size >= least and element.tag in _HOLDERS]
    deepest = max(found, key=lambda element: sum(1 for _ in element.iterancestors()), default=None)
    while deepest is not None and deepest.tag in _PARAGRAPHS and _pieces_of(deepest) < _SEVERAL:
        deepest = deepest.getparent()
    return deepest


def _pieces_of(element: Any) -> int:
    """How many children of an element, and texts between them, say something."""
    texts = (element.text, *(child.tail for child in element), *("".join(child.itertext()) for child in element))
    return sum(bool(text and text.strip()) for text in texts)


def share_missed(lines: Sequence[str], text: str) -> float:
    """The share of the lines of an article, by their length, that a text lacks."""
    there = _compact(text)
    parts = [_compact(part) for line in lines for part in line.lstrip("# ").split(" | ")]
    missed = position = 0
    for part in parts:
        beginning = part[:_BEGINNING]
        found = there.find(beginning, position)
        if found < 0 and beginning not in there:
            missed += len(part)
        position = max(found, position)
    return missed / max(sum(map(len, parts)), 1)


def with_headings(text: Sequence[str], lines: Sequence[str]) -> list[str]:
    """The lines of a text with those headings of an article that stand right above one of them there."""
    begins: dict[str, list[int]] = {}
    for number, line in enumerate(text):
        begins.setdefault(_beginning(line), []).append(number)
    put: dict[int, list[str]] = {}
    above: list[str] = []
    position = 0
    for line in lines:
        if line.startswith("#"):
            above.append(line)
            continue
        places = begins.get(_beginning(line), [])
        if further := places[bisect_left(places, position) :][:1]:
            put.setdefault(further[0], []).extend(above)
            position = further[0] + 1
        above = []
    if sum(map(len, put.values())) < _SEVERAL:
        return [*text]
    return [shown for number, line in enumerate(text) for shown in (*put.get(number, ()), line)]


def _beginning(line: str) -> str:
    return _compact(line).replace("|", "")[:_BEGINNING]


def lists_beside(tree: Any, article: Any) -> frozenset[str]:
    """The links and the items of lists on a page that stand outside its article, their texts without spaces."""
    there = _compact("".join(article.itertext()))
    found = (_compact("".join(element.itertext())).lstrip("-·•") for element in tree.iter("a", "li"))
    return frozenset(words for words in found if words not in there)


def shown_lines(element: Any) -> Iterator[str]:
    """The lines of an element, headings marked, the cells of a row joined by ` | `."""
    mark = line = ""
    for broken, text in (*_pieces(element), ("\n", "")):
        if broken and (words := " ".join(line.split()).strip(" |")):
            yield mark + words
        mark, line = (broken.strip("\n"), text) if broken else (mark, line + text)


def _pieces(element: Any) -> Iterator[tuple[str, str]]:
    """Pieces of text, each with what stands before it: a line break, the mark of a heading, nothing."""
    tag = element.tag if isinstance(element.tag, str) else "script"
    if tag in _LEFT_OUT or _is_hidden(element):
        return
    if tag == "tr":
        yield "\n", " | ".join(" ".join(shown_lines(cell)) for cell in element if cell.tag in ("td", "th"))
        yield "\n", ""
        return
    level = _HEADINGS.get(tag, 0)
    broken = f"{'#' * level} " if level else "\n" if tag in _BLOCKS else ""
    yield broken, element.text or ""
    for child in element:
        yield from _pieces(child)
        yield "", child.tail or ""
    yield "\n" if broken else "", ""


def _sentences(element: Any, ends: re.Pattern[str]) -> Iterator[tuple[Any, str]]:
    """The pieces of text that hold sentences, without spaces, each with the element it stands in."""
    if not isinstance(element.tag, str) or element.tag in _LEFT_OUT or _is_hidden(element):
        return
    for text in (element.text, *(child.tail for child in element)):
        if text and ends.search(text):
            yield element, _compact(text)
    for child in element:
        yield from _sentences(child, ends)


def _is_hidden(element: Any) -> bool:
    """Whether an element is not shown, as a copy for reading aloud; what a script shows later has another style."""
    return "display:none" in _compact(element.get("style", ""))


def _compact(text: str) -> str:
    return "".join(text.split())
