"""What an answer must state or speak of; a question that names it is not answered without."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from corpus.text import to_simplified
from qa.detail import DETAILS, OBJECTS, Detail
from qa.matter import matters
from qa.thesaurus import expand

_CLAUSE = re.compile(r"[，,。？?！!；;]|(?<=[\u4e00-\u9fff])\s+(?=[\u4e00-\u9fff])|\band\b")
_AND = re.compile(r"[、和与及]|\bor\b")
_ASKS = re.compile(
    r"什么|[怎咋]么?|怎样|如何|谁|哪|啥|吗|么$|呢$|几|多少|多[久大高远长重]|能不能|可不可以|是不是|有没有|算不算|(\w)[不没]\1|[不没]$|没有$|"
    r"\b(?:what|how|who|which|where|when|why|is|are|can|could|do|does|did|will|would|should|must)\b",
    re.IGNORECASE,
)
_MEASURED = re.compile(
    r"([\u4e00-\u9fffA-Za-z]{2,16}?)(?:的?(?:总量|总额|增长|预期|最[高低]|平均|大概|大约|一共|总共|目前|现在)*"
    r"(?:目标|标准|数额|金额|比例|数量|增速|增幅)*)(?:大概|大约|一共|总共|目前|现在|到底)*"
    r"(?:(?:是|为|要?达到|要到)(?:了|到)?|(?<=[额率量值费程口失积入投资])有)(?:多少|几(?![乎类种级等条项])|百分之几|多[大高长])"
)
"""What a number is asked of: 直接经济损失是多少."""
_COUNTED = re.compile(
    rf"(?:多少|几)[{OBJECTS}]新?的?"
    r"((?:(?![了吗呢啊吧呀的被在会能要可才是有和与及到去来拿给算由跟没用怎什谁哪当做起问打放出下])[\u4e00-\u9fff]){2,10}+)[了吗呢啊吧呀]*$"
)
"""What is counted, at the end of a clause: 多少间房子."""
_WHOSE = re.compile(r"(?:手[里上]|身上|头上|名下|那里|那儿|家里?)$")
_WHETHER_SAID = re.compile(
    r"[^，。？！]{0,30}?(?:[里中上](?:面|头)?有(?:没有|吗)|(?:有没有?|是否|到底)?(?:写|说|提|讲|规定)(?:到|明)?(?:了|过)?(?:没有?|吗|没?(?:写|说|提|讲|规定)(?:到|明)?))"
)
"""A clause that only asks whether the answer is there: 条例里写没写."""
_IN_OTHER_WORDS = re.compile(
    r"(?:办法|措施|举措|政策|内容|要求|条件|任务|方面|部分|阶段|环节|步骤|地方|单位|部门|机构|企业|公司|工厂|项目|平台|东西|问题|类别|等级|档次|情形|情况)$"
)
"""What is counted under many names."""
_ASIDE = re.compile(r".*(?:[的在年月省市县区]|[一二三四五六七八九十每]个)")
_NO_MATTER = re.compile(
    r"(?:电话|热线|号码|网址|邮箱|名额|数|钱|次|者|这|那|时候|天|年|月)$|[这那]|^(?:目标|标准|指标|任务|数额|金额|比例|增速|增幅|规模)$"
)
"""What is looked for in another form than its name."""
_OF_ANYTHING = ("大小", "数目")
"""Details that may be of anything: what they are asked of must be named, too."""
_TELLING = 4
"""Characters at the end of its name, two of which an answer must hold."""
_BLANK = re.compile(r"(?m)^([^\n：|]{2,16})：[ ]*(?:[—－–/\-]+|待定|暂缺|空缺)[ ]*$")
"""A cell of a spreadsheet that was left empty, with the name of its column."""
_ROW = re.compile(r"\|[^\n]*\d|\d[^\n]*\||^[^\n。；]{1,60}[ \t\u3000]\d[\d.,]*[ \t]*$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the parts of a question that ask for something want, each of them all of its own; some want nothing."""

    clauses: tuple[tuple[Detail, ...], ...] = ()

    @property
    def details(self) -> tuple[Detail, ...]:
        """Everything that is wanted."""
        return tuple(dict.fromkeys(detail for clause in self.clauses for detail in clause))

    def missing(self, quotes: Sequence[str], measures: Sequence[str]) -> tuple[Detail, ...]:
        """What is not to be found in quotes, or in the measures that are quoted, as far as that is enough.

        A row of figures in a table may state anything, its unit stands above it, but for what its cell leaves empty.
        """
        said, around = (to_simplified("\n".join(texts)) for texts in (quotes, measures))
        row, told, empty = _ROW.search(said), _BLANK.sub("", said), self.left_empty(said)
        return tuple(
            detail
            for detail in self.details
            if not ((row and detail.near and detail not in empty) or detail.stands_in(told if detail.near else around))
        )

    def left_empty(self, row: str) -> tuple[Detail, ...]:
        """What a row of a spreadsheet has a cell for in which nothing stands."""
        columns = _BLANK.findall(to_simplified(row))
        return tuple(detail for detail in self.details if any(_holds(detail, column) for column in columns))

    def missing_among(self, told: Sequence[tuple[Sequence[str], Sequence[str]]]) -> tuple[Detail, ...]:
        """What no measure states, each given by its quotes and what these stand in.

        A part of the question is answered by one measure: what a course costs is not told by one that speaks of the
        course and another that names a price. Of two that lack one thing the one that speaks of the matter counts.
        """
        each = [self.missing(*one) for one in told] or [self.details]
        lacking = [[[d for d in clause if d in missing] for missing in each] for clause in self.clauses]
        least = [min(one, key=lambda details: (len(details), sum(not d.near for d in details))) for one in lacking]
        return tuple(dict.fromkeys(detail for details in least for detail in details))

    def unanswered(self, missing: Sequence[Detail]) -> bool:
        """Whether each part lacks something of this."""
        return bool(missing) and all(set(clause).intersection(missing) for clause in self.clauses)


