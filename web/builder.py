"""Builds the index in a process of its own, one at a time, so that those who ask never wait for it."""

import json
import logging
import os
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from threading import Lock, Thread
from typing import IO, TYPE_CHECKING, Any, Literal

from corpus.errors import PolicyQAError, StoreLocked
from corpus.load import Skipped
from qa.bilingual import label

if TYPE_CHECKING:
    from index.report import Progress

_PROGRAM = "import json, sys; sys.path[:] = json.loads(sys.stdin.readline()); import web.builder as b; b.serve()"
_KINDER = 5
"""How much the build gives way to those who ask, see `os.nice`."""
_OFTEN = 0.2
"""Seconds between two words of progress."""

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Running:
    """A build, as far as it has come: files looked at for changes, then documents taken into the index.

    `total` is 0 until it is known.
    """

    by: str
    since: str
    stage: Literal["looking", "indexing"] = "looking"
    done: int = 0
    total: int = 0


@dataclass(frozen=True, slots=True)
class Ended:
    """What came of the last build: who started it, when it began (seconds of `time.time`), what it tells.

    `told` has `generation`, `headline`, `sections`, `skipped` and `remarks`; or `error` and `message`.
    """

    by: str
    at: str
    began: float
    told: Mapping[str, Any]

    @property
    def skipped(self) -> list[Skipped] | None:
        """What could not be read; None where the build did not come to its end."""
        skipped = self.told.get("skipped")
        return None if skipped is None else [Skipped(*item) for item in skipped]


class Builder:
    """Starts builds of one store; safe to use from several threads."""

    def __init__(self, sources: Sequence[Path], store: str | Path, model: str | None = None) -> None:
        """
        Args:
            sources, store, model: as for `index.build.build`.
        """
        self._job = {"sources": [*map(str, sources)], "store": str(store), "model": model}
        self._lock = Lock()
        self.running: Running | None = None
        self.last: Ended | None = None

    def start(self, by: str) -> None:
        """Begin a build.

        Args:
            by: who wants it.

        Raises:
            StoreLocked: one is under way; says whose.
        """
        with self._lock:
            self.check_idle()
            self.running = Running(by, time.strftime("%H:%M:%S"))
            Thread(target=self._follow, args=(by, self.running.since, time.time()), daemon=True).start()

    def check_idle(self) -> None:
        """Refuse while a build is under way.

        Raises:
            StoreLocked: one is; says whose.
        """
        if at_work := self.running:
            raise StoreLocked(
                label(
                    f"{at_work.by} 已在 {at_work.since} 开始重建，请等它完成",
                    f"{at_work.by} has been rebuilding since {at_work.since}; wait until it has finished",
                )
            )

    def _follow(self, by: str, since: str, began: float) -> None:
        told: dict[str, Any] = {}
        try:
            worker = self._spawn()
            assert worker.stdin is not None
            assert worker.stdout is not None
            for line in worker.stdout:
                told = json.loads(line)
                if "stage" in told:
                    self.running = Running(by, since, **told)
            code = worker.wait()
            worker.stdin.close()
            if "stage" in told or not told:
                told = {
                    "error": "BuildEnded",
                    "message": label(
                        f"重建中断（{code}），索引没有变", f"the build ended early ({code}); the index is as it was"
                    ),
                }
        except (OSError, ValueError) as error:
            _log.exception("a build could not be followed")
            told = {"error": type(error).__name__, "message": str(error)}
        with self._lock:
            self.last = Ended(by, time.strftime("%Y-%m-%d %H:%M:%S"), began, told)
            self.running = None

    def _spawn(self) -> "subprocess.Popen[str]":
        worker = subprocess.Popen(
            [sys.executable, "-c", _PROGRAM],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            encoding="utf-8",
            env=os.environ | {"PYTHONIOENCODING": "utf-8"},
        )
        assert worker.stdin is not None
        with suppress(BrokenPipeError):
            for given in (sys.path, self._job):
                worker.stdin.write(json.dumps(given) + "\n")
            worker.stdin.flush()
        return worker


def serve() -> None:
    """In the process of its own: read what to build, write a line of JSON for each step and for what came of it."""
    if hasattr(os, "nice"):
        os.nice(_KINDER)
    job, out = json.loads(sys.stdin.readline()), sys.stdout
    Thread(target=_end_with_the_server, daemon=True).start()
    sys.stdout = sys.stderr  # whatever a library prints
    _write(out, _work(job, _progress(out, "indexing"), _progress(out, "looking")))


def _end_with_the_server() -> None:
    """Nothing more is said on the way in; when it closes, the server is gone, and the store is safe from a kill."""
    sys.stdin.read()
    os._exit(1)


def _work(job: Mapping[str, Any], progress: "Progress", looking: "Progress") -> dict[str, Any]:
    from index.care import build
    from index.summary import failure, headline, sections

    try:
        report = build(job["sources"], job["store"], job["model"], progress=progress, looking=looking)
    except (PolicyQAError, OSError) as error:
        kind, message = failure(error)
        return {"error": kind, "message": message}
    return {
        "generation": report.generation,
        "headline": headline(report),
        "sections": [*sections(report)],
        "skipped": [(item.path, item.reason) for item in report.skipped],
        "remarks": report.remarks,
    }


def _progress(out: IO[str], stage: str) -> "Progress":
    said = 0.0

    def progress(done: int, total: int) -> None:
        nonlocal said
        if done >= total or time.monotonic() - said > _OFTEN:
            said = time.monotonic()
            _write(out, {"stage": stage, "done": done, "total": total})

    return progress


def _write(out: IO[str], told: Mapping[str, Any]) -> None:
    out.write(json.dumps(told, ensure_ascii=False) + "\n")
    out.flush()
