"""Documents that a question names: by their number, their title, or what people make of it (郑州养犬条例)."""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from itertools import islice

from corpus.front import KINDS
from corpus.numbers import canonical, find_number
from corpus.places import asked_place
from corpus.records import Document
from corpus.text import to_simplified
from qa.lookup import asks_of_document
from qa.provision import provisions

_NO_NAME = {"标准", "政策", "计划", "目录", "安排"}
"""Kinds that questions speak of without meaning a document."""
_PAPERS = {*KINDS, "预案", "通报", "复函", "函", "章程", "工作报告"} - _NO_NAME
PAPER = re.compile("|".join(sorted(_PAPERS - {"法"}, key=len, reverse=True)) + "|法(?![律规定人院官庭术])")
"""Words for documents in questions."""
_NO_LAW = re.compile(r"(?:[方想做说办看用违合非执司立无依守普民手语书疗章])法$")
_BREAK = re.compile(
    r"[，,。？?！!；;：:、“”\"']|根据|按照|依照|依据|请问|我想问|听说|介绍(?:一下)?|列出|列举|罗列|总结(?:一下)?|概括(?:一下)?|说说|讲讲|看看|"
    r"查(?:一下)?|了解|关于|[这那该本](?:个|份|部|项|件)?|哪"
)
_AND = re.compile(r"([\u4e00-\u9fff]{2,8}?)(?:和|与|跟|及|以及|、)$")
MOST_PAPERS = 12
"""Words for documents in a question that a name is looked for before."""
_ASIDE = re.compile(r"[《》〈〉\s的]")
_BRACKETS = re.compile(r"[（(〔\[][^）)〕\]]*[）)〕\]]|^中华人民共和国|[《》〈〉“”\"\s]")
_PASSED = re.compile(r"(?:印发|转发|发布|公布)(.{4,}?)的?(?:通知|函|公告|通告|命令|决定)$")
_NUMBER = re.compile(
    r"([\u4e00-\u9fff]{1,8})\s*((?:19|20)\d\d)\s*(?:(?<=[发办字函规令政委府告通]\d{4})年|第|\s)\s*第?\s*(\d{1,4})\s*号"
)
"""A document number as it is typed without brackets, 国发2018 39号, 国发2018年39号; not 养老金2024年15号发吗."""
_OF_A_TITLE = re.compile(
    r"(?:^|[，,。.？?！!；;：:\s《]|根据|按照|依照|请问)"
    r"([\u4e00-\u9fff]{1,30}?(?:法典|宪法|法|条例|办法|规定|细则|规则|解释|决定))[》的里中]{0,2}\s*"
    r"第?\s*[一二三四五六七八九十百千零〇\d]{1,9}\s*条"
)
"""A title with an article behind it, 劳动法第十条."""
_ASKING = re.compile(r"^(?:请问|想问|我想|了解|想知道|知道|查找?|一下|看看?|关于|根据|按照|依据|下|的)+")
_IN_IT = re.compile(r"^\s*(?:》|[里裡]面?|中|上|之中)?(?:的?[規规]定)?[，,的]?")
SAYS_WHAT = r"是?(?:怎[麼么]|如何|咋)(?:[說说講讲寫写]|[規规]定|要求)的?"
"""What only asks what a document named before it says: 怎么说的."""
_SAYS_WHAT = re.compile(rf"^{SAYS_WHAT}(?=[？?。]?$)")
_ENDS = ("？", "?", "。", "，", ",", "；")
"""What stands behind a name, with nothing else to be asked where the question is already asked before it."""
_COURT = re.compile(r"^(?:最高法院?|最高检察?院?|两高|司法)的?|^中华人民共和国")

_STRONG = frozenset("法 法典 宪法 条例 办法 细则 规则 规程 准则 预案 章程 规划 纲要 批复 函 复函 通报 命令".split())
"""Kinds of document that are seldom said of anything else."""
_LEAST_STRONG, _LEAST_SHARE = 0.25, 0.4
"""Share of a title that a name must be, for those kinds and for others; where a document must be meant, any does, and a
law is always named in full."""
_LEAST_NAME = 2
"""Characters that a name has before the kind of document."""
_LONGEST_NAME = 40
_CLOSE_SET, _ABBREVIATED = 0.4, 0.3
"""Share that the characters of a name are of the stretch of a title in which they stand, in their order; of a name that
may be an abbreviation."""
_AS_WELL = 0.75
"""A further document is meant, too, when the name is at least this share as much of its title as of the best one's."""
_MOST_MEANT = 6
"""A name that fits more documents than this names none."""


