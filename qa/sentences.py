"""Which sentences of the measures found hold the answer."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from qa.dependence import completed, told_of
from qa.enumeration import Span, item_kind, lists
from qa.tables import tables, unfilled

CLOSE_SENTENCE = 0.8
"""A further sentence is quoted when its score is at least this share of the best one's."""
CARRIED_ON = 0.3
"""A sentence behind one that is quoted is quoted with it when its score is at least this share of the best one's."""
MOST_CARRIED = 3
"""How many sentences behind one that is quoted are looked at."""
MOST_SENTENCES = 3
"""As long as so many sentences are quoted, none is added that only carries on."""
LONGEST_LIST = 600
"""Characters of a list that is quoted whole."""
LONGEST_WHOLE_LIST = 1500
"""The same where the question asks for all of it."""
LONGEST_GAP = 60
"""Characters between two quotes of a paragraph that are quoted with them."""
LONGEST_ARTICLE = 200
"""Characters of an article without a list that is quoted whole where it answers best: the rest may limit that."""
MOST_OF_LIST = 0.5
"""Where more than this share of its items answer, a list is quoted whole."""

_FIRST = re.compile(r"(?:^|[：:，,；;。\s])(?:第?一是|第一[，,、步]|首先|其一)")
_FURTHER = re.compile(
    r"第?[二三四五六七八九十]是|第[二三四五六七八九十][，,、步]|其次|再次|然后|最后|其[二三四五六七八九]"
)
_ENDED = re.compile(r"[。；！？.!?;”）)]$")
_SAYS_NOTHING = re.compile(
    r"会议(?:明确|议定|要求|强调|指出|决定|认为|确定)[：:]|(?:具体|主要|情况|安排)?(?:如下|是|有|包括)?[：:]"
)
"""Of an introduction without which its items stand as well."""
_HEADING = re.compile(
    r"(?:[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十]{1,3}[）)]|\d{1,2}[.．、])"
    r"(?!.*(?:的，|每|元|[\d%％]))[^。！？；：，][^。！？；：]{1,27}。?"
)


@dataclass(frozen=True, slots=True)
class Scored:
    """The sentences of one measure with how well each answers, in the order of the document.

    Attributes:
        text: of the document.
        spans: of the sentences in `text`.
        scores: as many.
        article: whether they are an article of a law or an ordinance.
    """

    text: str
    spans: Sequence[Span]
    scores: Sequence[float]
    article: bool = False

    def sentence(self, number: int) -> str:
        """A sentence, white space aside."""
        start, end = self.spans[number]
        return "".join(self.text[start:end].split())

    def carried_on(self, number: int) -> bool:
        """Whether there is such a sentence, in the paragraph of the one before it."""
        return number < len(self.spans) and "\n" not in self.text[self.spans[number - 1][1] : self.spans[number][0]]


def choose(measures: Sequence[Scored], most: int, whole_lists: bool = False) -> list[list[Span]]:
    """The fewest sentences that answer, neighbours joined, of each measure in the order of the document.

    An item of a list is quoted with the sentence that introduces it; an introduction is quoted with its list, or with
    the items that fit where it is too long. What carries a quoted sentence on in its paragraph is quoted with it, and
    what stands in two documents only from the first.

    Args:
        measures: the measures that may answer, best first.
        most: how many quotes at most, before what they do not stand without is added.
        whole_lists: the question asks for all of something: a list is quoted whole.
    """
    ranked = sorted(
        ((score, -m, -i) for m, measure in enumerate(measures) for i, score in enumerate(measure.scores)), reverse=True
    )
    bar = CLOSE_SENTENCE * ranked[0][0] if ranked else 0.0
    chosen: list[set[int]] = [set() for _ in measures]
    said: set[str] = set()
    for score, m, i in ranked:
        if score < bar:
            break
        sentence = measures[-m].sentence(-i)
        if sentence in said:
            continue
        said.add(sentence)
        wider = [*chosen[:-m], chosen[-m] | _with_list(measures[-m], -i, whole_lists), *chosen[-m + 1 :]]
        if sum(len(_runs(numbers)) for numbers in wider) > most:
            break
        chosen = wider
    if ranked:
        _carry_on(measures, chosen, CARRIED_ON * ranked[0][0])
        chosen = [_with_items(*one, whole_lists) for one in zip(measures, chosen, strict=True)]
        chosen = [_completed(*one, CARRIED_ON * ranked[0][0]) for one in zip(measures, chosen, strict=True)]
        best = -ranked[0][1]
        chosen = [_filled(*one, n == best) for n, one in enumerate(zip(measures, chosen, strict=True))]
    return [
        [(measure.spans[first][0], measure.spans[last][1]) for first, last in _runs(numbers)]
        for measure, numbers in zip(measures, chosen, strict=True)
    ]


def heads(sentence: str, following: str) -> bool:
    """Whether a sentence is a heading within a text, of what stands behind it."""
    return bool(_HEADING.fullmatch(sentence)) and not item_kind(following)


