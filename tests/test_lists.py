"""JSON: an object is a document, a list of objects or an object on each line as many, each with its own place."""

import json
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus import readers, unpack
from corpus.errors import DamagedDocument, DocumentError, OversizedDocument
from corpus.load import File, Skipped, find_files, fingerprint, load, try_load
from corpus.records import Document
from index.build import build
from index.records import documents_of, facts_of
from index.store import Store
from tests.stores import FARM, FINANCE, TALENT, write
from tests.test_build import same_as_full_rebuild

RECORD = {
    "title": "乙市奖励意见",
    "text": "第一条　每户一万元。\r\n第二条　每人两千元。",
    "source": "乙市政府网",
    "url": "https://example.cn/2.html",
    "date": "2022-03-18",
    "issuers": ["乙市人民政府"],
    "number": "乙政发〔2022〕3号",
    "region": "丙省乙市",
    "kind": "意见",
    "crawled": 1700000000,
}


def parts(path: Path, scratch: Path) -> list[Document | Skipped]:
    (file,) = find_files([path])
    found = unpack.unpack(file, scratch)
    loaded = [part if isinstance(part, Skipped) else try_load(part, fingerprint(part)) for part in found]
    return [part if isinstance(part, Skipped) else part[0] for part in loaded]


def lines(*values: object) -> str:
    return "".join(f"{json.dumps(value, ensure_ascii=False)}\n" for value in values)


def titled(number: int) -> dict[str, str]:
    return {"title": f"甲县第{number}号通知", "text": f"第一条　补贴{number}万元。"}


def test_an_object_is_a_document(tmp_path: Path) -> None:
    (tmp_path / "甲.json").write_text(json.dumps(RECORD), encoding="ascii")
    (file,) = find_files([tmp_path])
    document, measures = load(file)
    assert (document.path, document.id) == ("甲.json", fingerprint(file))
    assert document.text == "第一条　每户一万元。\n第二条　每人两千元。"
    assert [document.text[measure.start : measure.end] for measure in measures] == ["每户一万元。", "每人两千元。"]
    for name in "title source url date number region kind".split():
        assert getattr(document, name) == RECORD[name]
    assert (document.issuers, document.remarks) == (("乙市人民政府",), ())


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ({"content": "第一条　甲。"}, ("甲", "第一条　甲。")),
        ({"标题": "甲办法", "正文": "第一条　甲。"}, ("甲办法", "第一条　甲。")),
        ({"title": "甲办法", "content": "第一条　甲。", "text": ""}, ("甲办法", "第一条　甲。")),
        ({"title": None, "text": "甲县补贴办法\n第一条　甲。"}, ("甲县补贴办法", "甲县补贴办法\n第一条　甲。")),
        ({"title": "甲\ud800", "text": "第一条　甲\udc00。"}, ("甲\ufffd", "第一条　甲\ufffd。")),
    ],
)
def test_what_an_object_may_be(tmp_path: Path, value: object, expected: tuple[str, str]) -> None:
    (tmp_path / "甲.json").write_text(json.dumps(value), encoding="ascii")
    (document,) = parts(tmp_path / "甲.json", tmp_path)
    assert isinstance(document, Document)
    assert (document.title, document.text) == expected


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("0-1", "0-1"), (" 甲第一条 ", "甲第一条"), (17, "17"), (0, "0"), ("甲\ud800", "甲\ufffd"),
        ("甲" * 200, "甲" * 200), ("甲" * 201, ""), (None, ""), (True, ""), (1.5, ""),
        (["0-1"], ""), ({"$oid": "5f"}, ""),
    ],
)  # fmt: skip
def test_what_a_record_calls_itself_is_kept(tmp_path: Path, value: object, expected: str) -> None:
    (tmp_path / "甲.json").write_text(json.dumps(titled(1) | {"id": value}), encoding="ascii")
    (file,) = find_files([tmp_path])
    document, _ = load(file)
    assert (document.own_id, document.id, document.path, document.remarks) == (
        expected,
        fingerprint(file),
        "甲.json",
        (),
    )


