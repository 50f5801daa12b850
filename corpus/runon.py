"""Text that lost its line breaks: copied out of a table or a feed, a whole document stands on one line."""

import re

from corpus.dates import DATE
from corpus.front import ADDRESSED, BYLINE, EVENT, KIND
from corpus.numbers import number_line

_GAP = re.compile(r"(?<=\S)[^\S\n]+(?=\S)")
_SHARE = 0.6
"""How much of a text its longest line holds where line breaks are lost."""
_LONG = 300
"""Characters of such a line, where it is not the only one."""
_ENDED = re.compile(r"(?:[。；！？!?…][”’」』）)》]*|[：:])$")
_SHORTEST_INTRODUCTION = 10
"""Characters before a colon that ends a line; fewer are a label, 时间： 2020年."""
_NUMERAL = "[一二三四五六七八九十]{1,3}"
_ITEM = re.compile(rf"[（(]{_NUMERAL}[）)]|{_NUMERAL}、")
_BEGINS = re.compile(rf"{_ITEM.pattern}|\d{{1,2}}[．、]|第[一二三四五六七八九十百零〇\d]{{1,6}}[编編章节節条條]")
_LABEL = re.compile(rf"(?:{_BEGINS.pattern}|第\S{{1,6}}款)")
_TOLD = re.compile(
    r"原标题[：:]|尊敬的[^，。]{1,20}[：:]"
    r"|(?:本报|本网|新华社|[\u4e00-\u9fff]{2,6}(?:日报|晚报|网|在线))[\u4e00-\u9fff\d]{0,12}?(?:讯|电|消息)"
)
"""What begins with whom it is written to, or who reports it from where."""
_OFFICE = re.compile(r"(?:指挥部|小组|政府|[局厅部委院会室])$")
"""How what issues a document is called at the end; it is no title, though it may stand twice."""
_INNER_MARK = re.compile(r"[，,。；;]")
_ENDS_SENTENCE = re.compile(r"[。；;]")
_HAN = r"[\u4e00-\u9fff]"
_MEETS = re.compile(rf"(?:{_HAN}|[》”’」』）)！？!?])$")
_GOES_ON = re.compile(rf"{_HAN}|[《“‘「『]|\d{{1,2}}[月日]|\d{{4}}年")
_OPENED, _CLOSED = re.compile(r"[（(《〈“‘「『【〔]"), re.compile(r"[）)》〉”’」』】〕]")
_CELLS = " | "
_READ = 300
"""Characters beside a gap that are looked at; more are no title."""
_LONGEST_TITLE = 120
_SHORTEST_TITLE = 4
_LONGEST_HEADING = 40
_SHORTEST_NAMED = 8
_SHORTEST_PARAGRAPH = 20


def with_lines(text: str) -> str:
    """The text with the line breaks it lost, each in the place of white space, so that every offset stays.

    A text most of which stands on one line is taken to have lost them, another is returned as it is. A gap is a lost
    line break behind the end of a sentence, beside a title, a number (文号), a byline or a signed day, and before a
    numbered heading.
    """
    begin = 0
    alone = len(text.strip().splitlines()) == 1
    for line in text.splitlines(keepends=True):
        long = alone or len(line) >= max(_SHARE * len(text), _LONG)
        if long and _CELLS not in line and re.search(_HAN, line):
            return text[:begin] + _broken(line, not text[:begin].strip()) + text[begin + len(line) :]
        begin += len(line)
    return text


def _broken(line: str, titled: bool) -> str:
    """A line with its breaks.

    Args:
        titled: whether it may begin with the title.
    """
    gaps = list(_GAP.finditer(line))
    ends = [*(gap.start() for gap in gaps), len(line)][1:]
    broken = list(line)
    begin, title = 0, ""
    for gap, end in zip(gaps, ends, strict=True):
        above = line[max(begin, gap.start() - _READ) : gap.start()].strip()
        below = line[gap.end() : min(end, gap.end() + _READ)].strip()
        wide = gap.end() - gap.start() > 1 or gap[0] == "\u3000"
        if _is_break(above, below, wide, titled and (not begin or above == title)):
            broken[gap.end() - 1] = "\n"
            title = title or above
            begin = gap.end()
    return "".join(broken)


def _is_break(above: str, below: str, wide: bool, first: bool) -> bool:
    """Whether a gap was a line break.

    Args:
        above: what stands on the line so far, the end of it where that is long.
        below: what stands between this gap and the next, the begin of it likewise.
        wide: whether it is wider than a space.
        first: whether the line so far is the first of the text, or the same again.
    """
    if _LABEL.fullmatch(above) or len(_OPENED.findall(above)) > len(_CLOSED.findall(above)):
        return False
    if _ENDED.search(above):
        return above[-1] not in "：:" or len(above) >= _SHORTEST_INTRODUCTION or bool(ADDRESSED.fullmatch(above))
    if len(above) > _LONGEST_TITLE or (_ENDS_SENTENCE if first else _INNER_MARK).search(above):
        return False
    if _is_beside_title(above, below) or (_BEGINS.match(below) and len(above) >= _SHORTEST_TITLE):
        return True
    room = _SHORTEST_TITLE <= len(above) <= (_LONGEST_TITLE if first else _LONGEST_HEADING)
    paragraph = len(below) >= _SHORTEST_PARAGRAPH and _INNER_MARK.search(below)
    if not (room and paragraph and _GOES_ON.match(below)):
        return False
    return bool(BYLINE.match(above) or ((first or wide or _ITEM.match(above)) and _MEETS.search(above)))


def _is_beside_title(above: str, below: str) -> bool:
    """Whether the line so far is a title, a number, a signature or its day, or what follows is of what stands there."""
    again = above.startswith(below[:_SHORTEST_NAMED]) and not _OFFICE.search(above)
    named = len(above) >= _SHORTEST_NAMED and (KIND.search(above) or again)
    dated = DATE.fullmatch(above) and not EVENT.match(f"{above} {below}")
    signed = dated or (DATE.fullmatch(below) and above[-1] not in "：:")
    numbered = number_line([above]) or (number_line([below]) and not number_line([f"{above} {below}"]))
    told = BYLINE.match(below) or _TOLD.match(below) or ADDRESSED.fullmatch(below)
    return bool(named or signed or numbered or told)
