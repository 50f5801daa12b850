"""Every error this project raises on purpose, in one tree.

    PolicyQAError
    ├── DocumentError            one file could not be read; the build reports it and goes on
    │   ├── UnsupportedFormat    no reader for this suffix
    │   ├── UndecodableText      no known encoding fits the bytes
    │   ├── DamagedDocument      cut off, altered, empty of pages, or not what its suffix says
    │   ├── EncryptedDocument    protected by a password
    │   ├── EmptyDocument        nothing to read in it
    │   ├── OversizedDocument    larger than the limit
    │   ├── ScannedDocument      a PDF of pictures without text
    │   ├── ReaderStopped        took too long or too much memory to read, or crashed the reader
    │   └── ChangedDocument      written to while it was read
    ├── ModelError               an embedding model could not be loaded
    ├── StoreError
    │   ├── StoreMissing         no index there yet
    │   ├── StoreForeign         a folder that is not ours, or another format version
    │   ├── StoreDamaged         files missing, cut or altered
    │   ├── StoreLocked          another build is writing
    │   ├── StoreUnwritable      disk full, or no permission; to be asked, it or a temporary folder has to be writable
    │   ├── StoreUnreachable     a Milvus server does not answer, or refuses
    │   ├── ModelMismatch        built with one model, asked for another
    │   └── NothingIndexed       not one document could be indexed
    ├── QuestionError            empty, too long, an unknown filter, too many hits
    ├── DocumentUnknown          the index holds no document with this id
    ├── Busy                     more questions at once than the server lets wait
    ├── UploadRefused            a file that cannot be taken into, or removed from, the folder of documents
    ├── LabelError               labelled questions that cannot be used
    └── FeedbackError            what people said of answers cannot be kept or read

A message names the value, the limit and the remedy.
"""


class PolicyQAError(Exception):
    """Base of all errors raised on purpose; `str(error)` is fit to show to a person."""


class DocumentError(PolicyQAError):
    """One document could not be read."""


class UnsupportedFormat(DocumentError):
    """No reader takes files of this suffix."""


class UndecodableText(DocumentError):
    """The bytes are not text in any encoding we detect."""


class DamagedDocument(DocumentError):
    """The file is cut off, altered, or not what its suffix says."""


class EncryptedDocument(DocumentError):
    """The file is protected by a password."""


class EmptyDocument(DocumentError):
    """The file holds no text."""


class OversizedDocument(DocumentError):
    """The file is larger than a reader accepts."""


class ScannedDocument(DocumentError):
    """The pages are pictures; there is no text to read."""


class ReaderStopped(DocumentError):
    """Reading took too long or too much memory, or crashed the reader."""


class ChangedDocument(DocumentError):
    """The file was written to while it was read."""


class ModelError(PolicyQAError):
    """The embedding model could not be loaded."""


class StoreError(PolicyQAError):
    """The index on disk cannot serve."""


class StoreMissing(StoreError):
    """There is no index at this place."""


class StoreForeign(StoreError):
    """The folder was not written by this project, or by another format version."""


class StoreDamaged(StoreError):
    """Files of the generation are missing or altered."""


class StoreLocked(StoreError):
    """Another process is building this store."""


class StoreUnwritable(StoreError):
    """The store cannot be written: disk full, or no permission; nor a temporary folder, to open it for reading."""


class StoreUnreachable(StoreError):
    """The server that holds the store does not answer, or refuses."""


class ModelMismatch(StoreError):
    """The store was built with another embedding model."""


class NothingIndexed(StoreError):
    """No document of the given sources could be indexed."""


class QuestionError(PolicyQAError):
    """The question or its filters cannot be searched with."""


class DocumentUnknown(PolicyQAError):
    """The index holds no document with this id."""


class Busy(PolicyQAError):
    """More people ask at once than the server lets wait."""


class UploadRefused(PolicyQAError):
    """A file cannot be taken into the folder of documents, or removed from it."""


class LabelError(PolicyQAError):
    """Labelled questions cannot be evaluated with."""


class FeedbackError(PolicyQAError):
    """What people said of answers cannot be kept or read."""