def _holds(detail: Detail, column: str) -> bool:
    """Whether a column of a table so called is where a detail stands."""
    if detail.asked in (_MEASURED, _COUNTED):  # which find any name in 备注是多少
        return bool(detail.stated.search(column))
    return bool(detail.asked.search(f"{column}是多少") or detail.asked.search(column))


NOTHING = Wanted()


def wanted(question: str) -> Wanted:
    """What a question in Simplified Chinese or English wants stated."""
    clauses = _clauses(question)
    asks = [bool(_ASKS.search(clause)) for clause in clauses]
    found: list[tuple[Detail, ...]] = []
    for clause, asking in zip(clauses, asks, strict=True):
        detail = tuple(detail for detail in DETAILS if detail.asked.search(clause))[:1]
        if not detail or detail[0].zh in _OF_ANYTHING:
            detail += measured(clause) or (counted(clause) if detail else ())
        parts = _about(clause) if asking or not any(asks) else []
        found += [(*detail, *part) for part in parts] or ([detail] if detail or asking else [])
    return Wanted(tuple(found))


def measured(clause: str) -> tuple[Detail, ...]:
    """What a clause asks the number of by name (直接经济损失是多少)."""
    found = _MEASURED.search(clause)
    name = _ASIDE.sub("", found[1]) if found else ""
    return (_called(name, name, f"“{name}”", _MEASURED),) if _is_matter(name) else ()


def counted(clause: str) -> tuple[Detail, ...]:
    """What a clause that asks for a number of things has counted (多少间房子)."""
    found = _COUNTED.search(clause)
    name = _WHOSE.sub("", found[1]) if found else ""
    name = "" if _IN_OTHER_WORDS.search(name) else name
    return (_called(name, f"{name}的数目", f"the number of “{name}”", _COUNTED),) if _is_matter(name) else ()


def _is_matter(name: str) -> bool:
    return len(name) > 1 and not _NO_MATTER.search(name)


def _called(name: str, zh: str, en: str, asked: re.Pattern[str]) -> Detail:
    """A detail that a text states which holds some of a name or a term for it."""
    end = name[-_TELLING:]
    pairs = {end} if end.isascii() else {end[i : i + 2] for i in range(len(end) - 1)}
    stated = "|".join(map(re.escape, sorted(pairs.union(expand(name)))))
    return Detail(zh, en, asked, re.compile(stated, re.IGNORECASE))


def asking(question: str) -> list[str]:
    """The clauses of a question, in Chinese of either script or in English, that ask for something."""
    return [clause for clause in _clauses(question) if asks_something(clause)]


def asks_something(clause: str) -> bool:
    """Whether a clause, in Chinese of either script or in English, asks for more than whether it is written."""
    plain = to_simplified(clause)
    return bool(_ASKS.search(plain)) and not _WHETHER_SAID.fullmatch(plain)


def _clauses(question: str) -> list[str]:
    clauses = [clause.strip() for clause in _CLAUSE.split(question) if clause.strip()]
    told = [clause for clause in clauses if not _WHETHER_SAID.fullmatch(to_simplified(clause))]
    kept = told if any(map(asks_something, clauses)) else clauses
    return [part for clause in kept for part in _enumerated(clause)]


def _enumerated(clause: str) -> list[str]:
    """What a clause asks one beside the other (谁申请、交什么材料、多久出结果); itself where that is but one thing."""
    parts = [part.strip() for part in clause.split("、") if part.strip()]
    return parts if len(parts) > 1 and all(map(asks_something, parts)) else [clause]


def _about(clause: str) -> list[tuple[Detail, ...]]:
    """The matters of each part of an enumeration that has some, or of the whole clause."""
    parts = [*filter(None, map(matters, _AND.split(clause)))]
    return parts or [*filter(None, [matters(clause)])]
