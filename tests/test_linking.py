"""What is a version of what, what is a repeal, what was in force on a day, and what is said of it."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.records import Document, Link
from corpus.validity import begins, validity_on
from index.versions import key, link
from qa.notices import notices
from qa.question import Language

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


def test_a_text_that_names_no_place_is_a_version_of_the_national_one() -> None:
    bare = document("a", "乙款支付条例", "2010-01-01")
    national = document("b", "乙款支付条例", "2020-01-01", region="全国", issuers=("国务院",))
    local = document("c", "乙款支付条例", "2015-01-01", region="甲省")
    told = document("d", "乙款支付条例", "2016-01-01", issuers=("甲局",))
    assert relations(bare, national, local, told) == [("newer b",), ("older a",), (), ()]
    assert relations(bare, told, local) == [("newer d",), ("older a",), ()]


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
