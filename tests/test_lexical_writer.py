"""A block of the lexical index is finished though tantivy still writes into its folder for a moment."""

import time
from pathlib import Path
from threading import Thread

from index.lexical import LexicalWriter
from index.terms import terms


def test_what_is_written_late_stays_behind(tmp_path: Path) -> None:
    folder, into = tmp_path / "unfinished", tmp_path / "lexical"
    writer = LexicalWriter(folder, 1)
    writer.add(0, 0, terms("渔船登记"), terms("渔船法"))

    def write_on() -> None:
        ends = time.monotonic() + 0.3
        number = 0
        while time.monotonic() < ends:
            number += 1
            try:
                (folder / f"late-{number}").touch()
            except FileNotFoundError:
                time.sleep(0.001)

    late = Thread(target=write_on)
    late.start()
    segments = writer.close(into)
    late.join()
    assert not folder.exists()
    names = {segment["segment_id"].replace("-", "") for segment in segments}
    assert {path.name.partition(".")[0] for path in into.iterdir()} == names
