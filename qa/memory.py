"""What the turns of conversations came to, so that each is worked out once."""

from collections import OrderedDict
from dataclasses import dataclass
from threading import Lock
from typing import TypeAlias

from qa.provision import Provision
from qa.question import Question

MOST_TURNS = 256
"""How many turns are remembered, of all conversations."""

Key: TypeAlias = tuple[int, tuple[tuple[str, str], ...], frozenset[str], tuple[str, ...]]
"""A generation, filters, what is not heeded, and the questions of a conversation up to a turn."""


@dataclass(frozen=True, slots=True)
class Turn:
    """What a turn of a conversation came to.

    Attributes:
        question: as it was understood; None before the first.
        paths: of the documents that it was answered from, or the one it follows on from.
        provision: the first that it was answered from, likewise.
    """

    question: Question | None = None
    paths: tuple[str, ...] = ()
    provision: Provision | None = None


BEGINNING = Turn()


class Memory:
    """The last turns; safe to use from several threads."""

    def __init__(self) -> None:
        self._turns: OrderedDict[Key, Turn] = OrderedDict()
        self._lock = Lock()

    def recall(self, key: Key) -> Turn | None:
        """What a turn came to, if that is still known."""
        with self._lock:
            return self._turns.get(key)

    def keep(self, key: Key, turn: Turn) -> None:
        """Remember a turn; the oldest is forgotten for it."""
        with self._lock:
            self._turns[key] = turn
            if len(self._turns) > MOST_TURNS:
                self._turns.popitem(last=False)
