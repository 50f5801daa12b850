"""Provinces and the cities below them: which place a text names, and which province that place lies in.

Provinces, and divisions of prefecture rank (地级市、自治州、地区、盟) with the sub-provincial cities among
them, as of 2024. Counties below them are those of `corpus.counties`; one whose name is that of several places is read
where the place above it is named.
"""

import re
from collections import Counter
from collections.abc import Sequence

from corpus.counties import counties, leading_county

NATIONAL = "全国"
"""The region of what a national authority issues."""

_CITIES = """
北京市:
天津市:
上海市:
重庆市:
河北省: 石家庄市 唐山市 秦皇岛市 邯郸市 邢台市 保定市 张家口市 承德市 沧州市 廊坊市 衡水市
山西省: 太原市 大同市 阳泉市 长治市 晋城市 朔州市 晋中市 运城市 忻州市 临汾市 吕梁市
内蒙古自治区: 呼和浩特市 包头市 乌海市 赤峰市 通辽市 鄂尔多斯市 呼伦贝尔市 巴彦淖尔市 乌兰察布市 兴安盟
 锡林郭勒盟 阿拉善盟
辽宁省: 沈阳市 大连市 鞍山市 抚顺市 本溪市 丹东市 锦州市 营口市 阜新市 辽阳市 盘锦市 铁岭市 朝阳市 葫芦岛市
吉林省: 长春市 吉林市 四平市 辽源市 通化市 白山市 松原市 白城市 延边朝鲜族自治州
黑龙江省: 哈尔滨市 齐齐哈尔市 鸡西市 鹤岗市 双鸭山市 大庆市 伊春市 佳木斯市 七台河市 牡丹江市 黑河市 绥化市
 大兴安岭地区
江苏省: 南京市 无锡市 徐州市 常州市 苏州市 南通市 连云港市 淮安市 盐城市 扬州市 镇江市 泰州市 宿迁市
浙江省: 杭州市 宁波市 温州市 嘉兴市 湖州市 绍兴市 金华市 衢州市 舟山市 台州市 丽水市
安徽省: 合肥市 芜湖市 蚌埠市 淮南市 马鞍山市 淮北市 铜陵市 安庆市 黄山市 滁州市 阜阳市 宿州市
 六安市 亳州市 池州市 宣城市
福建省: 福州市 厦门市 莆田市 三明市 泉州市 漳州市 南平市 龙岩市 宁德市
江西省: 南昌市 景德镇市 萍乡市 九江市 新余市 鹰潭市 赣州市 吉安市 宜春市 抚州市 上饶市
山东省: 济南市 青岛市 淄博市 枣庄市 东营市 烟台市 潍坊市 济宁市 泰安市 威海市 日照市 临沂市 德州市 聊城市 滨州市 菏泽市
河南省: 郑州市 开封市 洛阳市 平顶山市 安阳市 鹤壁市 新乡市 焦作市 濮阳市 许昌市 漯河市 三门峡市 南阳市 商丘市 信阳市
 周口市 驻马店市 济源市
湖北省: 武汉市 黄石市 十堰市 宜昌市 襄阳市 鄂州市 荆门市 孝感市 荆州市 黄冈市 咸宁市 随州市 恩施土家族苗族自治州
湖南省: 长沙市 株洲市 湘潭市 衡阳市 邵阳市 岳阳市 常德市 张家界市 益阳市 郴州市 永州市 怀化市 娄底市
 湘西土家族苗族自治州
广东省: 广州市 韶关市 深圳市 珠海市 汕头市 佛山市 江门市 湛江市 茂名市 肇庆市 惠州市 梅州市 汕尾市 河源市 阳江市 清远市
 东莞市 中山市 潮州市 揭阳市 云浮市
广西壮族自治区: 南宁市 柳州市 桂林市 梧州市 北海市 防城港市 钦州市 贵港市 玉林市 百色市 贺州市 河池市 来宾市 崇左市
海南省: 海口市 三亚市 三沙市 儋州市
四川省: 成都市 自贡市 攀枝花市 泸州市 德阳市 绵阳市 广元市 遂宁市 内江市 乐山市 南充市 眉山市 宜宾市 广安市 达州市
 雅安市 巴中市 资阳市 阿坝藏族羌族自治州 甘孜藏族自治州 凉山彝族自治州
贵州省: 贵阳市 六盘水市 遵义市 安顺市 毕节市 铜仁市 黔西南布依族苗族自治州 黔东南苗族侗族自治州
 黔南布依族苗族自治州
云南省: 昆明市 曲靖市 玉溪市 保山市 昭通市 丽江市 普洱市 临沧市 楚雄彝族自治州 红河哈尼族彝族自治州
 文山壮族苗族自治州 西双版纳傣族自治州 大理白族自治州 德宏傣族景颇族自治州 怒江傈僳族自治州 迪庆藏族自治州
西藏自治区: 拉萨市 日喀则市 昌都市 林芝市 山南市 那曲市 阿里地区
陕西省: 西安市 铜川市 宝鸡市 咸阳市 渭南市 延安市 汉中市 榆林市 安康市 商洛市
甘肃省: 兰州市 嘉峪关市 金昌市 白银市 天水市 武威市 张掖市 平凉市 酒泉市 庆阳市 定西市 陇南市 临夏回族自治州
 甘南藏族自治州
青海省: 西宁市 海东市 海北藏族自治州 黄南藏族自治州 海南藏族自治州 果洛藏族自治州 玉树藏族自治州
 海西蒙古族藏族自治州
宁夏回族自治区: 银川市 石嘴山市 吴忠市 固原市 中卫市
新疆维吾尔自治区: 乌鲁木齐市 克拉玛依市 吐鲁番市 哈密市 昌吉回族自治州 博尔塔拉蒙古自治州 巴音郭楞蒙古自治州
 阿克苏地区 克孜勒苏柯尔克孜自治州 喀什地区 和田地区 伊犁哈萨克自治州 塔城地区 阿勒泰地区
台湾省:
香港特别行政区:
澳门特别行政区:
"""
_TABLE = {
    province: cities.split()
    for line in _CITIES.replace("\n ", " ").split("\n")
    for province, _, cities in [line.partition(":")]
    if province
}
_PROVINCE_OF = {city: province for province, cities in _TABLE.items() for city in cities}

