"""An answer heeds the place, the year and the party asked about, and quotes no clause about the document itself."""

from pathlib import Path

import pytest

from index.build import build
from qa import Answer, ask
from tests.stores import write

DOGS = """# 浙江省嘉兴市养犬规定

第一条 为了规范养犬行为，根据有关法律，制定本规定。

第二条 违反本规定，养犬不登记的，对个人处三百元罚款。

第三条 违反本规定，单位养犬不登记的，对单位处四千元罚款。

第四条 养犬登记证有效期二年，到期前三十日续办。

第五条 本规定自2021年5月1日起施行。《嘉兴市养犬登记办法》同时废止。
"""
ALLOWANCE = """# 浙江省嘉兴市高龄津贴通知

## 2024年发放安排

2024年高龄津贴按月发放，由街道送到家里。

## 2025年发放安排

2025年高龄津贴按季度发放，打到社保卡里。
"""
BOROUGH = "# 广东省广州市天河区人才公寓办法\n\n## 租金\n\n人才公寓每平方米每月租金三十元。\n"


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("asked")
    build([write(folder / "docs", dogs=DOGS, allowance=ALLOWANCE, borough=BOROUGH)], folder / "store")
    return folder / "store"


def quotes(answer: Answer) -> list[str]:
    assert all(c.document.text[c.start : c.end] == c.quote for c in answer.citations)
    return [citation.quote for citation in answer.citations]


@pytest.mark.parametrize(
    ("question", "quote"),
    [
        ("个人养狗不登记罚多少钱？", "违反本规定，养犬不登记的，对个人处三百元罚款。"),
        ("公司养狗不登记罚多少钱？", "违反本规定，单位养犬不登记的，对单位处四千元罚款。"),
        (
            "What is the fine for a company that keeps a dog unregistered?",
            "违反本规定，单位养犬不登记的，对单位处四千元罚款。",
        ),
        ("养犬登记证管几年？", "养犬登记证有效期二年，到期前三十日续办。"),
        ("2024年高龄津贴怎么发？", "2024年高龄津贴按月发放，由街道送到家里。"),
        ("2025年高龄津贴怎么发？", "2025年高龄津贴按季度发放，打到社保卡里。"),
        ("天河区人才公寓租金多少？", "人才公寓每平方米每月租金三十元。"),
        ("What is the rent of talent apartments in Tianhe?", "人才公寓每平方米每月租金三十元。"),
    ],
)
def test_one_quote_answers(store: Path, question: str, quote: str) -> None:
    answer = ask(question, store=store)
    assert quotes(answer) == [quote]
    assert answer.notices == ()


@pytest.mark.parametrize(
    ("question", "reason"),
    [
        ("日本养狗不登记罚多少钱？", "找到的是其他地方的文件，没有说到日本。"),
        ("义乌养狗不登记罚多少钱？", "找到的是其他地方的文件，没有说到义乌。"),
        ("浦东人才公寓租金多少？", "找到的是其他地方的文件，没有说到浦东。"),
        ("越秀区人才公寓租金多少？", "找到的是其他地方的文件，没有说到越秀。"),
        ("義烏養狗不登記罰多少錢？", "找到的是其他地方的文件，沒有說到义乌。"),
        (
            "What is the rent of talent apartments in Shenzhen?",
            "What was found is about other places and says nothing about Shenzhen.",
        ),
    ],
)
def test_another_place_is_declined_by_name(store: Path, question: str, reason: str) -> None:
    answer = ask(question, store=store)
    assert answer.declined
    assert answer.reason == reason
    assert answer.related


def test_what_was_repealed_is_told_to_who_asks(store: Path) -> None:
    answer = ask("嘉兴市养犬登记办法废止了吗？", store=store)
    assert "《嘉兴市养犬登记办法》同时废止。" in quotes(answer)[0]
    assert answer.notices == ("注：《浙江省嘉兴市养犬规定》施行时废止了《嘉兴市养犬登记办法》。",)
