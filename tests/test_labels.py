"""Labelled questions: the forms they come in."""

import gzip
import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.errors import LabelError
from qa import labels
from qa.labels import Labelled, read_labels


def lines(folder: Path, *rows: Any) -> Path:
    path = folder / "questions.jsonl"
    path.write_text("\n".join(row if isinstance(row, str) else json.dumps(row) for row in rows), "utf-8")
    return path


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        (
            {"id": "d-1", "lang": "zh", "query": "谁发的", "measures": [0, 2], "answer": " 省政府 "},
            Labelled(1, "d-1", "谁发的", (0, 2), answers=("省政府",)),
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
        ({"question": "谁定", "query": "不是它", "answer": "县长"}, Labelled(1, "1", "谁定", answers=("县长",))),
        ({"question": "谁定", "off_topic": False, "answer": "县长"}, Labelled(1, "1", "谁定", answers=("县长",))),
        ({"question": "谁定", "document": "a.md", "measure": 0}, Labelled(1, "1", "谁定", (0,), ("a.md",))),
        (
            {"question": "谁定", "measure": "总则", "passage": " 由县长定。", "positive_ids": [7]},
            Labelled(1, "1", "谁定", ("总则",), ("7",), ("由县长定。",)),
        ),
        (
            {"question": "他呢", "passages": ["甲", ""], "answer": ["县长", " 书记 ", ""], "history": ["谁定", "谁管"]},
            Labelled(1, "1", "他呢", passages=("甲",), answers=("县长", "书记"), history=("谁定", "谁管")),
        ),
        (
            {"question": "他呢", "history": "谁定", "off_topic": True},
            Labelled(1, "1", "他呢", history=("谁定",), off_topic=True),
        ),
        ({"question": "下雨吗", "measure": []}, Labelled(1, "1", "下雨吗", off_topic=True)),
    ],
)
def test_the_forms_of_a_line(tmp_path: Path, row: dict[str, Any], expected: Labelled) -> None:
    assert read_labels(lines(tmp_path, row)) == ([expected], [])


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ("{", "in double quotes, at character 2); write one object a line, {"),
        ("[1]", "not a JSON object"),
        ({"measures": ["总则"]}, "no question"),
        ({"question": 5, "answer": "县长"}, "no question"),
        ({"question": "？？", "answer": "县长"}, "ask in words"),
        ({"question": "谁定"}, "no label"),
        ({"question": "谁定", "off_topic": False}, "no label"),
        ({"question": "谁定", "documents": []}, "no label"),
        ({"question": "谁定", "measure": None}, "no label"),
        ({"question": "谁定", "measures": ""}, "no label"),
        ({"question": "谁定", "measures": [" ", ""]}, "no label"),
        ({"question": "谁定", "off_topic": True, "answer": "县长"}, "off topic, yet with an answer"),
        ({"question": "谁定", "off_topic": "yes"}, "must be true or false"),
        ({"question": "谁定", "document": ""}, "no label"),
        ({"question": "谁定", "answer": [" "]}, "no label"),
        ({"question": "谁定", "history": ["谁管"]}, "no label"),
        (
            {"question": "谁定", "measures": [1.5]},
            "“measures” 应是 must be str or int 或其列表 or a list of them, is 1.5",
        ),
        ({"question": "谁定", "measures": [True]}, "or a list of them, is True"),
        (
            {"question": "谁定", "documents": [{}]},
            "“documents” 应是 must be str or int 或其列表 or a list of them, is {}",
        ),
        ({"question": "谁定", "answer": 7}, "“answer” 应是 must be str 或其列表 or a list of them, is 7"),
        ({"question": "谁定", "passages": [5]}, "“passages” 应是 must be str 或其列表"),
        ({"question": "谁定", "answer": "县长", "history": [5]}, "“history” 应是 must be str 或其列表"),
        ({"question": "谁定", "answer": "县长", "history": ["谁管", "？"]}, "ask in words"),
        ("[" * 100_000, "not JSON (nested too deep); write one object a line"),
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


def test_a_file_packed_by_gzip_holds_the_same(tmp_path: Path) -> None:
    path = lines(tmp_path, {"query": "谁定", "positive_ids": ["0-1"]})
    packed = tmp_path / "own_queries.jsonl.gz"
    packed.write_bytes(gzip.compress(path.read_bytes()))
    assert read_labels(packed) == read_labels(path) == ([Labelled(1, "1", "谁定", documents=("0-1",))], [])


def test_one_that_is_cut_off_or_unpacks_to_too_much(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    packed = tmp_path / "q.jsonl.gz"
    packed.write_bytes(gzip.compress(b" " * 5000)[:-9])
    with pytest.raises(LabelError, match="cannot be read"):
        read_labels(packed)
    monkeypatch.setattr(labels, "LARGEST", 2**20)
    packed.write_bytes(gzip.compress(b" " * (2**20 + 1)))
    with pytest.raises(LabelError, match="unpacks to more than 1 MB; split the file"):
        read_labels(packed)


def test_a_file_without_any_is_an_error_that_says_why(tmp_path: Path) -> None:
    with pytest.raises(LabelError, match="line 2, 没有标注 no label"):
        read_labels(lines(tmp_path, "", {"question": "谁定"}))
    broken = r"question: line 1, 不是 JSON not JSON \(Expecting value, at character 30\); write"
    with pytest.raises(LabelError, match=broken):
        read_labels(lines(tmp_path, '{"question": "谁定", "answer": '))
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
