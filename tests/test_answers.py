"""Answers: exact quotes, the sentence that holds the fact, the script of the question, declining."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.errors import ModelMismatch, QuestionError, StoreMissing
from index.build import build
from qa import Retriever, ask, retrieve
from qa.pick import MOST_QUOTES
from qa.question import LONGEST_QUESTION
from qa.reply import Answer
from tests.stores import FARM, FINANCE, TALENT, write
from tests.test_build import other_model


def check_quotes(answer: Answer) -> None:
    """Every quote is what its document says there, lies in its measure and stands in the answer."""
    assert answer.declined == (not answer.citations)
    assert bool(answer.reason) == answer.declined
    assert len(answer.citations) <= MOST_QUOTES + 1
    for number, citation in enumerate(answer.citations, 1):
        assert citation.document.text[citation.start : citation.end] == citation.quote
        assert citation.measure.start <= citation.start < citation.end <= citation.measure.end
        assert f"{citation.quote} [{number}]" in answer.text
    for hit in answer.related:
        assert hit.document.text[hit.start : hit.end] == hit.quote


@pytest.mark.parametrize(
    ("question", "fact", "measure"),
    [
        ("一年发多少科技创新券?", "3亿元", "提升发展科创服务平台"),
        ("一年發多少科技創新券?", "3亿元", "提升发展科创服务平台"),
        ("产业创新服务综合体要建多少个？", "300个", "提升发展科创服务平台"),
        ("专利可以质押融资吗?", "质押融资", "完善科技投融资体系"),
        ("專利可以拿去質押貸款嗎？", "质押融资", "完善科技投融资体系"),
        ("高新技术企业到2022年要达到多少家？", "6万家", "做大做强创新型企业"),
        ("How many high-tech enterprises should there be by 2022?", "6万家", "做大做强创新型企业"),
        ("哪些县在搞全面创新改革试点？", "新昌县、长兴县", "深化县域全面创新改革"),
        ("企业出题、高校解题是怎么回事", "政府助题", "着力深化产教融合"),
        ("考核不好会被一票否优吗", "一票否优", "保障与考核"),
    ],
)
def test_the_fact_is_quoted_from_its_measure(shipped: Path, question: str, fact: str, measure: str) -> None:
    answer = ask(question, store=shipped)
    check_quotes(answer)
    assert any(fact in citation.quote and citation.measure.title == measure for citation in answer.citations)
    assert retrieve(question, store=shipped)[0].measure.title == measure


@pytest.mark.parametrize(
    ("question", "declined"),
    [
        ("一年发多少科技创新券?", False),
        ("浙江一年发多少科技创新券?", False),
        ("江苏一年发多少科技创新券?", True),
        ("请问江蘇省一年發多少科技創新券?", True),
        ("2022年高新技术企业要达到多少家？", False),
        ("2031年高新技术企业要达到多少家？", True),
        ("企业把研发中心建到江苏去支持吗？", False),
    ],
)
def test_another_province_or_year_is_not_covered(shipped: Path, question: str, declined: bool) -> None:
    answer = ask(question, store=shipped)
    check_quotes(answer)
    assert answer.declined == declined
    assert answer.related


def test_only_the_province_asked_about_is_quoted(tmp_path: Path) -> None:
    nearer = "# 浙江省科技创新券办法\n\n## 一年发多少科技创新券\n\n一年发科技创新券3亿元。\n"
    asked = "# 江苏省创新券办法\n\n## 资金安排\n\n全年安排创新券资金7亿元。\n"
    build([write(tmp_path / "two", nearer=nearer, asked=asked)], tmp_path / "store")
    answer = ask("江苏一年发多少科技创新券？", store=tmp_path / "store")
    assert answer.related[0].document.region == "浙江省"
    assert [citation.quote for citation in answer.citations] == ["全年安排创新券资金7亿元。"]


def test_a_city_is_answered_by_its_own_documents_and_its_province_s(tmp_path: Path) -> None:
    texts = {
        "hangzhou": "# 杭州市人才办法\n\n## 博士补助\n\n博士每人补助十万元。\n",
        "ningbo": "# 宁波市人才办法\n\n## 博士补助\n\n博士每人补助八万元。\n",
        "zhejiang": "# 浙江省人才办法\n\n## 博士补助\n\n博士每人补助五万元。\n",
    }
    build([write(tmp_path / "cities", **texts)], tmp_path / "store")
    quotes = {c.quote for c in ask("宁波的博士补助多少？", store=tmp_path / "store").citations}
    assert quotes <= {"博士每人补助八万元。", "博士每人补助五万元。"}
    assert "博士每人补助八万元。" in quotes
    assert ask("成都的博士补助多少？", store=tmp_path / "store").declined


def test_a_year_in_numerals_is_the_same_year(tmp_path: Path) -> None:
    text = "# 甲市创新券办法\n\n## 发放\n\n二○二四年发放科技创新券七亿元。\n"
    build([write(tmp_path / "numerals", a=text)], tmp_path / "store")
    assert not ask("2024年发多少科技创新券？", store=tmp_path / "store").declined
    assert ask("2025年发多少科技创新券？", store=tmp_path / "store").declined


def test_national_law_covers_every_province(tmp_path: Path) -> None:
    text = "中华人民共和国高新技术促进法\n\n第一条 高新技术企业减按百分之十五的税率征收企业所得税。\n"
    build([write(tmp_path / "law", law=text)], tmp_path / "store")
    assert not ask("江苏的高新技术企业所得税税率是多少？", store=tmp_path / "store").declined


@pytest.mark.parametrize(
    ("question", "language", "words"),
    [
        ("红烧肉怎么做才好吃", "zh", "现有文件没有涉及这个问题"),
        ("今天天氣怎麼樣", "zh-Hant", "現有文件沒有涉及這個問題"),
        ("How do I bake a chocolate cake?", "en", "The documents do not cover this question."),
    ],
)
def test_a_question_about_something_else_is_declined(shipped: Path, question: str, language: str, words: str) -> None:
    answer = ask(question, store=shipped)
    check_quotes(answer)
    assert (answer.declined, answer.language) == (True, language)
    assert words in answer.text
    assert answer.related, "the nearest measures are offered as related"


def test_framing_is_in_the_language_of_the_question(shipped: Path) -> None:
    assert ask("科技创新券", store=shipped).text.startswith("《浙江促进县域创新驱动发展的举措》")
    english = ask("science and technology innovation vouchers", store=shipped)
    assert not english.declined
    assert english.text.startswith("浙江促进县域创新驱动发展的举措, ")


@settings(max_examples=20)
@given(
    st.lists(
        st.tuples(
            st.text(alphabet="省市县科技创新补贴企业人才", min_size=2, max_size=10),
            st.lists(
                st.text(alphabet="省市县科技创新补贴企业人才0123 abc（）“”，；<>*_`$&", min_size=1, max_size=40),
                min_size=1,
                max_size=5,
            ),
        ),
        min_size=1,
        max_size=5,
    ),
    st.text(alphabet="省市县科技创新补贴企业人才多少谁", min_size=2, max_size=12),
)
def test_quotes_are_exact_over_generated_documents(
    tmp_path_factory: pytest.TempPathFactory, units: list[tuple[str, list[str]]], question: str
) -> None:
    folder = tmp_path_factory.mktemp("generated")
    text = "# 生成的政策\n\n" + "\n\n".join(f"## {title}\n\n{'。'.join(sentences)}。" for title, sentences in units)
    (folder / "生成的政策.txt").write_text(text, "utf-8")  # of Markdown the marks are no part of what is read
    build([folder / "生成的政策.txt"], folder / "store")
    check_quotes(ask(question, store=folder / "store"))
    for hit in retrieve(question, k=10, store=folder / "store"):
        assert hit.document.text[hit.start : hit.end] == hit.quote
        assert text[hit.start : hit.end] == hit.quote


@pytest.mark.parametrize("question", ["", " \n\t ", "\u0000\u0007", "？！。", "\u200b\u202e"])
def test_an_empty_question_is_an_error_with_a_remedy(shipped: Path, question: str) -> None:
    for function in (ask, retrieve):
        with pytest.raises(QuestionError, match="ask in words"):
            function(question, store=shipped)


def test_question_length_has_a_limit(shipped: Path) -> None:
    with pytest.raises(QuestionError, match=r"10,000 characters, at most 2,000"):
        ask("创" * 10_000, store=shipped)
    check_quotes(ask("科技创新券" * (LONGEST_QUESTION // 5), store=shipped))


def test_control_characters_in_a_question_do_not_matter(shipped: Path) -> None:
    clean, dirty = (ask(q, store=shipped) for q in ("专利 可以质押融资吗", "\u0000专利\u0007可以质押融资吗\u202e"))
    assert clean.text == dirty.text


def test_stores_that_cannot_serve(shipped: Path, tmp_path: Path) -> None:
    with pytest.raises(StoreMissing, match=r"build_index\.py"):
        ask("专利", store=tmp_path / "none")
    with pytest.raises(ModelMismatch, match="rebuild with"):
        ask("专利", store=shipped, model=str(other_model(tmp_path / "model")))


def test_filters_narrow_the_answer(tmp_path: Path) -> None:
    store = tmp_path / "store"
    build([write(tmp_path / "docs", finance=FINANCE, talent=TALENT, farm=FARM)], store)
    assert retrieve("补贴多少", k=9, store=store, filters={"title": "人才"})[0].document.title == "乙县引进人才办法"
    assert {h.document.path for h in retrieve("补贴", k=9, store=store, filters={"date": "2024"})} == {"finance.md"}
    answer = ask("补贴", store=store, filters={"region": "火星"})
    assert answer.declined
    assert "没有符合筛选条件的文件" in answer.text
    with pytest.raises(QuestionError, match="no filter “planet”"):
        ask("补贴", store=store, filters={"planet": "火星"})


def test_a_rebuilt_store_is_picked_up(tmp_path: Path) -> None:
    source, store = write(tmp_path / "docs", finance=FINANCE), tmp_path / "store"
    build([source], store)
    before = ask("买拖拉机补贴多少", store=store)
    build([write(source, farm=FARM)], store)
    after = ask("买拖拉机补贴多少", store=store)
    assert (before.generation, after.generation) == (1, 2)
    assert after.citations[0].measure.title == "农机购置补贴"
    assert "不超过机具价格的三成" in after.citations[0].quote


def test_a_store_rebuilt_with_another_model_is_picked_up(tmp_path: Path) -> None:
    source, store = write(tmp_path / "docs", finance=FINANCE), tmp_path / "store"
    build([source], store)
    retriever = Retriever(store)
    build([source], store, model=str(other_model(tmp_path / "model")), full=True)
    assert retriever.search("专利权质押融资")[0].measure.title == "二、专利质押融资"
    assert retriever.embedder.dimension == 8


def test_hits_are_distinct_measures_best_first(shipped: Path) -> None:
    hits = retrieve("县里怎么支持科技企业", k=17, store=shipped)
    assert len(hits) == 17
    assert len({hit.measure.title for hit in hits}) == 17
    assert [hit.score for hit in hits] == sorted((hit.score for hit in hits), reverse=True)
    assert len(retrieve("县里怎么支持科技企业", k=3, store=shipped)) == 3


def test_results_become_plain_json(shipped: Path) -> None:
    import json

    answer = ask("一年发多少科技创新券?", store=shipped)
    facts = json.loads(json.dumps(answer.to_dict(), ensure_ascii=False))
    assert facts["citations"][0]["quote"] == answer.citations[0].quote
    assert facts["citations"][0]["document"]["title"] == "浙江促进县域创新驱动发展的举措"
    assert "text" not in facts["citations"][0]["document"]


def test_a_heading_that_asks_is_no_answer(tmp_path: Path) -> None:
    text = "# 甲市积分入户问答\n\n## 名额\n\n今年积分入户的名额有多少个？\n\n一共安排1.6万个。\n"
    build([write(tmp_path / "asking", a=text)], tmp_path / "store")
    assert [c.quote for c in ask("积分入户名额有多少个？", store=tmp_path / "store").citations] == ["一共安排1.6万个。"]
