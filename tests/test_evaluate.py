"""The evaluation command from the file of questions to figures, page, comparison and calibration."""

import json
import re
import shutil
import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

from index.build import build
from index.embed import Embedder
from index.reembed import reembed
from index.store import Store
from qa.answer import answer
from qa.calibration import FILE, Calibration
from qa.evaluate import main
from qa.labels import read_labels
from qa.outcomes import run
from qa.question import understand
from qa.report import failures
from qa.retrieve import Retriever
from tests.stores import FARM, FINANCE, TALENT, write
from tests.test_build import other_model

ROOT = Path(__file__).parents[1]
DEV = ROOT / "tests" / "questions" / "dev.jsonl"
ASKED = 31


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("evaluated")
    build([write(folder / "documents", finance=FINANCE, talent=TALENT, farm=FARM)], folder / "store")
    return folder / "store"


def questions(folder: Path, *rows: dict[str, Any]) -> Path:
    path = folder / "questions.jsonl"
    path.write_text("\n".join(json.dumps(row, ensure_ascii=False) for row in rows), "utf-8")
    return path


VOUCHERS = [
    {"question": "博士毕业生安家补助多少", "documents": ["talent.md"], "answer": "二十万元"},
    {"question": "种水稻每亩补贴多少", "measures": ["种粮补贴"], "answer": "1 5 0 元"},
    {"question": "专利质押融资由谁担保", "positive_ids": ["farm"], "answer": "县长"},
    {"question": "红烧肉怎么做才好吃", "off_topic": True},
    {"question": "贷款贴息百分之几", "measures": ["第九十九条"]},
]


def run_json(capsys: pytest.CaptureFixture[str], *arguments: str | Path) -> dict[str, Any]:
    assert main([*map(str, arguments), "--json"]) == 0
    facts: dict[str, Any] = json.loads(capsys.readouterr().out)
    return facts


