"""What a document says about itself is read as it says it; what it does not say stays empty."""

from pathlib import PurePosixPath

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.metadata import Metadata, extract
from corpus.readers.source import Source
from tests.documents import words

BODY = "第一条　为了让小企业有钱用，制定本办法。\n第二条　每户一万元。\n"


def read(front: str, name: str = "文件.md", **source: str) -> Metadata:
    """The metadata of a document with these lines above its first article, which must be where the policy begins."""
    text = front + BODY
    found = extract(Source(text, **source), text, PurePosixPath(name))
    assert text[found.body :].lstrip() == BODY
    return found


@pytest.mark.parametrize(
    ("front", "title"),
    [
        ("# 甲县小企业补贴办法\n\n", "甲县小企业补贴办法"),
        ("甲县小企业补贴办法\n", "甲县小企业补贴办法"),
        ("\n　　甲县小企业补贴办法（试行）　\n\n", "甲县小企业补贴办法（试行）"),
        ("甲县人民政府关于印发\n小企业补贴办法的通知\n", "甲县人民政府关于印发小企业补贴办法的通知"),
        ("甲县人民政府办公室\n关于印发小企业\n补贴办法的通知\n", "甲县人民政府办公室关于印发小企业补贴办法的通知"),
        ("# 甲省促进条例\n\n# 总则\n\n", "甲省促进条例 总则"),
        ("重磅！小企业有补贴了！\n", "重磅！小企业有补贴了！"),
        ("> 说明：本文是转述。\n<!-- 抄录 -->\n甲县补贴办法\n", "甲县补贴办法"),
        ("", "文件"),
    ],
)
def test_title(front: str, title: str) -> None:
    assert read(front).title == title


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


def test_what_the_format_says_wins() -> None:
    front = "# 甲县补贴办法\n来源：乙网　日期：2020-01-02　https://example.org/b\n"
    own = read(front)
    assert (own.title, own.source, own.date, own.url) == ("甲县补贴办法", "乙网", "2020-01-02", "https://example.org/b")
    told = read(front, title="甲县补贴办法", source="甲县政府", date="2021-03-04", url="https://example.org/a")
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
    found = read(f"# 甲县补贴办法\n{byline}\n")
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
    assert read(f"# 甲县补贴办法\n{front}", name).date == date


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


@pytest.mark.parametrize(
    ("title", "issuers"),
    [
        ("甲省人民政府办公厅关于支持小企业的意见", ("甲省人民政府办公厅",)),
        ("甲省科技厅、甲省财政厅关于科技创新券的通知", ("甲省科技厅", "甲省财政厅")),
        ("甲市工业和信息化局 甲市财政局关于补贴的通知", ("甲市工业和信息化局", "甲市财政局")),
        ("最高人民法院、最高人民检察院关于办理案件的解释", ("最高人民法院", "最高人民检察院")),
        ("中共中央 国务院关于支持小企业的意见", ("中共中央", "国务院")),
        ("关于支持小企业的意见", ()),
        ("小企业补贴办法", ()),
    ],
)
def test_issuers(title: str, issuers: tuple[str, ...]) -> None:
    assert read(f"# {title}\n").issuers == issuers


PASSED = "2021年9月29日浙江省第十三届人民代表大会常务委员会第三十一次会议通过\n"


@pytest.mark.parametrize(
    ("title", "event", "region"),
    [
        ("浙江省小企业条例", "", "浙江省"),
        ("浙江小企业举措", "", "浙江省"),
        ("内蒙古自治区小企业条例", "", "内蒙古自治区"),
        ("新疆小企业办法", "", "新疆维吾尔自治区"),
        ("上海市小企业条例", "", "上海市"),
        ("黑龙江省小企业条例", "", "黑龙江省"),
        ("绍兴市小企业条例", PASSED, "浙江省绍兴市"),
        ("浙江省绍兴市小企业条例", "", "浙江省绍兴市"),
        ("绍兴市小企业条例", "", "浙江省绍兴市"),
        ("中华人民共和国小企业法", "", "全国"),
        ("国务院关于小企业的决定", "", "全国"),
        ("国家税务总局关于小企业的公告", "", "全国"),
        ("小企业办法", PASSED, "浙江省"),
        ("小企业办法", "", ""),
    ],
)
def test_region(title: str, event: str, region: str) -> None:
    assert read(f"# {title}\n{event}").region == region


