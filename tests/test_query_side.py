"""The question side of a model: weights read from a file, a smaller vocabulary, the map, one plain folder.

The file is written here by its description, with random weights of a tiny encoder.
"""

import math
import struct
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
import torch
from numpy.typing import NDArray
from sentence_transformers import SentenceTransformer
from sentence_transformers.sentence_transformer.modules import Normalize, StaticEmbedding
from tokenizers import Tokenizer

from index.embed import MODEL_FOLDER, Embedder
from training.e5s1 import Weights
from training.query import Asked, Options, Query, export, started
from training.tower import PROMPT, Tower, needed, whole

HIDDEN, INNER, LAYERS, HEADS, POSITIONS, TYPES = 32, 64, 2, 4, 160, 2
PIECES = ["<s>", "<pad>", "</s>", "<unk>", "▁", *"abcdehlopqruy:?", "que", "▁que", "ry", "补贴", *"多少补贴怎么领体检"]
SCORES = [0.0] * 4 + [-1.0 - 0.1 * i for i in range(len(PIECES) - 4)]
QUESTIONS = ["补贴多少?", "体检怎么领", "help"]


def blocks(weights: NDArray[np.float32]) -> tuple[bytes, NDArray[np.float32]]:
    """A matrix in four bits, and what those bits say."""
    written, read = b"", np.zeros_like(weights)
    for row, line in enumerate(weights):
        for start in range(0, len(line), 32):
            scale = np.float16(max(abs(line[start : start + 32])) / 7)
            whole = [min(15, max(0, round(float(value / scale)) + 8)) for value in line[start : start + 32]]
            written += scale.tobytes() + bytes(whole[i] | whole[i + 16] << 4 for i in range(16))
            read[row, start : start + 32] = [(value - 8) * np.float32(scale) for value in whole]
    return written, read


def write(path: Path) -> dict[str, NDArray[np.float32]]:
    """An encoder of random weights; what stands in the file by name."""
    chance = np.random.default_rng(6)
    shapes: dict[str, tuple[int, ...]] = {"emb.word": (len(PIECES), HIDDEN), "emb.pos": (POSITIONS, HIDDEN)}
    shapes |= {"emb.type": (TYPES, HIDDEN), "emb.ln.w": (HIDDEN,), "emb.ln.b": (HIDDEN,)}
    for layer in range(LAYERS):
        for name in ("q", "k", "v", "ao"):
            shapes |= {f"l{layer}.{name}.w": (HIDDEN, HIDDEN), f"l{layer}.{name}.b": (HIDDEN,)}
        shapes |= {f"l{layer}.fi.w": (INNER, HIDDEN), f"l{layer}.fi.b": (INNER,)}
        shapes |= {f"l{layer}.fo.w": (HIDDEN, INNER), f"l{layer}.fo.b": (HIDDEN,)}
        shapes |= {f"l{layer}.{name}.{part}": (HIDDEN,) for name in ("aln", "oln") for part in "wb"}
    values, bodies = {}, []
    for name, shape in shapes.items():
        value = chance.normal(scale=0.3, size=shape).astype(np.float32)
        four_bits = name == "emb.word" or (len(shape) == 2 and name.startswith("l"))
        body, values[name] = blocks(value) if four_bits else (value.tobytes(), value)
        bodies.append((name, body))
    texts = [piece.encode() for piece in PIECES]
    head = b"E5S1" + struct.pack("<I7if", 1, HIDDEN, LAYERS, HEADS, INNER, len(PIECES), POSITIONS, TYPES, 1e-12)
    head += struct.pack("<i5iQ", 32, len(PIECES), 0, 2, 1, 3, sum(map(len, texts)))
    head += np.cumsum([0, *map(len, texts)]).astype(np.uint32).tobytes()
    head += np.array(SCORES, np.float32).tobytes() + b"".join(texts)
    head += struct.pack("<iIIBI", 1, 9, ord("Ａ"), 1, ord("A")) + struct.pack("<i", len(bodies))
    at = len(head) + sum(2 + len(name) + 21 for name, _ in bodies)
    for name, body in bodies:
        head += struct.pack("<H", len(name)) + name.encode() + struct.pack("<BIQQ", 1, 0, at, len(body))
        at += len(body)
    path.write_bytes(head + b"".join(body for _, body in bodies))
    return values


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, NDArray[np.float32]]]:
    path = tmp_path_factory.mktemp("encoder") / "encoder.bin"
    return path, write(path)


