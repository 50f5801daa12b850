"""What a search can be narrowed by, and which documents it leaves out by itself: those that are no longer in force."""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from datetime import date
from functools import lru_cache

from corpus.errors import QuestionError
from corpus.front import passed_on
from corpus.numbers import canonical
from corpus.places import asked_place
from corpus.records import Document
from corpus.regions import NATIONAL
from corpus.text import to_simplified
from corpus.validity import EXPIRED, IN_FORCE, NOT_YET, REPEALED, REVISED, gives_way, validity_on

FILTERS = ("title", "region", "issuer", "kind", "number", "date", "source", "path", "validity", "as_of")
"""What a search can be narrowed by; a value, in either script, matches a field that contains it, a date one that begins
with it (2021, 2021-9, 2021-09-29).

`kind` also finds what a notice passes on (关于印发…办法的通知 is a 通知 and a 办法). `region` finds what applies there:
documents of the place and of places in it, of the province or city it lies in, and national ones.
`validity` (现行, 已修订, 已废止, 尚未施行, 已失效) also brings documents that a search leaves out by itself;
`as_of` is a day, `2019-05-01`: only what was in force then, as far as that is known.
"""

_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_WRITTEN = re.compile(r"(\d{1,4})(?:[-/.年](?:(\d{1,2})(?:[-/.月](?:(\d{1,2})日?)?)?)?)?")
_YEAR = 4
"""Digits; less are the beginning of several years."""
_VALIDITIES = (IN_FORCE, REVISED, REPEALED, NOT_YET, EXPIRED)


def check(filters: Mapping[str, str] | None) -> None:
    """Refuse filters that nothing can match.

    Raises:
        QuestionError: they are not names of `FILTERS` with texts, a date is none, a validity unknown.
    """
    if not isinstance(filters or {}, Mapping):
        raise QuestionError(f"the filters are {filters!r:.60}, not names and values; write {{'region': '浙江'}}")
    for name, value in (filters or {}).items():
        if name not in FILTERS:
            raise QuestionError(f"there is no filter “{name}”; use one of {', '.join(FILTERS)}")
        if not isinstance(value, str):
            raise QuestionError(f"the filter “{name}” is {value!r:.60}, not text; write it in quotes, or leave it out")
        if name == "date":
            published(value)
        if name == "validity" and not any(value in known for known in _VALIDITIES):
            raise QuestionError(f"there is no validity “{value}”; use one of {', '.join(_VALIDITIES)}")


@lru_cache(64)
def published(value: str) -> str:
    """How the dates begin that a filter `date` is for: 2021-9, 2021/09 and 2021年9月 are all 2021-09.

    Raises:
        QuestionError: it is no date, nor the beginning of one.
    """
    found = _WRITTEN.fullmatch(unicodedata.normalize("NFKC", value).strip()) if value else None
    year, month, day = found.groups() if found else ("", None, None)
    try:
        if year and month:
            date(int(year), int(month), int(day or 1))
    except ValueError:
        found = None
    if value and (not found or (month and len(year) < _YEAR)):
        raise QuestionError(f"the filter “date” is “{value}”, which is no date; write 2021, 2021-09 or 2021-09-29")
    return "-".join([year, *(f"{int(part):02}" for part in (month, day) if part)])


def day_of(filters: Mapping[str, str] | None) -> str:
    """The day a search is about: that of `as_of`, else today.

    Raises:
        QuestionError: `as_of` is no day; or see `check`.
    """
    check(filters)
    asked = (filters or {}).get("as_of", "")
    if not asked:
        return date.today().isoformat()
    try:
        if _DAY.fullmatch(asked):
            return date.fromisoformat(asked).isoformat()
    except ValueError:
        pass
    raise QuestionError(f"“as_of” is “{asked}”, which is no day; write it as 2019-05-01")


def select(documents: Sequence[Document], filters: Mapping[str, str], day: str) -> list[int] | None:
    """Numbers of the documents that a search may find; None where it may find all.

    Without `validity` and `as_of` that is everything but texts that gave way to a newer one or were repealed, and
    newer ones that are not yet in force.

    Args:
        documents: all, by number.
        filters: names of `FILTERS` and their values.
        day: the day the search is about; see `day_of`.

    Raises:
        QuestionError: see `check`.
    """
    check(filters)
    chosen = [number for number, document in enumerate(documents) if _may_be_found(document, filters, day)]
    return None if len(chosen) == len(documents) and not filters else chosen


def _may_be_found(document: Document, filters: Mapping[str, str], day: str) -> bool:
    if "validity" in filters:
        if filters["validity"] not in validity_on(document, day):
            return False
    elif "as_of" in filters:
        if validity_on(document, day) not in ("", IN_FORCE):
            return False
    elif gives_way(document, day):
        return False
    return all(_matches(document, name, value) for name, value in filters.items() if name not in ("validity", "as_of"))


def _matches(document: Document, name: str, value: str) -> bool:
    if name == "date":
        return document.date.startswith(published(value))
    if name == "path":
        return any(value in path for path in (document.path, *document.copies))
    value = to_simplified(value)
    if name == "issuer":
        return any(value in to_simplified(issuer) for issuer in document.issuers)
    if name == "kind":
        return value in to_simplified(document.kind) or value in passed_on(to_simplified(document.title))
    if name == "region":
        return value in to_simplified(document.region) or _applies(document.region, value)
    if name == "number":
        return canonical(value) in canonical(to_simplified(document.number))
    return value in to_simplified(str(getattr(document, name)))


@lru_cache(4096)
def _applies(region: str, value: str) -> bool:
    """Whether a document of a known region applies in a whole place that lies in it; a national one does everywhere."""
    place = asked_place(value)
    return region == NATIONAL or bool(region and place.name and not place.country and not place.missed_by(region))
