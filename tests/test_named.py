"""A question that names a document, or a provision of one, is answered from there."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.records import Document, Measure
from index.build import build
from qa import ask, retrieve
from qa.lookup import without_parts
from qa.naming import Titles
from qa.provision import Provision, Standing, asks_for_words, find, provisions
from tests.stores import write

DOGS = """# 临江市城市养狗管理条例

2020年3月5日 临江市第九届人民代表大会常务委员会第三次会议通过

## 第一章 总则

第一条 为了管好养狗，制定本条例。

第二条 遛狗应当遵守下列规定：

（一）拴上不长于两米的绳子；

（二）带走狗粪。

前款规定也适用于寄养的狗。

## 第二章 罚则

第三条 遛狗不拴绳的，处一百元罚款。

第四条 本条例自2020年5月1日起施行。
"""
CATS = DOGS.replace("临江", "望海").replace("一百元", "三百元").replace("2020年5月1日", "2021年1月1日")
STALLS = """# 临江市关于处理摊贩占道若干问题的规定

第一条 摊位要小。

第二条 出摊要早。
"""
NOTICE = """临江市人民政府关于印发临江市夜市管理暂行办法的通知

临政发〔2021〕7号

各区人民政府：

现将《临江市夜市管理暂行办法》印发给你们，请认真贯彻执行。

第一条 夜市摊位费每月二百元。

第二条 夜市十二点前收摊，摊主遛狗的不得进入。

临江市人民政府

