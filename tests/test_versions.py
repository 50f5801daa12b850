"""Versions of one policy are linked over the whole index; a search finds what is in force on the day asked about."""

import os
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pytest

from build_index import summary
from corpus.errors import QuestionError
from corpus.records import Document, Link
from corpus.validity import validity_on
from index.care import build
from index.opening import open_store
from qa import ask, retrieve
from tests.stores import FINANCE, write
from tests.test_build import same_as_full_rebuild


def dogs(fee: str, *history: str, begins: str = "2010年5月1日") -> str:
    above = "\n".join(history)
    return f"# 甲市养犬办法\n\n{above}\n\n第一条 每只犬每年交养犬费{fee}。\n\n第二条 本办法自{begins}起施行。\n"


OLD = dogs("五百元", "2010年3月1日甲市人民政府公布")
MIDDLE = dogs("三百元", "2010年3月1日甲市人民政府公布", "2018年6月1日修正")
NEW = dogs("一百元", "2023年9月1日甲市人民政府公布", begins="2024年1月1日")
LEASH = "# 甲市犬绳规定\n\n2012年1月1日甲市人民政府公布\n\n第一条 犬绳不得长于两米，违者罚款五十元。\n"
ANIMALS = (
    "# 甲市动物管理条例\n\n2020年1月1日甲市人民政府公布\n\n第一条 犬绳不得长于一米，违者罚款二百元。\n\n"
    "第二条 本条例自2020年6月1日起施行。《甲市犬绳规定》同时废止。\n"
)
QUESTION = "每只犬每年交多少养犬费？"


