"""Wrong passwords: after a few, the next try has to wait, longer each time."""

import ipaddress
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from math import ceil

FREE = {"both": 10, "address": 50, "name": 100}
"""Wrong passwords without a wait: of one name from one address, of any name from one address, of one name from
anywhere."""
LONGEST = {"both": 900.0, "address": 900.0, "name": 30.0}
"""Seconds of the longest wait. The last is short, so that nobody can keep another out by guessing at that name."""
FORGOTTEN = 3600.0
"""Seconds after which what was wrong no longer counts."""
MOST_KEPT = 10_000
"""Names and addresses remembered."""


@dataclass(slots=True)
class _Wrong:
    count: int
    last: float


class Attempts:
    """Counts wrong passwords by address and name; for one event loop.

    A try counts as wrong from its beginning, so that many at once are no way around the wait.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        """
        Args:
            clock: seconds that only go forward.
        """
        self._clock = clock
        self._wrong: OrderedDict[tuple[str, str, str], _Wrong] = OrderedDict()

    def begin(self, address: str, name: str) -> int:
        """Note a try; seconds to wait before the next one where this one comes too early, else 0."""
        now = self._clock()
        wait = max(self._wait(key, now) for key in _keys(address, name))
        if wait > 0:
            return ceil(wait)
        for key in _keys(address, name):
            wrong = self._wrong.setdefault(key, _Wrong(0, now))
            wrong.count = 1 if now - wrong.last > FORGOTTEN else wrong.count + 1
            wrong.last = now
            self._wrong.move_to_end(key)
        while len(self._wrong) > MOST_KEPT:
            self._wrong.popitem(last=False)
        return 0

    def right(self, address: str, name: str) -> None:
        """The password was right: this name is free again from here, and the try does not count elsewhere."""
        both, *others = _keys(address, name)
        self._wrong.pop(both, None)
        for key in others:
            if wrong := self._wrong.get(key):
                wrong.count -= 1

    def _wait(self, key: tuple[str, str, str], now: float) -> float:
        wrong = self._wrong.get(key)
        if wrong is None or wrong.count < FREE[key[0]] or now - wrong.last > FORGOTTEN:
            return 0
        doubled = min(wrong.count - FREE[key[0]], 30)
        return wrong.last + min(2.0**doubled, LONGEST[key[0]]) - now


def wait_message(seconds: int) -> str:
    """What someone is told who has to wait."""
    return f"密码错得太多，请 {seconds} 秒后再试 too many wrong passwords; try again in {seconds} seconds"


def _keys(address: str, name: str) -> tuple[tuple[str, str, str], ...]:
    place = _network(address)
    return ("both", place, name[:100]), ("address", place, ""), ("name", "", name[:100])


def _network(address: str) -> str:
    """An address; of IPv6 the part that one household shares, since it can take any address below it."""
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:
        return address
    return str(ipaddress.ip_network((int(parsed) >> 64 << 64, 64))) if parsed.version == 6 else address
