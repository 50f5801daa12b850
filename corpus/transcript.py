"""Transcripts of interviews, press conferences and hearings: who speaks is told at the beginning of a line.

    主持人：没找到工作的毕业生怎么办？      [主持人]…      《渔湾日报》记者：
    周可：每人给一次见习机会。            [周可]…        我想请问周局长，…

A question with the answers to it is a measure, named by the question; so is a statement, named by who makes it, with
what is said of it.
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from corpus.headings import LEVEL_TURN, Heading, Line

_ADDED = r"(?:\s*[（(][^）)：:]{1,30}[）)])?"
_LABEL = re.compile(
    rf"(?:[【\[〔](?P<marked>[^】\]〕：:]{{2,24}})[】\]〕]\s*[：:]?"
    rf"|(?P<plain>[^，。；：:？！|…\[【（(]{{1,30}}){_ADDED}[：:])\s*"
)
_CELLS = " | "
_MARKS = "【】[]〔〕：: \u3000\t"
_ASKING = re.compile(
    r"(?:主持人|记者|网友|听众|观众)$|^(?:主持人|记者) |^网友.{0,8}$"
    r"|^(?:听众|观众|市民) ?(?:[甲乙丙丁\d]|[小老].{1,2}$|[\u4e00-\u9fff]{1,3}(?:先生|女士|同志)$)"
)
_HEARD = re.compile(
    r"(?!各位)[\u4e00-\u9fff]{0,12}(?:[参与]加人|[与参]会人|[提监陈][出审述]人|(?:人大|职工|企业|[村居]民|群众|消费者)代表|政协委员)"
    r"(?: ?\d+号)?(?: [\u4e00-\u9fff ]{2,5})?$"
)
"""Who speaks at a hearing, one after the other, without being asked."""
_ANSWERING = re.compile(
    r"(?:负责人|负责同志|发言人|嘉宾|专家|律师|[回解]?答复?|主任|[局厅处部司市县区镇乡]长|书记|先生|女士)$"
)
_NAME = re.compile(r"[\u4e00-\u9fff·]{2,4}")
_NO_NAME = re.compile(r"[时地来编审日摘发主标责校撰].{0,2}[间点源辑核期要人题键]|.*[式表类者额度数率费址话箱]")
_SENTENCE = re.compile(r"[^。！？!?]*[。！？!?]*")
_CLOCK = re.compile(r"(?<!\s)\s*+[\[（(]?\d{1,2}[:：]\d{2}(?:[:：]\d{2})?[\]）)]?\s*+$")
"""When it was said, at the end of a line."""
_QUESTION = re.compile(r"[？?]|(?<!邀)请.{0,12}(?:介绍|谈|说|讲|解读|回答)")
_LEADING = re.compile(r"请[^。]{0,20}(?:介绍|发言|作答|回答|提问|说说|谈谈|讲讲|讲话|陈述)|提问")
_ASKS = re.compile(r"[？?]")
_FEWEST_TURNS = 4
_FEWEST_ASKED = 2
_SHORT = 80
"""Characters of a turn that leads over to another speaker (下面请…介绍有关情况)."""
_LONGEST_TITLE = 90
_LONGEST_NAME = 4
_MOST_LABELS = 200
"""Labels that are looked at as names, the most frequent first."""


@dataclass(frozen=True, slots=True)
class _Turn:
    """What one speaker says in one go.

    Attributes:
        line: number of the line that it begins with.
        speaker: as told there, with what is added in brackets.
        asking: whether who asks is told by that: a host, a journalist, a reader.
        heard: whether it is somebody who is heard without being asked.
        said: the lines of it, the first without the speaker.
    """

    line: int
    speaker: str
    asking: bool
    heard: bool
    said: tuple[str, ...]

    @property
    def length(self) -> int:
        """Characters that are said."""
        return sum(map(len, self.said))


def spoken_headings(lines: Sequence[Line]) -> dict[int, Heading]:
    """The questions and statements of a transcript, by the number of their line; none in a text that is none."""
    turns = _turns(lines)
    asking = sum(turn.asking and _QUESTION.search("".join(turn.said)) is not None for turn in turns)
    heard = sum(turn.heard for turn in turns)
    if len(turns) < _FEWEST_TURNS or all(turn.asking for turn in turns):
        return {}
    if asking < _FEWEST_ASKED and heard < _FEWEST_TURNS:
        return {}
    headings: dict[int, Heading] = {}
    asked: list[_Turn] = []
    answered = True
    for turn, following in zip(turns, [*turns[1:], None], strict=True):
        leads = answered and following is not None and turn.length <= _SHORT and _LEADING.search("".join(turn.said))
        if turn.asking or leads:
            asked = [turn] if answered else [*asked, turn]
            answered = False
        elif turn.heard and (answered or not any(one.asking for one in asked)):
            headings[turn.line] = _stated(lines, turn)
            asked, answered = [turn], True
        elif not answered:
            headings |= _asked(lines, asked, turn)
            answered = True
        elif not asked:
            headings[turn.line] = _stated(lines, turn)
    return headings


def _stated(lines: Sequence[Line], turn: _Turn) -> Heading:
    """The heading that a speaker is, above a statement."""
    start = lines[turn.line].start
    return Heading(LEVEL_TURN, turn.speaker, start, start)


def _asked(lines: Sequence[Line], asked: Sequence[_Turn], answer: _Turn) -> dict[int, Heading]:
    """The heading that a question is, above its answer, and those of what is said ahead of it.

    A question too long for a heading is of the text below it, too, and so are several.
    """
    if not any(_ASKS.search("".join(turn.said)) for turn in asked[:-1]):
        return {turn.line: _stated(lines, turn) for turn in asked[:-1]} | {
            asked[-1].line: _question(lines, asked[-1:], answer)
        }
    return {asked[0].line: _question(lines, asked, answer)}


def _question(lines: Sequence[Line], asked: Sequence[_Turn], answer: _Turn) -> Heading:
    said = asked[-1].said
    start = lines[asked[0].line].start
    if len(asked) == len(said) == 1 and len(said[0]) <= _LONGEST_TITLE:
        return Heading(LEVEL_TURN, said[0], start, lines[answer.line].start)
    line = next((line for line in said if _QUESTION.search(line)), said[-1])
    sentences = [found for found in _SENTENCE.finditer(line) if found[0].strip()]
    telling = [found for found in sentences if _QUESTION.search(found[0])] or sentences[-1:]
    begin = telling[0].start()
    end = max(found.end() for found in telling if found is telling[0] or found.end() - begin <= _LONGEST_TITLE)
    title = line[begin:end].strip()
    if len(title) > _LONGEST_TITLE:
        title = title[title.find("，", len(title) - _LONGEST_TITLE) + 1 :][-_LONGEST_TITLE:]
    return Heading(LEVEL_TURN, title, start, start)


def _turns(lines: Sequence[Line]) -> list[_Turn]:
    labels = {
        number: found
        for number, line in enumerate(lines)
        if _CELLS not in f"{line.text} " and (found := _LABEL.match(line.text))
    }
    told = {number: " ".join((found["marked"] or found["plain"]).split()) for number, found in labels.items()}
    speakers = _speakers(Counter(told.values()), {told[number] for number in labels if labels[number]["marked"]}, lines)
    begins = [
        number for number, found in labels.items() if told[number] in speakers and _says(lines, number, found.end())
    ]
    turns = []
    for number, behind in pairwise([*begins, len(lines)]):
        said = (lines[number].text[labels[number].end() :], *(line.text for line in lines[number + 1 : behind]))
        said = tuple(words for line in said if (words := _CLOCK.sub("", line)))
        speaker = " ".join(labels[number][0].strip(_MARKS).split())
        kinds = bool(_ASKING.search(told[number])), bool(_HEARD.match(told[number]))
        if said:
            turns.append(_Turn(number, speaker, *kinds, said))
    return turns


def _speakers(often: Counter[str], marked: set[str], lines: Sequence[Line]) -> set[str]:
    """The labels that tell who speaks: by what they are, or by a name, told more than once or with an office."""
    speakers = {
        label for label in often if any(kind.search(label) for kind in (_ASKING, _ANSWERING)) or _HEARD.match(label)
    }
    asking = sum(often[label] for label in speakers if _ASKING.search(label))
    heard = sum(often[label] for label in speakers if _HEARD.match(label))
    if asking < _FEWEST_ASKED and heard < _FEWEST_TURNS:
        return set()
    speakers |= {label.split(" ")[-1] for label in speakers} & often.keys()
    text = "\n".join(line.text for line in lines)
    for label, count in often.most_common(_MOST_LABELS):
        name = label.split(" ")[-1]
        if not _NAME.fullmatch(name) or _NO_NAME.fullmatch(name):
            continue
        named = count > 1 and (label in marked or len(name) < _LONGEST_NAME)
        if named or re.search(rf"{name}(?:先生|女士|同志|.{{0,3}}[长任])|请{name}|[长任员师记] *{name}", text):
            speakers.add(label)
    return speakers


def _says(lines: Sequence[Line], number: int, end: int) -> bool:
    """Whether sentences stand behind a label, on its line or on the next."""
    below = lines[number + 1].text if number + 1 < len(lines) else ""
    behind = lines[number].text[end:] or below
    return re.search(r"[。！？!?…]", behind) is not None
