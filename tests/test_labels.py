"""Labelled questions: the forms they come in, and what they mean in a store."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.errors import LabelError
from index.build import build
from index.store import Store
from qa.labels import Labelled, Target, Targets, gains, read_labels
from qa.retrieve import Retriever
from tests.stores import FARM, FINANCE, TALENT, write


def lines(folder: Path, *rows: Any) -> Path:
    path = folder / "questions.jsonl"
    path.write_text("\n".join(row if isinstance(row, str) else json.dumps(row) for row in rows), "utf-8")
    return path


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        (
            {"id": "d-1", "lang": "zh", "query": "谁发的", "measures": [0, 2], "answer": " 省政府 "},
            Labelled(1, "d-1", "谁发的", (0, 2), (), "省政府"),
        ),
        ({"id": "d-2", "query": "下雨吗", "measures": [], "answer": ""}, Labelled(1, "d-2", "下雨吗", off_topic=True)),
        ({"question": "下雨吗", "off_topic": True}, Labelled(1, "1", "下雨吗", off_topic=True)),
        (
            {"qid": "6-0z0", "query": "谁定", "positive_ids": ["6-0"], "lang": "zh"},
            Labelled(1, "6-0z0", "谁定", (), ("6-0",)),
        ),
        (
            {"text": "谁定", "documents": "a.md", "measures": "总则", "positive_ids": ["b"]},
            Labelled(1, "1", "谁定", ("总则",), ("a.md", "b")),
        ),
        ({"question": "谁定", "query": "不是它", "answer": "县长"}, Labelled(1, "1", "谁定", answer="县长")),
        ({"question": "谁定", "off_topic": False, "answer": "县长"}, Labelled(1, "1", "谁定", answer="县长")),
    ],
)
def test_the_forms_of_a_line(tmp_path: Path, row: dict[str, Any], expected: Labelled) -> None:
    assert read_labels(lines(tmp_path, row)) == ([expected], [])


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ("{", "Expecting"),
        ("[1]", "not a JSON object"),
        ({"measures": ["总则"]}, "no question"),
        ({"question": 5, "answer": "县长"}, "no question"),
        ({"question": "？？", "answer": "县长"}, "ask in words"),
        ({"question": "谁定"}, "no label"),
        ({"question": "谁定", "off_topic": False}, "no label"),
        ({"question": "谁定", "documents": []}, "no label"),
        ({"question": "谁定", "off_topic": True, "answer": "县长"}, "off topic, yet with an answer"),
        ({"question": "谁定", "off_topic": "yes"}, "must be true or false"),
        ({"question": "谁定", "measures": [1.5]}, "must be a list of str or int"),
        ({"question": "谁定", "measures": [True]}, "must be a list of str or int"),
        ({"question": "谁定", "documents": [3]}, "must be a list of str"),
        ({"question": "谁定", "answer": 7}, "must be text, is int"),
        ("[" * 100_000, ""),
    ],
)
def test_a_line_that_cannot_be_used_is_named_with_its_reason_and_the_others_are_used(
    tmp_path: Path, row: Any, reason: str
) -> None:
    good = {"question": "谁定", "answer": "县长"}
    questions, unusable = read_labels(lines(tmp_path, good, "", row, good))
    assert [q.line for q in questions] == [1, 4]
    assert [u.line for u in unusable] == [3]
    assert reason in unusable[0].reason


def test_a_file_without_any_is_an_error_that_says_why(tmp_path: Path) -> None:
    with pytest.raises(LabelError, match="line 2, 没有标注 no label"):
        read_labels(lines(tmp_path, "", {"question": "谁定"}))
    with pytest.raises(LabelError, match="No such file"):
        read_labels(tmp_path / "absent.jsonl")
    (tmp_path / "gbk.jsonl").write_bytes('{"question": "谁定"}'.encode("gbk"))
    with pytest.raises(LabelError, match="UTF-8"):
        read_labels(tmp_path / "gbk.jsonl")


@given(st.text(alphabet="问答\u2028\u0085\x0b,:{}\"' a", min_size=1, max_size=20))
def test_what_is_asked_is_kept_as_it_is(tmp_path_factory: pytest.TempPathFactory, text: str) -> None:
    row = {"question": f"问{text}", "answer": "县长"}
    path = tmp_path_factory.mktemp("labels") / "questions.jsonl"
    path.write_text("\ufeff" + json.dumps(row, ensure_ascii=False) + "\r\n", "utf-8", newline="")
    assert [q.text for q in read_labels(path)[0]] == [f"问{text}"]


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("labels")
    source = write(folder / "documents", finance=FINANCE, talent=TALENT, copy=TALENT)
    write(source / "省", farm=FARM)
    build([source], folder / "store")
    return folder / "store"


@pytest.mark.parametrize("name", ["talent.md", "talent", "copy", "乙县引进人才办法", "乙縣引進人才辦法"])
def test_a_document_may_be_called_by_path_copy_or_title(store: Path, name: str) -> None:
    opened = Store.open(store)
    (talent,) = (d for d in opened.documents if d.title == "乙县引进人才办法")
    for called in (name, talent.id):
        found, missing = Targets(opened).of(Labelled(1, "1", "谁", documents=(called,)))
        assert (found, missing) == ([Target(frozenset([talent.id]))], [])


def test_a_document_in_a_folder_goes_by_its_name_too(store: Path) -> None:
    targets = Targets(Store.open(store))
    expected = targets.of(Labelled(1, "1", "谁", documents=("丙省农业补贴政策",)))
    for name in ("省/farm.md", "省/farm", "farm.md", "farm"):
        assert targets.of(Labelled(1, "1", "谁", documents=(name,))) == expected


def test_a_measure_goes_by_title_or_path_in_the_documents_named(store: Path) -> None:
    opened = Store.open(store)
    ids = {d.path: d.id for d in opened.documents}
    targets = Targets(opened)
    found, missing = targets.of(Labelled(1, "1", "谁", ("种粮补贴", "第九条")))
    assert found == [Target(frozenset([ids["省/farm.md"]]), frozenset(["种粮补贴"]))]
    assert missing == ["第九条"]
    assert targets.of(Labelled(1, "1", "谁", ("种粮补贴",), ("finance.md",))) == ([], ["种粮补贴"])
    assert targets.of(Labelled(1, "1", "谁", ("种粮补贴",), ("farm", "finance"))) == (found, [])
    assert targets.of(Labelled(1, "1", "谁", (), ("absent", "farm")))[1] == ["absent"]


def test_a_position_means_a_measure_of_the_one_document(store: Path) -> None:
    opened = Store.open(store)
    targets = Targets(opened)
    number = next(i for i, d in enumerate(opened.documents) if d.path == "省/farm.md")
    titles = [measure.title for measure in opened.measures(number)]
    for position, title in enumerate(titles):
        by_title = targets.of(Labelled(1, "1", "谁", (title,), ("farm",)))[0]
        (by_position,) = targets.of(Labelled(1, "1", "谁", (position,), ("farm",)))[0]
        assert by_position.documents == by_title[0].documents
        assert by_title[0].titles <= by_position.titles
    assert targets.of(Labelled(1, "1", "谁", (len(titles), -1), ("farm",))) == ([], [str(len(titles)), "-1"])
    assert targets.of(Labelled(1, "1", "谁", (0,))) == ([], ["0"])


def test_each_target_is_met_once(store: Path) -> None:
    hits = Retriever(store).search("种粮补贴多少", 10)
    farm = [hit.document.path == "省/farm.md" for hit in hits]
    assert sum(farm) > 1
    (whole,), _ = Targets(Store.open(store)).of(Labelled(1, "1", "谁", documents=("farm",)))
    found = gains([whole], hits)
    assert found.index(True) == farm.index(True)
    assert sum(found) == 1
