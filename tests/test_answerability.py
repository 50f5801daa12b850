"""Whether a passage answers: the network that ships, its file, and its training."""

import gzip
import importlib
import json
import logging
import random
import shutil
from pathlib import Path

import numpy as np
import pytest
import torch
from numpy.typing import NDArray
from safetensors.torch import load_file, save_file
from tokenizers import Tokenizer

from corpus.text import normalise
from index.answerability import LONGEST_PASSAGE, LONGEST_QUESTION, Answerability, Network
from index.build import build
from index.embed import ANSWERABILITY, MODEL_FOLDER, Embedder
from qa.question import understand
from qa.retrieve import Retriever
from tests.stores import FINANCE, write
from training.answerability import Options, Trainer, draw
from training.judged import INVENTED, NEAR_MISSES, Examples, Judged

TOKENIZER = Tokenizer.from_file(str(MODEL_FOLDER / "tokenizer.json"))
JUDGED = [
    Judged(
        "丙县渔船更新办法 补贴\n更新渔船的渔民每条船补贴八万元,由县渔业局在验收后三十日内付清。",
        ("换条新船给多少钱", "验收完多久到账", "who pays for a new boat"),
        ("旧船拆了补多少", "补贴几号截止申请"),
    ),
    Judged(
        "丁市图书馆规定 开放\n市图书馆每天早九点开门,晚九点关门,周一闭馆;外地读者凭身份证可以进馆。",
        ("图书馆几点开门", "外地人能进吗", "is the library open on monday"),
        ("一次能借几本书", "书丢了赔多少"),
    ),
    Judged(
        "戊县养老办法 体检\n六十五岁以上的老人每年免费体检一次,结果一周内告诉本人和签约医生。",
        ("老人体检要不要钱", "多大岁数能免费查身体", "how often is the check"),
        ("体检在哪家医院做", "牙齿能不能免费看"),
    ),
]
TOLD = [
    ("渔船登记不收费,十日内办结。渔民每年参加一次安全培训。", "登记渔船多久能办好?", "渔船能卖给外地人吗?"),
    ("企业购买检测设备,每家每年最高补助三十万元。", "买检测的机器一年最多补多少?", "补助几月几号前申请?"),
    ("博士到本县企业工作满一年,发给安家补助二十万元。", "博士来上班给多少安家费?", "博士后的孩子上学怎么安排?"),
    ("民宿应当装消防器材,没装的罚款两千元。", "民宿没装灭火器罚多少钱?", "民宿要几个房间才能开?"),
]


@pytest.fixture(scope="module")
def embedder() -> Embedder:
    return Embedder.load()


@pytest.fixture(scope="module")
def trainer(embedder: Embedder) -> Trainer:
    return Trainer(embedder.token_vectors, Examples(JUDGED, embedder, TOKENIZER), Options(steps=60, seeds=3))


def answers(embedder: Embedder, question: str, passages: list[str]) -> NDArray[np.float32]:
    reading = embedder.read(question, passages)
    assert reading is not None
    return reading.answers


@pytest.mark.parametrize(("passage", "answered", "missed"), TOLD)
def test_what_a_passage_answers_is_told_from_what_it_is_silent_on(
    embedder: Embedder, passage: str, answered: str, missed: str
) -> None:
    assert answers(embedder, answered, [passage])[0] > answers(embedder, missed, [passage])[0]


def test_passages_are_judged_one_by_one(embedder: Embedder) -> None:
    passages = [passage for passage, _, _ in TOLD]
    together = answers(embedder, "買檢測的機器一年最多補多少?", passages)
    assert together.dtype == np.float32
    alone = [answers(embedder, "买检测的机器一年最多补多少?", [one])[0] for one in passages]
    np.testing.assert_allclose(together, alone, atol=1e-4)
    assert together.argmax() == 1
    assert answers(embedder, "问", []).tolist() == []


def test_what_has_no_token_says_nothing(embedder: Embedder) -> None:
    assert answers(embedder, "  ", ["渔船登记"]).tolist() == [0]
    assert answers(embedder, "渔船登记", ["", "渔船登记"])[0] == 0


def test_only_the_beginning_of_what_is_long_is_read(embedder: Embedder) -> None:
    passage, question = "渔船登记不收费,十日内办结。" * 100, "登记要几天呢" * 30
    shortened = passage[
        : TOKENIZER.encode(normalise(passage), add_special_tokens=False).offsets[LONGEST_PASSAGE - 1][1]
    ]
    asked = question[: TOKENIZER.encode(normalise(question), add_special_tokens=False).offsets[LONGEST_QUESTION - 1][1]]
    assert len(shortened) < len(passage)
    assert len(asked) < len(question)
    assert answers(embedder, question, [passage]) == pytest.approx(answers(embedder, asked, [shortened]), abs=1e-4)


