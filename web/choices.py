"""What the filters beside the question offer: the values that the documents of the index have."""

from collections import Counter
from collections.abc import Iterable, Sequence

from corpus.front import passed_on
from corpus.records import Document
from corpus.validity import validity_on
from index.filters import day_of
from qa.parts import FILTER_NAMES

MOST_OFFERED = 500
"""Values of one filter; others can be typed."""


def choices(documents: Sequence[Document]) -> dict[str, list[str]]:
    """The values of each filter of the page, the most frequent first; years the latest first."""
    day = day_of(None)
    values: dict[str, Iterable[str]] = {
        "title": (document.title for document in documents),
        "region": (document.region for document in documents),
        "issuer": (issuer for document in documents for issuer in document.issuers),
        "kind": (kind for document in documents for kind in (document.kind, passed_on(document.title))),
        "date": (document.date[:4] for document in documents),
        "validity": (validity_on(document, day) for document in documents),
    }
    found = {name: [value for value, _ in Counter(filter(None, values[name])).most_common()] for name in FILTER_NAMES}
    found["date"].sort(reverse=True)
    return {name: offered[:MOST_OFFERED] for name, offered in found.items()}


def narrowed(chosen: Sequence[str | None]) -> dict[str, str]:
    """The filters of a search, from what is chosen in the order of `FILTER_NAMES`."""
    return {name: value.strip() for name, value in zip(FILTER_NAMES, chosen, strict=True) if value and value.strip()}
