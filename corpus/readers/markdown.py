"""The marks of Markdown that are no part of what it says: emphasis, targets of links, images, quotes, rules.

Headings, lists and tables keep theirs, by which they are known; so does code. Chinese writes emphasis without the
spaces that CommonMark wants around it (**发钱。**这笔钱), so marks are told by what they enclose.
"""

import re

_FENCE = re.compile(r"\s{0,3}(```|~~~)")
_QUOTE = re.compile(r"\s{0,3}(?:>[ \t]?)++(?![\d=＝])")
"""Not the sign of what is more than a number, >60周岁."""
_BEGUN = re.compile(r"(?!\s*>)(?:.*[。；！？]|##)")
"""What stands below the front of a document; a quote in the front is a remark, known by its mark."""
_RULE = re.compile(r"\s{0,3}(?:(?:\*\s*+){3,}|(?:-\s*+){3,}|(?:_\s*+){3,})")
_CODE = re.compile(r"(?<!`)(?P<ticks>`++)[^`]+(?P=ticks)(?!`)")
_TARGET = r"\([^()]*(?:\([^()]*\)[^()]*)*\)"
_IMAGE = re.compile(rf"!\[[^\]\[]*\]{_TARGET}")
_LINK = re.compile(rf"\[([^\]\[]+)\](?=\([^()]*[./#:]){_TARGET}")
_OPENS = r"(?![\s，。；：、！？）》】”’,.;:!?)\]])"
_CLOSES = r"(?<![\s（《【“‘(\[])"
_EMPHASIS = (
    rf"(?<![*\\])(?:(?<![0-9A-Za-z])|(?=\*+[^*0-9A-Za-z]))(?P<m>\*\*\*?){_OPENS}([^*|]+){_CLOSES}(?P=m)(?!\*)",
    rf"(?<![\w*\\])(?P<m>\*|__?)(?![*_]){_OPENS}((?:(?!(?P=m))[^|])+){_CLOSES}(?P=m)(?![\w*])",
)
"""Bold, not 2**3 nor the masks of 张**、李**; what stands between marks that no word touches."""
_STRUCK = re.compile(rf"~~{_OPENS}[^~|]+~~[ \t]?")
"""Words that were taken back, as deletions in Word are."""
_PATTERNS = [re.compile(pattern) for pattern in _EMPHASIS]
_DEEPEST = 3


def without_marks(text: str) -> str:
    """The text of a Markdown file without the marks that are no part of what it says; a line of marks goes whole."""
    kept = list[str]()
    fence, begun = "", False
    for line in text.split("\n"):
        mark = _FENCE.match(line)
        if mark and fence in ("", mark[1]):
            fence = "" if fence else mark[1]
        elif not fence:
            bare = _QUOTE.sub("", line, count=1) if begun and line.lstrip()[:1] == ">" else line
            begun = begun or bool(_BEGUN.match(bare))
            if _RULE.fullmatch(bare):
                continue
            said = _said(bare)
            if bare.strip() and not said.strip():
                continue
            line = said
        kept.append(line)
    return "\n".join(kept)


def _said(line: str) -> str:
    """A line without marks around its words, but for those in code."""
    if not any(mark in line for mark in "*_~["):
        return line
    parts, end = list[str](), 0
    for code in _CODE.finditer(line):
        parts += (_plain(line[end : code.start()]), code[0])
        end = code.end()
    return "".join((*parts, _plain(line[end:])))


def _plain(words: str) -> str:
    words = _LINK.sub(r"\1", _IMAGE.sub("", _STRUCK.sub("", words)))
    for _ in range(_DEEPEST):
        before = words
        for pattern in _PATTERNS:
            words = pattern.sub(lambda found: found[found.re.groups], words)
        if words == before:
            break
    return words
