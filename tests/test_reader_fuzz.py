"""A file of each format with bytes flipped, cut or repeated is read or refused, and what is read keeps its offsets."""

import random
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus import isolation
from corpus.load import File, Skipped, fingerprint, try_load
from tests.damage import DAMAGES, originals

SUFFIXES = ("csv", "docx", "html", "json", "md", "mhtml", "pdf", "txt", "xlsx")


@cache
def whole() -> dict[str, bytes]:
    with TemporaryDirectory() as folder:
        return {path.suffix[1:]: path.read_bytes() for path in originals(Path(folder, "files"))}


@pytest.mark.parametrize("suffix", SUFFIXES)
@settings(max_examples=12)
@given(damages=st.lists(st.sampled_from(DAMAGES), min_size=1, max_size=3), seed=st.integers(0, 2**32))
def test_a_damaged_file_is_read_or_refused(
    suffix: str,
    damages: list[object],
    seed: int,
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    content, chance = whole()[suffix], random.Random(seed)
    for damage in damages:
        if len(content) > 1:
            content = damage(content, chance)  # type: ignore[operator]
    path = tmp_path_factory.mktemp("damaged") / f"文件.{suffix}"
    path.write_bytes(content)
    file = File(path, path.name)
    with pytest.MonkeyPatch.context() as limits:
        limits.setattr(isolation, "LONGEST_READ", 20)
        loaded = try_load(file, fingerprint(file))
    if isinstance(loaded, Skipped):
        assert len(loaded.reason) > 10
        for word in ("please report", "was stopped", "ended the program", "cannot be opened:"):
            assert word not in loaded.reason
    else:
        document, measures = loaded
        assert measures
        assert all(document.text[measure.start : measure.end] == measure.text for measure in measures)
        assert list(document.pages) == sorted(document.pages)