@pytest.fixture(scope="module")
def tower(file: tuple[Path, object]) -> Tower:
    return Tower.read(Weights(file[0]), QUESTIONS, LAYERS, len(PIECES))


@pytest.fixture(scope="module")
def static() -> SentenceTransformer:
    tokenizer = Tokenizer.from_file(str(MODEL_FOLDER / "tokenizer.json"))
    rows = np.random.default_rng(7).normal(size=(tokenizer.get_vocab_size(), 8)).astype(np.float32)
    return SentenceTransformer(modules=[StaticEmbedding(tokenizer, embedding_weights=rows), Normalize()])


def by_hand(values: dict[str, NDArray[np.float32]], ids: Sequence[int], layers: int) -> NDArray[np.float64]:
    """Mean of the last hidden states, token by token and head by head."""

    def normed(x: NDArray[np.float64], name: str) -> NDArray[np.float64]:
        deviation = np.sqrt(x.var(axis=1, keepdims=True) + 1e-12)
        result: NDArray[np.float64] = (x - x.mean(axis=1, keepdims=True)) / deviation
        return result * values[f"{name}.w"] + values[f"{name}.b"]

    x = normed(np.stack([values["emb.word"][i] + values["emb.pos"][n] for n, i in enumerate(ids)])
               + values["emb.type"][0].astype(np.float64), "emb.ln")  # fmt: skip
    for layer in range(layers):

        def linear(y: NDArray[np.float64], name: str, layer: int = layer) -> NDArray[np.float64]:
            result: NDArray[np.float64] = y @ values[f"l{layer}.{name}.w"].T + values[f"l{layer}.{name}.b"]
            return result

        heads = []
        for q, k, v in zip(*(np.split(linear(x, name), HEADS, axis=1) for name in "qkv"), strict=True):
            share = np.exp(q @ k.T / math.sqrt(HIDDEN // HEADS))
            heads.append(share / share.sum(axis=1, keepdims=True) @ v)
        x = normed(x + linear(np.concatenate(heads, axis=1), "ao"), f"l{layer}.aln")
        inner = linear(x, "fi")
        bent = inner * 0.5 * (1 + np.vectorize(math.erf)(inner / math.sqrt(2)))
        x = normed(x + linear(bent, "fo"), f"l{layer}.oln")
    mean: NDArray[np.float64] = x.mean(axis=0)
    return mean


@pytest.mark.parametrize("layers", [1, 2])
def test_the_encoder_reckons_as_its_file_says(file: tuple[Path, dict[str, NDArray[np.float32]]], layers: int) -> None:
    path, values = file
    tower = Tower.read(Weights(path), QUESTIONS, layers, len(PIECES))
    tokens = tower.tokens(QUESTIONS)
    expected = [by_hand(values, ids.tolist(), layers) for ids in tokens]
    np.testing.assert_allclose(tower.means(tokens), expected, atol=3e-3)


def test_another_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "x").write_bytes(b"GGUF" + bytes(99))
    with pytest.raises(ValueError, match="begins with b'GGUF', not with b'E5S1'"):
        Weights(tmp_path / "x")


def test_the_pieces_that_are_needed_are_kept_and_cut_text_as_before(file: tuple[Path, object]) -> None:
    weights = Weights(file[0])
    kept = needed(weights, [PROMPT, *QUESTIONS], 27)
    assert kept[:4] == [0, 1, 2, 3]
    assert len(kept) == 27
    small = Tower.read(weights, QUESTIONS, 1, 27)
    table = small.encoder.embeddings.word_embeddings.weight.detach().numpy()
    np.testing.assert_array_equal(table, weights.words(list(range(len(PIECES))))[kept])
    for question in QUESTIONS:
        before = whole(weights).encode(PROMPT + question)
        assert small.tokenizer.encode(PROMPT + question).tokens == before.tokens
        assert before.tokens[0] == "<s>"
        assert before.tokens[1:3] == ["▁que", "ry"]
        assert [kept[i] for i in small.tokenizer.encode(PROMPT + question).ids] == before.ids


def test_a_question_starts_as_the_static_rows_of_its_pieces(tower: Tower, static: SentenceTransformer) -> None:
    table = started(tower, static)
    ids = tower.tokenizer.get_vocab()
    rows = static[0].embedding.weight.detach().numpy()
    for piece, text in (("补贴", "补贴"), ("▁que", "que"), ("领", "领")):
        cut = static[0].tokenizer.encode(text, add_special_tokens=False).ids
        np.testing.assert_allclose(table[ids[piece]], rows[cut].sum(axis=0), rtol=1e-5)
    assert not table[[ids[piece] for piece in ("<s>", "<pad>", "</s>", "<unk>", "▁")]].any()


def asked(tower: Tower) -> Asked:
    tokens = tower.tokens(QUESTIONS)
    passages = np.eye(8, dtype=np.float32)[[5, 3, 6, 0]]
    return Asked(tokens, tower.means(tokens), np.array([2, 0, 1]), passages, 1.0)


def test_the_loss_is_that_of_its_formula(tower: Tower, static: SentenceTransformer) -> None:
    source = asked(tower)
    query = Query(started(tower, static), HIDDEN, Options(dropped=0.0, temperature=0.1))
    torch.nn.init.normal_(query.map.weight)
    with torch.no_grad():
        vectors = query.vectors(source.tokens, source.means).numpy()
        chances = np.exp(vectors @ source.passages.T / 0.1)
        expected = -np.log(chances[[0, 1, 2], source.answers] / chances.sum(axis=1)).mean()
        assert abs(float(query._loss(source, np.random.default_rng(0))) - expected) < 1e-4


def test_questions_are_brought_to_their_answers_and_the_folder_does_the_same(
    tower: Tower, static: SentenceTransformer, tmp_path: Path
) -> None:
    source = asked(tower)
    sides = []
    for _ in range(2):
        query = Query(started(tower, static), HIDDEN, Options(steps=60, rate=0.05))
        query.train([source], lambda _: None)
        sides.append(query)
    vectors = sides[0].encode(tower, QUESTIONS)
    assert (vectors == sides[1].encode(tower, QUESTIONS)).all()
    assert (vectors @ source.passages.T).argmax(axis=1).tolist() == [2, 0, 1]

    passages = static.encode_document(QUESTIONS)
    export(sides[0], tower, static, tmp_path / "model")
    loaded = SentenceTransformer(str(tmp_path / "model"), local_files_only=True)
    np.testing.assert_allclose(loaded.encode_query(QUESTIONS), vectors, atol=5e-3)
    np.testing.assert_allclose(loaded.encode_document(QUESTIONS), passages, atol=5e-3)

    embedder = Embedder.load(str(tmp_path / "model"))
    before = embedder.fingerprint
    np.testing.assert_allclose(embedder.encode_query(QUESTIONS[0]), vectors[0], atol=5e-3)
    np.testing.assert_allclose(embedder.encode_passages(QUESTIONS), passages, atol=5e-3)
    assert embedder.late_interaction(QUESTIONS[1], QUESTIONS).argmax() == 1
    assert Embedder.load(str(tmp_path / "model")).fingerprint == before
    embedder.__dict__.pop("fingerprint")
    assert embedder.fingerprint == before
