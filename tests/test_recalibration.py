"""When to decline, fitted to a store: kept beside it, and its worth told on questions left out of the fit."""

import re
import shutil
from pathlib import Path
from typing import Any

import pytest

from corpus.errors import LabelError
from corpus.load import SHIPPED
from index.build import build
from index.embed import Embedder
from qa.answer import answer
from qa.calibration import FILE, WRONGLY_DECLINED, Calibration
from qa.evaluate import main
from qa.labels import Labelled, read_labels
from qa.outcomes import Outcome, run
from qa.question import understand
from qa.recalibration import FOLDS, recalibrate
from qa.retrieve import Retriever
from tests.evaluations import run_json
from tests.stores import FARM, write

DEV = Path(__file__).parent / "questions" / "dev.jsonl"
ASKED = 60


@pytest.fixture(scope="module")
def outcomes(shipped: Path) -> list[Outcome]:
    """What came of some of the development questions in the store over the documents that ship."""
    return list(run(Retriever(shipped), dev(ASKED)))


def test_calibrating_keeps_a_file_with_the_store_that_a_rebuild_leaves_and_that_serves(
    shipped: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    store = tmp_path / "store"
    shutil.copytree(shipped, store)
    facts = run_json(capsys, DEV, "--store", store, "--limit", str(ASKED), "--calibrate")
    own = Calibration.load(store / FILE)
    assert own.model == Embedder.load().fingerprint
    told = facts["calibration"]
    assert (told["file"], told["bar"], told["weights"]) == (str(store / FILE), own.bars[0], list(own.weights))
    asked = dev(ASKED)
    retriever = Retriever(store)
    covered = [retriever.deviations(understand(q.text)) for q in asked if not q.off_topic]
    assert own.bars[0] == sorted(covered)[int(WRONGLY_DECLINED * (len(covered) - 1))]
    again = run_json(capsys, DEV, "--store", store, "--limit", str(ASKED))
    assert again["all"]["means"]["declined wrongly"] <= WRONGLY_DECLINED
    build([SHIPPED, write(tmp_path / "more", farm=FARM)], store)
    assert Calibration.of(store, own.model) == own
    by_hand = tmp_path / "by hand"
    shutil.copytree(shipped, by_hand)
    declined = held_out(by_hand, asked)
    for name, off_topic in (("declined wrongly", False), ("declined rightly", True)):
        shares = told["held_out"][name]
        kind = [d for d, question in zip(declined, asked, strict=True) if question.off_topic == off_topic]
        assert (shares["questions"], shares["after"]) == (len(kind), sum(kind) / len(kind))
        assert shares["before"] == pytest.approx(facts["all"]["means"][name], abs=1e-4)


def dev(count: int) -> list[Labelled]:
    """Some of the development questions, spread as `--limit` spreads them."""
    asked = read_labels(DEV)[0]
    return [asked[i * len(asked) // count] for i in range(count)]


def test_what_is_looked_up_or_known_of_a_document_does_not_move_the_bar(
    shipped: Path, tmp_path: Path, outcomes: list[Outcome]
) -> None:
    store = tmp_path / "store"
    shutil.copytree(shipped, store)
    retriever = Retriever(store)
    known = [Labelled(n, str(n), text, (0,)) for n, text in enumerate(("文件共几条", "目录", "这份文件是谁发布的？"))]
    about = run(retriever, known)
    assert all(outcome.answer.probability > 0 for outcome in about)
    alone = recalibrate(retriever, outcomes)
    assert min(retriever.deviations(understand(q.text)) for q in known) < alone.own.bars[0] - 1
    assert recalibrate(retriever, [*outcomes, *about]).own == alone.own


def test_a_part_that_the_others_give_no_fit_for_is_left_out(
    shipped: Path,
    tmp_path: Path,
    outcomes: list[Outcome],
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    store = tmp_path / "store"
    shutil.copytree(shipped, store)
    retriever = Retriever(store)
    refit, fits = Calibration.refit, iter(range(1 + FOLDS))

    def failing_last(self: Calibration, *given: Any, **fewest: int) -> Calibration:
        if next(fits) == FOLDS:
            raise LabelError("they do not stand out")
        return refit(self, *given, **fewest)

    monkeypatch.setattr(Calibration, "refit", failing_last)
    found = recalibrate(retriever, outcomes)
    assert Calibration.load(store / FILE) == found.own
    asked = understand(outcomes[0].question.text)
    assert retriever._current().judge.threshold(asked) == Retriever(store)._current().judge.threshold(asked)
    kinds = [outcome.answerable for outcome in outcomes]
    assert found.counts == {kind: kinds.count(kind) - kinds.count(kind) // FOLDS for kind in (True, False)}
    assert "part 5 of 5 is not judged by a fit to the others: they do not stand out" in caplog.text


def held_out(store: Path, asked: list[Labelled]) -> list[bool]:
    """Whether each question is declined under a calibration file that the questions of the other parts gave."""
    kinds = [not question.off_topic for question in asked]
    parts = [kinds[:i].count(kind) % FOLDS for i, kind in enumerate(kinds)]
    before = Retriever(store)
    usable = [
        answer(before, question.text).probability > 0 and before.find(understand(question.text), 10).weighed
        for question in asked
    ]
    reached = [before.deviations(understand(question.text)) for question in asked]
    declined: dict[int, bool] = {}
    for part in set(parts):
        others = [i for i in range(len(asked)) if usable[i] and parts[i] != part]
        values: dict[str, Any] = {
            "deviations": [reached[i] for i in others],
            "english": [understand(asked[i].text).language == "en" for i in others],
            "covered": [kinds[i] for i in others],
        }
        own = Calibration.load().refit(
            **values, passages=len(before.store), model=before.embedder.fingerprint, fewest=1
        )
        own.write(store / FILE)
        fitted = Retriever(store)
        declined |= {i: answer(fitted, asked[i].text).declined for i in range(len(asked)) if parts[i] == part}
    return [declined[i] for i in range(len(asked))]


def test_what_it_is_worth_is_printed(shipped: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    store = tmp_path / "store"
    shutil.copytree(shipped, store)
    assert main([str(DEV), "--store", str(store), "--limit", "50", "--calibrate"]) == 0
    printed = capsys.readouterr().out
    off = sum(question.off_topic for question in dev(50))
    for name, count in (
        ("有答案却拒答 covered, wrongly declined", 50 - off),
        ("无关问题已拒答 off-topic declined", off),
    ):
        assert re.search(rf" {name} \({count}\): 校准前 before [01]\.\d{{3}} → 校准后 after [01]\.\d{{3}}\n", printed)
    assert "每题都由没有用到它的拟合来判" in printed
