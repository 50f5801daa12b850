"""The years that a question names, in any writing: 2022年, 二〇二二年, 2022-03, 25年的目标, 去年."""

import re
from collections.abc import Iterator, Sequence
from datetime import date

from corpus.numerals import COUNTED, find_numerals
from corpus.text import normalise

YEAR = re.compile(r"(?:19|20)\d\d\s*年|(?:二[〇○零]|一九)[〇○零一二三四五六七八九]{2}年")
"""A year as documents write it."""

_OTHER_WRITING = re.compile(r"[〇○零０-９]|一九")
"""What stands in a year that is not written in digits, or in wide ones."""

_CENTURY = r"(?:19|20)\d\d"
_MONTH = r"(?:1[0-2]|0?[1-9])"
_MEASURE = r"\s*(?:公里|千米|公斤|公顷|平方?|[米吨亩倍个人斤克])"
_THINGS = (
    r"yuan|rmb|dollars?|euros?|metres?|meters?|copies|people|persons|words|square|units?|employees|workers|tons?|tonnes|km|"
    r"kg|kilometres|households|mu|hectares|characters|times"
)
_SINCE = r"(?!(?:\d{1,2}月)?份?(?:出生|入职|毕业|[结离]婚|退休|参加工作|买|入伍|退伍|生的|上班))"
"""Not behind a year in which something of one's own was (我2019年入职)."""
_FULL = re.compile(
    rf"(?<![\da-z.〔-])(?P<first>{_CENTURY})\s?[-—–~至到]+\s?(?P<last>{_CENTURY})\s?学?年"
    rf"|(?<!\d)(?P<year>{_CENTURY})\s*学?年{_SINCE}"
    rf"|(?<![\da-z./〔-])(?P<date>{_CENTURY})[-/.]{_MONTH}(?:[-/.](?:3[01]|[12]\d|0?[1-9]))?(?![\d.万亿元%-]|{_MEASURE})"
    rf"|^(?P<begins>{_CENTURY})(?=[\u4e00-\u9fff])(?!\s?(?:{COUNTED.pattern}|[万亿多余以左起美欧港日英字上下]))"
    rf"|(?<=[到至])(?P<until>{_CENTURY})(?=[要将应底末])"
    rf"|\b(?:[io][nf]|for|by) (?P<english>{_CENTURY})\b(?! (?:{_THINGS})\b)"
)
_SHORT = re.compile(
    r"(?<![\d.,-])(\d\d)年(?:(?=度(?!假)|底(?!薪)|[初末]|\d{1,2}月)"
    r"|(?:(?<=^...)|(?<=[到至止]...))(?=的?(?:目标|任务|指标|计划|规划|预算|政策|标准)|要|将|应|,))"
)
"""A year by its last two digits; elsewhere 25年 is as long as that."""
_NEAR = 20
"""How many years from now a year can be that is named by its last two digits."""
_RELATIVE = re.compile(
    r"(?P<b3>大前年)|(?P<b2>(?<![目之以从先提收])前年(?!平均|均))|"
    r"(?P<b1>(?<![过除])去年(?![检审假])|上一?年度|\blast year\b)"
    r"|(?P<a0>(?<![如当至现])今年|本年度|\bthis year\b)"
    r"|(?P<a1>(?<![证说申声表文标注写载查])明年|\bnext year\b)|(?P<a2>(?<![以今之最然随往])后年(?![金满检审假龄薪]))"
)
_NO_YEAR = re.compile(r"[龄轻限均]|度(?=以)")
_OWN_AFFAIR = re.compile(
    r"[俺咱你您她孩娃爸妈爷奶舅姑叔哥姐弟妹婆]|我(?![省市县区国州])|他(?!人)|儿子|女儿|老[板公婆]|毕业|退休|怀孕|[结离]婚|生[孩娃二三]|"
    r"辞职|离职|失业|入职|刚|想|打算|准备|[买卖交领考]过?了|[买卖交领]过|上[小中大]?学|大[一二三四]|\b(?:i|my|we|our|me|us)\b"
)
"""What tells of somebody's own affairs: when they were or will be is not what is asked (今年毕业，有什么补贴？)."""
_CLAUSE = re.compile(r"[^,。.?!;]+")
_LEAD = re.compile(r"(?:截至|到|在)$")
_IN_DIGITS = str.maketrans("〇○零一二三四五六七八九", "000123456789")
_IN_NUMERALS = str.maketrans("0123456789零○", "〇一二三四五六七八九〇〇")


