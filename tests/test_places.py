"""The place a question asks about, and which documents apply there."""

import re

import pytest

from corpus.gazetteer import COUNTRIES, ENGLISH
from corpus.places import NOWHERE, Place, asked_place, region_place
from corpus.regions import leading_place

YIWU = Place("浙江", "金华", "义乌")
TIANHE = Place("广东", "广州", "天河")


@pytest.mark.parametrize(
    ("question", "place"),
    [
        ("义乌的补贴有多少", YIWU),
        ("浙江义乌市有补贴吗", YIWU),
        ("金华义乌有补贴吗", YIWU),
        ("我们在义乌开店有补贴吗", YIWU),
        ("浦东有补贴吗", Place("上海", "", "浦东")),
        ("上海浦东新区有补贴吗", Place("上海", "", "浦东")),
        ("南山区有补贴吗", Place("广东", "深圳", "南山")),
        ("南山有补贴吗", NOWHERE),
        ("仙桃有补贴吗", Place("湖北", "", "仙桃")),
        ("东方市有补贴吗", Place("海南", "", "东方")),
        ("云和县有补贴吗", Place("浙江", "丽水", "云和")),
        ("浙江长兴县有补贴吗", Place("浙江", "湖州", "长兴")),
        ("中山区有补贴吗", Place("辽宁", "大连", "中山")),
        ("中山有补贴吗", Place("广东", "中山")),
        ("桥西区有补贴吗", NOWHERE),
        ("富县怎么办", NOWHERE),
        ("合作社有补贴吗", NOWHERE),
        ("宁波有补贴吗", Place("浙江", "宁波")),
        ("大学生在广州创业有补贴吗", Place("广东", "广州")),
        ("隔壁江苏在县域创新上出过什么招", Place("江苏")),
        ("我想知道现在上海有什么补贴", Place("上海")),
        ("公司在上海有分公司能申请吗", NOWHERE),
        ("能不能在上海设点", NOWHERE),
        ("公司打算在德国慕尼黑设个研发点", NOWHERE),
        ("能不能把点设到上海去", NOWHERE),
        ("日本养狗要登记吗", Place(country="日本")),
        ("在澳洲养狗要登记吗", Place(country="澳大利亚")),
        ("日本人能申请吗", NOWHERE),
        ("日本料理店要办什么证", NOWHERE),
        ("朝鲜族学生加分吗", NOWHERE),
        ("美国法院要我们交出北京服务器上的文件，能给吗", NOWHERE),
        ("美国有补贴吗", Place(country="美国")),
        ("日照", Place("山东", "日照")),
        ("日照物业停水罚多少", Place("山东", "日照")),
        ("日照间距怎么算", NOWHERE),
        ("吉林", Place("吉林")),
        ("临港产业有补贴吗", NOWHERE),
        ("香港有补贴吗", Place("香港")),
        ("香港居民在天河能上学吗", TIANHE),
        ("Does Yiwu subsidise shops?", YIWU),
        ("How much is paid in Tianhe?", TIANHE),
        ("Is there an age limit in Shaanxi?", Place("陕西")),
        ("How long is leave in the United States?", Place(country="美国")),
        ("A US court orders us to hand over files. May we?", NOWHERE),
        ("Can US companies apply in Pudong?", Place("上海", "", "浦东")),
        ("May we move to Shanghai?", NOWHERE),
        ("Is there a tariff on cars from Japan?", NOWHERE),
        ("Tell us about it", NOWHERE),
        ("专利可以质押融资吗", NOWHERE),
        ("", NOWHERE),
    ],
)
def test_the_place_asked_about(question: str, place: Place) -> None:
    assert asked_place(question) == place


@pytest.mark.parametrize(
    ("region", "place"),
    [
        ("广东省广州市天河区", TIANHE),
        ("浙江省金华市义乌市", YIWU),
        ("浙江省义乌市", Place("浙江", "", "义乌")),
        ("上海市浦东新区", Place("上海", "", "浦东")),
        ("浙江省丽水市云和县", Place("浙江", "丽水", "云和")),
        ("浙江省丽水市景宁畲族自治县", Place("浙江", "丽水", "景宁")),
        ("新疆维吾尔自治区喀什地区莎车县", Place("新疆", "喀什", "莎车")),
        ("安徽省马鞍山市和县", Place("安徽", "马鞍山", "和县")),
        ("浙江省宁波市", Place("浙江", "宁波")),
        ("四川省凉山彝族自治州", Place("四川", "凉山")),
        ("浙江省", Place("浙江")),
        ("全国", NOWHERE),
    ],
)
def test_the_place_of_a_region(region: str, place: Place) -> None:
    assert region_place(region) == place


@pytest.mark.parametrize(
    ("place", "region", "missed"),
    [
        (YIWU, "全国", ""),
        (YIWU, "", ""),
        (YIWU, "浙江省", ""),
        (YIWU, "浙江省金华市", ""),
        (YIWU, "浙江省金华市义乌市", ""),
        (YIWU, "浙江省金华市东阳市", "义乌"),
        (YIWU, "浙江省杭州市", "义乌"),
        (YIWU, "广东省广州市", "义乌"),
        (Place("广东", "广州"), "广东省广州市天河区", ""),
        (Place("广东"), "广东省广州市天河区", ""),
        (Place("江苏"), "浙江省", "江苏"),
        (Place(country="日本"), "全国", "日本"),
        (Place(country="日本"), "", "日本"),
        (NOWHERE, "浙江省", ""),
    ],
)
def test_what_a_document_must_name(place: Place, region: str, missed: str) -> None:
    assert place.missed_by(region) == missed


@pytest.mark.parametrize(
    ("place", "region", "part"),
    [
        (YIWU, "浙江省", True),
        (YIWU, "浙江省金华市", True),
        (YIWU, "浙江省金华市义乌市", False),
        (YIWU, "广东省", False),
        (YIWU, "全国", False),
        (Place("广东"), "广东省广州市", False),
        (Place("广东", "广州"), "广东省广州市天河区", False),
        (NOWHERE, "浙江省", False),
    ],
)
def test_what_is_but_a_part_of_a_region(place: Place, region: str, part: bool) -> None:
    assert place.stands_in(region) is part


def test_every_name_is_a_place() -> None:
    for name in COUNTRIES:
        assert asked_place(f"{name}有补贴吗").country == COUNTRIES[name]
    for name, names in ENGLISH.items():
        for english in names:
            place = asked_place(f"Is there a subsidy in {english}?")
            assert place.country == COUNTRIES.get(name, "")
            assert place.country or re.sub("(新区|区)$", "", name) == place.name or leading_place(name)[1] == place.name
