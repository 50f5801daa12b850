"""Why the documents do not answer a question, in words."""

from collections.abc import Sequence
from typing import Literal

from corpus.text import to_simplified, to_traditional
from qa.aim import Aim
from qa.citation import Hit
from qa.detail import Detail
from qa.question import Language, Question
from qa.retrieve import Found

LOOKED_AT = 5
"""How many of the measures found the reason is given for."""

_WORDS: dict[str, dict[str, str]] = {
    "zh": {
        "courtesy": "想了解哪项政策，请直接提问。",
        "declined": "现有文件没有涉及这个问题。",
        "nothing": "没有找到与问题相关的内容。",
        "far": "找到的内容与问题相差太远，不足以作答。",
        "silent": "找到的内容与问题相近，但看来没有写到所问的这一点。",
        "elsewhere": "找到的是其他地方的文件，没有说到{place}。",
        "unnamed": "找到的文件都没有说到{place}，内容也与问题相差太远。",
        "another year": "找到的文件没有说到{year}年。",
        "taken as": "注：没有找到{year}年的内容，引用的是按文件的时间说的{meant}年。",
        "or": "、",
        "unstated": "最接近的内容没有写明{details}。",
        "partly": "注：找到的内容没有写明{details}。",
        "filtered": "没有符合筛选条件的文件。",
        "unknown": "没有找到{named}这份文件。",
        "no headings": "找到的文件没有章节标题。",
        "undefined": "注：找到的内容没有写明“{named}”的定义。",
        "doubtful": "注：把握不大，引用的内容可能没有正面回答，请对照原文。",
        "of part": "注：“{named}”没有找到答案。{reason}",
        "no such": "找到的文件没有{named}。",
        "whose": "没有说明是哪份文件的{named}，请写出文件名。",
        "vague": "问题没有说是哪件事，请写出事项或文件名。",
    },
    "en": {
        "courtesy": "Ask about any policy in the documents.",
        "declined": "The documents do not cover this question.",
        "nothing": "Nothing related to the question was found.",
        "far": "What was found is too far from the question to answer it.",
        "silent": "What was found is close to the question but does not seem to say what it asks.",
        "elsewhere": "What was found is about other places and says nothing about {place}.",
        "unnamed": "What was found says nothing about {place} and is too far from the question.",
        "another year": "What was found says nothing about {year}.",
        "taken as": "Note: nothing was found about {year}; what is quoted is of {meant}, as seen from the document.",
        "or": " or ",
        "unstated": "What is nearest to it does not state {details}.",
        "partly": "Note: what was found does not state {details}.",
        "filtered": "No document matches the filters.",
        "unknown": "{named} is not among the documents.",
        "no headings": "The document has no headings.",
        "undefined": "Note: what was found does not define “{named}”.",
        "doubtful": "Note: this may not answer the question; check it against the document.",
        "of part": "Note: “{named}” is not answered. {reason}",
        "no such": "The document has no {named}.",
        "whose": "Which document’s {named} is meant is not said; name the document by its title.",
        "vague": "The question does not say what it is about; name the matter or the document.",
    },
}


def declined(language: Language, reason: str) -> str:
    """That the documents do not cover a question, and why."""
    return f"{_word(language, 'declined')}{' ' if language == 'en' else ''}{reason}"


def invitation(language: Language) -> str:
    """What is said to who has asked nothing."""
    return _word(language, "courtesy")


def undefined(language: Language, term: str) -> str:
    """That what was found does not say what a term means."""
    return _word(language, "undefined").format(named=term)


def doubtful(language: Language) -> str:
    """That what is quoted may not be an answer."""
    return _word(language, "doubtful")


def taken_as(language: Language, years: Sequence[str], meant: Sequence[str]) -> str:
    """That years told from today (去年) were taken as the document means them."""
    either = _word(language, "or")
    return _word(language, "taken as").format(year=either.join(years), meant=either.join(meant))


def of_part(language: Language, part: str, reason: str) -> str:
    """That a part of a question is not answered, and why."""
    return _word(language, "of part").format(named=part, reason=reason)


def around(asked: Question, hit: Hit) -> tuple[str, ...]:
    """What a quote stands in; a fine often names its offence by the article alone, whose words stand elsewhere."""
    within = hit.document.text if asked.fact == "penalty" else hit.measure.text
    return hit.document.title, *hit.heading_path, within


def unstated(language: Language, missing: Sequence[Detail], name: Literal["unstated", "partly"] = "unstated") -> str:
    """That what was found does not state what is asked for, or not all of it."""
    names = [detail.en if language == "en" else detail.zh for detail in missing]
    listed = _word(language, "or").join(names)
    return _word(language, name).format(details=to_traditional(listed) if language == "zh-Hant" else listed)


def left_unsaid(asked: Question, found: Found, missing: Sequence[Detail]) -> str:
    """That what is nearest does not state what is asked for, as far as none of it does."""
    nearest = to_simplified(" ".join(around(asked, found.hits[0])))
    nowhere = [detail for detail in missing if not detail.stands_in(nearest)]
    return unstated(asked.language, nowhere) if nowhere else _word(asked.language, "silent")


def why_not(asked: Question, found: Found, filtered: bool) -> str:
    """Why what was found does not answer, naming the place, the year or the detail it says nothing about."""
    if said := _no_such(asked.language, found.aim):
        return said
    documents = [hit.document for hit in found.hits[:LOOKED_AT]]
    if not documents:
        return _word(asked.language, "filtered" if filtered else "nothing")
    place = asked.place.in_english if asked.language == "en" else asked.place.name
    near = [
        document for document in documents if not asked.place.missed_by(document.region) or asked.names_place(document)
    ]
    if not near:
        return _word(asked.language, "elsewhere").format(place=place)
    if not asked.now and not any(map(asked.names_year, near)):
        return _word(asked.language, "another year").format(year=_word(asked.language, "or").join(asked.years))
    if not found.near:
        named = any(map(asked.names_place, near))
        return _word(asked.language, "far") if named else _word(asked.language, "unnamed").format(place=place)
    nearest = found.hits[0]
    missing = asked.wanted.missing([*nearest.heading_path, nearest.quote], around(asked, nearest))
    if asked.wanted.unanswered(missing):
        return left_unsaid(asked, found, missing)
    return _word(asked.language, "silent")


def _no_such(language: Language, aim: Aim) -> str:
    """That the document or the provision named is not there, or that it is not said whose provision is meant."""
    for name, named in (("unknown", aim.unknown), ("no such", aim.missing), ("whose", aim.homeless)):
        if named:
            return _word(language, name).format(named=named)
    return _word(language, "vague") if aim.vague else _word(language, "no headings") if aim.bare else ""


def _word(language: Language, name: str) -> str:
    """A phrase in the script of the question."""
    return to_traditional(_WORDS["zh"][name]) if language == "zh-Hant" else _WORDS[language][name]
