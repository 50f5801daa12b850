"""A cross-encoder, where one is named, decides about the first measures found."""

import json
from pathlib import Path

import numpy as np
import pytest
import torch
from sentence_transformers import CrossEncoder
from transformers import BertConfig, BertForSequenceClassification, BertTokenizer

from corpus.errors import ModelError
from corpus.load import SHIPPED
from index.build import build
from index.crossencoder import Reranker
from qa import Retriever, ask, retrieve
from qa.__main__ import main
from qa.candidates import CROSSED
from qa.question import understand
from qa.rank import weights

QUESTIONS = ("专利可以质押融资吗？", "開廠缺錢怎麼辦？", "Is there help for young scientists?")
MEASURES = 17


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> str:
    folder = tmp_path_factory.mktemp("reranked") / "store"
    build([SHIPPED], folder)
    return str(folder)


def encoder(folder: Path, labels: int = 1) -> str:
    """A small cross-encoder of drawn weights, whose scores lie far apart."""
    characters = sorted({c for path in SHIPPED.iterdir() for c in path.read_text("utf-8") if not c.isspace()})
    folder.mkdir()
    (folder / "vocab.txt").write_text("\n".join(["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", *characters]), "utf-8")
    tokenizer = BertTokenizer(str(folder / "vocab.txt"), model_max_length=512)
    torch.manual_seed(5)
    shape = BertConfig(
        vocab_size=len(tokenizer),
        hidden_size=32,
        num_hidden_layers=2,
        num_attention_heads=2,
        intermediate_size=64,
        num_labels=labels,
        initializer_range=0.3,
    )
    BertForSequenceClassification(shape).save_pretrained(folder)
    tokenizer.save_pretrained(folder)
    return str(folder)


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> str:
    return encoder(tmp_path_factory.mktemp("encoder") / "model")


@pytest.mark.parametrize("question", QUESTIONS)
def test_the_first_measures_come_as_the_model_itself_orders_them(store: str, model: str, question: str) -> None:
    plain = Retriever(store)
    hits = retrieve(question, MEASURES, store, reranker=model)
    asked = understand(question)
    candidates = plain._current().candidates
    found = candidates.preferred(asked, candidates.ranked(asked, plain.store.select(None)))
    first = found[:CROSSED]
    told = torch.sigmoid(
        torch.tensor(
            CrossEncoder(model).predict(
                [(asked.text, passage) for passage in plain.store.passages([chunk for chunk, _ in first])],
                activation_fn=torch.nn.Identity(),
            )
        )
    ).tolist()
    assert np.ptp(told) > 0.3, "a model that sees no difference would show none"
    score = weights(asked.language).score
    expected = sorted(
        [(score(signals) + 10 * one, chunk) for (chunk, signals), one in zip(first, told, strict=True)],
        key=lambda pair: -pair[0],
    )
    places = plain.store.places([chunk for _, chunk in expected])
    assert [hit.start for hit in hits] == [place.start for place in places][: len(hits)]
    assert [hit.score for hit in hits] == pytest.approx([one for one, _ in expected][: len(hits)], abs=1e-3)
    assert [hit.measure.title for hit in hits] != [hit.measure.title for hit in retrieve(question, MEASURES, store)]
    assert all(hit.document.text[hit.start : hit.end] == hit.quote for hit in hits)


def test_every_door_takes_it(store: str, model: str, capsys: pytest.CaptureFixture[str]) -> None:
    hits = retrieve(QUESTIONS[0], 3, store, reranker=model)
    main(["--store", store, "--search", "-k", "3", "--json", "--reranker", model, QUESTIONS[0]])
    assert [row["start"] for row in json.loads(capsys.readouterr().out)] == [hit.start for hit in hits]
    answer = ask(QUESTIONS[0], store, reranker=model)
    assert [hit.start for hit in answer.related[:3]] == [hit.start for hit in hits]
    main(["--store", store, "--json", "--reranker", model, QUESTIONS[0]])
    assert json.loads(capsys.readouterr().out)["text"] == answer.text


def test_what_cannot_be_used_is_named(tmp_path: Path, store: str, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "empty").mkdir()
    with pytest.raises(ModelError, match=r"cannot load the reranking folder .*empty.*leave --reranker out"):
        Reranker.load(str(tmp_path / "empty"))
    with pytest.raises(ModelError, match="sorts into 3 classes"):
        Reranker.load(encoder(tmp_path / "three", labels=3))
    assert main(["--store", store, "--reranker", str(tmp_path / "empty"), QUESTIONS[0]]) == 1
    assert "--reranker" in capsys.readouterr().err


def test_nothing_to_read_is_no_error(model: str) -> None:
    assert Reranker.load(model).scores("问题", []).shape == (0,)
