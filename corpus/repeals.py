"""What a document says it repeals: 《甲办法》（甲政发〔2010〕5号）同时废止, 关于废止《甲条例》的决定.

Only whole documents count: of 《甲办法》第三条同时废止 nothing is taken, nor of what other documents are said to have
repealed, which the titles of decisions name (《国务院关于废止部分行政法规的决定》).
"""

import re
from collections.abc import Iterator

from corpus.numbers import canonical, find_number

_TITLE = r"《(?:[^《》]|《[^《》]*》)*》"
_NOTE = r"(?:\s*[（(〔\[][^（()）《》]{0,40}(?:[（(][^（()）]{0,20}[）)][^（()）]{0,20})?[）)〕\]])*"
_WORDS = ("废止", "停止执行", "停止施行", "停止实施", "失效", "不再执行")
_CEASES = rf"(?:{'|'.join(_WORDS)})"
_NAMED = re.compile(rf"({_TITLE})({_NOTE})")
_BLANK = "\0"
_BEHIND = re.compile(
    rf"(?:同时|一并|一律|即行|予以|相应|自行|[也均都起，,{_BLANK}]|[\d日])\s*{_CEASES}(?=[。；;，,！\n（(]|$)"
)
"""The word behind the titles it is said of: 《甲》同时废止."""
_BEFORE = re.compile(rf"(?:决定|同时|现予|予以|一并|[，,：:。\n]|^)\s*废止(?:了)?[^。；]{{0,60}}?(?={_BLANK})")
"""The word before them: 同时废止《甲》."""
_TAIL = re.compile(r"^[\s，,、]*(?:等.{0,16}?)?(?:(?:自|从|于).{2,40})?$")
_ONLY_A_PART = re.compile(r"(?:第[一二三四五六七八九十百千\d]+[条款章]|中的?|有关|的|内|所附|关于|附件|规定)")
_A_BASIS = re.compile(r"(?:根据|依据|依照|按照|适用|执行|违反|修改|符合|与)$")
_LONGEST_BASIS = 2
_IN_TITLE = re.compile(rf"^[^《]*关于废止({_TITLE}.*)的(?:决定|通知|公告|命令|批复)$")
_END = "。；;\n"
_MOST = 60


def find_repeals(title: str, text: str) -> tuple[str, ...]:
    """What the document repeals, in its words: title without 《》, its number or year in （） where it gives one."""
    found: dict[str, None] = {}
    if named := _IN_TITLE.match(title):
        found.update((_entry(*item), None) for item in _NAMED.findall(named[1]))
    for begin, end in sorted({_sentence_at(text, at) for word in _WORDS for at in _places(word, text)}):
        if "《" in (sentence := text[begin:end]) and len(found) < _MOST:
            found.update(dict.fromkeys(_of_sentence(sentence)))
    return tuple(found)


def _places(word: str, text: str) -> Iterator[int]:
    at = text.find(word)
    while at >= 0:
        yield at
        at = text.find(word, at + len(word))


def _sentence_at(text: str, at: int) -> tuple[int, int]:
    begin = max(text.rfind(mark, 0, at) for mark in _END) + 1
    return begin, min((end for mark in _END if (end := text.find(mark, at)) >= 0), default=len(text))


def _of_sentence(sentence: str) -> list[str]:
    """The documents of which a sentence says that they cease."""
    outside = _NAMED.sub(lambda match: _BLANK * len(match[0]), sentence)
    named = list(_NAMED.finditer(sentence))
    if said := _BEHIND.search(outside):
        named = [match for match in named if match.end() <= said.end()]
        if not named or not _TAIL.match(sentence[named[-1].end() : max(named[-1].end(), said.start())]):
            return []
    elif said := _BEFORE.search(outside):
        named = [match for match in named if match.start() >= said.end()]
    else:
        return []
    return [
        _entry(match[1], match[2])
        for match in named
        if not _ONLY_A_PART.match(sentence, match.end())
        and not _A_BASIS.search(sentence, max(0, match.start() - _LONGEST_BASIS), match.start())
    ]


def _entry(title: str, note: str) -> str:
    title = title[1:-1]
    told = find_number(note) or (year[0] if (year := re.search(r"\d{4}", note)) else "")
    return f"{title}（{told}）" if told else title


def split_entry(entry: str) -> tuple[str, str, str]:
    """Title, canonical number and year of what `find_repeals` found, as far as it gives them."""
    title, mark, told = entry.removesuffix("）").rpartition("（") if entry.endswith("）") else (entry, "", "")
    if number := find_number(told):
        return title, canonical(number), ""
    return (title, "", told) if mark and re.fullmatch(r"\d{4}", told) else (entry, "", "")
