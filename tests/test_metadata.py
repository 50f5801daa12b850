"""What a document says about itself is read as it says it; what it does not say stays empty."""

from pathlib import PurePosixPath

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.front import read_front
from corpus.metadata import Metadata, extract
from corpus.readers.source import Source
from tests.documents import BODY, described, words


@pytest.mark.parametrize(
    ("front", "title"),
    [
        ("# 甲县小企业补贴办法\n\n", "甲县小企业补贴办法"),
        ("甲县小企业补贴办法\n", "甲县小企业补贴办法"),
        ("\n　　甲县小企业补贴办法（试行）　\n\n", "甲县小企业补贴办法（试行）"),
        ("甲县人民政府关于印发\n小企业补贴办法的通知\n", "甲县人民政府关于印发小企业补贴办法的通知"),
        ("甲县人民政府办公室\n关于印发小企业\n补贴办法的通知\n", "甲县人民政府办公室关于印发小企业补贴办法的通知"),
        ("甲县人民政府\n关于小企业\n补贴问题的复函\n甲政函〔2021〕6号\n", "甲县人民政府关于小企业补贴问题的复函"),
        ("甲县人民政府关于小企业\n补贴提案的答复\n乙代表：\n", "甲县人民政府关于小企业补贴提案的答复"),
        ("甲县关于乙镇险情的复函\n甲县关于乙镇\n险 情 的 复 函\n乙镇人民政府：\n", "甲县关于乙镇险情的复函"),
        ("甲县关于四起\n事故的通报\n甲县关于四起事故的通报\n各镇：\n", "甲县关于四起事故的通报"),
        ("甲县关于《中国补贴法\n实施细则》的决定\n", "甲县关于《中国补贴法实施细则》的决定"),
        ("甲县关于印发《小企业补贴办法》\n的通知\n", "甲县关于印发《小企业补贴办法》的通知"),
        ("甲县关于小企业\n补 贴 的 批 复\n甲政函〔2021〕6号\n", "甲县关于小企业补贴的批复"),
        ("甲县人民政府关于规范性文件\n审核的意见\n", "甲县人民政府关于规范性文件审核的意见"),
        ("# 甲省促进条例\n\n# 总则\n\n", "甲省促进条例 总则"),
        ("重磅！小企业有补贴了！\n", "重磅！小企业有补贴了！"),
        ("【关注】甲县小企业补贴指南\n", "甲县小企业补贴指南"),
        ("（转载）甲县小企业补贴办法\n", "甲县小企业补贴办法"),
        ("甲县小企业补贴办法 (转发)\n", "甲县小企业补贴办法"),
        ("【政策解读】甲县小企业补贴办法\n", "【政策解读】甲县小企业补贴办法"),
        ("【已失效】甲县小企业补贴办法\n", "【已失效】甲县小企业补贴办法"),
        ("【关注】补贴\n", "【关注】补贴"),
        ("甲县2024年统计公报[1]\n", "甲县2024年统计公报"),
        ("甲县机电有限公司\n员 工 手 册（第六版）\n", "甲县机电有限公司员工手册（第六版）"),
        ("甲县图书馆\n读者须知\n", "甲县图书馆读者须知"),
        ("甲县财政局  甲县工业局\n关于补贴的通知\n", "甲县财政局 甲县工业局关于补贴的通知"),
        ("一图读懂 | 甲县补贴十条\n甲县发布  2025年06月03日 08:00   江南\n", "一图读懂 | 甲县补贴十条"),
        ("————————————\n甲县补贴办法\n============\n", "甲县补贴办法"),
        ("《甲市照护保险实施细则》\n政策解读（问答）\n", "《甲市照护保险实施细则》政策解读（问答）"),
        ("> 说明：本文是转述。\n<!-- 抄录 -->\n甲县补贴办法\n", "甲县补贴办法"),
        ("", "文件"),
    ],
)
def test_title(front: str, title: str) -> None:
    assert described(front).title == title


