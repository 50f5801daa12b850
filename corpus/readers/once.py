"""A property that is found out once: `functools.cached_property` without the lock it takes before Python 3.12.

A PDF has thousands of lines, and finding the lock took as long as what it guarded.
"""

from collections.abc import Callable
from typing import Any, Generic, TypeVar, overload

T = TypeVar("T")


class once(Generic[T]):  # noqa: N801
    """Of an object that one thread reads at a time: the first access sets an attribute of the same name."""

    def __init__(self, find: Callable[[Any], T]) -> None:
        self._find = find
        self._name = find.__name__
        self.__doc__ = find.__doc__

    @overload
    def __get__(self, owner: None, kind: type) -> "once[T]": ...

    @overload
    def __get__(self, owner: object, kind: type) -> T: ...

    def __get__(self, owner: object | None, kind: type) -> "once[T] | T":
        if owner is None:
            return self
        value = owner.__dict__[self._name] = self._find(owner)
        return value
