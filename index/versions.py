"""Which documents of an index are versions of one another, and which repeal others.

A generation's links are worked out from all its documents at once, so that adding the new text of a law changes what is
said of the old one. Two rules, both from what the documents say themselves:

- Documents of one normalised title and one region, of kinds that are revised as wholes (laws, measures, plans), are
  versions; the later date is the newer. Notices, decisions and news of one title are told apart by their occasion
  and never linked. A text that names neither place nor issuer, as one copied without the lines above it, is a version
  of the national one of its title.
- A document that says 《甲办法》同时废止 repeals what it names, by number where it gives one, else by title, if that is
  older than the repeal. What has the repealing document's own title is its older version.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import combinations

from corpus.front import KIND, KINDS
from corpus.numbers import canonical
from corpus.records import NEWER, OLDER, REPEALED_BY, REPEALS, Document, Link
from corpus.regions import NATIONAL
from corpus.repeals import split_entry
from corpus.text import normalise
from corpus.validity import begins

_REVISED_AS_WHOLES = frozenset(KINDS) - set("决定 决议 命令 批复 通知 通告 公告 公报 公示 报告 解读 问答 解答".split())
_CARRIER = re.compile(r"^(?:.*?关于)?(?:印发|发布|公布|颁布|转发)(.+?)的(?:通知|公告|命令)$")
_REPOSTED = re.compile(r"^(?:[\[(【](?:转载|转发|关注|重磅|最新|政策|已?废止|已?失效)[\])】])+")
_EDITION = re.compile(
    r"[(\[](?:\d{4}年?(?:\d{1,2}月)?)?(?:第[一二三四五六七八九十\d]+次)?(?:最新)?(?:修[订正改]|修正文本|版)[版本]?[)\]]$"
)
_DRAFT = re.compile(r"征求意见|草案|送审|讨论稿|意见稿")
_MARKS = re.compile(r"[\s《》〈〉<>“”\"'·、,]")
_SHORTEST = 3
_TITLES_IN_MEMORY = 2**16
_SAYS_NOTHING = re.compile(
    r"(?:管理|实施|暂行|试行|若干|工作|补充|具体|有关|行动|总体|应急|处理|奖励|考核|评审|操作|申报|指导|服务|使用|资金|补贴|"
    r"扶持|专项|年度|建设|发展|改革|政策|标准|意见)*[\u4e00-\u9fff]{1,2}(?:\([^)]*\))?"
)
_MOST_VERSIONS = 20
"""More documents of one title are no versions but a title that says little."""
_TELLS_OF_OTHERS = ("", "新闻", "解读")


@lru_cache(_TITLES_IN_MEMORY)
def key(title: str) -> str:
    """What titles of one text have in common, however they are written.

    《中华人民共和国甲法（2018年修正）》 is 甲法; 甲县人民政府关于印发甲县乙办法的通知 is 甲县乙办法.
    """
    bare = _MARKS.sub("", _REPOSTED.sub("", normalise(title)))
    if carried := _CARRIER.match(bare):
        bare = carried[1]
    return _EDITION.sub("", bare).replace("中华人民共和国", "")


def link(documents: Sequence[Document]) -> list[Document]:
    """The documents of a whole index, each with its links to the others; links they bring along are dropped."""
    plain = [replace(document, links=()) if document.links else document for document in documents]
    keys = [key(document.title) for document in plain]
    pairs = list(_versions(plain, keys))
    links: dict[int, list[Link]] = defaultdict(list)
    for new, old in pairs:
        links[new].append(_link(OLDER, plain[old], begins(plain[old])))
    dated = [
        replace(document, links=tuple(links[number])) if number in links else document
        for number, document in enumerate(plain)
    ]
    links.clear()
    for new, old in pairs:
        links[new].append(_link(OLDER, dated[old], begins(dated[old])))
        links[old].append(_link(NEWER, dated[new], begins(dated[new])))
    for repealing, repealed in _repeals(plain, keys):
        day = _repeal_day(plain[repealing])
        links[repealing].append(_link(REPEALS, plain[repealed], day))
        links[repealed].append(_link(REPEALED_BY, plain[repealing], day))
    return [
        replace(document, links=tuple(links[number])) if number in links else document
        for number, document in enumerate(plain)
    ]


def _link(relation: str, other: Document, day: str) -> Link:
    return Link(relation, other.path, other.title, other.date, day)


def _versions(documents: Sequence[Document], keys: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Every pair of a newer and an older version."""
    families: dict[tuple[str, str], list[int]] = defaultdict(list)
    for number, document in enumerate(documents):
        if document.date and _revised_as_a_whole(keys[number]):
            families[keys[number], document.region].append(number)
    for title in [title for title, region in families if region == NATIONAL]:
        nowhere = families.pop((title, ""), [])
        families[title, NATIONAL] += (number for number in nowhere if not documents[number].issuers)
        families[title, ""] = [number for number in nowhere if documents[number].issuers]
    for family in families.values():
        if len(family) <= _MOST_VERSIONS:
            family.sort(key=lambda number: (documents[number].date, documents[number].path), reverse=True)
            for new, old in combinations(family, 2):
                if not _same_version(documents[new], documents[old]):
                    yield new, old


def _same_version(new: Document, old: Document) -> bool:
    """Whether two texts of one title are copies: of one date, or both yet to come into force on one day."""
    return old.date == new.date or (new.date <= new.in_force == old.in_force)


def _revised_as_a_whole(title: str) -> bool:
    """Whether a later text of this title, as `key` gives it, takes its place."""
    kind = KIND.search(title)
    if kind is None or kind[1] not in _REVISED_AS_WHOLES or _DRAFT.search(title):
        return False
    return len(title) >= _SHORTEST and not _SAYS_NOTHING.fullmatch(title)


def _repeals(documents: Sequence[Document], keys: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Every pair of a document that repeals and one that it repeals."""
    named: dict[str, list[int]] = defaultdict(list)
    for number, document in enumerate(documents):
        for name in {keys[number], canonical(document.number)}:
            named[name].append(number)
    for repealing, document in enumerate(documents):
        if document.kind in _TELLS_OF_OTHERS or _DRAFT.search(document.title):
            continue
        meant: dict[int, None] = {}
        for entry in document.repeals:
            title, told, year = split_entry(entry)
            name = told if told and told in named else key(title)
            others = named.get(name, []) if len(name) >= _SHORTEST else []
            meant.update((other, None) for other in others if _fits(documents[other], document, told, year))
        yield from ((repealing, other) for other in meant if keys[other] != keys[repealing])


def _fits(other: Document, repealing: Document, number: str, year: str) -> bool:
    """Whether a document of the title or number that is repealed can be the one meant."""
    if number and other.number and canonical(other.number) != number:
        return False
    if other.date and (other.date >= _repeal_day(repealing) or not other.date.startswith(year)):
        return False
    ours, theirs = repealing.region, other.region
    return not ours or not theirs or ours.startswith(theirs) or theirs.startswith(ours)


def _repeal_day(document: Document) -> str:
    return document.in_force or document.date
