"""Versions of one policy are linked over the whole index; a search finds what is in force on the day asked about."""

import os
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from build_index import summary
from corpus.errors import QuestionError
from corpus.records import Document, Link
from corpus.validity import begins, validity_on
from index.care import build
from index.opening import open_store
from index.versions import key, link
from qa import ask, retrieve
from qa.notices import notices
from qa.question import Language
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


LINKED = Document(
    id="a",
    path="a",
    title="甲办法",
    text="",
    validity="已废止",
    repeals=("乙办法（甲发〔2001〕1号）", "丙", "丁", "戊"),
    links=(
        Link("newer", "b", "甲办法", "2020-01-01", "2020-02-01"),
        Link("repealed by", "c", "己条例", "", "2021-01-01"),
    ),
)


@pytest.mark.parametrize(
    ("language", "said"),
    [
        (
            "zh",
            [
                "注：《甲办法》有更新的版本（2020-01-01），自2020-02-01起施行。",
                "注：《甲办法》自2021-01-01起由《己条例》废止。",
                "注：《甲办法》施行时废止了《乙办法》（甲发〔2001〕1号）、《丙》、《丁》等4件。",
            ],
        ),
        (
            "zh-Hant",
            [
                "注：《甲办法》有更新的版本（2020-01-01），自2020-02-01起施行。",
                "注：《甲办法》自2021-01-01起由《己条例》廢止。",
                "注：《甲办法》施行時廢止了《乙办法》（甲发〔2001〕1号）、《丙》、《丁》等4件。",
            ],
        ),
        (
            "en",
            [
                "Note: there is a newer version of 甲办法 (2020-01-01), in force from 2020-02-01.",
                "Note: 甲办法 was repealed from 2021-01-01 by 己条例.",
                "Note: 甲办法 repealed 乙办法（甲发〔2001〕1号）, 丙, 丁 and others, 4 in all.",
            ],
        ),
    ],
)
def test_notices_in_every_language(language: Language, said: list[str]) -> None:
    assert notices(LINKED, language) == said


@pytest.mark.parametrize(
    ("validity", "english"), [("已废止", "repealed"), ("已修订", "superseded"), ("已失效", "expired")]
)
def test_what_its_own_page_marks_is_told(validity: str, english: str) -> None:
    marked = Document(id="a", path="a", title="甲办法", text="", validity=validity)
    assert notices(marked, "zh") == [f"注：《甲办法》注明{validity}。"]
    assert notices(marked, "en") == [f"Note: 甲办法 is marked as {english}."]


@pytest.mark.parametrize(
    ("told", "day", "validity"),
    [
        ({"kind": "办法", "date": "2020-01-01"}, "2021-01-01", "现行"),
        ({"kind": "办法", "date": "2020-01-01"}, "2019-01-01", "尚未施行"),
        ({"kind": "办法"}, "2021-01-01", ""),
        ({"kind": "新闻", "date": "2020-01-01"}, "2021-01-01", ""),
        ({"kind": "", "date": "2020-01-01", "in_force": "2020-02-01"}, "2021-01-01", "现行"),
        ({"kind": "办法", "date": "2020-01-01", "expires": "2020-12-31"}, "2021-01-01", "已失效"),
        ({"kind": "办法", "date": "2020-01-01", "expires": "2020-12-31"}, "2020-12-31", "现行"),
        ({"kind": "办法", "date": "2020-01-01", "validity": "已废止"}, "2021-01-01", "已废止"),
        (
            {"kind": "法", "date": "2018-10-26", "in_force": "1994-01-01", "revised": "2018-10-26"},
            "2018-10-25",
            "尚未施行",
        ),
        ({"kind": "法", "date": "2018-10-26", "in_force": "1994-01-01", "revised": "2018-10-26"}, "2018-10-26", "现行"),
    ],
)
def test_validity_by_what_a_document_says(told: dict[str, str], day: str, validity: str) -> None:
    assert validity_on(Document(id="a", path="a", title="甲", text="", **told), day) == validity  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("中华人民共和国甲法", "甲法"),
        ("甲法（2018年修正）", "甲法"),
        ("《甲条例》(修订)", "甲条例"),
        ("甲县人民政府关于印发甲县乙办法的通知", "甲县乙办法"),
        ("甲县人民政府办公室关于印发《甲县乙办法》的通知", "甲县乙办法"),
        ("（转载）甲县乙办法", "甲县乙办法"),
        ("甲省实施《中华人民共和国乙法》办法", "甲省实施〈乙法〉办法"),
        ("甲縣乙辦法", "甲县乙办法"),
    ],
)
def test_titles_of_one_text(one: str, other: str) -> None:
    assert key(one) == key(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("甲法修正案（四）", "甲法修正案（五）"),
        ("宪法修正案（2004年）", "宪法修正案（2018年）"),
        ("甲县乙办法（征求意见稿）", "甲县乙办法"),
        ("甲县乙办法（试行）", "甲县乙办法"),
        ("2024年甲县入学指引", "2025年甲县入学指引"),
    ],
)
def test_titles_of_different_texts(one: str, other: str) -> None:
    assert key(one) != key(other)


