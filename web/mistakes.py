"""What is wrong with what a caller sent, in words: the parameter, what it may be, what it is."""

from collections.abc import Iterable, Mapping
from typing import Any

LARGEST_REQUEST = 4 * 1024 * 1024
"""Bytes that are read of a request; a conversation that goes on for hours stays far below."""
TOO_LARGE = f"the request is too large; at most {LARGEST_REQUEST:,} bytes are read"
_LONGEST = 40
"""Characters of a value that are repeated; what is longer is cut."""


def mistakes(errors: Iterable[Mapping[str, Any]]) -> str:
    """What pydantic found, one thing after the other.

    Args:
        errors: as `ValidationError.errors` gives them; places begin with the name of a parameter.
    """
    return "; ".join(f"{'.'.join(map(str, error['loc'])) or 'body'}: {error['msg']}{_given(error)}" for error in errors)


def _given(error: Mapping[str, Any]) -> str:
    """The value of a parameter; nothing where it is missing, unknown, or no single value."""
    value = error.get("input")
    if error["type"] in ("missing", "extra_forbidden") or not isinstance(value, str | int | float | None):
        return ""
    shown = f"“{value}”" if isinstance(value, str) else str(value)
    return f", not {shown if len(shown) <= _LONGEST else f'{shown[:_LONGEST]}…'}"
