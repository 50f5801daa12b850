"""Which sentences are quoted: the best and those close to it, lists whole or with their introduction."""

from dataclasses import replace
from itertools import count, pairwise

from hypothesis import given
from hypothesis import strategies as st

from corpus.text import sentence_spans
from qa.sentences import CLOSE_SENTENCE, LONGEST_GAP, LONGEST_LIST, LONGEST_WHOLE_LIST, Scored, choose, heads

LAW = """第八条 申请人应当符合下列条件：
（一）年满十八周岁；
（二）有固定住所。住所可以租赁；
（三）无犯罪记录。
不符合前款规定的，不予受理。
第九条 费用由财政承担。"""

OTHER = f"别的事{'一概' * LONGEST_GAP}不提。"


def scored(text: str, **scores: float) -> Scored:
    """Sentences that begin with a key score its value, the others 0."""
    spans = sentence_spans(text)
    found = [max((v for k, v in scores.items() if text[a:b].startswith(k)), default=0.0) for a, b in spans]
    return Scored(text, spans, found)


def quotes(*measures: Scored, most: int = 3, whole_lists: bool = False) -> list[list[str]]:
    chosen = choose(measures, most, whole_lists)
    return [[m.text[a:b] for a, b in spans] for m, spans in zip(measures, chosen, strict=True)]


def test_an_item_comes_with_its_introduction() -> None:
    assert quotes(scored(LAW, **{"（三）": 1.0})) == [["第八条 申请人应当符合下列条件：", "（三）无犯罪记录。"]]


def test_an_introduction_comes_with_its_list() -> None:
    whole = LAW[: LAW.index("\n不符合")]
    assert quotes(scored(LAW, 第八条=1.0)) == [[whole]]


def test_all_of_something_is_the_whole_list() -> None:
    whole = LAW[: LAW.index("\n不符合")]
    assert quotes(scored(LAW, **{"（一）": 1.0}), whole_lists=True) == [[whole]]
    assert quotes(scored(LAW, 第九条=1.0), whole_lists=True) == [["第九条 费用由财政承担。"]]


def test_a_list_too_long_to_quote_is_cut_to_the_item() -> None:
    items = "\n".join(f"（{n}）{'很长的条件' * 60}；" for n in "一二三四五六")
    text = f"应当符合下列条件：\n{items}\n（七）最后一项。"
    assert len(text) > LONGEST_WHOLE_LIST
    assert quotes(scored(text, **{"（七）": 1.0}), whole_lists=True) == [["应当符合下列条件：", "（七）最后一项。"]]


def test_a_colon_without_items_is_no_list() -> None:
    text = "目标如下：\n到2025年，实现全覆盖。\n费用由财政承担。"
    assert quotes(scored(text, 目标=1.0)) == [["目标如下："]]
    assert quotes(scored(text, 费用=1.0)) == [["费用由财政承担。"]]


def test_neighbours_are_one_quote_and_weak_sentences_none() -> None:
    text = f"甲事可行。乙事可行。{OTHER}丁事可行。"
    assert quotes(scored(text, 甲=0.9, 乙=1.0, 别=0.1, 丁=0.85)) == [["甲事可行。乙事可行。", "丁事可行。"]]
    assert quotes(scored(text, 甲=0.5, 乙=1.0)) == [["乙事可行。"]]


def test_what_carries_a_sentence_on_in_its_paragraph_comes_with_it() -> None:
    text = "甲事可行。乙事照办。丙事再说。丁事不提。\n戊事可行。己事照办。"
    assert quotes(scored(text, 甲=1.0, 乙=0.5, 丙=0.4, 丁=0.4)) == [["甲事可行。乙事照办。丙事再说。"]]
    assert quotes(scored(text, 甲=1.0, 乙=0.2, 丙=0.4)) == [["甲事可行。"]]
    assert quotes(scored(text, 丁=1.0, 戊=0.5, 己=0.5)) == [["丁事不提。"]]
    assert quotes(scored(text, 甲=1.0, 戊=0.9, 己=0.5)) == [["甲事可行。", "戊事可行。己事照办。"]]


