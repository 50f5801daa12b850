"""Two sides compared: stores, models, settings; what differs really, and on which questions."""

from pathlib import Path

import pytest

from index.build import build
from index.embed import Embedder
from index.reembed import reembed
from index.store import Store
from qa.evaluate import main
from qa.labels import read_labels
from qa.outcomes import run
from qa.retrieve import Retriever
from qa.summary import contrasts
from tests.evaluations import VOUCHERS, check_page, questions, run_json
from tests.stores import FARM, FINANCE, TALENT, write
from tests.test_build import other_model
from tests.test_reranker import encoder


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("evaluated")
    build([write(folder / "documents", finance=FINANCE, talent=TALENT, farm=FARM)], folder / "store")
    return folder / "store"


def test_a_store_against_itself_differs_in_nothing(
    small: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = questions(tmp_path, *VOUCHERS)
    facts = run_json(capsys, path, "--store", small, "--against", small)
    assert set(facts["differences"]) == set(facts["all"]["means"])
    for found in facts["differences"].values():
        assert (found["mean"], found["better"], found["worse"], found["real"]) == (0, 0, 0, False)
    assert main([str(path), "--store", str(small), "--against", str(small)]) == 0
    assert capsys.readouterr().out.count("逐题相同 no difference") == len(facts["differences"])


def test_against_a_store_that_lacks_the_documents_the_difference_is_real(
    small: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    build([write(tmp_path / "one", finance=FINANCE)], tmp_path / "store")
    path = questions(tmp_path, *VOUCHERS[:2], {"question": "农机购置补贴多少", "measures": ["农机购置补贴"]})
    facts = run_json(capsys, path, "--store", small, "--against", tmp_path / "store")
    assert facts["differences"]["hit@1"] == {
        "first": 0.0, "second": 1.0, "questions": 3,
        "mean": 1.0, "low": 1.0, "high": 1.0, "better": 3, "worse": 0, "real": True
    }  # fmt: skip
    assert len(facts["against"]["missing"]) == 3
    assert main([str(path), "--store", str(small), "--against", str(tmp_path / "store")]) == 0
    assert "hit@1: +1.000 [+1.000, +1.000] 确实更好 really better" in capsys.readouterr().out


def test_against_another_model_the_same_passages_are_embedded_anew(
    small: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    model = str(other_model(tmp_path / "model"))
    reembed(Store.open(small), Embedder.load(model), tmp_path / "again")
    build([small.parent / "documents"], tmp_path / "built", model=model)
    again, built = Store.open(tmp_path / "again"), Store.open(tmp_path / "built")
    everything = list(range(len(built)))
    assert again.passages(everything) == built.passages(everything)
    assert again.manifest["model"]["fingerprint"] == built.manifest["model"]["fingerprint"]
    query = Embedder.load(model).encode_query("补贴")
    for ours, theirs in zip(again.dense(query, 5), built.dense(query, 5), strict=True):
        assert ours.tolist() == theirs.tolist()
    facts = run_json(capsys, questions(tmp_path, *VOUCHERS), "--store", small, "--against", model)
    beside = run_json(capsys, questions(tmp_path, *VOUCHERS), "--store", tmp_path / "built")
    assert facts["against"]["all"]["means"] == beside["all"]["means"]


def test_one_store_under_two_filters(small: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    asked = [VOUCHERS[0], VOUCHERS[1], VOUCHERS[3]]
    path, page = questions(tmp_path, *asked), tmp_path / "page.html"
    command = [path, "--store", small, "--filter", "path=farm", "--against-filter", "path=talent", "--html", page]
    facts = run_json(capsys, *command)
    assert facts["store"] == f"{small} · path=farm"
    assert facts["against"]["store"] == f"{small} · path=talent"
    found = facts["differences"]["hit@1"]
    assert (found["first"], found["second"], found["better"], found["worse"], found["real"]) == (0.5, 0.5, 1, 1, False)
    words = check_page(page.read_text("utf-8"))
    assert f"A：{small} · path=talentB：{small} · path=farm" in words
    gained, lost = words.index("B 进步最大的问题 Where B gains most (1 / 1)"), words.index("B 退步最大的问题")
    assert gained < words.index("种水稻每亩补贴多少") < lost < words.index("博士毕业生安家补助多少")
    labelled, _ = read_labels(path)
    farm, talent = (run(Retriever(small), labelled, filters={"path": name}) for name in ("farm", "talent"))
    better, worse = contrasts(talent, farm)
    assert [contrast.first.question.text for contrast in (*better, *worse)] == [
        asked[1]["question"],
        asked[0]["question"],
    ]
    assert all(hit.document.path == "farm.md" for outcome in farm for hit in outcome.hits)


def test_the_other_side_has_only_the_settings_it_is_given(
    small: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = questions(tmp_path, *VOUCHERS)
    plain = run_json(capsys, path, "--store", small)
    facts = run_json(capsys, path, "--store", small, "--filter", "path=farm", "--against", small)
    assert facts["against"]["all"]["means"] == plain["all"]["means"] != facts["all"]["means"]
    reranker = encoder(tmp_path / "model")
    facts = run_json(capsys, path, "--store", small, "--against-reranker", reranker)
    assert facts["all"]["means"] == plain["all"]["means"]
    assert facts["against"]["store"] == f"{small} · reranker {reranker}"
    beside = run_json(capsys, path, "--store", small, "--reranker", reranker)
    assert facts["against"]["all"]["means"] == beside["all"]["means"]
