"""What people say of answers is kept, and becomes labelled questions that the evaluation reads."""

import json
import os
import sqlite3
from pathlib import Path

import pytest

from corpus.errors import FeedbackError
from qa import ask
from qa.feedback import LONGEST_REASON, Feedback, labels, main
from qa.labels import read_labels
from qa.retrieve import Retriever
from qa.targets import Targets

DOCTORS = "博士毕业生安家补助多少"
PORK = "1999年的红烧肉多少钱？"


def lines(capsys: pytest.CaptureFixture[str], *arguments: str) -> list[dict[str, object]]:
    assert main(arguments) == 0
    return [json.loads(line) for line in capsys.readouterr().out.splitlines()]


def test_helpful_answers_become_labelled_questions(
    small: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    store = small / "store"
    feedback = Feedback(tmp_path / "said.sqlite")
    answer, declined = ask(DOCTORS, store), ask(PORK, store)
    assert declined.declined
    elsewhere = {"region": "火星"}
    feedback.record("a", answer, True)
    feedback.record("b", declined, True)
    feedback.record("narrowed", ask("种粮补贴多少", store, elsewhere), True, filters=elsewhere)
    feedback.record("c", ask("专利权可以质押融资吗", store), False, "没说利率")
    assert main([str(feedback.path)]) == 0
    written = tmp_path / "questions.jsonl"
    written.write_text(capsys.readouterr().out, "utf-8")
    questions, unusable = read_labels(written)
    assert not unusable
    assert [question.text for question in questions] == [DOCTORS, PORK]
    assert [question.off_topic for question in questions] == [False, True]
    assert questions[0].answers == (answer.citations[0].quote,)
    retriever = Retriever(store)
    (target,), missing = Targets(retriever.store, questions).of(questions[0])
    assert not missing
    assert target.met_by(retriever.search(DOCTORS, 1)[0])
    (unhelpful,) = lines(capsys, str(feedback.path), "--unhelpful")
    assert (unhelpful["question"], unhelpful["reason"]) == ("专利权可以质押融资吗", "没说利率")


def test_of_one_answer_the_last_word_counts(small: Path, tmp_path: Path) -> None:
    feedback = Feedback(tmp_path / "said.sqlite")
    answer = ask(DOCTORS, small / "store")
    feedback.record("a", answer, True)
    feedback.record("a", answer, False, "长" * (LONGEST_REASON + 1))
    (said,) = feedback.read()
    assert (said.helpful, said.reason) == (False, "长" * LONGEST_REASON)


def test_a_question_is_labelled_once_and_not_when_people_disagree(small: Path, tmp_path: Path) -> None:
    feedback = Feedback(tmp_path / "said.sqlite")
    answer = ask(DOCTORS, small / "store")
    feedback.record("a", answer, True)
    feedback.record("b", answer, True)
    assert len(labels(list(feedback.read()))) == 1
    feedback.record("c", answer, False)
    assert labels(list(feedback.read())) == []


def test_a_file_that_is_none_of_ours_is_told(small: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = tmp_path / "notes.txt"
    text.write_text("这不是数据库。" * 100, "utf-8")
    other = tmp_path / "other.sqlite"
    sqlite3.connect(other).execute("CREATE TABLE other (x)").connection.close()
    for path in (text, other, tmp_path / "missing.sqlite"):
        assert main([str(path)]) == 1
        assert "give the file that ui.py --feedback writes" in capsys.readouterr().err
        assert path.exists() == (path.stem != "missing")
    with pytest.raises(FeedbackError, match="choose another file with --feedback"):
        Feedback(text).record("a", ask(DOCTORS, small / "store"), True)
    assert text.read_text("utf-8") == "这不是数据库。" * 100


def test_where_nothing_can_be_written(tmp_path: Path) -> None:
    assert Feedback(tmp_path / "said.sqlite").writable
    assert not (tmp_path / "said.sqlite").exists()
    assert not Feedback(tmp_path / "nowhere" / "said.sqlite").writable
    assert not Feedback(tmp_path).writable
    if os.geteuid():
        tmp_path.chmod(0o500)
        assert not Feedback(tmp_path / "said.sqlite").writable
        tmp_path.chmod(0o700)
