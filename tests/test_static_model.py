"""The bundled model is read without sentence-transformers, and gives what that gives to the last bit."""

import json
import shutil
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sentence_transformers import SentenceTransformer

from index.embed import MODEL_FOLDER, Embedder
from index.static import StaticModel
from tests.documents import sentence
from tests.test_build import other_model

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="module")
def models() -> tuple[Embedder, Embedder]:
    """Read so, and by the library."""
    library = SentenceTransformer(str(MODEL_FOLDER), local_files_only=True)
    return Embedder.load(), Embedder(library, "library")


@given(st.lists(sentence | st.text(max_size=40), min_size=1, max_size=8))
def test_the_vectors_are_those_of_the_library(models: tuple[Embedder, Embedder], texts: list[str]) -> None:
    ours, theirs = models
    assert np.array_equal(ours.encode_passages(texts), theirs.encode_passages(texts))
    for text in texts[:1]:
        assert np.array_equal(ours.encode_query(text), theirs.encode_query(text))


def test_many_texts_are_those_of_one(models: tuple[Embedder, Embedder]) -> None:
    ours, theirs = models
    texts = [f"第{number}条 渔船登记" * (number % 7) for number in range(2500)]
    assert np.array_equal(ours.encode_passages(texts), theirs.encode_passages(texts))


def test_it_is_the_same_model(models: tuple[Embedder, Embedder]) -> None:
    ours, theirs = models
    assert isinstance(ours._model, StaticModel)
    assert ours.fingerprint == theirs.fingerprint
    assert np.array_equal(ours.token_vectors, theirs.token_vectors)
    assert ours.encode_passages([]).shape == (0, ours.dimension)


@pytest.mark.parametrize("change", [{"prompts": {"query": "问：", "document": ""}}, {"truncate_dim": 64}])
def test_what_does_more_is_left_to_the_library(tmp_path: Path, change: dict[str, object]) -> None:
    folder = tmp_path / "model"
    shutil.copytree(MODEL_FOLDER, folder)
    settings = folder / "config_sentence_transformers.json"
    settings.write_text(json.dumps(json.loads(settings.read_text("utf-8")) | change), "utf-8")
    assert StaticModel.load(folder) is None
    asked = Embedder.load(str(folder)).encode_query("渔船登记")
    assert not np.array_equal(asked, Embedder.load().encode_query("渔船登记"))


def test_so_is_a_table_whose_vectors_keep_their_length(tmp_path: Path) -> None:
    folder = other_model(tmp_path / "model")
    assert StaticModel.load(folder) is None
    assert Embedder.load(str(folder)).dimension == 8


def test_a_question_is_answered_without_the_library(shipped: Path) -> None:
    code = (
        "import sys; from qa import ask\n"
        "answer = ask('专利可以质押融资吗？', store=sys.argv[1])\n"
        "print(answer.declined, 'sentence_transformers' in sys.modules, 'transformers' in sys.modules)"
    )
    said = subprocess.run(
        [sys.executable, "-c", code, shipped], cwd=ROOT, capture_output=True, text=True, encoding="utf-8", check=True
    )
    assert said.stdout.split() == ["False", "False", "False"]