def test_a_record_without_a_name_of_its_own_and_an_index_built_before_there_were_any(tmp_path: Path) -> None:
    (tmp_path / "甲.json").write_text(json.dumps(titled(1)), encoding="ascii")
    document, _ = load(find_files([tmp_path])[0])
    assert document.own_id == ""
    facts = json.loads(facts_of(document))
    del facts["own_id"]
    assert documents_of([json.dumps(facts)]) == [replace(document, text="")]


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        ('{"title": "甲"}', "has no text; write it under “text” or “content”, or remove it"),
        ('{"text": " \\n"}', "holds no text; fill it or remove it"),
        ('{"text": ["甲"]}', "has a list of 1 under “text”, not text; write the text there"),
        ('{"text": "甲\\u0000"}', "holds NUL characters; export it again as text"),
        ("5", "is 5, not an object {…} with its text under “text”"),
        ('{"text": "甲"', "is no JSON from column 13 on (Expecting ',' delimiter); correct it"),
        ('{"text":\n"甲"', "is no JSON from line 2, column 4 on (Expecting ',' delimiter); correct it"),
        ('{"text": ' + "[" * 100_000, "is nested too deeply to be read; write each document as one flat object"),
        ("9" * 5000, "is no JSON (Exceeds the limit (4300 digits) for integer string conversion"),
        ("", "is no JSON from column 1 on (Expecting value); correct it"),
    ],
)  # fmt: skip
def test_what_is_no_document(tmp_path: Path, content: str, reason: str) -> None:
    path = tmp_path / "甲.json"
    path.write_text(content, encoding="utf-8")
    file = File(path, "甲.json")
    with pytest.raises(DocumentError) as error:
        load(unpack.unpack(file, tmp_path)[0])  # type: ignore[arg-type]
    assert str(error.value).startswith(reason)


def test_a_list_is_as_many_documents(tmp_path: Path) -> None:
    (tmp_path / "表.json").write_text(json.dumps([titled(1), 5, [], titled(4), {}]), encoding="ascii")
    one, five, empty, four, nothing = parts(tmp_path / "表.json", tmp_path)
    assert isinstance(one, Document)
    assert isinstance(four, Document)
    assert (one.path, one.title) == ("表.json#1", "甲县第1号通知")
    assert (four.path, four.text) == ("表.json#4", "第一条　补贴4万元。")
    wrong = "not an object {…} with its text under “text”; correct or remove it"
    assert five == Skipped("表.json#2", f"is 5, {wrong}")
    assert empty == Skipped("表.json#3", f"is a list of 0, {wrong}")
    assert nothing == Skipped("表.json#5", "has no text; write it under “text” or “content”, or remove it")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_an_object_on_each_line(tmp_path: Path, encoding: str) -> None:
    broken = (
        lines(titled(1))
        + "\n  \r\n"
        + '{"text": "甲"\n'
        + lines(titled(5)).strip()
        + "\r\n[1]\n"
        + lines(titled(7))[:-1]
    )
    (tmp_path / "通知.jsonl").write_bytes(broken.encode(encoding))
    one, four, five, six, seven = parts(tmp_path / "通知.jsonl", tmp_path)
    assert [part.path for part in (one, four, five, six, seven)] == [f"通知.jsonl#{n}" for n in (1, 4, 5, 6, 7)]
    assert four == Skipped("通知.jsonl#4", "line 4: is no JSON from column 13 on (Expecting ',' delimiter); correct it")
    assert six == Skipped(
        "通知.jsonl#6", "is a list of 1, not an object {…} with its text under “text”; correct or remove it"
    )
    assert [part.text for part in (one, five, seven) if isinstance(part, Document)] == [
        f"第一条　补贴{number}万元。" for number in (1, 5, 7)
    ]


@given(st.lists(st.dictionaries(st.text(max_size=3), st.text(max_size=5) | st.integers() | st.none(), max_size=3)))
def test_lines_and_lists_hold_the_same(tmp_path_factory: pytest.TempPathFactory, values: list[object]) -> None:
    folder = tmp_path_factory.mktemp("lists")
    (folder / "a.json").write_text(json.dumps(values), encoding="ascii")
    (folder / "a.jsonl").write_text("".join(f"{json.dumps(value)}\n" for value in values), encoding="ascii")
    found = []
    for name in ("a.json", "a.jsonl"):
        target = folder / f"of {name}"
        target.mkdir()
        split = unpack.split(File(folder / name, "a"), target)
        found.append([(part.path, json.loads(part.location.read_bytes())) for part in split if isinstance(part, File)])
    assert found[0] == found[1] == [(f"a#{number}", value) for number, value in enumerate(values, 1)]


