"""Text to vectors, with any sentence-transformers model; the bundled one lies in `index/model/`."""

import hashlib
import json
import logging
import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, nullcontext
from functools import cached_property, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from corpus.errors import ModelError
from corpus.text import normalise
from index.static import StaticModel
from index.threads import torch_alone
from index.tokens import TokenTable

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

    from index.answerability import Answerability, Reading

BUNDLED = "bundled"
"""Name of the model that ships with the project."""

MODEL_FOLDER = Path(__file__).parent / "model"

ANSWERABILITY = "answerability.safetensors"
"""File in a model's folder."""

_BATCH = 1024
_BATCH_TRANSFORMER = 32
_FEW = 256
"""Texts whose static vectors are made in one thread: more are no question's sentences but a build's."""
_QUESTIONS_IN_MEMORY = 64

Vectors: TypeAlias = NDArray[np.float32]

_log = logging.getLogger(__name__)


class Embedder:
    """A sentence-transformers model behind the one way in which the project uses it.

    Every text is normalised (NFKC, Simplified, lower case) before it is embedded; vectors come
    back float32 and L2-normalised, all zero for a text without any known token.
    """

    def __init__(self, model: "SentenceTransformer | StaticModel", name: str) -> None:
        self._model = model
        self.name = name
        self._asked = lru_cache(_QUESTIONS_IN_MEMORY)(self._encode_query)
        self._spread: tuple[SentenceTransformer, Any] | None = None

    @classmethod
    def load(cls, name: str = BUNDLED) -> "Embedder":
        """Load a model.

        Args:
            name: `bundled`, a folder, or a name on a model hub. The hub is asked only for a name
                that is no folder; set `HF_HUB_OFFLINE=1` to forbid even that.

        Raises:
            ModelError: there is no such model, or it cannot be loaded.
        """
        os.environ.setdefault("TOKENIZERS_PARALLELISM", "true")
        place = str(MODEL_FOLDER) if name == BUNDLED else name
        local = Path(place).is_dir()
        try:
            return cls((local and StaticModel.load(Path(place))) or _library(place, local), name)
        except Exception as error:
            what = "folder" if local else "model"
            raise ModelError(
                f"cannot load the embedding {what} “{name}” ({type(error).__name__}: {error}); "
                f"give a sentence-transformers folder or name, or leave --model out for the bundled one"
            ) from error

    @property
    def dimension(self) -> int:
        """Length of a vector."""
        return len(self.encode_query(""))

    @cached_property
    def fingerprint(self) -> str:
        """Hash of the weights and of the tokenizer: equal exactly when the vectors are."""
        import torch

        digest = hashlib.sha256()
        for key, tensor in sorted(self._model.state_dict().items()):
            digest.update(f"{key} {tensor.dtype} {tuple(tensor.shape)}".encode())
            digest.update(tensor.detach().cpu().contiguous().reshape(-1).view(torch.uint8).numpy().tobytes())
        digest.update(_tokenizer_bytes(self._model))
        return digest.hexdigest()[:32]

    @property
    def _batch(self) -> int:
        return _BATCH if self._static is not None else _BATCH_TRANSFORMER

    def encode_passages(self, texts: Sequence[str]) -> Vectors:
        """Vectors of passages.

        Returns:
            `(n, dim)` float32, L2-normalised.
        """
        ready = [normalise(text) for text in texts]
        return self.encode_normalised(ready)

    def encode_normalised(self, texts: Sequence[str]) -> Vectors:
        """`encode_passages` of texts that are normalised already."""
        with torch_alone() if self._static is not None and len(texts) <= _FEW else nullcontext():
            if self._spread and texts:
                model, pool = self._spread
                found = model.encode_document(list(texts), batch_size=self._batch, show_progress_bar=False, pool=pool)
            elif isinstance(self._model, StaticModel):
                found = self._model.encode(texts, self._batch)
            else:
                found = self._model.encode_document(list(texts), batch_size=self._batch, show_progress_bar=False)
        return _unit(found)

    @contextmanager
    def spread(self, devices: Sequence[str]) -> Iterator[None]:
        """Embed passages in a process for each of these devices meanwhile, in this one where there are none.

        Pays for large models on several GPUs or many cores: every process loads the model and PyTorch anew.

        Args:
            devices: as PyTorch names them, `cuda:0`, `cuda:1`, or `cpu` once for each process.

        Raises:
            ModelError: there is no such device.
        """
        if not devices:
            yield
            return
        import torch

        try:
            for device in devices:
                torch.empty(0, device=device)
        except (RuntimeError, AssertionError) as error:
            raise ModelError(
                f"cannot embed on “{device}” ({error}); name devices as PyTorch does: cuda:0, cpu"
            ) from error
        model = self._model
        if isinstance(model, StaticModel):
            model = _library(str(MODEL_FOLDER) if self.name == BUNDLED else self.name, local=True)
        self._spread = model, model.start_multi_process_pool(list(devices))
        try:
            yield
        finally:
            (model, pool), self._spread = self._spread, None
            model.stop_multi_process_pool(pool)

    def encode_query(self, text: str) -> Vectors:
        """Vector of a question.

        Returns:
            `(dim,)` float32, L2-normalised.
        """
        return self._asked(normalise(text))

    def _encode_query(self, normalised: str) -> Vectors:
        """`encode_query`, remembered since one question asks for it many times."""
        if isinstance(self._model, StaticModel):
            vector: Vectors = self.encode_normalised([normalised])[0]
        else:
            with torch_alone() if self._static is self._model[0] else nullcontext():
                vector = _unit(self._model.encode_query([normalised], show_progress_bar=False))[0]
        vector.flags.writeable = False
        return vector

    @cached_property
    def _static(self) -> Any | None:
        """What holds the token table of a model with static passages, whatever it makes of questions; else None."""
        if isinstance(self._model, StaticModel):
            return self._model
        first: Any = self._model[0]
        if type(first).__name__ == "Router":
            first = first.sub_modules[first._resolve_route("document")][0]
        return first if type(first).__name__ == "StaticEmbedding" else None

    @cached_property
    def _table(self) -> TokenTable:
        assert self._static is not None
        return TokenTable(self._static)

    @property
    def token_vectors(self) -> Vectors:
        """The static token table, `(vocabulary, dimension)` float32, of a model that has one."""
        return self._table.vectors

    @cached_property
    def _answerability(self) -> "Answerability | None":
        """The network that lies beside the model, where one does."""
        path = (MODEL_FOLDER if self.name == BUNDLED else Path(self.name)) / ANSWERABILITY
        if self._static is None or not path.exists():
            return None
        from index.answerability import Answerability

        try:
            return Answerability.load(path, self._table, self.fingerprint)
        except Exception as error:
            _log.warning("“%s” is not used: %s; train it anew (training/README.md) or remove it", path, error)
            return None

    def read(self, question: str, passages: Sequence[str]) -> "Reading | None":
        """Whether passages answer a question, see `index.answerability`; None when no network lies beside the model."""
        if self._answerability is None:
            return None
        return self._answerability.read(normalise(question), [normalise(text) for text in passages])

    def late_interaction(self, question: str, passages: Sequence[str]) -> Vectors:
        """How well each word of the question is met by some word of the passage, see `TokenTable.late_interaction`.

        Returns:
            `(n,)` float32 in [-1, 1]; all 0 when the model has no static token table.
        """
        if self._static is None:
            return np.zeros(len(passages), np.float32)
        return self._table.late_interaction(normalise(question), [normalise(text) for text in passages])


