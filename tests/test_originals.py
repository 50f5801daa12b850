"""The page a quote stands on: its number in the citation, its image with the quote marked."""

import io
from pathlib import Path

import pytest
from PIL import Image

from corpus.pages import find_boxes
from index.build import build
from qa import ask
from qa.originals import Originals
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