def years(question: str, day: str = "") -> tuple[str, ...]:
    """The years that a question in Simplified Chinese or English names, in their order.

    Args:
        day: from which 去年 is told; today if left out.
    """
    return tuple(dict.fromkeys(year for _, _, year in sorted(_named(normalise(question), day))))


def without_years(question: str, named: Sequence[str], day: str = "") -> str:
    """A question without the words that name these years (到2022年, 去年); as it is where it names none of them."""
    plain = normalise(question)
    text = question if len(question) == len(plain) else plain
    for start, end in sorted({(start, end) for start, end, year in _named(plain, day) if year in named}, reverse=True):
        text = _LEAD.sub("", text[:start]) + text[end:]
    return text


def written_out(question: str, day: str = "") -> str:
    """A normalised question with the years in full that it names by two digits or from now (25年的, 去年)."""
    now = _this_year(day)
    named = sorted((*_shortened(question, now), *_told_years(question, now)), reverse=True)
    for start, end, year in named:
        question = f"{question[:start]}{year}年{question[end:]}"
    return question


def speaks_of_now(question: str) -> bool:
    """Whether the only years that a question names are told as this one (今年)."""
    named = {year for _, _, year in _named(normalise(question), "")}
    told = {found.lastgroup for found in _told(normalise(question))}
    return told == {"a0"} and len(named) == 1


def told_from_now(question: str) -> bool:
    """Whether a question names years, and all of them as seen from the day it is asked (去年, 明年)."""
    named = years(question, "2001-01-01")
    return bool(named) and set(named).isdisjoint(years(question, "2051-01-01"))


def years_written(text: str) -> set[str]:
    """The years that a text names as documents write them, in digits."""
    return {found[0].translate(_IN_DIGITS)[:4] for found in YEAR.finditer(text)}


def names_year(text: str, named: Sequence[str]) -> bool:
    """Whether a text names one of the years, in digits or in numerals."""
    if any(year in text for year in named):
        return True
    if not _OTHER_WRITING.search(text):
        return False
    numerals = normalise(text).translate(_IN_NUMERALS)
    return any(year.translate(_IN_NUMERALS) in numerals for year in named)


def _named(text: str, day: str) -> Iterator[tuple[int, int, str]]:
    """Where a normalised text names years, and which."""
    now = _this_year(day)
    yield from _dated(text)
    yield from _shortened(text, now)
    yield from _told_years(text, now)


def _this_year(day: str) -> int:
    return int((day or date.today().isoformat())[:4])


def _dated(text: str) -> Iterator[tuple[int, int, str]]:
    """Where years are named by their whole number."""
    for found in _FULL.finditer(text):
        for year in filter(None, found.groups()):
            yield *found.span(), year
    for number in find_numerals(text):
        if number.year and not text[number.start].isdecimal():
            yield number.start, number.end + 1, str(number.value)


def _shortened(text: str, now: int) -> Iterator[tuple[int, int, str]]:
    """Where years are named by their last two digits."""
    for found in _SHORT.finditer(text):
        year = now // 100 * 100 + int(found[1])
        if abs(year - now) <= _NEAR:
            yield *found.span(), str(year)


def _told_years(text: str, now: int) -> Iterator[tuple[int, int, str]]:
    """Where years are told from this one."""
    for found in _told(text):
        told = found.lastgroup or "a0"
        yield *found.span(), str(now + int(told[1]) * (1 if told[0] == "a" else -1))


def _told(text: str) -> Iterator[re.Match[str]]:
    """The words that tell a year from now, where what is asked is of that year."""
    for clause in _CLAUSE.finditer(text):
        if not _OWN_AFFAIR.search(clause[0]):
            for found in _RELATIVE.finditer(text, *clause.span()):
                if not _NO_YEAR.match(text, found.end()):
                    yield found
