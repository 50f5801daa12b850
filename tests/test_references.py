"""An article named in a text is read with its paragraphs and items, and found in its document."""

import pytest

from corpus.articles import by_label
from corpus.measures import find_measures
from corpus.references import Reference, references, referred

LAW = """第四条 渔船应当登记。

登记不收费。

第五条 禁止下列行为：

（一）炸鱼；

（二）毒鱼；

（三）电鱼。

第六条 违反本办法第四条第一款规定的，处三百元罚款。
"""


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("违反本条例第五条或者第十三条第二款规定", [Reference("第五条"), Reference("第十三条", 2)]),
        ("违反本法第四十四条、第四十五条和第四十七条的", [Reference(f"第四十{n}条") for n in "四五七"]),
        ("违反本条例第二十八条第三款、第四款规定", [Reference("第二十八条", 3), Reference("第二十八条", 4)]),
        (
            "有本法第二十四条第一款第一项、第三项情形",
            [Reference("第二十四条", 1, 1, 1), Reference("第二十四条", 1, 3, 3)],
        ),
        ("违反本条例第十七条第（一）至（六）项", [Reference("第十七条", 0, 1, 6)]),
        (
            "违反本条例第四十六条第一项至第三项、第五项至第八项规定",
            [Reference("第四十六条", 0, 1, 3), Reference("第四十六条", 0, 5, 8)],
        ),
        ("违反本办法第六条之一第二款，按照本办法第9条处罚", [Reference("第六条之一", 2), Reference("第9条")]),
        ("违反《甲法》第三条的，依照该法第四条处罚", []),
        ("违反本办法规定的", []),
    ],
)
def test_what_a_text_names(text: str, named: list[Reference]) -> None:
    assert references(text) == named


@pytest.mark.parametrize(
    ("reference", "quotes"),
    [
        (Reference("第四条"), ["渔船应当登记。", "登记不收费。"]),
        (Reference("第四条", 2), ["登记不收费。"]),
        (Reference("第五条", 0, 2, 3), ["（二）毒鱼；", "（三）电鱼。"]),
        (Reference("第五条", 1, 1, 1), ["（一）炸鱼；"]),
        (Reference("第四条", 3), []),
        (Reference("第五条", 0, 4, 4), []),
    ],
)
def test_where_what_is_named_stands(reference: Reference, quotes: list[str]) -> None:
    measure = by_label(find_measures(LAW))[reference.article]
    assert [LAW[start:end].strip() for start, end in referred(measure, reference)] == quotes


def test_an_article_whose_parts_cannot_be_told_is_named_whole() -> None:
    text = "第四条 渔船应当\n登记。\n\n第五条 登记不收费。\n"
    measure = by_label(find_measures(text))["第四条"]
    assert [text[start:end] for start, end in referred(measure, Reference("第四条", 2))] == [measure.text]
