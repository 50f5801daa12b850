"""Fields stated at the top of a text or beside a file: they win, and what cannot be used is told by name."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from build_index import summary
from corpus.load import File, Skipped, find_files, fingerprint, load, try_load
from corpus.readers.front import without_front_matter
from corpus.readers.source import Source
from corpus.records import Document
from index.build import build
from index.store import Store
from tests.stores import FINANCE, TALENT, write
from tests.test_build import same_as_full_rebuild
from tests.word_files import document as word_document
from tests.word_files import paragraph

POLICY = "# 甲县补贴办法\n\n来源：甲网 日期：2020-01-01\n\n第一条　每户一万元。\n"
ALL = {
    "title": "乙市奖励意见",
    "source": "乙市政府网",
    "url": "https://example.cn/2.html",
    "date": "2022-03-18",
    "issuers": ["乙市人民政府", "乙市财政局"],
    "number": "乙政发〔2022〕3号",
    "region": "丙省乙市",
    "kind": "意见",
}


def stated(document: Document) -> dict[str, object]:
    return {name: getattr(document, name) for name in ALL} | {"issuers": list(document.issuers)}


def loaded(path: Path) -> Document:
    (file,) = find_files([path.parent])
    return load(file)[0]


def front(path: Path, block: str, text: str = POLICY) -> Document:
    path.write_text(f"---\n{block}---\n{text}", encoding="utf-8")
    return loaded(path)


@pytest.mark.parametrize("name", ["甲.md", "甲.txt", "甲.MARKDOWN"])
def test_front_matter_wins_and_is_no_part_of_the_text(tmp_path: Path, name: str) -> None:
    block = "".join(f"{key}: {value}\n" for key, value in ALL.items() if key != "issuers")
    document = front(tmp_path / name, f"{block}issuers: [乙市人民政府, 乙市财政局]\n")
    assert stated(document) == ALL
    assert document.text == POLICY
    assert document.remarks == ()


@pytest.mark.parametrize(
    ("block", "expected"),
    [
        ("issuers:\n- 甲\n-   '乙 局'\n", {"issuers": ("甲", "乙 局")}),
        ("issuers:\n  - 甲\nregion: 丙省\n", {"issuers": ("甲",), "region": "丙省"}),
        ("issuers: 国务院\n", {"issuers": ("国务院",)}),
        ("issuers: [甲，\"乙\"]\n", {"issuers": ("甲", "乙")}),
        ("title: \"甲：乙\"\n", {"title": "甲：乙"}),
        ("\n# 注\ntitle:   甲:乙  \n\n", {"title": "甲:乙"}),
        ("标题：甲县意见\n发文机关：甲县政府\n文号：甲政〔2020〕1号\n", {
            "title": "甲县意见", "issuers": ("甲县政府",), "number": "甲政〔2020〕1号", "kind": "意见"}),
        ("Title: 甲\nDATE: 2022年3月8日\n", {"title": "甲", "date": "2022-03-08"}),
        ("date: 2022/3\n", {"date": "2022-03"}),
        ("date: 2022年\n", {"date": "2022"}),
        ("date: 2022-03-18T10:00:00+08:00\n", {"date": "2022-03-18"}),
        ("source:\ndate: \ntitle: ''\n", {"source": "甲网", "date": "2020-01-01", "title": "甲县补贴办法"}),
    ],
)  # fmt: skip
def test_what_front_matter_may_say(tmp_path: Path, block: str, expected: dict[str, object]) -> None:
    document = front(tmp_path / "甲.md", block)
    assert {name: getattr(document, name) for name in expected} == expected
    assert (document.remarks, document.text) == ((), POLICY)


@pytest.mark.parametrize(
    ("block", "remark"),
    [
        ("date: 2022-13-01\n", "field “date” is “2022-13-01”, not a date such as 2022-03-18, 2022-03 or 2022; it"),
        ("date: 去年\n", "field “date” is “去年”, not a date such as 2022-03-18, 2022-03 or 2022; it"),
        ("url: www.x.cn\n", "field “url” is “www.x.cn”, not an address that begins with http:// or https://; it"),
        ("title: [甲, 乙]\n", "field “title” is “['甲', '乙']”, not text; it"),
        ("作者: 张三\n", "field “作者” is unknown; known are title source url date issuers number region kind; it"),
        (f"title: {'甲' * 1001}\n", "field “title” has 1,001 characters, over the limit of 1,000; it"),
        ("source: 甲网\n就这样\n", "line 3 is neither “key: value” nor “- value”; it"),
        ("source: |\n  甲\n", "line 2 is neither “key: value” nor “- value”; it"),
        ("source: 甲网\n- 乙\n", "line 3 is neither “key: value” nor “- value”; it"),
    ],
)
def test_what_cannot_be_used_is_told(tmp_path: Path, block: str, remark: str) -> None:
    document = front(tmp_path / "甲.md", block)
    prefix = "front matter: "
    assert document.remarks[0] == f"{prefix}{remark} was left out"
    assert document.title == "甲县补贴办法"
    assert (document.date, document.text) == ("2020-01-01", POLICY)


@pytest.mark.parametrize(
    "text",
    [
        POLICY,
        "---\n第一条　甲。\n---\n乙。\n",
        "---\ntitle: 甲\n第一条　没有结尾。\n",
        "---\n---\n第一条　甲。\n",
        "----\ntitle: 甲\n----\n第一条　甲。\n",
        "\n---\ntitle: 甲\n---\n第一条　甲。\n",
        "---\n" + "a: b\n" * 201 + "---\n第一条　甲。\n",
    ],
)
def test_other_texts_are_left_as_they_are(text: str) -> None:
    assert without_front_matter(text) == Source(text)


@given(st.text(alphabet="-.: \n\t甲乙ab[]'\"#|：", max_size=60))
def test_the_text_is_always_the_end_of_the_file(text: str) -> None:
    source = without_front_matter(text)
    assert text.endswith(source.text)
    if source.text != text:
        assert text[: -len(source.text) or None].rstrip("\n").endswith(("---", "..."))


@pytest.mark.parametrize("sidecar", ["甲.docx.meta.json", "甲.meta.json"])
def test_a_sidecar_wins_over_the_file(tmp_path: Path, sidecar: str) -> None:
    word_document(tmp_path / "甲.docx", paragraph("甲县补贴办法", style="Title"), paragraph("第一条　每户一万元。"))
    (tmp_path / sidecar).write_text(json.dumps(ALL, ensure_ascii=False), encoding="gb18030")
    document = loaded(tmp_path / "甲.docx")
    assert stated(document) == ALL
    assert document.text == "# 甲县补贴办法\n第一条　每户一万元。\n"


def test_the_sidecar_of_the_whole_name_goes_before_that_of_the_stem(tmp_path: Path) -> None:
    for name, content in {
        "甲.md": POLICY,
        "甲.txt": POLICY,
        "甲.meta.json": '{"region": "乙"}',
        "甲.txt.meta.json": '{"region": "丙"}',
    }.items():
        (tmp_path / name).write_text(content, encoding="utf-8")
    assert [(file.path, load(file)[0].region) for file in find_files([tmp_path])] == [("甲.md", "乙"), ("甲.txt", "丙")]
    (alone,) = find_files([tmp_path / "甲.txt"])
    assert load(alone)[0].region == "丙"


def test_a_sidecar_goes_before_front_matter(tmp_path: Path) -> None:
    (tmp_path / "甲.md").write_text(f"---\nregion: 乙\nsource: 乙网\n---\n{POLICY}", encoding="utf-8")
    (tmp_path / "甲.meta.json").write_text('{"region": "丙"}', encoding="utf-8")
    document = loaded(tmp_path / "甲.md")
    assert (document.region, document.source) == ("丙", "乙网")


@pytest.mark.parametrize(
    ("content", "remark"),
    [
        (b"", "is empty or cannot be opened and was left out"),
        (b"[1]", "is no JSON object and was left out"),
        (b'{\n"title": "x"\n"date"', "is broken in line 3 (Expecting ',' delimiter) and was left out"),
        (b"[" * 50_000, "is nested too deeply and was left out"),
        (b'"' + b"x" * 2**16 + b'"', "is over the limit of 65,536 bytes and was left out"),
        (bytes(range(256)), "is not text in UTF-8, GB18030, Big5 or UTF-16 and was left out"),
        (b'{"title": 5}', ": field “title” is “5”, not text; it was left out"),
        (b'{"issuers": ["x", {}]}', ": field “issuers” is “{}”, not text or a list of texts; it was left out"),
        (b'{"text": "x"}', ": field “text” is unknown; known are title source url date issuers number region kind"),
    ],
)
def test_a_bad_sidecar_is_told_and_the_document_read(tmp_path: Path, content: bytes, remark: str) -> None:
    (tmp_path / "甲.md").write_text(POLICY, encoding="utf-8")
    (tmp_path / "甲.meta.json").write_bytes(content)
    document = loaded(tmp_path / "甲.md")
    assert document.text == POLICY
    (told,) = document.remarks
    assert f"its .meta.json{'' if remark[0] == ':' else ' '}{remark}" in told


def test_half_a_character_does_not_stop_a_build(tmp_path: Path) -> None:
    source = write(tmp_path / "docs", finance=FINANCE)
    (source / "finance.meta.json").write_text('{"title": "甲\\ud800乙", "x\\udc00": 1}', encoding="utf-8")
    report = build([source], tmp_path / "store")
    assert Store.open(tmp_path / "store").documents[0].title == "甲\ufffd乙"
    remark = "its .meta.json: field “x\ufffd” is unknown; known are title source url date issuers number region kind"
    assert report.remarks == (("finance.md", f"{remark}; it was left out"),)
    assert f"注意 remarks 1\n  finance.md: {remark}" in summary(report)


def test_a_sidecar_without_its_document(tmp_path: Path) -> None:
    (tmp_path / "甲.pdf.meta.json").write_text("{}")
    (file,) = find_files([tmp_path])
    assert try_load(file, fingerprint(file)) == Skipped(
        "甲.pdf.meta.json", "states the fields of a document that is not beside it; put it there or remove it"
    )


def test_a_changed_sidecar_has_its_document_read_again(tmp_path: Path) -> None:
    source, store = write(tmp_path / "docs", finance=FINANCE, talent=TALENT), tmp_path / "store"
    build([source], store)
    for content, changed, region in (
        ('{"region": "丁市"}', ("talent.md",), "丁市"),
        ('{"region": "戊市"}', ("talent.md",), "戊市"),
        ('{"region": "戊市"}', (), "戊市"),
        ('{"region": ', ("talent.md",), "乙县"),
        (None, ("talent.md",), "乙县"),
    ):
        sidecar = source / "talent.meta.json"
        sidecar.unlink() if content is None else sidecar.write_text(content, encoding="utf-8")
        report = build([source], store)
        assert report.changes.changed == changed
        assert (report.changes.added, report.changes.removed, report.changes.renamed) == ((), (), ())
        assert Store.open(store).documents[1].region == (region if region != "乙县" else "")
        assert [path for path, _ in report.remarks] == ["talent.md"] * (content == '{"region": ')
        same_as_full_rebuild(source, store, tmp_path)


def test_the_same_text_with_other_fields_is_another_document(tmp_path: Path) -> None:
    source = write(tmp_path / "docs", a=FINANCE, b=FINANCE, c=FINANCE)
    (source / "b.meta.json").write_text('{"region": "丁市"}', encoding="utf-8")
    report = build([source], tmp_path / "store")
    assert [document.path for document in Store.open(tmp_path / "store").documents] == ["a.md", "b.md"]
    assert report.duplicates == (("c.md", "a.md"),)


def test_a_document_loaded_by_hand_has_no_sidecar(tmp_path: Path) -> None:
    (tmp_path / "甲.md").write_text(POLICY, encoding="utf-8")
    (tmp_path / "甲.meta.json").write_text('{"region": "丙"}', encoding="utf-8")
    assert load(File(tmp_path / "甲.md", "甲.md"))[0].region == ""
