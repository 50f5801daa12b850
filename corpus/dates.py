"""The days that count for a document: when it was published, came into force, was last revised, expires.

Dates are `YYYY-MM-DD`, so that they sort as text. What a document does not say stays empty.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

DATE = re.compile(
    r"(?<!\d)(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})(?:\s*日|(?!\d))"
    r"|([〇○零一二三四五六七八九]{4})年([一二三四五六七八九十]{1,2})月([一二三四五六七八九十]{1,3})日"
    r"|(?:中[华華])?民[国國]\s*(\d{1,3}|[零一二三四五六七八九十百]{1,5})\s*年\s*(\d{1,2}|[一二三四五六七八九十]{1,2})"
    r"\s*月\s*(\d{1,2}|[一二三四五六七八九十]{1,3})\s*日"
)
"""A day, in digits or in numerals (二〇二二年三月十八日), in the years of the Republic (民國115年5月20日), too."""

_DIGITS = {numeral: digit for digit, numeral in enumerate("〇一二三四五六七八九")} | {"零": 0, "○": 0}
_LABELLED = {
    name: re.compile(rf"(?:{label})\s*(?:{DATE.pattern})")
    for name, label in (
        ("in_force", r"(?:实施|施行|生效|执行)(?:日期|时间)\s*[：:|]"),
        ("expires", r"(?:失效|废止|终止)(?:日期|时间)\s*[：:|]|有效期(?:限)?(?:截?至|到)\s*[：:|]?"),
        ("written", r"(?:成文|发文|印发|制定|签发|生成)(?:日期|时间)\s*[：:|]"),
    )
}
_QUOTED = re.compile(r"《[^》]*》")
_EFFECTIVE = r"(?:起|开始)?(?:正式)?(?:施行|实施|执行|生效)"
_STARTS = re.compile(rf"^(?:的)?{_EFFECTIVE}")
_REVISED = re.compile(r"修[订訂正改]")
_PASSED = re.compile(r"通[过過]")
_PUBLISHED = re.compile(r"公布|[发發]布|印[发發]|[颁頒]布")
_ENDS = r"(?=[，,。；;）)（(、\s]|$)"
_FROM_A_DAY = re.compile(rf"(?:自|从|于)\s*(?:{DATE.pattern})\s*{_EFFECTIVE}{_ENDS}")
_FROM_ITS_ISSUE = re.compile(
    rf"(?:自|从)(?:公布|发布|印发|颁布|签发|下发|通过|成文)(?:之日|当日|日){_EFFECTIVE}{_ENDS}"
)
_ITSELF = re.compile(r"(?:本[\u4e00-\u9fff]{1,10}|[，,、。\n])\s*$")
_OF_A_PART = re.compile(r"但[^。；;，,\n]{0,6}第[^。；;\n]{1,30}[条條款项項][^。；;]*$")
"""What stands before the day of some provisions, 但第七条…自…起施行."""
_LASTS = re.compile(r"[，,。；;\s（(]*(?:试行期|有效期)(?:限)?(?:为|是)?\s*([\d一二两三四五六七八九十]{1,2})\s*年")
_LASTS_UNTIL = re.compile(rf"[，,。；;\s（(]*有效期(?:限)?\s*(?:截?至|到)\s*(?:{DATE.pattern})")
_IN_THE_NAME = re.compile(r"[（(](\d{4}-\d\d-\d\d)[）)]$")
_PRINTED = re.compile(rf"(?:{DATE.pattern})\s*印发[ \t\u3000]*(?:\n|$)")
_LAST_OF_LINE = re.compile(r"日(?=[ \t\u3000]*(?:\n|$))")
_LONGEST_LINE, _LONGEST_DAY = 160, 40
"""Characters of the line of a day that signs, with the spaces that set it to the right, and without."""
_STATE = r"人民政府办公[厅室]|人民政府|办公[厅室]|委员会|人民法院|人民检察院"
OFFICE_ENDING = rf"(?:{_STATE}|中心|总局|联合会|管委会|调查总?队|[局厅部署院委])"
SIGNATORY = re.compile(rf"(?:中共中央|国务院|[\u4e00-\u9fff]{{2,24}}{OFFICE_ENDING})")
"""An office as it stands above the day it signed on."""
SIGNED_BY = re.compile(
    rf"{SIGNATORY.pattern}[^。；：:]{{0,30}}"
    r"|[\u4e00-\u9fff]{0,8}(?:总\s*理|主\s*[席任]|[院部省市州县区厅局署行]\s*长)[\s：:]+[\u4e00-\u9fff·\s]{2,12}"
)
"""A line above the day it is signed on: an office, or who heads one (市　长：某某)."""
_FOUNDED = 1911
"""The year before the first of the Republic."""
_BEFORE, _AFTER = 60, 60
_ABOVE = 100
_NEAR_HEAD, _NEAR_TAIL = 800, 300
_HEAD, _TAIL = 3000, 1500
_MOST_TRIED = 200
_ANCHORS = ("日起", "日施行")


@dataclass(frozen=True, slots=True)
class Dates:
    """`date`: published, or passed or revised where that is all that is known; the others as in `Document`."""

    date: str = ""
    in_force: str = ""
    revised: str = ""
    expires: str = ""


def find_dates(told: str, bylines: str, events: Sequence[str], text: str, stem: str) -> Dates:
    """The dates of a document.

    Args:
        told: the date that the file's format gives; it wins.
        bylines: the lines that label what they say (发布日期：…), joined.
        events: the lines that tell who passed, published or revised it when.
        text: the whole text.
        stem: the file's name; a day in brackets at its end is that of the version it holds.
    """
    labelled = {}
    for name, label in _LABELLED.items():
        if found := label.search(bylines):
            labelled[name] = iso(found)
            bylines = bylines.replace(found[0], " ")
    byline = next(_days(bylines), "")
    history = [_kind_of_event(*event) for line in events for event in _events(line)]
    passed = [day for day, kind in history if kind != "in_force"]
    version = match[1] if (match := _IN_THE_NAME.search(stem)) else ""
    signed = _day_signed(text)
    revised = max((day for day, kind in history if kind == "revised"), default="")
    passes = sorted({day for day, kind in history if kind == "passed"})
    if not revised and len(passes) > 1 and passes[-1][:4] > passes[0][:4]:
        revised = passes[-1]
    in_name = next(_days(stem), "")
    date = told or byline or max([*passed, version]) if passed or version or told or byline else ""
    date = date or labelled.get("written", "") or signed or in_name
    printed = iso(found) if (found := _PRINTED.search(text, max(0, len(text) - _TAIL))) else ""
    issued = printed or labelled.get("written", "") or signed
    published = (day for day, kind in history if kind == "published")
    issued = issued or next(published, "" if revised else max([*passed, version]) if passed or version else "")
    in_force = labelled.get("in_force", "") or next((day for day, kind in history if kind == "in_force"), "")
    in_force, expires = _said_of_itself(text, in_force, issued)
    if not revised and in_force and version[:4] > in_force[:4]:
        revised = version
    return Dates(date, in_force, revised, labelled.get("expires", "") or expires)


def iso(found: re.Match[str]) -> str:
    """A match of a pattern that ends with `DATE`, as `YYYY-MM-DD`."""
    groups = found.groups()[-9:]
    if groups[0]:
        year, month, day = groups[:3]
        return f"{int(year):04}-{int(month):02}-{int(day):02}"
    if groups[6]:
        year, month, day = groups[6:]
        return f"{_FOUNDED + _count(year):04}-{_count(month):02}-{_count(day):02}"
    year, month, day = groups[3:6]
    return f"{''.join(str(_DIGITS[c]) for c in year)}-{_count(month):02}-{_count(day):02}"


def signatures(text: str) -> Iterator[tuple[str, int]]:
    """The dates it is signed with, on lines of their own below the name of who signs, or near head and end.

    Each with where its line begins.
    """
    for line_end in _LAST_OF_LINE.finditer(text):
        begin = text.rfind("\n", 0, line_end.start()) + 1
        line = text[begin : line_end.end()].strip() if line_end.end() - begin < _LONGEST_LINE else ""
        near = begin < _HEAD or begin >= len(text) - _TAIL
        if len(line) < _LONGEST_DAY and (found := DATE.fullmatch(line)) and (near or _is_below_name(text, begin)):
            yield iso(found), begin


def _day_signed(text: str) -> str:
    """The day it is first signed by name: those who wrote what it passes on, or its annexes, sign further down.

    Where no name stands above a date, the last.
    """
    signed = list(signatures(text))
    below_name = (day for day, begin in signed if _is_below_name(text, begin))
    return next(below_name, signed[-1][0] if signed else "")


def _is_below_name(text: str, begin: int) -> bool:
    above = text[max(0, begin - _ABOVE) : begin].strip().rpartition("\n")[2]
    return bool(SIGNED_BY.fullmatch(above.strip()))


def _days(text: str) -> Iterator[str]:
    return map(iso, DATE.finditer(text))


def _count(numerals: str) -> int:
    """1 to 199 in digits or numerals: 十二 is 12, 三十 is 30, 一百零五 is 105."""
    if numerals.isdigit():
        return int(numerals)
    hundred, _, rest = numerals.rpartition("百")
    tens, ten, ones = rest.lstrip("零").rpartition("十")
    return (100 if hundred else 0) + (_DIGITS.get(tens[:1], 1) * 10 if ten else 0) + (_DIGITS[ones[0]] if ones else 0)


def _events(line: str) -> Iterator[tuple[str, str]]:
    """Each day of a line with what is said to have happened on it."""
    found = list(DATE.finditer(line))
    ends = [*(following.start() for following in found[1:]), len(line)]
    for this, end in zip(found, ends, strict=False):
        yield iso(this), line[this.end() : end]


def _kind_of_event(day: str, said: str) -> tuple[str, str]:
    words = _QUOTED.sub("", said).strip()
    if _STARTS.match(words):
        return day, "in_force"
    for kind, pattern in (("revised", _REVISED), ("passed", _PASSED), ("published", _PUBLISHED)):
        if pattern.search(words):
            return day, kind
    return day, ""


def _said_of_itself(text: str, in_force: str, issued: str) -> tuple[str, str]:
    """From when and until when it is in force, as its last provisions say (本办法自…起施行，有效期5年)."""
    position = len(text)
    for _ in range(_MOST_TRIED):
        position = max(text.rfind(anchor, 0, position) for anchor in _ANCHORS)
        if position < 0:
            break
        start = max(0, position - _BEFORE)
        window = text[start : position + _AFTER]
        for found in (*_FROM_A_DAY.finditer(window), *_FROM_ITS_ISSUE.finditer(window)):
            above = window[: found.start()]
            before = None if _OF_A_PART.search(above) else _ITSELF.search(above)
            near_an_end = start < _NEAR_HEAD or len(text) - position < _NEAR_TAIL
            if before and (before[0].startswith("本") or near_an_end):
                day = iso(found) if found.re is _FROM_A_DAY else issued
                return in_force or day, _until(window[found.end() :], in_force or day)
    return in_force, ""


def _until(said: str, in_force: str) -> str:
    """The last day of a term that begins `in_force`, where the words behind 施行 give one."""
    if until := _LASTS_UNTIL.match(said):
        return iso(until)
    years = _LASTS.match(said)
    if not years or not in_force:
        return ""
    count = 2 if years[1] == "两" else _count(years[1])
    return f"{int(in_force[:4]) + count}{in_force[4:]}".replace("-02-29", "-02-28")
