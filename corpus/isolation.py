"""Readers at work in a process of their own: one that hangs, floods the memory or crashes ends nothing else.

The worker is started for the first file and serves all that follow, one at a time. The kernel holds it to its limits,
so that it ends on time even when the program that asked is gone. Where there are no such limits (Windows) a crash is
contained all the same.
"""

import atexit
import os
import pickle
import signal
import subprocess
import sys
import traceback
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from threading import Lock
from typing import Any, TypeVar

from corpus.errors import PolicyQAError, ReaderStopped

if sys.platform != "win32":
    import resource

LONGEST_READ = 120
"""Seconds of computing for one file."""
LONGEST_WAIT = 600
"""Seconds in all: a busy machine computes little in one, and a reader that only waits nothing."""
LARGEST_MEMORY = 2 * 2**30
"""Bytes of data the worker may have in all; its libraries count little, text recognition takes a third."""

_FEW_THREADS = {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1", "MALLOC_ARENA_MAX": "4"}
"""Each thread takes memory of its own: on a machine of many cores the libraries would take all that is allowed."""
_PROGRAM = "import pickle, sys; sys.path[:] = pickle.load(sys.stdin.buffer); import corpus.isolation as i; i.serve()"
_REMEDY = "open it in the program it was made with and save it again, or split it"
_HAS_LIMITS = sys.platform != "win32"
_OUR_DOING = {-signal.SIGINT, -signal.SIGTERM, -signal.SIGALRM, -signal.SIGPROF} if _HAS_LIMITS else set[int]()
_is_worker = False
_Result = TypeVar("_Result")


def isolated(function: Callable[..., _Result], *arguments: Any) -> _Result:
    """Call a function in the worker.

    A call that ends a worker which had served others before is tried once more in a fresh one, so that no file pays
    for what another left behind.

    Args:
        function: one that a module defines under its own name.
        arguments: picklable, as is the result.

    Raises:
        ReaderStopped: it took too long or too much memory, or crashed.
        Exception: what the function raises.
    """
    with _lock:
        worker = _workers.pop(os.getpid(), None)
        try:
            worker, fresh = worker or _Worker(), worker is None
            try:
                succeeded, result = worker.call(function, arguments)
            except _Ended as ended:
                if fresh or ended.code in _OUR_DOING:
                    raise
                worker = _Worker()
                succeeded, result = worker.call(function, arguments)
        except _Ended as ended:
            raise ReaderStopped(f"{ended}; {_REMEDY}") from None
        _workers[os.getpid()] = worker
    if not succeeded:
        raise result
    answer: _Result = result
    return answer


class _Ended(Exception):
    """The worker is gone; says why in words, `code` in those of the system."""

    def __init__(self, code: int) -> None:
        self.code = code
        super().__init__(_cause(code))


def _cause(code: int) -> str:
    if _HAS_LIMITS and code == -signal.SIGPROF:
        return f"took more than {LONGEST_READ:,} seconds of computing to read and was stopped"
    if _HAS_LIMITS and code == -signal.SIGALRM:
        return f"took longer than {LONGEST_WAIT:,} seconds to read and was stopped"
    if code == _NO_MEMORY:
        return f"took more than {LARGEST_MEMORY / 2**20:,.0f} MB of memory to read and was stopped"
    name = signal.Signals(-code).name if code < 0 else f"exit status {code}"
    return f"ended the program that was reading it ({name})"


_FULL = 0.8
_NO_MEMORY = 77
"""The exit status of a worker that reached its limit."""


class _Worker:
    """The other process, as the one that asks sees it."""

    def __init__(self) -> None:
        # -P: the folder the program was started in may hold a json.py.
        self._process = subprocess.Popen(
            [sys.executable, "-P", "-c", _PROGRAM],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env=os.environ | _FEW_THREADS,
        )
        assert self._process.stdin
        assert self._process.stdout
        self._requests, self._answers = self._process.stdin, self._process.stdout
        self._send([entry or os.getcwd() for entry in sys.path])

    def call(self, function: Callable[..., Any], arguments: tuple[Any, ...]) -> tuple[bool, Any]:
        """Whether it succeeded, and its result or exception.

        Raises:
            _Ended: the worker did not outlive it.
        """
        self._send((LONGEST_READ, LONGEST_WAIT, LARGEST_MEMORY))
        self._send((function, arguments))
        try:
            succeeded, result = pickle.load(self._answers)
        except (EOFError, pickle.UnpicklingError):
            raise _Ended(self.close()) from None
        return succeeded, result

    def close(self) -> int:
        """Let it go; its exit status."""
        with suppress(BrokenPipeError):
            self._requests.close()
        self._answers.close()
        return self._process.wait()

    def _send(self, message: object) -> None:
        with suppress(BrokenPipeError):  # there will be no answer, which says it better
            pickle.dump(message, self._requests)
            self._requests.flush()


_lock = Lock()
_workers: dict[int, _Worker] = {}
"""By the process that started it: after a fork the child starts its own."""


@atexit.register
def _close() -> None:
    if worker := _workers.pop(os.getpid(), None):
        worker.close()


def allow(computing: float, waiting: float) -> None:
    """Give the call that is being answered more seconds, for a reader whose work is known to be long."""
    if _is_worker and sys.platform != "win32":
        for timer, more in ((signal.ITIMER_PROF, computing), (signal.ITIMER_REAL, waiting)):
            signal.setitimer(timer, signal.getitimer(timer)[0] + more)


def serve() -> None:
    """The worker's own program: answer calls until nobody asks any more."""
    global _is_worker
    _is_worker = True
    requests, answers = sys.stdin.buffer, os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what a library prints is no answer
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    if _HAS_LIMITS:
        for stop in (signal.SIGALRM, signal.SIGPROF):
            signal.signal(stop, signal.SIG_DFL)
        signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGALRM, signal.SIGPROF, signal.SIGINT})
    with suppress(EOFError):
        while True:
            _limit(*pickle.load(requests))
            answer = _answer(*pickle.load(requests))
            _limit(0, 0, 0)
            answers.write(answer)
            answers.flush()


