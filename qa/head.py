"""What a document says of itself: title, number, who issued it, when it was issued and revised and comes into force."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from corpus.articles import article_label
from corpus.dates import DATE, iso
from corpus.numbers import canonical
from corpus.records import Document
from corpus.script import alike
from corpus.text import normalise, sentence_spans, to_simplified, trim
from qa.enumeration import Span

_DONE = r"(?:印?发|发布|公布|颁布|制定|制订|出台|下发|通过|批准|起草|成文|修[订正改])"
_BEFORE = (
    r"(?:它|其|[这那该本](?:个|份|部|项)?|文件(?!编?号)|条例|办法|通知|意见|政策|规定|"
    r"到底|最初|当初|最早|的|是(?![否不])|由|被|在|于)*+"
)
_BEHIND = r"(?:的|了|呢|吗|啊|是|什么|多少|谁|哪天|几号|哪个|哪一个)*"
_ASKED = {
    "number": r"(?:文号|发文字号|文件编?号|几号文|发的?几号|(?:国务院|主席|政府)?令?第?几号令?)|"
    r"(?:the )?(?:document|reference) number",
    "issuer": rf"(?:谁|哪一?个?(?:部门|单位|机关|政府|机构)|哪里|哪儿|哪级){_DONE}|"
    r"(?:发文|发布|印发|制定)(?:机关|单位|部门|机构)|who issued(?: it)?",
    "date": rf"(?:什么时候|何时|啥时候|哪一?[年天]|哪一?日|几[年月号]){_DONE}|"
    r"(?:发布|公布|印发|成文|通过|发文|颁布)(?:的?(?:日期|时间|日子))|(?:哪一?年|什么时候|何时)(?=的)|"
    r"when was (?:it|this) (?:issued|published|passed)",
    "revised": r"(?:(?:最[近新后]|上)的?一?次?)?(?:修[订正改]|改)(?:过|了)?的?(?:是|在)?"
    r"(?:几次|多少次|什么时候|何时|哪一?年|哪天)|"
    r"(?:有没有|是否|是不是)?(?:修[订正改]|改)过(?:没有|没)?|has (?:it|this) been (?:amended|revised)|"
    r"when was (?:it|this) (?:last )?(?:amended|revised)",
    "in_force": r"(?:自|从)?(?:什么时候|何时|啥时候|哪一?[年天]|几[月号])(?:起|开始|正式)*(?:施行|实施|生效|执行|起效)|"
    r"(?:施行|实施|生效|执行)的?(?:日期|时间|日子)|"
    r"when (?:did|does|will) (?:it|this) (?:come|take|enter|go) (?:in(?:to)? )?(?:force|effect)",
    "expires": r"(?:什么时候|何时|啥时候|哪一?[年天]|几[年月号])(?:会|就|才)?(?:到期|失效|过期|作废)|"
    r"有效期(?:到|至|是|有)?(?:什么时候|何时|哪一?[年天]|几年|多久|多长)|(?:能|可以)?管(?:用|到)?(?:几年|多久|哪一?年|什么时候)|"
    r"when (?:does|did|will) (?:it|this) expire",
    "validity": r"(?:现在|目前|如今|还|是否|是不是|仍然?|现行|依然)*(?:有效|失效|作废|废止|过期)(?:没有|没)?|"
    r"(?:现在|目前|还)+在?(?:施行|实施|执行)|is (?:it|this) still (?:valid|in force|in effect)",
    "title": r"(?:什么文件?|啥文件?|哪份文件|全称|正式名称|正式名字|标题|叫什么(?:名字)?)|"
    r"what is (?:it|this)",
}
_FACTS = {name: re.compile(rf"{_BEFORE}(?:{asked}){_BEHIND}", re.IGNORECASE) for name, asked in _ASKED.items()}
_EVENT = re.compile(r"通过|公布|发布|修[订正]|批准|施行$")
_ISSUED = re.compile(r"公布|发布|印发|颁布")
_REVISED = re.compile(r"修[订正改]")
_COMES = re.compile(r"自[^，。；\n]{2,40}?起(?:正式)?(?:施行|实施|生效|执行)")
_FROM_ITS_ISSUE = re.compile(r"自(?:公布|发布|印发|颁布|发文)")
_EXPIRES = re.compile(
    r"(?:本[\u4e00-\u9fff]{1,8}|[施试实]行|实施|印发|发布)[^。；\n]{0,40}?(?:有效期|试行期|有效至|[施执]行至|有效\s*[\d一二三四五六七八九十]+\s*年)|"
    r"(?:有效期|试行期)[^。；\n]{0,30}(?:施行|试行|实施|印发|发布)"
)
_ITSELF = re.compile(r"本[\u4e00-\u9fff]{1,8}?$")
_ARTICLE = re.compile(r"\s*第[^\s]{1,9}条(?:之[一二三四五六七八九十]{1,2})?[\s\u3000]+")
_CLAUSE = re.compile(r"[，,。？?！!；;、]|和(?=谁|什么|哪|文号)")
_HEAD, _TAIL = 3000, 1500
"""Characters of a document in which such lines are looked for."""
_SHORT, _LONGEST_EVENT = 80, 160
"""Characters of such a line; of one that says by what it was revised."""
_MOST_LINES = 5


def asks_of_head(rest: str) -> tuple[str, ...]:
    """What a question asks of the head of a document it names, all of its clauses: `number`, `issuer`, `date`, `title`,
    `revised`, `in_force`, `expires`, `validity`.

    Args:
        rest: the question without the name of the document.
    """
    clauses = [clause for clause in map(str.strip, _CLAUSE.split(to_simplified(rest))) if clause]
    facts = [next((name for name, asked in _FACTS.items() if asked.fullmatch(clause)), "") for clause in clauses]
    return tuple(dict.fromkeys(facts)) if all(facts) else ()


def head_lines(document: Document, facts: Sequence[str]) -> list[Span]:
    """The lines of a document that state these facts, in its order; what is stated nowhere is left out."""
    read = replace(
        document, text=alike(document.text), title=alike(document.title), issuers=tuple(map(alike, document.issuers))
    )
    return sorted({span for fact in facts for span in _stating(read, fact)})


def _stating(document: Document, fact: str) -> list[Span]:
    lines = list(_lines(document.text))
    title = _title(lines, document.title)
    if fact == "title":
        return title
    if fact == "number":
        number = canonical(document.number)
        return [span for span, line in lines if number and number in canonical(line)][:1]
    if fact == "validity":
        return [*_revisions(lines), *_told_of_force(document.text, lines, document.date)]
    if fact == "in_force":
        return _told_of_force(document.text, lines, document.date)
    if fact == "expires":
        return _told_of_force(document.text, lines, document.date, _EXPIRES)
    if fact == "revised":
        return _revisions(lines) or _stating(document, "date")
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


def _revisions(lines: Sequence[tuple[Span, str]]) -> list[Span]:
    return [
        span
        for span, line in lines
        if len(line) <= _LONGEST_EVENT and _REVISED.search(line) and DATE.search(line) and not article_label(line)
    ]


def _told_of_force(
    text: str, lines: Sequence[tuple[Span, str]], day: str, said: re.Pattern[str] = _COMES
) -> list[Span]:
    """The last sentence that says from when the document is in force, or until when; from its issue, with its day."""
    told = list(said.finditer(text))
    itself = [found for found in told if _ITSELF.search(text, max(0, found.start() - 9), found.start())]
    if not told:
        return []
    found = (itself or told)[-1]
    first, end = text.rfind("\n", 0, found.start()) + 1, text.find("\n", found.end())
    label = _ARTICLE.match(text, first)
    around = sentence_spans(text, label.end() if label else first, end if end >= 0 else len(text))
    sentence = next(span for span in around if span[0] <= found.start() < span[1])
    dated = [span for span, line in lines if len(line) <= _SHORT and _dated(line, day) and _ISSUED.search(line)]
    return [*(dated if _FROM_ITS_ISSUE.match(found[0]) else []), sentence]


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
