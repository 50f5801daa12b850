"""The place a question asks about: a country, a province, a city or a county, in Chinese or English."""

import re
from dataclasses import dataclass
from functools import cache

from corpus.counties import counties, leading_county, short_county
from corpus.gazetteer import ALSO_WORDS, COUNTRIES, COUNTY_CITIES, DISTRICTS, ENGLISH
from corpus.regions import NATIONAL, behind_place, leading_place

_EVERYWHERE = ("", NATIONAL)
_HONG_KONG_MACAU_TAIWAN = ("香港", "澳门", "台湾")

_LEAD = re.compile(r"^(?:请问|想问(?:一下)?|想知道|听说|现在|目前|隔壁的?|邻省的?|我们?|在|[\s，,])*")
_WITHIN = re.compile(r"^(?:(?!打算|计划|准备|希望|[能可把设开放建去到想要])[^，,。？?\s]){1,8}?在(?=[\u4e00-\u9fff])")
_NOT_THERE = re.compile(r"^[省市区县]?(?:有|设|开|投资)")
_FROM_THERE = re.compile(
    r"^(?:来的|人|籍|族|居民|公民|同胞|青年|学生|学历|留学|大学|毕业|回来|企业|公司|商人|外资|投资者|客户|专家|游客|护照|"
    r"进口|产的|生产的|货|车|品牌|专利|料理|菜|餐|的?(?:法院|法官|警方|警察|检方|执法|司法|监管|政府(?:要|让|叫|命令)|总部|母公司|子公司|"
    r"股东|老板|买家|卖家|供应商|合伙人|员工|律师))"
)
"""What stands behind a place that says where somebody or something comes from, not where it is asked about."""

OF_EACH = re.compile(
    r"分[别別]|各自|各(?=[有是要能可限罚罰补補给給收需怎增])|都(?=[有是要能可限罚罰补補给給收需怎])|\brespectively\b"
)
"""Behind a list of places, that each is asked about."""
_AND = re.compile(r"\s*(?:以及|还有|[、，,和与跟及同])\s*")

_AWAY = r"(?<!\bto )(?<!\bfrom )(?<!\bwith )(?<!\binto )(?<!\bthan )(?<!\boutside )(?<!\band )"
_FROM = r"(?! (?:citizens?|nationals?|compan(?:y|ies)|firms?|investors?|dollars?|passports?)\b)"
_OF_COUNTRY = re.compile(
    r" (?:courts?|judges?|police|prosecutors?|authorit(?:y|ies)|regulators?|headquarters|parents?|subsidiar(?:y|ies)|"
    r"owners?|shareholders?|partners?|clients?|customers?|buyers?|suppliers?|lawyers?|employees?|engineers?|tourists?|"
    r"students?|patents?|trade ?marks?|brands?)\b"
)
"""What is of a country but may be asked about anywhere: a US court."""


@dataclass(frozen=True, slots=True)
class Place:
    """A place as far as it is named, in short names: `浙江`, `金华`, `义乌`; all empty for none.

    Attributes:
        county: a county-level city or a district.
        country: another country than China; the others are empty then.
    """

    province: str = ""
    city: str = ""
    county: str = ""
    country: str = ""

    @property
    def name(self) -> str:
        """The most exact name, empty for no place."""
        return self.country or self.county or self.city or self.province

    @property
    def in_english(self) -> str:
        """The same in English; in Chinese where no English name is known."""
        return next(iter(ENGLISH.get(self.name, ())), self.name)

    def missed_by(self, region: str) -> str:
        """What a document of a region must name to say anything about this place; empty where it applies here anyway.

        Of a province it applies in its cities, of a city in its counties, and what one county has is some of what its
        city has; in another country nothing applies.

        Args:
            region: see `Document.region`.
        """
        if self.country:
            return self.country
        if region in _EVERYWHERE:
            return ""
        other = region_place(region)
        if not other.province or other.province != self.province:
            return self.name
        apart = (self.city and other.city and self.city != other.city) or (
            self.county and other.county and self.county != other.county
        )
        return self.name if apart else ""

    def holds(self, region: str) -> bool:
        """Whether a document of a region is of this place, or of one that it lies in, see `Document.region`."""
        return region not in _EVERYWHERE and not self.missed_by(region)

    def stands_in(self, region: str) -> bool:
        """Whether it is but a part of the region of a document, see `Document.region`."""
        other = region_place(region)
        part = (self.city and not other.city) or (self.county and not other.county)
        return bool(other.province and part) and not self.missed_by(region)


NOWHERE = Place()


def region_place(region: str) -> Place:
    """The place of a document's region."""
    province, city = leading_place(region)
    county = behind_place(region, province, city)
    return Place(province, city, short_county(county) if province and county else "")