def test_what_is_counted_in_a_paragraph_is_quoted_to_its_end() -> None:
    text = (
        "办理步骤：第一步，登录系统。第二步，填写申请。第三步，提交材料。第四步，结束。另行通知。\n第五步，不在此段。"
    )
    counted = text[: text.index("另行")]
    assert quotes(scored(text, 办理=1.0)) == [[counted]]
    assert quotes(scored(text, 第二步=1.0)) == [["第二步，填写申请。"]]
    text = "做法有三。一是统筹资金。二是简化手续。三是公开结果。另行通知。"
    assert quotes(scored(text, 一是=1.0)) == [["一是统筹资金。二是简化手续。三是公开结果。"]]
    assert quotes(scored(text, 二是=1.0)) == [["二是简化手续。"]]
    long = f"办法如下。一是{'很长的办法' * 60}。二是{'很长的办法' * 60}。三是少说。"
    assert [len(quote) for quote in quotes(scored(long, 一是=1.0))[0]] == [303]


def test_a_heading_within_a_text_heads_what_stands_behind_it() -> None:
    assert heads("（六）优化网上办税缴费平台。", "加强电子税务局的运行维护。")
    assert heads("3.工地管理", "对于留守人员，实施体温监测。")
    assert not heads("（一）农民工。", "（二）大学生。")
    assert not heads("（六）企业新聘用毕业生的，每人补贴三万元。", "另行通知。")
    assert not heads("1.5万元以上的另行申报。", "另行通知。")


def test_the_same_sentence_of_two_documents_is_quoted_once() -> None:
    first = scored("补贴三万元。\n另行通知。", 补贴=1.0)
    second = scored("补贴 三万元。\n分期发放。", 补贴=0.9, 分期=0.85)
    assert quotes(first, second) == [["补贴三万元。"], ["分期发放。"]]


def test_the_bar_is_the_best_sentence_of_all_measures() -> None:
    assert quotes(scored("甲说得好。", 甲=1.0), scored("乙说得差。", 乙=0.5)) == [["甲说得好。"], []]
    assert quotes(scored("甲说得差。", 甲=0.5), scored("乙说得好。", 乙=1.0)) == [[], ["乙说得好。"]]


def test_nothing_from_nothing() -> None:
    assert choose([], 3) == []
    assert choose([Scored("", [], [])], 3) == [[]]


