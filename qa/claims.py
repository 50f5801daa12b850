"""What only a party to a case says, in the decision of it: it is no answer to what was found or decided."""

import re
from collections.abc import Sequence

from qa.enumeration import Span, begins_line

_PARTY = r"(?:被?申请人|[原被]告|被?上诉人|第三人|当事人)"
_REST = r"[^，。：:；\n]"
_CLAIMS = re.compile(
    rf"{_REST}{{1,24}}?(?:诉称|辩称|述称|答复称|(?:诉讼|仲裁|上诉|复议)请求)[：:，,]"
    rf"|{_PARTY}{_REST}{{0,24}}?(?:称|请求)[：:，,]|事实[和与]?理由[：:]"
)
_HEARD = re.compile(rf"{_PARTY}{_REST}{{0,12}}提出(?:(?:以下|如下){_REST}{{0,6}})?[：:，,]")
"""What the sentence alone says."""
_FOUND = re.compile(r"(?:经[复审][核议查理]|另?经?查明|经查|本[院局委府会]|本机关|综上)")
_ASKED = re.compile(
    r"(?:怎么|咋|如何|都)(?:说|讲|辩|主张|解释|回应)|(?:什么|哪些|啥|几[条个点])(?:理由|主张|请求|诉求|要求|意见|说法)"
    r"|(?:[提说]了?|要求|请求|主张|想要?)(?:什么|哪些|啥|多少)"
    r"|\b(?:argued?|claim(?:ed|s)?|say|said|ask(?:ed)? for|demand(?:ed|s)?)\b",
    re.IGNORECASE,
)


def claimed(text: str, spans: Sequence[Span]) -> set[int]:
    """The numbers of the sentences of a measure that a party says: from 申请人称：… on, as far as what was found.

    Args:
        text: of the document, in Simplified Chinese.
        spans: of the sentences of the measure in it.
    """
    found: set[int] = set()
    goes_on = False
    for number, (start, _) in enumerate(spans):
        if begins_line(text, spans, number):
            goes_on = bool(_CLAIMS.match(text, start)) or (goes_on and not _FOUND.match(text, start))
        if goes_on or _HEARD.match(text, start):
            found.add(number)
    return found


def asks_what_is_claimed(question: str) -> bool:
    """Whether a question in Simplified Chinese or English asks for what somebody says, or wants."""
    return _ASKED.search(question) is not None