@pytest.fixture(scope="module", params=["folder", "milvus"])
def store(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> str:
    folder = tmp_path_factory.mktemp("versions")
    location = str(folder / "store") if request.param == "folder" else str(request.getfixturevalue("milvus")())
    texts = {"old": OLD, "middle": MIDDLE, "new": NEW, "leash": LEASH, "animals": ANIMALS, "finance": FINANCE}
    build([write(folder / "docs", **texts)], location)
    return location


def documents(store: str) -> dict[str, Document]:
    return {document.path.removesuffix(".md"): document for document in open_store(store).documents}


def found(store: str, question: str = QUESTION, **filters: str) -> set[str]:
    return {hit.document.path.removesuffix(".md") for hit in retrieve(question, k=20, store=store, filters=filters)}


def test_versions_and_repeals_are_linked(store: str) -> None:
    named = documents(store)
    title = "甲市养犬办法"
    old, middle, new = (
        Link("older", "old.md", title, "2010-03-01", "2010-05-01"),
        Link("older", "middle.md", title, "2018-06-01", "2018-06-01"),
        Link("newer", "new.md", title, "2023-09-01", "2024-01-01"),
    )
    assert named["old"].links == (Link("newer", "middle.md", title, "2018-06-01", "2018-06-01"), new)[::-1]
    assert named["middle"].links == (new, old)
    assert named["new"].links == (middle, old)
    assert named["leash"].links == (Link("repealed by", "animals.md", "甲市动物管理条例", "2020-01-01", "2020-06-01"),)
    assert named["animals"].links == (Link("repeals", "leash.md", "甲市犬绳规定", "2012-01-01", "2020-06-01"),)
    assert named["finance"].links == ()


@pytest.mark.parametrize(
    ("day", "in_force"),
    [
        ("2010-04-30", set()),
        ("2010-05-01", {"old"}),
        ("2012-06-01", {"old", "leash"}),
        ("2018-05-31", {"old", "leash"}),
        ("2018-06-01", {"middle", "leash"}),
        ("2020-06-01", {"middle", "animals"}),
        ("2023-12-31", {"middle", "animals"}),
        ("2024-01-01", {"new", "animals"}),
        ("2024-05-06", {"new", "animals", "finance"}),
    ],
)
def test_what_was_in_force_on_a_day(store: str, day: str, in_force: set[str]) -> None:
    assert found(store, as_of=day) == in_force


def test_a_search_finds_what_is_in_force_today(store: str) -> None:
    assert found(store) == {"new", "animals", "finance"}
    answer = ask(QUESTION, store=store)
    assert [citation.quote for citation in answer.citations] == ["每只犬每年交养犬费一百元。"]
    assert answer.citations[0].document.validity == "现行"


def test_other_versions_are_found_when_asked_for(store: str) -> None:
    assert found(store, validity="已修订") == {"old", "middle"}
    assert found(store, validity="已废止") == {"leash"}
    assert found(store, validity="现行") == {"new", "animals", "finance"}
    assert found(store, validity="尚未施行", as_of="2023-10-01") == {"new", "finance"}
    assert found(store, validity="已修订", title="犬绳") == set()
    assert found(store, title="养犬", as_of="2012-06-01") == {"old"}


@pytest.mark.parametrize("day", ["2019", "2019-5-1", "2019-02-30", "昨天", "２０１９-05-01"])
def test_a_day_that_is_none(store: str, day: str) -> None:
    with pytest.raises(QuestionError, match=f"“as_of” is “{day}”, which is no day; write it as 2019-05-01"):
        retrieve(QUESTION, store=store, filters={"as_of": day})


def test_an_answer_says_that_its_document_is_superseded(store: str) -> None:
    then = ask(QUESTION, store=store, filters={"as_of": "2012-06-01"})
    assert then.citations[0].quote == "每只犬每年交养犬费五百元。"
    assert then.notices == ("注：《甲市养犬办法》有更新的版本（2023-09-01），自2024-01-01起施行。",)
    assert then.text.endswith(f"[1]\n{then.notices[0]}")
    assert then.to_dict()["notices"] == list(then.notices)
    facts = then.to_dict()["citations"][0]["document"]
    assert facts["links"][0] == {
        "relation": "newer", "path": "new.md", "title": "甲市养犬办法", "date": "2023-09-01", "begins": "2024-01-01",
    }  # fmt: skip
    assert facts["validity"] == "现行"


@pytest.mark.parametrize(
    ("question", "fee"),
    [
        ("2018年每只犬每年交多少养犬费？", "三百元"),
        ("2018年的時候，每隻犬每年交多少養犬費？", "三百元"),
        ("2023年的办法，每只犬每年交多少养犬费？", "一百元"),
        (QUESTION, "一百元"),
    ],
)
def test_of_an_earlier_year_the_version_of_that_year_answers(store: str, question: str, fee: str) -> None:
    answer = ask(question, store=store)
    assert [citation.quote for citation in answer.citations] == [f"每只犬每年交养犬费{fee}。"]
    assert len(answer.notices) == (fee != "一百元")
    assert all("（2023-09-01）" in notice for notice in answer.notices), "of the newer version"


def test_an_answer_says_what_was_repealed(store: str) -> None:
    now = ask("犬绳不得长于几米？违者罚款多少？", store=store)
    assert now.citations[0].document.path == "animals.md"
    assert now.notices == ()
    replaced = ask("甲市犬绳规定被废止后，犬绳不得长于几米？", store=store)
    assert replaced.citations[0].document.path == "animals.md"
    assert replaced.notices == ("注：《甲市动物管理条例》施行时废止了《甲市犬绳规定》。",)
    then = ask("犬绳不得长于几米？违者罚款多少？", store=store, filters={"validity": "已废止"})
    assert then.citations[0].document.validity == "已废止"
    assert then.notices == ("注：《甲市犬绳规定》自2020-06-01起由《甲市动物管理条例》（2020-01-01）废止。",)


@pytest.mark.parametrize("order", [["old", "middle", "new"], ["new", "middle", "old"], ["middle", "new", "old"]])
def test_added_in_any_order_the_index_is_that_of_a_full_rebuild(tmp_path: Path, order: Sequence[str]) -> None:
    texts = {"old": OLD, "middle": MIDDLE, "new": NEW}
    source, index = write(tmp_path / "docs", finance=FINANCE), tmp_path / "store"
    build([source], index)
    for name in order:
        report = build([write(source, **{name: texts[name]})], index)
    assert report.superseded == ("middle.md", "old.md")
    same_as_full_rebuild(source, index, tmp_path)
    (source / "new.md").unlink()
    report = build([source], index)
    assert report.superseded == ("old.md",)
    assert validity_on(documents(index)["middle"], "2025-01-01") == "现行"
    same_as_full_rebuild(source, index, tmp_path)


def test_nothing_changed_publishes_nothing_though_documents_are_linked(tmp_path: Path) -> None:
    source, index = write(tmp_path / "docs", old=OLD, new=NEW), tmp_path / "store"
    build([source], index)
    assert not build([source], index).published
    (source / "broken.md").write_bytes(b"\xff\xfe\x00")
    again = build([source], index)
    assert (again.published, again.superseded) == (False, ("old.md",))
    assert again.to_dict()["superseded"] == ("old.md",)
    said = summary(again)
    assert "已被取代或废止，搜索时默认不用 superseded or repealed, left out of searches 1\n  old.md\n" in f"{said}\n"


def test_a_text_not_yet_in_force_waits_while_an_older_one_holds(tmp_path: Path) -> None:
    year = date.today().year + 2
    coming = NEW.replace("2024年1月1日", f"{year}年1月1日")
    source = write(tmp_path / "docs", old=OLD, coming=coming)
    build([source], tmp_path / "both")
    answer = ask(QUESTION, store=tmp_path / "both")
    assert answer.citations[0].quote == "每只犬每年交养犬费五百元。"
    assert answer.notices == (f"注：《甲市养犬办法》有更新的版本（2023-09-01），自{year}-01-01起施行。",)
    os.remove(source / "old.md")
    build([source], tmp_path / "alone")
    answer = ask(QUESTION, store=tmp_path / "alone")
    assert answer.citations[0].document.validity == "尚未施行"
    assert answer.notices == (f"注：《甲市养犬办法》自{year}-01-01起施行，尚未施行。",)


def test_a_term_that_has_ended_is_told(tmp_path: Path) -> None:
    text = OLD.replace("起施行。", "起施行，有效期5年。")
    build([write(tmp_path / "docs", old=text)], tmp_path / "store")
    answer = ask(QUESTION, store=tmp_path / "store")
    assert answer.citations[0].document.validity == "已失效"
    assert answer.notices == ("注：《甲市养犬办法》写明的有效期到2015-05-01为止。",)
