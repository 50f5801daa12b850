"""Plain text and Markdown: the text is what the file says, below its front matter."""

from pathlib import Path

from corpus.readers.front import without_front_matter
from corpus.readers.source import Source, decode


def read(path: Path) -> Source:
    """Read a `.txt` or `.md` file."""
    return without_front_matter(decode(path.read_bytes()))
