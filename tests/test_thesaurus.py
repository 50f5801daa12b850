"""A thesaurus of one's own beside the index: full weight, read again when it changes, bad lines told."""

import logging
import os
import shutil
from pathlib import Path

import pytest

from index.build import build
from qa.question import understand
from qa.retrieve import Retriever
from qa.thesaurus import FILE, OwnThesaurus, Thesaurus, expand
from qa.why import marks, why
from tests.stores import FARM, FINANCE, TALENT, write

QUESTION = "蓝本本怎么办？"


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("thesaurus")
    build([write(folder / "docs", finance=FINANCE, talent=TALENT, farm=FARM)], folder / "store")
    return folder


@pytest.fixture
def store(built: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(built / "store", tmp_path / "store"))


def told(path: Path, data: bytes, moment: int = 1) -> Thesaurus:
    path.write_bytes(data)
    os.utime(path, ns=(moment, moment))
    return OwnThesaurus(path.parent).current


def test_an_open_retriever_sees_what_is_written_and_removed(store: Path) -> None:
    retriever = Retriever(store)
    before = retriever.search(QUESTION)
    (store / FILE).write_text("# 自己的词\n蓝本本\t种粮补贴\n", "utf-8")
    found = retriever.search(QUESTION)
    assert found[0].measure.title == "种粮补贴"
    assert found[0].own == ("种粮补贴",)
    (store / FILE).write_text("蓝本本\t专利质押融资|商标权质押\n", "utf-8")
    assert retriever.search(QUESTION)[0].measure.title == "二、专利质押融资"
    (store / FILE).unlink()
    assert retriever.search(QUESTION) == before


def test_a_term_of_ones_own_counts_as_if_it_had_been_asked(store: Path) -> None:
    (store / FILE).write_text("蓝本本\t种粮补贴\n", "utf-8")
    retriever = Retriever(store)
    own, plain = (retriever.find(understand(question), 1) for question in (QUESTION, "种粮补贴怎么办？"))
    assert own.hits[0].measure == plain.hits[0].measure
    assert own.hits[0].score >= plain.hits[0].score
    assert own.covered == plain.covered


def test_why_tells_the_term(store: Path) -> None:
    (store / FILE).write_text("蓝本本\t种粮补贴\n", "utf-8")
    question = understand(QUESTION)
    hit = Retriever(store).search(QUESTION, 1)[0]
    assert "种粮补贴" in why(question, hit).expansions
    assert "种粮补贴" not in expand(QUESTION)
    quote = "种粮补贴每亩150元。"
    assert [quote[start:end] for start, end in marks(question, quote, hit.own)] == ["种粮补贴"]


def test_a_build_leaves_it_where_it_is(built: Path) -> None:
    (built / "store" / FILE).write_text("蓝本本\t种粮补贴\n", "utf-8")
    write(built / "docs", more="# 丁县公告\n\n第一条 略。\n")
    build([built / "docs"], built / "store")
    assert (built / "store" / FILE).read_text("utf-8") == "蓝本本\t种粮补贴\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_any_encoding_of_a_text_is_read(tmp_path: Path, encoding: str) -> None:
    lines = "小红本本\t养犬登记证|犬证\r\n老年卡\t老年人优待证\r\n"
    assert told(tmp_path / FILE, lines.encode(encoding)).expand("小红本本") == ("养犬登记证", "犬证")


def test_a_line_that_cannot_be_used_is_told_and_the_others_are(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    lines = "小红本本 养犬登记证\n\n# 说明\n老年卡\t老年人优待证\n\t空\n没有词\t |\n老年卡\t优待证"
    own = told(tmp_path / FILE, lines.encode())
    assert own.expand("小红本本老年卡没有词") == ("老年人优待证", "优待证")
    assert [record.getMessage() for record in caplog.records if record.levelno == logging.WARNING] == [
        f"line {number} of “{tmp_path / FILE}” is not used: “{line}”; "
        "write an expression, a tab and the terms with | between them"
        for number, line in ((1, "小红本本 养犬登记证"), (5, "空"), (6, "没有词\t |"))
    ]


@pytest.mark.parametrize("data", [b"\x00\x01\x02\xff", b"\xef\xbb\xbf\xff\xfe"])
def test_a_file_that_is_no_text_is_told_and_passed_over(
    tmp_path: Path, caplog: pytest.LogCaptureFixture, data: bytes
) -> None:
    assert told(tmp_path / FILE, data).expand("小红本本") == ()
    assert f"“{tmp_path / FILE}” is not used" in caplog.text


def test_a_change_is_seen_once(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    path = tmp_path / FILE
    own = OwnThesaurus(tmp_path)
    assert own.current.expand("甲乙") == ()
    path.write_text("没有制表符", "utf-8")
    assert own.current is own.current
    assert len(caplog.records) == 1


def test_each_term_gives_a_wording() -> None:
    own = Thesaurus({"红本": ("登记证", "证书"), "遛狗": ("携犬出户",), "登记": ("备案登记",)})
    assert own.reworded("遛狗要红本吗") == ("携犬出户要登记证吗", "携犬出户要证书吗")
    assert own.reworded("备案登记怎么办") == ()
    assert Thesaurus({}).reworded("红本") == ()
