"""The training recipe: pairs, the loss, the exported folder. Small texts of our own; figures are for benchmarks."""

from pathlib import Path

import numpy as np
import torch
from sentence_transformers import SentenceTransformer
from tokenizers import Tokenizer

from index.embed import MODEL_FOLDER
from training.__main__ import export
from training.pairs import MIX, Crops, Pairs, sources
from training.table import Options, Table
from training.texts import Asked, Texts

TOKENIZER = Tokenizer.from_file(str(MODEL_FOLDER / "tokenizer.json"))
LONG = [
    "县级人民政府应当安排专项资金,支持企业购买检验检测设备,每家企业每年最高补助三十万元。",
    "乡镇卫生院应当为六十五岁以上的居民每年免费体检一次,并把结果告诉本人和签约医生。",
    "开垦荒地种植果树的农户,前三年免交土地使用费,苗木由林业站按成本价供应。",
]
ASKED = [
    Asked("", LONG[0], ("买检测的机器能补多少钱",), ("How much is paid for testing equipment?",)),
    Asked("", LONG[1], ("老人体检要不要自己掏钱",), ("Do the elderly pay for a health check?",)),
    Asked("", LONG[2], ("荒山种苹果树有啥优惠",), ("What do farmers get for planting fruit trees?",)),
]


def texts() -> Texts:
    pair = [("设备", "equipment"), ("体检", "health check")]
    return Texts(
        laws=[("设备条例", [("总则", LONG[0]), ("总则", LONG[1]), ("附则", LONG[2])])],
        reports=[("报告", LONG)],
        statutes=pair,
        statute_titles=pair,
        dictionary=pair,
        sentences=pair,
        reading=[(asked.chinese[0], asked.passage) for asked in ASKED],
        terms=[("机器", "设备")],
        asked=ASKED,
    )


def test_a_crop_is_a_span_of_its_text_and_may_be_left_out_of_it() -> None:
    crops = Crops(LONG, TOKENIZER)
    whole = [TOKENIZER.encode(text, add_special_tokens=False).ids for text in LONG]
    seen = set()
    for seed in range(20):
        batch = crops.batch(3, np.random.default_rng(seed))
        assert sorted(batch.left_ids) == [0, 1, 2]
        for row, span, rest in zip(batch.left_ids, batch.left, batch.right, strict=True):
            text = whole[row]
            starts = [i for i in range(len(text)) if text[i : i + len(span)] == list(span)]
            assert starts
            left_out = list(rest) != text
            assert not left_out or any(list(rest) == text[:i] + text[i + len(span) :] for i in starts)
            seen.add(left_out)
    assert seen == {True, False}


def test_pairs_of_equal_texts_share_their_number() -> None:
    batch = Pairs([("甲", "同一段"), ("乙", "同一段"), ("丙", "别的")], TOKENIZER).batch(3, np.random.default_rng(0))
    rows = {tuple(left): right for left, right in zip(batch.left, batch.right_ids, strict=True)}
    first, second, third = (rows[tuple(TOKENIZER.encode(text, add_special_tokens=False).ids)] for text in "甲乙丙")
    assert first == second != third


def test_every_source_has_something_to_learn() -> None:
    ready = sources(texts(), TOKENIZER, seed=1)
    assert set(ready) == set(MIX)
    assert all(len(source) for source in ready.values())


def test_the_loss_is_that_of_a_plain_softmax_over_cosines() -> None:
    options = Options(dimension=16, dropped=0.0)
    table = Table(TOKENIZER, options)
    batch = Pairs([(asked.chinese[0], asked.passage) for asked in ASKED], TOKENIZER).batch(3, np.random.default_rng(0))
    left, right = (
        np.stack([table.weights[ids].mean(axis=0) for ids in side]).astype(np.float64)
        for side in (batch.left, batch.right)
    )
    unit_left, unit_right = (side / np.linalg.norm(side, axis=1, keepdims=True) for side in (left, right))
    similarity = np.exp(unit_left @ unit_right.T / options.temperature)
    right_of_left = np.diag(similarity) / similarity.sum(axis=1)
    left_of_right = np.diag(similarity) / similarity.sum(axis=0)
    expected = -(np.log(right_of_left).mean() + np.log(left_of_right).mean()) / 2
    with torch.no_grad():
        assert abs(float(table._loss(batch, np.random.default_rng(0))) - expected) < 1e-4


def test_training_brings_questions_to_their_passages_and_is_the_same_twice(tmp_path: Path) -> None:
    tables = []
    for _ in range(2):
        table = Table(TOKENIZER, Options(dimension=16, steps=60, rate=0.05, dropped=0.0))
        table.train(sources(texts(), TOKENIZER, seed=1), lambda _: None)
        tables.append(table)
    assert (tables[0].weights == tables[1].weights).all()
    questions = tables[0].encode([asked.chinese[0] for asked in ASKED])
    passages = tables[0].encode([asked.passage for asked in ASKED])
    assert (questions @ passages.T).argmax(axis=1).tolist() == [0, 1, 2]
    export(tables[0], tmp_path / "model")
    loaded = SentenceTransformer(str(tmp_path / "model"))
    assert np.allclose(loaded.encode_document(LONG), tables[0].encode(LONG), atol=2e-3)


def test_a_table_to_start_from_keeps_its_directions() -> None:
    rows = np.random.default_rng(3).normal(size=(TOKENIZER.get_vocab_size(), 8)).astype(np.float32)
    start = Table(TOKENIZER, Options(dimension=16, norm=2.0), rows).weights[:, :8]
    cosine = (start * rows).sum(axis=1) / np.linalg.norm(start, axis=1) / np.linalg.norm(rows, axis=1)
    assert np.allclose(cosine, 1, atol=1e-5)
    assert abs(np.linalg.norm(start, axis=1).mean() - 2.0) < 1e-3
