"""The page a quote stands on: its number in the citation, its image with the quote marked."""

import io
import json
from pathlib import Path
from zipfile import ZipFile

import pytest
from PIL import Image

from corpus.pages import find_boxes, render
from index.build import build
from qa import ask
from qa.originals import Originals, PageImage
from tests.sheets import Sheet, wrapped
from tests.stores import FARM, FINANCE, TALENT, write

FIRST = "第一条　为了鼓励青年渔民，县渔业局每年办两期驾船培训，学员免费吃住，结业发给证书。"
SECOND = "第二条　渔船换发动机的，按发票金额的四成补助，每艘船最高八万元，由渔业局在三十天内付清。"
QUESTION = "渔船换发动机补助多少钱"


def fishing(path: Path) -> Path:
    """A rule of two articles, one to the page."""
    sheet = Sheet(path)
    sheet.centred(90, "某县渔业办法", 22)
    sheet.lines(wrapped(FIRST))
    sheet.turn()
    sheet.lines(wrapped(SECOND))
    return sheet.save()


@pytest.fixture
def documents(tmp_path: Path) -> Path:
    folder = write(tmp_path / "documents", finance=FINANCE, talent=TALENT, farm=FARM)
    fishing(folder / "渔业.pdf")
    build([folder], tmp_path / "store")
    return folder


def test_the_citation_names_the_page(documents: Path) -> None:
    store = documents.parent / "store"
    found = ask(QUESTION, store=store)
    [citation] = found.citations
    assert "最高八万元" in citation.quote
    assert citation.page == 2
    assert citation.to_dict()["page"] == 2
    assert "（第2页）" in found.text
    assert "(p. 2)" in ask("How much is paid for the new engine of a fishing boat?", store=store).text
    assert ask("青年渔民驾船培训要交钱吗", store=store).citations[0].page == 1
    assert ask("专利权可以质押融资吗", store=store).citations[0].page is None


def test_the_image_shows_the_quote_marked(documents: Path) -> None:
    [citation] = ask(QUESTION, store=documents.parent / "store").citations
    [page] = Originals([documents]).pages(citation)
    assert page.number == 2
    picture = Image.open(io.BytesIO(page.png)).convert("RGB")
    scale = picture.width / 595
    boxes = find_boxes(documents / "渔业.pdf", citation.quote, 2)
    assert boxes
    for box in boxes:
        edges = [round(edge * scale) for edge in (box.left, box.top, box.right, box.bottom)]
        colours = picture.crop((edges[0], edges[1], edges[2], edges[3])).getcolors(10**6) or []
        assert any(blue < 200 < 240 < red for _, (red, _, blue) in colours)
    assert picture.getpixel((5, 5)) == (255, 255, 255)


def test_there_is_no_image_without_the_very_file(documents: Path) -> None:
    store = documents.parent / "store"
    [citation] = ask(QUESTION, store=store).citations
    assert Originals([]).pages(citation) == ()
    assert Originals([documents.parent / "gone"]).pages(citation) == ()
    plain = ask("专利权可以质押融资吗", store=store).citations[0]
    assert Originals([documents]).find(plain.document) == documents / "finance.md"
    assert Originals([documents]).pages(plain) == ()
    sheet = Sheet(documents / "渔业.pdf")
    sheet.lines(wrapped(SECOND))
    sheet.save()
    assert Originals([documents]).pages(citation) == ()


@pytest.mark.parametrize("beside", ["", "渔业.meta.json", "../规则.zip.meta.json"])
def test_the_image_of_a_page_in_an_archive(tmp_path: Path, beside: str) -> None:
    sources, inside = tmp_path / "documents", tmp_path / "inside"
    sources.mkdir()
    inside.mkdir()
    path = fishing(inside / "渔业.pdf")
    fields = json.dumps({"region": "甲县"})
    with ZipFile(sources / "规则.zip", "w") as archive:
        archive.writestr("其他.txt", FARM)
        archive.write(path, "县里/渔业.pdf")
        if beside and not beside.startswith(".."):
            archive.writestr(f"县里/{beside}", fields)
    if beside.startswith(".."):
        (sources / beside.removeprefix("../")).write_text(fields, "utf-8")
    build([sources], tmp_path / "store")
    [citation] = ask(QUESTION, store=tmp_path / "store").citations
    assert citation.document.path == "规则.zip!/县里/渔业.pdf"
    assert citation.document.region == ("甲县" if beside else "")
    [page] = Originals([sources]).pages(citation)
    assert page == PageImage(2, render(path, 2, find_boxes(path, citation.quote, 2), 1.6))
    (sources / "规则.zip").write_bytes(b"PK")
    assert Originals([sources]).pages(citation) == ()
