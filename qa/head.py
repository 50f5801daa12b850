"""What a document says of itself above and below its text: title, number, who issued it, and when."""

import re
from collections.abc import Iterator, Sequence

from corpus.articles import article_label
from corpus.dates import DATE, iso
from corpus.numbers import canonical
from corpus.records import Document
from corpus.text import normalise, to_simplified, trim
from qa.enumeration import Span

_DONE = r"(?:印?发|发布|公布|颁布|制定|制订|出台|下发|通过|批准|起草|成文|修[订正改])"
_BEFORE = (
    r"(?:它|其|[这那该本](?:个|份|部|项)?|文件|条例|办法|通知|意见|政策|规定|到底|最初|当初|最早|的|是|由|被|在|于)*+"
)
_BEHIND = r"(?:的|了|呢|吗|啊|是|什么|多少|谁|哪天|几号|哪个|哪一个)*"
_ASKED = {
    "number": r"(?:文号|发文字号|文件编?号|几号文|发的?几号|(?:国务院|主席|政府)?令?第?几号令?)|"
    r"(?:the )?(?:document|reference) number",
    "issuer": rf"(?:谁|哪一?个?(?:部门|单位|机关|政府|机构)|哪里|哪儿|哪级){_DONE}|"
    r"(?:发文|发布|印发|制定)(?:机关|单位|部门|机构)|who issued(?: it)?",
    "date": rf"(?:什么时候|何时|啥时候|哪一?[年天]|哪一?日|几[年月号]){_DONE}|"
    r"(?:发布|公布|印发|成文|通过|发文|颁布)(?:的?(?:日期|时间|日子))|"
    r"when was (?:it|this) (?:issued|published|passed)",
    "title": r"(?:什么文件?|啥文件?|哪份文件|全称|正式名称|正式名字|标题|叫什么(?:名字)?)|"
    r"what is (?:it|this)",
}
_FACTS = {name: re.compile(rf"{_BEFORE}(?:{asked}){_BEHIND}", re.IGNORECASE) for name, asked in _ASKED.items()}
_EVENT = re.compile(r"通过|公布|发布|修[订正]|批准|施行$")
_ISSUED = re.compile(r"公布|发布|印发|颁布")
_CLAUSE = re.compile(r"[，,。？?！!；;、]|和(?=谁|什么|哪|文号)")
_HEAD, _TAIL = 3000, 1500
"""Characters of a document in which such lines are looked for."""
_SHORT = 80
_MOST_LINES = 5


def asks_of_head(rest: str) -> tuple[str, ...]:
    """What a question asks of the head of a document it names, all of its clauses: `number`, `issuer`, `date`, `title`.

    Args:
        rest: the question without the name of the document.
    """
    clauses = [clause for clause in map(str.strip, _CLAUSE.split(to_simplified(rest))) if clause]
    facts = [next((name for name, asked in _FACTS.items() if asked.fullmatch(clause)), "") for clause in clauses]
    return tuple(dict.fromkeys(facts)) if all(facts) else ()


def head_lines(document: Document, facts: Sequence[str]) -> list[Span]:
    """The lines of a document that state these facts, in its order; what is stated nowhere is left out."""
    return sorted({span for fact in facts for span in _stating(document, fact)})


def _stating(document: Document, fact: str) -> list[Span]:
    lines = list(_lines(document.text))
    title = _title(lines, document.title)
    if fact == "title":
        return title
    if fact == "number":
        number = canonical(document.number)
        return [span for span, line in lines if number and number in canonical(line)][:1]
    if fact == "date":
        return [span for span, line in lines if len(line) <= _SHORT and _dated(line, document.date)]
    named = [
        (span, line) for span, line in lines if len(line) <= _SHORT and any(map(line.__contains__, document.issuers))
    ]
    beside = [
        span for span, line in named if line in document.issuers or _bare(line) not in _bare(document.title)
    ]  # what else is of the title may be a part of it, broken over lines
    issued = [span for span in beside if _ISSUED.search(document.text, *span)]
    return (issued or beside)[:1] or (title if named else [])


def _dated(line: str, day: str) -> bool:
    """Whether a line is the date of a document or tells what was done with it when."""
    found = list(DATE.finditer(line))
    return bool(found) and not article_label(line) and (day in map(iso, found) or bool(_EVENT.search(line)))


def _title(lines: Sequence[tuple[Span, str]], title: str) -> list[Span]:
    """Where the title stands, on one line or broken over some."""
    whole = _bare(title)
    for number in range(len(lines)):
        shown = ""
        for (_, end), line in lines[number : number + _MOST_LINES]:
            shown += _bare(line)
            if shown == whole:
                return [(lines[number][0][0], end)]
            if not shown or not whole.startswith(shown):
                break
    return []


def _bare(line: str) -> str:
    return "".join(normalise(line.strip("# ")).split())


def _lines(text: str) -> Iterator[tuple[Span, str]]:
    start = 0
    for line in text.splitlines(keepends=True):
        if start < _HEAD or start + len(line) > len(text) - _TAIL:
            first, last = trim(text, start + len(line) - len(line.lstrip("# ")), start + len(line))
            if first < last:
                yield (first, last), text[first:last]
        start += len(line)
