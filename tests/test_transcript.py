"""Interviews and press conferences: a question with its answers is a measure, and so is a statement."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.measures import OPENING, WHOLE
from tests.test_measures import found

ASKED = "船坏了能不能借钱修？"
ANSWER = "能。每户最多借三万元，两年内还清，不收利息。到渔湾信用社申请，三天之内答复。"
THEN = "灯塔晚上几点亮灯？"
SHINES = "下午六点亮灯，早上六点熄灯。雾天整天亮着，由守塔人报告港务所，请大家放心出海。"


@pytest.mark.parametrize(
    ("host", "guest"),
    [
        ("主持人：", "周可："),
        ("[主持人]", "[周可]"),
        ("【主持人】：", "【周可】："),
        ("主持人 小鱼：", "港务所所长 周可："),
        ("记者：", "负责人："),
        ("《渔湾日报》记者：", "答："),
        ("记者：\n", "周可：\n"),
    ],
)
def test_a_question_names_the_answers_to_it(host: str, guest: str) -> None:
    text = f"时间：三月四日上午\n{host}{ASKED}\n{guest}{ANSWER}\n第二年起要先还一半。\n{host}{THEN}\n{guest}{SHINES}"
    assert found(text) == [
        (OPENING, (), "时间：三月四日上午"),
        (ASKED, (), f"{guest}{ANSWER}\n第二年起要先还一半。"),
        (THEN, (), f"{guest}{SHINES}"),
    ]


def test_the_time_behind_a_question_is_no_part_of_its_name() -> None:
    text = f"[主持人]{ASKED} [15:02]\n[周可]{ANSWER} [15:04]\n[主持人]{THEN} [15:06]\n[周可]{SHINES} [15:07]"
    assert found(text) == [(ASKED, (), f"[周可]{ANSWER} [15:04]"), (THEN, (), f"[周可]{SHINES} [15:07]")]


def test_a_press_conference() -> None:
    opens = (
        "各位朋友，大家好。今天请港务所介绍《渔船办法》，由周可先生、吴汀女士回答问题。"
        "办法是去年冬天开始写的，听了三个村的意见，改了四次，上个月在村里贴出来。首先请周可先生作个介绍。"
    )
    tells = "《渔船办法》共三条。一是每户补贴两千元。二是新船免停泊费一年。三是旧船换发动机的，按价钱的三成补助，" * 2
    asks = "我想问停泊费。外地的船怎么收？"
    told = "这几年渔民一直在说船坏了没有钱修的事情，"
    long = f"我是《渔湾日报》的。{told * 4}请问{ASKED}"
    text = "\n".join(
        [
            "发布人：港务所所长　周可",
            f"林静：{opens}",
            f"周可：{tells}",
            "林静：谢谢周可先生。下面请大家提问。",
            f"渔湾电视台记者：{asks}",
            "周可：这个问题请吴汀女士回答。",
            f"吴汀：{SHINES}",
            "周可：我补充一句，免费。",
            f"《渔湾日报》记者：{long}",
            f"吴汀：{ANSWER}",
        ]
    )
    answers = f"周可：这个问题请吴汀女士回答。\n吴汀：{SHINES}\n周可：我补充一句，免费。"
    assert found(text) == [
        (OPENING, (), "发布人：港务所所长　周可"),
        ("林静", (), f"林静：{opens}"),
        ("周可", (), f"周可：{tells}"),
        ("林静", (), "林静：谢谢周可先生。下面请大家提问。"),
        (asks, (), answers),
        (f"{told * 3}请问{ASKED}", (), f"《渔湾日报》记者：{long}\n吴汀：{ANSWER}"),
    ]


def test_those_who_are_heard_speak_for_themselves() -> None:
    plan = "停泊费由每天二元提高到三元，渔民自己的船第一年减半。" * 4
    text = "\n".join(
        [
            "听证会笔录",
            f"林静（听证主持人）：现在开会。{plan}",
            "方案提出人（港务所　周可）：三元是成本。",
            "林静：下面请成本监审人介绍情况。",
            "成本监审人（统计所　吴汀）：成本是二元八角。",
            "林静：谢谢。下面请渔民代表发言。",
            "渔民代表参加人01号　罗江：我不同意。冬天不出海。",
            "周可（回应）：冬天可以不收。",
            "渔民代表参加人02号　丁　海（船主）：我同意。",
        ]
    )
    assert found(text) == [
        (OPENING, (), "听证会笔录"),
        ("林静（听证主持人）", (), f"林静（听证主持人）：现在开会。{plan}"),
        ("方案提出人（港务所 周可）", (), "方案提出人（港务所　周可）：三元是成本。\n林静：下面请成本监审人介绍情况。"),
        (
            "成本监审人（统计所 吴汀）",
            (),
            "成本监审人（统计所　吴汀）：成本是二元八角。\n林静：谢谢。下面请渔民代表发言。",
        ),
        (
            "渔民代表参加人01号 罗江",
            (),
            "渔民代表参加人01号　罗江：我不同意。冬天不出海。\n周可（回应）：冬天可以不收。",
        ),
        ("渔民代表参加人02号 丁 海（船主）", (), "渔民代表参加人02号　丁　海（船主）：我同意。"),
    ]


def test_items_of_a_statement_stand_under_who_makes_it() -> None:
    first, second = "一、渔船补贴\n每户两千元，当年发放。", "二、停泊费\n新船免一年。"
    asked = f"记者：{ASKED}\n周可先生：{ANSWER}\n记者：{THEN}\n周可先生：{SHINES}"
    text = f"周可先生：\n大家好。\n{first}\n{second}\n{asked}"
    titles = [(title, path) for title, path, _ in found(text)]
    assert ("一、渔船补贴", ("周可先生",)) in titles
    assert ("二、停泊费", ("周可先生",)) in titles
    assert (ASKED, ()) in titles


@pytest.mark.parametrize(
    "text",
    [
        f"记者：{ASKED}\n周可：{ANSWER}",
        "申请条件：有船。\n办理时间：三天。\n申请条件：有证。\n办理时间：五天。\n申请条件：有网。",
        "记者：张三。\n记者：李四。\n记者：王五。\n记者：赵六。",
        "编辑：小鱼。\n审核：老周。\n来源：渔湾。\n编辑：小鱼。\n审核：老周。",
        "市民中心：九点开放吗？\n负责人：王五。\n市民公园：几点开放？\n负责人：李四。\n市民中心：请介绍。",
        "记者 | 电话？\n记者：张三？ | 1\n负责人：李四。\n记者：王五？ | 2\n负责人：赵六。",
        "消费者代表：张三（教师）\n消费者代表：李四（司机）\n企业代表：王五（经理）\n政协委员：赵六（医生）",
        "各位代表：\n现在报告工作。\n各位代表：\n成绩来之不易。\n各位代表：\n任务很重。\n各位代表：\n让我们努力。",
    ],
)
def test_other_labels_are_no_speakers(text: str) -> None:
    assert found(text) == [(WHOLE, (), text)]


def test_what_is_said_ahead_of_a_question_stays() -> None:
    second = f"网友乙：{THEN}"
    text = f"主持人：停泊费每天二元。\n网友甲：{ASKED}\n{second}\n周可：{ANSWER}\n主持人：{ASKED}\n周可：{SHINES}"
    assert found(text) == [
        (THEN, (), f"主持人：停泊费每天二元。\n网友甲：{ASKED}\n{second}\n周可：{ANSWER}"),
        (ASKED, (), f"周可：{SHINES}"),
    ]


@pytest.mark.parametrize("added", ["吴汀：困难户五万元，请到窗口补充材料。", "吴汀：在一楼大厅，请带身份证说明情况。"])
def test_a_second_answer_is_no_question(added: str) -> None:
    text = f"主持人：{ASKED}\n周可：{ANSWER}\n{added}\n主持人：{THEN}\n周可：{SHINES}\n吴汀：也可以打电话问。"
    assert found(text)[0] == (ASKED, (), f"周可：{ANSWER}\n{added}")


def test_a_question_with_nothing_but_a_time() -> None:
    asked = "主持人：各位网友好，先请周局长介绍。\n[15:02]"
    text = f"{asked}\n周可：{ANSWER}\n[主持人] [15:03]\n主持人：{THEN}\n周可：{SHINES}"
    assert [title for title, _, _ in found(text)] == ["各位网友好，先请周局长介绍。", THEN]


def test_runs_of_spaces_in_what_is_said() -> None:
    wide = f"船{' ' * 200_000}坏了。"
    text = f"主持人：{ASKED}\n周可：{wide}\n主持人：{THEN}\n周可：{SHINES}"
    assert found(text) == [(ASKED, (), f"周可：{wide}"), (THEN, (), f"周可：{SHINES}")]


SPEAKERS = st.sampled_from(
    ["主持人", "[主持人]", "记者", "网友甲", "周可", "吴汀", "渔民代表参加人", "成本监审人（港务所）"]
)
SAID = st.text("鱼船请说？。，：\n5", max_size=120) | st.sampled_from(["", "[15:02]", "请介绍。", "下面请提问。"])


@given(st.lists(st.tuples(SPEAKERS, SAID)))
def test_no_line_is_lost(turns: list[tuple[str, str]]) -> None:
    text = "\n".join(f"{speaker}：{said}" for speaker, said in turns)
    told = [part for title, _, held in found(text) for part in (title, held)]
    for _, said in turns:
        for line in said.splitlines():
            words = line.strip("，： ")
            assert any(words in part for part in told) or words == "[15:02]"
