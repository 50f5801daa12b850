"""A question asked of several documents or places, as one for each of them."""

import re
from collections.abc import Sequence
from itertools import islice

from corpus.places import OF_EACH, listed_places, region_place
from corpus.records import Document
from corpus.text import to_simplified
from qa.naming import MOST_PAPERS, PAPER, Titles

MOST_APART = 6
"""Documents or places that are asked one by one."""

_AND = re.compile(r"》?(?:以及|和|与|跟|及|同|、|[，,](?=《))《?")
_BREAK = re.compile(r"[，,。？?！!；;：:、《“”]|请问|想问|根据|按照|依照|关于|比较|对比")
_LONGEST = 30
"""Characters of a name."""
_DIFFER = re.compile(r"(?:的?规定)?(?:之间)?有?(?:什么|哪些|啥|何)(?:区别|不同|差别|异同|不一样).*$")
_RELATION = re.compile(
    r"哪个|哪里|哪边|谁|相?比|一样吗|相同吗|之间|互|转移|合并|双城|通关|往返|来往|对接|\b(?:which|compare|difference|between)\b",
    re.IGNORECASE,
)
"""What asks for something between places, not of each."""
_WHICH = re.compile(r"哪(?:一)?[个部份](?:文件|法律?|条例)?|谁(?=更|最|先|提|说到|讲到|没?有)")
"""Which of them: of each it is asked without."""
_BEHIND = re.compile(r"^(?:》|[里中上]面?)*[，,\s]*")

_NUMERALS = ["", "一", "两", "三", "四", "五", "六"]
_PROVINCES = re.compile(
    rf"(?:在|这|那|以上)*(?:(?P<number>[{''.join(_NUMERALS)}2-6])个?|几个|各个?|哪几个|哪些|哪个?|每个)(?P<kind>省份?|市|城市)(?![级内委政直外会])"
    r"[里]?[，,]?(?:都|分别|各自|各(?=[是有]))?"
)


def for_documents(question: str, titles: Titles, documents: Sequence[Document]) -> list[str]:
    """A question for each of the documents that it names one beside the other; none where it does not.

    Of a question in Traditional Chinese they are in Simplified. A law named beside another may be abbreviated
    (反诈法).

    Args:
        titles: of the documents.
        documents: of the index.
    """
    plain = to_simplified(question)
    papers = list(islice(PAPER.finditer(plain), MOST_PAPERS))
    for first, paper in enumerate(papers):
        begins = max((found.end() for found in _BREAK.finditer(plain, 0, paper.start())), default=0)
        starts = range(max(begins, paper.end() - _LONGEST), paper.start())
        start, meant = next(
            ((at, found) for at in starts if (found := titles.abbreviated(plain[at : paper.end()], paper[0]))),
            (0, ()),
        )
        if not meant:
            continue
        named, end = [meant], paper.end()
        for other in papers[first + 1 :]:
            between = _AND.match(plain, end)
            name = plain[between.end() : other.end()] if between else ""
            if not name or len(name) > _LONGEST or not (found := titles.abbreviated(name, other[0])):
                continue
            named.append(found)
            end = other.end()
        if 1 < len(set(named)) <= MOST_APART:
            asked = plain[:start].rstrip("《") + _BEHIND.sub("", _of_one(_DIFFER.sub("有什么规定", plain[end:])))
            return [f"《{documents[numbers[0]].title}》{asked}" for numbers in dict.fromkeys(named)]
    return []


def for_places(question: str) -> list[str]:
    """A question for each of the places that it is asked about (宁波和嘉兴分别限养几只？); none where it lists none.

    Of a question in Traditional Chinese they are in Simplified.
    """
    named, before, behind = listed_places(to_simplified(question))
    if not named or _RELATION.search(before + behind):
        return []
    asked = _DIFFER.sub("有什么规定", OF_EACH.sub("", behind, count=1))
    return [f"{before}{name}{asked}" for name in named[:MOST_APART]]


def for_provinces(question: str, documents: Sequence[Document]) -> list[str]:
    """A question for each province or city that documents are of, asked of all of them (三个省的目标各是多少？).

    None where it asks of no such, or of another number of them, or where there are documents of the whole country, in
    which 各省 may stand for something else.
    """
    plain = to_simplified(question)
    found = _PROVINCES.search(plain)
    if not found:
        return []
    places = [region_place(document.region) for document in documents]
    of_kind = "province" if found["kind"].startswith("省") else "city"
    names = list(dict.fromkeys(getattr(place, of_kind) for place in places if getattr(place, of_kind)))
    number = found["number"] or ""
    wanted = int(number) if number.isdigit() else _NUMERALS.index(number)
    general = not number and not all(place.province for place in places)
    if not 1 < len(names) <= MOST_APART or wanted not in (0, len(names)) or general:
        return []
    asked = plain[: found.start()] + _of_one(plain[found.end() :])
    return [f"{name}{asked}" for name in names]


def _of_one(asked: str) -> str:
    """What is asked of each of several, asked of one."""
    return _WHICH.sub("", OF_EACH.sub("", asked, count=1))
