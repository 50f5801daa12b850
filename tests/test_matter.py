"""Matters that an answer must speak of: a question for taxes is not answered by what never speaks of them."""

import re
from pathlib import Path

import pytest

from index.build import build
from qa import ask
from qa.matter import alternatives, matters
from qa.wanted import wanted
from tests.stores import FARM, FINANCE, TALENT, write

ROWS = [
    line.split("\t")
    for line in (Path(__file__).parents[1] / "qa" / "matters.tsv").read_text("utf-8").splitlines()
    if not line.startswith("#")
]


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place: Path = tmp_path_factory.mktemp("matter")
    build([write(place / "documents", finance=FINANCE, talent=TALENT, farm=FARM)], place / "store")
    return place / "store"


def test_rows_are_whole() -> None:
    assert {len(row) for row in ROWS} == {4}
    assert len({row[0] for row in ROWS}) == len(ROWS)
    for zh, en, asked, stated in ROWS:
        assert len(set(alternatives(asked))) == len(alternatives(asked)), zh
        assert len(set(alternatives(stated))) == len(alternatives(stated)), zh
        assert zh == zh.strip()
        assert en == en.strip()
        assert not re.search(asked, "", re.IGNORECASE), zh
        assert not re.search(stated, "", re.IGNORECASE), zh


@pytest.mark.parametrize(
    ("question", "named"),
    [
        ("高铁什么时候通？", {"高铁"}),
        ("高铁站旁边那块地卖了吗？", set()),
        ("会计账怎么做？", {"会计账目"}),
        ("会计岗要几年经验？", set()),
    ],
)
def test_a_place_and_a_post_are_no_matters(question: str, named: set[str]) -> None:
    told = {detail.zh for detail in matters(question)}
    assert told & {"高铁", "会计账目"} == named


def test_a_text_in_the_words_of_the_question_speaks_of_it() -> None:
    for zh, _, asked, stated in ROWS:
        for words in alternatives(asked):
            if re.fullmatch(r"[\u4e00-\u9fff]+", words):
                assert re.search(stated, words, re.IGNORECASE), (zh, words)


@pytest.mark.parametrize(
    ("question", "of_taxes"),
    [
        ("贴息的企业能少交税吗", True),
        ("Do firms pay less tax?", True),
        ("我们是纳税大户，贷款贴息有多少", False),
        ("纳税大户有没有贷款贴息", True),
    ],
)
def test_only_clauses_that_ask_count(question: str, of_taxes: bool) -> None:
    assert ("税" in {detail.zh for detail in wanted(question).details}) == of_taxes


def test_all_clauses_count_where_none_asks() -> None:
    assert "税" in {matter.zh for clause in wanted("企业税收减免").clauses for matter in clause}
    assert matters("水稻") == ()


@pytest.mark.parametrize(
    ("question", "reason"),
    [
        ("小微企业拿贷款贴息有没有年龄限制", "最接近的内容没有写明年龄要求。"),
        ("小微企業拿貸款貼息有沒有年齡限制", "最接近的內容沒有寫明年齡要求。"),
        (
            "Is there an age limit for the loan interest subsidy?",
            "What is nearest to it does not state an age requirement.",
        ),
    ],
)
def test_what_never_speaks_of_it_is_no_answer(store: Path, question: str, reason: str) -> None:
    answer = ask(question, store)
    assert answer.declined
    assert answer.reason == reason
    assert answer.related
    assert answer.probability == 0


def test_what_speaks_of_it_in_other_words_answers(store: Path) -> None:
    answer = ask("人才的小孩读书怎么安排？", store)
    assert [citation.quote for citation in answer.citations] == ["人才子女入学由县教育局统筹安排，不受户籍限制。"]


def test_one_of_two_is_told(store: Path) -> None:
    answer = ask("贷款贴息最高多少钱，有没有年龄限制？", store)
    assert not answer.declined
    assert "注：找到的内容没有写明年龄要求。" in answer.text


def test_of_what_is_listed_each_part_counts_for_itself(store: Path) -> None:
    named = [{matter.zh for matter in part} for part in wanted("税收减免、年龄和兼职怎么规定").clauses]
    assert ["税" in part for part in named] == [True, False, False]
    assert ["年龄要求" in part for part in named] == [False, True, False]
    assert ["兼职" in part for part in named] == [False, False, True]
    assert not ask("贷款贴息和安家补助、专利质押融资、人才子女入学怎么办", store).declined
    assert ask("贷款贴息的年龄和性别有什么要求", store).declined


def test_a_fine_may_name_its_offence_by_the_article_alone(tmp_path: Path) -> None:
    rules = "第四条 播出节目不得中断。\n\n第五条 有线电视工程经验收合格后，方可开播。\n\n"
    fines = "第九条 违反本办法第五条规定的，由广播电视部门处五千元以上一万元以下罚款。\n"
    law = f"# 丁市有线电视管理办法\n\n{rules}{fines}"
    build([write(tmp_path / "documents", law=law)], tmp_path / "store")
    answer = ask("有线电视工程没验收就开播罚多少钱？", tmp_path / "store")
    assert "五千元以上一万元以下" in answer.text


def test_an_interview_on_line_is_no_petition() -> None:
    assert "信访" not in {detail.zh for detail in wanted("税务局网上访谈里说有多少件事能在网上办").details}
    assert "信访" in {detail.zh for detail in wanted("上访的人能得到什么答复").details}


@pytest.mark.parametrize(
    ("question", "stated"),
    [
        ("电费补多少？", "用电按每千瓦时0.05元给予补贴。"),
        ("残疾人坐车半价吗？", "身心障碍者享半价优惠。"),
        ("How long must we keep the vouchers?", "相关凭证至少保存10年。"),
        ("今年招多少事业编？", "事业单位公开招聘1350人。"),
        ("公司搬走要不要还钱？", "应退回全部扶持资金。"),
    ],
)
def test_other_words_speak_of_a_matter_too(question: str, stated: str) -> None:
    named = matters(question.rstrip("？"))
    assert named
    assert all(matter.stands_in(stated) for matter in named)


def test_it_is_found_in_the_words_that_find_it() -> None:
    """Whatever script they are of: only patterns of the question's are tried."""
    for zh, _, asked, _ in ROWS:
        for words in filter(str.isalnum, alternatives(asked)):
            assert zh in [matter.zh for matter in matters(words)], (zh, words)


def test_a_day_on_which_money_comes_asks_for_no_account() -> None:
    assert [matter.zh for matter in matters("补贴几号打卡里")] == []
    assert [matter.zh for matter in matters("补贴打卡里吗")] == ["银行账户"]
