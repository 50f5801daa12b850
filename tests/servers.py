"""A running `ui.py`, for tests that ask it as a program or a browser does."""

import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path
from types import TracebackType

ROOT = Path(__file__).parents[1]
PASSWORD = "correct horse: 电池"
"""Of the user li of `guarded_server`."""
OTHER_ADDRESS = "127.0.0.2"
"""Of this machine too, but none that `ui.py` takes for reached by this machine alone."""


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class Server:
    """`ui.py` over the index `folder/store`, its log in `folder`; ends with the `with` block."""

    def __init__(
        self, folder: Path, *arguments: str | Path, environment: dict[str, str] | None = None, host: str = ""
    ) -> None:
        """
        Args:
            host: address to listen on, where it is another than by default.
        """
        self.folder = folder
        self.store = folder / "store"
        self.port = free_port()
        self.address = f"http://{host or '127.0.0.1'}:{self.port}"
        self._log = folder / f"log-{self.port}"
        command = [sys.executable, "ui.py", "--store", str(self.store), "--port", str(self.port)]
        command += [*(("--host", host) if host else ()), *map(str, arguments)]
        with self._log.open("w") as log:
            self.process = subprocess.Popen(
                command, cwd=ROOT, stdout=log, stderr=subprocess.STDOUT, env=os.environ | (environment or {})
            )

    @property
    def log(self) -> str:
        """All that it has written."""
        return self._log.read_text("utf-8")

    def __enter__(self) -> "Server":
        try:
            self._wait()
        except BaseException:
            self.process.kill()
            self.process.wait()
            raise
        return self

    def _wait(self) -> None:
        deadline = time.monotonic() + 120
        while True:
            try:
                urllib.request.urlopen(self.address, timeout=5).close()
                return
            except OSError:
                assert self.process.poll() is None, self.log
                assert time.monotonic() < deadline
                time.sleep(0.2)

    def __exit__(self, *_: type[BaseException] | BaseException | TracebackType | None) -> None:
        self.process.terminate()
        self.process.wait(30)
