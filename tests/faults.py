"""Processes whose every step on disk is told, that can be killed before one, and what a step left undone may cost."""

import json
import os
import signal
import sys
import traceback
from collections.abc import Callable
from pathlib import Path

from corpus.errors import PolicyQAError

_WRITES = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC
_EVENTS = {"os.rename", "os.link", "os.mkdir", "os.remove", "os.rmdir"}


def step_hook(store: Path, told: Callable[[str, str, str], None]) -> None:
    """Call `told(event, path, other path)` before every step of this process that changes the store."""
    root = str(store)

    def hook(event: str, arguments: tuple[object, ...]) -> None:
        if event == "open":
            path, _, flags = arguments
            if isinstance(path, str | os.PathLike) and isinstance(flags, int) and flags & _WRITES:
                _tell("open", os.fspath(path))
        elif event in _EVENTS:
            _tell(event, *(os.fspath(a) for a in arguments[:2] if isinstance(a, str | os.PathLike)))
        elif event == "sqlite3.connect" and "mode=ro" not in str(arguments[0]):
            _tell("open", str(arguments[0]))

    def _tell(event: str, path: object = "", other: object = "") -> None:
        if str(path).startswith(root):
            told(event, str(path), str(other))

    flush = os.fsync

    def fsync(handle: int) -> None:
        told("fsync", os.readlink(f"/proc/self/fd/{handle}"), "")
        flush(handle)

    os.fsync = fsync
    sys.addaudithook(hook)


def fork(work: Callable[[], object]) -> int:
    """Process id of a child that does the work and exits with 0, or with 1 and a traceback."""
    child = os.fork()
    if child:
        return child
    status = 1
    try:
        work()
        status = 0
    except BaseException:
        traceback.print_exc()
    finally:
        sys.stderr.flush()
        os._exit(status)


def ended(child: int) -> int:
    """Exit status of a child, negative for a signal."""
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def steps(store: Path, work: Callable[[], None], kill_at: int = 0) -> tuple[list[list[str]], int]:
    """The steps a child took in doing the work, and its exit status; it kills itself before step `kill_at`."""
    reading, writing = os.pipe()

    def child() -> None:
        taken = 0

        def told(*step: str) -> None:
            nonlocal taken
            taken += 1
            if taken == kill_at:
                os.kill(os.getpid(), signal.SIGKILL)
            os.write(writing, (json.dumps(step) + "\n").encode())

        step_hook(store, told)
        work()

    process = fork(child)
    os.close(writing)
    with os.fdopen(reading, "r") as stream:
        lines = [json.loads(line) for line in stream]
    return lines, ended(process)


def cut_unflushed(taken: list[list[str]]) -> None:
    """Halve every file that was written and not flushed since, wherever it was moved: what a power failure may do."""
    dirty: set[str] = set()
    for event, path, other in taken:
        if event == "open":
            dirty.add(path)
        elif event == "fsync":
            dirty.discard(path)
        elif event == "os.rename":
            dirty = {other + name[len(path) :] if (name + "/").startswith(path + "/") else name for name in dirty}
        elif event == "os.link" and path in dirty:
            dirty.add(other)
    for name in dirty:
        if Path(name).is_file() and Path(name).name not in ("lock", "lock.json"):
            os.truncate(name, Path(name).stat().st_size // 2)


def misorder(taken: list[list[str]], store: Path) -> list[str]:
    """What a published generation did not flush, or not in time: files, then the manifest, then CURRENT."""
    opened = {path: i for i, (event, path, _) in enumerate(taken) if event == "open"}
    flushed = {path: [i for i, step in enumerate(taken) if step[:2] == ["fsync", path]] for _, path, _ in taken}
    moved = {
        Path(other).name[:4]: (i, path, other) for i, (event, path, other) in enumerate(taken) if event == "os.rename"
    }
    (named, draft, folder), (committed, pointer, _) = moved["gen-"], moved["CURR"]
    own = [path for path in Path(folder).rglob("*") if path.is_dir() or path.stat().st_nlink == 1]
    names = [f"{draft}/{path.relative_to(folder)}" for path in own]
    manifest = f"{draft}/manifest.json"
    assert manifest in names
    wrong = []
    for name in names:
        last = max(flushed.get(name, []), default=-1)
        if not opened.get(name, -1) < last < named or (name != manifest and last > min(flushed[manifest])):
            wrong.append(name)
    order = [
        *(min(flushed[path]) for path in (manifest, draft)), named,
        *(next((i for i in flushed[str(store)] if i > named), -1), max(flushed[pointer]), committed),
        max(flushed[str(store)]),
    ]  # fmt: skip
    return wrong if order == sorted(order) else [*wrong, f"the order of the commit: {order}"]


def told(work: Callable[[], object]) -> str:
    """What a child says of the error that its work ends with."""
    reading, writing = os.pipe()

    def child() -> None:
        try:
            work()
        except PolicyQAError as error:
            os.write(writing, f"{type(error).__name__}: {error}".encode())

    process = fork(child)
    os.close(writing)
    with os.fdopen(reading) as stream:
        message = stream.read()
    assert ended(process) == 0
    return message
