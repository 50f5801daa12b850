"""The evaluation command from the file of questions to figures and page."""

import gzip
import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

from index.build import build
from qa.answer import answer
from qa.evaluate import main
from qa.failures import failures
from qa.labels import read_labels
from qa.outcomes import FIGURES, run
from qa.retrieve import Retriever
from tests.evaluations import VOUCHERS, check_page, questions, run_json
from tests.stores import FARM, FINANCE, TALENT, write

ROOT = Path(__file__).parents[1]
DEV = ROOT / "tests" / "questions" / "dev.jsonl"
ASKED = 31


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("evaluated")
    build([write(folder / "documents", finance=FINANCE, talent=TALENT, farm=FARM)], folder / "store")
    return folder / "store"


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
    assert means["answer quoted"] <= means["answer recall"] < 1
    assert means["declined wrongly"] == pytest.approx(sum(wrongly) / len(wrongly), abs=1e-4)
    assert means["declined rightly"] == pytest.approx(sum(rightly) / len(rightly), abs=1e-4)
    assert sum(group["questions"] for group in facts["languages"].values()) == ASKED
    assert (facts["unusable"], facts["missing"]) == ([], [])
    assert 0.5 < facts["all"]["auroc"] <= 1
    check_page(page.read_text("utf-8"))


def test_documents_measures_answers_and_labels_the_store_lacks(small: Path, tmp_path: Path) -> None:
    labelled, _ = read_labels(questions(tmp_path, *VOUCHERS))
    outcomes = run(Retriever(small), labelled)
    doctor, rice, patent, meat, absent = outcomes
    assert doctor.figures["hit@1"] == rice.figures["hit@1"] == 1
    assert doctor.figures["answer quoted"] == rice.figures["answer quoted"] == 1
    assert doctor.figures["answer recall"] == rice.figures["answer recall"] == 1
    assert patent.figures["hit@1"] == 0 < patent.figures["hit@10"]
    assert patent.figures["MRR@10"] == 1 / (patent.gains.index(True) + 1)
    assert len({hit.document.id for hit in patent.hits}) == len(patent.hits)
    assert patent.figures["answer quoted"] == patent.figures["answer recall"] == 0
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
    assert "索引里没有的标注 labels the index lacks: 1（1 个问题 questions）：5: 第九十九条\n" in printed
    assert "NOT ONE" not in printed


def test_where_no_label_is_in_the_index_it_is_said_loudly(
    small: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rows = [{"query": "种水稻每亩补贴多少", "positive_ids": [f"9-{n}", "0"]} for n in range(4)]
    assert main([str(questions(tmp_path, *rows)), "--store", str(small), "--html", str(tmp_path / "page.html")]) == 0
    for told in (capsys.readouterr().out, check_page((tmp_path / "page.html").read_text("utf-8"))):
        assert "标注没有一条在索引里，命中率因此全是 0 NOT ONE LABEL IS IN THE INDEX" in told
        assert "the ids in JSON: run build_index.py again." in told
        listed = "1: 9-0；1: 0；2: 9-1；2: 0；3: 9-2 … 另有 3 more"
        assert f"索引里没有的标注 labels the index lacks: 8（4 个问题 questions）：{listed}" in told


def test_the_files_of_a_benchmark_as_they_are(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    documents = [{"id": f"d{n}", "text": text} for n, text in enumerate((FINANCE, TALENT, FARM))]
    asked = [
        {"qid": "a", "query": "博士毕业生安家补助多少", "positive_ids": ["d1"], "lang": "zh", "answer": "二十万元"},
        {"qid": "b", "query": "种水稻每亩补贴多少", "positive_ids": ["d2"]},
    ]
    for name, rows in (("pub_docs", documents), ("pub_queries", asked)):
        data = "".join(f"{json.dumps(row, ensure_ascii=False)}\n" for row in rows)
        (tmp_path / f"{name}.jsonl.gz").write_bytes(gzip.compress(data.encode()))
    build([tmp_path / "pub_docs.jsonl.gz"], tmp_path / "store")
    facts = run_json(capsys, tmp_path / "pub_queries.jsonl.gz", "--store", tmp_path / "store")
    all_right = {name: 1.0 for name in FIGURES if not name.startswith("declined")}
    assert facts["all"]["means"] == all_right | {"declined wrongly": 0.0}
    assert facts["missing"] == []


def test_several_answers_and_the_sentences_of_one(small: Path, tmp_path: Path) -> None:
    asked = {"question": "博士毕业生安家补助多少", "document": "talent", "passage": "发给安家补助"}
    rows = [
        asked | {"answer": ["二十万元", "一次性"]},
        asked | {"answer": ["二十万元", "三十万元", "博士毕业生"]},
        asked | {"answer": "博士毕业生到本县企业工作满一年的，一次性发给安家补助二十万元！另送一辆车。"},
    ]
    outcomes = run(Retriever(small), read_labels(questions(tmp_path, *rows))[0])
    found = [(outcome.quoted, outcome.recall) for outcome in outcomes]
    assert found == [(True, 1.0), (False, pytest.approx(2 / 3)), (False, 0.5)]
    assert {outcome.figures["hit@1"] for outcome in outcomes} == {1.0}
    assert [kind.split()[0] for kind, _ in failures(outcomes)] == ["引文只有一部分答案"] * 2


def test_a_question_that_leans_on_earlier_ones(small: Path, tmp_path: Path) -> None:
    row = {"question": "那拖拉机呢？", "measure": "农机购置补贴", "answer": "三成"}
    rows = [row, row | {"history": ["种水稻每亩补贴多少"]}]
    alone, following = run(Retriever(small), read_labels(questions(tmp_path, *rows))[0])
    assert (alone.answer.follows, following.answer.follows) == (False, True)
    assert following.answer == answer(Retriever(small), row["question"], history=["种水稻每亩补贴多少"])
    assert {hit.document.path for hit in following.hits} == {"farm.md"}
    assert len({hit.document.path for hit in alone.hits}) > 1
    assert following.figures["hit@10"] == 1


@pytest.mark.parametrize(
    ("arguments", "status", "message"),
    [
        (["absent.jsonl"], 1, "absent.jsonl"),
        ([str(DEV), "--store", "nowhere"], 1, "there is no index in “nowhere”"),
        ([str(DEV), "--limit", "0"], 2, "at least 1"),
        (
            [str(DEV), "--against-filter", "浙江"],
            2,
            "--against-filter: takes KEY=VALUE, for example region=浙江, not “浙江”",
        ),
        ([str(DEV), "--filter", "region=浙江", "--calibrate"], 2, "leave --filter out"),
        ([str(DEV), "--html", "no folder/page.html"], 2, "--html “no folder/page.html”: not a file in a folder"),
        ([str(DEV), "--html", "."], 2, "--html “.”: not a file in a folder that exists; make the folder"),
        ([str(DEV), "--limit", "1", "--against", "typo"], 1, "“typo” 既不是索引，也不是能用的模型 is neither an index"),
        ([str(DEV), "--against-reranker", "nowhere"], 1, "cannot load the reranking model “nowhere”"),
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
