"""Items 一、（一）1.（1）①: headings where they head something, else the lines of a list; none is lost."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.measures import WHOLE, find_measures
from tests.test_measures import Expected, found, paragraph, words


def test_lists_stay_with_what_introduces_them() -> None:
    lists = "申请人应当符合下列条件：\n（一）成年；\n（二）本地人。\n补贴标准如下：\n1.甲类\n2.乙类"
    assert found(f"一、条件\n{lists}\n二、期限\n三年。") == [
        ("一、条件", (), lists),
        ("二、期限", (), "三年。"),
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "一、材料\n1.身份证\n2.户口本\n二、时间\n三天。",
            [("一、材料", (), "1.身份证\n2.户口本"), ("二、时间", (), "三天。")],
        ),
        ("一、材料\n（一）身份证\n（二）户口本", [("一、材料", (), "（一）身份证\n（二）户口本")]),
        ("一、材料\n（1）身份证\n（2）户口本。", [("一、材料", (), "（1）身份证\n（2）户口本。")]),
        ("一、材料\n1.身份证\n2.户口本。\n甲。", [("一、材料", (), "1.身份证\n2.户口本。\n甲。")]),
        ("各县：\n一、对象：企业\n二、电话：0578", [(WHOLE, (), "各县：\n一、对象：企业\n二、电话：0578")]),
        (
            "一、对象\n小企业。\n二、电话：0578\n三、期限\n三年。",
            [("一、对象", (), "小企业。"), ("二、电话：0578", (), "二、电话：0578"), ("三、期限", (), "三年。")],
        ),
        (
            "一、标准\n（1）对象\n小企业。\n①首次\n甲。\n②续期\n乙。\n（2）电话：0578\n二、期限\n三年。",
            [
                ("一、标准", (), "（1）对象\n小企业。\n①首次\n甲。\n②续期\n乙。\n（2）电话：0578"),
                ("二、期限", (), "三年。"),
            ],
        ),
        (
            "# 补贴\n每户一万元。\n# 咨询电话：5120000\n# 其他",
            [("补贴", (), "每户一万元。"), ("咨询电话：5120000", (), "# 咨询电话：5120000")],
        ),
        (
            "（一）水库禁止游泳。钓鱼每天二十元。\n（二）加强管理。成立小组。",
            [
                ("（一）水库禁止游泳", (), "（一）水库禁止游泳。钓鱼每天二十元。"),
                ("（二）加强管理", (), "成立小组。"),
            ],
        ),
        (
            "第九条　甲。\n附件：1.申请表\n2.名单\n甲县人民政府\n2024年5月6日",
            [("第九条", (), "甲。\n附件：1.申请表\n2.名单\n甲县人民政府\n2024年5月6日")],
        ),
    ],
)
def test_no_line_is_lost_for_having_nothing_below_it(text: str, expected: Expected) -> None:
    assert found(text) == expected


def test_every_level_of_items() -> None:
    text = "一、补贴\n（一）生活\n1.标准\n（1）首次\n甲。\n①县城\n乙。\n②乡镇\n丙。\n（2）续期。丁。\n2.期限\n戊。"
    above = ("一、补贴", "（一）生活")
    assert found(text) == [
        ("（1）首次", (*above, "1.标准"), "甲。"),
        ("①县城", (*above, "1.标准", "（1）首次"), "乙。"),
        ("②乡镇", (*above, "1.标准", "（1）首次"), "丙。"),
        ("（2）续期", (*above, "1.标准"), "丁。"),
        ("2.期限", above, "戊。"),
    ]


@given(st.text(alphabet="一二、（）12.①②推动县域。\n：", max_size=120))
def test_every_character_is_in_a_measure_or_heading(text: str) -> None:
    measures = find_measures(text)
    titles = {"".join(title.split()) for m in measures for title in (m.title, *m.heading_path)}
    covered = set().union(*(range(m.start, m.end) for m in measures))
    position = 0
    for line in text.splitlines(keepends=True):
        words = {i for i in range(position, position + len(line)) if not text[i].isspace()}
        told = "".join(line.split()) in titles or words <= covered
        assert told or any("".join(line.split()).startswith(title) for title in titles)
        position += len(line)


def test_questions_about_a_year_are_numbered_headings() -> None:
    text = (
        "1.2025年度能申请吗？\n可以申请。\n2. 2026年度呢？找谁？\n1.5万元以内的，找窗口。\n"
        "3.资格分是什么？排名分是什么？均以系统为准。\n3.2025公里以外的不补。"
    )
    assert found(text) == [
        ("1.2025年度能申请吗？", (), "可以申请。"),
        ("2. 2026年度呢？找谁？", (), "1.5万元以内的，找窗口。"),
        ("3.资格分是什么？排名分是什么？", (), "均以系统为准。\n3.2025公里以外的不补。"),
    ]


@given(st.lists(words.map(lambda word: f"{word}吗？"), min_size=1, max_size=5), paragraph, st.booleans())
def test_a_heading_holds_all_its_questions(questions: list[str], answer: str, run_in: bool) -> None:
    heading = f"一、{''.join(questions)}"
    title = heading if len(heading) <= 46 or not run_in else f"一、{questions[0]}"
    joint = "" if run_in else "\n"
    assert found(f"{heading}{joint}{answer}") == [(title, (), f"{heading}{joint}{answer}"[len(title) :].strip())]


def test_a_first_sentence_that_states_a_rule_can_be_quoted() -> None:
    text = (
        "一、奖励\n（一）加大财政投入。每年一亿元。\n（二）船厂和渔民合作社均按照实际支出给予补贴。按年结算。\n"
        "（三）渔民可以随时申请。申请不收费。\n1.县渔业局应当公示名单。公示七天。\n2.公示期限。七天。"
    )
    above = ("一、奖励",)
    third = "（三）渔民可以随时申请"
    assert found(text) == [
        ("（一）加大财政投入", above, "每年一亿元。"),
        (
            "（二）船厂和渔民合作社均按照实际支出给予补贴",
            above,
            "（二）船厂和渔民合作社均按照实际支出给予补贴。按年结算。",
        ),
        (third, above, f"{third}。申请不收费。"),
        ("1.县渔业局应当公示名单", (*above, third), "1.县渔业局应当公示名单。公示七天。"),
        ("2.公示期限", (*above, third), "七天。"),
    ]


def test_a_line_that_introduces_a_list_can_be_quoted() -> None:
    first = "（一）生活补贴的对象为本县的下列渔民："
    assert found(f"一、对象\n{first}\n1.无船的；\n2.无业的。\n（二）期限\n三年。") == [
        (first, ("一、对象",), f"{first}\n1.无船的；\n2.无业的。"),
        ("（二）期限", ("一、对象",), "三年。"),
    ]


def test_a_row_of_a_table_is_no_heading() -> None:
    rows = "序号 | 目标\n1.满意率 | 比上年增加。2035年达到九成。 | 抽查\n2.建档率 | 比上年增加 | 报表"
    assert found(f"一、指标\n{rows}\n二、期限\n三年。") == [
        ("一、指标", (), rows),
        ("二、期限", (), "三年。"),
    ]


PROSE = "渔民自登记之日起三年内每年领取一次补贴，由县渔业局在当年六月底以前核定，年底以前发放。"


@pytest.mark.parametrize("joint", ["。", "\n"])
def test_items_with_a_title_and_prose_are_headings_though_a_line_introduces_them(joint: str) -> None:
    items = f"（一）登记渔船{joint}{PROSE}\n（二）修建渔港{joint}{PROSE}\n{PROSE}"
    text = f"一、任务\n重点做好以下工作：\n{items}\n二、期限\n三年。"
    assert found(text) == [
        ("一、任务", (), "重点做好以下工作："),
        ("（一）登记渔船", ("一、任务",), PROSE),
        ("（二）修建渔港", ("一、任务",), f"{PROSE}\n{PROSE}"),
        ("二、期限", (), "三年。"),
    ]


@pytest.mark.parametrize(
    "items",
    [
        "（一）登记证。原件。\n（二）身份证。复印件。",
        f"（一）登记渔船。{PROSE}\n（二）身份证",
        f"（一）登记渔船。{PROSE}\n（二）渔民可以领取的其他补贴。{PROSE}",
        f"（一）登记证\n（二）登记渔船。{PROSE}",
    ],
)
def test_items_of_which_some_are_short_or_rules_stay_a_list(items: str) -> None:
    assert found(f"一、任务\n做好以下工作：\n{items}\n二、期限\n三年。") == [
        ("一、任务", (), f"做好以下工作：\n{items}"),
        ("二、期限", (), "三年。"),
    ]


def test_an_item_that_goes_on_from_one_with_a_title_is_none_of_its_text() -> None:
    text = "一、对象\n1.渔民。有船的渔民。\n2.船员。\n3.无船而在渔港修造、买卖的人，凭证明。\n二、期限\n三年。"
    third = "3.无船而在渔港修造、买卖的人"
    assert found(text) == [
        ("1.渔民", ("一、对象",), "有船的渔民。"),
        ("2.船员", ("一、对象",), "2.船员。"),
        (third, ("一、对象",), f"{third}，凭证明。"),
        ("二、期限", (), "三年。"),
    ]
    assert found("一、对象\n1.渔民\n2.船员。\n二、期限\n三年。") == [
        ("一、对象", (), "1.渔民\n2.船员。"),
        ("二、期限", (), "三年。"),
    ]


def test_a_long_item_that_introduces_a_list_goes_on_from_those_with_a_title() -> None:
    long = "3.渔船、渔港和渔具的所有人在提交上述材料的同时，还须一并向县里受理窗口的工作人员提交随船人员的下列材料："
    text = f"一、材料\n1.渔船须提交：\n①证书；\n②照片。\n2.渔港须提交：\n①图纸。\n{long}\n（1）名单；\n（2）证件。"
    assert found(text) == [
        ("1.渔船须提交：", ("一、材料",), "1.渔船须提交：\n①证书；\n②照片。"),
        ("2.渔港须提交：", ("一、材料",), "2.渔港须提交：\n①图纸。"),
        (long[: long.index("，")], ("一、材料",), f"{long}\n（1）名单；\n（2）证件。"),
    ]


def test_a_title_is_not_cut_amid_what_it_lists() -> None:
    title = "（一）渔民可以通过甲县人民政府网站、甲县渔业局微信公众号、甲县政务服务中心窗口"
    text = f"{title}、乡镇渔业站和12345热线登记，当场答复。"
    assert found(f"{text}\n（二）其他人员到窗口登记，三日内答复。") == [
        (title, (), text),
        ("（二）其他人员到窗口登记", (), "（二）其他人员到窗口登记，三日内答复。"),
    ]


@pytest.mark.parametrize("mark", ["第{}步：", "第{}步 ", "步骤{}、"])
def test_steps_stand_below_what_the_first_stands_under(mark: str) -> None:
    one, two, three = (mark.format(number) + name for number, name in zip("一二三", "填拍领", strict=True))
    text = (
        f"一、申领\n{one}\n在网上填写。\n{two}\n（一）自己拍\n白色背景。\n（二）照相馆拍\n取回执号。\n"
        f"{three}\n到镇里领取。\n二、挂失\n（一）网上\n{one}\n登录。\n{two}\n挂失。\n（二）电话\n拨打。"
    )
    assert found(text) == [
        (one.strip(), ("一、申领",), "在网上填写。"),
        ("（一）自己拍", ("一、申领", two.strip()), "白色背景。"),
        ("（二）照相馆拍", ("一、申领", two.strip()), "取回执号。"),
        (three.strip(), ("一、申领",), "到镇里领取。"),
        (one.strip(), ("二、挂失", "（一）网上"), "登录。"),
        (two.strip(), ("二、挂失", "（一）网上"), "挂失。"),
        ("（二）电话", ("二、挂失",), "拨打。"),
    ]


def test_steps_told_anew_stand_beside_the_first() -> None:
    text = "一、申领\n第一步：填表\n在网上。\n第二步：领卡\n到镇里。\n第一步：电话\n拨打。"
    assert [(title, above) for title, above, _ in found(text)] == [
        ("第一步：填表", ("一、申领",)),
        ("第二步：领卡", ("一、申领",)),
        ("第一步：电话", ("一、申领",)),
    ]


@pytest.mark.parametrize(
    "steps",
    [
        "第一步：登录\n第二步：填写\n第三步：提交",
        "第一步，登录并填写。\n第二步，提交。",
        "第二步：提交\n当天办结。",
    ],
)
def test_steps_without_a_text_of_their_own_stay_with_what_they_stand_under(steps: str) -> None:
    assert found(f"一、申领\n{steps}\n二、期限\n三年。") == [
        ("一、申领", (), steps),
        ("二、期限", (), "三年。"),
    ]


def test_what_a_title_adds_in_brackets_can_be_quoted() -> None:
    title = "（一）网上登记（渔船证书由县渔业局寄到船主留下的地址，大约需要一个星期，不寄到外县和渔港以外的码头）"
    assert found(f"一、方法\n{title}\n登录后填写。\n（二）窗口登记\n到渔业局。") == [
        (title, ("一、方法",), f"{title}\n登录后填写。"),
        ("（二）窗口登记", ("一、方法",), "到渔业局。"),
    ]


def test_lines_that_are_no_sentences_are_a_list_however_long() -> None:
    places = "\n".join(
        f"{number}.甲县第{number}中学（学苑路{number}8号，可容纳900人，联系人：林某，0578-833012{number}）"
        for number in (1, 2, 3)
    )
    assert found(f"一、避灾场所\n{places}\n二、期限\n三年。") == [
        ("一、避灾场所", (), places),
        ("二、期限", (), "三年。"),
    ]


def test_a_figure_in_the_first_sentence_of_an_item_is_of_its_text() -> None:
    item = "（一）出国经费支出0.00万元。全年安排团组0次，出国0人。"
    title = "（二）强化5G网络建设。各县加快建设基站。"
    assert found(f"一、经费\n{item}\n{title}") == [
        ("（一）出国经费支出0.00万元", ("一、经费",), item),
        ("（二）强化5G网络建设", ("一、经费",), "各县加快建设基站。"),
    ]


def test_those_called_the_same_are_told_apart() -> None:
    text = (
        "一、整改情况\n（一）反馈问题：渔港污水直排，旱季也有。\n整改目标：建管网。\n（二）反馈问题：旧船乱停。\n整改目标：清走。\n"
        "（三）其他：无。"
    )
    assert [title for title, _, _ in found(text)] == [
        "（一）反馈问题：渔港污水直排",
        "（二）反馈问题：旧船乱停",
        "（三）其他",
    ]
