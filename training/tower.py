"""The first layers of a text encoder with the pieces that are needed, as a BERT of `transformers`."""

import json
from collections.abc import Sequence

import numpy as np
import torch
from numpy.typing import NDArray
from tokenizers import Tokenizer
from tqdm import tqdm
from transformers import BertConfig, BertModel

from training.e5s1 import Floats, Weights
from training.tokens import Tokens

PROMPT = "query: "
"""What stands before every question, as the encoder was trained."""

SPECIAL = {"bos_token": "<s>", "pad_token": "<pad>", "eos_token": "</s>", "unk_token": "<unk>"}
_SPECIAL = tuple(SPECIAL.values())
_MARK = "▁"
LONGEST = 128
"""Pieces of a question that are read."""

_TOKENS_AT_ONCE = 1500


def tokenizer(pieces: Sequence[str], scores: Sequence[float]) -> Tokenizer:
    """A Unigram tokenizer as XLM-R has it; the first four pieces are the special ones."""
    mark = {"type": "Metaspace", "replacement": _MARK, "prepend_scheme": "always", "split": True}
    around = [{"SpecialToken": {"id": "<s>", "type_id": 0}}, {"Sequence": {"id": "A", "type_id": 0}}]
    around.append({"SpecialToken": {"id": "</s>", "type_id": 0}})
    plain = {"single_word": False, "lstrip": False, "rstrip": False, "normalized": False, "special": True}
    spaces = {"type": "Replace", "pattern": {"Regex": "\\s+"}, "content": " "}
    described = {
        "version": "1.0",
        "added_tokens": [{"id": i, "content": piece, **plain} for i, piece in enumerate(_SPECIAL)],
        "normalizer": {"type": "Sequence", "normalizers": [{"type": "NFKC"}, spaces]},
        "pre_tokenizer": mark,
        "post_processor": {
            "type": "TemplateProcessing",
            "single": around,
            "pair": [*around, {"Sequence": {"id": "B", "type_id": 0}}],
            "special_tokens": {p: {"id": p, "ids": [_SPECIAL.index(p)], "tokens": [p]} for p in ("<s>", "</s>")},
        },
        "decoder": mark,
        "model": {"type": "Unigram", "unk_id": 3, "vocab": list(zip(pieces, scores, strict=True))},
    }
    return Tokenizer.from_str(json.dumps(described, ensure_ascii=False))


def whole(weights: Weights) -> Tokenizer:
    """The tokenizer with all its pieces."""
    return tokenizer(weights.pieces, weights.scores.tolist())


def needed(weights: Weights, texts: Sequence[str], most: int) -> list[int]:
    """Ids of the special pieces, of single characters that occur, and of the most frequent pieces, `most` in all."""
    counts = np.zeros(len(weights.pieces), np.int64)
    cutter = whole(weights)
    for start in range(0, len(texts), 5000):
        for encoding in cutter.encode_batch_fast(list(texts[start : start + 5000]), add_special_tokens=False):
            np.add.at(counts, encoding.ids, 1)
    characters = set().union(*texts) | {_MARK}
    always = [i for i, piece in enumerate(weights.pieces) if i < len(_SPECIAL) or piece in characters]
    counts[always] = counts.max() + 1
    return sorted(np.argsort(-counts, kind="stable")[:most].tolist())


