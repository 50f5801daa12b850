"""What only a party to a case says, in the decision of it: it is no answer to what was found or decided."""

import re
from collections.abc import Sequence
from functools import lru_cache

from corpus.rulings import is_party, part
from qa.enumeration import Span, begins_line

_HEARD = re.compile(
    r"(?:被?申请人|[原被]告|被?上诉人|第三人|当事人)[^，。：:；\n]{0,12}提出(?:(?:以下|如下)[^，。：:；\n]{0,6})?[：:，,]"
)
_ASKED = re.compile(
    r"(?:怎么|咋|如何)(?:[说讲]|辩[解护称]?|解释|申辩|抗辩|答辩)"
    r"|(?:什么|哪些|啥|几[条个点])(?:理由|主张|请求|诉求|要求|意见|说法|抗辩|辩解)"
    r"|(?:理由|主张|请求|诉求|要求|意见|说法)(?:是|有)(?:什么|哪些|啥)"
    r"|(?:要求|请求|主张|想要|告状?要)(?:什么|哪些|啥|多少)|(?:原告|申请人)要多少"
    r"|\b(?:did|does|do|what)\b.{0,50}\b(?:argue|say|claim|demand|ask for|want)\b",
    re.IGNORECASE,
)
_DECIDES = re.compile(
    r"法院|法官|法庭|[局院庭]里|执法|仲裁委|委员会|机关|政府|支持|认定|采纳|采信|驳回|[宣改]?判"
    r"|\b(?:court|judge|tribunal|office|authority|commission|panel)\b",
    re.IGNORECASE,
)


def claimed(text: str, spans: Sequence[Span]) -> set[int]:
    """The numbers of the sentences of a measure that a party says: from 申请人称：… on, as far as what was found.

    Args:
        text: of the document, in Simplified Chinese; in one that names no parties nothing is claimed.
        spans: of the sentences of the measure in it.
    """
    found: set[int] = set()
    goes_on = False
    for number, (start, end) in enumerate(spans):
        if begins_line(text, spans, number):
            kind = part(text[start : _end_of_line(text, start)])
            goes_on = kind in ("claim", "answer") or (goes_on and not kind)
        if goes_on or _HEARD.match(text, start):
            found.add(number)
            goes_on = goes_on or text[end - 1] in "：:"
    return found if found and _names_parties(text) else set()


def _end_of_line(text: str, start: int) -> int:
    end = text.find("\n", start)
    return len(text) if end < 0 else end


@lru_cache(maxsize=16)
def _names_parties(text: str) -> bool:
    """Whether a document says who the parties to a case are."""
    return any(is_party(line.strip("# \u3000")) for line in text.splitlines())


def asks_what_is_claimed(question: str) -> bool:
    """Whether a question in Simplified Chinese or English asks for what a party says or wants, not who decides."""
    return _ASKED.search(question) is not None and not _DECIDES.search(question)
