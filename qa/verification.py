"""Answer verification: what is quoted is read with the question, once it is clear what that is.

A measure may be on the subject of a question and silent on what is asked. What is quoted from it shows that more
clearly than all of it does.
"""

import math
from collections.abc import Sequence
from dataclasses import replace

from qa.candidates import SURE
from qa.citation import Hit
from qa.retrieve import Found
from qa.tables import in_sheet

READ_BELOW = 0.8
"""The probability from which on quotes are not read: hardly any reading changes what is said then."""

WEIGHT = 0.5
USUAL = -1.0
"""What their reading counts, logit for logit, and what one reads like that changes nothing."""

LESS = 3.0
"""By how much less the quotes of a measure may read like an answer than the best."""

LEAST = 0.09
"""The probability below which what was found is not quoted, unless the bar itself lies lower; one in two hundred of the
quotes that answer have less."""


def verified(found: Found, quotes: Sequence[Hit]) -> tuple[float, list[bool]]:
    """How likely the documents cover a question, once what would be quoted has been read, and which of it to keep.

    What was looked up is not read, nor what is quoted with a high probability or to a question that follows on from
    another, whose words do not say all that is asked; nor a fine, which may name what it punishes by the article alone,
    nor rows of spreadsheets, which are no sentences. Of a question for several things all is kept.

    Args:
        found: for the question.
        quotes: from it; those of one measure are read together, and the best counts.
    """
    question = found.aim.question
    silent = question.follows or question.fact == "penalty" or any(in_sheet(quote.document.path) for quote in quotes)
    if not quotes or not found.weighed or silent or found.probability >= READ_BELOW:
        return found.probability, [True] * len(quotes)
    measures: dict[tuple[str, int], list[Hit]] = {}
    for quote in quotes:
        measures.setdefault(_place(quote), []).append(quote)
    told = [replace(some[0], quote="\n".join(quote.quote for quote in some)) for some in measures.values()]
    reads = dict(zip(measures, found.reads(told), strict=True))
    best = max(reads.values())
    logit = math.log(found.probability / (1 - found.probability)) + WEIGHT * (min(max(best, -SURE), SURE) - USUAL)
    several = len(question.parts) > 1 or found.aim.compares
    return 1 / (1 + math.exp(-logit)), [several or reads[_place(quote)] >= best - LESS for quote in quotes]


def _place(quote: Hit) -> tuple[str, int]:
    return quote.document.path, quote.measure.start
