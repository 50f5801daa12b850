"""What a document says about itself: title, source, date, issuers, number, region, kind.

Only what stands in the text, the file's own format or its name is taken; the rest stays empty.
"""

import re
from dataclasses import dataclass
from pathlib import PurePath

from corpus.readers.source import Source

_PROVINCES = (
    "北京市 天津市 上海市 重庆市 河北省 山西省 辽宁省 吉林省 黑龙江省 江苏省 浙江省 安徽省 福建省 江西省 山东省 "
    "河南省 湖北省 湖南省 广东省 海南省 四川省 贵州省 云南省 陕西省 甘肃省 青海省 台湾省 内蒙古自治区 "
    "广西壮族自治区 西藏自治区 宁夏回族自治区 新疆维吾尔自治区 香港特别行政区 澳门特别行政区"
).split()
_SHORT = {re.sub(r"(省|市|(壮族|回族|维吾尔)?自治区|特别行政区)$", "", name): name for name in _PROVINCES}
_PROVINCE = re.compile("|".join(sorted([*_PROVINCES, *_SHORT], key=len, reverse=True)))
_CITY = re.compile(
    r"^(?:[\u4e00-\u9fff]{2,6}(?:省|自治区))?"
    r"([\u4e00-\u9fff]{2,4}?市(?:[\u4e00-\u9fff]{2,3}?[区县])?|[\u4e00-\u9fff]{2,10}?自治[州县])"
)
_NATIONAL = re.compile(r"全国人民代表大会|国务院|最高人民(法院|检察院)|^中华人民共和国|^国家")

_KINDS = (
    "法典 宪法 条例 规定 办法 细则 规则 规程 准则 标准 决定 决议 命令 解释 批复 意见 方案 规划 计划 纲要 通知 通告 "
    "公告 公报 报告 指引 指南 目录 措施 举措 政策 解读 法"
).split()
_KIND = re.compile(rf"({'|'.join(_KINDS)})(?:》)?(?:[（(〔\[][^）)〕\]]*[）)〕\]])*$")

