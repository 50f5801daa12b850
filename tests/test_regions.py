"""A place is known with the province it lies in."""

import pytest

from corpus.regions import find_region, leading_place, region_of, region_told, site_region


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("宁波的人才补贴", ("浙江", "宁波")),
        ("浙江宁波市有补贴吗", ("浙江", "宁波")),
        ("浙江有补贴吗", ("浙江", "")),
        ("浙江省有补贴吗", ("浙江", "")),
        ("内蒙古包头市", ("内蒙古", "包头")),
        ("吉林市有吗", ("吉林", "吉林")),
        ("吉林有吗", ("吉林", "")),
        ("凉山怎么补", ("四川", "凉山")),
        ("海南藏族自治州", ("青海", "海南")),
        ("朝阳产业有补贴吗", ("", "")),
        ("朝阳市有补贴吗", ("辽宁", "朝阳")),
        ("去宁波有补贴吗", ("", "")),
        ("", ("", "")),
    ],
)
def test_the_place_a_text_begins_with(text: str, place: tuple[str, str]) -> None:
    assert leading_place(text) == place


@pytest.mark.parametrize(
    ("places", "events", "region"),
    [
        (("绍兴市小企业条例",), (), "浙江省绍兴市"),
        (("深圳经济特区小企业条例",), (), "广东省深圳市"),
        (("广州市天河区小企业办法",), (), "广东省广州市天河区"),
        (("甲县小企业办法", "温州市财政局"), (), "浙江省温州市"),
        (("凉山彝族自治州小企业条例",), (), "四川省凉山彝族自治州"),
        (("上海市浦东新区小企业规定",), (), "上海市浦东新区"),
        (("河南省城市绿地条例",), (), "河南省"),
        (("小企业条例",), ("2020年1月1日河南省甲会通过",), "河南省"),
        (("中华人民共和国小企业法",), (), "全国"),
        (("小企业办法",), (), ""),
        (("广东省清远市住宅小区管理条例",), (), "广东省清远市"),
        (("广东省清远市工业园区办法",), (), "广东省清远市"),
        (("清远市清新区小企业办法",), (), "广东省清远市清新区"),
    ],
)
def test_region(places: tuple[str, ...], events: tuple[str, ...], region: str) -> None:
    assert find_region(places, events) == region


@pytest.mark.parametrize(
    ("text", "region"),
    [
        ("广州市的积分按广州市的办法算，广东省另有规定的除外。", "广东省广州市"),
        ("在广东省申领，广东省内通用。", "广东省"),
        ("上海市的人到上海市的窗口办。", "上海市"),
        ("在广州市申领一次。", ""),
        ("广州市、佛山市互认，广州市先行。", ""),
        ("广州市的人从广州市去浙江。", ""),
        ("香港特别行政区与香港特别行政区以外。", ""),
        ("小企业可以申领。", ""),
    ],
)
def test_the_region_that_only_the_text_tells(text: str, region: str) -> None:
    assert region_told(text) == region


@pytest.mark.parametrize(
    ("source", "site", "region"),
    [
        ("区教育局", "广州市天河区人民政府门户网站", "广东省广州市天河区"),
        ("市教育局", "广州市天河区人民政府门户网站", "广东省广州市"),
        ("省教育厅", "广州市天河区人民政府门户网站", "广东省"),
        ("区教育局", "广州市人民政府门户网站", ""),
        ("县教育局", "广州市天河区人民政府门户网站", ""),
        ("市教育局", "浙江省人民政府", ""),
        ("南方日报", "广州市天河区人民政府门户网站", ""),
        ("", "广州市人民政府门户网站", ""),
        ("区教育局", "", ""),
    ],
)
def test_the_region_of_an_office_named_by_its_rank(source: str, site: str, region: str) -> None:
    assert site_region(source, site) == region


def test_full_names() -> None:
    assert region_of("广东", "广州") == "广东省广州市"
    assert region_of("四川", "凉山") == "四川省凉山彝族自治州"
    assert region_of("上海", "") == "上海市"
    assert region_of("", "") == ""
