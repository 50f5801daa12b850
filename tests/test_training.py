"""The training recipe: pairs, the loss, the exported folder. Small texts of our own; figures are for benchmarks."""

import gzip
import hashlib
import json
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch
from numpy.typing import NDArray
from sentence_transformers import SentenceTransformer
from tokenizers import Tokenizer

from index.embed import MODEL_FOLDER
from training import texts as texts_module
from training.__main__ import export
from training.evaluate import SETS, evaluate
from training.pairs import MIX, Crops, Pairs, sources
from training.pieces import shorten
from training.table import Options, Table
from training.texts import Asked, Texts, read_texts
from training.tokens import UNKNOWN, tokenise

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


@pytest.mark.parametrize("repeated", [False, True])
def test_the_loss_is_that_of_a_plain_softmax_over_cosines(repeated: bool) -> None:
    """A pair that shares its passage with another is no negative of it, either way."""
    pairs = [(asked.chinese[0], asked.passage) for asked in ASKED]
    if repeated:
        pairs += [("检测设备的钱政府出多少", LONG[0]), ("小厂买仪器", LONG[0])]
    options = Options(dimension=16, dropped=0.0)
    table = Table(TOKENIZER, options)
    batch = Pairs(pairs, TOKENIZER).batch(len(pairs), np.random.default_rng(0))
    left, right = (
        np.stack([table.weights[ids].mean(axis=0) for ids in side]).astype(np.float64)
        for side in (batch.left, batch.right)
    )
    unit_left, unit_right = (side / np.linalg.norm(side, axis=1, keepdims=True) for side in (left, right))
    similarity = np.exp(unit_left @ unit_right.T / options.temperature)
    passages = [tuple(passage) for passage in batch.right]
    for i, one in enumerate(passages):
        for j, other in enumerate(passages):
            if i != j and one == other:
                similarity[i, j] = 0
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


def test_a_table_is_cut_to_the_directions_that_hold_most() -> None:
    chance = np.random.default_rng(4)
    plane = chance.normal(size=(TOKENIZER.get_vocab_size(), 3)) @ chance.normal(size=(3, 16))
    table = Table(TOKENIZER, Options(dimension=16), plane.astype(np.float32))
    before = table.encode(LONG)
    table.reduce(3)
    after = table.encode(LONG)
    assert after.shape == (3, 3)
    np.testing.assert_allclose(after @ after.T, before @ before.T, atol=1e-4)


def test_the_vocabulary_is_cut_to_short_chinese_pieces() -> None:
    short, kept = shorten(TOKENIZER, 2)
    pieces, before = short.get_vocab(), TOKENIZER.get_vocab()
    assert max(len(re.findall("[\u4e00-\u9fff]", piece)) for piece in pieces) == 2
    assert max(len(re.findall("[\u4e00-\u9fff]", piece)) for piece in before) == 3
    assert {piece: kept[number] for piece, number in pieces.items()} == {p: before[p] for p in pieces}
    assert [kept.index(before[piece]) for piece in ("[PAD]", UNKNOWN)] == [0, 1]
    assert "".join(short.encode(LONG[0], add_special_tokens=False).tokens) == LONG[0]


def test_a_text_without_any_piece_is_the_unknown_one() -> None:
    assert [list(ids) for ids in tokenise(["", "体检"], TOKENIZER)] == [
        [TOKENIZER.token_to_id(UNKNOWN)],
        TOKENIZER.encode("体检", add_special_tokens=False).ids,
    ]


