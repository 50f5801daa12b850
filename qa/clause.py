"""Clauses by which a document speaks of itself: its purpose, its coming into force, what it repeals, who signs it."""

import re

from corpus.dates import DATE

_ITSELF = (
    r"(?:本|以下|如下|下列)[\u4e00-\u9fff]{0,8}?(?:法|条例|办法|规定|细则|措施|意见|方案|通知|决定|规则|规范|制度|标准)"
)
_NAMED = r"(?:法|条例|办法|规定|细则|措施|意见|方案|通知|公告|政策|文件)"
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
            r"施行|生效|实施|开始(?:执行|算数|管用|起作用)|(?:起|算|作)数|起效|废止|失效|作废|取代|替代|取消|还有效|有效期|(?<![老陈])旧(?![小楼房手车改物居城厂])|原来|以前的|"
            rf"{_NAMED}[^，。？]{{0,6}}(?:管(?:用|到|多久|多长|几年)|到期|过期)|(?:能|可以)管(?:几年|多久|到)|"
            r"\b(?:in force|force|effect|repeal\w*|replac\w*|valid|expires?|abolish\w*)\b",
            re.IGNORECASE,
        ),
    ),
)
_SIGNED = re.compile(rf"(?!.*(?:日期|时间|截止|以前|之前))[\u4e00-\u9fff\s、·（）()]{{0,80}}(?:{DATE.pattern})[）)]?")
"""Who signs it, and the day."""
_PAPER = r"(?:文件|意见|通知|办法|规定|政策|条例|方案|措施|举措|细则|公告|东西)"
_ORIGIN = re.compile(
    rf"{_PAPER}.{{0,12}}(?:谁|哪个?(?:部门|单位|机关)).{{0,3}}(?:发|出台|印|制定|定的|写的)(?!钱|补|给|放)|"
    r"(?:谁|哪个?(?:部门|单位|机关))(?:印发|发布|发文|出台)的?|发文(?:机关|单位|字号|日期)|文号|正式(?:名称|名字|标题)|"
    rf"{_PAPER}.{{0,6}}(?:全称|标题|叫什么)|{_PAPER}.{{0,4}}(?:什么时候|哪[天年]|何时)(?:发|出|印|公布)|"
    rf"(?:出|发|印发|制定|搞)(?:这|那|本).{{0,10}}{_PAPER}.{{0,8}}(?:为了什么|为什么|为啥|图|目的|干什么|干嘛)|"
    r"\bwho (?:issued|published|wrote)\b|\b(?:official|full) (?:title|name)\b|\bdocument number\b|"
    r"\bwhen was (?:it|this|the (?:document|notice|plan|law)) (?:issued|published)\b",
    re.IGNORECASE,
)


def asks_of_origin(question: str) -> bool:
    """Whether a question in Simplified Chinese or English asks who issued a document, when, why, under which name."""
    return bool(_ORIGIN.search(question))


def asks_of_itself(question: str) -> bool:
    """Whether a question asks when a document holds or what became of others."""
    return bool(_CLAUSES[1][1].search(question))


def formal(sentence: str, question: str) -> bool:
    """Whether a sentence only speaks of the document itself, and the question does not ask about that."""
    sentence = sentence.strip()
    if _SIGNED.fullmatch(sentence):
        return not asks_of_origin(question)
    return any(stated.search(sentence) and not asked.search(question) for stated, asked in _CLAUSES)
