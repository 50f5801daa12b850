"""Who issues a document, under which number and when, in lines of their own: a letterhead, a line in brackets."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from corpus.dates import DATE, OFFICE_ENDING
from corpus.numbers import find_number, number_line

_MASTHEAD = re.compile(r"(?!.*关于)([\u4e00-\u9fff、\s]{2,40})文件")
_OFFICE = rf"[\u4e00-\u9fff]{{2,24}}(?:{OFFICE_ENDING}|领导小组|[总支大]队|公司|银行|协会)"
_OFFICES = re.compile(rf"(?!.*关于){_OFFICE}(?:[、\s]+{_OFFICE}){{0,5}}")
_RECORD = re.compile(r"[\u4e00-\u9fff]{0,16}(?:纪要|简报|通报|专报|公报)")
_ISSUE = re.compile(r"[〔\[（(【]?\d{4}[〕\]）)】]?\s*年?\s*第?\s*\d{1,4}\s*[期号]|第\s*\d{1,4}\s*[期号]")
_LETTER = re.compile(r"便?函$")
_PUBLISHED = re.compile(
    r"[（(〔\[]?\s*(?P<number>[\u4e00-\u9fff]{1,12}\s*[〔\[［（(【]\d{4}[〕\]］）)】]\s*第?\s*\d{1,5}\s*号)?[，,、；;\s|]*"
    rf"(?:(?P<signed>{_OFFICE})\s+)?(?:{DATE.pattern})[，,\s]*(?:(?P<offices>{_OFFICE}(?:[、，,\s]+{_OFFICE}){{0,5}}?)\s*(?:联合)?"
    r"(?:印发|发布|公布|颁布|下发|制定))?(?P<recorded>[，,\s]*根据录音整理)?[）)〕\]]?(?:\s*目\s*录)?"
)
_REVISED = re.compile(r"号\s*(?:第[一二三四五六七八九十]+次)?修订(?!.*决定)")
_ORDERED = re.compile(r"令.{0,6}号|公告.{0,12}号")
_LETTERED = re.compile(r"[\u4e00-\u9fff]{2,12}字第\s*\d{3,12}\s*[号號](?=令)")
"""The number of an order of Taiwan, which each revision has anew: 府社老字第1150096312號令."""
_SET_WIDE = re.compile(r"\S(?:\s+\S)+(?:[（(〔][^（）()〔〕]*[）)〕])?")
_MOST_OFFICES = 5


class Imprint(NamedTuple):
    """The number and the offices that a line gives beside a day; empty where it does not."""

    number: str
    offices: str


def letterhead(lines: Sequence[str]) -> str:
    """The offices that the first of these lines names as a letterhead; empty where it is none.

    It ends with 文件, or the offices stand alone (or with 函), on a line or on one each, above the number, or above
    the name of a record (…会议纪要) and which issue that is.
    """
    first, *below = (line.lstrip("# ").strip() for line in lines)
    first = set_close(first)
    masthead = _MASTHEAD.fullmatch(first)
    if masthead and not lines[0].startswith("#"):
        return masthead[1].strip()
    bare = masthead[1].strip() if masthead else _LETTER.sub("", first)
    if not masthead and not _OFFICES.fullmatch(bare):
        return ""
    following = [line for line in below if line][: _MOST_OFFICES + 1]
    if len(following) > 1 and _RECORD.fullmatch(following[0]) and _ISSUE.fullmatch(following[1]):
        return bare
    for count, line in enumerate(following):
        if number_line(following[count : count + 2]):
            return bare
        if not _OFFICES.fullmatch(line):
            break
    return ""


def set_close(line: str) -> str:
    """A line without the spaces by which each of its characters is set apart (通　知)."""
    return "".join(line.split()) if _SET_WIDE.fullmatch(line) else line


def imprint(line: str) -> Imprint | None:
    """What a line says that holds nothing but number, day and who issued it.

    （甲政发〔2021〕2号　2021年3月4日甲县人民政府印发）, with at least one of number and offices beside the day.
    """
    found = _PUBLISHED.fullmatch(line)
    if not found or not any(found[name] for name in ("number", "offices", "signed", "recorded")):
        return None
    return Imprint(find_number(found["number"] or ""), found["offices"] or found["signed"] or "")


def ordered(events: tuple[str, ...]) -> str:
    """The number of the order or notice that published it, or that published it anew when it was revised as a whole.

    An amendment by a decision (《…的决定》修正) leaves it the number it has.
    """
    parts = [said for event in events for said in _said(event)]
    if lettered := [found[0] for said in parts if (found := _LETTERED.search(said))]:
        return lettered[-1]
    numbers = [
        (number, said)
        for event in events
        if _ORDERED.search(event)
        for said in _said(event)
        if (number := find_number(said))
    ]
    revised = (number for number, said in reversed(numbers) if _REVISED.search(said))
    return next(revised, numbers[0][0] if numbers else "")


def _said(event: str) -> list[str]:
    """What stands before, between and behind the days of an event."""
    days = list(DATE.finditer(event))
    return [
        event[start:end].strip("（(〔[【 ")
        for start, end in zip(
            [0, *(day.end() for day in days)], [*(day.start() for day in days), len(event)], strict=True
        )
    ]
