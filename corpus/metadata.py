"""What a document says about itself: title, source, dates, issuers, number, region, kind, validity, what it repeals.

Only what stands in the text, the file's own format or its name is taken; the rest stays empty.
"""

import re
from dataclasses import dataclass, replace
from pathlib import PurePath

from corpus.dates import find_dates
from corpus.front import KIND, read_front, without_marks
from corpus.issuers import announcer, find_issuers
from corpus.numbers import number_line
from corpus.readers.source import Source
from corpus.regions import county_region, find_region, region_told, site_region
from corpus.repeals import find_repeals
from corpus.script import Written
from corpus.validity import stated_validity

_SOURCE = re.compile(r"(?:来\s*源|稿源)\s*[：:|]\s*(.*?)\s*(?=(?:发布)?(?:日期|时间)\s*[：:]|作者|点击|浏览|字体|$)")
_URL = re.compile(r"https?://[^\s<>，。；）)]+")
_QUOTED_TITLE = re.compile(r"《[^》]*》")
_COURT = re.compile(r"最高人民(?:法院|检察院)")
_COURT_KINDS = frozenset(("解释", "规定", "批复", "规则", "意见", "解答", "办法"))
_REPORT = re.compile(
    r"本报讯|本网讯|新华社[\u4e00-\u9fff]{2,6}\d|[（(][^（()）]{0,12}(?:记者|通讯员)[^（()）]{2,20}[）)]|来看记者"
)
_TOLD = re.compile(
    r"(?:近日|日前|\d日(?:[上下]午|凌晨|晚间?)?|[今昨][天日](?:[（(]?\d{1,2}月?\d{0,2}日?[）)]?)?(?:[上下]午|晚)?)[，,]?[^。]{0,40}?"
    r"(?:出台|印发|发布|公布|推出|下发|签署|召开|举行|介绍|表示|获悉|宣布|要求)|新闻发布会|记者.{0,8}获悉"
)
_ITS_OWN = re.compile(r"关于[^《》]*$")
"""A title as documents themselves have it, 关于…的通知."""
_BEGINNING = 150
"""Characters in which a report tells who issued what, or said what where."""
_OPENING = 600
_ITS_SITE = frozenset(("", "本网", "本站"))
"""What stands as the source of a page that its website wrote itself."""


@dataclass(frozen=True, slots=True)
class Metadata:
    """The fields of `Document` that metadata fills, and `body`, the offset where the policy itself begins."""

    title: str
    source: str = ""
    url: str = ""
    date: str = ""
    in_force: str = ""
    revised: str = ""
    expires: str = ""
    issuers: tuple[str, ...] = ()
    number: str = ""
    region: str = ""
    kind: str = ""
    validity: str = ""
    repeals: tuple[str, ...] = ()
    body: int = 0


def extract(source: Source, text: str, path: PurePath) -> Metadata:
    """Read what a document says about itself.

    Args:
        source: what the file format or its author says; it wins over the text.
        text: the repaired text of the document.
        path: its file name gives the title and date when nothing else does.
    """
    front = read_front(text, source.title, source.head if text == source.text else 0)
    front.bylines = (*source.facts, *front.bylines)
    title = without_marks(" ".join(front.title.split())) or re.sub(r"[（(]\d{4}-\d\d-\d\d[）)]$", "", path.stem)
    bylines = " ".join(front.bylines)
    named = next(filter(None, map(_SOURCE.search, front.bylines)), None)
    url = _URL.search(bylines)
    dates = find_dates(source.date, bylines, front.events, text, path.stem)
    issuers = source.issuers or find_issuers(title, front, text)
    region = source.region or find_region((title, *issuers), front.events)
    opening = _QUOTED_TITLE.sub("", text[front.body : front.body + _OPENING])
    if not issuers:
        issuers = announcer(opening, region)
        region = region or find_region(issuers)
    number = source.number or front.number or next(filter(None, (number_line([fact]) for fact in source.facts)), "")
    publisher = source.source or (named[1] if named else "")
    region = region or county_region(publisher) or site_region(publisher, source.site)
    if not region and (told := region_told(text)):
        region = next(filter(None, (county_region(place, told) for place in (title, *issuers))), told)
    if not region and publisher in _ITS_SITE:
        region = find_region((source.site,))
    return Metadata(
        title=title,
        source=publisher,
        url=source.url or (url[0] if url else ""),
        date=dates.date,
        in_force=dates.in_force,
        revised=dates.revised,
        expires=dates.expires,
        issuers=issuers,
        number=number,
        region=region,
        kind=source.kind or _kind(title, issuers, opening, bool(number or dates.in_force or "第一条" in text)),
        validity=stated_validity(title, bylines),
        repeals=find_repeals(title, text),
        body=front.body,
    )


def as_written(meta: Metadata, written: Written) -> Metadata:
    """What was told of a document read as Simplified Chinese, in the words that it is written in.

    Its region and its kind, by which documents are chosen, stay Simplified.
    """
    return replace(
        meta,
        title=written(meta.title),
        source=written(meta.source),
        issuers=tuple(map(written, meta.issuers)),
        number=written(meta.number),
        repeals=tuple(map(written, meta.repeals)),
    )


def _kind(title: str, issuers: tuple[str, ...], opening: str, lays_down: bool) -> str:
    """The word at the end of the title; 司法解释 where one of the highest courts issued it, 新闻 for a report.

    A report on a document may be headed like it (…印发《…的通知》, …出台若干措施).

    Args:
        lays_down: whether it has a number, the day from which it holds or articles, as no report has.
    """
    found = KIND.search(title)
    told = _REPORT.search(opening) or (found and _TOLD.search(opening[:_BEGINNING]))
    if told and not lays_down and not (found and _ITS_OWN.search(title)):
        return "新闻"
    if found is None:
        return ""
    if found[1] in _COURT_KINDS and any(map(_COURT.match, issuers)):
        return f"司法解释（{found[1]}）"
    return found[1]
