"""Letters from the public that a document prints above their answers: what these ask is no answer."""

import re
from collections.abc import Sequence

from qa.enumeration import Span, begins_line

_ASKED = re.compile(
    r"[【\[]?(?:[来來]信|[来來][电電]|[诉訴]求|反映|咨[询詢]|投[诉訴]|留言|提[问問]|求助)"
    r"(?:[内內]容|[标標][题題]|主[题題]|描述|摘要|[问問][题題])[】\]]?[：:]"
)
_ANSWERED = re.compile(
    r"[【\[]?(?:答[：:]|[^：:，。\n]{0,16}(?:答[复復]|回[复復]|[处處辦办]理|承[办辦]|受理)[^，。\n]{0,6}[：:】\]])"
)
_BESIDE = re.compile(r"[【\[]?[^：:，。\n]{0,6}(?:信人|[时時][间間]|日期|[单單]位|[编編][号號])[】\]]?[：:]")


def written_in(text: str, spans: Sequence[Span]) -> set[int]:
    """The numbers of the sentences behind 来信内容：, as far as the line that begins with 答复内容： or the like.

    Where no such line follows, it is but the line itself.

    Args:
        text: of the document.
        spans: of the sentences in it.
    """
    lines = [number for number in range(len(spans)) if begins_line(text, spans, number)]
    found: set[int] = set()
    for place, number in enumerate(lines):
        if _ASKED.match(text, spans[number][0]):
            ends = (one for one in lines[place + 1 :] if _ends(text, spans[one][0]))
            following = lines[place + 1] if place + 1 < len(lines) else len(spans)
            found.update(range(number, next(ends, following)))
    return found


def _ends(text: str, start: int) -> bool:
    """Whether a line that begins here is of a letter no more."""
    return any(label.match(text, start) for label in (_ANSWERED, _BESIDE, _ASKED))
