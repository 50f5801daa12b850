"""Plain text and Markdown: the text is what the file says."""

from pathlib import Path

from corpus.readers.source import Source, decode


def read(path: Path) -> Source:
    """Read a `.txt` or `.md` file."""
    return Source(text=decode(path.read_bytes()))
