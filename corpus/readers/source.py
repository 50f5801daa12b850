"""What a reader gives, and how it decodes bytes."""

import codecs
from dataclasses import dataclass

from corpus.errors import UndecodableText


@dataclass(frozen=True, slots=True)
class Source:
    """The text of a file and what its format says about it (empty where it says nothing)."""

    text: str
    title: str = ""
    source: str = ""
    url: str = ""
    date: str = ""


_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_CANDIDATES = ["gb18030", "big5", "big5hkscs", "utf_16_le", "utf_16_be"]


def decode(data: bytes) -> str:
    r"""Text of the bytes: by byte-order mark, as UTF-8, or in the best fitting of GB18030, Big5, UTF-16.

    Line ends become `\\n`. The choice between the Chinese encodings is charset-normalizer's.

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
    from charset_normalizer import from_bytes

    best = from_bytes(data, cp_isolation=_CANDIDATES).best()
    if best is None:
        raise UndecodableText("is not text in UTF-8, GB18030, Big5 or UTF-16; save it as UTF-8")
    return str(best)
