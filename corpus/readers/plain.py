"""Plain text and Markdown: the text is what the file says, below its front matter, without comments and marks."""

from dataclasses import replace
from pathlib import Path

from corpus.readers.front import without_front_matter
from corpus.readers.markdown import without_marks
from corpus.readers.source import Source, decode

_OPEN, _CLOSE = "<!--", "-->"
_HEAD_ENDS = "<!-- INFO END -->"
"""The comment by which collections of laws part what tells about a law from the law."""


def read(path: Path) -> Source:
    """Read a `.txt` or `.md` file."""
    source = without_front_matter(decode(path.read_bytes()))
    return source if path.suffix.lower() == ".txt" else _without_marks(_without_comments(source))


def _without_marks(source: Source) -> Source:
    """The text without the marks of Markdown; what stands above the policy ends where it did."""
    head = without_marks(source.text[: source.head])
    return replace(source, text=head + without_marks(source.text[source.head :]), head=len(head))


def _without_comments(source: Source) -> Source:
    """The text without HTML comments; a line that holds nothing else goes with it. What is never closed is text."""
    text, parts, end, head, blank = source.text, list[str](), 0, 0, True
    while (start := text.find(_OPEN, end)) >= 0 and (close := text.find(_CLOSE, start + len(_OPEN))) >= 0:
        parts.append(text[end:start])
        above, _, line = parts[-1].rpartition("\n")
        blank = (blank or bool(above) or parts[-1][:1] == "\n") and not line.strip()
        if not head and text.startswith(_HEAD_ENDS, start):
            head = sum(map(len, parts))
        end = close + len(_CLOSE)
        newline = text.find("\n", end)
        if blank and newline >= 0 and not text[end:newline].strip():
            end = newline + 1
    return replace(source, text="".join((*parts, text[end:])), head=head) if parts else source
