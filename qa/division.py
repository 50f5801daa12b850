"""Divisions of a document that a question names (第三章, 附件2), and how many articles there are."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from corpus.articles import NUMERAL, article_label, article_name
from corpus.records import Document, Measure
from corpus.text import sentence_spans, to_simplified
from qa.outline import heading_span
from qa.provision import numbered, value, whole

LONGEST_WHOLE = 1500
"""Characters of a division up to which all of it is quoted."""
MOST_ARTICLES = 12
"""How many articles of a longer one are quoted, by their first sentences."""

_COUNT = rf"\s*([{NUMERAL}\d]{{1,5}})\s*"
_UNIT = r"(分编|编|部分|章|节)"
_SECTION = rf"(?:([{NUMERAL}]{{1,3}})、|(\d{{1,2}})[.．、](?!\d))"
_APPENDIX = rf"附[件录表](?:\s*([{NUMERAL}]{{1,3}}|\d{{1,2}})(?![{NUMERAL}\d]))?"
_LABEL = re.compile(rf"第{_COUNT}{_UNIT}|{_APPENDIX}|{_SECTION}")
_ENGLISH = re.compile(
    r"(?<![A-Za-z])(?:(chapter)|annex|appendix|schedule)\s+(\d{1,3}|[ivxl]{1,6}|[a-h])(?![A-Za-z\d])", re.IGNORECASE
)
_DIVISION = re.compile(
    rf"第{_COUNT}{_UNIT}(?:的?第{_COUNT}{_UNIT}){{0,2}}|{_APPENDIX}|第{_COUNT}个?问(?:题)?|{_ENGLISH.pattern}",
    re.IGNORECASE,
)
COUNTED = "问"
"""What a heading is one of that is only counted: 三、 or 3."""
_ROMAN = {"i": 1, "v": 5, "x": 10, "l": 50}
_LETTERS = "abcdefgh"


@dataclass(frozen=True, slots=True)
class Division:
    """What a question names.

    Attributes:
        text: as it stands there.
        labels: unit and number of it, behind those it stands in; the number is 0 where there is none (附录).
    """

    text: str
    labels: tuple[tuple[str, int], ...]

    @property
    def of_appendix(self) -> bool:
        """Whether it is an appendix."""
        return any(unit == "附" for unit, _ in self.labels)


@dataclass(frozen=True, slots=True)
class Count:
    """How many articles a document or a division has.

    Attributes:
        name: of the division; empty for a document.
        articles: how many; 0 where they are not counted through.
        first, last: the labels of the first and the last.
        chapters: how many chapters; 0 where they are not asked for or not counted through.
        quoted: how many of them are quoted by their first sentence alone; 0 for none.
    """

    name: str
    articles: int = 0
    first: str = ""
    last: str = ""
    chapters: int = 0
    quoted: int = 0

    @property
    def from_the_first(self) -> bool:
        """Whether its first article is the first."""
        return bool(self.first) and value(article_label(self.first).strip("第条")) == 1


Passage = tuple[Measure, int, int]
"""A measure, or a heading or a division made one, and a span of the document in it."""


def divisions(question: str) -> tuple[Division, ...]:
    """The divisions that a question names, in its order."""
    found = []
    for match in _DIVISION.finditer(to_simplified(question)):
        first, unit, second, inner, appendix, asked, chapter, english = match.groups()
        labels = [(one, value(number)) for number, one in ((first, unit), (second, inner)) if one]
        if english:
            labels = [("章" if chapter else "附", _counted(english.lower()))]
        if asked:
            labels = [(COUNTED, value(asked))]
        text = question[match.start() : match.end()].strip()
        found.append(Division(text, tuple(labels) or (("附", value(appendix or "")),)))
    return tuple(dict.fromkeys(found))


def passages(division: Division, document: Document, measures: Sequence[Measure]) -> tuple[list[Passage], Count | None]:
    """What is quoted of a division, and how many articles it has, where they are counted through.

    All of it, or where it is long the first sentence of its articles; of several by that name the headings.
    """
    found = _stretches(division, measures)
    if len(found) != 1:
        return [passage for first, _, path in found if (passage := _heading(document, measures, first, path[-1]))], None
    first, behind, path = found[0]
    inside = measures[first:behind]
    title = heading_span(document.text, measures, first, path[-1])
    if len(inside) == 1 and path[-1] == inside[0].title:
        return [(inside[0], *whole(inside[0]))], None
    start, end = title[1] if title else inside[0].start, whole(inside[-1])[1]
    start += len(document.text[start:end]) - len(document.text[start:end].lstrip("#\n 　"))
    if end - start <= LONGEST_WHOLE:
        made = Measure(path[-1], path[:-1], start, end, document.text[start:end])
        return [(made, start, end)], count(inside, _name(path[-1]))
    begun = [(measure, *sentence_spans(document.text, *whole(measure))[0]) for measure in inside[:MOST_ARTICLES]]
    return begun, count(inside, _name(path[-1]), len(begun))


def within(division: Division, measures: Sequence[Measure]) -> list[Measure]:
    """The measures of a division."""
    return [measure for first, behind, _ in _stretches(division, measures) for measure in measures[first:behind]]


def count(measures: Sequence[Measure], name: str = "", quoted: int = 0) -> Count | None:
    """How many articles there are among measures, where they are counted through; None where they are not."""
    articles = numbered(measures)
    first = articles[0][0][0] if articles else 0
    if not articles or [number for number, _ in articles] != [(first + more, 0) for more in range(len(articles))]:
        return None
    label_of = [article_name(measure.title) for _, measure in articles]
    return Count(name, len(articles), label_of[0], label_of[-1], quoted=quoted)


def chapters(measures: Sequence[Measure]) -> int:
    """How many chapters there are, where they are counted through; else 0."""
    told = [_label(heading) for measure in measures for heading in measure.heading_path]
    numbers = list(dict.fromkeys(label[1] for label in told if label and label[0] == "章"))
    return len(numbers) if numbers == [*range(1, len(numbers) + 1)] else 0


def in_appendix(measure: Measure) -> bool:
    """Whether a measure stands in an appendix."""
    return any((_label(heading) or ("", 0))[0] == "附" for heading in (*measure.heading_path, measure.title))


def _heading(document: Document, measures: Sequence[Measure], number: int, title: str) -> Passage | None:
    span = heading_span(document.text, measures, number, title)
    return (Measure("", (), *span, document.text[slice(*span)]), *span) if span else None


def _stretches(division: Division, measures: Sequence[Measure]) -> list[tuple[int, int, tuple[str, ...]]]:
    """Runs of measures below one heading: the first, the one behind the last, and the headings down to it.

    Those of the outermost level; what is only counted is told by its number where there are no articles.
    """
    if division.labels[-1][0] == COUNTED and numbered(measures):
        return []
    found: list[tuple[int, int, tuple[str, ...]]] = []
    for number, measure in enumerate(measures):
        path = (*measure.heading_path, measure.title)
        told = _down_to(division, path)
        if told and found and found[-1][1:] == (number, told):
            found[-1] = (found[-1][0], number + 1, told)
        elif told:
            found.append((number, number + 1, told))
    outermost = min((len(path) for _, _, path in found), default=0)
    return [one for one in found if len(one[2]) == outermost]


def _down_to(division: Division, path: tuple[str, ...]) -> tuple[str, ...]:
    """The headings down to that of the division; none where it is not among them."""
    left = list(division.labels)
    for depth, heading in enumerate(path):
        label = _label(heading)
        if label and left[0] in (label, (label[0], 0)):
            left.pop(0)
            if not left:
                return path[: depth + 1]
    return ()


def _label(heading: str) -> tuple[str, int] | None:
    """Unit and number of a heading, 附 for an appendix, 问 for one that is only counted; None for any other."""
    found = _LABEL.match(to_simplified(heading).lstrip("# "))
    if english := _ENGLISH.match(heading):
        return "章" if english[1] else "附", _counted(english[2].lower())
    if not found:
        return None
    number, unit, appendix, *section = found.groups()
    if any(section):
        return COUNTED, value("".join(filter(None, section)))
    return (unit, value(number)) if unit else ("附", value(appendix or ""))


def _name(heading: str) -> str:
    """What a heading is cited by, 第三章."""
    found = _LABEL.match(to_simplified(heading).lstrip("# "))
    return "".join(found[0].split()) if found else heading


def _counted(numeral: str) -> int:
    """The number that an English heading is counted by: 2, ii, b."""
    if numeral in _LETTERS:
        return _LETTERS.index(numeral) + 1
    return int(numeral) if numeral.isdecimal() else _roman(numeral)


def _roman(numeral: str) -> int:
    values = [_ROMAN[letter] for letter in numeral]
    return sum(-one if one < behind else one for one, behind in zip(values, [*values[1:], 0], strict=True))
