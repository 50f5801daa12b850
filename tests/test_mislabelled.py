"""Copies of a file, some with the suffix of another format: it is read by the suffix that fits, and cited by that."""

import shutil
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from corpus.errors import NothingIndexed
from index.care import build
from index.opening import open_store
from qa.originals import Originals
from tests.stores import FINANCE, TALENT, write
from tests.test_build import same_as_full_rebuild
from tests.test_originals import fishing


def subsidies(path: Path) -> Path:
    book = Workbook()
    book.active.append(["项目", "标准"])
    book.active.append(["水稻种植补贴", "每亩150元"])
    book.save(path)
    return path


def test_a_wrong_suffix_takes_nothing_from_the_copies_of_a_file(tmp_path: Path, location: str) -> None:
    source = write(tmp_path / "docs", finance=FINANCE)
    shutil.copy(subsidies(source / "b.xlsx"), source / "a.pdf")
    shutil.copy(source / "b.xlsx", source / "c.xlsx")
    report = build([source], location)
    assert (report.documents, report.skipped) == (2, ())
    assert report.duplicates == (("a.pdf", "b.xlsx"), ("c.xlsx", "b.xlsx"))
    opened = open_store(location)
    assert [document.path for document in opened.documents] == ["b.xlsx", "finance.md"]
    assert "项目：水稻种植补贴\n标准：每亩150元" in opened.document(0).text
    again = build([source], location)
    assert (again.published, again.duplicates, again.skipped) == (False, report.duplicates, ())

    write(source, talent=TALENT)
    assert build([source], location).changes.added == ("talent.md",)
    same_as_full_rebuild(source, location, tmp_path)

    (source / "b.xlsx").unlink()
    report = build([source], location)
    assert report.changes.renamed == (("b.xlsx", "c.xlsx"),)
    assert report.duplicates == (("a.pdf", "c.xlsx"),)
    same_as_full_rebuild(source, location, tmp_path)

    (source / "c.xlsx").unlink()
    report = build([source], location)
    assert report.changes.removed == ("c.xlsx",)
    [left_out] = report.skipped
    assert left_out.path == "a.pdf"
    assert "not a PDF" in left_out.reason


def test_where_no_copy_can_be_read_each_is_told_its_own_reason(tmp_path: Path) -> None:
    source = tmp_path / "docs"
    source.mkdir()
    for name in ("a.pdf", "b.xlsx", "c.pdf", "d.docx"):
        (source / name).write_bytes(b"nothing of the kind")
    with pytest.raises(NothingIndexed) as told:
        build([source], tmp_path / "store")
    lines = {line.strip().partition(": ")[0]: line for line in str(told.value).splitlines()[1:]}
    assert [*lines] == ["a.pdf", "b.xlsx", "c.pdf", "d.docx"]
    assert "not a PDF" in lines["a.pdf"]
    assert "not a PDF" in lines["c.pdf"]
    assert ".xlsx" in lines["b.xlsx"].partition(": ")[2]
    assert ".docx" in lines["d.docx"].partition(": ")[2]


def test_the_original_shown_is_the_file_that_was_read(tmp_path: Path) -> None:
    source = tmp_path / "docs"
    source.mkdir()
    shutil.copy(fishing(source / "渔业.pdf"), source / "a.docx")
    build([source], tmp_path / "store")
    [document] = open_store(tmp_path / "store").documents
    assert (document.path, document.copies) == ("渔业.pdf", ("a.docx",))
    assert Originals([source]).find(document) == source / "渔业.pdf"


@given(st.lists(st.sets(st.sampled_from(["a.pdf", "b.xlsx", "c.docx", "d.xlsx", "e.txt"])), min_size=1, max_size=3))
@settings(max_examples=4)
def test_an_updated_store_is_that_of_a_full_rebuild(
    tmp_path_factory: pytest.TempPathFactory, states: list[set[str]]
) -> None:
    folder = tmp_path_factory.mktemp("states")
    original, source, store = (
        subsidies(folder / "original.xlsx"),
        write(folder / "docs", talent=TALENT),
        folder / "store",
    )
    for names in states:
        for path in source.iterdir():
            if path.name != "talent.md":
                path.unlink()
        for name in names:
            shutil.copy(original, source / name)
        report = build([source], store)
        assert report.documents == 1 + any(name.endswith(".xlsx") for name in names)
        same_as_full_rebuild(source, store, folder)
