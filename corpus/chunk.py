"""Cut measures into chunks small enough to embed, with exact offsets.

langchain-text-splitters cuts; `keep_separator="end"` and `strip_whitespace=False` are what
makes its offsets right in Chinese text.
"""

from functools import cache
from itertools import takewhile
from typing import TYPE_CHECKING

from corpus.records import Chunk, Measure
from corpus.text import trim

if TYPE_CHECKING:
    from langchain_text_splitters import RecursiveCharacterTextSplitter

LONGEST_CHUNK = 400
"""Characters; longer measures are cut at paragraphs, then sentences, then clauses."""

_CELLS = " | "
_LONGEST_HEADER = 120
_SEPARATORS = ["\n\n", "\n", "。", "！", "？", "；", ". ", "; ", "，", ",", "、", " ", ""]


@cache
def _splitter(size: int) -> "RecursiveCharacterTextSplitter":
    from langchain_text_splitters import RecursiveCharacterTextSplitter

    return RecursiveCharacterTextSplitter(
        separators=_SEPARATORS,
        keep_separator="end",
        strip_whitespace=False,
        add_start_index=True,
        chunk_size=size,
        chunk_overlap=0,
    )


def chunk_measures(measures: list[Measure], title: str = "", size: int = LONGEST_CHUNK) -> list[Chunk]:
    """Chunks of the measures, in order; none crosses two measures, a measure that fits is one chunk.

    Args:
        measures: the measures of one document.
        title: the document's title, the outermost part of each chunk's context.
        size: the longest chunk, in characters.
    """
    chunks = []
    for number, measure in enumerate(measures):
        context = " ".join(part for part in (title, *measure.heading_path, measure.title) if part)
        for start, end in _spans(measure.text, size):
            text, header = measure.text[start:end], _header(measure.text, start)
            above = f"{context} {header}" if header else context
            chunks.append(Chunk(number, measure.start + start, measure.start + end, text, above))
    return chunks


def _header(text: str, start: int) -> str:
    """The first row of the table (甲 | 乙) that a chunk begins in the midst of, and the cells before it in its row.

    Empty where it begins elsewhere.
    """
    begin = text.rfind("\n", 0, start) + 1
    row = text[begin:].split("\n", 1)[0]
    if _CELLS not in row:
        return ""
    above = text[:begin].split("\n")[:-1]
    rows = list(takewhile(lambda line: _CELLS in line, reversed(above)))
    told = (*rows[-1:], row[: start - begin].rpartition(_CELLS)[0])
    return " ".join(line[:_LONGEST_HEADER] for line in told if line)


def _spans(text: str, size: int) -> list[tuple[int, int]]:
    if len(text) <= size:
        return [(0, len(text))]
    pieces = _splitter(size).create_documents([text])
    spans = []
    for piece in pieces:
        start = piece.metadata["start_index"]
        spans.append(trim(text, start, start + len(piece.page_content)))
    return [span for span in spans if span[0] < span[1]]