@dataclass(frozen=True, slots=True)
class Named:
    """What a question names.

    Attributes:
        documents: numbers of the documents meant; none where the index has none such.
        name: as it stands in the question.
        rest: the question without it.
        several: whether documents are named one beside the other (河南和重庆的气象条例).
        numbered: whether they are named by their number.
    """

    documents: tuple[int, ...]
    name: str
    rest: str
    several: bool = False
    numbered: bool = False

    @property
    def words(self) -> str:
        """The name alone, as it stands in the question: without what only asks for it, without brackets."""
        asked = _ASKING.match(to_simplified(self.name))
        return self.name[asked.end() if asked else 0 :].strip("《》〈〉 ")


class Titles:
    """The titles and numbers of the documents of an index."""

    def __init__(self, documents: Sequence[Document]) -> None:
        self._titles = [_bare(to_simplified(document.title)) for document in documents]
        self._regions = [document.region for document in documents]
        self._characters = [frozenset(title) for title in self._titles]
        self._of_kind: dict[str, list[int]] = {paper: [] for paper in _PAPERS}
        for number, title in enumerate(self._titles):
            for paper in filter(title.endswith, _PAPERS):
                self._of_kind[paper].append(number)
        self._numbers: dict[str, list[int]] = {}
        for number, document in enumerate(documents):
            if document.number:
                self._numbers.setdefault(canonical(to_simplified(document.number)), []).append(number)

    def named(self, question: str, ignored: Collection[str] = ()) -> Named | None:
        """The documents that a question names; None where it names none.

        Args:
            ignored: ways of naming that are not heeded, `document` by its title, `number`.
        """
        plain = to_simplified(question)
        article = bool(provisions(plain))
        named = None if "number" in ignored else self._by_number(question, plain)
        if named or "document" in ignored:
            return named
        return (
            (self._by_words(question, plain) if article else None)
            or self._by_title(question, plain, article)
            or (_unknown(question, plain) if article else None)
        )

    def _by_number(self, question: str, plain: str) -> Named | None:
        told = find_number(plain)
        typed = None if told else _NUMBER.search(plain)
        if not told and not typed:
            return None
        start, end = (typed.start(), typed.end()) if typed else (plain.find(told), plain.find(told) + len(told))
        asked = _ASKING.sub("", f"{typed[1]}〔{typed[2]}〕{typed[3]}号" if typed else canonical(told))
        same = [number for known, those in self._numbers.items() if _same(asked, known) for number in those]
        return (
            Named(tuple(same), question[start:end], _rest(question, start, end), numbered=True) if start >= 0 else None
        )

    def _by_title(self, question: str, plain: str, article: bool) -> Named | None:
        for paper in islice(PAPER.finditer(plain), MOST_PAPERS):
            end = paper.end()
            broken = [match.end() for match in _BREAK.finditer(plain, 0, paper.start())]
            first = max([0, end - _LONGEST_NAME, *broken])
            for start in range(first, paper.start()):
                name = _ASIDE.sub("", plain[start:end])
                if plain[start] in "《〈的" and start > first:
                    continue
                law = paper[0] == "法"
                if len(name) - len(paper[0]) < (1 if law else _LEAST_NAME) or (law and _NO_LAW.search(name)):
                    break
                loose = article or asks_of_document(_rest(question, start, end))
                if start > first and (law or (not loose and paper[0] not in _STRONG)):
                    break
                if meant := self._meant(name, paper[0], loose):
                    if place := _place(plain[first:start]):
                        meant = tuple(n for n in meant if place in self._titles[n] + self._regions[n])
                        if not meant:
                            return Named((), question[first:end], _rest(question, first, end))
                    start, other = self._beside(plain, first, start, name, paper[0])
                    every = tuple(dict.fromkeys(other + meant))
                    return Named(every, question[start:end], _rest(question, start, end), bool(other))
        return None

    def _by_words(self, question: str, plain: str) -> Named | None:
        """The one document whose title holds the words of a name in order, where an article of it is asked for."""
        for paper in islice(PAPER.finditer(plain), MOST_PAPERS):
            end = paper.end()
            first = max([0, *(match.end() for match in _BREAK.finditer(plain, 0, paper.start()))])
            name = _COURT.sub("", _ASKING.sub("", _ASIDE.sub("", plain[first : paper.start()])))
            fits = [n for n in self._of_kind[paper[0]] if _holds(self._titles[n], name)] if paper[0] != "法" else []
            if len(name) >= _LEAST_NAME and len({self._titles[number] for number in fits}) == 1:
                return Named(tuple(fits), question[first:end], _rest(question, first, end))
        return None

    def _beside(self, plain: str, first: int, start: int, name: str, paper: str) -> tuple[int, tuple[int, ...]]:
        """Where a name begins with what is named before it (河南和重庆的气象条例), and the documents of that."""
        before = _AND.search(plain, first, start)
        if not before:
            return start, ()
        for kept in range(1, len(name) - len(paper) + 1):
            if meant := self._meant(before[1] + name[kept:], paper, False):
                return before.start(), meant
        return start, ()

    def abbreviated(self, name: str, paper: str) -> tuple[int, ...]:
        """The documents meant by a name that stands beside another's, which may be an abbreviation (反诈法).

        Args:
            name: in Simplified Chinese, with the kind of document that it ends with.
        """
        bare = _ASIDE.sub("", name)
        if len(bare) - len(paper) < (1 if paper == "法" else _LEAST_NAME):
            return ()
        if len(bare) - len(paper) < _LEAST_NAME:
            return self._meant(bare, paper, False)
        return self._meant(bare, paper, False) or self._fitting(bare, paper, 0.0, _ABBREVIATED)

    def _meant(self, name: str, paper: str, loose: bool) -> tuple[int, ...]:
        least = 1.0 if paper == "法" else 0.0 if loose else _LEAST_STRONG if paper in _STRONG else _LEAST_SHARE
        return self._fitting(name, paper, least, _CLOSE_SET)

    def _fitting(self, name: str, paper: str, least: float, close: float) -> tuple[int, ...]:
        """Documents whose titles a name fits, of which it is this share and no more scattered than that."""
        wanted = frozenset(name)
        fits = {
            number: len(name) / len(self._titles[number])
            for number in self._of_kind[paper]
            if wanted <= self._characters[number]
            and len(name) >= least * len(self._titles[number])
            and _stands_in(name.removesuffix(paper), paper, self._titles[number], close)
        }
        best = max(fits.values(), default=0.0)
        meant = tuple(number for number, share in fits.items() if share >= _AS_WELL * best)
        return meant if len(meant) <= _MOST_MEANT else ()


