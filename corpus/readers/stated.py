"""What a page in English states above its text: reference, who issued it, when, and from when it holds."""

import re
from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

_LABELS = {
    "number": "reference|reference number|ref|notice number|document number",
    "issuers": "issued by|issuing (?:authority|body|department|office)|published by",
    "date": "date of issue|issue date|issued(?: on)?|date issued|date published|publication date|published(?: on)?",
    "in_force": "effective (?:from|date)|date effective|in force from|date in force|comes into force(?: on)?",
}
_STATED = re.compile(
    rf"(?:{'|'.join(f'(?P<{name}>{labels})' for name, labels in _LABELS.items())})\s*(?::\s*(?P<value>.*))?",
    re.IGNORECASE,
)
_IS_NUMBER = re.compile(r"(?=[^\s]*\d)[A-Za-z0-9][\w/.()–-]{1,39}(?: [\w/.()–-]{1,20}){0,3}")
_IS_OFFICE = re.compile(r"[A-Z][A-Za-z,&'’() -]{3,99}")
_DAY_FORMS = ("%d %B %Y", "%d %b %Y", "%B %d, %Y", "%b %d, %Y", "%Y-%m-%d")
_LONGEST = 120


class Stated(NamedTuple):
    """Fields of a document, its days as `YYYY-MM-DD`; what is not stated is empty."""

    number: str = ""
    issuers: str = ""
    date: str = ""
    in_force: str = ""


def stated(nodes: Sequence[str]) -> Stated:
    """What the pieces of text of a page state above the first that is long, each field once."""
    found: dict[str, str] = {}
    for node, following in zip(nodes, [*nodes[1:], ""], strict=False):
        if len(node) > _LONGEST:
            break
        if label := _STATED.fullmatch(node):
            name = next(name for name in _LABELS if label[name])
            if value := _usable(name, (label["value"] or following).strip()):
                found.setdefault(name, value)
    return Stated(**found)


def _usable(name: str, value: str) -> str:
    """The value in the form of its field, empty where it cannot be one."""
    if name == "number":
        return value if _IS_NUMBER.fullmatch(value) else ""
    if name == "issuers":
        return value if _IS_OFFICE.fullmatch(value) else ""
    return next(filter(None, (_day(value, form) for form in _DAY_FORMS)), "")


def _day(value: str, form: str) -> str:
    try:
        return datetime.strptime(value, form).date().isoformat()
    except ValueError:
        return ""
