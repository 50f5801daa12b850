"""A store is old or new, never in between: foreign folders, other formats, going back, kills."""

import json
import logging
import os
import re
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

import build_index
from corpus.errors import ModelError, StoreForeign, StoreMissing
from index import generations
from index.build import build
from index.store import Store
from qa.retrieve import Retriever
from tests.stores import FARM, FINANCE, TALENT, write


def main(arguments: list[str]) -> int:
    """The command in this process, which leaves logging as it was."""
    handlers = logging.root.handlers[:]
    try:
        return build_index.main(arguments)
    finally:
        logging.root.handlers[:] = handlers


@pytest.fixture
def store(tmp_path: Path) -> Path:
    build([write(tmp_path / "docs", finance=FINANCE, talent=TALENT)], tmp_path / "store")
    return tmp_path / "store"


def test_missing(tmp_path: Path) -> None:
    with pytest.raises(StoreMissing, match=r"python build_index\.py --store"):
        Store.open(tmp_path / "nowhere")
    (tmp_path / "file").write_text("")
    with pytest.raises(StoreForeign, match="is a file"):
        Store.open(tmp_path / "file")


def test_rollback_is_a_commit_that_can_be_taken_back(
    store: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write(tmp_path / "docs", farm=FARM)
    build([tmp_path / "docs"], store)
    reader = Retriever(store)
    assert reader.search("买拖拉机有补贴吗")[0].document.path == "farm.md"
    assert main(["--rollback", "--store", str(store)]) == 0
    assert {hit.document.path for hit in reader.search("买拖拉机有补贴吗")} <= {"finance.md", "talent.md"}
    assert reader.store.generation == 3
    capsys.readouterr()
    assert main(["--generations", "--json", "--store", str(store)]) == 0
    listed = json.loads(capsys.readouterr().out)["generations"]
    assert [(g["generation"], g["documents"], g["chunks"], g["current"]) for g in listed] == [
        (2, 3, 7, False),
        (3, 2, 5, True),
    ]
    assert main(["--generations", "--store", str(store)]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert re.fullmatch(r"版本 generation 2   20\d\d-.*Z   文件 documents 3   段落 chunks 7", lines[0])
    assert lines[1].endswith("文件 documents 2   段落 chunks 5   当前 current")
    assert main(["--rollback", "--store", str(store)]) == 0
    assert reader.search("买拖拉机有补贴吗")[0].document.path == "farm.md"
    assert build([tmp_path / "docs"], store).generation == 4, "nothing to do after going there and back"


def test_there_is_nothing_before_the_first_generation(store: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--rollback", "--store", str(store)]) == 1
    assert "no generation before" in capsys.readouterr().err
    for action in ("--rollback", "--prune", "--generations", "--verify"):
        assert main([action, "--store", str(store / "nowhere")]) == 1
        assert not (store / "nowhere").exists()


@pytest.mark.parametrize("prune", [True, False])
def test_removed_text_is_gone_from_the_disk_with_its_generations(store: Path, tmp_path: Path, prune: bool) -> None:
    def holding(secret: str) -> list[str]:
        files = (path for path in store.rglob("*") if path.is_file())
        return sorted({path.relative_to(store).parts[0] for path in files if secret.encode() in path.read_bytes()})

    docs, secrets = tmp_path / "docs", ("机密的一句话", "qwertysecret", "passwords.md")
    write(docs, passwords=FARM.replace("种植水稻", "机密的一句话qwertysecret"))
    build([docs], store)
    assert all(holding(secret) == ["gen-000002"] for secret in secrets)
    (docs / "passwords.md").unlink()
    build([docs], store)
    assert all(holding(secret) == ["gen-000002"] for secret in secrets)
    if prune:
        assert main(["--prune", "--store", str(store)]) == 0
    else:
        write(docs, farm=FARM)
        build([docs], store)
    assert all(holding(secret) == [] for secret in secrets)


def test_an_older_format_is_rebuilt_from_its_sources_with_its_model(store: Path, tmp_path: Path) -> None:
    manifest = store / "gen-000001" / "manifest.json"
    facts = json.loads(manifest.read_text())
    manifest.write_text(json.dumps(facts | {"format": 1}))
    (store / "CURRENT").write_text("gen-000001\n")
    with pytest.raises(StoreForeign, match=r"format 1, this program reads 2; build it with: python build_index\.py"):
        Store.open(store)
    (tmp_path / "empty model").mkdir()
    manifest.write_text(json.dumps(facts | {"format": 1, "model": {"name": "../empty model"}}))
    with pytest.raises(ModelError, match="empty model"):
        build([tmp_path / "docs"], store)
    manifest.write_text(json.dumps(facts | {"format": 1}))
    report = build([tmp_path / "docs"], store)
    assert (report.generation, report.documents) == (2, 2)


def test_another_format_is_refused_with_the_remedy(store: Path) -> None:
    manifest = store / "gen-000001" / "manifest.json"
    facts = json.loads(manifest.read_text())
    manifest.write_text(json.dumps(facts | {"format": 99}))
    with pytest.raises(StoreForeign, match=r"format 99.*build_index"):
        Store.open(store)


def test_a_store_can_be_moved_and_names_no_absolute_path(store: Path, tmp_path: Path) -> None:
    moved = tmp_path / "elsewhere" / "moved store"
    shutil.copytree(store, moved)
    shutil.rmtree(store)
    assert Store.open(moved).document(0).title == "甲市支持企业融资的若干措施"
    assert Retriever(moved).search("贷款贴息多少")[0].document.path == "finance.md"
    for path in moved.rglob("*"):
        if path.is_file():
            assert os.fsencode(tmp_path) not in path.read_bytes(), path


def test_a_reader_keeps_its_generation_while_newer_ones_come(store: Path, tmp_path: Path) -> None:
    reader = Store.open(store)
    for i in range(3):
        write(tmp_path / "docs", farm=FARM.replace("150", f"15{i}"))
        build([tmp_path / "docs"], store)
    assert not (store / "gen-000001").exists()
    ids, _ = reader.lexical("贷款贴息", 5)
    assert reader.passages(ids.tolist())[0].endswith("申请从每年三月一日开始。")
    assert len(reader.documents) == 2


@pytest.mark.parametrize("moment", [0.0, 0.05, 0.15, 0.3])
def test_killed_at_any_moment_the_store_is_whole(store: Path, tmp_path: Path, moment: float) -> None:
    """`kill -9` while generation 2 is written; the store opens as 1 or 2, and the next build works."""
    folder = tmp_path / "docs"
    write(folder, farm=FARM, **{f"copy{i}": FARM.replace("150", f"9{i:03}") for i in range(200)})
    code = f"from index.build import build; build([{str(folder)!r}], {str(store)!r})"
    process = subprocess.Popen([sys.executable, "-c", code], cwd=Path(__file__).parents[1])
    deadline = time.monotonic() + 120
    while not list(store.glob(".draft-[0-9]*")) and process.poll() is None and time.monotonic() < deadline:
        time.sleep(0.002)
    time.sleep(moment)
    process.send_signal(signal.SIGKILL)
    process.wait()
    opened = Store.open(store)
    assert opened.generation in (1, 2)
    assert generations.verify(generations.current(store)) == []
    assert len(opened.documents) == (2 if opened.generation == 1 else 203)
    assert len(Store.open(store).documents) == len(opened.documents)
    report = build([folder], store)
    assert report.documents == 203
    assert not list(store.glob(".draft-*"))
