"""A document whose lines were run together is read as it was: title, number, headings, signature, no character lost."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.load import File, load
from corpus.runon import with_lines
from tests.policies import Policy, laws

NOTICE = (
    "甲县人民政府关于支持小企业的通知 甲政发〔2021〕3号 各乡镇人民政府： 为了帮助小企业，现将有关事项通知如下。 "
    "一、 给予补贴 每户新办的小企业一次补贴一万元整，（由财政局 承担）。 "
    "二、提供贷款。利率不超过3%。 甲县人民政府 2021年4月5日"
)


def read(folder: Path, text: str) -> tuple[list[str], list[tuple[str, str]]]:
    """What is known of a document of this text, and its measures."""
    path = folder / "a.txt"
    path.write_text(text, "utf-8")
    document, measures = load(File(path, path.name))
    assert document.text == text
    assert all(text[measure.start : measure.end] == measure.text for measure in measures)
    known = [document.title, document.number, document.date, *document.issuers]
    return known, [(measure.title, "".join(measure.text.split())) for measure in measures]


def test_a_notice_on_one_line(tmp_path: Path) -> None:
    known, measures = read(tmp_path, NOTICE)
    assert known == ["甲县人民政府关于支持小企业的通知", "甲政发〔2021〕3号", "2021-04-05", "甲县人民政府"]
    assert measures == [
        ("前言", "为了帮助小企业，现将有关事项通知如下。"),
        ("一、 给予补贴", "每户新办的小企业一次补贴一万元整，（由财政局承担）。"),
        ("二、提供贷款", "利率不超过3%。甲县人民政府2021年4月5日"),
    ]


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        (
            "广州帮企业复工 新华社广州2月9日电（记者 某某）企业有了补贴。",
            ["广州帮企业复工", "新华社广州2月9日电（记者 某某）企业有了补贴。"],
        ),
        (
            "甲省给企业发放补贴 甲省给企业发放补贴 10日，甲省宣布给企业补贴，每户一万元。",
            ["甲省给企业发放补贴", "甲省给企业发放补贴", "10日，甲省宣布给企业补贴，每户一万元。"],
        ),
        (
            "乙市培训工人 来源：乙市日报 时间： 2020-02-19 为了培训工人，乙市出台了一个新的办法，从今年开始。",
            [
                "乙市培训工人",
                "来源：乙市日报",
                "时间： 2020-02-19",
                "为了培训工人，乙市出台了一个新的办法，从今年开始。",
            ],
        ),
        (
            "第一条 为了保护河流，制定本办法。 第二条 禁止向河流倾倒垃圾。",
            ["第一条 为了保护河流，制定本办法。", "第二条 禁止向河流倾倒垃圾。"],
        ),
        (
            "球队只丢了 308分，在联赛中排名第六，也是第一次排到这里。",
            ["球队只丢了 308分，在联赛中排名第六，也是第一次排到这里。"],
        ),
        (
            "县长 办公会讨论了《关于 补贴的办法》，决定从明年一月开始执行。",
            ["县长 办公会讨论了《关于 补贴的办法》，决定从明年一月开始执行。"],
        ),
        (
            "第十二条 为了保护全县的河流和湖泊，任何人不得倾倒垃圾，违者处以罚款。",
            ["第十二条 为了保护全县的河流和湖泊，任何人不得倾倒垃圾，违者处以罚款。"],
        ),
        (
            "关于减税降费的公告 财政部 税务总局公告2020年第8号 为了支持企业，现公告如下。",
            ["关于减税降费的公告", "财政部 税务总局公告2020年第8号", "为了支持企业，现公告如下。"],
        ),
        ("2002年2月22日 甲县人民代表大会第2次会议通过", ["2002年2月22日 甲县人民代表大会第2次会议通过"]),
        (
            "甲省疫情防控应急指挥部 甲省疫情防控应急指挥部 关于登记的通知 为了登记，县里设立了窗口。",
            ["甲省疫情防控应急指挥部 甲省疫情防控应急指挥部 关于登记的通知", "为了登记，县里设立了窗口。"],
        ),
        ("地区 | 金额 甲县 | 一万元。 乙县 | 两万元。", ["地区 | 金额 甲县 | 一万元。 乙县 | 两万元。"]),
        (
            "The county pays firms. It does so yearly! Firms apply online.",
            ["The county pays firms. It does so yearly! Firms apply online."],
        ),
    ],
)
def test_where_a_line_ended(text: str, lines: list[str]) -> None:
    assert with_lines(text).splitlines() == lines


@given(st.text(alphabet="甲乙丙县企业。：；、，（）《》一二三条章第通知号〔〕20年月日 \u3000\n\tab.", max_size=400))
def test_only_white_space_changes(text: str) -> None:
    read_as = with_lines(text)
    assert len(read_as) == len(text)
    assert all(new == old or (old.isspace() and new == "\n") for old, new in zip(text, read_as, strict=True))


@pytest.mark.parametrize("around", ["\n\n{}\n", "\ufeff{}", "{}\n \n"])
def test_empty_lines_around_it_do_not_matter(around: str) -> None:
    assert with_lines(around.format(NOTICE)) == around.format(with_lines(NOTICE))


def test_a_text_with_lines_stays() -> None:
    text = "甲县补贴办法\n每户企业补贴一万元。 财政局承担。\n二、提供贷款。 利率不超过3%。\n"
    assert with_lines(text) == text


@given(policy=laws())
def test_articles_of_a_law_come_back(policy: Policy, tmp_path_factory: pytest.TempPathFactory) -> None:
    """Against the same law with its lines."""
    folder = tmp_path_factory.mktemp("law")
    known, measures = read(folder, "\n".join(line.text for line in policy.lines))
    known_on_one, measures_on_one = read(folder, " ".join(line.text for line in policy.lines))
    assert known_on_one[0] == known[0] == policy.title
    assert [title for title, _ in measures_on_one] == [title for title, _ in measures]
