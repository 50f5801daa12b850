"""The lines above the policy itself: title, byline, number, and who passed it when."""

import re
from dataclasses import dataclass

from corpus.contents import is_contents
from corpus.dates import DATE, SIGNED_BY
from corpus.imprint import imprint, letterhead, ordered, set_close
from corpus.latin import stands_above_title
from corpus.numbers import number_line
from corpus.standards import publishers, standard_cover, standard_number
from corpus.text import ITEM_NUMBER

KINDS = (
    "法典 宪法 条例 规定 办法 细则 规则 规程 准则 标准 决定 决议 命令 解释 批复 意见 方案 规划 计划 纲要 通知 通告 "
    "公告 公报 公示 报告 指引 指南 目录 措施 举措 政策 解读 问答 解答 安排 守则 章程 制度 手册 公约 规约 民约 须知 法"
).split()
"""What documents call themselves at the end of their title."""
KIND = re.compile(rf"({'|'.join(KINDS)})(?:》)?(?:[（(〔\[][^）)〕\]]*[）)〕\]])*$")
_PASSED_ON = re.compile(
    r"(?:印发|发布|公布|颁布|颁发|下发|转发)(.+)的(?:通知|公告|通告|决定|命令|意见)(?=》?(?:[（(〔\[]|$))"
)

BYLINE = re.compile(
    r"^[【\[（(]?\s*(信息来源|信息时间|文章来源|稿源|来\s*源|(?:发布|发文|成文|印发|公开|公布|制定|签发|生成|更新|实施|施行|生效|失效|废止)(?:日期|时间)|"
    r"日\s*期|时\s*间|作\s*者|(?:发布|发文|制定|公开|责任)(?:机构|机关|单位|部门)|索\s*引\s*号|统一编号|主\s*题\s*词|主题分类|信息分类|"
    r"标\s*题|名\s*称|文\s*号|发文字号|文件编号|公文字号|文件状态|时\s*效\s*性?|有效性|效力状态|有效期|公开方式|点\s*击|浏\s*览|字体)"
    r"(?:[^：:|]{0,4}[：:]|\s*\|)"
)
EVENT = re.compile(
    rf"^[（(〔\[【]?\s*(?:[\u4e00-\u9fff]{{2,30}}令\s*+第?\s*+[\d一二三四五六七八九十百零〇]{{1,6}}\s*+号[，,\s]*+|根据|自)?\s*+(?:{DATE.pattern}).*?(?:通[过過]|公布|[发發]布|修[订訂正改]|[订訂]定|施行|批准|印[发發]|[废廢]止)"
)
_FROM_ITS_ISSUE = re.compile(r"[（(]?(?:自|从)?(?:公布|发布|颁布|印发)之日起?(?:施行|实施|执行|生效)[。）)\]】〕]*")
_PUBLISHES = re.compile(r"《([^《》]{3,60}(?:〈[^〉]*〉[^《》]*)?)》(?:已|业).*(?:公布|发布|施行|实施)")
"""What the order by which a document is published begins with."""
_DAY = re.compile(rf"[（(]?(?:{DATE.pattern})(?:\s+\d{{1,2}}:\d\d(?::\d\d)?)?[）)]?")
_POSTED = re.compile(rf"[^。；，：:]{{0,40}}(?:{DATE.pattern})\s+\d{{1,2}}[:：]\d\d(?:\s+[\u4e00-\u9fff]{{2,8}})?")
"""The line below the title of what an account posts: its name, when, and where."""
_NUMBERED = re.compile(
    rf"第[一二三四五六七八九十百\d]+[编編章节節条條部]|[（(]?[一二三四五六七八九十]+[）)、]|(?!\d{{1,2}}[．、]\d){ITEM_NUMBER}"
)
_GOES_ON = re.compile(r"的(?:通知|通告|公告|意见|决定|批复|函|报告|请示)")
_COMMENT = re.compile(r"^<!--.*-->$")
_FURNITURE = re.compile(
    r"^(搜索|基本信息|相关(新闻|文档|信息|附件|链接|解读|政策)|政策解读|分享(到)?|打印|收藏|字[号体]|【?\s*(大|中|小)\s*】?|首页)$"
    r"|^[*↑👆\s]*点击(上方|下方)?蓝[字色][^。；]{0,24}$"
    r"|^(\d{6}|(绝密|机密|秘密)(★.{0,6})?|特急|特提|加急|平急|急件)$"
    r"|^[〔\[（(【]?\d{4}[〕\]）)】]?\s*年?\s*第?\s*\d{1,4}\s*期$|^第\s*\d{1,4}\s*期$"
    r"|^(?:类别标记|建议类别|是否公开|公开属性|公开方式|密级|份号)\s*[：:][^。；]{0,12}$"
    r"|^【(一图读懂|音频解读|视频解读|媒体解读|文字解读|图解|解读)】.*$"
)
ADDRESSED = re.compile(
    r"(?!.*(?:下列|如下|以下|应当|根据|按照|[。；;？?！!《》]))"
    r"(?:[^：:]{1,150}(?:政府|委员会|办公[厅室]|[局厅部委院署]|兵团|代表|委员|主席|同志)"
    r"|[^：:]{0,100}(?:各|有关)[^：:]{0,40}(?:部门|单位|机构|中心|公司|企业|[学院高]校|协会|组织|街道|[镇乡处所站]))[：:]"
)
"""A line that says whom it is written to, 各区人民政府、市有关部门："""
_REPRINTED = r"[（(【\[](?:转载|转发)[）)】\]]"
_TELLS_WHAT_IT_IS = "解读|读懂|图解|[问解]答|访谈|案例|草案|稿|征求|公示|失效|废止|修[订正改]"
_MARKED = re.compile(rf"^(?:{_REPRINTED}|【(?!.{{0,12}}(?:{_TELLS_WHAT_IT_IS}))[^【】]{{1,20}}】)\s*|\s*{_REPRINTED}$")
_TITLED = re.compile(rf"关于|(?:{'|'.join(KINDS)}|[决预]算|总结|要点|清单)$")
"""What a line has that is a title and no name of an office alone."""
_BODY = re.compile(
    r"[\u4e00-\u9fff（）()]{2,30}(?:公司|集团|大学|学院|[中小]学|幼儿园|医院|图书馆|博物馆|社区|村|小区)"
)
"""The first line of what is no office's, above what it is (员工手册)."""
_TRIBUNAL = re.compile(r"[\u4e00-\u9fff]{2,30}(?:法院|委员会|[局厅委]|人民政府)")
_RULING = re.compile(r"[\u4e00-\u9fff]{2,12}书")
"""Who decides a case, above what its decision is called (民事判决书)."""
_YEAR = re.compile(r"(?:19|20)\d\d\s*年度?")
"""The first line of the cover of accounts, above whose they are."""
_EXPLAINS = re.compile(r"(?:政策)?(?:解读|问答|解答|起草说明|编制说明|图解)(?:[（(][^（()）]{1,8}[）)])?")
_QUESTION = re.compile(r"(?:问题?|Q|Question)\s*\d{0,3}\s*[.:：]")
_FOOTNOTE = re.compile(r"\s*[\[［]\d{1,2}[\]］]$")
_NUMBER_LINES = 30
_NEAR = 2
_LONGEST_TITLE = 120
_SHORTEST_PART = 4
_MOST_PARTS = 5
_LINES = 60


