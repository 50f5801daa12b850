"""The names that files get in the folder of documents: safe on every system, and of a kind that a reader takes."""

import re
import unicodedata
from collections.abc import Iterator
from pathlib import PurePath

from corpus.errors import DocumentError, UploadRefused
from corpus.load import is_left_out
from corpus.readers import COMPRESSED, check_suffix, sidecar
from qa.bilingual import label
from web.reasons import in_chinese

LONGEST_NAME = 180
"""Bytes of a file name; file systems end at 255, and there are names made from it."""

_RESERVED = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\..*)?|readme\.md", re.IGNORECASE)
_FORBIDDEN = re.compile(r'[<>:"|?*]')


def safe_name(given: str) -> str:
    """The name that a file gets here: one that lies in the folder itself, on every system.

    Raises:
        UploadRefused: nothing is left of it, or no reader takes files of its kind.
    """
    text = unicodedata.normalize("NFC", given.encode("utf-8", "replace").decode("utf-8"))
    text = re.split(r"[/\\]", text)[-1]
    text = "".join(letter for letter in text if unicodedata.category(letter) not in ("Cc", "Cf", "Cs", "Co", "Cn"))
    text = _FORBIDDEN.sub("_", text).strip(" .")
    if _RESERVED.fullmatch(text):
        text = f"_{text}"
    ending = "".join(_ending(text))
    stem = text.removesuffix(ending).strip(" .")
    if not stem:
        shown = repr(given[:40])
        raise UploadRefused(
            label(f"{shown} 不是文件名，请改名再传", f"{shown} is no file name; rename it and upload it again")
        )
    while len((stem + ending).encode()) > LONGEST_NAME:
        stem = stem[:-1]
    name = stem.rstrip(" .") + ending
    if not ending.lower().endswith(sidecar.SUFFIX):
        try:
            check_suffix(PurePath(name))
        except DocumentError as error:
            said = str(error)
            raise UploadRefused(label(f"不收“{name}”：{in_chinese(said)}", f"“{name}” is not taken: {said}")) from error
    if is_left_out(PurePath(name)):
        raise UploadRefused(
            label(f"“{name}”不会入库，请改名再传", f"“{name}” would be left out of the index; rename it")
        )
    return name


def _ending(name: str) -> Iterator[str]:
    """The suffix; of a sidecar with that of its document, of a compressed file with that of what it holds."""
    if name.lower().endswith(sidecar.SUFFIX):
        yield from (PurePath(name[: -len(sidecar.SUFFIX)]).suffix, name[-len(sidecar.SUFFIX) :])
    elif name.lower().endswith(COMPRESSED):
        yield from PurePath(name).suffixes[-2:]
    else:
        yield PurePath(name).suffix