@pytest.mark.parametrize(
    ("title", "text", "source", "site", "region"),
    [
        ("义乌市市场管理办法", "", "", "", "浙江省金华市义乌市"),
        ("2026年天河区学位申请指引", "广州市的办法。广州市的窗口。", "", "", "广东省广州市天河区"),
        ("学位申请指引", "广州市的办法。广州市的窗口。", "天河区教育局", "", "广东省广州市天河区"),
        ("学位申请指引", "广州市的办法。广州市的窗口。", "区教育局", "广州市天河区人民政府", "广东省广州市天河区"),
        ("学位申请指引", "广州市的办法。广州市的窗口。", "本网", "广州市天河区人民政府", "广东省广州市"),
        ("广州市学位办法", "第一条　天河区先行。", "天河区教育局", "广州市天河区人民政府", "广东省广州市"),
        ("学位申请指引", "每户一次。", "本网", "广州市教育局网站", "广东省广州市"),
        ("学位申请指引", "每户一次。", "南方日报", "广州市教育局网站", ""),
    ],
)
def test_the_region_by_county_source_and_site(title: str, text: str, source: str, site: str, region: str) -> None:
    found = extract(Source(text, title=title, source=source, site=site), text, PurePosixPath("文件.html"))
    assert found.region == region


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("甲省专利条例", "条例"),
        ("甲县补贴办法（试行）", "办法"),
        ("关于印发《甲县补贴实施细则》的通知", "通知"),
        ("甲国专利法", "法"),
        ("甲国民法典", "法典"),
        ("关于支持小企业的若干措施", "措施"),
        ("关于印发方案", "方案"),
        ("甲县怎样办补贴", ""),
    ],
)
def test_kind(title: str, kind: str) -> None:
    assert read(f"# {title}\n").kind == kind


@given(words, st.lists(words, max_size=4).map("。\n".join))
def test_nothing_is_guessed(title: str, text: str) -> None:
    text = f"# {title}\n\n{text}。\n"
    found = extract(Source(text), text, PurePosixPath("文件.md"))
    assert found == Metadata(title, body=found.body)


def test_an_office_named_in_a_news_page_is_of_the_page_s_province() -> None:
    text = "浙江新政来了\n来源:某网 日期:2022-03-18\n为了创新,省政府办公厅近日印发《意见》,支持企业。"
    assert extract(Source(text), text, PurePosixPath("page.txt")).issuers == ("浙江省政府办公厅",)


@pytest.mark.parametrize(
    ("text", "issuers"),
    [
        ("甲县补贴办法\n发布机构：甲县财政局、甲县工业局\n第一条　甲。", ("甲县财政局", "甲县工业局")),
        ("甲县人民政府文件\n甲县补贴办法\n第一条　甲。", ("甲县人民政府",)),
        ("甲县补贴办法\n甲县人民政府令\n第 9 号\n第一条　甲。", ("甲县人民政府",)),
        (
            "甲县财政局等2部门关于补贴的通知\n各镇：\n一、补贴\n甲。\n甲县财政局 甲县工业局\n2021年1月2日\n",
            ("甲县财政局", "甲县工业局"),
        ),
        ("关于补贴的通知\n一、补贴\n甲。\n甲县财政局\n甲县工业局\n2021年1月2日\n", ("甲县财政局", "甲县工业局")),
        ("关于补贴的通知\n一、补贴\n甲。\n联系人：某人\n2021年1月2日\n", ()),
    ],
)  # fmt: skip
def test_issuers_that_the_title_does_not_name(text: str, issuers: tuple[str, ...]) -> None:
    assert extract(Source(text), text, PurePosixPath("文件.md")).issuers == issuers


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


@pytest.mark.parametrize(
    ("text", "title", "validity"),
    [
        ("时效性：现行有效\n", "甲县办法", "现行"),
        ("有效性：失效\n", "甲县办法", "已失效"),
        ("效力状态：已废止\n", "甲县办法", "已废止"),
        ("时效性 | 已被修改\n", "甲县办法", "已修订"),
        ("时效性：尚未生效\n", "甲县办法", "尚未施行"),
        ("文件状态：\n", "甲县办法", ""),
        ("", "甲县办法（已废止）", "已废止"),
        ("", "【已失效】甲县办法", "已失效"),
        ("", "甲县办法", ""),
    ],
)
def test_stated_validity(text: str, title: str, validity: str) -> None:
    text += "第一条　甲。\n"
    assert extract(Source(text, title=title), text, PurePosixPath("文件.md")).validity == validity


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("最高人民法院关于甲案件的解释\n第一条　甲。", "司法解释（解释）"),
        ("最高人民法院、最高人民检察院关于甲案件的规定\n第一条　甲。", "司法解释（规定）"),
        ("甲县补贴热点问答\n一、补贴\n甲。", "问答"),
        ("甲县补贴来了\n本报讯（记者 某人）甲县近日发放补贴。", "新闻"),
        ("甲县补贴来了\n甲县近日发放补贴。", ""),
    ],
)
def test_kind_by_issuer_and_opening(text: str, kind: str) -> None:
    assert extract(Source(text), text, PurePosixPath("文件.md")).kind == kind


def test_the_number_of_a_law_is_that_of_its_order() -> None:
    front = "# 甲条例\n2005年7月7日 中华人民共和国国务院令第9439号公布\n2020年11月9日 国务院令第9731号修订\n"
    found = read(front)
    assert (found.number, found.date, found.revised) == ("中华人民共和国国务院令第9439号", "2020-11-09", "2020-11-09")
    wrapped = read("# 甲条例\n（2021年7月27日中华人民共和国国务院令第9746号公布）\n")
    assert wrapped.number == "中华人民共和国国务院令第9746号"
