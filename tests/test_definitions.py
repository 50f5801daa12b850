"""What a term means is told by the sentence that defines it, however the question is put."""

from pathlib import Path

import pytest

from index.build import build
from qa import ask
from qa.search import MOST_HITS
from tests.stores import write

MARKETS = """# 临江市夜市管理办法

第一条 夜市由街道办事处管理，夜市的摊位由街道办事处分配，夜市的卫生由摊主负责。

第二条 夜市每晚六点开市，十二点前收市。夜市期间摊主应当保持夜市整洁。

第三条 摊主不得占用夜市的消防通道，夜市的消防由街道办事处检查。

第四条 本办法所称夜市，是指晚上六点后在街边开放的集市。租用夜市摊位的人为摊主。
"""


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place: Path = tmp_path_factory.mktemp("terms")
    build([write(place / "documents", markets=MARKETS)], place / "store")
    return place / "store"


@pytest.mark.parametrize(
    ("question", "quote"),
    [
        ("什么是夜市？", "本办法所称夜市，是指晚上六点后在街边开放的集市。"),
        ("什麼叫夜市", "本办法所称夜市，是指晚上六点后在街边开放的集市。"),
        ("夜市是什么意思", "本办法所称夜市，是指晚上六点后在街边开放的集市。"),
        ("摊主是指谁？", "租用夜市摊位的人为摊主。"),
    ],
)
def test_the_sentence_that_defines_it(store: Path, question: str, quote: str) -> None:
    assert [citation.quote for citation in ask(question, store=store).citations] == [quote]


def test_an_article_that_is_not_found_defines_it(tmp_path: Path) -> None:
    """All articles of an ordinance may speak of its subject more than the one that defines it."""
    others = "".join(
        f"## 事项{n}\n\n什么叫个人数据由处理者{n}说明，处理个人数据应当告知本人。\n\n" for n in range(2 * MOST_HITS)
    )
    defined = "个人数据是以电子方式记录的与已识别的自然人有关的各种信息，不包括匿名化后的信息。"
    text = f"# 个人数据条例\n\n{others}## 附则\n\n{defined}\n"
    build([write(tmp_path / "documents", data=text)], tmp_path / "store")
    assert [citation.quote for citation in ask("什么叫个人数据？", store=tmp_path / "store").citations] == [defined]


def test_what_is_not_defined_is_said(store: Path) -> None:
    answer = ask("什么是消防通道？", store=store)
    assert answer.notices == ("注：找到的内容没有写明“消防通道”的定义。",)
    assert ask("什么是夜市？", store=store).notices == ()
    assert ask("临江夜市办法第二条是什么？", store=store).notices == ()
