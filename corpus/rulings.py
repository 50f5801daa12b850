"""Decisions in single cases, by an office, a court or a panel: their parts begin with words that are always the same.

    申请人称：…        the claim           经审理查明：…       the facts
    被申请人答复称：…   the answer to it     上述事实，有…为证    the evidence
    本机关认为：…      the reasons         …决定如下：         the decision
    如不服本决定，…     what one may do

Each part is a measure, named by those words. So is what is said of one matter in it (关于货款的问题。…).
"""

import re
from collections.abc import Sequence
from functools import lru_cache

from corpus.dates import DATE
from corpus.headings import LEVEL_ITEM, LEVEL_PART, SENTENCE, Heading, Line
from corpus.items import item_depth

_PARTY = re.compile(
    r"(?:被?申请人|[原被]告|上诉人|被上诉人|当事人|被处罚(?:人|单位)|行政相对人)(?:[（(][^（()）]{1,20}[）)])?\s*(?:[：:]|$)"
)
_WHO = r"[本我](?:院|局|委|庭|厅|机关|府|会|队|[总支大中]队|仲裁委|仲裁庭)"
_PARTS = {
    "claim": r"(?:申请人|原告|上诉人|再审申请人)[^，。：:]{0,24}(?:请求|诉称|称|起诉|主张)[^。：:]{0,8}[：:，,]"
    r"|[^，。：:]{2,24}(?:诉称|(?:诉讼|仲裁|上诉|复议)请求)[^。：:]{0,6}[：:，,]|事实和?与?理由[：:]",
    "answer": r"(?:被申请人|被告|被上诉人|第三人)[^，。：:]{0,24}"
    r"(?:答复|辩称|答辩|述称|称|未作|未提)[^。：:]{0,12}[：:，,。]|[^，。：:]{1,24}(?:辩称|述称|答辩称)[：:，,]",
    "facts": rf"(?:现|另|再|还)?(?:经|本[院委局])[^，。：:]{{0,16}}(?:查明|认定)|(?:[现另再还]|又)查明|经查[：:，,]"
    rf"|(?:根据|结合|综合)[^。]{{0,50}}{_WHO}[^。]{{0,12}}认定[^。]{{0,12}}事实",
    "found": rf".{{0,400}}{_WHO}[^。，：:]{{0,6}}(?:认定|查明|确认)[^。，：:]{{0,8}}(?:如下|以下事实)[：:]$",
    "evidence": r"(?:上述|以上|前述)[^，。：:]{0,8}事实[^。]{0,24}(?:证据|佐证|证实|证明|为证|为凭|材料)",
    "notice": r"(?:\d{4}年\d{1,2}月\d{1,2}日[，,]?)?(?:本局|我局|本机关|本[支大]队|我[支大]队)"
    r"[^。]{0,40}(?:送达|告知)[^。]{0,60}(?:告知书|通知书|权利)",
    "reasons": rf"(?:经[复审][核议查理][^，。：:]{{0,10}}[，,])?(?:综上[^，。：:]{{0,4}}[，,])?"
    rf"{_WHO}[^，。：:]{{0,10}}认为",
    "decision": r"(?:综[上合]|据此|依[据照]|根据|按照|鉴于|为此|因此|经研究|本|我局|现)[^。]{0,400}?"
    r"(?:(?:判决|裁定|裁决|决定)(?:如下)?|(?:处罚|处理)如下|(?:以下|如下)[^。，：:]{0,14}(?:决定|处罚|处理))[：:]",
    "payment": r"(?:当事人|你|请|上述)[^。]{0,50}(?:收到|送达|接到)[^。]{0,40}日内[^。]{0,60}[缴交][至纳到往清]",
    "costs": r"(?:本案|案件)?(?:受理|仲裁|处理)费",
    "remedy": r"[^，。：:]{0,14}(?:如|若|对)[^，。：:]{0,10}不服|不服本",
}
_BEGINS = {kind: re.compile(pattern) for kind, pattern in _PARTS.items()}
_MATTER = re.compile(
    r"(关于[^，。：:]{2,40}(?:(?:情况|问题|事项|主张|意见|请求|焦点)(?:的(?:认定|处理))?(?=[，,])|(?=[。：:])))"
)
_DECIDES = re.compile(
    r"(?:判决|裁定|裁决|决定|处罚|处理)如下$|如下(?:行政)?(?:处罚|决定|处理)(?:决定)?$"
    rf"|{_WHO}(?:现)?决定$|(?:^|、)\s*(?:行政)?(?:处罚|处理|裁判|裁决|判决|复议)(?:决定|结果|意见|主文)$"
)
_TOP = 3000
"""Characters at the beginning of a document in which the parties stand."""
_MOST_PARTIES = 3
_FEWEST_KINDS = 3
_FEWEST_COUNTED = 2
"""Parts right below a heading that is counted 一、 from which on the parts are of those."""
_LONGEST_TITLE = 40
_CLAUSES = re.compile(r"[，,（(]")


