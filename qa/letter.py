"""Letters from the public that a document prints above their answers: what these ask is no answer."""

import re
from collections.abc import Sequence

from qa.enumeration import Span, begins_line

_ASKED = re.compile(
    r"[【\[]?(?:来信|来电|诉求|反映|咨询|投诉|留言|提问|求助)(?:内容|标题|主题|描述|摘要|问题|事项)[】\]]?[：:]"
)
_LABEL = re.compile(r"[【\[]?[\u4e00-\u9fff]{2,8}[】\]]?[：:]")


def written_in(text: str, spans: Sequence[Span]) -> set[int]:
    """The numbers of the sentences behind 来信内容：, as far as the line that begins with the next such label.

    Args:
        text: of the document.
        spans: of the sentences in it.
    """
    found, within = set(), False
    for number, (start, _) in enumerate(spans):
        if begins_line(text, spans, number) and _LABEL.match(text, start):
            within = bool(_ASKED.match(text, start))
        if within:
            found.add(number)
    return found