2021年6月8日
"""


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place: Path = tmp_path_factory.mktemp("named")
    write(place / "documents", dogs=DOGS, cats=CATS)
    write(place / "documents", stalls=STALLS, courts=STALLS.replace("摊贩", "摊主和店主"))
    (place / "documents" / "notice.txt").write_text(NOTICE, "utf-8")
    build([place / "documents"], place / "store")
    return place / "store"


@pytest.mark.parametrize(
    ("question", "quotes"),
    [
        ("临江养狗条例第三条说什么？", ["遛狗不拴绳的，处一百元罚款。"]),
        ("《望海市城市养狗管理条例》第三条", ["遛狗不拴绳的，处三百元罚款。"]),
        ("臨江養狗條例第三條說什麼？", ["遛狗不拴绳的，处一百元罚款。"]),
        ("临江养狗条例第二条第一款第二项怎么规定", ["（二）带走狗粪。"]),
        ("临江养狗条例第2条第二款", ["前款规定也适用于寄养的狗。"]),
        ("临江养狗条例3条", ["遛狗不拴绳的，处一百元罚款。"]),
        ("《临江市城市养狗管理条例》三条讲什么", ["遛狗不拴绳的，处一百元罚款。"]),
        ("临江养狗条例2条1款2项", ["（二）带走狗粪。"]),
        ("临江养狗条例第二条第（二）项是什么", ["（二）带走狗粪。"]),
        ("临江养狗条例第二条（二）", ["（二）带走狗粪。"]),
        ("Article 3 临江养狗条例", ["遛狗不拴绳的，处一百元罚款。"]),
        ("What does item 2 of paragraph 1 of Article 2 of 临江养狗条例 say?", ["（二）带走狗粪。"]),
        ("摊贩规定第二条", ["出摊要早。"]),
        ("临江摊贩规定2条", ["出摊要早。"]),
        ("临江夜市办法第一条至第二条", ["夜市摊位费每月二百元。", "夜市十二点前收摊，摊主遛狗的不得进入。"]),
        ("临江夜市办法第一条和第二条", ["夜市摊位费每月二百元。", "夜市十二点前收摊，摊主遛狗的不得进入。"]),
        ("临政发〔2021〕7号第一条", ["夜市摊位费每月二百元。"]),
        ("临江和望海的养狗条例第三条", ["遛狗不拴绳的，处一百元罚款。", "遛狗不拴绳的，处三百元罚款。"]),
    ],
)
def test_the_words_of_a_provision(store: Path, question: str, quotes: list[str]) -> None:
    answer = ask(question, store=store)
    assert [citation.quote for citation in answer.citations] == quotes
    for citation in answer.citations:
        assert citation.document.text[citation.start : citation.end] == citation.quote
        assert citation.measure.start <= citation.start < citation.end <= citation.measure.end


@pytest.mark.parametrize(
    ("question", "reason"),
    [
        ("临江养狗条例第三十条说什么？", "找到的文件没有第三十条。"),
        ("第三条说什么", "没有说明是哪份文件的第三条，请写出文件名。"),
        ("上海市养狗条例第三条说什么", "找到的是其他地方的文件，没有说到上海。"),
        ("劳动法第十条说什么", "没有找到劳动法这份文件。"),
        ("劳动法39条", "没有找到劳动法这份文件。"),
        (
            "What does Article 3 of the Dog Keeping Regulations say?",
            "Which document’s Article 3 is meant is not said; name the document by its title.",
        ),
        ("上海夜市管理暂行办法第一条", "没有找到上海夜市管理暂行办法这份文件。"),
        ("临江夜市办法有几章", "找到的文件没有章节标题。"),
        ("临政发〔1999〕70号说什么", "没有找到临政发〔1999〕70号这份文件。"),
    ],
)
def test_what_is_not_there_or_not_told_apart(store: Path, question: str, reason: str) -> None:
    answer = ask(question, store=store)
    assert answer.declined
    assert answer.reason == reason


def test_provisions_some_of_which_are_there(store: Path) -> None:
    answer = ask("临江养狗条例第三条和第三十条是什么", store=store)
    assert [citation.quote for citation in answer.citations] == ["遛狗不拴绳的，处一百元罚款。"]
    assert answer.notices == ("注：找到的文件没有第三十条。",)


@pytest.mark.parametrize("question", ["第三条", "What does Article 3 of the Dog Keeping Regulations say?", "Article 3"])
def test_an_article_of_the_only_document(tmp_path: Path, question: str) -> None:
    build([write(tmp_path / "documents", dogs=DOGS)], tmp_path / "store")
    answer = ask(question, store=tmp_path / "store")
    assert [citation.quote for citation in answer.citations] == ["遛狗不拴绳的，处一百元罚款。"]
    assert answer.notices == ()


@pytest.mark.parametrize(("city", "day"), [("临江", "2020年5月1日"), ("望海", "2021年1月1日")])
def test_only_the_document_named_is_quoted(store: Path, city: str, day: str) -> None:
    answer = ask(f"{city}养狗条例什么时候施行？", store=store)
    assert [citation.quote for citation in answer.citations] == [f"本条例自{day}起施行。"]
    hits = retrieve(f"{city}养狗条例对不拴绳怎么罚？", store=store)
    assert [hit.document.title[:2] for hit in hits][:2] == [city, city]
    assert len({hit.document.id for hit in hits}) > 1  # what is left over is filled from the others


def test_several_documents_are_answered_one_by_one(store: Path) -> None:
    answer = ask("临江和望海的养狗条例对遛狗不拴绳罚多少？", store=store)
    assert {citation.quote for citation in answer.citations} == {
        "遛狗不拴绳的，处一百元罚款。",
        "遛狗不拴绳的，处三百元罚款。",
    }


TITLES = Titles(
    [
        Document("", "", title, "", number=number)
        for title, number in (
            ("临江市城市养狗管理条例", ""),
            ("临江市人民政府关于印发临江市夜市管理暂行办法的通知", "临政发〔2021〕7号"),
            ("中华人民共和国灯塔法", ""),
            ("望海市关于进一步做好秋冬季节防风防火各项工作的若干举措", ""),
        )
    ]
)


@pytest.mark.parametrize(
    ("question", "documents", "name", "rest"),
    [
        ("临江养狗条例对遛狗怎么规定", (0,), "临江养狗条例", "对遛狗怎么规定"),
        ("根据《临江市城市养狗管理条例》，怎么罚", (0,), "《临江市城市养狗管理条例", "怎么罚"),
        ("夜市暂行办法里摊位费多少", (1,), "夜市暂行办法", "摊位费多少"),
        ("灯塔法什么时候施行", (2,), "灯塔法", "什么时候施行"),
        ("请问临政发[2021]7号是什么文件", (1,), "请问临政发[2021]7号", "是什么文件"),
        ("临政发2021 7号说什么", (1,), "临政发2021 7号", "说什么"),
        ("临江养狗条例？", (0,), "临江养狗条例", ""),
        ("临政发〔2020〕9号是什么文件", (), "临政发〔2020〕9号", "是什么文件"),
    ],
)
def test_names(question: str, documents: tuple[int, ...], name: str, rest: str) -> None:
    named = TITLES.named(question)
    assert named is not None
    assert (named.documents, named.rest) == (documents, rest)
    assert named.name == name


@pytest.mark.parametrize(
    "question",
    [
        *("有没有办法贷款", "开灯塔违法吗", "想办法养狗", "有什么防风的举措", "养狗有什么规定", "夜市几点收摊"),
        *("灯塔法律责任是什么", "登记的规定", "中山路19881号"),
    ],
)
def test_no_names(question: str) -> None:
    assert TITLES.named(question) is None


@pytest.mark.parametrize(
    ("question", "found"),
    [
        ("第十二条第二款第（三）项", Provision("第十二条第二款第（三）项", 12, 0, 2, 3)),
        ("第一百二十条之一怎么规定", Provision("第一百二十条之一", 120, 1)),
        ("看第7条", Provision("第7条", 7)),
        ("劳动合同法39条", Provision("39条", 39)),
        ("《民法典》一千零七十九条怎么规定", Provision("一千零七十九条", 1079)),
        ("办法14条2款", Provision("14条2款", 14, 0, 2)),
        ("第十四条（三）", Provision("第十四条（三）", 14, 0, 0, 3)),
        ("Article 14(2)", Provision("Article 14(2)", 14, 0, 2)),
        ("What does Article 14 say?", Provision("Article 14", 14)),
    ],
)
def test_provisions(question: str, found: Provision) -> None:
    assert provisions(question) == (found,)


@pytest.mark.parametrize("question", ["养犬规定2条狗", "办法有12条", "三条建议", "12条措施", "法律39条件", "定了3条"])
def test_no_provisions(question: str) -> None:
    assert provisions(question) == ()


@pytest.mark.parametrize(
    ("question", "only"), [("第十二条说了什么？", True), ("第十二条对表决怎么规定", False), ("第3条的原文", True)]
)
def test_asking_for_nothing_but_the_words(question: str, only: bool) -> None:
    assert asks_for_words(without_parts(question, question)) == only


@given(st.integers(1, 9999))
def test_any_article_is_found_by_its_number(number: int) -> None:
    title = f"第{_chinese(number)}条"
    measure = Measure(title, (), 0, 2, "文。")
    assert find(provisions(f"第{number}条")[0], [measure]) == Standing(measure, 0, 2)
    assert find(provisions(f"{title}说什么")[0], [measure]) == Standing(measure, 0, 2)
    assert find(provisions(f"第{number + 1}条")[0], [measure]) is None


def _chinese(number: int) -> str:
    """A number as laws write it: 一千零二十, 一百一十, 十二."""
    written, zero = "", False
    for unit, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = number // unit % 10
        if digit:
            one = "" if unit == 10 and digit == 1 and not written else "一二三四五六七八九"[digit - 1]
            written += ("零" if zero and written else "") + one + name
        zero = not digit
    return written


@pytest.mark.parametrize("question", ["夜市2021年7号收摊吗？", "杭州地铁2024年8号线什么时候开？"])
def test_a_day_is_no_document_number(store: Path, question: str) -> None:
    assert not any(one.kind == "number" for one in ask(question, store).understood)
    assert any(one.kind == "number" for one in ask("临政发2021年7号讲什么？", store).understood)