_RANK = re.compile(r"(省|市|地区|盟|(壮族|回族|维吾尔)?自治区|特别行政区)$")
_PEOPLES = re.compile(
    r"(朝鲜族|土家族|苗族|藏族|羌族|彝族|布依族|侗族|哈尼族|壮族|傣族|白族|景颇族|傈僳族|回族|蒙古族|蒙古|柯尔克孜|哈萨克)*"
    r"自治州$"
)
_ALSO_WORDS = frozenset(
    "朝阳 白银 日照 普洱 阿里 和田 安康 大同 海南 海北 海西 海东 吉林 山南 黄山 中卫 兴安 红河".split()
)
"""Short names that begin many sentences about something else, or name a province: read as a city only with 市 or 州."""


def _short(name: str) -> str:
    """浙江 for 浙江省, 凉山 for 凉山彝族自治州."""
    return _PEOPLES.sub("", name) if name.endswith("州") and "自治" in name else _RANK.sub("", name)


_PROVINCES = {_short(province): province for province in _TABLE}
_CITIES_BY_SHORT = {
    short: city for city in _PROVINCE_OF if (short := _short(city)) not in _ALSO_WORDS and short not in _PROVINCES
}
_ALSO_CITIES = {short: city for city in _PROVINCE_OF if (short := _short(city)) in _ALSO_WORDS - _PROVINCES.keys()}
_AS_CITY = re.compile(r"(?:的?(?:物业|小区|居民|业主|政府)|[今去明]年|$)")
"""What stands behind a short name that is a word as well where it is a city; nothing else may."""
_PROVINCE_NAMED = re.compile("|".join(sorted([*_TABLE, *_PROVINCES], key=len, reverse=True)))
_CITY_NAMED = re.compile("|".join(sorted(_PROVINCE_OF, key=len, reverse=True)))
_CITY = re.compile(
    r"^(?:[\u4e00-\u9fff]{2,6}(?:省|自治区))?"
    r"((?:(?!城市|县市|省)[\u4e00-\u9fff]){2,4}?市(?:[\u4e00-\u9fff]{2,3}?(?<![小社园景校片库灾学宅业发范护能辖度])[区县])?|[\u4e00-\u9fff]{2,10}?自治[州县])"
)
_BEHIND_NAME = r"(?:特别行政区|(?:[\u4e00-\u9fff]{1,3}族)*自治[区州县]|新区|地区|[省市区县盟州])?"
_LEAD = re.compile(r"^(?:\d{4}年度?|中共|共青团|[（(【]转载[）)】])+")
_FEWEST_NAMED = 2
_MANY_NAMED, _BY_FAR = 5, 0.9
"""How often a province is named at least, and its share of all that are, where a text speaks of the whole of it."""
_WHOLE = re.compile(r"[全我]省")
_NATIONAL_AUTHORITY = re.compile(r"全国人民代表大会|国务院|最高人民(法院|检察院)|^中华人民共和国|^国家|^中共中央")


def leading_place(text: str) -> tuple[str, str]:
    """Short names of the province and the city that a text in Simplified Chinese begins with.

    `("浙江", "宁波")` for 宁波…, `("浙江", "")` for 浙江…, `("", "")` where it begins with neither, as 中山区… does.
    """
    if full := _CITY_NAMED.match(text):
        return _short(_PROVINCE_OF[full[0]]), _short(full[0])
    if leading_county(text):
        return "", ""
    province = next((short for short in _PROVINCES if text.startswith(short)), "")
    full_name = _PROVINCES.get(province, "")
    rest = text.removeprefix(full_name if text.startswith(full_name) else province)
    city = full[0] if (full := _CITY_NAMED.match(rest)) else _leading_city(rest)
    if not city or (province and _PROVINCE_OF[city] != _PROVINCES[province]):
        return province, ""
    return _short(_PROVINCE_OF[city]), _short(city)