def _limit(computing: float, waiting: float, memory: int) -> None:
    """Set the limits of the next call, or take those of time away."""
    if sys.platform != "win32":
        signal.setitimer(signal.ITIMER_PROF, computing)
        signal.setitimer(signal.ITIMER_REAL, waiting)
        if memory:
            _, hard = resource.getrlimit(resource.RLIMIT_DATA)
            allowed = memory if hard == resource.RLIM_INFINITY else min(memory, hard)
            resource.setrlimit(resource.RLIMIT_DATA, (allowed, hard))


def _is_full() -> bool:
    """Whether the memory has come near its limit: libraries then say whatever comes up first."""
    if sys.platform == "win32":
        return False
    allowed, _ = resource.getrlimit(resource.RLIMIT_DATA)
    return 0 < _FULL * allowed < most_taken()


def most_taken() -> int:
    """The most memory this process has taken, in bytes; on Linux `ru_maxrss` would begin at what its parent took."""
    if sys.platform == "win32":
        return 0
    try:
        status = Path("/proc/self/status").read_text("ascii", "replace")
        return 1024 * int(status.partition("VmHWM:")[2].split()[0])
    except (OSError, IndexError, ValueError):
        unit = 1 if sys.platform == "darwin" else 1024
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit


def _answer(function: Callable[..., Any], arguments: tuple[Any, ...]) -> bytes:
    try:
        return pickle.dumps((True, function(*arguments)))
    except MemoryError:
        os._exit(_NO_MEMORY)
    except Exception as error:
        if _is_full():
            os._exit(_NO_MEMORY)
        if not isinstance(error, PolicyQAError | OSError | RecursionError):
            error.add_note("".join(traceback.format_exception(error)))
        try:
            return pickle.dumps((False, error))
        except Exception:
            return pickle.dumps((False, RuntimeError(f"{type(error).__name__}: {error}")))