def asked_place(question: str) -> Place:
    """The place a question in Simplified Chinese or English is asked about.

    In Chinese the one it begins with (义乌的…, 我在义乌…, 大学生在义乌…): one named later may be anything
    (把点设到上海去), and one that says where somebody comes from (香港居民在天河…) is passed over. In English
    one named with a capital, but for one that something goes to or comes from.
    """
    place, rest = _leading(_LEAD.sub("", question))
    if place.name and not (_FROM_THERE.match(rest) and (place.country or place.province in _HONG_KONG_MACAU_TAIWAN)):
        return place
    if within := _WITHIN.match(question):
        place, rest = _leading(question[within.end() :])
        if place.name and not _NOT_THERE.match(rest):
            return place
    named = ((_of_name(_english_names()[one[0]]), question[one.end() :]) for one in _english().finditer(question))
    return next((place for place, behind in named if not (place.country and _OF_COUNTRY.match(behind))), NOWHERE)


def listed_places(question: str) -> tuple[tuple[str, ...], str, str]:
    """The places that a question in Simplified Chinese or English asks the same about, as it names them.

    Returns:
        Their names (宁波和嘉兴分别限养几只？: 宁波, 嘉兴), what stands before and behind their list; no names where it
        lists none.
    """
    before = _LEAD.match(question)
    start = before.end() if before else 0
    names: list[str] = []
    rest, behind = question[start:], question[start:]
    while (place := _leading(rest)[0]).name and not place.country:
        left = _leading(rest)[1]
        names.append(rest[: len(rest) - len(left)])
        behind = left
        between = _AND.match(left)
        if not between:
            break
        rest = left[between.end() :]
    if len(names) > 1:
        return tuple(names), question[:start], behind
    if found := _english_list().search(question):
        return tuple(_english_name().findall(found[0])), question[: found.start()], question[found.end() :]
    return (), question, ""


def _leading(text: str) -> tuple[Place, str]:
    """The place that a text begins with, and what stands behind it."""
    if country := next((name for name in COUNTRIES if text.startswith(name)), ""):
        return Place(country=COUNTRIES[country]), text.removeprefix(country)
    province, city = leading_place(text)
    rest = behind_place(text, province, city)
    name, county = _county(rest)
    if not name or province not in ("", county.province) or city not in ("", county.city):
        return Place(province, city), rest
    return county, re.sub(r"^[市区县]", "", rest.removeprefix(name))


def _county(text: str) -> tuple[str, Place]:
    """The county that a text begins with, as it is called there, by a name that people mean one place by."""
    called = next((name for name in _counties() if _begins(text, name)), "")
    whole = leading_county(text)
    above = counties().get(whole, ())
    if len(whole) > len(called) and len(above) == 1:
        return whole, region_place(above[0] + whole)
    return called, _counties().get(called, NOWHERE)


def _begins(text: str, name: str) -> bool:
    behind = text.removeprefix(name)
    return text.startswith(name) and (name not in ALSO_WORDS or behind.startswith(("市", "区", "县")))


@cache
def _counties() -> dict[str, Place]:
    """County-level cities and districts, the longest name first, as a question calls them."""
    found: dict[str, Place] = {}
    for table in (COUNTY_CITIES, DISTRICTS):
        above = NOWHERE
        for word in table.split():
            parent, _, name = word.rpartition(":")
            if parent:
                above = _of_name(parent)
            short = name.removesuffix("新区").removesuffix("区") if len(name) > 2 else name
            found.setdefault(name, Place(above.province, above.city, short))
    return dict(sorted(found.items(), key=lambda entry: -len(entry[0])))


def _listed(table: str) -> list[str]:
    return [word.rpartition(":")[2] for word in table.split()]


def _of_name(name: str) -> Place:
    """The place of a name of the tables, its rank in doubt."""
    if name in COUNTRIES:
        return Place(country=COUNTRIES[name])
    places = (Place(*leading_place(name + rank)) for rank in ("", "市", "自治州", "盟", "地区", "回族自治州"))
    return next((place for place in places if place.name), NOWHERE) if name not in _names() else _counties()[name]


@cache
def _names() -> frozenset[str]:
    return frozenset(_listed(COUNTY_CITIES + DISTRICTS))


@cache
def _english_names() -> dict[str, str]:
    """From English names to those of the tables."""
    return {english: name for name, names in ENGLISH.items() for english in names}


@cache
def _english_name() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, sorted(_english_names(), key=len, reverse=True)))})\b")


@cache
def _english() -> re.Pattern[str]:
    return re.compile(rf"{_AWAY}(?:{_english_name().pattern}){_FROM}")


@cache
def _english_list() -> re.Pattern[str]:
    name = _english_name().pattern
    return re.compile(rf"{_english().pattern}(?:, {name})*,? and (?:in )?{name}")
