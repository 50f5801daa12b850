"""Clauses by which a document speaks of itself: its purpose, its coming into force, what it repeals."""

import re

_ITSELF = (
    r"(?:本|以下|如下|下列)[\u4e00-\u9fff]{0,8}?(?:法|条例|办法|规定|细则|措施|意见|方案|通知|决定|规则|规范|制度|标准)"
)
_CLAUSES = (
    (  # why it was made
        re.compile(rf"^(?:第[^\s]{{1,6}}条\s*)?(?:为了?|根据|依据|按照).{{4,}}?(?:制定|制订|出台|提出){_ITSELF}"),
        re.compile(r"为什么|为何|为啥|目的|依据|根据什么|初衷|背景|\b(?:why|purpose|aims?|basis)\b", re.IGNORECASE),
    ),
    (  # from when it holds, and what it repeals
        re.compile(
            rf"^(?:第[^\s]{{1,6}}条\s*)?(?:{_ITSELF}[^，。；]{{0,6}}?自|自).{{2,30}}?起?(?:施行|实施|执行|生效)|同时废止|即行废止|予以废止"
        ),
        re.compile(
            r"施行|生效|实施|开始执行|起效|废止|失效|作废|取代|替代|取消|还有效|有效期|旧|原来|以前的|"
            r"\b(?:in force|force|effect|repeal\w*|replac\w*|valid|expires?|abolish\w*)\b",
            re.IGNORECASE,
        ),
    ),
)


def asks_of_itself(question: str) -> bool:
    """Whether a question asks when a document holds or what became of others."""
    return bool(_CLAUSES[1][1].search(question))


def formal(sentence: str, question: str) -> bool:
    """Whether a sentence only speaks of the document itself, and the question does not ask about that."""
    return any(stated.search(sentence.strip()) and not asked.search(question) for stated, asked in _CLAUSES)
