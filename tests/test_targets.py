"""What the labels of questions mean in a store: documents, measures, passages, and what is not there."""

import gzip
import json
from pathlib import Path

import pytest

from index.build import build
from index.store import Store
from qa.labels import Labelled
from qa.retrieve import Retriever
from qa.targets import Target, Targets, gains
from tests.stores import FARM, FINANCE, TALENT, write


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("labels")
    source = write(folder / "documents", finance=FINANCE, talent=TALENT, copy=TALENT)
    write(source / "省", farm=FARM)
    (source / "省" / "Library.md.GZ").write_bytes(
        gzip.compress("# 庚市图书馆办法\n\n第一条　庚市设图书馆。\n".encode())
    )
    rows = [
        {"id": "a-1", "title": "丁市养老办法", "text": "第一条　丁市设养老食堂。"},
        {"id": "A-1", "title": "戊市托育办法", "text": "第一条　戊市设托育中心。\n第二条　每托位补贴一万元。"},
        {"id": 17, "title": "farm", "text": "第一条　己市设农场。"},
    ]
    (source / "rows.jsonl").write_text("\n".join(json.dumps(row, ensure_ascii=False) for row in rows), "utf-8")
    build([source], folder / "store")
    return folder / "store"


def looked_up(store: Path, question: Labelled) -> tuple[list[Target], list[str]]:
    return Targets(Store.open(store), [question]).of(question)


def asked(
    measures: tuple[str | int, ...] = (), documents: tuple[str, ...] = (), passages: tuple[str, ...] = ()
) -> Labelled:
    return Labelled(1, "1", "谁", measures, documents, passages)


def document(store: Path, path: str) -> str:
    return next(d.id for d in Store.open(store).documents if d.path == path)


def measure(store: Path, path: str, title: str) -> Target:
    opened = Store.open(store)
    number = next(n for n, d in enumerate(opened.documents) if d.path == path)
    starts = [m.start for m in opened.measures(number) if m.title == title]
    return Target(measures=frozenset((opened.documents[number].id, start) for start in starts))


@pytest.mark.parametrize("name", ["talent.md", "talent", "copy", "乙县引进人才办法", "乙縣引進人才辦法"])
def test_a_document_may_be_called_by_path_copy_or_title(store: Path, name: str) -> None:
    talent = document(store, "copy.md")
    for called in (name, talent):
        assert looked_up(store, asked(documents=(called,))) == ([Target(frozenset([talent]))], [])
    assert looked_up(store, asked(documents=(name, talent))) == ([Target(frozenset([talent]))], [])


def test_a_document_in_a_folder_goes_by_its_name_too(store: Path) -> None:
    expected = looked_up(store, asked(documents=("丙省农业补贴政策",)))
    for name in ("省/farm.md", "省/farm", "farm.md"):
        assert looked_up(store, asked(documents=(name,))) == expected


def test_a_compressed_document_goes_by_the_name_of_what_it_holds(store: Path) -> None:
    library = Target(frozenset([document(store, "省/Library.md.GZ")]))
    for name in ("省/Library.md.GZ", "省/library.md", "Library.md.gz", "library.md", "library"):
        assert looked_up(store, asked(documents=(name,))) == ([library], [])


def test_a_record_goes_by_its_own_id_to_the_letter(store: Path) -> None:
    for name, path in (("a-1", "rows.jsonl#1"), ("A-1", "rows.jsonl#2"), ("17", "rows.jsonl#3")):
        for called in (name, path):
            found = looked_up(store, asked(documents=(called,)))
            assert found == ([Target(frozenset([document(store, path)]))], [])


def test_a_measure_goes_by_title_or_path_in_the_documents_named(store: Path) -> None:
    rice = measure(store, "省/farm.md", "种粮补贴")
    assert looked_up(store, asked(("种粮补贴", "第九条"))) == ([rice], ["第九条"])
    assert looked_up(store, asked(("种粮补贴",), ("finance.md",))) == ([], ["种粮补贴"])
    assert looked_up(store, asked(("种粮补贴",), ("省/farm", "finance"))) == ([rice], [])
    assert looked_up(store, asked((), ("absent", "finance")))[1] == ["absent"]


def test_a_position_means_a_measure_of_the_one_document(store: Path) -> None:
    titles = ("农机购置补贴", "种粮补贴")
    for position, title in enumerate(titles):
        assert looked_up(store, asked((position,), ("省/farm",))) == ([measure(store, "省/farm.md", title)], [])
    assert looked_up(store, asked((2, -1), ("省/farm",))) == ([], ["2", "-1"])
    assert looked_up(store, asked((0,))) == ([], ["0"])


def test_a_passage_means_the_measures_that_hold_it(store: Path) -> None:
    home = measure(store, "copy.md", "第二条")
    for words in ("安家补助二十万元", "第二条 博士毕业生 到本县企业\n工作", "安家補助二十萬元"):
        assert looked_up(store, asked(passages=(words,))) == ([home], [])
        assert looked_up(store, asked(documents=("talent",), passages=(words,))) == ([home], [])
    assert looked_up(store, asked(passages=("安家补助三十万元",))) == ([], ["安家补助三十万元"])
    assert looked_up(store, asked(documents=("finance",), passages=("二十万元",))) == ([], ["二十万元"])
    spread = "一次性发给安家补助二十万元。第三条 人才子女"
    assert looked_up(store, asked(passages=(spread,))) == ([], [spread])


def test_of_a_measure_and_a_passage_in_it_only_one_counts(store: Path) -> None:
    home, school = (measure(store, "copy.md", title) for title in ("第二条", "第三条"))
    assert looked_up(store, asked(passages=("二十万元", "博士毕业生"))) == ([home], [])
    found, missing = looked_up(store, asked(("第二条", "第三条"), (), ("二十万元",)))
    assert missing == []
    assert home in found
    assert len(found) == 2
    assert looked_up(store, asked(("第二条", "第三条"), ("copy",), ("二十万元",))) == ([home, school], [])


def test_each_target_is_met_once(store: Path) -> None:
    hits = Retriever(store).search("种粮补贴多少", 10)
    farm = [hit.document.path == "省/farm.md" for hit in hits]
    assert sum(farm) > 1
    (whole,), _ = looked_up(store, asked(documents=("省/farm",)))
    found = gains([whole], hits)
    assert found.index(True) == farm.index(True)
    assert sum(found) == 1
    (rice,), _ = looked_up(store, asked(passages=("七月底前",)))
    assert gains([rice], hits) == [hit.measure.title == "种粮补贴" for hit in hits]
