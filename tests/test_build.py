"""What a build does with added, changed, removed, renamed, duplicate and unreadable files."""

import gc
import os
import subprocess
import sys
from pathlib import Path

import pytest

from corpus.errors import ModelMismatch, NothingIndexed, StoreForeign, StoreLocked
from index.care import build
from index.lock import lock
from index.milvus.location import on_milvus
from index.opening import open_store
from index.report import Report
from tests.stores import FARM, FINANCE, TALENT, generations_there, left_over, write

ROOT = Path(__file__).parents[1]


def contents(store: str | Path) -> list[object]:
    """All that a store holds, in a form that can be compared."""
    opened = open_store(store)
    return [
        (document, measures, chunks, vectors.tobytes())
        for document, measures, chunks, vectors in map(opened.contents, range(len(opened.documents)))
    ]


def answers(store: str | Path) -> list[object]:
    from qa.retrieve import Retriever

    retriever = Retriever(store)
    return [
        [(hit.score, hit.document.path, hit.start, hit.end) for hit in retriever.search(question)]
        for question in ("贷款贴息多少", "博士来工作给多少钱", "买拖拉机有补贴吗", "patent pledge")
    ]


def same_as_full_rebuild(source: Path, store: str | Path, tmp_path: Path) -> None:
    name = f"fresh_{os.urandom(4).hex()}"
    fresh = f"{store}_{name}" if on_milvus(store) else tmp_path / name
    build([source], fresh)
    assert contents(store) == contents(fresh)
    assert answers(store) == answers(fresh)


def test_first_build_reports_what_it_added(tmp_path: Path) -> None:
    source = write(tmp_path / "docs", finance=FINANCE, talent=TALENT)
    report = build([source], tmp_path / "store")
    assert (report.documents, report.measures, report.chunks, report.generation) == (2, 5, 5, 1)
    assert report.published
    assert report.changes.added == ("finance.md", "talent.md")
    assert (tmp_path / "store" / "CURRENT").read_text().startswith("gen-000001 ")


def test_each_change_is_told_and_equals_a_full_rebuild(tmp_path: Path, location: str) -> None:
    source, store = write(tmp_path / "docs", finance=FINANCE, talent=TALENT), location
    build([source], store)

    write(source, farm=FARM)
    report = build([source], store)
    assert report.changes.added == ("farm.md",)
    assert (report.changes.changed, report.changes.removed, report.changes.renamed) == ((), (), ())
    same_as_full_rebuild(source, store, tmp_path)

    write(source, finance=FINANCE.replace("50万元", "80万元"))
    report = build([source], store)
    assert report.changes.changed == ("finance.md",)
    assert (report.changes.added, report.changes.removed) == ((), ())
    assert "80万元" in open_store(store).document(1).text
    same_as_full_rebuild(source, store, tmp_path)

    (source / "talent.md").rename(source / "人才 办法😀.md")
    report = build([source], store)
    assert report.changes.renamed == (("talent.md", "人才 办法😀.md"),)
    assert (report.changes.added, report.changes.removed) == ((), ())
    same_as_full_rebuild(source, store, tmp_path)

    (source / "farm.md").unlink()
    report = build([source], store)
    assert report.changes.removed == ("farm.md",)
    assert report.documents == 2
    same_as_full_rebuild(source, store, tmp_path)