def test_the_figures_of_the_shipped_questions_counted_by_hand(
    shipped: Path, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    page = tmp_path / "report.html"
    facts = run_json(capsys, DEV, "--store", shipped, "--limit", str(ASKED), "--html", page)
    rows = [json.loads(line) for line in DEV.read_text("utf-8").splitlines()]
    rows = [rows[i * len(rows) // ASKED] for i in range(ASKED)]
    retriever = Retriever(shipped)
    titles = [measure.title for measure in retriever.store.measures(0)]
    ranks, quoted, wrongly, rightly = [], [], [], []
    for row in rows:
        said = answer(retriever, row["query"])
        (wrongly if row["measures"] else rightly).append(said.declined)
        if row["measures"]:
            found = [titles.index(hit.measure.title) for hit in retriever.search(row["query"], 10)]
            ranks.append(next((i + 1 for i, number in enumerate(found) if number in row["measures"]), None))
            wanted = re.sub(r"\s", "", row["answer"])
            quoted.append(any(wanted in re.sub(r"\s", "", c.quote) for c in said.citations))
    means = facts["all"]["means"]
    for k in (1, 3, 5, 10):
        assert means[f"hit@{k}"] == pytest.approx(sum(bool(r) and r <= k for r in ranks) / len(ranks), abs=1e-4)
    assert means["MRR@10"] == pytest.approx(sum(1 / r for r in ranks if r) / len(ranks), abs=1e-4)
    assert means["answer quoted"] == pytest.approx(sum(quoted) / len(quoted), abs=1e-4)
    assert means["declined wrongly"] == pytest.approx(sum(wrongly) / len(wrongly), abs=1e-4)
    assert means["declined rightly"] == pytest.approx(sum(rightly) / len(rightly), abs=1e-4)
    assert sum(group["questions"] for group in facts["languages"].values()) == ASKED
    assert (facts["unusable"], facts["missing"]) == ([], [])
    assert 0.5 < facts["all"]["auroc"] <= 1
    check_page(page.read_text("utf-8"))


class Page(HTMLParser):
    """Checks that elements close in order and gathers what would fetch or run something."""

    VOID = ("meta", "br")

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.active: list[str] = []
        self.words = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in self.VOID:
            self.open.append(tag)
        names = {name for name, _ in attrs}
        if tag in ("script", "link", "img", "iframe", "object") or names & {"src", "href"}:
            self.active.append(tag)
        self.active += [name for name in names if name.startswith("on")]

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.words += data


def check_page(text: str) -> str:
    """The page is whole and needs and runs nothing; returns its words."""
    page = Page()
    page.feed(text)
    page.close()
    assert page.open == []
    assert page.active == []
    return page.words


def test_documents_measures_answers_and_labels_the_store_lacks(small: Path, tmp_path: Path) -> None:
    labelled, _ = read_labels(questions(tmp_path, *VOUCHERS))
    outcomes = run(Retriever(small), labelled)
    doctor, rice, patent, meat, absent = outcomes
    assert doctor.figures["hit@1"] == rice.figures["hit@1"] == 1
    assert doctor.figures["answer quoted"] == rice.figures["answer quoted"] == 1
    assert patent.figures["hit@1"] == 0 < patent.figures["hit@10"]
    assert patent.figures["MRR@10"] == 1 / (patent.gains.index(True) + 1)
    assert len({hit.document.id for hit in patent.hits}) == len(patent.hits)
    assert patent.figures["answer quoted"] == 0
    assert meat.figures == {"declined rightly": 1.0}
    assert absent.missing == ("第九十九条",)
    assert absent.figures == {**dict.fromkeys(("hit@1", "hit@3", "hit@5", "hit@10", "MRR@10", "nDCG@10"), 0.0)}
    kinds = [(kind.split()[0], outcome) for kind, outcome in failures(outcomes)]
    assert kinds == [("不在首位", patent), ("标注不在索引里", absent)]


def test_the_page_shows_what_went_wrong_and_runs_nothing_of_it(
    small: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    wrong = {"question": "专利质押融资<script>alert(1)</script>由谁担保", "off_topic": True, "id": '"><img src=x>'}
    path = questions(tmp_path, *VOUCHERS, wrong, {"question": "没有标注"})
    assert main([str(path), "--store", str(small), "--html", str(tmp_path / "page.html")]) == 0
    words = check_page((tmp_path / "page.html").read_text("utf-8"))
    assert "无关却作答 answered, though off topic 专利质押融资<script>alert(1)</script>由谁担保" in words
    assert "支持企业用专利权、商标权质押融资，由市担保公司提供担保。" in words
    assert "7: 没有标注 no label" in words
    assert "5: 第九十九条" in words
    assert "AUROC" in words
    printed = capsys.readouterr().out
    assert "没有用上 left out: line 7" in printed
    assert "首条命中 hit@1: 全部 all 0.500 (4)" in printed


def test_a_store_against_itself_differs_in_nothing(
    small: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = questions(tmp_path, *VOUCHERS)
    facts = run_json(capsys, path, "--store", small, "--against", small)
    assert set(facts["differences"]) == set(facts["all"]["means"])
    for found in facts["differences"].values():
        assert (found["mean"], found["better"], found["worse"], found["real"]) == (0, 0, 0, False)
    assert main([str(path), "--store", str(small), "--against", str(small)]) == 0
    assert capsys.readouterr().out.count("逐题相同 the same on every question") == len(facts["differences"])


def test_against_a_store_that_lacks_the_documents_the_difference_is_real(
    small: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    build([write(tmp_path / "one", finance=FINANCE)], tmp_path / "store")
    path = questions(tmp_path, *VOUCHERS[:2], {"question": "农机购置补贴多少", "measures": ["农机购置补贴"]})
    facts = run_json(capsys, path, "--store", small, "--against", tmp_path / "store")
    assert facts["differences"]["hit@1"] == {
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


def test_calibrating_keeps_a_file_with_the_store_that_a_rebuild_leaves_and_that_serves(
    shipped: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    store = tmp_path / "store"
    shutil.copytree(shipped, store)
    facts = run_json(capsys, DEV, "--store", store, "--limit", "60", "--calibrate")
    own = Calibration.load(store / FILE)
    assert own.model == Embedder.load().fingerprint
    assert facts["calibration"] == {"file": str(store / FILE), "bar": own.bars[0], "weights": list(own.weights)}
    asked = read_labels(DEV)[0]
    asked = [asked[i * len(asked) // 60] for i in range(60)]
    retriever = Retriever(store)
    covered = [retriever.deviations(understand(q.text)) for q in asked if not q.off_topic]
    assert own.bars[0] == sorted(covered)[int(0.03 * (len(covered) - 1))]
    again = run_json(capsys, DEV, "--store", store, "--limit", "60")
    assert again["all"]["means"]["declined wrongly"] <= 0.03
    from corpus.load import SHIPPED

    build([SHIPPED, write(tmp_path / "more", farm=FARM)], store)
    assert Calibration.of(store, own.model) == own


@pytest.mark.parametrize(
    ("arguments", "status", "message"),
    [
        (["absent.jsonl"], 1, "absent.jsonl"),
        ([str(DEV), "--store", "nowhere"], 1, "there is no index in “nowhere”"),
        ([str(DEV), "--limit", "0"], 2, "at least 1"),
        ([], 2, "questions"),
    ],
)
def test_what_cannot_be_evaluated_is_said(
    arguments: list[str], status: int, message: str, capsys: pytest.CaptureFixture[str], shipped: Path
) -> None:
    if "--store" not in arguments:
        arguments = [*arguments, "--store", str(shipped)]
    try:
        ended = main(arguments)
    except SystemExit as stopped:
        ended = int(str(stopped.code))
    assert ended == status
    assert message in capsys.readouterr().err


def test_it_runs_as_a_module(small: Path, tmp_path: Path) -> None:
    command = [sys.executable, "-m", "qa.evaluate", questions(tmp_path, *VOUCHERS[:2]), "--store", small]
    result = subprocess.run([*map(str, command)], cwd=ROOT, capture_output=True, text=True, check=True)
    assert "首条命中 hit@1: 全部 all 1.000 (2)" in result.stdout
