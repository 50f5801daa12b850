"""What passages are put before others by: the weights that ship, how they are trained, and what they do."""

import gzip
import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch
from safetensors.torch import load_file, save_file

from corpus.records import Document, Measure
from index.answerability import PREFERENCE, Answerability, Network
from index.build import build
from index.embed import ANSWERABILITY, MODEL_FOLDER, Embedder
from index.store import Store
from qa.candidates import READ
from qa.question import understand
from qa.rank import weights
from qa.retrieve import Retriever
from qa.search import Search
from qa.weigh import PREFERRED, weigh
from tests.stores import write
from training.asked import LAWS, WISHES, Asked, ask, fingerprint
from training.preference import Options, pack, train

LAW = "".join(
    f"第{number}条 {text}\n"
    for number, text in zip(
        ("一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二"),
        (
            "渔船登记由县渔业局负责。",
            "渔船登记应当真实,渔船所有人对登记的内容负责。",
            "申请渔船登记,应当提交下列材料:(一)身份证;(二)购船发票;(三)检验证书。",
            "渔船登记档案保存十年。",
            "渔船登记不收费。",
            "县渔业局应当自受理之日起十日内办结渔船登记。",
            "渔船转让的,应当办理变更登记。",
            "渔船报废的,应当办理注销登记。",
            "伪造登记证书的,处二千元罚款。",
            "渔船所有人变更地址的,三十日内告知县渔业局。",
            "县渔业局每年公布登记的渔船数。",
            "本办法自二〇二四年一月一日起施行。",
        ),
        strict=True,
    )
)


@pytest.fixture(scope="module")
def search(tmp_path_factory: pytest.TempPathFactory) -> Search:
    place = tmp_path_factory.mktemp("preference")
    build([write(place / "docs", law="丙县渔船登记办法\n\n" + LAW)], place / "store")
    return Search(Store.open(place / "store"), Embedder.load())


def test_a_preference_is_what_the_weights_make_of_what_is_told() -> None:
    reading = Embedder.load().read("申请渔船登记要交什么?", ["申请登记应当提交身份证。", "登记不收费。", ""])
    assert reading is not None
    held = {name: value.float().numpy() for name, value in load_file(MODEL_FOLDER / ANSWERABILITY).items()}
    inner = reading.considered @ held["prefer.0.weight"].T + held["prefer.0.bias"]
    bent = torch.nn.functional.gelu(torch.from_numpy(inner)).numpy()
    assert reading.considered[:, -2].tolist() == reading.answers.tolist()
    assert reading.considered[:, -1].tolist() == np.maximum(reading.answers, 0).tolist()
    expected = bent @ held["prefer.2.weight"][0] + held["prefer.2.bias"]
    np.testing.assert_allclose(reading.preference[:2], expected[:2], atol=1e-4)
    assert reading.preference[0] != reading.preference[1]
    assert (reading.answers[2], reading.preference[2]) == (0, 0)


def test_a_network_that_has_learned_no_preference_has_none(tmp_path: Path) -> None:
    path = tmp_path / ANSWERABILITY
    held = load_file(MODEL_FOLDER / ANSWERABILITY)
    embedder = Embedder.load()
    save_file(
        {name: value for name, value in held.items() if not name.startswith(PREFERENCE)},
        path,
        {"model": embedder.fingerprint},
    )
    plain = Answerability.load(path, embedder._table, embedder.fingerprint)
    reading = plain.read("申请渔船登记要交什么?", ["申请登记应当提交身份证。", "登记不收费。"])
    known = embedder.read("申请渔船登记要交什么?", ["申请登记应当提交身份证。", "登记不收费。"])
    assert known is not None
    assert reading.preference.tolist() == [0, 0]
    assert reading.answers.tolist() == known.answers.tolist()


def test_the_first_passages_are_ordered_with_it_and_the_others_by_the_other_signals_alone(search: Search) -> None:
    question = understand("申请渔船登记要交什么?")
    ranked = search.candidates.ranked(question)
    chosen = search.candidates.preferred(question, ranked)
    passages = search.store.passages([chunk for chunk, _ in ranked])
    reading = search.embedder.read(question.text, passages[:READ])
    assert reading is not None
    before = dict(ranked)
    scores = {
        chunk: weights("zh").score(before[chunk]) + preferred
        for (chunk, _), preferred in zip(ranked[:READ], reading.preference.tolist(), strict=True)
    }
    scores |= {chunk: weights("zh").score(signals) for chunk, signals in ranked[READ:]}
    assert len(ranked) > READ
    assert [chunk for chunk, _ in chosen] == sorted(scores, key=lambda chunk: -scores[chunk])
    for chunk, signals in chosen:
        assert weights("zh").score(signals) == pytest.approx(scores[chunk], abs=1e-5)
        assert bool(signals.preference) == (chunk in dict(ranked[:READ]))
    assert "提交下列材料" in search.store.passages([chosen[0][0]])[0]


