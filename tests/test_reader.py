"""Whether a passage answers: the transformer that ships, held against the library that it is read without."""

import os
import signal
import time
from pathlib import Path

import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from tokenizers import Tokenizer, models, normalizers, pre_tokenizers
from transformers import PreTrainedTokenizerFast, XLMRobertaConfig, XLMRobertaForSequenceClassification

from corpus.errors import ModelError
from corpus.text import normalise
from index.embed import Embedder
from index.reader import LONGEST_PASSAGE, LONGEST_QUESTION, READER_FOLDER, Reader, shipped
from training.judged import Judged, Near
from training.reader import Options, Pairs, train, write
from training.vocabulary import counted, cut

TOLD = [
    ("渔船登记不收费,十日内办结。渔民每年参加一次安全培训。", "登记渔船多久能办好?", "渔船能卖给外地人吗?"),
    ("企业购买检测设备,每家每年最高补助三十万元。", "买检测的机器一年最多补多少?", "补助几月几号前申请?"),
    ("博士到本县企业工作满一年,发给安家补助二十万元。", "博士来上班给多少安家费?", "博士后的孩子上学怎么安排?"),
    ("民宿应当装消防器材,没装的罚款两千元。", "民宿没装灭火器罚多少钱?", "民宿要几个房间才能开?"),
    ("企业购买检测设备,每家每年最高补助三十万元。", "How much is paid for a testing machine?", "Who signs the form?"),
]


@pytest.fixture(scope="module")
def library() -> tuple[XLMRobertaForSequenceClassification, PreTrainedTokenizerFast]:
    model = XLMRobertaForSequenceClassification.from_pretrained(READER_FOLDER, dtype=torch.float32)
    return model.eval(), PreTrainedTokenizerFast.from_pretrained(READER_FOLDER)


@pytest.fixture(scope="module")
def exact() -> Reader:
    return Reader.load(dtype=torch.float32)


@pytest.mark.parametrize(("passage", "answered", "missed"), TOLD)
def test_what_a_passage_answers_is_told_from_what_it_is_silent_on(passage: str, answered: str, missed: str) -> None:
    assert shipped().read(answered, [passage])[0] > shipped().read(missed, [passage])[0]


@settings(max_examples=25, deadline=None)
@given(st.text("登记渔船多久補助abc 12,。？", max_size=60), st.text("企业购买设备每家年最高萬元xyz 7;\n", max_size=400))
def test_a_pair_is_read_as_the_library_reads_it(
    library: tuple[XLMRobertaForSequenceClassification, PreTrainedTokenizerFast],
    exact: Reader,
    question: str,
    passage: str,
) -> None:
    model, tokenizer = library
    asked, held = (tokenizer(normalise(text), add_special_tokens=False)["input_ids"] for text in (question, passage))
    asked, held = asked[-LONGEST_QUESTION:], held[:LONGEST_PASSAGE]
    start, end = tokenizer.cls_token_id, tokenizer.sep_token_id
    with torch.inference_mode():
        expected = model(torch.tensor([[start, *asked, end, end, *held, end]])).logits[0, 0].item()
    assert exact.read(question, [passage])[0] == pytest.approx(expected, abs=1e-3)
    assert shipped().read(question, [passage])[0] == pytest.approx(expected, abs=0.1)


def test_passages_are_read_one_by_one_and_in_any_writing() -> None:
    passages = [passage for passage, _, _ in TOLD]
    together = shipped().read("買檢測的機器一年最多補多少?", passages)
    assert together.dtype == np.float32
    alone = [shipped().read("买检测的机器一年最多补多少?", [one])[0] for one in passages]
    assert together.tolist() == alone
    assert shipped().read("问", []).tolist() == []


def test_the_end_of_a_long_question_and_the_beginning_of_a_long_passage_are_read() -> None:
    passage, question = TOLD[1][:2]
    ahead = "我们厂开了好几年了，" * 20
    assert shipped().read(ahead + question, [passage]) == shipped().read(ahead * 2 + question, [passage])
    assert shipped().read(ahead + question, [passage]) != shipped().read(ahead, [passage])
    assert shipped().read(question, [passage + ahead * 2]) == shipped().read(question, [passage + ahead * 3])


