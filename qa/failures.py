"""What went wrong with labelled questions, and how."""

from collections.abc import Sequence

from qa.outcomes import Outcome

ANSWERED = "无关却作答 answered, though off topic"
DECLINED = "有答案却拒答 declined, though covered"
MISSED = "前十没有 not among ten"
LATE = "不在首位 not first"
UNQUOTED = "引文没有答案 the quotes lack the answer"
PARTLY = "引文只有一部分答案 the quotes hold only part of the answer"
ABSENT = "标注不在索引里 the index lacks what is labelled"

_KINDS = (ANSWERED, DECLINED, MISSED, LATE, UNQUOTED, PARTLY, ABSENT)


def failures(outcomes: Sequence[Outcome]) -> list[tuple[str, Outcome]]:
    """What went wrong and how, the worst first.

    An answer to what is not covered misleads most, the surer the worse; then declining what is covered, the nearer
    the right measure the worse; then what was not found, found late, or found and not quoted, or not all of it.
    """
    found = [(kind, outcome) for outcome in outcomes if (kind := failure(outcome))]
    return sorted(found, key=lambda one: (_KINDS.index(one[0]), -one[1].answer.probability))


def failure(outcome: Outcome) -> str:
    """What went wrong with one question; empty where nothing did."""
    if outcome.question.off_topic:
        return "" if outcome.answer.declined else ANSWERED
    if outcome.answerable is None:
        return ABSENT
    if outcome.answer.declined:
        return DECLINED
    if outcome.ranked and not any(outcome.gains):
        return MISSED
    if outcome.ranked and not outcome.gains[0]:
        return LATE
    if outcome.recall is not None and outcome.recall < 1:
        return PARTLY if outcome.recall else UNQUOTED
    return ""
