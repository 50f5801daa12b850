"""Office files (`.docx`, `.xlsx`): zip packages of XML parts, opened so that no file can do harm.

The libraries get a copy that holds the XML parts alone, read under a limit. Pictures, and relationships that lead
nowhere, are left behind: they are what most of the files that Word opens and libraries refuse stumble over.
"""

import re
import zlib
from io import BytesIO
from pathlib import Path, PurePosixPath
from posixpath import normpath
from zipfile import BadZipFile, ZipFile, ZipInfo

from corpus.errors import DamagedDocument, EncryptedDocument, OversizedDocument

LARGEST_CONTENT = 128 * 2**20
"""Bytes of XML; a policy of a thousand pages has about ten megabytes."""
LARGEST_RATIO = 200
SMALL = 4 * 2**20
"""Below this many bytes a part may be packed as tightly as it likes: a form of empty cells is."""

_BLOCK = 2**16
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_IS_XML = re.compile(r"\.(xml|rels|vml)$", re.IGNORECASE)
_STRICT = re.compile(rb"http://purl\.oclc\.org/ooxml/(\w+)/")
_TRANSITIONAL = rb"http://schemas.openxmlformats.org/\1/2006/"
"""Word's "Strict Open XML" differs from what the libraries know by its names alone."""


def open_package(path: Path) -> BytesIO:
    """A harmless copy of an Office file.

    Raises:
        EncryptedDocument: a password protects it, or it is of the binary format before 2007.
        OversizedDocument: it holds more than the limit, or is packed like a zip bomb.
        DamagedDocument: it is no zip package, or a part of it is damaged.
    """
    data = path.read_bytes()
    if data.startswith(_OLE):
        raise EncryptedDocument(f"is protected by a password or is {_old(path)}; remove the password or {_save(path)}")
    copy = BytesIO()
    try:
        with ZipFile(BytesIO(data)) as package, ZipFile(copy, "w") as safe:
            names = ((part.filename.replace("\\", "/"), part) for part in package.infolist())
            parts = {name: part for name, part in names if _IS_XML.search(name)}
            _check_directory(list(parts.values()))
            for name, part in parts.items():
                content = _STRICT.sub(_TRANSITIONAL, _content(package, part))
                safe.writestr(name, _live(name, content, set(parts)) if name.endswith(".rels") else content)
    except (BadZipFile, EOFError, NotImplementedError, SyntaxError, ValueError, zlib.error) as error:
        raise damaged(path) from error
    copy.seek(0)
    return copy


def damaged(path: Path) -> DamagedDocument:
    """The error for a file that its library cannot make sense of."""
    return DamagedDocument(f"is cut off, altered, or not what its suffix “{path.suffix}” says; {_save(path)}")


def _save(path: Path) -> str:
    suffix = ".docx" if path.suffix.lower() == ".docx" else ".xlsx"
    return f"open it in {'Word' if suffix == '.docx' else 'Excel'} or WPS and save it again as {suffix}"


def _old(path: Path) -> str:
    return "an old .doc" if path.suffix.lower() == ".docx" else "an old .xls"


def _check_directory(parts: list[ZipInfo]) -> None:
    """Refuse by what the file says of itself, before anything is unpacked."""
    if any(part.flag_bits & 1 for part in parts):
        raise EncryptedDocument("is protected by a password; remove the password and save it again")
    total = sum(part.file_size for part in parts)
    if total > LARGEST_CONTENT:
        raise OversizedDocument(
            f"unpacks to {total / 2**20:,.0f} MB, over the limit of {LARGEST_CONTENT // 2**20} MB; split the file"
        )
    for part in parts:
        ratio = part.file_size / max(part.compress_size, 1)
        if part.file_size > SMALL and ratio > LARGEST_RATIO:
            raise OversizedDocument(
                f"holds “{part.filename}” packed to 1/{ratio:,.0f}, over the limit of 1/{LARGEST_RATIO}, as a zip bomb "
                "is; delete its empty rows and columns and save it again"
            )


def _content(package: ZipFile, part: ZipInfo) -> bytes:
    """One part; block by block, because a whole read would unpack more than the directory admits."""
    with package.open(part) as stream:
        return b"".join(iter(lambda: stream.read(_BLOCK), b""))


def _live(name: str, content: bytes, parts: set[str]) -> bytes:
    """Relationships without those to pictures, web addresses and parts that are not there."""
    from lxml import etree

    root = etree.fromstring(content, etree.XMLParser(resolve_entities=False, no_network=True))
    folder = PurePosixPath(name).parent.parent.as_posix()
    for relationship in root.findall("{*}Relationship"):
        target = relationship.get("Target", "")
        inside = normpath(f"/{folder}/{target}" if target[:1] != "/" else target).lstrip("/")
        if relationship.get("TargetMode") == "External" or inside not in parts:
            root.remove(relationship)
    return bytes(etree.tostring(root))
