"""A damaged store is refused by the name of what is altered, and what is whole is offered instead."""

import re
from pathlib import Path

import pytest

from corpus.errors import StoreDamaged, StoreForeign
from index import blocks, generations
from index.build import build
from index.store import Store
from tests.stores import FARM, FINANCE, TALENT, write
from tests.test_generations import main


@pytest.fixture
def store(tmp_path: Path) -> Path:
    build([write(tmp_path / "docs", finance=FINANCE, talent=TALENT)], tmp_path / "store")
    return tmp_path / "store"


def test_every_file_cut_or_removed_is_seen_at_opening(store: Path) -> None:
    folder = store / "gen-000001"
    files = [path for path in folder.rglob("*") if path.is_file()]
    assert len(files) > 5
    for path in files:
        whole = path.read_bytes()
        if whole:
            path.write_bytes(whole[: len(whole) // 2])
            with pytest.raises(StoreDamaged, match="gen-000001"):
                Store.open(store)
        path.unlink()
        with pytest.raises(StoreDamaged, match="gen-000001"):
            Store.open(store)
        path.write_bytes(whole)
    Store.open(store)


def flipped(content: bytes, bit: int) -> bytes:
    """The content with one bit changed."""
    return content[: bit // 8] + bytes([content[bit // 8] ^ (1 << bit % 8)]) + content[bit // 8 + 1 :]


def test_a_flipped_bit_in_any_file_is_found_by_name(store: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--verify", "--store", str(store)]) == 0
    files = [path for path in store.rglob("*") if path.is_file() and path.stat().st_size]
    assert {path.name for path in files} >= {
        "CURRENT",
        "manifest.json",
        "meta.json",
        "seen.json",
        "block-000001.sqlite",
    }
    for path in files:
        whole = path.read_bytes()
        for bit in (0, len(whole) * 4 + 3, len(whole) * 8 - 1):
            path.write_bytes(flipped(whole, bit))
            capsys.readouterr()
            assert main(["--verify", "--store", str(store)]) == 1, (path, bit)
            assert path.name in capsys.readouterr().err, (path, bit)
        path.write_bytes(whole)
    assert main(["--verify", "--store", str(store)]) == 0


@pytest.mark.parametrize("name", ["CURRENT", "gen-000001/manifest.json"])
def test_every_bit_of_what_says_the_rest_is_watched_at_opening(store: Path, name: str) -> None:
    path = store / name
    whole = path.read_bytes()
    bits = range(0, len(whole) * 8, 1 if name == "CURRENT" else 13)
    for bit in bits:
        path.write_bytes(flipped(whole, bit))
        with pytest.raises((StoreDamaged, StoreForeign)):
            Store.open(store)
    assert len(bits) > 500


def test_a_damaged_generation_is_refused_and_the_one_before_offered(
    store: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write(tmp_path / "docs", farm=FARM)
    build([tmp_path / "docs"], store)
    vectors = store / "gen-000002" / "block-000002.vectors"
    vectors.write_bytes(flipped(vectors.read_bytes(), 77))
    assert main(["--verify", "--store", str(store)]) == 1
    offered = rf"previous generation 1 \(.*, 2 documents\) is whole, .* --rollback --store {re.escape(str(store))}"
    assert re.search(offered, capsys.readouterr().err)
    vectors.write_bytes(b"")
    with pytest.raises(StoreDamaged, match=f"gen-000002/block-000002.vectors.*{offered}"):
        Store.open(store)
    assert main(["--rollback", "--store", str(store)]) == 0
    assert main(["--verify", "--store", str(store)]) == 0
    assert [document.path for document in Store.open(store).documents] == ["finance.md", "talent.md"]


def test_damage_in_both_generations_offers_no_way_back(
    store: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(blocks, "_FEWEST", 1)
    write(tmp_path / "docs", farm=FARM)
    build([tmp_path / "docs"], store, full=True)
    (tmp_path / "docs" / "talent.md").unlink()
    build([tmp_path / "docs"], store)
    shared = [path for path in (store / "gen-000003").glob("*.sqlite") if path.stat().st_nlink > 1]
    assert shared, "an unchanged block is linked"
    with shared[0].open("r+b") as stream:
        stream.write(b"s")
    capsys.readouterr()
    assert main(["--verify", "--store", str(store)]) == 1
    assert "--rollback" not in capsys.readouterr().err
    assert main(["--rollback", "--store", str(store)]) == 1
    assert f"damaged too ({shared[0].name})" in capsys.readouterr().err
    assert generations.current_number(store) == 3


def test_what_is_altered_is_not_taken_over_but_read_again(
    store: Path, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    records = store / "gen-000001" / "block-000001.sqlite"
    whole = records.read_bytes()
    records.write_bytes(whole.replace("安家补助".encode(), "安家补肋".encode()))
    assert records.read_bytes() != whole
    write(tmp_path / "docs", farm=FARM)
    build([tmp_path / "docs"], store)
    assert "block-000001.sqlite in" in caplog.text
    assert "安家补助" in Store.open(store).document(2).text
    assert generations.verify(generations.current(store)) == []


def test_a_damaged_index_is_rebuilt(store: Path, tmp_path: Path) -> None:
    (store / "gen-000001" / "block-000001.vectors").write_bytes(b"")
    report = build([tmp_path / "docs"], store)
    assert report.published
    assert report.generation == 2
    assert len(Store.open(store).documents) == 2
