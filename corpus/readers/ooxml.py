"""What the readers of Word's XML share: names and attributes."""

from typing import Any

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def attribute(element: Any, name: str = "val") -> str:
    """An attribute of Word's namespace; "" where it, or the element, is missing."""
    return "" if element is None else element.get(W + name, "")


def integer(value: str, otherwise: int) -> int:
    """The whole number a string holds, or another where it holds none."""
    return int(value) if len(value) < 10 and value.removeprefix("-").isdecimal() else otherwise