@given(
    st.lists(st.lists(st.floats(0, 2), min_size=1, max_size=12), min_size=1, max_size=4),
    st.integers(1, 4),
)
def test_without_lists_it_is_the_best_close_ones(scores: list[list[float]], most: int) -> None:
    names = map(chr, count(0x4E00))
    measures = [
        Scored("".join(f"{next(names)}。\n" for _ in row), [(3 * i, 3 * i + 2) for i in range(len(row))], row)
        for row in scores
    ]
    chosen = choose(measures, most)
    quoted = [{i for a, b in spans for i in range(a // 3, (b + 2) // 3)} for spans in chosen]
    assert sum(map(len, chosen)) <= most
    for spans in chosen:
        assert all(end < start for (_, end), (start, _) in pairwise(spans))
    flat = {(m, i): s for m, row in enumerate(scores) for i, s in enumerate(row)}
    taken = {(m, i) for m, numbers in enumerate(quoted) for i in numbers}
    best = max(flat.values())
    assert any(flat[place] == best for place in taken)
    assert all(flat[place] >= CLOSE_SENTENCE * best for place in taken)
    left = [s for place, s in flat.items() if place not in taken]
    assert max(left, default=0) <= min(flat[place] for place in taken)


def test_an_introduction_of_a_list_too_long_comes_with_the_items_that_fit() -> None:
    items = "\n".join(f"（{n}）{'很长的条件' * 30}；" for n in "一二三四五六")
    text = f"应当符合下列条件：\n{items}"
    fitting = text[: text.index("\n（四）")]
    assert len(fitting) <= LONGEST_LIST < len(text)
    assert quotes(scored(text, 应当=1.0)) == [[fitting]]


NESTED = """申请条件：
（1）负责人符合以下条件之一：
①毕业五年以内；
②曾经服役。
（2）店铺开张满一年。
申请地点在镇政府。"""


def test_an_inner_item_comes_with_its_own_introduction_and_the_outer_one_above_it() -> None:
    first = "申请条件：\n（1）负责人符合以下条件之一：\n①毕业五年以内；"
    assert quotes(scored(NESTED, **{"①": 1.0})) == [[first]]
    assert quotes(scored(NESTED, **{"（2）": 1.0})) == [["申请条件：", "（2）店铺开张满一年。"]]
    below = NESTED.replace("申请条件：", "申请条件：\n（0）年满十八岁。")
    assert quotes(scored(below, **{"②": 1.0})) == [["（1）负责人符合以下条件之一：", "②曾经服役。"]]


def test_an_inner_introduction_comes_with_its_own_list() -> None:
    inner = NESTED[: NESTED.index("\n（2）")]
    assert quotes(scored(NESTED, **{"（1）": 1.0})) == [[inner]]
    assert quotes(scored(NESTED, 申请条件=1.0)) == [[NESTED[: NESTED.index("\n申请地点")]]]


def test_an_introduction_comes_with_one_item_at_least() -> None:
    text = f"应当符合下列条件：\n（一）{'很长的条件' * 130}；\n（二）最后一项。"
    assert quotes(scored(text, 应当=1.0)) == [[text[: text.index("\n（二）")]]]


PUNISHED = """有下列行为之一的，给予警告：
（一）弃犬的；
（二）虐犬的；
（三）纵犬伤人的。
有前款第（三）项行为的，没收犬只。"""


def test_what_is_said_of_an_item_behind_its_list_comes_with_it_if_it_is_near() -> None:
    head, *_, third, more = PUNISHED.split("\n")
    near, far = ({"（三）": 1.0, "有前款": score} for score in (0.4, 0.2))
    assert quotes(scored(PUNISHED, **near)) == [[head, f"{third}\n{more}"]]
    assert quotes(scored(PUNISHED, **far)) == [[head, third]]
    assert quotes(scored(PUNISHED, **{"（二）": 1.0, "有前款": 0.4})) == [[head, "（二）虐犬的；"]]


def test_what_limits_a_quote_comes_with_it_whatever_it_scores() -> None:
    text = f"甲事可行。{OTHER}丙事可行。但是，丁事例外。"
    assert quotes(scored(text, 甲=0.9, 丙=1.0)) == [["甲事可行。", "丙事可行。但是，丁事例外。"]]
    assert quotes(scored(text, 但是=1.0)) == [["丙事可行。但是，丁事例外。"]]


PROTECTED = """每年十月至次年三月为保护期。在此期间，禁止下列行为：

（一）放风筝；

（二）驾船；

（三）投喂；

（四）鸣笛。

有关部门应当加强监督。"""


def test_what_is_carried_on_to_an_introduction_brings_its_list() -> None:
    measure = scored(PROTECTED, 每年十月=1.0, 在此期间=0.5)
    assert [[PROTECTED[slice(*span)] for span in spans] for spans in choose([measure], 3)] == [
        [PROTECTED[: PROTECTED.index("\n\n有关")]]
    ]


def test_a_list_with_most_of_its_items_has_no_holes() -> None:
    measure = scored(PROTECTED, **{"（一）": 1.0, "（二）": 0.9, "（四）": 0.95})
    begin, end = PROTECTED.index("在此"), PROTECTED.index("\n\n有关")
    assert choose([measure], 3) == [[(begin, end)]]


def test_an_article_of_lines_without_an_end_is_no_short_article() -> None:
    text = "女方产假158天\n男方陪产假15天\n假期工资谁出？"
    measure = replace(scored(text, 男方=1.0), article=True)
    assert [text[slice(*span)] for span in choose([measure], 3)[0]] == ["男方陪产假15天"]
    prose = "女方休产假158天。男方休陪产假15天。"
    assert choose([replace(scored(prose, 男方=1.0), article=True)], 3) == [[(0, len(prose))]]


def test_an_introduction_that_says_nothing_is_left_out() -> None:
    text = "会议明确：\n1.幼儿园幼儿不乘校车。\n2.校车每学期收费三百元。"
    assert quotes(scored(text, **{"2.": 1.0})) == [["2.校车每学期收费三百元。"]]
    told = text.replace("会议明确", "会议明确校车事项")
    assert quotes(scored(told, **{"2.": 1.0})) == [["会议明确校车事项：", "2.校车每学期收费三百元。"]]


def test_two_items_of_three_are_three_and_one_is_one() -> None:
    whole = LAW[: LAW.index("\n不符合")]
    assert quotes(scored(LAW, **{"（一）": 1.0, "（二）": 1.0})) == [[whole]]
    assert quotes(scored(LAW, **{"（二）": 1.0})) == [[LAW.split("\n")[0], LAW.split("\n")[2]]]


def test_two_items_of_four_stay_two() -> None:
    measure = scored(PROTECTED, **{"（一）": 1.0, "（四）": 0.95})
    quotes = [PROTECTED[slice(*span)] for span in choose([measure], 3)[0]]
    assert quotes == ["在此期间，禁止下列行为：\n\n（一）放风筝；", "（四）鸣笛。"]


def test_what_is_asked_for_whole_may_be_longer() -> None:
    items = "\n\n".join(f"（{numeral}）{'甲' * 150}；" for numeral in "一二三四五六")
    text = f"禁止下列行为：\n\n{items}"
    measure = scored(text, 禁止=1.0)
    assert choose([measure], 3, whole_lists=True) == [[(0, len(text))]]
    assert choose([measure], 3)[0][0][1] <= LONGEST_LIST


def test_among_them_goes_with_what_it_is_among() -> None:
    text = "温度低于十八度的，退还热费。其中，低于十六度的，加倍退还。"
    measure = scored(text, 温度=1.0)
    assert choose([measure], 1) == [[(0, len(text))]]


def test_the_little_between_two_quotes_is_quoted() -> None:
    text = "补助一万元。由县里发放。另给房票一张。" + "其他事项另行规定。" * 10 + "补助一次付清。"
    assert quotes(scored(text, 补助一万=1.0, 另给=0.9, 补助一次=0.85)) == [
        ["补助一万元。由县里发放。另给房票一张。", "补助一次付清。"]
    ]
    listed = "应当提交：\n（一）申请书；\n（二）章程；\n（三）名册。"
    assert quotes(scored(listed, **{"（三）": 1.0})) == [["应当提交：", "（三）名册。"]]


def test_a_short_article_that_answers_best_is_quoted_whole() -> None:
    text = "业主可以续租。\n租期不超过五年。\n转租的，收回房屋。"
    short = replace(scored(text, 业主=1.0), article=True)
    assert quotes(short) == [[text]]
    assert quotes(scored(text, 业主=1.0)) == [["业主可以续租。"]]
    other = replace(scored("续租应当登记。\n登记不收费。", 续租=0.9), article=True)
    assert quotes(short, other) == [[text], ["续租应当登记。"]]
    headed = replace(scored(f"续租\n\n{text}", 业主=1.0), article=True)
    assert quotes(headed) == [[text]]
    long = replace(scored(text + "\n" + "其他事项另行规定。" * 30, 业主=1.0), article=True)
    assert quotes(long) == [["业主可以续租。"]]
