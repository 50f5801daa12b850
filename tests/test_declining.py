"""A declined question is told what the documents say nothing about: the place, the year, the amount …"""

from pathlib import Path

import pytest

from index.build import build
from qa import ask
from qa.refusal import doubtful
from qa.reply import Answer
from qa.single import DOUBTED
from tests.stores import write

LAW = """# 中华人民共和国渔船法

第一条 渔船应当登记，登记不收费。

第二条 渔民每年参加一次安全培训。
"""
ALLOWANCE = """# 浙江省嘉兴市渔民津贴通知

来源：嘉兴市人民政府网 日期：2025-03-01

## 津贴标准

渔民津贴每人每月三百元，由街道打到社保卡里。

## 申请办法

渔民津贴向村委会申请，十日内答复。
"""


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("declining")
    build([write(folder / "docs", law=LAW, allowance=ALLOWANCE)], folder / "store")
    return folder / "store"


@pytest.mark.parametrize(
    ("question", "filters", "reason"),
    [
        ("2030年渔民津贴每月多少钱？", {}, "找到的文件没有说到2030年。"),
        ("2030年漁民津貼每月多少錢？", {}, "找到的文件沒有說到2030年。"),
        ("How much is the fishermen's allowance in 2030?", {}, "What was found says nothing about 2030."),
        ("2019年渔民津贴", {"title": "渔民津贴"}, "找到的文件没有说到2019年。"),
        ("2019年渔民津贴怎么申请？", {"title": "渔民津贴"}, "找到的文件没有说到2019年。"),
        ("义乌的红烧肉怎么做？", {}, "找到的文件都没有说到义乌，内容也与问题相差太远。"),
        (
            "Who won the football match in Yiwu?",
            {},
            "What was found says nothing about Yiwu and is too far from the question.",
        ),
        ("义乌的红烧肉怎么做？", {"title": "渔民津贴"}, "找到的是其他地方的文件，没有说到义乌。"),
        ("红烧肉怎么做？", {}, "找到的内容与问题相差太远，不足以作答。"),
    ],
)
def test_what_is_not_spoken_of_is_named(store: Path, question: str, filters: dict[str, str], reason: str) -> None:
    answer = ask(question, store=store, filters=filters)
    assert answer.declined
    assert answer.reason == reason


@pytest.mark.parametrize("question", ["2025年渔民津贴每月多少钱？", "渔民津贴每月多少钱？"])
def test_what_the_document_is_of_is_answered(store: Path, question: str) -> None:
    answer = ask(question, store=store)
    assert [citation.quote for citation in answer.citations][:1] == ["渔民津贴每人每月三百元，由街道打到社保卡里。"]


def test_a_rule_stays_for_later_years(store: Path) -> None:
    answer = ask("2027年渔民津贴怎么申请？", store=store, filters={"title": "渔民津贴"})
    assert [citation.quote for citation in answer.citations] == ["渔民津贴向村委会申请，十日内答复。"]


@pytest.mark.parametrize(
    ("question", "reason"),
    [
        ("渔船登记要几天？", "最接近的内容没有写明天数或年数。"),
        ("渔民津贴通知的文号是什么？", "最接近的内容没有写明文号。"),
        ("漁民培訓的費用是多少？", "最接近的內容沒有寫明金額。"),
        (
            "What percentage of fishermen take part in the safety training?",
            "What is nearest to it does not state a percentage.",
        ),
    ],
)
def test_what_is_not_stated_is_named(store: Path, question: str, reason: str) -> None:
    answer = ask(question, store=store)
    assert answer.declined
    assert answer.reason == reason
    assert answer.probability == 0
    assert answer.related


def test_what_is_stated_is_answered_and_the_rest_named(store: Path) -> None:
    answer = ask("渔民津贴向谁申请，申请的网址是哪个网站？", store=store)
    assert [citation.quote for citation in answer.citations] == ["渔民津贴向村委会申请，十日内答复。"]
    assert answer.notices == ("注：找到的内容没有写明网址、电话等联系途径。",)
    assert answer.text.endswith("注：找到的内容没有写明网址、电话等联系途径。")


def test_when_it_was_issued_is_known_beside_the_text(store: Path) -> None:
    assert not ask("渔民津贴标准的通知是哪天发布的？", store=store).declined


def test_the_amount_of_another_thing_is_no_answer(shipped: Path) -> None:
    answer = ask("养老院一个月收多少钱", store=shipped)
    assert answer.declined
    assert answer.reason == "最接近的内容没有写明养老服务。"
    assert not ask("创新券一年发多少钱", store=shipped).declined


@pytest.mark.parametrize(
    ("question", "reason"),
    [
        ("飞地的班车谁来安排", "找到的内容与问题相近，但看来没有写到所问的这一点。"),
        ("飛地的班車誰來安排", "找到的內容與問題相近，但看來沒有寫到所問的這一點。"),
        ("How much do technology commissioners earn a month?", "What was found is close to the question but "),
        ("红烧肉怎么做", "找到的内容与问题相差太远，不足以作答。"),
    ],
)
def test_what_is_near_but_silent_is_told_from_what_is_far(shipped: Path, question: str, reason: str) -> None:
    answer = ask(question, store=shipped)
    assert answer.declined
    assert answer.reason.startswith(reason)
    assert answer.related
    assert 0 < answer.probability < 0.5


def test_what_a_city_rules_answers_for_its_province(tmp_path: Path) -> None:
    rules = "# 宁波市养犬管理条例\n\n第一条 为了管好养犬，制定本条例。\n\n第二条 遛犬不拴绳的，处五十元罚款。\n"
    build([write(tmp_path / "docs", dogs=rules, law=LAW)], tmp_path / "store")
    inside = ask("浙江遛狗不拴绳罚多少？", tmp_path / "store")
    assert [citation.quote for citation in inside.citations] == ["遛犬不拴绳的，处五十元罚款。"]
    assert inside.probability > 0.9
    assert ask("江苏遛狗不拴绳罚多少？", tmp_path / "store").declined


def partly(answer: Answer) -> bool:
    return any("没有写明" in notice or "does not state" in notice for notice in answer.notices)


def test_what_may_not_be_an_answer_is_said_to_be_so(store: Path) -> None:
    """Where the probability is low, and only there, in the language of the question."""
    asked = (
        "渔民津贴每月多少钱？",
        "渔民津贴找谁申请？",
        "渔船要不要登记？",
        "渔船怎么买保险划算？",
        "漁船出海前要做什麼？",
        "What must fishermen do before they sail?",
        "渔船上能不能装雷达？",
        "渔民有什么福利？",
    )
    seen = set()
    for question in asked:
        answer = ask(question, store=store)
        if not answer.declined:
            told = doubtful(answer.language)
            seen.add(told in answer.notices)
            assert (told in answer.notices) == (answer.probability < DOUBTED and not partly(answer))
            assert (told in answer.text) == (told in answer.notices)
    assert seen == {True, False}
