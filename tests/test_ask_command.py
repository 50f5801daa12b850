"""`python -m qa` as a person runs it: answers, hits, JSON, exit codes."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeAlias

import pytest

from qa import ask, retrieve
from qa.__main__ import main
from qa.question import understand
from qa.why import Why, why

ROOT = Path(__file__).parents[1]
Run: TypeAlias = Callable[..., tuple[int, str, str]]
QUESTION = "博士毕业生安家补助多少"


@pytest.fixture
def store(small: Path) -> Path:
    return small / "store"


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    """The command in this process, where the model is loaded once: exit status, output, errors."""

    def run(*arguments: str | Path) -> tuple[int, str, str]:
        try:
            status = main([*map(str, arguments)])
        except SystemExit as stop:
            status = int(stop.code or 0)
        return status, *capsys.readouterr()

    return run


def run_apart(question: bytes, store: Path) -> tuple[int, str, str]:
    command = [sys.executable, "-m", "qa", "-", "--store", str(store)]
    environment = os.environ | {"PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "utf-8"}
    result = subprocess.run(command, input=question, capture_output=True, env=environment, cwd=ROOT, timeout=300)
    return result.returncode, result.stdout.decode(), result.stderr.decode()


def test_an_answer_with_numbered_citations(store: Path, run: Run) -> None:
    answer = ask(QUESTION, store)
    assert len(answer.citations) == 1
    status, out, error = run(QUESTION, "--store", store)
    assert (status, error) == (0, "")
    assert out == (
        "《乙县引进人才办法》第二条：\n"
        "博士毕业生到本县企业工作满一年的，一次性发给安家补助二十万元。 [1]\n\n"
        "[1] 《乙县引进人才办法》 · 第二条 · talent.md\n"
    )


def test_the_page_and_the_number_of_a_document(store: Path, run: Run) -> None:
    status, out, _ = run("渔船换发动机补助多少钱", "--store", store)
    citation = ask("渔船换发动机补助多少钱", store).citations[0]
    assert status == 0
    assert (
        f"[1] 《{citation.document.title}》{citation.document.number} · {' › '.join(citation.heading_path)} · "
        "第 2 页 p. 2 · fishing.pdf\n"
    ) in out


def test_search_lists_hits(store: Path, run: Run) -> None:
    hits = retrieve("补助", 2, store)
    status, out, _ = run("补助", "--search", "-k", "2", "--store", store)
    assert status == 0
    assert out.count("\n\n") == 1
    for number, hit in enumerate(hits, 1):
        assert f"{number}. 《{hit.document.title}》" in out
        assert f" · {hit.score:.3f}\n{hit.quote.strip()}\n" in out
    status, out, _ = run("补助", "--search", "--store", store, "--filter", "title=人才", "--filter", "path=talent")
    assert status == 0
    assert "人才" in out
    assert "fishing.pdf" not in out
    assert run("补助", "--search", "--store", store, "--filter", "title=无此题")[:2] == (3, "没有找到 Nothing found\n")


def test_json_is_the_to_dict(store: Path, run: Run) -> None:
    status, out, _ = run(QUESTION, "--json", "--store", store)
    assert (status, json.loads(out)) == (0, ask(QUESTION, store).to_dict())
    status, out, _ = run("补助", "--json", "--search", "-k", "3", "--store", store)
    hits = retrieve("补助", 3, store)
    asked = understand("补助")
    assert (status, json.loads(out)) == (0, [hit.to_dict() | {"why": told(why(asked, hit))} for hit in hits])


def test_what_was_understood_stands_above_and_is_left_out(store: Path, run: Run) -> None:
    question = "2015年博士毕业生安家补助多少"
    for search in ((), ("--search",)):
        _, out, _ = run(question, *search, "--store", store)
        assert out.startswith("理解为 understood: 年份 2015年\n\n")
    assert run(question, "--store", store)[0] == 3
    status, out, _ = run(question, "--ignore", "year", "--store", store)
    assert status == 0
    assert "understood" not in out
    assert "二十万元" in out
    status, out, _ = run("乙县引进人才办法第二条", "--json", "--search", "-k", "1", "--store", store)
    assert json.loads(out)[0]["why"]["understood"] == ["document", "provision"]


def told(reasons: Why) -> dict[str, Any]:
    """As JSON has it."""
    return dict(json.loads(json.dumps(reasons.to_dict())))


def test_the_question_from_standard_input(store: Path) -> None:
    status, out, error = run_apart(f"{QUESTION}\n".encode(), store)
    assert (status, error) == (0, "")
    assert "二十万元" in out
    status, out, error = run_apart(QUESTION.encode("gb18030"), store)
    assert (status, out) == (2, "")
    assert "not UTF-8" in error


def test_who_reads_may_stop_reading(store: Path) -> None:
    command = f"{sys.executable} -m qa {QUESTION} --search --json --store {store} | head -1"
    said = subprocess.run(["bash", "-c", f"set -o pipefail; {command}"], cwd=ROOT, capture_output=True, text=True)
    assert (said.returncode, said.stdout, said.stderr) == (0, "[\n", "")


def test_declining_is_exit_3_with_what_is_near(store: Path, run: Run) -> None:
    status, out, error = run("世界杯冠军是谁", "--store", store)
    answer = ask("世界杯冠军是谁", store)
    assert (status, error) == (3, "")
    assert out.startswith(answer.text)
    assert out.count("\n- 《") == len(answer.related) > 0
    assert "[1]" not in out
    status, out, _ = run("世界杯冠军是谁", "--store", store, "--json")
    assert (status, json.loads(out)["declined"]) == (3, True)


def test_a_store_that_cannot_serve_is_exit_1(tmp_path: Path, run: Run) -> None:
    status, out, error = run(QUESTION, "--store", tmp_path / "none")
    assert (status, out) == (1, "")
    assert error.startswith("错误 error: there is no index in")
    status, out, error = run(QUESTION, "--store", tmp_path / "none", "--json")
    assert (status, error, json.loads(out)["error"]) == (1, "", "StoreMissing")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ([], "the following arguments are required: question"),
        ([QUESTION, "--colour"], "unrecognized arguments"),
        ([QUESTION, "-k", "3"], "-k counts the hits of --search"),
        ([QUESTION, "--filter", "region"], "--filter takes KEY=VALUE"),
        ([QUESTION, "--filter", "colour=red"], "there is no filter “colour”"),
        ([QUESTION, "--ignore", "colour"], "invalid choice: 'colour'"),
        ([QUESTION, "--search", "-k", "0"], "0 measures were asked for; ask for 1 to 50"),
        ([QUESTION, "--search", "-k", "51"], "51 measures were asked for"),
        (["？"], "the question “？” has no words"),
        (["创" * 2001], "2,001 characters, at most 2,000"),
    ],
)
def test_wrong_arguments_are_exit_2(store: Path, run: Run, arguments: list[str], message: str) -> None:
    status, out, error = run(*arguments, "--store", store)
    assert (status, out) == (2, "")
    assert message in error
