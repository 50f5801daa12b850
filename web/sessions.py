"""Who is logged in as an admin."""

import hmac
import secrets
import time
from collections.abc import Callable, Mapping

LONGEST = 8 * 3600.0
"""Seconds after which a login ends."""
MOST = 1000


class Sessions:
    """Logins by a token that only the browser has; they end with the server."""

    def __init__(self, accounts: Mapping[str, str], clock: Callable[[], float] = time.monotonic) -> None:
        """
        Args:
            accounts: passwords by user.
            clock: seconds that only go forward.
        """
        self._accounts = accounts
        self._clock = clock
        self._open: dict[str, tuple[str, float]] = {}

    def log_in(self, name: str, password: str) -> str:
        """A new token, "" where the name or the password is wrong."""
        if not matches(self._accounts, name, password):
            return ""
        while len(self._open) >= MOST:
            del self._open[next(iter(self._open))]
        token = secrets.token_urlsafe(32)
        self._open[token] = name, self._clock() + LONGEST
        return token

    def name(self, token: str | None) -> str:
        """Who has this token, "" for nobody."""
        name, ends = self._open.get(token or "", ("", 0.0))
        return name if self._clock() < ends else ""

    def log_out(self, token: str | None) -> None:
        """End a login."""
        self._open.pop(token or "", None)


def matches(accounts: Mapping[str, str], name: str, password: str) -> bool:
    """Whether this is the password of that user; takes as long for one that there is not."""
    right = hmac.compare_digest(password.encode(), accounts.get(name, "").encode())
    return right and name in accounts
