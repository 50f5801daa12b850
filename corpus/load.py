"""From files to documents: find them, read them, and say by name which could not be read."""

import hashlib
import logging
import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain, count
from pathlib import Path, PurePath, PurePosixPath

from corpus import metadata
from corpus.cover import without_signature
from corpus.errors import ChangedDocument, DocumentError, EmptyDocument
from corpus.isolation import isolated
from corpus.measures import find_measures
from corpus.readers import COMPRESSED, check_size, check_suffix, is_plain, read, sidecar
from corpus.records import Document, Measure
from corpus.runon import with_lines
from corpus.script import Written, alike, alike_source
from corpus.text import repair_scrape

SHIPPED = Path(__file__).parent / "documents"
"""The policy documents that come with the project."""

LARGEST_READ_HERE = 2**18
"""Bytes of a plain text that is read in this process: whatever it holds, it takes no more than seconds."""

_log = logging.getLogger(__name__)
_LONGEST_TITLE = 300
_ABOUT = "README.md"
_COMPRESSED = re.compile(rf"{re.escape(COMPRESSED)}(?=#|$)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class File:
    """A file of the corpus: where it lies, the path it is cited by, and the file beside it that states its fields."""

    location: Path
    path: str
    sidecar: Path | None = None


@dataclass(frozen=True, slots=True)
class Skipped:
    """A file that was not indexed, and why."""

    path: str
    reason: str


def find_files(sources: list[Path]) -> list[File]:
    """All files below the sources, ordered by cited path.

    Hidden files and folders, `README.md` and the sidecars of documents are left out. A cited path is relative to its
    source; with several sources it begins with the source's name, numbered where two share it.

    Raises:
        FileNotFoundError: a source does not exist.
        PermissionError: a source may not be listed.
    """
    names: set[str] = set()
    files = []
    for source in sources:
        if not source.exists():
            raise FileNotFoundError(f"there is no file or folder “{source}”")
        base = source.resolve().name
        numbered = (f"{base}-{number}" for number in count(2))
        name = next(name for name in chain([base], numbered) if name not in names)
        names.add(name)
        if source.is_dir():
            prefix = f"{name}/" if len(sources) > 1 else ""
            files += [File(location, _printable(prefix + path), beside) for location, path, beside in _walk(source)]
        elif source.is_file():
            files.append(File(source, _printable(name), sidecar.find(source)))
    sidecars = {file.sidecar for file in files if file.sidecar}
    documents = [file for file in files if file.location not in sidecars] if sidecars else files
    return sorted(documents, key=lambda file: file.path)


def _walk(source: Path) -> Iterator[tuple[Path, str, Path | None]]:
    """Every file and link below a folder, its path there, and its sidecar; each folder is listed only once.

    A folder that may not be listed is given itself, so that whoever opens it is told.
    """
    folders = [(source, "")]
    while folders:
        folder, prefix = folders.pop()
        try:
            with os.scandir(folder) as listing:
                entries = {entry.name: entry for entry in listing}
        except PermissionError:
            if folder == source:
                raise
            yield folder, prefix.rstrip("/"), None
            continue
        sidecars = {name for name in entries if name.endswith(sidecar.SUFFIX)}
        for name, entry in entries.items():
            if _is_hidden(name):
                continue
            if entry.is_dir(follow_symlinks=False):
                folders.append((folder / name, f"{prefix}{name}/"))
            elif name != _ABOUT and (entry.is_symlink() or entry.is_file()):
                location = folder / name
                beside = (place for place in sidecar.names(location) if place.name in sidecars) if sidecars else ()
                yield location, prefix + name, next(iter(beside), None)


def is_left_out(path: PurePath) -> bool:
    """Whether a file is hidden, or about the documents beside it, by its path below its source."""
    return path.name == _ABOUT or any(map(_is_hidden, path.parts))


def _is_hidden(name: str) -> bool:
    return name.startswith(".") or name == "__MACOSX"


def _printable(path: str) -> str:
    """File names that are not valid text (lone surrogates) become storable."""
    return path.encode("utf-8", "surrogateescape").decode("utf-8", "replace")


def fingerprint(file: File) -> str:
    """Content hash of a file and its sidecar, the identity of its document.

    Raises:
        OSError: the file cannot be read.
    """
    with file.location.open("rb") as stream:
        digest = hashlib.file_digest(stream, "sha256")
    if file.sidecar:
        digest.update(b"\0" + hashlib.sha256(sidecar.content(file.sidecar)).digest())
    return digest.hexdigest()[:16]


def load(file: File, identity: str = "") -> tuple[Document, list[Measure]]:
    """Read one file into a document and its measures.

    Args:
        identity: its fingerprint, where it is known already.

    Raises:
        DocumentError: the file cannot be read as a document.
        OSError: the file cannot be opened.
    """
    identity = identity or fingerprint(file)
    size = file.location.stat().st_size
    check_suffix(file.location)
    check_size(size)
    here = is_plain(file.location) and size <= LARGEST_READ_HERE
    loaded = _read(file, identity) if here else isolated(_read, file, identity)
    if fingerprint(file) != identity:
        raise ChangedDocument("was written to while it was read; build again when it is complete")
    return loaded


def _read(file: File, identity: str) -> tuple[Document, list[Measure]]:
    """What can take long or much memory of `load`."""
    source = read(file.location)
    if file.sidecar:
        source = sidecar.with_sidecar(source, sidecar.content(file.sidecar))
    text, repairs = repair_scrape(source.text)
    read_as = alike_source(source)
    lined = with_lines(read_as.text if text is source.text else alike(text))
    meta = metadata.extract(read_as, lined, PurePosixPath(_COMPRESSED.sub("", file.path)))
    measures = without_signature(find_measures(lined, meta.body))
    if lined is not text:
        told = [(read_as.title, source.title), (read_as.source, source.source)]
        written = Written([(lined, text), *told, *zip(read_as.issuers, source.issuers, strict=True)])
        meta = metadata.as_written(meta, written)
        measures = [written.measure(measure, text) for measure in measures]
    if not measures:
        raise EmptyDocument("has a title but no policy text under it; add the text or remove the file")
    document = Document(
        id=identity,
        path=file.path,
        title=meta.title[:_LONGEST_TITLE],
        text=text,
        source=meta.source,
        url=meta.url,
        date=meta.date,
        in_force=meta.in_force,
        revised=meta.revised,
        expires=meta.expires,
        issuers=meta.issuers,
        number=meta.number,
        region=meta.region,
        kind=meta.kind,
        validity=meta.validity,
        repeals=meta.repeals,
        repairs=repairs,
        remarks=source.remarks,
        pages=source.pages if text == source.text else (),
        own_id=source.own_id,
    )
    return document, measures


def try_load(file: File, identity: str) -> tuple[Document, list[Measure]] | Skipped:
    """`load`, or the reason why not: whatever a file holds, it never stops a build."""
    try:
        return load(file, identity)
    except DocumentError as error:
        return Skipped(file.path, str(error))
    except OSError as error:
        return Skipped(file.path, f"cannot be opened: {error.strerror or error}")
    except RecursionError:
        return Skipped(file.path, "is nested too deeply to be read")
    except Exception as error:
        _log.exception("reading %s failed", file.path)
        return Skipped(file.path, f"could not be read ({type(error).__name__}: {error}); please report this file")
