"""What only frames a question: the clause that says in which document, or on which occasion, something was said."""

import re
from dataclasses import replace
from functools import lru_cache

from corpus.dates import OFFICE_ENDING
from corpus.text import to_simplified
from qa.naming import PAPER, SAYS_WHAT
from qa.question import Question, understand

_LONGEST_FIRST = 16
"""Characters of a clause before the one that names the document."""
_ASKS = (
    r"谁|什么|啥|哪|几[个项条种年月天]|多少|(?:怎么?|如何|咋)(?!么?(?:[说讲写]|规定|要求))|吗|呢|能不能|是不是|有没有"
)
_INNER = r"[^，。？！；,?!;：:“”]"
_POINTS = r"[那这该本][个份篇次场部版项]|\d\d|《|^(?:按|根据|依据|依照|照)"
_PLACES = rf"(?:{PAPER.pattern}|文件|规划|方案|报告|新闻|报道|访谈|发布会|会议)"
_IN = r"(?:里[面头]?|之?中|上|说|讲|规定|要求|提出|明确|提到|那次|那会儿?)"
_NAMES = rf"(?!{_INNER}{{0,60}}(?:{_ASKS}|采取|[有提没]意见))"
_PAPER = (
    r"(?:under|according to|as per|per|in) (?=[^,?!.;]*\b(?:law|act|rules?|regulations?|measures|opinion|guidance|"
    r"notice|plan|report|story|article|document|reform|change|interview|conference)\b)[^,?!.;]{4,140}"
)
_QUESTION = (
    r"(?=.*\?|(?:who|wh[aeiy]\w*|how|can|could|do|does|did|is|are|was|were|must|may|should|has|have|will)\b).{20,}"
)
_DAY = r"in (?:(?:early|late|mid-?) ?)?(?:[a-z]+ )?(?:19|20)\d\d"
_BEFORE = re.compile(
    rf"{_NAMES}(?={_INNER}{{0,60}}(?:{_POINTS}|{_IN}的?[，,：:])){_INNER}{{2,40}}?{_PLACES}{_IN}*的?[，,：:]\s*(?P<rest>[^，,].{{7,}})"
    rf"|(?:{_PAPER}|{_DAY}), (?P<asked>{_QUESTION})",
    re.IGNORECASE,
)
_BEHIND = re.compile(
    rf"(?P<rest>(?=.*(?:{_ASKS}|[？?])).{{8,}}[？?，,。 ])\s*{_NAMES}"
    rf"(?:(?={_INNER}{{0,60}}(?:{_POINTS})){_INNER}{{2,40}}?{_PLACES}|{_INNER}{{3,20}}?(?:法典?|条例|办法|规定|细则|规则))"
    rf"[里中上]?面?的?(?:{SAYS_WHAT})?[？?。]?"
    rf"|(?P<asked>{_QUESTION}), (?:{_PAPER}|according to [^,?!.;]{{4,80}})[?.]?",
    re.IGNORECASE,
)
"""A clause with the name of a document in it and nothing asked, before what is asked or behind it."""


_OFFICE = re.compile(rf"([\u4e00-\u9fff]{{1,12}}?{OFFICE_ENDING})的?(?=.*[\u4e00-\u9fff]{{3}})")

_RANK = "(?:市|县|区|镇|乡|州|省)"
_PLACE = re.compile(rf"([\u4e00-\u9fff]{{2,4}}?){_RANK}")


@lru_cache(maxsize=64)
def without_frame(question: Question) -> Question:
    """A question without the clause that only says where its answer stands (2020年那份复工通知里，…), if it has one.

    Within a document, what names it is no nearer to what is asked of it, unless its name or its issuer is.
    """
    plain = to_simplified(question.text)
    found = next(filter(None, (_BEFORE.fullmatch(plain, at) for at in _starts(plain))), _BEHIND.fullmatch(plain))
    if not found or question.origin:
        return question
    told = question.text[: found.start()] + question.text[slice(*found.span(found.lastgroup or 0))]
    asked = understand(told, question.day)
    expansion = question.expansion if question.own else asked.expansion
    return replace(asked, place=question.place, years=question.years, now=question.now, expansion=expansion)


@lru_cache(maxsize=64)
def without_office(question: Question, title: str) -> Question:
    """A question without the office or place it begins with, where a title names that (水务局几辆公车, …水务局决算).

    All of that document is of the office or the place; what names it is no nearer to what is asked.
    """
    plain, named = to_simplified(question.text), to_simplified(title)
    found = _OFFICE.match(plain)
    if not found or found[1] not in named:
        place = _PLACE.match(named)
        found = re.match(rf"(?:我们|咱们?)?({place[1]}){_RANK}?(?=\w{{3}})", plain) if place else None
    if not found:
        return question
    asked = understand(question.text[found.end() :], question.day)
    return replace(question, text=asked.text, sought=asked.sought, expansion=asked.expansion, otherwise=asked.otherwise)


def _starts(plain: str) -> list[int]:
    """Where a clause may begin that names the document: the first, or the second behind who asks (开饭店的，…)."""
    second = plain.find("，") + 1
    return [0, second] if 0 < second <= _LONGEST_FIRST else [0]