def test_unchanged_documents_are_not_embedded_again(
    tmp_path: Path, location: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    from index.embed import Embedder

    source, store = write(tmp_path / "docs", finance=FINANCE, talent=TALENT), location
    build([source], store)
    write(source, farm=FARM)
    embedded: list[str] = []
    encode = Embedder.encode_normalised

    def counting(self: Embedder, texts: list[str]) -> object:
        embedded.extend(texts)
        return encode(self, texts)

    monkeypatch.setattr(Embedder, "encode_normalised", counting)
    build([source], store)
    assert len(embedded) == 2
    assert all("丙省农业补贴政策" in text for text in embedded)


def test_nothing_changed_publishes_nothing(tmp_path: Path, location: str) -> None:
    source, store = write(tmp_path / "docs", finance=FINANCE), location
    build([source], store)
    (source / "broken.md").write_bytes(b"\xff\xfe\x00")
    assert not build([source], store).published
    again = build([source], store)
    assert not again.published
    assert again.generation == 1
    assert generations_there(store) == [1]


def test_duplicates_are_one_document_with_two_places(tmp_path: Path, location: str) -> None:
    source = write(tmp_path / "docs", a=FINANCE, b=FINANCE, c=TALENT)
    report = build([source], location)
    assert report.documents == 2
    assert report.duplicates == (("b.md", "a.md"),)
    assert open_store(location).documents[0].copies == ("b.md",)
    (source / "a.md").unlink()
    report = build([source], location)
    assert report.changes.renamed == (("a.md", "b.md"),)
    assert report.duplicates == ()
    same_as_full_rebuild(source, location, tmp_path)


def test_bad_files_are_named_and_the_rest_is_indexed(tmp_path: Path) -> None:
    source = write(tmp_path / "docs", finance=FINANCE)
    (source / "empty.md").write_text("")
    (source / "blank.txt").write_text(" \n\t\n")
    (source / "picture.txt").write_bytes(bytes(range(256)) * 20)
    (source / "picture.png").write_bytes(b"PNG")
    (source / "table.xlsx").write_bytes(b"PK")
    (source / "dangling.md").symlink_to(source / "nowhere.md")
    report = build([source], tmp_path / "store")
    assert report.documents == 1
    reasons = {item.path: item.reason for item in report.skipped}
    assert set(reasons) == {"empty.md", "blank.txt", "picture.txt", "picture.png", "table.xlsx", "dangling.md"}
    assert "no text" in reasons["empty.md"]
    assert "no text" in reasons["blank.txt"]
    assert "UTF-8" in reasons["picture.txt"]
    assert ".txt .md" in reasons["picture.png"]
    assert "save it again as .xlsx" in reasons["table.xlsx"]
    assert "cannot be opened" in reasons["dangling.md"]


def test_a_file_that_cannot_be_opened_keeps_its_earlier_version(tmp_path: Path, location: str) -> None:
    source, store = write(tmp_path / "docs", finance=FINANCE, talent=TALENT), location
    build([source], store)
    (source / "finance.md").unlink()
    (source / "finance.md").symlink_to(source / "gone.md")
    write(source, farm=FARM)
    report = build([source], store)
    assert report.kept == ("finance.md",)
    assert report.documents == 3
    assert "cannot be opened" in report.skipped[0].reason
    assert "贷款贴息" in open_store(store).document(1).text


def test_nothing_to_index_leaves_the_old_index(tmp_path: Path, location: str) -> None:
    source, store = write(tmp_path / "docs", finance=FINANCE), location
    build([source], store)
    (source / "finance.md").write_text("")
    with pytest.raises(NothingIndexed, match=r"finance\.md: holds no text"):
        build([source], store)
    assert open_store(store).generation == 1
    assert not left_over(store)
    with pytest.raises(NothingIndexed, match="not one document"):
        build([write(tmp_path / "none")], tmp_path / "new")
    with pytest.raises(FileNotFoundError, match="nowhere"):
        build([tmp_path / "nowhere"], store)


def test_the_heap_is_set_aside_while_a_build_runs_and_no_longer(tmp_path: Path) -> None:
    source, store = write(tmp_path / "docs", finance=FINANCE), tmp_path / "store"
    aside: list[int] = []
    build([source], store, progress=lambda *_: aside.append(gc.get_freeze_count()))
    assert min(aside) > 0 == gc.get_freeze_count()
    (source / "finance.md").write_text("")
    with pytest.raises(NothingIndexed):
        build([source], store)
    assert gc.get_freeze_count() == 0


def test_another_model_is_refused_until_a_full_rebuild(tmp_path: Path) -> None:
    source, store = write(tmp_path / "docs", finance=FINANCE), tmp_path / "store"
    build([source], store)
    model = other_model(tmp_path / "model")
    with pytest.raises(ModelMismatch, match=r"--full --model .* --store"):
        build([source], store, model=str(model))
    report = build([source], store, model=str(model), full=True)
    assert report.generation == 2
    opened = open_store(store)
    assert opened.manifest["model"]["dimension"] == 8
    assert not Path(opened.manifest["model"]["name"]).is_absolute()
    assert build([source], store).generation == 2, "the store remembers its model"


def test_a_model_that_is_named_is_loaded_once(tmp_path: Path) -> None:
    source, store = write(tmp_path / "docs", talent=TALENT), tmp_path / "store"
    model = other_model(tmp_path / "model")
    code = """
import sys
from index.build import build
from index.embed import Embedder
source, store, model = sys.argv[1:]
opened = []
sys.addaudithook(lambda event, facts: opened.append(str(facts[0])) if event == "open" else None)
for work in (
    lambda: Embedder.load(model),
    lambda: build([source], store, model),
    lambda: open(f"{source}/talent.md", "a").write("补充。"),
    lambda: build([source], store, model),
    lambda: build([source], store, model, full=True),
):
    opened.clear()
    work()
    print(opened.count(f"{model}/modules.json"))
"""
    told = subprocess.run(
        [sys.executable, "-c", code, source, store, model], cwd=ROOT, capture_output=True, text=True, check=True
    )
    once, *others = map(int, told.stdout.split())
    assert once > 0
    assert others == [once, 0, once, once]


def other_model(folder: Path) -> Path:
    """A second real sentence-transformers model: a small random token table."""
    import numpy as np
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.sentence_transformer.modules import StaticEmbedding
    from tokenizers import Tokenizer

    from index.embed import MODEL_FOLDER

    tokenizer = Tokenizer.from_file(str(MODEL_FOLDER / "tokenizer.json"))
    weights = np.random.default_rng(1).normal(size=(tokenizer.get_vocab_size(), 8)).astype(np.float32)
    module = StaticEmbedding(tokenizer, embedding_weights=weights)
    SentenceTransformer(modules=[module], device="cpu").save(str(folder))
    return folder


def test_two_builders_at_once(tmp_path: Path) -> None:
    source, store = write(tmp_path / "docs", finance=FINANCE), tmp_path / "store"
    with lock(store), pytest.raises(StoreLocked, match="another process"):
        build([source], store)
    assert build([source], store).published


def test_a_foreign_folder_is_not_touched(tmp_path: Path) -> None:
    source = write(tmp_path / "docs", finance=FINANCE)
    with pytest.raises(StoreForeign, match=r"finance\.md"):
        build([source], source)
    assert [path.name for path in source.iterdir()] == ["finance.md"]
    with pytest.raises(StoreForeign, match="is a file"):
        build([source], source / "finance.md")


def test_only_the_last_two_generations_stay(tmp_path: Path, location: str) -> None:
    source, store = write(tmp_path / "docs", finance=FINANCE), location
    for i in range(4):
        write(source, talent=TALENT.replace("二十万元", f"{i}万元"))
        report: Report = build([source], store)
    assert report.generation == 4
    assert generations_there(store) == [3, 4]
    assert not left_over(store)


def test_progress_ends_at_the_total(tmp_path: Path) -> None:
    source = write(tmp_path / "docs", finance=FINANCE, talent=TALENT)
    (source / "empty.md").write_text("")
    seen: list[tuple[int, int]] = []
    looked: list[tuple[int, int]] = []
    build(
        [source],
        tmp_path / "store",
        progress=lambda done, total: seen.append((done, total)),
        looking=lambda done, total: looked.append((done, total)),
    )
    assert looked == [(done, len(looked)) for done in range(1, len(looked) + 1)]
    assert len(looked) == len([*source.iterdir()])
    assert seen[-1] == (3, 3)
