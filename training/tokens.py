"""Texts as token ids."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer

Tokens = NDArray[np.int32]
UNKNOWN = "[UNK]"
"""The piece that stands for a text without any other."""
_AT_ONCE = 20_000


def tokenise(texts: Sequence[str], tokenizer: Tokenizer) -> list[Tokens]:
    """Token ids of each text, at least one."""
    unknown = [tokenizer.token_to_id(UNKNOWN)]
    tokens: list[Tokens] = []
    for start in range(0, len(texts), _AT_ONCE):
        encodings = tokenizer.encode_batch_fast(list(texts[start : start + _AT_ONCE]), add_special_tokens=False)
        tokens.extend(np.array(encoding.ids or unknown, np.int32) for encoding in encodings)
    return tokens