_ISO = re.compile(r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?")
_NUMBER = re.compile(
    r"[\u4e00-\u9fff]{1,12}\s*[〔\[［【（(]\s*\d{4}\s*[〕\]］】）)]\s*(?:第\s*)?\d+\s*号"
    r"|[\u4e00-\u9fff]{2,20}令\s*第?\s*[\d〇零一二三四五六七八九十百]+\s*号"
    r"|[\u4e00-\u9fff]{0,12}公告\s*\d{4}\s*年\s*第?\s*\d+\s*号"
)
_ORDER = re.compile(r"^[\u4e00-\u9fff]{2,20}令$")
_BYLINE = re.compile(
    r"^[【\[（(]?\s*(信息来源|文章来源|稿源|来\s*源|发布日期|发布时间|发文日期|成文日期|日\s*期|时\s*间|作\s*者|发布机构|点\s*击|浏\s*览|字体)"
    r"[^：:]{0,4}[：:]"
)
_SOURCE = re.compile(r"(?:来\s*源|稿源)\s*[：:]\s*(.*?)\s*(?=(?:发布)?(?:日期|时间)\s*[：:]|作者|点击|浏览|字体|$)")
_URL = re.compile(r"https?://[^\s<>，。；）)]+")
_EVENT = re.compile(
    r"^[（(]?\s*(?:根据|自)?\s*\d{4}年\d{1,2}月\d{1,2}日.*?(通过|公布|发布|修订|修正|施行|批准|印发|废止)"
)
_IN_FORCE = re.compile(r"起?施行")
_CONGRESS = re.compile(r"([\u4e00-\u9fff]*?)第[一二三四五六七八九十]+届(全国)?人民代表大会(常务委员会)?")
_ANNOUNCER = re.compile(
    r"(?:^|[，,。；、\s])([\u4e00-\u9fff]{1,14}?(?:政府办公厅|人民政府办公室|人民政府|办公厅|委员会|[局厅部委]))"
    r"(?:近日|日前|今日)?(?:联合)?(?:印发|发布|出台|公布)"
)
_OFFICE = re.compile(
    r"[\u4e00-\u9fff]{2,24}?(?:人民政府办公[厅室]|人民政府|办公[厅室]|委员会|人民法院|人民检察院|中心|总局|[局厅部署院委])"
    r"(?=[、\s]|[\u4e00-\u9fff]{2,4}[省市区县]|最高|$)"
)
_NUMBERED = re.compile(
    r"第[一二三四五六七八九十百\d]+[编章节条部]|[（(]?[一二三四五六七八九十]+[）)、]|\d{1,2}[.．、](?!\d)"
)
_QUOTED_TITLE = re.compile(r"《[^》]*》")
_MASTHEAD = re.compile(r"^[\u4e00-\u9fff、]{2,40}文件$")
_COMMENT = re.compile(r"^<!--.*-->$")
_LONGEST_TITLE = 120
_FRONT_LINES = 60


def leading_province(text: str) -> str:
    """The short name (浙江, 内蒙古) of the province that a text in Simplified Chinese begins with, or nothing."""
    return next((short for short in _SHORT if text.startswith(short)), "")


@dataclass(frozen=True, slots=True)
class Metadata:
    """The fields of `Document` that metadata fills, and `body`, the offset where the policy itself begins."""

    title: str
    source: str
    url: str
    date: str
    issuers: tuple[str, ...]
    number: str
    region: str
    kind: str
    body: int


def extract(source: Source, text: str, path: PurePath) -> Metadata:
    """Read the front of a document.

    Args:
        source: what the file format or its author says; it wins over the text.
        text: the repaired text of the document.
        path: its file name gives the title and date when nothing else does.
    """
    front, body = _split_front(text, source.title)
    title = source.title or front.title or re.sub(r"[（(]\d{4}-\d\d-\d\d[）)]$", "", path.stem)
    bylines = " ".join(front.bylines)
    named = _SOURCE.search(bylines)
    opening = _QUOTED_TITLE.sub("", text[body : body + 600])
    issuers = source.issuers or _issuers(title, front.events)
    region = source.region or _region(title, issuers, front.events)
    if not issuers and (announcer := _ANNOUNCER.search(opening)):
        issuers = (_with_region(announcer[1], region),)
    url = _URL.search(bylines)
    return Metadata(
        title=title,
        source=source.source or (named[1] if named else ""),
        url=source.url or (url[0] if url else ""),
        date=source.date or _date(bylines, front.events, text, path),
        issuers=issuers,
        number=source.number or front.number,
        region=region or _region("", issuers, []),
        kind=source.kind or (kind[1] if (kind := _KIND.search(title)) else ""),
        body=body,
    )


@dataclass(slots=True)
class _Front:
    title: str = ""
    number: str = ""
    bylines: tuple[str, ...] = ()
    events: tuple[str, ...] = ()


def _split_front(text: str, known_title: str) -> tuple[_Front, int]:
    """The lines above the policy, and the offset at which it begins."""
    front = _Front(title=known_title)
    end_mark = text.find("<!-- INFO END -->", 0, 4000)
    order = ""
    position = 0
    title_end = -1
    lines = text.splitlines(keepends=True)[:_FRONT_LINES]
    for i, raw in enumerate(lines):
        line = raw.strip()
        heading = line.startswith("# ")
        bare = line.lstrip("# ").strip()
        if (
            not line
            or line.startswith(">")
            or _COMMENT.match(line)
            or _MASTHEAD.match(line)
            or _same(bare, known_title)
        ):
            pass
        elif _BYLINE.match(line):
            front.bylines += (line,)
        elif (number := _NUMBER.search(line)) and len(line) <= len(number[0]) + 12 and line[-1] not in "。；，":
            front.number = front.number or re.sub(r"\s", "", number[0])
            front.events += (line,) if _EVENT.match(line) else ()
        elif _ORDER.match(line):
            order = line
        elif order and re.fullmatch(r"第\s*[\d〇零一二三四五六七八九十百]+\s*号", line):
            front.number, order = order + re.sub(r"\s", "", line), ""
        elif _EVENT.match(line) and len(line) < 200:
            front.events += (line,)
        elif heading and not known_title and not _NUMBERED.match(bare):
            front.title = f"{front.title} {bare}".strip()
        elif not front.title and _looks_like_title(line):
            front.title, more = _whole_title(line, [rest.strip() for rest in lines[i + 1 : i + 3]])
            title_end = i + more
        elif i > title_end and not front.title.endswith(line) and position >= end_mark:
            break
        position += len(raw)
    return front, position


def _same(line: str, title: str) -> bool:
    return bool(title) and re.sub(r"\s", "", line) == re.sub(r"\s", "", title)


def _looks_like_title(line: str) -> bool:
    """Not a sentence, nor the heading of a document that begins without a title."""
    return (
        len(line) <= _LONGEST_TITLE and line[-1] not in "。；;，,：:" and line[0] != "#" and not _NUMBERED.match(line)
    )


def _whole_title(line: str, following: list[str]) -> tuple[str, int]:
    """The title, joined where it was broken before its last line (…的通知), and how many more lines it takes."""
    if _KIND.search(line) or line[-1] in "!！?？":
        return line, 0
    for count, rest in enumerate(following, 1):
        if not rest or rest[-1] in "。；，：" or len(rest) > 40 or _BYLINE.match(rest):
            break
        if _KIND.search(rest):
            return line + "".join(following[:count]), count
    return line, 0


def _issuers(title: str, events: tuple[str, ...]) -> tuple[str, ...]:
    head = title.split("关于")[0] if "关于" in title else ""
    offices = tuple(office for office in _OFFICE.findall(re.sub(r"^[【（(].*?[】）)]", "", head)) if len(office) > 2)
    if offices:
        return offices
    for event in reversed(events):
        if (congress := _CONGRESS.search(event)) and "通过" in event:
            place = congress[2] or re.sub(r"^(.*日)?\s*经?", "", congress[1])
            return (f"{place}人民代表大会{congress[3] or ''}",)
        if "国务院" in event:
            return ("国务院",)
    return ()


def _region(title: str, issuers: tuple[str, ...], events: tuple[str, ...] | list[str]) -> str:
    places = [title, *issuers]
    if any(_NATIONAL.search(place) for place in places):
        return "全国"
    province = next((found[0] for place in [*places, *events] if (found := _PROVINCE.search(place))), "")
    province = _SHORT.get(province, province)
    city = next((found[1] for place in places if (found := _CITY.match(place))), "")
    if not province or not city or city == province:
        return province or city
    return province + city.removeprefix(province)


def _with_region(office: str, region: str) -> str:
    """省政府办公厅 is 浙江省政府办公厅 in a document of Zhejiang."""
    return region + office[1:] if office[0] in "省市" and region.endswith(office[0]) else office


def _date(bylines: str, events: tuple[str, ...], text: str, path: PurePath) -> str:
    """The byline's date; else the latest passing or amendment; else the one it is signed with."""
    if found := _ISO.search(bylines):
        return _iso(found)
    dates = (found for event in events for found in _ISO.finditer(event))
    passed = [_iso(found) for found in dates if not _IN_FORCE.match(found.string, found.end())]
    if passed:
        return max(passed)
    signed = re.findall(r"^\s*(\d{4}年\d{1,2}月\d{1,2}日)\s*$", text[-1500:], re.MULTILINE)
    candidates = (*reversed(signed), path.stem)
    return next((_iso(found) for text in candidates if (found := _ISO.search(text))), "")


def _iso(date: re.Match[str]) -> str:
    year, month, day = date.groups()
    return f"{year}-{month:0>2}-{day:0>2}"
