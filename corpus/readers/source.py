"""What a reader gives, and how it decodes bytes."""

import codecs
from collections.abc import Iterator
from dataclasses import dataclass

from corpus.errors import UndecodableText
from corpus.text import to_simplified


@dataclass(frozen=True, slots=True)
class Source:
    """The text of a file and what its format says about it (empty where it says nothing).

    `site` is the name of the website a page is from; `facts` what it says of the document beside its text, each with
    its label (文号：…); `head` the offset in `text` at which, by a mark in the file, what stands above the policy ends,
    0 where there is none; `pages` holds the offset in `text` at which each page begins, for formats that have pages;
    `remarks` what in the file could not be used; `own_id` what a JSON record calls itself.
    """

    text: str
    title: str = ""
    source: str = ""
    url: str = ""
    date: str = ""
    issuers: tuple[str, ...] = ()
    number: str = ""
    region: str = ""
    kind: str = ""
    site: str = ""
    facts: tuple[str, ...] = ()
    head: int = 0
    pages: tuple[int, ...] = ()
    remarks: tuple[str, ...] = ()
    own_id: str = ""


_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_CANDIDATES = ("gb18030", "big5hkscs", "utf-16-le", "utf-16-be")
_PUNCTUATION = frozenset("\t\n\r、。〈〉《》「」『』【】〔〕“”‘’…—·\u3000")
_MOSTLY = 0.8
_SAMPLE = 4000


def decode(data: bytes) -> str:
    r"""Text of the bytes: by byte-order mark, as UTF-8, or in the best fitting of GB18030, Big5, UTF-16.

    Line ends become `\\n`. The encoding that fits best is the one that gives the most everyday
    characters: text read in a wrong one is full of rare characters.

    Raises:
        UndecodableText: binary data, or an encoding that is none of these.
    """
    text = _decode(data).replace("\r\n", "\n").replace("\r", "\n")
    if "\0" in text:
        raise UndecodableText("holds NUL characters, it is not a text file; export it as UTF-8 text")
    return text


def _decode(data: bytes) -> str:
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            try:
                return data[len(bom) :].decode(encoding)
            except UnicodeDecodeError as error:
                raise UndecodableText(
                    f"begins as {encoding} but byte {error.start} does not fit; save it again as UTF-8"
                ) from error
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        pass
    share, text = max((_everyday(text), text) for text in _readings(data))
    if share < _MOSTLY:
        raise UndecodableText("is not text in UTF-8, GB18030, Big5 or UTF-16; save it as UTF-8")
    return text


def _readings(data: bytes) -> Iterator[str]:
    yield ""
    for encoding in _CANDIDATES:
        try:
            yield data.decode(encoding)
        except UnicodeDecodeError:
            continue


def _everyday(text: str) -> float:
    """The share of characters that are ASCII, punctuation, or in the first level of GB 2312."""
    sample = to_simplified(text[:_SAMPLE])
    return sum(map(_is_everyday, sample)) / max(len(sample), 1)


def _is_everyday(character: str) -> bool:
    if " " <= character <= "~" or "！" <= character <= "～" or character in _PUNCTUATION:
        return True
    return b"\xb0\xa1" <= character.encode("gb2312", "replace") <= b"\xd7\xf9"
