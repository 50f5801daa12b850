"""What is asked of a document as a whole: its number, who issued it, when, its headings."""

from pathlib import Path

import pytest

from corpus.records import Document, Measure
from index.build import build
from qa import ask
from qa.head import asks_of_head
from qa.outline import asks_for_outline, outline
from qa.render import answer_html
from tests.stores import FARM, TALENT, write
from tests.test_named import CATS, DOGS, NOTICE

PASSED = "2020年3月5日 望海市第九届人民代表大会常务委员会第三次会议通过"
PLAN = """# 丁县水利三年方案

2024年2月3日县政府第二次修订

## 一、总体要求

三年修好水渠。

## 二、主要任务

### （一）清理淤泥

每年清一次。

### （二）加固堤岸

加固两公里。

## 三、保障

县里出钱。本方案自印发之日起施行，有效期三年。
"""


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place: Path = tmp_path_factory.mktemp("whole")
    write(place / "documents", dogs=DOGS, cats=CATS, plan=PLAN, talent=TALENT)
    (place / "documents" / "notice.txt").write_text(NOTICE, "utf-8")
    build([place / "documents"], place / "store")
    return place / "store"


@pytest.mark.parametrize(
    ("question", "quotes"),
    [
        ("临江夜市办法的文号是多少？", ["临政发〔2021〕7号"]),
        ("临江夜市办法是谁发的，什么时候发的", ["临江市人民政府", "2021年6月8日"]),
        ("临政发〔2021〕7号是什么文件？", ["临江市人民政府关于印发临江市夜市管理暂行办法的通知"]),
        ("望海养狗条例什么时候通过的？", [PASSED]),
        ("望海养狗条例有几章？", ["第一章 总则", "第二章 罚则"]),
        ("望海养狗条例是哪年的", [PASSED]),
        ("望海养狗条例改过几次", [PASSED]),
        ("望海养狗条例什么时候开始施行", ["本条例自2021年1月1日起施行。"]),
        ("望海养狗条例现行有效吗", ["本条例自2021年1月1日起施行。"]),
        ("丁县水利三年方案最近一次修订是什么时候", ["2024年2月3日县政府第二次修订"]),
        ("丁县水利三年方案什么时候实施", ["本方案自印发之日起施行，有效期三年。"]),
        ("丁县水利三年方案什么时候到期", ["本方案自印发之日起施行，有效期三年。"]),
        ("丁县水利三年方案能管几年？", ["本方案自印发之日起施行，有效期三年。"]),
        ("列出丁县水利三年方案所有任务", ["（一）清理淤泥", "（二）加固堤岸"]),
        ("丁县水利三年方案讲了什么", ["一、总体要求", "二、主要任务", "三、保障"]),
        ("丁县水利方案有哪些任务", ["（一）清理淤泥", "（二）加固堤岸"]),
        ("丁县水利三年方案", ["丁县水利三年方案", "一、总体要求", "二、主要任务", "三、保障"]),
    ],
)
def test_quoted_from_its_lines(store: Path, question: str, quotes: list[str]) -> None:
    answer = ask(question, store=store)
    assert [citation.quote for citation in answer.citations] == quotes
    assert answer.probability == 1
    for citation in answer.citations:
        assert citation.document.text[citation.start : citation.end] == citation.quote


def test_whether_a_document_is_in_force_is_what_the_others_say(store: Path) -> None:
    answer = ask("望海养狗条例还有效吗？", store=store)
    assert answer.notices == ("注：现有文件中没有它被修订或废止的记载。",)


def test_of_the_only_document(tmp_path: Path) -> None:
    build([write(tmp_path / "documents", farm=FARM)], tmp_path / "store")
    answer = ask("这份文件有哪些措施？", store=tmp_path / "store")
    assert [citation.quote for citation in answer.citations] == ["农机购置补贴", "种粮补贴"]
    assert answer.text == "《丙省农业补贴政策》：\n农机购置补贴 [1]\n种粮补贴 [2]"
    english = ask("What measures does the document list?", store=tmp_path / "store")
    assert english.text == "丙省农业补贴政策:\n农机购置补贴 [1]\n种粮补贴 [2]"


@pytest.mark.parametrize(
    ("rest", "facts"),
    [
        ("的文号是什么", ("number",)),
        ("是国务院令第几号", ("number",)),
        ("什么时候修正的", ("date",)),
        ("是谁发布的、什么时候印发的？", ("issuer", "date")),
        ("是什么文件", ("title",)),
        ("由谁公布，罚多少", ()),
        ("谁批准设立分公司", ()),
        ("的规定是什么", ()),
        ("什么时候施行", ("in_force",)),
        ("现在还有效吗", ("validity",)),
        ("最近一次修订是什么时候？", ("revised",)),
        ("啥时候失效", ("expires",)),
        ("有效期到哪天", ("expires",)),
        ("里学生证的有效期几年", ()),
        ("谁批准的，改过几次", ("issuer", "revised")),
        ("失业证还有效吗", ()),
    ],
)
def test_asking_of_the_head(rest: str, facts: tuple[str, ...]) -> None:
    assert asks_of_head(rest) == facts


@pytest.mark.parametrize(
    ("rest", "overview"),
    [
        ("这份文件列了哪些举措？", True),
        ("主要内容是什么", True),
        ("一共几条", True),
        ("列出所有举措", True),
        ("总结一下", True),
        ("讲的是什么", True),
        ("有哪些举措支持企业", False),
        ("有什么补贴", False),
        ("怎么申请", False),
        ("Give me an overview", True),
        ("What help is there for firms?", False),
    ],
)
def test_asking_for_an_overview(rest: str, overview: bool) -> None:
    assert asks_for_outline(rest) == overview


def test_headings_broken_over_lines_and_articles_alone() -> None:
    text = "改造\n提升\n甲。\n培育\n乙。"
    measures = [Measure("改造提升", (), 6, 8, "甲。"), Measure("培育", (), 12, 14, "乙。")]
    spans = outline(Document("", "", "", text), measures, "有哪些举措")
    assert [text[start:end] for start, end in spans] == ["改造\n提升", "培育"]
    articles = [Measure("第一条", (), 0, 2, "改造"), Measure("第二条", (), 3, 5, "提升")]
    assert outline(Document("", "", "", text), articles, "") == []


@pytest.mark.parametrize(
    ("question", "quotes", "references", "reasons"),
    [
        ("望海养狗条例有几章？", 2, 0, 0),
        ("望海养狗条例第三条", 1, 1, 1),
        ("望海遛狗不拴绳罚多少？", 1, 1, 1),
    ],
)
def test_what_was_looked_up_is_shown_with_what_was_named_as_its_only_reason(
    store: Path, question: str, quotes: int, references: int, reasons: int
) -> None:
    shown = answer_html(ask(question, store=store))
    assert (shown.count("<blockquote"), shown.count("pq-copy"), shown.count("pq-why")) == (quotes, references, reasons)