@dataclass(slots=True)
class Front:
    """What stands above the policy, and `body`, the offset where the policy itself begins."""

    title: str = ""
    number: str = ""
    bylines: tuple[str, ...] = ()
    events: tuple[str, ...] = ()
    masthead: str = ""
    body: int = 0


def read_front(text: str, known_title: str = "", head: int = 0) -> Front:
    """Read the front of a document.

    Args:
        known_title: its title, where its format tells it.
        head: where what stands above the policy is known to end.
    """
    front = Front(title=known_title)
    known = _KnownTitle(known_title)
    position = 0
    title_end = -1
    raws = text[:20_000].splitlines(keepends=True)[:_LINES]
    lines = [raw.strip() for raw in raws]
    cover = standard_cover(lines)
    for i, (raw, line) in enumerate(zip(raws, lines, strict=True)):
        bare = line.lstrip("# ").strip()
        number = number_line([bare, _next(lines, i)]) if line else ""
        if i > title_end and (shown := _lines_of_title(lines, i, front.title)):
            title_end = i + shown - 1
        if line and (offices := letterhead(lines[i:])):
            front.masthead = f"{front.masthead} {offices}".strip()
            front.title = front.title if _lines_of_title(lines, i, front.title) != 1 else ""
        elif known.shows(bare) or i <= title_end or _is_beside(line):
            pass
        elif i in cover:
            front.number = front.number or standard_number(bare)
            front.masthead = publishers(bare) or front.masthead or bare
        elif _is_signed(lines, i):
            front.masthead = front.masthead or _in_brackets(lines, i) * line
        elif published := imprint(line):
            front.number = front.number or published.number
            front.masthead = front.masthead or published.offices
            front.events += (line,)
        elif number:
            front.number = front.number or number
        elif _second_line_of_number(lines, i):
            pass
        elif BYLINE.match(line) or _POSTED.fullmatch(line):
            front.bylines += (line,)
        elif _DAY.fullmatch(line) or (
            EVENT.match(line) and (len(line) < 200 or (len(line) < 1200 and "。" not in line))
        ):
            front.events += (line,)
        elif line.startswith("# ") and not known_title and not _NUMBERED.match(bare):
            front.title = f"{front.title} {bare}".strip()
        elif not front.title and stands_above_title(bare, _next(lines, i)):
            front.masthead = bare
        elif not front.title and _looks_like_title(bare if front.masthead else line):
            front.title, more = _whole_title(bare, lines[i + 1 : i + _MOST_PARTS + 1])
            title_end = i + more
        elif front.events and _FROM_ITS_ISSUE.fullmatch(line):
            pass
        elif position >= head:
            if not front.title and (named := _PUBLISHES.match(line)):
                front.title = named[1]
            position += len(raw) if front.title and ADDRESSED.fullmatch(line) else 0
            break
        position += len(raw)
    front.body = position
    front.number = front.number or ordered(front.events) or _number_below(lines)
    return front