def build(weights: Weights, pieces: list[int], layers: int) -> BertModel:
    """The encoder with some pieces and its first layers."""
    size, inner = weights.hidden, weights.inner
    config = BertConfig(
        vocab_size=len(pieces),
        hidden_size=size,
        num_hidden_layers=layers,
        num_attention_heads=weights.heads,
        intermediate_size=inner,
        max_position_embeddings=weights.positions,
        type_vocab_size=weights.types,
        layer_norm_eps=weights.epsilon,
        pad_token_id=_SPECIAL.index("<pad>"),
    )
    found: dict[str, Floats] = {
        "embeddings.word_embeddings.weight": weights.words(pieces),
        "embeddings.position_embeddings.weight": weights.vector("emb.pos", weights.positions, size),
        "embeddings.token_type_embeddings.weight": weights.vector("emb.type", weights.types, size),
        "embeddings.LayerNorm.weight": weights.vector("emb.ln.w", size),
        "embeddings.LayerNorm.bias": weights.vector("emb.ln.b", size),
    }
    linear = {
        "q": ("attention.self.query", size, size),
        "k": ("attention.self.key", size, size),
        "v": ("attention.self.value", size, size),
        "ao": ("attention.output.dense", size, size),
        "fi": ("intermediate.dense", inner, size),
        "fo": ("output.dense", size, inner),
    }
    for layer in range(layers):
        place = f"encoder.layer.{layer}."
        for short, (name, rows, columns) in linear.items():
            found[f"{place}{name}.weight"] = weights.matrix(f"l{layer}.{short}.w", rows, columns)
            found[f"{place}{name}.bias"] = weights.vector(f"l{layer}.{short}.b", rows)
        for short, name in (("aln", "attention.output.LayerNorm"), ("oln", "output.LayerNorm")):
            found[f"{place}{name}.weight"] = weights.vector(f"l{layer}.{short}.w", size)
            found[f"{place}{name}.bias"] = weights.vector(f"l{layer}.{short}.b", size)
    # Nothing is pooled by it, but whoever loads the folder expects the layer.
    found["pooler.dense.weight"] = np.zeros((size, size), np.float32)
    found["pooler.dense.bias"] = np.zeros(size, np.float32)
    model: BertModel = BertModel(config)
    model.train(False)
    model.load_state_dict({name: torch.from_numpy(value.copy()) for name, value in found.items()})
    return model


class Tower:
    """What the encoder makes of questions, before anything is learned: the mean of its last layer."""

    def __init__(self, encoder: BertModel, cutter: Tokenizer) -> None:
        self.encoder, self.tokenizer = encoder, cutter

    @classmethod
    def read(cls, weights: Weights, texts: Sequence[str], layers: int, pieces: int) -> "Tower":
        """Keep the first layers, and the pieces that these texts need most."""
        kept = needed(weights, [PROMPT, *texts], pieces)
        scores = weights.scores[kept].tolist()
        return cls(build(weights, kept, layers), tokenizer([weights.pieces[i] for i in kept], scores))

    def tokens(self, questions: Sequence[str]) -> list[Tokens]:
        """Token ids with the prompt and both ends."""
        encodings = self.tokenizer.encode_batch_fast([PROMPT + question for question in questions])
        return [np.array(encoding.ids[:LONGEST], np.int32) for encoding in encodings]

    def means(self, questions: Sequence[Tokens]) -> NDArray[np.float16]:
        """`(n, hidden)`; the longest first, so that little is padded."""
        order = sorted(range(len(questions)), key=lambda i: -len(questions[i]))
        found = np.zeros((len(questions), self.encoder.config.hidden_size), np.float16)
        with tqdm(total=len(order), unit="question", disable=None) as progress:
            while order:
                longest = len(questions[order[0]])
                some, order = order[: max(1, _TOKENS_AT_ONCE // longest)], order[max(1, _TOKENS_AT_ONCE // longest) :]
                ids = torch.full((len(some), longest), _SPECIAL.index("<pad>"))
                for row, i in enumerate(some):
                    ids[row, : len(questions[i])] = torch.from_numpy(questions[i])
                mask = (torch.arange(longest) < torch.tensor([[len(questions[i])] for i in some])).float()
                with torch.inference_mode():
                    states = self.encoder(input_ids=ids, attention_mask=mask).last_hidden_state
                found[some] = ((states * mask[:, :, None]).sum(1) / mask.sum(1)[:, None]).numpy()
                progress.update(len(some))
        return found