def behind_place(text: str, province: str, city: str) -> str:
    """What stands behind the province and the city that a text begins with, and their ranks."""
    whole = _PROVINCES.get(province, "")
    for name, full in ((province, whole), (city, region_of(province, city).removeprefix(whole))):
        if full and text.startswith(full):
            text = text.removeprefix(full)
        elif name and (named := re.match(re.escape(name) + _BEHIND_NAME, text)):
            text = text[named.end() :]
    return text


def find_region(places: Sequence[str], events: Sequence[str] = ()) -> str:
    """The region a document is of: province, city and county as far as they are named; nothing where none is.

    Args:
        places: title and issuers; a city or a county counts where one of them begins with it.
        events: lines that say who passed it, which may name the province.
    """
    if any(map(_NATIONAL_AUTHORITY.search, places)):
        return NATIONAL
    region = _above_counties([place for place in places if not leading_county(_LEAD.sub("", place))], events)
    counties_named = (county_region(place, region) for place in places)
    return next(filter(None, counties_named), region)


def county_region(words: str, within: str = "") -> str:
    """The region of the county that a title or an office begins with: `广东省广州市天河区` for 天河区教育局.

    That of the province where several of its counties have the name; empty where counties of several provinces do.

    Args:
        within: the province or city it must lie in, where that is known.
    """
    words = _LEAD.sub("", words)
    province, city = leading_place(words)
    above = region_of(province, city)
    name = leading_county(behind_place(words, province, city), alone=not above)
    wholes = [whole for whole in counties().get(name, ()) if whole.startswith(above) and whole.startswith(within)]
    if len(wholes) == 1:
        return wholes[0] + name
    provinces = {named[0] for whole in wholes if (named := _PROVINCE_NAMED.match(whole))}
    return provinces.pop() if len(provinces) == 1 and not within else ""


def _above_counties(places: Sequence[str], events: Sequence[str]) -> str:
    """The region by the provinces and cities named, with a county right behind its city."""
    city = next((found[1] for place in places if (found := _CITY.match(place))), "")
    known = next((named[0] for text in [city, *places] if (named := _CITY_NAMED.search(text))), "")
    if not known and not city:
        known = next(filter(None, map(_leading_city, places)), "")
    city = city or known
    province = next((named[0] for text in [*places, *events] if (named := _PROVINCE_NAMED.search(text))), "")
    province = _PROVINCE_OF.get(known, "") or _PROVINCES.get(province, province)
    if not province or not city or city == province:
        return province or city
    return province + city.removeprefix(province)


def region_of(province: str, city: str) -> str:
    """`浙江省宁波市` for 浙江 and 宁波: the region of short names; that of the province where no city is named."""
    whole = _PROVINCES.get(province, "")
    cities = (name for name in _TABLE.get(whole, []) if _short(name) == city)
    return whole + next(cities, "")


def site_region(source: str, site: str) -> str:
    """The region of an office that is named by its rank alone, on a website that says of which place.

    区教育局 on the site of 广州市天河区 is of that district, 市教育局 of the city, 省教育厅 of the province.
    """
    region, rank = find_region((site,)), source[:1]
    if rank in {"区", "县"} or (rank == "市" and region.endswith("市")):
        return region if region.endswith(rank) else ""
    named = {"市": _CITY_NAMED, "省": _PROVINCE_NAMED}[rank].search(region) if rank in {"市", "省"} else None
    return region[: named.end()] if named else ""


def region_told(text: str) -> str:
    """The region of a document that neither title nor issuer tells: the one city, else province, that its text names.

    Named twice at least, in full, and no other province beside it; or the province by far most often named in a text
    that speaks of the whole of it (全省); nothing otherwise.
    """
    cities = _CITY_NAMED.findall(text)
    provinces = [_PROVINCES.get(name, name) for name in _PROVINCE_NAMED.findall(text)]
    province = _PROVINCE_OF[cities[0]] if cities else provinces[0] if provinces else ""
    city = cities[0] if cities else ""
    most, times = Counter(provinces).most_common(1)[0] if provinces else ("", 0)
    if times >= _MANY_NAMED and times >= _BY_FAR * len(provinces) and _WHOLE.search(text):
        return most
    alone = set(cities) <= {city} and set(provinces) <= {province} and not province.endswith("特别行政区")
    return province + city.removeprefix(province) if alone and text.count(city or province) >= _FEWEST_NAMED else ""


def _leading_city(text: str) -> str:
    """The city that a text begins with by its short name."""
    if city := next((city for short, city in _CITIES_BY_SHORT.items() if text.startswith(short)), ""):
        return city
    words = ((short, city) for short, city in _ALSO_CITIES.items() if text.startswith(short))
    return next((city for short, city in words if _AS_CITY.match(text[len(short) :])), "")
