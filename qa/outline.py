"""What a document holds altogether: its headings, for questions that ask for an overview."""

import re
from collections.abc import Sequence

from corpus.articles import article_label
from corpus.records import Document, Measure
from corpus.text import to_simplified
from qa.enumeration import Span

MOST_HEADINGS = 40
"""How many headings are told."""

_BEFORE = (
    r"(?:[它其]|[这那该本][份个篇部项]?|一[份个]|文件|文章|政策|页面?|网页|东西|材料|里面?|中|上|一共|总共|"
    r"都|全部|所有|主要|到底|具体|请|给我|帮我|的|对(?!比)|就|和)*+"
)
_NOUN = (
    r"(?:主要|重点|具体|核心)?(?:工作)?(?:举措|措施|内容|任务|方面|章节?|部分|政策|办法|要求|条款|规定|制度|安排|重点|"
    r"要点|条|项|点)"
)
_OUTLINE = re.compile(
    rf"{_BEFORE}(?:"
    r"(?:有|包[括含]|列|提|提出|规定|讲|说|写|采取|推出|涉及|分)(?:了|出|出了|成|为|到)?"
    rf"(?:哪些|哪几[个条项]?|什么|几(?:个|条|项|大)?|多少(?:个|条|项)?)(?:{_NOUN})?|"
    rf"(?:几|多少)(?:个|条|项|章|节|部分)(?:{_NOUN})?|"
    rf"{_NOUN}(?:是什么|有哪些|有什么|是啥|有几[条项个]|包括什么|呢)?|"
    r"(?:目录|大纲|提纲|框架|结构|摘要|大意|概要|概况)(?:是什么|呢)?|"
    r"(?:讲|说|写|关于)(?:了|的|的是)?(?:什么|啥)(?:内容|事情?|东西)?(?:的)?|"
    rf"(?:概括|总结|介绍|归纳|梳理|列[出举]?|罗列)(?:一下|出来)? ?(?:(?:所有|全部|主要)的?)?(?:{_NOUN})?|"
    r"有(?:什么|哪些|何)(?:不同|区别|差别|异同)|(?:区别|差别|不同)(?:是什么|在哪里?)|对比|比较"
    r")(?:呢|吗|啊)?|"
    r"what (?:measures|tasks|sections|chapters) (?:does|do|are)\b.{0,30}|"
    r"(?:give (?:me )?)?(?:an? )?(?:summary|overview|outline)(?: of (?:it|this))?|"
    r"summari[sz]e(?: it| this)?|what (?:is|does) (?:it|this) (?:about|cover|say)",
    re.IGNORECASE,
)
_COUNTED = re.compile(
    rf"{_BEFORE}(?:(?:条例|办法|规定|通知|意见|法)(?:里面?|中)?{_BEFORE})?(?:(?:有|共|分为?|包[括含]|规定了?|设了?)*+(?:几|多少)个?[条章](?:规定|条款|条文|款)?[和、，,\s]?){{1,2}}(?:呢|吗|啊)?|"
    r"最后一?条是第几条|how many (?:articles|chapters)(?: and (?:articles|chapters))?"
    r"(?: (?:does|do|has) (?:it|this|the \w+)?(?: have| contain)?| are there(?: in (?:it|this|the \w+))?)?",
    re.IGNORECASE,
)
_UNITS = re.compile(r"条|章|article|chapter", re.IGNORECASE)
_TASKS = re.compile(r"任务|举措|措施|\b(?:measures|tasks)\b")
_END = re.compile(r"[\s，,。.？?！!：:]+")
_LOOSE = 40


def asks_for_outline(rest: str) -> bool:
    """Whether a question, apart from the name of a document, asks what that holds altogether."""
    return bool(_OUTLINE.fullmatch(_END.sub(" ", to_simplified(rest)).strip()))


def asks_for_count(rest: str) -> frozenset[str]:
    """What a question, apart from the name of a document, asks the number of: 条, 章; nothing for any other."""
    bare = _END.sub(" ", to_simplified(rest)).strip()
    told = _UNITS.findall(bare) if _COUNTED.fullmatch(bare) else []
    return frozenset({"article": "条", "chapter": "章"}.get(unit.lower(), unit) for unit in told)


def outline(document: Document, measures: Sequence[Measure], rest: str) -> list[Span]:
    """The headings of a document, of the outermost level that has several, in its order; none where it has none.

    Where tasks or measures are asked for and one heading is of those, the headings below it.
    """
    paths = [(*measure.heading_path, measure.title) for measure in measures]
    above: tuple[str, ...] = ()
    while True:
        level = len(above)
        starts: dict[str, int] = {}
        for number, path in enumerate(paths):
            if path[:level] == above and len(path) > level:
                starts.setdefault(path[level], number)
        wanted = _TASKS.search(to_simplified(rest))
        of_those = [title for title in starts if wanted and wanted[0] in to_simplified(title)]
        inner = [title for title in of_those if _below(paths, (*above, title))]
        if len(inner) == 1 or len(starts) == 1:
            above = (*above, *(inner or starts))
            if any(len(path) > level + 1 and path[: level + 1] == above for path in paths):
                continue
        break
    spans = [heading_span(document.text, measures, number, title) for title, number in starts.items()]
    told = [span for span, title in zip(spans, starts, strict=True) if span and not article_label(title)]
    return told[:MOST_HEADINGS] if len(told) > 1 else []


def _below(paths: Sequence[tuple[str, ...]], above: tuple[str, ...]) -> bool:
    """Whether several headings stand below one."""
    return len({path[len(above)] for path in paths if path[: len(above)] == above and len(path) > len(above)}) > 1


def heading_span(text: str, measures: Sequence[Measure], number: int, title: str) -> Span | None:
    """Where a heading stands: the last place before the first measure below it, or at its beginning."""
    start = measures[number - 1].end if number else 0
    end = measures[number].start + len(title) + _LOOSE
    pattern = re.compile(r"\s*".join(map(re.escape, "".join(title.split()))))
    found = [match.span() for match in pattern.finditer(text, start, end) if match.start() <= measures[number].start]
    return found[-1] if found else None
