"""Which offices issued a document, by its title, its byline, who passed it, or who signed it."""

import re

from corpus.dates import DATE, OFFICE_ENDING, SIGNATORY, signatures
from corpus.front import Front

_CONGRESS = re.compile(r"([\u4e00-\u9fff]*?)第[一二三四五六七八九十]+届(全国)?人民代表大会(常务委员会)?")
_ANNOUNCER = re.compile(
    r"(?:^|[，,。;、\s])([\u4e00-\u9fff]{1,14}?(?:政府办公厅|人民政府办公室|人民政府|办公厅|委员会|[局厅部委]))"
    r"(?:近日|日前|今日)?(?:联合)?(?:印发|发布|出台|公布)"
)
_OFFICE = re.compile(
    rf"(?:中共中央(?!办公)|[\u4e00-\u9fff]{{2,24}}?{OFFICE_ENDING})"
    r"(?=[、\s]|[\u4e00-\u9fff]{2,4}[省市区县]|最高|国务院|等|$)"
)
_PASSES_ON = re.compile(r"关于|批转|转发|印发")
_TAKEN_ALONG = re.compile(r"等\s*[\d一二三四五六七八九十]+\s*(?:个)?(?:部门|单位|委办局)")
_LABELLED = re.compile(
    r"(?:(?:发布|发文|制定)(?:机构|机关|单位)|(?:填报|填表|编制|制表|报送|公布)(?:单位|部门|机构))\s*[：:|]\s*([\u4e00-\u9fff、，,\s]+?)(?=\s[\u4e00-\u9fff]{2,5}[：:]|\s*\d{4}\s*年|$)"
)
_MEETING = re.compile(
    r"(?:日\s*+|^)经?([\u4e00-\u9fff]{2,24}?(?:人民政府|部|(?<!常务)(?<!审判)(?<!检察)委员会|局|署))"
    r"(?:第[\d一二三四五六七八九十]+届)?\s*+第?\s*+[\d一二三四五六七八九十百]++\s*+次[\u4e00-\u9fff]{0,8}会议"
)
"""Who met to pass it, 甲部第6次部务会议."""
_ORDER = re.compile(rf"({SIGNATORY.pattern})令")
_SIGNATORIES = 200


def find_issuers(title: str, front: Front, text: str) -> tuple[str, ...]:
    """The offices that issued a document, in their order; empty where it does not say.

    Args:
        title: its title; 甲局、乙局关于… names them.
        front: what stands above the policy: lines such as 发文机关：甲局, who passed it, the masthead 甲局文件, the
            order it was published by.
        text: the whole text, for the names above the date it is signed with.
    """
    head = re.sub(r"^[【（(].*?[】）)]", "", _PASSES_ON.split(title)[0]) if "关于" in title else ""
    offices = tuple(office for office in _OFFICE.findall(head) if len(office) > 2)
    if offices and not _TAKEN_ALONG.search(head):
        return offices
    signed = _signed(text)
    if offices:
        return signed or offices
    for line in front.bylines:
        if found := _LABELLED.search(line):
            return tuple(re.split(r"[、，,\s]+", found[1].strip()))
    for event in reversed(front.events):
        if (congress := _CONGRESS.search(event)) and "通过" in event:
            behind_date = congress.start() > 0 and event[congress.start() - 1].isdigit()
            place = congress[1].removeprefix("日") if behind_date else DATE.sub("", congress[1])
            return (f"{congress[2] or place.removeprefix('经')}人民代表大会{congress[3] or ''}",)
        if "国务院" in event:
            return ("国务院",)
    if ordered := _ORDER.match(front.number):
        return (ordered[1],)
    met = next(filter(None, map(_MEETING.search, front.events)), None)
    return tuple(_OFFICE.findall(front.masthead)) or signed or ((met[1],) if met else ())


def announcer(opening: str, region: str) -> tuple[str, ...]:
    """The office that a report says has issued it; 省政府办公厅 is 浙江省政府办公厅 in a report from Zhejiang."""
    found = _ANNOUNCER.search(opening)
    if not found:
        return ()
    office = found[1]
    return (region + office[1:] if office[0] in "省市" and region.endswith(office[0]) else office,)


def _signed(text: str) -> tuple[str, ...]:
    """The names on the lines above the first date it is signed with that has any."""
    for _, start in signatures(text):
        offices: list[str] = []
        for line in reversed(text[max(0, start - _SIGNATORIES) : start].strip().split("\n")):
            names = re.split(r"[\s、]+", line.strip())
            if not all(map(SIGNATORY.fullmatch, names)):
                break
            offices = [*names, *offices]
        if offices:
            return tuple(offices)
    return ()
