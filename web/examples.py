"""Questions to begin with: everyday ones that the index at hand covers."""

from collections.abc import Sequence
from threading import Lock

from corpus.errors import PolicyQAError
from qa.answer import answer
from qa.retrieve import Retriever

MOST = 5
POOL = (
    "开厂缺钱，有什么融资办法？",
    "一年发多少科技创新券？",
    "26个加快发展县有什么照顾？",
    "專利可以質押融資嗎？",
    "What help is there for young scientists?",
    "失业了能领多少钱？",
    "公租房怎么申请？",
    "孩子上小学怎么报名？",
    "看病能报销多少？",
    "创业有什么补贴？",
    "老年人有什么优待？",
    "偷税漏税怎么处罚？",
)


class Examples:
    """What to offer over one retriever; worked out once for each generation of the index."""

    def __init__(self, retriever: Retriever, pool: Sequence[str] = POOL) -> None:
        """
        Args:
            pool: what to choose from, the best first.
        """
        self._retriever = retriever
        self._pool = pool
        self._lock = Lock()
        self._generation = -1
        self._offered: list[str] = []

    def offered(self) -> list[str]:
        """At most `MOST`; none where the index covers none, or cannot be used."""
        try:
            with self._lock:
                generation = self._retriever.store.generation
                if generation != self._generation:
                    found = (question for question in self._pool if not answer(self._retriever, question).declined)
                    self._offered = [question for question, _ in zip(found, range(MOST), strict=False)]
                    self._generation = generation
                return self._offered
        except PolicyQAError:
            return []
