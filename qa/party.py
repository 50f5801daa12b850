"""Whom a rule is about: a person, a firm, or those who run one; fines differ between them."""

import re

_FINED = re.compile(r"罚款|罚金|[元倍]|拘留|百分之")
_PARTIES = {
    "manager": (
        r"负责人|法定代表人|法人代表|主管|经理|责任人|老板(?:本人|自己|个人)|\b(?:managers?|directors?|boss|executives?)\b",
        r"负责人|法定代表人|主管人员|责任人员|高级管理人员",
    ),
    "firm": (
        r"公司|企业|单位|工厂|商家|商店|店家|饭店|餐馆|平台|\b(?:company|companies|firms?|business|employer|restaurant|shop)\b",
        r"单位|企业|公司|机构|经营者|生产者|销售者|法人|组织",
    ),
    "person": (
        r"个人|本人|自己|市民|居民|老百姓|\b(?:individuals?|persons?|private people|residents?|citizens?)\b",
        r"个人|自然人|公民|居民",
    ),
}
_ASKED = {name: re.compile(asked, re.IGNORECASE) for name, (asked, _) in _PARTIES.items()}
_FINES = {name: re.compile(rf"对[^，。；]{{0,20}}(?:{stated})") for name, (_, stated) in _PARTIES.items()}


def party(question: str) -> str:
    """The party a question in Simplified Chinese or English names last, which is whom it asks about; empty for none."""
    named = [(match.start(), name) for name, pattern in _ASKED.items() for match in pattern.finditer(question)]
    return max(named)[1] if named else ""


def fits(asked: str, sentence: str) -> int:
    """1 where a sentence that fines names the party asked about, -1 where it only fines others, else 0."""
    if not asked or not _FINED.search(sentence):
        return 0
    fined = [name for name, pattern in _FINES.items() if pattern.search(sentence)]
    return (1 if asked in fined else -1) if fined else 0