def test_padding_changes_nothing(embedder: Embedder, trainer: Trainer) -> None:
    """A batch of the training gives what the questions give one by one."""
    alone = Answerability(trainer.network, embedder._table)
    questions, passages = (side.ravel() for side in np.indices((len(trainer.examples.questions), 3)))
    with torch.no_grad():
        batch = trainer.logits(questions, passages).reshape(-1, 3).numpy()
    texts = [text for one in JUDGED for text in one.answered + one.unanswered]
    each = [alone.read(normalise(text), [normalise(one.passage) for one in JUDGED]).answers for text in texts]
    np.testing.assert_allclose(batch, each, atol=1e-4)


def test_a_batch_holds_each_question_against_its_own_passage_first(trainer: Trainer) -> None:
    pairs = draw(trainer.examples, trainer.options, np.random.default_rng(2))
    starts = np.flatnonzero(pairs.own)
    assert starts[0] == 0
    assert sorted(pairs.questions[starts]) == list(range(15))
    assert (trainer.examples.owners[pairs.questions[starts]] == pairs.passages[starts]).all()
    assert (trainer.examples.answered[pairs.questions[starts]] == pairs.answered[starts]).all()
    assert not pairs.answered[~pairs.own].any()
    assert (trainer.examples.owners[pairs.questions[~pairs.own]] != pairs.passages[~pairs.own]).all()
    assert (pairs.counts == np.where(pairs.own, 1, np.float32(trainer.options.doubt))).all()
    for start, end in zip(starts, [*starts[1:], len(pairs.own)], strict=True):
        assert len(set(pairs.passages[start:end])) == end - start == (3 if pairs.answered[start] else 2)
        assert len(set(pairs.questions[start:end])) == 1


def test_training_tells_answered_from_not_and_is_the_same_twice(embedder: Embedder) -> None:
    examples = Examples(JUDGED, embedder, TOKENIZER)
    found = []
    for _ in range(2):
        trainer = Trainer(embedder.token_vectors, examples, Options(steps=80, seeds=3))
        trainer.train()
        with torch.no_grad():
            found.append(trainer.logits(np.arange(15), examples.owners).numpy())
    assert (found[0] == found[1]).all()
    assert found[0][examples.answered].min() > found[0][~examples.answered].max()


def test_a_network_of_another_model_is_named_and_left_alone(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    model = tmp_path / "model"
    shutil.copytree(MODEL_FOLDER, model)
    weights = load_file(model / ANSWERABILITY)
    save_file(weights, model / ANSWERABILITY, {"model": "of another"})
    with caplog.at_level(logging.WARNING):
        assert Embedder.load(str(model)).read("登记要几天?", ["渔船登记不收费。"]) is None
    assert str(model / ANSWERABILITY) in caplog.text
    assert "training/README.md" in caplog.text
    (model / ANSWERABILITY).unlink()
    caplog.clear()
    bare = Embedder.load(str(model))
    assert bare.read("登记要几天?", ["渔船登记不收费。"]) is None
    assert not caplog.text
    assert bare.fingerprint == Embedder.load().fingerprint


def test_without_a_network_hits_are_judged_by_the_search_alone(tmp_path: Path) -> None:
    model = tmp_path / "model"
    shutil.copytree(MODEL_FOLDER, model)
    (model / ANSWERABILITY).unlink()
    build([write(tmp_path / "docs", finance=FINANCE)], tmp_path / "store")
    question = understand("专利能不能抵押贷款?")
    with_it = Retriever(tmp_path / "store").find(question, 3)
    without = Retriever(tmp_path / "store", str(model)).find(question, 3)
    assert without.covered
    assert [hit.quote for hit in without.hits] == [hit.quote for hit in with_it.hits]
    assert without.probability != with_it.probability


def test_the_weights_that_ship_fit_the_network() -> None:
    assert set(load_file(MODEL_FOLDER / ANSWERABILITY)) == set(Network(512).state_dict())


def test_no_measure_is_trained_on_that_the_benchmark_asks_about(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(INVENTED.parent)
    invented = importlib.import_module("invented")
    asked = {
        row["title"] + row["passage"] for measures in invented.documents(random.Random(1))[:60] for row in measures
    }
    with gzip.open(NEAR_MISSES, "rt", encoding="utf-8") as lines:
        trained_on = {row["measure"] for row in map(json.loads, lines) if "measure" in row}
    with gzip.open(INVENTED, "rt", encoding="utf-8") as lines:
        titles = [row["title"] + row["passage"] for row in map(json.loads, lines)]
    assert len(asked) == 1020
    assert len(trained_on) > 4000
    assert not {titles[number] for number in trained_on} & asked
