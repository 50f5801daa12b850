"""What is said beside quotes that were looked up: how many articles there are, what could not be told apart."""

from collections.abc import Iterator

from corpus.text import to_traditional
from qa.aim import Aim
from qa.division import Count
from qa.question import Language

_WORDS = {
    "zh": {
        "note": "注：{}。",
        "counted": "{name}共{counts}{range}",
        "document": "",
        "chapters": "{}章",
        "articles": "{}条",
        "range": "（{}至{}）",
        "first sentences": "引用的是{}的第一句",
        "each": "各条",
        "the first": "前{}条",
        "whole": "没有找到{}，引用的是整条",
        "absent": "找到的文件没有{}",
        "unchanged": "现有文件中没有它被修订或废止的记载",
        "and": "",
        "or": "、",
    },
    "en": {
        "note": "Note: {}.",
        "counted": "{name} has {counts}{range}",
        "document": "the document",
        "chapters": "{} chapters",
        "articles": "{} articles",
        "range": " ({} to {})",
        "first sentences": "what is quoted is the first sentence of {}",
        "each": "each article",
        "the first": "the first {}",
        "whole": "{} was not found; the whole article is quoted",
        "absent": "the document has no {}",
        "unchanged": "no document here says that it was revised or repealed",
        "and": " and ",
        "or": " or ",
    },
}


def remarks(language: Language, aim: Aim, known: bool) -> Iterator[str]:
    """Sentences about what was looked up, none where there is nothing to say.

    Args:
        known: whether it is said already what became of the document.
    """
    words = _WORDS["en" if language == "en" else "zh"]
    told = [words[name].format(words["or"].join(named)) for name, named in _not_found(aim) if named]
    for counted in aim.told.counts:
        told.append(_counted(words, counted))
        if counted.quoted:
            which = words["each"] if counted.quoted == counted.articles else words["the first"].format(counted.quoted)
            told.append(words["first sentences"].format(which))
    if "validity" in aim.told.facts and aim.places and not known:
        told.append(words["unchanged"])
    for one in told:
        note = words["note"].format(one)
        yield to_traditional(note) if language == "zh-Hant" else note


def _not_found(aim: Aim) -> tuple[tuple[str, tuple[str, ...]], ...]:
    return ("whole", aim.told.loose), ("absent", aim.told.absent)


def _counted(words: dict[str, str], counted: Count) -> str:
    """How many articles a document or a division has, from which to which."""
    numbers = (("chapters", counted.chapters), ("articles", counted.articles))
    counts = words["and"].join(words[name].format(number) for name, number in numbers if number)
    several = words["range"].format(counted.first, counted.last) if counted.articles > 1 else ""
    return words["counted"].format(name=counted.name or words["document"], counts=counts, range=several)