def ruled_headings(lines: Sequence[Line]) -> dict[int, Heading]:
    """The parts of a decision, by the number of their line; none in a text that decides no case, or several."""
    found = {at: kind for at, line in enumerate(lines) if (kind := part(line.text))}
    decided = [at for at, kind in found.items() if kind == "decision"]
    parties = [at for at, line in enumerate(lines) if _PARTY.match(line.text)]
    if not decided or not parties or not parties[0] < min(found) or parties[-1] > decided[0]:
        return {}
    grounds = [at for at, kind in found.items() if kind in ("facts", "found", "reasons") and at <= decided[-1]]
    if not grounds or len(set(found.values())) < _FEWEST_KINDS:
        return {}
    counted = sum(at > 0 and _is_title(lines[at - 1].text) for at in found) >= _FEWEST_COUNTED
    level = LEVEL_ITEM + 1 if counted else LEVEL_PART
    headings = {}
    for at, line in enumerate(lines):
        if at in found:
            headings[at] = Heading(level, _title(line.text, found[at]), line.start, line.start)
        elif min(found) < at <= max(found) and (matter := _MATTER.match(line.text)):
            headings[at] = Heading(max(level + 1, LEVEL_ITEM), matter[1], line.start, line.start)
    return headings


def part(line: str) -> str:
    """Which part of a decision begins with a line, by its words alone: "claim", "answer", "facts" …; empty for none."""
    return next((kind for kind, begins in _BEGINS.items() if begins.match(line)), "")


def parties(document: str) -> tuple[str, ...]:
    """The parties to a case that a document names at its beginning, on lines such as 当事人：…; none in any other."""
    return _parties(document[:_TOP])


@lru_cache(maxsize=256)
def _parties(top: str) -> tuple[str, ...]:
    lines = (line.strip("# \u3000") for line in top.splitlines())
    named = (
        re.split(r"[，,；;。（(]", line[found.end() :])[0].strip() for line in lines if (found := _PARTY.match(line))
    )
    return tuple(dict.fromkeys(named))[:_MOST_PARTIES]


def decides(titles: Sequence[str]) -> bool:
    """Whether a part is what is decided, by its title and the headings above it (四、处罚决定, 判决如下)."""
    return any(_DECIDES.search(title) for title in titles)


def _is_title(line: str) -> bool:
    """Whether a line is a heading counted 一、 and no sentence."""
    return item_depth(line) == 0 and len(line) <= _LONGEST_TITLE and not SENTENCE.search(line)


def _title(line: str, kind: str) -> str:
    """The words that a part begins with: up to a colon or the end of a sentence, or the clause of them that tells."""
    words = re.split(r"[：:。]", line, maxsplit=1)[0]
    if kind == "found":
        words = re.split(r"[。；]", line[:-1])[-1]
    if len(words) <= _LONGEST_TITLE:
        return words
    clauses = [clause for clause in _CLAUSES.split(words) if clause.strip() and not DATE.fullmatch(clause)]
    return (clauses[-1] if kind in ("decision", "found") else clauses[0])[-_LONGEST_TITLE:] if clauses else words