def test_the_sentences_of_a_measure_put_before_others_count_more_by_a_share(tmp_path: Path) -> None:
    build([write(tmp_path / "docs", law="丙县渔船登记办法\n\n" + LAW)], tmp_path / "store")
    question = understand("申请渔船登记要交什么?")
    found = Retriever(tmp_path / "store").find(question, 1)
    (hit,) = found.answering

    def scores(preference: float) -> list[float]:
        raised = replace(hit, signals=replace(hit.signals, preference=preference))
        (weighed,) = weigh(replace(found, answering=(raised,)), question)
        return [*weighed.scored.scores]

    assert max(scores(0.0)) > 0.1
    assert scores(0.2) == pytest.approx([(1 + 0.2 * PREFERRED) * one for one in scores(0.0)])
    assert scores(-1.0) == [0.0] * len(scores(0.0))


def test_a_question_is_asked_of_the_program_and_what_answers_is_marked(search: Search) -> None:
    def answers(document: Document, measure: Measure) -> bool:
        return document.title == "丙县渔船登记办法" and "材料" in measure.text

    asked = ask(search, "申请渔船登记要交什么?", answers)
    assert asked is not None
    ranked = search.candidates.ranked(understand("申请渔船登记要交什么?"))
    assert asked.scores.tolist() == [np.float32(weights("zh").score(signals)) for _, signals in ranked]
    passages = search.store.passages([chunk for chunk, _ in ranked])
    assert asked.right.tolist() == ["材料" in passage for passage in passages]
    reading = search.embedder.read("申请渔船登记要交什么?", passages)
    assert reading is not None
    np.testing.assert_array_equal(asked.considered, reading.considered)
    assert ask(search, "申请渔船登记要交什么?", lambda *_: False) is None
    assert ask(search, "申请渔船登记要交什么?", lambda *_: True) is None


def drawn(seed: int, count: int) -> list[Asked]:
    """Of passages as near as each other those answer whose third value is high."""
    chance = np.random.default_rng(seed)
    found = []
    for _ in range(count):
        told = chance.normal(size=(int(chance.integers(3, 8)), 137)).astype(np.float32)
        found.append(Asked(told, np.full(len(told), 1.5, np.float32), told[:, 2] == told[:, 2].max()))
    return found


def test_training_learns_what_puts_a_passage_first_and_leaves_the_rest_of_the_network() -> None:
    networks = []
    for _ in range(2):
        torch.manual_seed(1)
        network = Network(512)
        before = {name: value.clone() for name, value in network.state_dict().items()}
        train([drawn(1, 1500), drawn(2, 1000)], network, Options(steps=400, restraint=0.01))
        networks.append(network.state_dict())
    for name, value in networks[0].items():
        assert torch.equal(value, networks[1][name])
        assert name.startswith(PREFERENCE) != torch.equal(value, before[name]) or name == "prefer.2.bias"
    right = []
    for asked in drawn(3, 100):
        told = torch.from_numpy(asked.considered)
        preferred = network.prefer(told)[:, 0]
        right.append(bool(asked.right[int(preferred.argmax())]))
    assert sum(right) > 85


def test_passages_that_are_not_there_are_far_below_all_others() -> None:
    asked = drawn(4, 5)
    told, scores, right = pack(asked)
    for number, one in enumerate(asked):
        count = len(one.scores)
        np.testing.assert_array_equal(told[number, :count], one.considered)
        assert scores[number, :count].tolist() == one.scores.tolist()
        assert right[number, :count].tolist() == one.right.tolist()
        assert (scores[number, count:] < -1000).all()
        assert not right[number, count:].any()


@pytest.mark.parametrize("path", [LAWS, WISHES])
def test_every_question_names_what_answers_it(path: Path) -> None:
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        asked = [json.loads(line) for line in lines]
    assert len(asked) > 1000
    assert len({row["question"] for row in asked}) == len(asked)
    for row in asked:
        assert row["question"].strip()
        if path == LAWS:
            assert row["document"].endswith(".md")
            assert row["articles"]
        else:
            assert row["title"]
            assert all(len(mark) == len(fingerprint("")) for mark in row["measures"])
            assert row["measures"]