def test_a_question_is_held_against_passages_near_to_it_and_to_its_own() -> None:
    judged = [Judged(normalise(passage), (normalise(yes),), (normalise(no),)) for passage, yes, no in TOLD[:4]]
    embedder = Embedder.load()
    held = embedder.encode_normalised([one.passage for one in judged])
    asked = embedder.encode_normalised([one.answered[0] for one in judged])
    near = Near.of(judged, embedder)
    for number in range(len(judged)):
        others = [other for other in range(len(judged)) if other != number]
        assert near.passages[number].tolist() == sorted(others, key=lambda other: -(held[number] @ held[other]))
        assert near.questions[number][0].tolist() == sorted(others, key=lambda other: -(asked[number] @ held[other]))
    tokenizer = Tokenizer.from_file(str(READER_FOLDER / "tokenizer.json"))
    pairs = Pairs(judged, near, tokenizer, Options(pool=400, near=1.0, found=1.0)).batches()
    own = {(one.answered[0], one.passage): 1.0 for one in judged} | {
        (one.unanswered[0], one.passage): 0.0 for one in judged
    }
    expected = {key: (answers, 1.0) for key, answers in own.items()} | {
        (one.answered[0], other.passage): (0.0, 0.5) for one in judged for other in judged if other is not one
    }
    coded = {
        tuple(tokenizer.encode(question, passage, add_special_tokens=False).ids): told
        for (question, passage), told in expected.items()
    }
    drawn = [pair for _ in range(30) for pair in next(pairs)]
    seen = {tuple(token for token in pair.ids if token > 2): (pair.answers, pair.counts) for pair in drawn}
    assert seen == coded


def test_what_holds_no_reader_is_named(tmp_path: Path) -> None:
    (tmp_path / "config.json").write_text("{}", "utf-8")
    with pytest.raises(ModelError, match=f"reader in “{tmp_path}”.*install the program anew"):
        Reader.load(tmp_path)


def test_a_model_made_small_learns_and_is_read_back(tmp_path: Path) -> None:
    """From a start with a larger vocabulary to a folder, on questions told apart by their words."""
    offices = ["财政局", "教育局", "渔业局", "民政局", "税务局", "水务局"]
    asked = [((f"{name}发补助吗",), (f"{name}从不出现吗",)) for name in offices]
    judged = [Judged(f"{name}负责发放补助", *sides, sides) for name, sides in zip(offices, asked, strict=True)]
    marks, characters = ["<s>", "<pad>", "</s>", "<unk>"], sorted(set("".join(offices) + "负责发放补助吗从不出现"))
    pieces = [*marks, "▁", *characters, "zzz", "龜"]
    tokenizer = Tokenizer(models.Unigram([(piece, -2.0) for piece in pieces], unk_id=3))
    tokenizer.normalizer, tokenizer.pre_tokenizer = normalizers.NFKC(), pre_tokenizers.Metaspace()
    tokenizer.add_special_tokens(marks)
    torch.manual_seed(1)
    sizes = {"hidden_size": 48, "num_attention_heads": 4, "intermediate_size": 96, "max_position_embeddings": 64}
    kinds = {"type_vocab_size": 1, "pad_token_id": 1, "num_labels": 1, "layer_norm_eps": 1e-12}
    start = XLMRobertaForSequenceClassification(
        XLMRobertaConfig(vocab_size=len(pieces), num_hidden_layers=2, **sizes, **kinds)
    )
    texts = [text for one in judged for text in (one.passage, *one.answered, *one.unanswered)]
    small = cut(start, tokenizer, counted(tokenizer, texts), least=1)
    assert "zzz" not in small.get_vocab()
    assert "龜" not in small.get_vocab()
    assert small.encode("局不", add_special_tokens=False).tokens == ["▁", "局", "不"]
    near = Near(np.zeros((len(judged), 1), np.int64), [np.zeros((1, 1), np.int64) for _ in judged])
    options = Options(pairs=3000, near=0.0, found=0.0, tokens=800, pool=200, rate=2e-3, warm=20)
    train(start, Pairs(judged, near, small, options).batches(), options)
    write(start, small, tmp_path / "reader")
    reader = Reader.load(tmp_path / "reader")
    for one in judged:
        assert reader.read(one.answered[0], [one.passage])[0] > 0 > reader.read(one.unanswered[0], [one.passage])[0]


@pytest.mark.skipif(not hasattr(os, "fork"), reason="no fork here")
@pytest.mark.filterwarnings("ignore:.*fork.*:DeprecationWarning")
def test_a_child_reads_with_threads_of_its_own() -> None:
    passages = [passage for passage, _, _ in TOLD[:3]]
    told = shipped().read("补多少?", passages).tolist()
    child = os.fork()
    if not child:
        os._exit(int(shipped().read("补多少?", passages).tolist() != told))
    deadline = time.monotonic() + 60
    while not (ended := os.waitpid(child, os.WNOHANG))[0] and time.monotonic() < deadline:
        time.sleep(0.05)
    if not ended[0]:
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
    assert ended == (child, 0)