def document(path: str, title: str, day: str, **told: object) -> Document:
    return Document(id=path, path=path, title=title, text="", date=day, kind="办法", **told)  # type: ignore[arg-type]


def relations(*given: Document) -> list[tuple[str, ...]]:
    return [tuple(f"{link.relation} {link.path}" for link in linked.links) for linked in link(given)]


@pytest.mark.parametrize(
    "pair",
    [
        (document("a", "乙犬办法", "2010-01-01", region="甲"), document("b", "乙犬办法", "2020-01-01", region="丙")),
        (document("a", "甲县乙办法", "2010-01-01"), document("b", "甲县乙办法", "2010-01-01")),
        (document("a", "甲县乙办法", "2010-01-01"), document("b", "甲县乙办法", "")),
        (document("a", "甲县关于做好工作的通知", "2010-01-01"), document("b", "甲县关于做好工作的通知", "2020-01-01")),
        (document("a", "甲县修改法规的决定", "2010-01-01"), document("b", "甲县修改法规的决定", "2020-01-01")),
        (document("a", "实施办法", "2010-01-01"), document("b", "实施办法", "2020-01-01")),
        (document("a", "甲县乙办法（草案）", "2010-01-01"), document("b", "甲县乙办法（草案）", "2020-01-01")),
        (document("a", "甲县乙办法", "2010-01-01", in_force="2010-03-01"),
         document("b", "甲县乙办法", "2010-02-01", in_force="2010-03-01")),
    ],
)  # fmt: skip
def test_what_is_not_a_version(pair: tuple[Document, Document]) -> None:
    assert relations(*pair) == [(), ()]


def test_what_is_a_version() -> None:
    old, new = document("a", "乙犬办法", "2010-01-01", region="甲省"), document("b", "乙犬办法", "2020", region="甲省")
    assert relations(old, new) == [("newer b",), ("older a",)]
    notice = "甲县政府关于印发乙犬办法的通知"
    assert relations(old, document("b", notice, "2020-01-01", region="甲省")) == [("newer b",), ("older a",)]


@pytest.mark.parametrize(
    ("named", "told", "linked"),
    [
        ("甲县丙办法", {}, True),
        ("甲县丙办法（甲政发[2010]5号）", {"number": "甲政发〔2010〕5号"}, True),
        ("另一个名字（甲政发[2010]5号）", {"number": "甲政发〔2010〕5号"}, True),
        ("甲县丙办法（甲政发〔2010〕6号）", {"number": "甲政发〔2010〕5号"}, False),
        ("甲县丙办法（2010）", {}, True),
        ("甲县丙办法（2009）", {}, False),
        ("甲县人民政府关于印发甲县丙办法的通知", {}, True),
        ("甲县丁办法", {}, False),
    ],
)
def test_what_is_meant_by_a_repeal(named: str, told: dict[str, str], linked: bool) -> None:
    repealing = document("new", "甲县乙办法", "2020-01-01", repeals=(named,))
    old = document("old", "甲县丙办法", "2010-01-01", **told)
    assert relations(repealing, old) == ([("repeals old",), ("repealed by new",)] if linked else [(), ()])
    later = document("old", "甲县丙办法", "2021-01-01", **told)
    assert relations(repealing, later) == [(), ()]


def test_a_report_of_a_repeal_repeals_nothing() -> None:
    told = Document(
        id="n", path="n", title="甲县新政", text="", date="2020-01-01", kind="新闻", repeals=("甲县丙办法",)
    )
    assert relations(told, document("old", "甲县丙办法", "2010-01-01")) == [(), ()]


DAY = st.dates(date(2000, 1, 1), date(2030, 1, 1)).map(date.isoformat)


@given(st.lists(st.tuples(DAY, DAY | st.just("")), min_size=1, max_size=6, unique_by=lambda days: days[0]), DAY)
def test_at_most_one_version_of_a_title_is_in_force(days: list[tuple[str, str]], day: str) -> None:
    family = link([document(f"{i}", "甲县乙办法", d, in_force=f) for i, (d, f) in enumerate(days)])
    distinct = {f"{d.date} {d.in_force}" for d in family}
    in_force = [d for d in family if validity_on(d, day) == "现行"]
    starts = {begins(d) for d in in_force}
    assert len(distinct) == len(family)
    assert len(in_force) <= 1 or len(starts) == 1
    assert link(family) == link([document(f"{i}", "甲县乙办法", d, in_force=f) for i, (d, f) in enumerate(days)])
