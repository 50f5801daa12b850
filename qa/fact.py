"""Kinds of fact: which one a question asks for, and what a sentence holds that states it."""

import re
from dataclasses import dataclass

_ALL = re.compile(
    r"哪些|哪几|有什么|有啥|有几[种类]|都有|包括什么|什么(情形|情况|条件|材料)|\b(what are|which \w+s|list)\b",
    re.IGNORECASE,
)
_NUMERAL = "[一二三四五六七八九十百千万两〇零]"


@dataclass(frozen=True, slots=True)
class Fact:
    """A kind of fact.

    Attributes:
        asked: found in questions that ask for it, in Simplified Chinese or English.
        stated: found in sentences that state it.
    """

    asked: re.Pattern[str]
    stated: re.Pattern[str]


def _fact(asked: str, stated: str) -> Fact:
    return Fact(re.compile(asked, re.IGNORECASE), re.compile(stated))


FACTS = {
    "figure": _fact(
        r"多少|几(?!乎|何|率|年|月|号)|多大|多高|多长|多远|百分之|比例|"
        r"\bhow (many|much|large|big)\b|\bwhat (share|percentage|amount|target)\b",
        rf"\d|{_NUMERAL}+(?:个|家|人|元|年|月|日|天|倍|成|次|项|名|%|分之)",
    ),
    "time": _fact(
        r"什么时候|何时|啥时候|哪一?年|几[年月号]|哪天|多久|期限|截止|"
        r"\b(when|what year|how long|deadline|by what date)\b",
        rf"\d{{4}}\s*年|\d+\s*(?:月|日|天|个月|年)|{_NUMERAL}+(?:年|个月|日|天)|每年|年底",
    ),
    "office": _fact(
        r"谁|(哪个?|哪些|什么)(部门|单位|机关|机构)|\b(who|which (office|department|authority|agency))\b",
        r"政府|办公[厅室]|委员会|部门|机关|[局厅部委院]",
    ),
    "way": _fact(
        r"怎么(办|申请|弄|领|报|交|走|做)|如何|怎样|去哪|哪里|哪儿|找谁|手续|流程|材料|"
        r"\b(how (do|does|can|to|is|are)|where|apply|procedure)\b",
        r"申请|提交|办理|申报|登记|提出|程序|材料|通过|路径|网站|电话|地址|窗口",
    ),
}
"""By name; a question asks for the first one whose words it has."""


def asked_for(question: str) -> str:
    """The kind of fact a question in Simplified Chinese or English asks for, empty for any other question."""
    return next((name for name, fact in FACTS.items() if fact.asked.search(question)), "")


def asks_for_all(question: str) -> bool:
    """Whether a question in Simplified Chinese or English asks for all of something."""
    return bool(_ALL.search(question))


def asks(sentence: str) -> bool:
    """Whether a sentence is a question itself."""
    return sentence.rstrip("”’」』）) ").endswith(("？", "?"))


def states(name: str, sentence: str) -> bool:
    """Whether a sentence states a fact of this kind; False for no kind."""
    return name in FACTS and bool(FACTS[name].stated.search(sentence))