def _lines_of_title(lines: list[str], i: int, title: str) -> int:
    """How many lines, from one on, are the title, whole or broken over them; 0 where they are not."""
    whole, shown = "".join(title.split()), ""
    for count, line in enumerate(lines[i : i + _MOST_PARTS], 1):
        shown += "".join(line.lstrip("# ").split())
        if not line or not whole.startswith(shown):
            return 0
        if shown == whole:
            return count
    return 0


def _is_beside(line: str) -> bool:
    """Whether a line says nothing of the document: empty, a remark, or of the page."""
    return bool(
        not any(map(str.isalnum, line)) or line.startswith(">") or _COMMENT.match(line) or _FURNITURE.match(line)
    )


def _is_signed(lines: list[str], i: int) -> bool:
    """Whether a line is the name above a day."""
    below = next(filter(None, lines[i + 1 : i + 3]), "")
    dated = _DAY.fullmatch(below) or imprint(below)
    return bool(dated and SIGNED_BY.fullmatch(lines[i]) and not _TITLED.search(lines[i]))


def _in_brackets(lines: list[str], i: int) -> bool:
    """Whether the day below a name stands in brackets, as nothing is signed below its text."""
    below = _next(lines, i)
    return bool(_DAY.fullmatch(below)) and below[0] in "（("


def _second_line_of_number(lines: list[str], i: int) -> bool:
    above = next(filter(None, (line.lstrip("# ") for line in reversed(lines[max(i - _NEAR, 0) : i]))), "")
    return bool(above and number_line([above, lines[i]])) and not number_line([above])


def _next(lines: list[str], i: int) -> str:
    """The line below one, with at most an empty one between; empty where there is none."""
    return next(filter(None, lines[i + 1 : i + 1 + _NEAR]), "")


def _number_below(lines: list[str]) -> str:
    """A number on a line of its own a little further down, as web pages have it below their furniture."""
    numbers = (number_line([lines[i], _next(lines, i)]) for i in range(min(len(lines), _NUMBER_LINES)) if lines[i])
    return next(filter(None, numbers), "")


class _KnownTitle:
    """The title known from the format, and how far the lines read have shown it."""

    def __init__(self, title: str) -> None:
        self._title = "".join(title.split())
        self._parts: set[str] = set()
        self._shown = 0

    def shows(self, line: str) -> bool:
        """Whether a line is the title, or the next part of it; a heading below may repeat its words."""
        line = "".join(line.split())
        if line == self._title:
            self._shown = len(line)
        if line == self._title or line in self._parts:
            return True
        place = self._title.find(line, self._shown) if len(line) >= _SHORTEST_PART else -1
        if place >= 0:
            self._shown = place + len(line)
            self._parts.add(line)
        return place >= 0


def _looks_like_title(line: str) -> bool:
    """Not a sentence, nor the heading of a document that begins without a title."""
    return (
        len(line) <= _LONGEST_TITLE
        and not is_contents(line)
        and line[-1] not in "。；;，,：:"
        and line[0] != "#"
        and not _NUMBERED.match(line)
    )


def _whole_title(line: str, following: list[str]) -> tuple[str, int]:
    """The title, and how many more lines it takes.

    Where it is broken it ends with its kind (…的通知), or above the number, those it is written to, or the title again.
    """
    title = line = set_close(line)
    if following and _BODY.fullmatch(line) and KIND.search(named := set_close(following[0])):
        return title + named, 1
    if following and _TRIBUNAL.fullmatch(line) and _RULING.fullmatch(named := set_close(following[0])):
        return title + named, 1
    for count, rest in enumerate(following):
        if title[-1] == "》" and _EXPLAINS.fullmatch(rest):
            return title + rest, count + 1
        ended = KIND.search(title) and title.count("《") == title.count("》") and not _GOES_ON.match(rest)
        if ended or title[-1] in "!！?？":
            return title, count
        if (
            number_line(following[count : count + 2])
            or ADDRESSED.fullmatch(rest)
            or _lines_of_title(following, count, title)
            or _POSTED.fullmatch(rest)
        ):
            return title, count
        if is_contents(rest) or _DAY.fullmatch(rest):
            return (title, count) if _YEAR.fullmatch(line) else (line, 0)
        if not rest or rest[-1] in "。；，：" or len(rest) > 40 or BYLINE.match(rest) or _QUESTION.match(rest):
            break
        title += set_close(rest)
    return line, 0


def without_marks(title: str) -> str:
    """A title without the mark of a footnote ([1]) and what editors put before or behind it (【关注】), if one is left.

    A mark that tells what the text is (【政策解读】) or whether it holds (【已失效】) stays.
    """
    bare = _MARKED.sub("", _FOOTNOTE.sub("", title))
    return bare if len(bare) >= _SHORTEST_PART else title


def passed_on(title: str) -> str:
    """The kind of document that a notice passes on, 办法 of 关于印发渔业办法的通知; empty for any other title."""
    named = _PASSED_ON.search(title)
    found = KIND.search(named[1]) if named else None
    return found[1] if found else ""