@pytest.mark.parametrize(
    ("cover", "title"),
    [
        ("2024年度\n甲县水务局部门决算\n2025年9月12日", "2024年度甲县水务局部门决算"),
        ("甲县水务局部门决算\n2025年9月12日", "甲县水务局部门决算"),
        ("2024年度\n甲县水务局部门决算", "2024年度甲县水务局部门决算"),
        ("甲县水务局部门决算\n甲县水务局", "甲县水务局部门决算"),
    ],
)
def test_a_cover_above_the_contents(cover: str, title: str) -> None:
    contents = "目  录\n第一部分 概况 1\n第二部分 决算表 3\n"
    text = f"{cover}\n{contents}第一部分 概况\n内设科室七个。\n第二部分 决算表\n收入十万元。\n"
    told = extract(Source(text), text, PurePosixPath("文件.md"))
    assert (told.title, text[told.body :].startswith(contents)) == (title, "甲县水务局\n" not in cover + "\n")


@pytest.mark.parametrize(
    ("text", "title", "body"),
    [
        ("# 甲市条例\n\n# 第一章 总则\n\n第一条 甲。", "甲市条例", "# 第一章 总则\n\n第一条 甲。"),
        ("## 支持人才\n\n给予补贴。", "文件", "## 支持人才\n\n给予补贴。"),
        ("一、总体要求\n坚持创新。", "文件", "一、总体要求\n坚持创新。"),
        ("（一）总体要求\n坚持创新。", "文件", "（一）总体要求\n坚持创新。"),
        ("1. 总体要求\n坚持创新。", "文件", "1. 总体要求\n坚持创新。"),
        ("为了发展，制定本办法。", "文件", "为了发展，制定本办法。"),
    ],
)
def test_the_first_heading_is_no_title(text: str, title: str, body: str) -> None:
    found = extract(Source(text), text, PurePosixPath("文件.md"))
    assert (found.title, text[found.body :].lstrip()) == (title, body)


@pytest.mark.parametrize(
    "front",
    [
        "甲县补贴办法\n\n甲县\n补贴办法\n甲政发〔2021〕6号\n",
        "甲县补贴办法\n甲 县\n补 贴 办 法\n各镇人民政府，县有关部门：\n",
        "# 甲县补贴办法\n甲县补贴办法\n湖镇、山镇人民政府:\n",
        "甲县补贴办法\n甲县人民政府\n2021年4月5日\n",
        "甲县补贴办法\n县长　某某\n\n2021年4月5日\n",
        "甲县补贴办法\n某某、某某委员：\n",
        "甲县补贴办法\n甲县发布  2025年06月03日 08:00   江南\n点击蓝字  关注我们👆\n",
    ],
)
def test_what_stands_above_the_policy_is_none_of_it(front: str) -> None:
    policy = "补贴办法\n各镇人民政府：\n给予补贴。\n"
    found = extract(Source(front + policy), front + policy, PurePosixPath("文件.txt"))
    assert (found.title, (front + policy)[found.body :]) == ("甲县补贴办法", policy)


@pytest.mark.parametrize(
    "policy",
    [
        "各部门职责如下：\n甲。\n",
        "补贴对象：\n甲。\n",
        "受理部门：\n甲。\n",
        "县财政局负责补贴，县工业局应当协助：\n甲。\n",
        "甲县\n乙县\n",
        "甲县人民政府关于补贴\n2021年4月5日的说明\n",
    ],
)
def test_what_only_looks_like_it_is_of_the_policy(policy: str) -> None:
    text = "甲县补贴办法\n" + policy
    assert text[extract(Source(text), text, PurePosixPath("文件.txt")).body :] == policy


def test_what_the_format_says_wins() -> None:
    front = "# 甲县补贴办法\n来源：乙网　日期：2020-01-02　https://example.org/b\n"
    own = described(front)
    assert (own.title, own.source, own.date, own.url) == ("甲县补贴办法", "乙网", "2020-01-02", "https://example.org/b")
    told = described(front, title="甲县补贴办法", source="甲县政府", date="2021-03-04", url="https://example.org/a")
    assert (told.title, told.source, told.date, told.url) == (
        "甲县补贴办法", "甲县政府", "2021-03-04", "https://example.org/a",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("byline", "source", "date"),
    [
        ("来源:某网 example.org 日期:2022-03-18 点击:次", "某网 example.org", "2022-03-18"),
        ("来源：甲县政府网　发布时间：2022年3月8日", "甲县政府网", "2022-03-08"),
        ("信息来源：甲县工业局\n发布日期：2022/3/18 10:20", "甲县工业局", "2022-03-18"),
        ("发布日期：2022.12.01", "", "2022-12-01"),
        ("【来源：甲日报】", "甲日报】", ""),
        ("来源：甲日报　作者：某人", "甲日报", ""),
    ],
)
def test_byline(byline: str, source: str, date: str) -> None:
    found = described(f"# 甲县补贴办法\n{byline}\n")
    assert (found.source, found.date) == (source, date)


