"""Words of the interface in Chinese and English: side by side, until the page shows one of the two."""

MARK = "\u2063"
"""Stands unseen between the languages where only plain text can be given (a label, a tooltip); `chat.js` knows it."""


def both(chinese: str, english: str) -> str:
    """HTML, from words that are HTML already."""
    return f'<span class="pq-zh" lang="zh">{chinese}</span><span class="pq-en" lang="en"> {english}</span>'


def label(chinese: str, english: str) -> str:
    """Plain text."""
    return f"{chinese}{MARK} {english}"


def counted(count: int, noun: str) -> str:
    """In English, `1 document` or `2 documents`."""
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"
