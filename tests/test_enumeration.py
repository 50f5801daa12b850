"""Lists among sentences: what introduces them, lists within lists, where they end."""

from corpus.text import sentence_spans
from qa.enumeration import item_kind, lists

NESTED = """申请条件：
（1）负责人符合以下条件之一：
①毕业五年以内；
②曾经服役。
（2）店铺开张满一年。
申请地点在镇政府。"""


def found(text: str) -> list[tuple[str, str]]:
    """The introduction and the last sentence of each list."""
    spans = sentence_spans(text)
    told = [text[start:end] for start, end in spans]
    return [(told[introduction], told[last]) for introduction, last in lists(text, spans)]


def test_a_list_ends_ahead_of_a_line_that_is_no_item() -> None:
    assert found("材料如下：\n1.申请表；\n2.照片。一式两份。\n当场受理。\n时限：三天。") == [
        ("材料如下：", "一式两份。")
    ]
    assert found("材料如下：\n当场提交。") == []
    assert found("") == []


def test_an_item_introduces_a_list_of_its_own() -> None:
    assert found(NESTED) == [
        ("申请条件：", "（2）店铺开张满一年。"),
        ("（1）负责人符合以下条件之一：", "②曾经服役。"),
    ]


def test_items_of_items_without_an_introduction_belong_to_the_list() -> None:
    text = "措施：\n（一）修路。\n1.先修南路。\n2.再修北路。\n（二）架桥。"
    assert found(text) == [("措施：", "（二）架桥。")]


def test_a_list_of_the_same_kind_is_no_list_within() -> None:
    assert found("措施：\n1.修路：\n2.架桥：\n另行通知。") == [("措施：", "2.架桥：")]


def test_a_sentence_that_names_what_follows_introduces_it() -> None:
    assert found("养犬人不得有下列行为。\n（一）弃犬；\n（二）虐犬。") == [("养犬人不得有下列行为。", "（二）虐犬。")]
    assert found("办理时，提供以下材料。\n1.申请表；\n2.照片。") == [("办理时，提供以下材料。", "2.照片。")]


def test_what_only_looks_like_it_introduces_nothing() -> None:
    assert found("可以养十斤以下的犬。\n（一）登记。") == []
    assert found("罚款在五百元以下。\n（一）登记。") == []
    assert found("不得有下列行为。\n（二）虐犬。") == []
    assert found("应当登记。\n（一）每年一次。") == []


def test_the_kinds_of_items() -> None:
    same = [("（一）甲", "（二）乙"), ("1.甲", "2、乙"), ("(1)甲", "2）乙"), ("①甲", "②乙"), ("一、甲", "十一、乙")]
    same += [("● 甲", "▶乙")]
    assert all(item_kind(first) == item_kind(second) for first, second in same)
    assert len({item_kind(first) for first, _ in same}) == len(same)
    assert item_kind("甲（一）") == ""
