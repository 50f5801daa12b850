"""A sentence-transformers model that is but a table of token vectors, read without the library.

What it computes is little; importing the library takes ten seconds, which would be most of what one question takes.
"""

import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    import torch
    from tokenizers import Tokenizer

_MODULES, _SETTINGS = "modules.json", "config_sentence_transformers.json"
_TABLE, _NORMALIZE = "StaticEmbedding", "Normalize"
_WEIGHTS = "embedding.weight"


class StaticModel:
    """`StaticEmbedding` and `Normalize` of sentence-transformers: the mean of the vectors of a text's tokens.

    Attributes:
        tokenizer, embedding: as `StaticEmbedding` has them.
    """

    def __init__(self, tokenizer: "Tokenizer", table: "torch.Tensor") -> None:
        """
        Args:
            table: `(vocabulary, dimension)`.
        """
        from torch import nn

        self.tokenizer = tokenizer
        self.tokenizer.no_padding()
        self.embedding = nn.EmbeddingBag.from_pretrained(table)

    @classmethod
    def load(cls, folder: Path) -> "StaticModel | None":
        """The model in a folder; None where it is another, which the library reads."""
        if not _is_plain(folder):
            return None
        from safetensors.torch import load_file
        from tokenizers import Tokenizer

        weights = load_file(folder / "model.safetensors")
        if weights.keys() != {_WEIGHTS}:
            return None
        return cls(Tokenizer.from_file(str(folder / "tokenizer.json")), weights[_WEIGHTS])

    def state_dict(self) -> dict[str, Any]:
        """The weights, named as the library names them."""
        return {f"0.{_WEIGHTS}": self.embedding.weight}

    def encode(self, texts: Sequence[str], batch_size: int) -> NDArray[np.float32]:
        """Vectors of texts, `(n, dim)`, L2-normalised, all 0 for a text without any known token."""
        found = [
            vectors for start in range(0, len(texts), batch_size) for vectors in self._batch(texts[start:][:batch_size])
        ]
        return np.array(found, np.float32).reshape(len(texts), self.embedding.embedding_dim)

    def _batch(self, texts: Sequence[str]) -> Iterator[NDArray[np.float32]]:
        import torch

        ids = [encoding.ids for encoding in self.tokenizer.encode_batch_fast(list(texts), add_special_tokens=False)]
        offsets = torch.from_numpy(np.cumsum([0, *map(len, ids[:-1])]))
        flat = torch.tensor([token for tokens in ids for token in tokens], dtype=torch.long)
        with torch.no_grad():
            yield from torch.nn.functional.normalize(self.embedding(flat, offsets), dim=1).float().numpy()


def _is_plain(folder: Path) -> bool:
    """Whether a folder holds a table and nothing that changes a text or a vector but the norm."""
    try:
        modules = json.loads((folder / _MODULES).read_text("utf-8"))
        settings = json.loads((folder / _SETTINGS).read_text("utf-8"))
        kinds = [module["type"].rpartition(".")[2] for module in modules]
        prompts = settings.get("prompts") or {}
    except (OSError, ValueError, TypeError, KeyError, AttributeError):
        return False
    plain = kinds == [_TABLE, _NORMALIZE] and modules[0]["path"] == "" and not any(prompts.values())
    return plain and not settings.get("truncate_dim")
