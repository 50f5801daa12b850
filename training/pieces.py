"""The vocabulary of a start, cut to shorter Chinese pieces: room for more dimensions, and exact words stay apart."""

import json
import re

from tokenizers import Tokenizer

_HAN = re.compile(r"[\u3400-\u9fff]")


def shorten(tokenizer: Tokenizer, longest: int) -> tuple[Tokenizer, list[int]]:
    """Leave out the pieces of a Unigram tokenizer that have more Chinese characters than `longest`.

    Returns:
        The tokenizer, and which of its earlier pieces the new ones are; the special ones stay first.
    """
    described = json.loads(tokenizer.to_str())
    pieces = described["model"]["vocab"]
    special = len(described["added_tokens"])
    kept = [i for i, (piece, _) in enumerate(pieces) if i < special or len(_HAN.findall(piece)) <= longest]
    described["model"]["vocab"] = [pieces[i] for i in kept]
    return Tokenizer.from_str(json.dumps(described, ensure_ascii=False)), kept
