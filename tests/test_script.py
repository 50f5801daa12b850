"""Documents in Traditional Chinese are read and asked as those in Simplified are, and quoted as they are written."""

from pathlib import Path

import opencc
import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.load import SHIPPED, File, load
from corpus.records import Document, Measure
from corpus.script import Written, alike
from corpus.text import to_simplified
from index.build import build
from qa import ask, retrieve
from qa.answer import answer
from qa.retrieve import Retriever
from tests.policies import Policy, policies

_S2T = opencc.OpenCC("s2t")

NOTICE = """苍南县人民政府办公室关于印发苍南县设备更新补贴办法的通知
苍政办发〔2024〕12号
各镇人民政府，县政府各部门：
《苍南县设备更新补贴办法》已经县政府同意，现印发给你们，请认真贯彻执行。
苍南县人民政府办公室
2024年3月5日
苍南县设备更新补贴办法
一、补贴对象
在本县登记、正常经营满一年的工业企业。有下列情形之一的，不予补贴：
（一）被列入严重失信主体名单的；
（二）一年内发生过较大以上生产安全事故的。
二、补贴标准
企业更新生产设备的，按下表给予补贴。
企业类型 | 补助比例 | 年度上限（万元）
小微企业 | 50% | 5
中型企业 | 30% | 10
三、申请程序
企业应当在设备投入使用后60日内向县经济和信息化局申请。县经济和信息化局应当自受理之日起15个工作日内审核完毕。
四、监督管理
骗取补贴的，由县财政局追回，三年内不再受理其申请。
五、附则
本办法自2024年4月1日起施行，有效期两年。
常见问题
问：租来的设备可以申请吗？
答：不可以，补贴只给予购置的设备。
"""

QUESTIONS = (
    "小微企业更新设备最多补多少钱？",
    "哪些企业不给补贴？",
    "多久之内要去申请，找哪个部门？",
    "骗补贴会怎么样？",
    "租来的设备能申请吗？",
    "苍政办发〔2024〕12号是谁印发的？",
    "这个办法什么时候开始施行？",
    "补贴办法第三部分讲什么？",
    "申请要交多少押金？",
    "红烧肉怎么做？",
    "How much is a small firm paid for new equipment?",
)


def traditional(text: str) -> str:
    """The text in Traditional Chinese, each character in its place."""
    written: str = _S2T.convert(text)
    assert len(written) == len(text)
    return written


def both(text: str, folder: Path) -> tuple[tuple[Document, list[Measure]], tuple[Document, list[Measure]]]:
    """What is read of a text in Simplified and in Traditional Chinese."""
    folder.mkdir(exist_ok=True)
    found = []
    for name, written in (("simplified", text), ("traditional", traditional(text))):
        place = folder / name / "通知.txt"
        place.parent.mkdir(exist_ok=True)
        place.write_text(written, encoding="utf-8")
        found.append(load(File(place, place.name)))
    return found[0], found[1]


def check_alike(text: str, folder: Path) -> None:
    (one, measures), (other, others) = both(text, folder)
    for name in ("title", "number", "date", "issuers", "region", "kind", "in_force", "expires"):
        assert to_simplified(str(getattr(other, name))) == to_simplified(str(getattr(one, name))), name
    assert other.title in other.text
    assert [(m.start, m.end, to_simplified(m.title), tuple(map(to_simplified, m.heading_path))) for m in others] == [
        (m.start, m.end, to_simplified(m.title), tuple(map(to_simplified, m.heading_path))) for m in measures
    ]
    for measure in others:
        assert measure.text == other.text[measure.start : measure.end]
        assert measure.title in ("前言", "正文") or measure.title == traditional(measure.title)


@pytest.mark.parametrize("text", [NOTICE, *(path.read_text("utf-8") for path in SHIPPED.glob("*.md"))])
def test_what_is_read_of_a_text_does_not_depend_on_its_script(text: str, tmp_path: Path) -> None:
    check_alike(text, tmp_path)


@given(policies)
def test_nor_does_what_is_read_of_any_policy(tmp_path_factory: pytest.TempPathFactory, policy: Policy) -> None:
    check_alike("\n".join(line.text for line in policy.lines), tmp_path_factory.mktemp("policy"))


