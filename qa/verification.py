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

READ_BELOW = 0.8
"""The probability from which on quotes are not read: hardly any reading changes what is said then."""

WEIGHT = 0.5
USUAL = -1.0
"""What their reading counts, logit for logit, and what one reads like that changes nothing."""

LEAST = 0.09
"""The probability below which what was found is not quoted; one in two hundred of the quotes that answer have less."""


def verified(found: Found, quotes: Sequence[Hit]) -> float:
    """How likely it is that the documents cover a question, when what would be quoted has been read.

    What was looked up is not read, nor what is quoted with a high probability.

    Args:
        found: for the question.
        quotes: from it; those of one measure are read together, and the best counts.
    """
    if not quotes or not found.weighed or found.probability >= READ_BELOW:
        return found.probability
    measures: dict[tuple[str, int], list[Hit]] = {}
    for quote in quotes:
        measures.setdefault((quote.document.path, quote.measure.start), []).append(quote)
    told = [replace(some[0], quote="\n".join(quote.quote for quote in some)) for some in measures.values()]
    reads = min(max(found.reads(told)), SURE)
    logit = math.log(found.probability / (1 - found.probability)) + WEIGHT * (max(reads, -SURE) - USUAL)
    return 1 / (1 + math.exp(-logit))