def _library(place: str, local: bool) -> "SentenceTransformer":
    """A model as the library loads it, which takes long to import."""
    from sentence_transformers import SentenceTransformer

    return SentenceTransformer(place, local_files_only=local)


def _unit(vectors: Any) -> Vectors:
    array = np.nan_to_num(np.asarray(vectors, dtype=np.float32))
    norms = np.linalg.norm(array, axis=1, keepdims=True)
    return np.asarray(array / np.where(norms > 0, norms, 1), np.float32)


def _tokenizer_bytes(model: "SentenceTransformer | StaticModel") -> bytes:
    if isinstance(model, StaticModel):
        return model.tokenizer.to_str().encode()
    if type(model[0]).__name__ == "Router":
        # The encoder's tokenizer notes in itself how it padded last, which changes no vector.
        inner = [getattr(module, "tokenizer", None) for module in list(model[0].modules())[1:]]
        backends: list[Any] = [getattr(tokenizer, "backend_tokenizer", tokenizer) for tokenizer in inner]
        facts = [json.loads(backend.to_str()) for backend in backends if hasattr(backend, "to_str")]
        return json.dumps([{**fact, "padding": None, "truncation": None} for fact in facts]).encode()
    tokenizer = model.tokenizer
    backend: Any = getattr(tokenizer, "backend_tokenizer", tokenizer)
    return backend.to_str().encode() if hasattr(backend, "to_str") else repr(tokenizer).encode()