def test_its_facts_are_told_as_they_are_written_but_for_what_documents_are_chosen_by(tmp_path: Path) -> None:
    _, (document, measures) = both(NOTICE, tmp_path)
    assert document.title == "蒼南縣人民政府辦公室關於印發蒼南縣設備更新補貼辦法的通知"
    assert (document.number, document.date) == ("蒼政辦發〔2024〕12號", "2024-03-05")
    assert (document.region, document.kind) == ("浙江省温州市苍南县", "通知")
    assert "三、申請程序" in [measure.title for measure in measures]


@pytest.fixture(scope="module")
def stores(tmp_path_factory: pytest.TempPathFactory) -> tuple[Retriever, Retriever]:
    folder = tmp_path_factory.mktemp("scripts")
    both(NOTICE, folder / "notice")
    for name in ("simplified", "traditional"):
        build([folder / "notice" / name], folder / f"store-{name}")
    return Retriever(folder / "store-simplified"), Retriever(folder / "store-traditional")


@pytest.mark.parametrize("question", QUESTIONS)
def test_it_answers_the_same_in_either_script(stores: tuple[Retriever, Retriever], question: str) -> None:
    one, other = answer(stores[0], question), answer(stores[1], traditional(question))
    assert other.declined == one.declined
    assert [(c.start, c.end) for c in other.citations] == [(c.start, c.end) for c in one.citations]
    assert to_simplified(other.text) == to_simplified(one.text)
    for citation in (*other.citations, *other.related):
        assert citation.quote == citation.document.text[citation.start : citation.end] == traditional(citation.quote)
        assert citation.measure.text == citation.document.text[citation.measure.start : citation.measure.end]
        assert citation.document.title in traditional(NOTICE)


def test_the_question_may_be_in_the_other_script(stores: tuple[Retriever, Retriever]) -> None:
    for question in QUESTIONS:
        same, crossed = answer(stores[1], traditional(question)), answer(stores[1], question)
        assert [(c.start, c.end) for c in crossed.citations] == [(c.start, c.end) for c in same.citations]


def test_filters_may_be_in_either_script(stores: tuple[Retriever, Retriever]) -> None:
    for retriever in stores:
        for filters in ({"issuer": "苍南县"}, {"issuer": "蒼南縣"}, {"number": "苍政办发"}, {"title": "補貼辦法"}):
            assert retrieve("补贴", store=retriever.location, filters=filters), filters
        assert not retrieve("补贴", store=retriever.location, filters={"issuer": "临海市"})


@given(st.text())
def test_every_character_keeps_its_place(text: str) -> None:
    read = alike(text)
    assert len(read) == len(text)
    assert to_simplified(read) == to_simplified(text) or len(to_simplified(text)) != len(text)
    assert alike(read) == read


def test_words_joined_from_lines_or_without_their_brackets_are_found_again() -> None:
    text = "關於印發辦法\n的通知\n第三條【目的】為了"
    written = Written([(alike(text), text)])
    assert written("关于印发办法的通知") == "關於印發辦法的通知"
    assert written("第三条 目的") == "第三條 目的"
    assert written("不在其中") == "不在其中"
    assert written("") == ""


def test_words_are_those_that_stand_right_above() -> None:
    text = "第一章 总则\n第一条 甲。\n第一章 總則\n第二條 乙。\n"
    written = Written([(alike(text), text)])
    assert written("第一章 总则", text.index("甲")) == "第一章 总则"
    assert written("第一章 总则", text.index("乙")) == "第一章 總則"


def test_words_with_many_dots_are_looked_for_in_no_time() -> None:
    dots = "." * 3000
    assert Written([(f"申请表{dots}", f"申請表{dots}")])(f"申请表{dots}补助") == f"申请表{dots}补助"


def test_a_store_asked_by_name_gives_the_same(stores: tuple[Retriever, Retriever]) -> None:
    told = ask("小微企業更新設備最多補多少錢？", stores[1].location)
    assert told.citations[0].quote == "企業類型 | 補助比例 | 年度上限（萬元）\n小微企業 | 50% | 5"