@pytest.mark.parametrize(
    ("front", "name", "date"),
    [
        ("（2019年5月1日发布　2021年6月2日修订　自2021年8月1日起施行）\n", "文件.md", "2021-06-02"),
        ("2019年5月1日甲市第三届人民代表大会常务委员会第二次会议通过\n", "文件.md", "2019-05-01"),
        ("发布日期：2022-01-01\n2019年5月1日甲县人民政府发布\n", "文件.md", "2022-01-01"),
        ("", "甲县办法（2020-07-08）.md", "2020-07-08"),
        ("", "甲县办法.md", ""),
    ],
)
def test_date(front: str, name: str, date: str) -> None:
    assert described(f"# 甲县补贴办法\n{front}", name).date == date


def test_the_date_it_is_signed_with() -> None:
    text = f"# 甲县补贴办法\n{BODY}自2030年1月1日起施行。\n甲县人民政府\n　　2023年9月5日　\n"
    assert extract(Source(text), text, PurePosixPath("文件.md")).date == "2023-09-05"


@pytest.mark.parametrize(
    ("lines", "number"),
    [
        ("浙政办发〔2022〕6号", "浙政办发〔2022〕6号"),
        ("甲政发[2022]16号", "甲政发[2022]16号"),
        ("甲财企（2022）第 3 号", "甲财企（2022）第3号"),
        ("第12号令", ""),
        ("甲市人民政府令第179号", "甲市人民政府令第179号"),
        ("甲市人民政府令\n第 179 号", "甲市人民政府令第179号"),
        ("甲省工业厅公告2023年第5号", "甲省工业厅公告2023年第5号"),
        ("公告 2023年 第5号", "公告2023年第5号"),
    ],
)
def test_document_number(lines: str, number: str) -> None:
    text = f"# 甲县补贴办法\n{lines}\n{BODY}"
    assert extract(Source(text), text, PurePosixPath("文件.md")).number == number


def test_a_number_cited_in_the_policy_is_not_its_own() -> None:
    text = "# 甲县补贴办法\n根据乙政发〔2020〕1号文件，制定本办法。\n第一条　甲。"
    found = extract(Source(text), text, PurePosixPath("文件.md"))
    assert (found.number, text[found.body :]) == ("", "根据乙政发〔2020〕1号文件，制定本办法。\n第一条　甲。")


@given(words, st.lists(words, max_size=4).map("。\n".join))
def test_nothing_is_guessed(title: str, text: str) -> None:
    text = f"# {title}\n\n{text}。\n"
    found = extract(Source(text), text, PurePosixPath("文件.md"))
    assert found == Metadata(title, body=found.body)


def test_the_table_of_facts_above_a_web_page() -> None:
    text = (
        "搜索\n基本信息\n索引号 | 001\n文 号： 甲财规字〔2019〕6号\n"
        "实施日期： 2019年10月16日\n失效日期： 2024年10月15日\n"
        "发布机关： 甲县财政局\n文件状态： 有效\n甲财规字〔2019〕6号\n甲县补贴\n办法\n第一条　甲。\n"
    )
    found = extract(Source(text, title="甲县补贴办法", date="2019-10-20"), text, PurePosixPath("文件.html"))
    assert found == Metadata(
        "甲县补贴办法", date="2019-10-20", in_force="2019-10-16", expires="2024-10-15", issuers=("甲县财政局",),
        number="甲财规字〔2019〕6号", kind="办法", validity="现行", body=text.index("第一条"),
    )  # fmt: skip


PUBLISHED = "2005年7月7日 中华人民共和国国务院令第9439号公布"


