"""Which place a document is of, by its title, its issuers, who passed it, its publisher, its website and its text."""

from pathlib import PurePosixPath

import pytest

from corpus.metadata import extract
from corpus.readers.source import Source
from tests.documents import described

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
    assert described(f"# {title}\n{event}").region == region


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
        ("学位申请指引", "每户一次。", "县教育局", "云和县人民政府", "浙江省丽水市云和县"),
        ("学位申请指引", "每户一次。", "本网", "云和县人民政府", "浙江省丽水市云和县"),
        ("江北区学位办法", "每户一次。", "", "", ""),
        ("江北区学位办法", "重庆市的办法。重庆市的窗口。", "", "", "重庆市江北区"),
        ("学位办法", "云和县人民政府办公室\n2024年5月6日\n", "", "", "浙江省丽水市云和县"),
    ],
)
def test_the_region_by_county_source_and_site(title: str, text: str, source: str, site: str, region: str) -> None:
    found = extract(Source(text, title=title, source=source, site=site), text, PurePosixPath("文件.html"))
    assert found.region == region
