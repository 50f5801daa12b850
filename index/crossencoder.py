"""How well passages answer a question, by any sentence-transformers `CrossEncoder`, which reads both together."""

from collections.abc import Sequence
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from corpus.errors import ModelError

if TYPE_CHECKING:
    from sentence_transformers import CrossEncoder

_BATCH = 32


class Reranker:
    """A cross-encoder with one output. None ships to order by: it is for who has a larger model and time to run it.

    Safe to use from several threads, which take turns.
    """

    def __init__(self, model: "CrossEncoder", name: str) -> None:
        self._model = model
        self._lock = Lock()
        self.name = name

    @classmethod
    def load(cls, name: str) -> "Reranker":
        """Load a model.

        Args:
            name: a folder, or a name on a model hub. The hub is asked only for a name that is no folder; set
                `HF_HUB_OFFLINE=1` to forbid even that.

        Raises:
            ModelError: there is no such model, it cannot be loaded, or it has several outputs.
        """
        from sentence_transformers import CrossEncoder

        local = Path(name).is_dir()
        try:
            model = CrossEncoder(name, local_files_only=local)
        except Exception as error:
            what = "folder" if local else "model"
            raise ModelError(
                f"cannot load the reranking {what} “{name}” ({type(error).__name__}: {error}); "
                f"give a sentence-transformers CrossEncoder, a folder or a name, or leave --reranker out"
            ) from error
        if model.num_labels != 1:
            raise ModelError(
                f"“{name}” sorts into {model.num_labels} classes, a reranker gives one score; "
                f"give a CrossEncoder with one output"
            )
        return cls(model, name)

    def scores(self, question: str, passages: Sequence[str]) -> NDArray[np.float32]:
        """How likely passages answer a question, as the model tells it.

        Returns:
            `(n,)` float32 in [0, 1].
        """
        from torch import nn

        if not passages:
            return np.zeros(0, np.float32)
        pairs = [(question, passage) for passage in passages]
        with self._lock:
            found = self._model.predict(pairs, batch_size=_BATCH, activation_fn=nn.Sigmoid(), show_progress_bar=False)
        return np.asarray(found, np.float32)
