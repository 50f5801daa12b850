"""Articles are cited with the paragraph and item a quote stands in, as laws cite each other."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.articles import article_reference, precise_title
from corpus.measures import find_measures
from corpus.records import Document, Measure
from qa.citation import Citation
from qa.reference import reference
from qa.reply import compose

LAW = (
    "第一章 总则\n"
    "第一条 为了扶持渔业，制定本办法。\n"
    "第二条【对象】 扶持下列对象：\n（一）渔民；\n（二）渔业公司，其中：\n1.本县的；\n2.外县的；\n（三）船厂。\n"
    "前款第二项的公司应当登记。登记不收费。\n"
    "第三条 申请人提交：（一）申请书；（二）船舶证书。县渔业局十日内答复。\n"
    "第四条 渔船更新发动机的，每艘补助两万元。\n逾期申请的不予补助。\n骗取补助的，追回。\n"
    "第四条之一 船厂每年补助一次。\n\n补助以发票为准。\n"
    "第五条 申请的期限由县渔业局\n公布。\n公布前不得申请。\n"
    "第六条 禁止下列行为：\n电鱼；\n（二）毒鱼。\n违者罚款。\n"
    "第七条 本办法自公布之日起施行。\n甲县人民政府\n2024年1月2日\n"
)
MEASURES = find_measures(LAW)


def cited(quote: str) -> str:
    start = LAW.index(quote)
    end = start + len(quote)
    (measure,) = (measure for measure in MEASURES if measure.start <= start < end <= measure.end)
    return article_reference(measure, start, end)


@pytest.mark.parametrize(
    ("quote", "article"),
    [
        ("为了扶持渔业，制定本办法。", "第一条"),
        ("扶持下列对象：", "第二条第一款"),
        ("（一）渔民；", "第二条第一款第（一）项"),
        ("本县的；", "第二条第一款第（二）项"),
        ("（二）渔业公司，其中：\n1.本县的；\n2.外县的；\n（三）船厂。", "第二条第一款第（二）项至第（三）项"),
        ("扶持下列对象：\n（一）渔民；", "第二条第一款"),
        ("登记不收费。", "第二条第二款"),
        ("船厂。\n前款第二项的公司应当登记。", "第二条第一款至第二款"),
        ("申请人提交：", "第三条"),
        ("船舶证书。", "第三条第（二）项"),
        ("渔船更新发动机的，每艘补助两万元。", "第四条第一款"),
        ("骗取补助的，追回。", "第四条第三款"),
        ("逾期申请的不予补助。\n骗取补助的，追回。", "第四条第二款至第三款"),
        ("渔船更新发动机的，每艘补助两万元。\n逾期申请的不予补助。\n骗取补助的，追回。", "第四条"),
        ("补助以发票为准。", "第四条之一第二款"),
        ("公布前不得申请。", "第五条"),
        ("（二）毒鱼。", "第六条"),
        ("本办法自公布之日起施行。", "第七条"),
        ("甲县人民政府", "第七条"),
    ],
)
def test_a_quote_is_cited_by_article_paragraph_and_item(quote: str, article: str) -> None:
    assert cited(quote) == article


SENTENCE = st.text(alphabet="渔业补助登记船厂，", min_size=1, max_size=12).map(lambda words: f"{words}。")
NUMERALS = "一二三四五六七八九十"


@given(st.lists(st.tuples(SENTENCE, st.integers(0, 3)), min_size=1, max_size=12))
def test_every_line_is_cited_as_it_was_written(paragraphs: list[tuple[str, int]]) -> None:
    text, expected = "第十条 ", []
    several = len(paragraphs) > 1
    for number, (words, items) in enumerate(paragraphs, 1):
        numeral = NUMERALS[number - 1] if number <= 10 else f"十{NUMERALS[number - 11]}"
        paragraph = f"第十条第{numeral}款" if several else "第十条"
        for item in range(items + 1):
            line = f"（{NUMERALS[item - 1]}）{words[:-1]}；" if item else words
            expected.append(
                (len(text), len(text) + len(line), f"{paragraph}第（{NUMERALS[item - 1]}）项" if item else paragraph)
            )
            text += f"{line}\n"
    (measure,) = find_measures(text)
    for start, end, article in expected:
        assert article_reference(measure, start, end) == article


def test_what_is_no_article_is_not_cited_as_one() -> None:
    measure = Measure("一、支持渔业", (), 0, 6, "甲。\n乙。\n")
    assert article_reference(measure, 3, 5) == ""
    assert precise_title("一、支持渔业", "") == "一、支持渔业"


def test_a_citation_names_it_everywhere() -> None:
    quote = "登记不收费。"
    start = LAW.index(quote)
    measure = next(measure for measure in MEASURES if measure.start <= start < measure.end)
    document = Document("1", "a.txt", "甲县渔业办法", LAW, number="甲政〔2024〕1号")
    citation = Citation(1.0, document, measure, quote, start, start + len(quote))
    assert citation.place == ("第一章 总则", "第二条第二款 对象")
    assert reference(citation) == "《甲县渔业办法》（甲政〔2024〕1号）第一章 总则，第二条第二款 对象"
    assert citation.to_dict()["article"] == "第二条第二款"
    assert citation.heading_path == ("第一章 总则", "第二条 对象")


def test_the_colon_of_a_heading_is_not_said_twice() -> None:
    text = "1、网上报名：6月5日。"
    measure = Measure("1、网上报名：", ("三、报名时间：",), 7, len(text), text[7:])
    citation = Citation(1.0, Document("1", "a.txt", "招生通告", text), measure, "6月5日。", 7, len(text))
    assert citation.place == ("三、报名时间", "1、网上报名")
    assert compose("zh", [citation]) == "《招生通告》三、报名时间 / 1、网上报名：\n6月5日。 [1]"
