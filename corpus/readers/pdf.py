"""PDF files: the text of their pages in paragraphs, title and headings told by size and weight."""

import re
from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import Any

from corpus.errors import EmptyDocument, OversizedDocument, ScannedDocument
from corpus.imprint import letterhead
from corpus.readers.glyphs import glyphs
from corpus.readers.lines import find_lines
from corpus.readers.margins import Page, without_margins
from corpus.readers.paragraphs import NUMBERED, Paragraph, find_paragraphs
from corpus.readers.pdfium import has_image, opened, opened_page
from corpus.readers.rules import find_grids
from corpus.readers.scan import is_installed, recognise
from corpus.readers.source import Source
from corpus.standards import standard_cover

MOST_SCANNED = 500
"""Pages; each takes some seconds."""
_LARGER = 1.12
_MOSTLY = 0.6
_LONGEST_HEADING = 120
_MOST_LINES = 3
_MOST_ABOVE_TITLE = 200
_HEAD = 6
_SENTENCE = re.compile(r"[。；：.;:]$")
_NO_HEADING = re.compile(r"[。；，：.;,:]$|^\d{4}年\d{1,2}月\d{1,2}日$|^\W*$")
_MASTHEAD = re.compile(r"(?:政府|委员会|办公[厅室]|[厅局部委院会])文件$|(?:政府|国务院)公报$|^\w{2,20}令$")
"""The red head of an official document, larger than its title."""


def read(path: Path) -> Source:
    """Read a `.pdf` file.

    Raises:
        EncryptedDocument, DamagedDocument, ScannedDocument, OversizedDocument, EmptyDocument: see `corpus.errors`.
        OSError: the file cannot be opened.
    """
    pages = []
    with opened(path) as document:
        for number in range(1, len(document) + 1):
            with opened_page(document, number) as page:
                pages.append(Page(find_lines(glyphs(page), number, find_grids(page)), *page.get_size()))
        bare = without_margins(pages)
        pictures = [number for number, page in enumerate(bare, 1) if not page.lines and _is_picture(document, number)]
        if pictures and is_installed():
            _recognise(document, pictures, pages)
            bare = without_margins(pages)
    paragraphs = find_paragraphs(bare)
    if not paragraphs and pictures and not is_installed():
        raise ScannedDocument(
            f"is a scan of {len(pages):,} pages; install the extra “ocr” (pip install rapidocr onnxruntime) and build "
            "again, or run another (OCR) over it and save the result as PDF or .txt"
        )
    if not paragraphs:
        raise EmptyDocument(f"its {len(pages):,} pages hold no text; export it again with its text, or remove it")
    source = _compose(paragraphs, len(pages))
    if pictures:
        what = (
            "read by text recognition (OCR), which errs now and then; compare with the page before you quote"
            if is_installed()
            else "left out; install the extra “ocr” (pip install rapidocr onnxruntime) and build with --full"
        )
        source = replace(source, remarks=(f"{len(pictures):,} of {len(pages):,} pages are pictures and were {what}",))
    return source


def _is_picture(document: Any, number: int) -> bool:
    with opened_page(document, number) as page:
        return has_image(page)


def _recognise(document: Any, numbers: list[int], pages: list[Page]) -> None:
    """Put what can be recognised on the pages of these numbers in their place."""
    if len(numbers) > MOST_SCANNED:
        raise OversizedDocument(
            f"{len(numbers):,} of its pages are pictures, over the limit of {MOST_SCANNED:,} for text recognition; "
            "split it"
        )
    for number in numbers:
        with opened_page(document, number) as page:
            pages[number - 1] = Page(find_lines(recognise(page), number), *page.get_size())


def _compose(paragraphs: list[Paragraph], count: int) -> Source:
    """The text with its headings marked, and where in it each page begins."""
    headings = _headings(paragraphs) - _letterheads(paragraphs)
    title = _title(paragraphs, headings)
    parts: list[str] = []
    starts: list[int] = []
    length = head = 0
    for paragraph in paragraphs:
        mark = "# " if paragraph is title else "## " if id(paragraph) in headings else ""
        pieces = [("", mark, paragraph.lines[0].page), *paragraph.pieces(), ("\n", "", 0)]
        for joint, words, page in pieces:
            length += len(joint)
            starts += [length] * (page - len(starts))
            length += len(words)
            parts += (joint, words)
        if paragraph is title and "。" not in "".join(parts):
            head = length
    starts += [length] * (count - len(starts))
    return Source("".join(parts), title=title.text if title else "", head=head, pages=tuple(starts))


def _headings(paragraphs: list[Paragraph]) -> set[int]:
    """The identities of the paragraphs that stand out as headings; those told by their number are left out.

    A size and weight belongs to headings when it stands out from that of the sentences, and most of what is
    set in it looks like a heading.
    """
    sentences = [paragraph for paragraph in paragraphs if _SENTENCE.search(paragraph.text)] or paragraphs
    body_size, body_bold = _style_shares(sentences).most_common(1)[0][0]
    short = [paragraph for paragraph in paragraphs if _is_short(paragraph)]
    every, titled = _style_shares(paragraphs), _style_shares(short)
    standing_out = {
        (size, bold)
        for (size, bold), share in titled.items()
        if (size >= _LARGER * body_size or (bold and not body_bold and size * _LARGER > body_size))
        and share >= _MOSTLY * every[size, bold]
    }
    return {id(p) for p in short if (p.size, p.bold) in standing_out and not NUMBERED.match(p.text)}


def _letterheads(paragraphs: list[Paragraph]) -> set[int]:
    """The identities of the paragraphs in which offices stand above the number, often larger than the title.

    So does the code on the cover of a standard.
    """
    top = paragraphs[:_HEAD]
    texts = [paragraph.text for paragraph in top]
    cover = standard_cover(texts)
    return {id(paragraph) for at, paragraph in enumerate(top) if at in cover or letterhead(texts[at:])}


def _style_shares(paragraphs: list[Paragraph]) -> Counter[tuple[float, bool]]:
    """How many characters are set in each size and weight."""
    shares = Counter[tuple[float, bool]]()
    for paragraph in paragraphs:
        shares[paragraph.size, paragraph.bold] += len(paragraph.text)
    return shares


def _is_short(paragraph: Paragraph) -> bool:
    """Whether a paragraph could be a heading."""
    text = paragraph.text
    few = len(paragraph.lines) <= _MOST_LINES and len(text) <= _LONGEST_HEADING
    return few and not paragraph.is_row and not _NO_HEADING.search(text) and not _MASTHEAD.search(text)


def _title(paragraphs: list[Paragraph], headings: set[int]) -> Paragraph | None:
    """The largest heading near the top of the first page; the first of all, where others are as large."""
    candidates = [paragraph for paragraph in paragraphs if id(paragraph) in headings]
    if not candidates:
        return None
    largest = max(paragraph.size for paragraph in candidates)
    title, *others = [paragraph for paragraph in candidates if paragraph.size == largest]
    above = 0
    for paragraph in paragraphs:
        if paragraph is title:
            break
        above += len(paragraph.text)
    on_top = title.lines[0].page == paragraphs[0].lines[0].page and above <= _MOST_ABOVE_TITLE
    return title if on_top and not (others and above) else None