def compress(path: Path, rows: Sequence[dict[str, Any]]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with gzip.open(path, "wt", encoding="utf-8") as lines:
        lines.writelines(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)


def test_the_data_folder_is_read_and_questions_find_their_passages(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    law = tmp_path / "corpora" / "laws" / "体检条例.txt"
    law.parent.mkdir(parents=True)
    law.write_text(
        f"体检条例\n第一章 总则\n第一条　为了居民健康，制定本条例，全县都要照办。\n第二条　{LONG[1]}\n", "utf-8"
    )
    train = tmp_path / "train"
    compress(train / "gov_reports.jsonl.gz", [{"title": "某年报告", "text": f"短\n\n{LONG[0]}"}])
    compress(train / "state_council.jsonl.gz", [])
    compress(
        train / "mojlaw_zh_en.jsonl.gz",
        [{"zh": f"法條{i}", "en": f"Article {i}", "title_zh": "某法", "title_en": "Some Act"} for i in range(2)],
    )
    compress(train / "cedict.jsonl.gz", [{"simp": "体检", "en": ["health check", "physical"]}])
    compress(train / "tatoeba_zh_en.jsonl.gz", [{"zh": "你好。", "en": "Hello."}])
    compress(train / "reading_comprehension.jsonl.gz", [{"question": "何時", "passage": "今天"}])
    (train / "thesaurus.tsv").write_text("体格检查\t体检|查身体\n", "utf-8")
    shared = {"title": "果树", "passage": LONG[2], "zh": ["种树有啥好处"], "en": "What about trees?"}
    compress(train / "policy_questions_1.jsonl.gz", [shared])
    own = tmp_path / "questions"
    own.mkdir()
    rows = [
        {"document": "d", "measure": "m", "zh": ["老人查身体要钱吗"], "en": "Is it free?"}
        | {"passage_sha256": hashlib.sha256(re.sub(r"\s", "", passage).encode()).hexdigest()[:16]}
        for passage in (LONG[1], "哪里都没有的一段")
    ]
    (own / "questions-1.jsonl").write_text("\n".join(json.dumps(row) for row in rows), "utf-8")
    monkeypatch.setattr(texts_module, "_QUESTIONS", own)
    read = read_texts(tmp_path)
    [(title, articles)] = read.laws
    assert title == "体检条例"
    assert [headings for headings, _ in articles] == ["第一章 总则"] * 2
    assert "每年免费体检一次" in articles[1][1]
    assert read.reports == [("某年报告", [LONG[0]])]
    assert read.statutes == [("法条0", "article 0"), ("法条1", "article 1")]
    assert read.statute_titles == [("某法", "some act")]
    assert read.dictionary == [("体检", "health check"), ("体检", "physical")]
    assert read.sentences == [("你好。", "hello.")]
    assert read.reading == [("何时", "今天")]
    assert read.terms == [("体检", "体格检查"), ("查身体", "体格检查")]
    given, found = read.asked
    assert (given.title, given.chinese, given.english) == ("果树", ("种树有啥好处",), ("what about trees?",))
    assert "每年免费体检一次" in found.passage
    assert found.title == "体检条例 第一章 总则 第二条"


def test_the_figures_are_those_of_ranking_by_hand(tmp_path: Path) -> None:
    chance = np.random.default_rng(5)
    known: dict[str, NDArray[np.float32]] = {}

    def encode(texts: Sequence[str]) -> NDArray[np.float32]:
        for text in texts:
            vector = chance.normal(size=4).astype(np.float32)
            known.setdefault(text, vector / np.linalg.norm(vector))
        return np.stack([known[text] for text in texts])

    documents = [{"id": str(i), "text": f"passage {i}"} for i in range(40)]
    asked = [
        {"query": f"question {i}", "positive_ids": [str(i), str(i + 1)], "lang": "zh" if i % 2 else "en"}
        for i in range(30)
    ]
    for name, queries in SETS.items():
        compress(tmp_path / f"{name}_docs.jsonl.gz", documents)
        compress(tmp_path / f"{queries}.jsonl.gz", asked)
    scores = evaluate(encode, tmp_path)
    assert set(scores) == {f"{name} {language}" for name in SETS for language in ("zh", "en")}
    for language in ("zh", "en"):
        ranks = []
        for question in (q for q in asked if q["lang"] == language):
            order = sorted(documents, key=lambda d: -float(known[str(d["text"])] @ known[str(question["query"])]))
            ranks.append(min(order.index(d) for d in documents if d["id"] in question["positive_ids"]))
        expected = (sum(r < 1 for r in ranks) / len(ranks), sum(r < 10 for r in ranks) / len(ranks))
        assert all(scores[f"{name} {language}"] == pytest.approx(expected) for name in SETS)
