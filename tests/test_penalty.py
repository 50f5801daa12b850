"""A question about a fine is answered by the clause that sets it, though it names only the article it enforces."""

from pathlib import Path

import pytest

from corpus.articles import by_label
from corpus.measures import find_measures
from index.build import build
from qa import ask
from qa.penalty import enforced
from tests.stores import write

BOATS = """# 甲县渔业管理办法

第一条 渔船出海应当安装定位装置，并保持开机。

第二条 禁止下列行为：

（一）在禁渔期内捕鱼；

（二）用电捕鱼；

（三）在水库里游泳。

第三条 渔港应当设置垃圾桶，渔民不得向港内倾倒垃圾。

第四条 渔民每年参加一次安全培训。

第五条 违反本办法第一条规定的，处三百元以上五百元以下罚款。

第六条 违反本办法第二条第二项规定的，没收渔具，并处二千元罚款；违反第三项规定的，给予警告。

第七条 违反本办法第三条规定的，处一百元罚款。

第八条 违反本办法，伪造渔船证书的，处一万元罚款。
"""


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("penalty")
    build([write(folder / "docs", boats=BOATS)], folder / "store")
    return folder / "store"


@pytest.mark.parametrize(
    ("question", "quote"),
    [
        ("渔船出海不装定位装置罚多少？", "违反本办法第一条规定的，处三百元以上五百元以下罚款。"),
        (
            "用电捕鱼会怎么罚？",
            "违反本办法第二条第二项规定的，没收渔具，并处二千元罚款；违反第三项规定的，给予警告。",
        ),
        ("往渔港里倒垃圾罚多少钱？", "违反本办法第三条规定的，处一百元罚款。"),
        ("What is the fine for dumping rubbish in the fishing port?", "违反本办法第三条规定的，处一百元罚款。"),
    ],
)
def test_the_fine_for_breaking_a_rule(store: Path, question: str, quote: str) -> None:
    answer = ask(question, store=store)
    first = answer.citations[0]
    assert first.quote == quote
    assert first.document.text[first.start : first.end] == quote


def test_the_rule_itself_is_what_is_asked_about_without_a_fine(store: Path) -> None:
    assert ask("渔船出海要装什么？", store=store).citations[0].quote == "渔船出海应当安装定位装置，并保持开机。"


ARTICLES = "# 甲县渔业管理办法\n\n" + "\n\n".join(f"第{n}条 渔船应当办理第{n}种手续。" for n in "一二三四五六七八九")


@pytest.mark.parametrize(
    ("sentence", "punishes"),
    [
        ("违反本办法第三条的，予以公示。", True),
        ("有本办法第三条规定行为之一的，处一百元罚款。", True),
        ("渔船未按照本办法第三条规定办理手续的，处一百元罚款。", True),
        ("不具有本办法第三条规定的证件的，没收渔具。", True),
        ("有本办法第三条规定情形之一的，应当从轻或者减轻处罚。", False),
        ("本办法第三条规定的处罚由渔业部门决定。", False),
        ("偷渔的，依照本办法第三条的规定处罚。", False),
        ("未办理本办法第三条规定的手续的，不得出海。", False),
        ("渔船有事故的，处一百元罚款。", False),
    ],
)
def test_only_what_punishes_a_breach_enforces_an_article(sentence: str, punishes: bool) -> None:
    articles = by_label(find_measures(ARTICLES))
    third = articles["第三条"]
    assert enforced(sentence, articles) == ([(third.start, third.end)] if punishes else [])