def _stands_in(content: str, paper: str, title: str, close: float) -> bool:
    """Whether a title ends with the kind of document and has these characters before it, in order, close together."""
    at = len(title) - len(paper)
    for character in reversed(content):
        at = title.rfind(character, 0, at)
        if at < 0:
            return False
    return len(content) + len(paper) >= close * (len(title) - at)


def _holds(title: str, name: str) -> bool:
    """Whether a title holds a name, whole or in words of two characters or more, in its order."""
    at = 0
    while name:
        length = next((n for n in range(len(name), 1, -1) if title.find(name[:n], at) >= 0), 0)
        if not length:
            return False
        at, name = title.find(name[:length], at) + length, name[length:]
    return True


def _bare(title: str) -> str:
    """A title without brackets; of a notice that only passes something on, the title of that."""
    passed = _PASSED.search(title)
    return _BRACKETS.sub("", passed[1] if passed else title)


def _same(asked: str, known: str) -> bool:
    """Whether two numbers are one; the office may be told short (国务院令第746号) or with words before it."""
    return asked.endswith(known) or known.endswith(asked)


def _place(before: str) -> str:
    """The place that stands right before a name (河南省的…), in short; else empty."""
    place = asked_place(before).name
    return place if place and re.fullmatch(rf"{place}[省市区县]?的?", before) else ""


def _unknown(question: str, plain: str) -> Named | None:
    """A document that is named by its title, an article of which is asked for, and that is not there."""
    found = _OF_A_TITLE.search(plain)
    return Named((), question[slice(*found.span(1))], _rest(question, *found.span(1))) if found else None


def _rest(question: str, start: int, end: int) -> str:
    before = re.sub(r"(?:根据|按照|依照|依据|請問|请问|在|按|《)\s*$", "", question[:start])
    behind = _IN_IT.sub("", question[end:])
    if before.rstrip()[-1:] in _ENDS:
        behind = _SAYS_WHAT.sub("", behind)
    return f"{before if len(before) > 1 else ''} {behind}".strip(" ，,。.？?！!")
