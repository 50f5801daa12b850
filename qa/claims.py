"""What only a party to a case says, in the decision of it: it is no answer to what was found or decided."""

import re
from collections.abc import Sequence

from corpus.rulings import part, parties
from qa.enumeration import Span, begins_line

_HEARD = re.compile(
    r"(?:你(?:单位|公司|店|厂)?|该(?:单位|公司|店|厂)|当事人)[^。：:；\n]{0,30}(?:申辩|陈述)[^。：:；\n]{0,8}[，：:]?称"
    r"|(?:被?申请人|[原被]告|被?上诉人|第三人|当事人)[^，。：:；\n]{0,12}提出(?:(?:以下|如下)[^，。：:；\n]{0,6})?[：:，,]"
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


_FORM = re.compile(r"(?:股份|责任)*有限(?:责任)?公司$|公司$")
_OFFICE = re.compile(r"(?:政府|委员会|办事处|办公室|法院|[局委厅所])$")
_TELLING = 4
"""Characters of a name in a row that tell it."""
_OUTCOME = re.compile(
    r"(?:被|挨|受)[^，。？?]{0,6}(?:罚|处理|处分)[^，。？?]{0,6}(?:多少|几|什么|啥|怎)|受到?了?(?:什么|哪些|啥|怎样的?)处[罚理分]"
    r"|罚(?:了|款|金)?(?:是|有|要|一?共)?(?:多少|几|什么|啥)|怎么[判罚]|处罚结果"
    r"|判(?:了|给|赔|决)?[^，。？?]{0,4}(?:多少|什么|啥|几|结果|怎样|如何)|(?:判决|裁决|裁定|复议|仲裁|处理)(?:的?结果|是什么|怎么|如何)"
    r"|(?:最后|最终|结果)[^。？?]{0,12}(?:赔|判|罚|掏|退|怎么(?:处理|说|定|样))|谁[赢输]了"
    r"|(?:要|应该?|得)[^，。？?]{0,6}赔[^，。？?]{0,6}(?:多少|几)"
    r"|\bhow much .{0,60}\b(?:fined|ordered to pay)\b|\bwho won\b"
    r"|\bwhat (?:was|is) the (?:ruling|verdict|outcome|decision|judg)"
    r"|\bwhat did .{0,30}\b(?:decide|rule|order)\b",
    re.IGNORECASE,
)


def asks_for_outcome(question: str) -> bool:
    """Whether a question in Simplified Chinese or English asks what was decided in a case."""
    return _OUTCOME.search(question) is not None


def names_party(question: str, text: str) -> bool:
    """Whether a question names a party to the case that a document decides, whole or by four characters in a row.

    An office is a party to many cases.
    """
    names = (_FORM.sub("", name) for name in parties(text) if not _OFFICE.search(name))
    return any(
        name[start : start + _TELLING] in question
        for name in names
        if len(name) > 1
        for start in range(max(len(name) - _TELLING, 0) + 1)
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
    return found if found and parties(text) else set()


def _end_of_line(text: str, start: int) -> int:
    end = text.find("\n", start)
    return len(text) if end < 0 else end


def asks_what_is_claimed(question: str) -> bool:
    """Whether a question in Simplified Chinese or English asks for what a party says or wants, not who decides."""
    return _ASKED.search(question) is not None and not _DECIDES.search(question)