def _carry_on(measures: Sequence[Scored], chosen: Sequence[set[int]], bar: float) -> None:
    """Add what carries the chosen sentences on, as long as there is room for what is not counted."""
    room = MOST_SENTENCES - sum(map(len, chosen))
    for measure, numbers in zip(measures, chosen, strict=True):
        for number in sorted(numbers):
            counted, told = _following(measure, number, numbers, bar)
            numbers.update(counted, told[: max(room, 0)])
            room -= len(told)


def _completed(measure: Scored, numbers: set[int], bar: float) -> set[int]:
    """What is chosen with what it does not stand without, and what says more of an item, if that scores enough."""
    told = {behind for behind in told_of(measure.text, measure.spans, numbers) if measure.scores[behind] >= bar}
    return completed(measure.text, measure.spans, numbers | told)


def _filled(measure: Scored, numbers: set[int], best: bool) -> set[int]:
    """What is chosen with the little that stands between; the best measure whole where it is a short article."""
    text, spans = measure.text, measure.spans
    short = measure.article and spans[-1][1] - spans[0][0] <= LONGEST_ARTICLE
    if best and short and not any(item_kind(text, start) for start, _ in spans):
        ended = {number for number in range(len(spans)) if _ENDED.search(measure.sentence(number))}
        if 2 * len(ended) > len(spans):
            return numbers | ended
    found = set(numbers)
    for (_, last), (first, _) in pairwise(_runs(numbers)):
        gap = text[spans[last][1] : spans[first][0]]
        if len(gap) <= LONGEST_GAP and "\n" not in gap:
            found |= set(range(last + 1, first))
    return found


def _following(measure: Scored, number: int, taken: set[int], bar: float) -> tuple[list[int], list[int]]:
    """The sentences behind one in its paragraph: those counted on from it (一是…。二是…), then what scores enough."""
    begins = measure.spans[number][0]
    counts = bool(_FIRST.search(measure.sentence(number)))
    counted: list[int] = []
    told: list[int] = []
    for behind in range(number + 1, len(measure.spans)):
        if behind in taken or not measure.carried_on(behind):
            break
        counts = counts and bool(_FURTHER.match(measure.sentence(behind)))
        if counts and measure.spans[behind][1] - begins <= LONGEST_LIST:
            counted.append(behind)
        elif not counts and behind <= number + MOST_CARRIED and measure.scores[behind] >= bar:
            told.append(behind)
        else:
            break
    return counted, told


def _with_list(measure: Scored, number: int, whole: bool) -> set[int]:
    """A sentence with what it does not stand without: its list, or the introduction of its list.

    The introduction of the outer list is wanted only where it stands right above the inner one's.
    """
    needed = {number}
    introduced = False
    for introduction, last in reversed(lists(measure.text, measure.spans)):
        if not introduction <= number <= last:
            continue
        fits = _fitting(measure, introduction, last, whole)
        if number == introduction or (whole and last in fits):
            needed.update((introduction, *fits))
        elif not _SAYS_NOTHING.fullmatch(measure.sentence(introduction)) and (
            not introduced or introduction + 1 in needed
        ):
            needed.add(introduction)
        introduced = introduced or number != introduction
    return needed


def _fitting(measure: Scored, introduction: int, last: int, whole: bool) -> list[int]:
    """A list as far as it is not too long, but one item of it at least."""
    ends = measure.spans[introduction][0] + (LONGEST_WHOLE_LIST if whole else LONGEST_LIST)
    fits = [item for item in range(introduction, last + 1) if measure.spans[item][1] <= ends]
    return fits if len(fits) > 1 else [introduction, introduction + 1]


def _with_items(measure: Scored, numbers: set[int], whole: bool) -> set[int]:
    """What is chosen, no introduction of a list without its items, no header of a short table without its rows, and no
    list with a few holes.

    Where all of something is asked for and a row of a short table answers, that is quoted whole.
    """
    found = set(numbers)
    for table in tables(measure.text, measure.spans) if whole else ():
        near = measure.spans[table[-1]][1] - measure.spans[table[0]][0] <= LONGEST_LIST
        if near and not found.isdisjoint(table[1:]):
            found.update(range(table[0], table[-1] + 1))
    for rows in unfilled(measure.text, measure.spans, found):
        if measure.spans[rows[-1]][1] - measure.spans[rows[0]][0] <= LONGEST_LIST:
            found.update(range(rows[0], rows[-1] + 1))
    for introduction, last in lists(measure.text, measure.spans):
        items = set(range(introduction + 1, last + 1))
        fits = _fitting(measure, introduction, last, whole)
        bare = introduction in found and not items & found
        kind = item_kind(measure.text, measure.spans[introduction + 1][0])
        own = {item for item in items if item_kind(measure.text, measure.spans[item][0]) == kind}
        if bare or (last in fits and len(own & found) > max(1, MOST_OF_LIST * len(own))):
            found.update(fits)
    return found


def _runs(numbers: set[int]) -> list[tuple[int, int]]:
    """First and last of each run of numbers that follow one another."""
    runs: list[tuple[int, int]] = []
    for number in sorted(numbers):
        if runs and number == runs[-1][1] + 1:
            runs[-1] = (runs[-1][0], number)
        else:
            runs.append((number, number))
    return runs