def test_a_line_that_is_too_long_is_one_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(readers, "LARGEST_FILE", 2**10)
    monkeypatch.setattr(unpack, "LARGEST_FILE", 2**10)
    long = {"text": "x" * 5000}
    (tmp_path / "a.jsonl").write_text(lines(titled(1), long, titled(3), long), encoding="utf-8")
    split = unpack.split(File(tmp_path / "a.jsonl", "a.jsonl"), tmp_path)
    assert [part.path for part in split] == ["a.jsonl#1", "a.jsonl#2", "a.jsonl#3", "a.jsonl#4"]
    assert [part for part in split if isinstance(part, Skipped)] == [
        Skipped(f"a.jsonl#{number}", f"line {number}: 0 MB is over the limit of 0 MB; split the file")
        for number in (2, 4)
    ]


def test_too_many_objects(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(unpack, "MOST_RECORDS", 2)
    (tmp_path / "a.jsonl").write_text(lines(titled(1), titled(2), titled(3)), encoding="utf-8")
    (tmp_path / "a.json").write_text(json.dumps([titled(1), titled(2), titled(3)]), encoding="utf-8")
    for name in ("a.jsonl", "a.json"):
        with pytest.raises(OversizedDocument) as error:
            unpack.split(File(tmp_path / name, name), tmp_path)
        assert str(error.value) == "holds more documents than the limit of 2; split the file"


def test_a_broken_list_is_told(tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text("[" + json.dumps(titled(1)))
    with pytest.raises(DamagedDocument, match=r"is no JSON from column \d+ on \(Expecting ',' delimiter\)"):
        unpack.unpack(File(tmp_path / "a.json", "a.json"), tmp_path)


def test_a_sidecar_holds_for_every_part(tmp_path: Path) -> None:
    (tmp_path / "通知.jsonl").write_text(lines(titled(1), titled(2) | {"region": "乙县"}), encoding="utf-8")
    (tmp_path / "通知.meta.json").write_text('{"source": "甲网"}', encoding="utf-8")
    one, two = parts(tmp_path / "通知.jsonl", tmp_path)
    assert isinstance(one, Document)
    assert isinstance(two, Document)
    assert (one.source, one.region, two.source, two.region) == ("甲网", "", "甲网", "乙县")


def record(text: str) -> dict[str, str]:
    return {"text": text}


def test_each_change_equals_a_full_rebuild(tmp_path: Path) -> None:
    source, store = write(tmp_path / "docs", finance=FINANCE), tmp_path / "store"
    place = source / "a.jsonl"
    build([source], store)
    changed = FARM.replace("150", "180")
    for values, added, different, removed in (
        ([TALENT], ("a.jsonl#1",), (), ()),
        ([TALENT, FARM], ("a.jsonl#2",), (), ()),
        ([TALENT, FARM], (), (), ()),
        ([TALENT, changed], (), ("a.jsonl#2",), ()),
        ([changed], (), ("a.jsonl#1",), ("a.jsonl#2",)),
    ):
        place.write_text(lines(*map(record, values)), encoding="utf-8")
        report = build([source], store)
        assert report.documents == 1 + len(values)
        changes = report.changes
        assert (changes.added, changes.changed, changes.removed, changes.renamed) == (added, different, removed, ())
        same_as_full_rebuild(source, store, tmp_path)
    place.write_text(lines(record(TALENT), record(FARM), record(TALENT)), encoding="utf-8")
    report = build([source], store)
    assert report.duplicates == (("a.jsonl#3", "a.jsonl#1"),)
    place.unlink()
    place.symlink_to(tmp_path / "gone")
    report = build([source], store)
    assert report.kept == ("a.jsonl#1", "a.jsonl#2")
    assert report.documents == 3
    place.unlink()
    report = build([source], store)
    assert report.changes.removed == ("a.jsonl#1", "a.jsonl#2")
    assert [document.path for document in Store.open(store).documents] == ["finance.md"]
