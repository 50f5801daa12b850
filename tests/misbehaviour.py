"""Functions that do what a reader must not, for the worker to survive."""

import ctypes
import os
import sys
import time
from pathlib import Path

_kept: list[bytearray] = []


def spin(_: Path) -> None:
    while True:
        pass


def wait_outside_python(_: Path) -> None:
    """As a library in C that holds the interpreter would."""
    ctypes.PyDLL(None).sleep(600)


def sleep(_: Path) -> None:
    time.sleep(600)


def flood(_: Path) -> None:
    while True:
        _kept.append(bytearray(50 * 2**20))


def leave_behind(size: int) -> int:
    _kept.append(bytearray(size))
    return os.getpid()


def crash(_: Path) -> None:
    ctypes.string_at(0)


def exit_quietly(_: Path) -> None:
    os._exit(3)


def chatter(path: Path) -> str:
    sys.stdout.write("a library prints\n")
    sys.stdout.flush()
    os.write(1, b"and its part in C does too\n")
    return path.name


def fail(_: Path) -> None:
    raise ZeroDivisionError("not foreseen")


class _Stubborn(Exception):
    def __reduce__(self) -> str:
        raise TypeError("will not be pickled")


def fail_stubbornly(_: Path) -> None:
    raise _Stubborn("cannot be sent")


def whoami() -> int:
    return os.getpid()