@pytest.mark.parametrize(
    ("events", "number"),
    [
        ([PUBLISHED], 9439),
        ([PUBLISHED, "2020年11月9日 中华人民共和国国务院令第9731号修订）"], 9731),
        ([PUBLISHED, "2020年11月9日 国务院令第9731号修订", "2024年1月2日 《关于修改〈甲条例〉的决定》修订"], 9731),
        ([PUBLISHED, "2020年11月9日 国务院令第9731号《关于修改〈甲条例〉的决定》修正"], 9439),
    ],
)  # fmt: skip
@pytest.mark.parametrize("write", ["\n{}\n", "（{}）\n", "〔{}〕\n", "【{}】\n"])
def test_the_number_of_a_law_is_that_of_the_order_that_published_this_text(
    events: list[str], number: int, write: str
) -> None:
    found = described("# 甲条例\n" + write.format(("\n" if write.startswith("\n") else " ").join(events)))
    assert found.number.removeprefix("中华人民共和国") == f"国务院令第{number}号"
    assert found.date == ("2005-07-07", "2020-11-09", "2024-01-02")[len(events) - 1]


def test_days_in_numerals_and_what_stands_beside_them_are_of_the_head() -> None:
    congress = (
        "（一九九二年四月三日甲市第七届人民代表大会第五次会议通过　一九九二年四月九日甲市人民政府令第五十八号公布）\n"
    )
    found = described(f"# 甲市乙条例\n{congress}")
    assert (found.date, found.issuers, found.number) == (
        "1992-04-09",
        ("甲市人民代表大会",),
        "甲市人民政府令第五十八号",
    )
    found = described("# 乙条例\n（甲市人民政府令第8号，2012年4月5日公布，自2012年6月1日起施行）\n")
    assert (found.date, found.in_force, found.number) == ("2012-04-05", "2012-06-01", "甲市人民政府令第8号")
    found = described("# 乙条例\n(2012年4月5日甲市人民政府令第8号公布\n自公布之日起施行)\n")
    assert (found.date, found.number) == ("2012-04-05", "甲市人民政府令第8号")


@pytest.mark.parametrize("between", ["\n", "\n\n"])
@pytest.mark.parametrize("mark", ["", "# "])
def test_an_order_names_what_it_publishes(between: str, mark: str) -> None:
    opening = "《甲市乙犬办法》已经2020年12月29日市政府第15届12次常务会议通过，现予公布，自2021年5月1日起施行。"
    text = between.join(
        [f"{mark}甲市人民政府令", "第179号", opening, "市　长　某某某", "2021年1月25日", "甲市乙犬办法", BODY]
    )
    found = extract(Source(text), text, PurePosixPath("文件.md"))
    assert (found.title, found.number, found.kind) == ("甲市乙犬办法", "甲市人民政府令第179号", "办法")
    assert (found.date, found.issuers) == ("2021-01-25", ("甲市人民政府",))
    assert found.body == text.index(opening)


@pytest.mark.parametrize(
    ("event", "issuers"),
    [
        ("2008年7月17日 经渔业部第6次部务会议通过", ("渔业部",)),
        ("（2008年7月17日甲市人民政府第十五届第3次常务会议通过）", ("甲市人民政府",)),
        ("2008年7月17日 丁学院第6次会议通过", ()),
    ],
)
def test_who_met_to_pass_it_issued_it(event: str, issuers: tuple[str, ...]) -> None:
    assert described(f"# 乙办法\n{event}\n").issuers == issuers


def test_runs_of_spaces_in_what_begins_like_an_event() -> None:
    title, space = "# 乙办法\n", " " * 5000
    assert read_front(f"{title}甲乙令{space}1号{space}甲\n{BODY}").body == len(title)
    short = f"甲市人民政府令{space[:40]}第8号{space[:40]}2012年4月5日公布"
    assert read_front(f"{title}{short}\n{BODY}").events == (short,)
    assert described(f"{title}2008年7月17日经渔业部{space[:400]}第{space[:400]}六会议通过\n").issuers == ()


def test_a_heading_that_repeats_the_end_of_a_known_title_is_no_title() -> None:
    text = "临江县渔船养护养护办法\n养护养护\n每船补助3万元。\n"
    assert read_front(text, "临江县渔船养护养护办法").body == text.index("养护养护\n")
