"""Scanned pages are read by text recognition where it is installed; without it the build says how to get it."""

import io
import re
import shutil
import subprocess
from pathlib import Path

import pytest
from PIL import Image, ImageDraw, ImageFont
from reportlab.lib.utils import ImageReader

from corpus.errors import OversizedDocument, ScannedDocument
from corpus.load import File, load
from corpus.pages import find_boxes, render
from corpus.readers import pdf, read, scan
from index.build import build
from qa.originals import Originals
from qa.retrieve import retrieve
from tests.sheets import HEIGHT, WIDTH, Sheet, wrapped
from tests.stores import FARM, FINANCE, write

TITLE = "甲县渔业扶持办法"
FIRST = "第一条　为了鼓励青年渔民，县渔业局每年办两期驾船培训，学员免费吃住，结业后由县里发给证书。"
SECOND = "第二条　渔船更换发动机的，按照发票金额的四成给予补助，每艘渔船最高八万元，三十天内付清。"
DPI, SIZE = 150, 12


def font() -> Path | None:
    """A Chinese font of the machine; the tests bring none along."""
    if not shutil.which("fc-match"):
        return None
    command = ["fc-match", "--format=%{file}\t%{lang}", "serif:lang=zh-cn"]
    file, _, languages = subprocess.run(command, capture_output=True, text=True, check=True).stdout.partition("\t")
    return Path(file) if "zh-cn" in languages else None


FONT = font()
recognised = [
    pytest.mark.skipif(not scan.is_installed(), reason="text recognition is not installed: pip install '.[ocr]'"),
    pytest.mark.skipif(FONT is None, reason="no Chinese font to print a scan with: apt-get install fonts-noto-cjk"),
]


def picture(lines: list[tuple[float, float, float, str]], tilt: float = 0.3) -> Image.Image:
    """A page as a scanner sees it: a little aslant, on greyish paper; (left, baseline, size, text) in points."""
    scale = DPI / 72
    image = Image.new("L", (round(WIDTH * scale), round(HEIGHT * scale)), 240)
    draw = ImageDraw.Draw(image)
    for left, baseline, size, text in lines:
        typeface = ImageFont.truetype(str(FONT), round(size * scale))
        draw.text((left * scale, baseline * scale), text, fill=40, font=typeface, anchor="ls")
    return image.rotate(tilt, fillcolor=240)


def paragraph(text: str, top: float) -> list[tuple[float, float, float, str]]:
    return [
        (90 + SIZE * (len(line) - len(line.lstrip("\u3000"))), top + 22 * number, SIZE, line.lstrip("\u3000"))
        for number, line in enumerate(wrapped(text))
    ]


def add(sheet: Sheet, image: Image.Image) -> None:
    stream = io.BytesIO()
    image.save(stream, "JPEG", quality=80)
    sheet.canvas.drawImage(ImageReader(stream), 0, 0, WIDTH, HEIGHT)
    sheet.turn()


def scanned(path: Path) -> Path:
    sheet = Sheet(path)
    add(sheet, picture([((WIDTH - 22 * len(TITLE)) / 2, 100, 22, TITLE), *paragraph(FIRST, 160)]))
    add(sheet, picture(paragraph(SECOND, 100), tilt=-0.4))
    return sheet.save()


def bare(text: str) -> str:
    return re.sub(r"\s", "", text)


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return scanned(tmp_path_factory.mktemp("scan") / "渔业.pdf")


class TestRecognised:
    """What holds where text recognition is installed."""

    pytestmark = recognised

    def test_the_text_of_the_pages(self, path: Path) -> None:
        source = read(path)
        assert source.title == TITLE
        assert [bare(line) for line in source.text.splitlines()] == [f"#{TITLE}", bare(FIRST), bare(SECOND)]
        assert source.pages == (0, source.text.index("第二条"))
        (remark,) = source.remarks
        assert remark == (
            "2 of 2 pages are pictures and were read by text recognition (OCR), which errs now and then; "
            "compare with the page before you quote"
        )

    def test_its_measures(self, path: Path) -> None:
        document, measures = load(File(path, "渔业.pdf"))
        assert [(measure.title, bare(measure.text)) for measure in measures] == [
            ("第一条", bare(FIRST[4:])),
            ("第二条", bare(SECOND[4:])),
        ]
        assert all(document.text[measure.start : measure.end] == measure.text for measure in measures)
        assert [document.page(measure.start) for measure in measures] == [1, 2]

    def test_boxes_stand_where_the_words_were_printed(self, path: Path) -> None:
        quote = "按照发票金额的四成"
        (box,) = find_boxes(path, quote, 2)
        (line,) = [line for line in paragraph(SECOND, 100) if quote in line[3]]
        left = line[0] + SIZE * line[3].index(quote)
        for found, printed in ((box.left, left), (box.right, left + SIZE * len(quote))):
            assert abs(found - printed) < SIZE
        assert box.page == 2
        assert box.top < line[1] < box.bottom < line[1] + SIZE
        assert render(path, 2, [box])
        assert find_boxes(path, "这句话不在页上", 2) == []

    def test_pages_of_text_stay_as_they_are(self, tmp_path: Path) -> None:
        sheet = Sheet(tmp_path / "混.pdf")
        sheet.lines(wrapped(FIRST))
        sheet.turn()
        add(sheet, picture(paragraph(SECOND, 100)))
        source = read(sheet.save())
        first, second = source.text.splitlines()
        assert first == FIRST
        assert bare(second) == bare(SECOND)
        assert source.pages == (0, len(FIRST) + 1)

    def test_a_picture_without_words(self, tmp_path: Path) -> None:
        sheet = Sheet(tmp_path / "空.pdf")
        add(sheet, picture([]))
        with pytest.raises(pdf.EmptyDocument):
            read(sheet.save())

    def test_too_many_pages(self, path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(pdf, "MOST_SCANNED", 1)
        with pytest.raises(OversizedDocument) as error:
            read(path)
        assert str(error.value) == ("2 of its pages are pictures, over the limit of 1 for text recognition; split it")

    def test_from_the_scan_to_the_page_beside_the_answer(self, path: Path, tmp_path: Path) -> None:
        source = write(tmp_path / "docs", finance=FINANCE, farm=FARM)
        shutil.copy(path, source / "渔业.pdf")
        build([source], tmp_path / "store")
        hit = retrieve("渔船换发动机补助多少钱", k=1, store=tmp_path / "store")[0]
        assert (hit.document.path, hit.document.page(hit.start)) == ("渔业.pdf", 2)
        assert hit.document.text[hit.start : hit.end] == hit.quote
        assert Originals([source]).find(hit.document) == source / "渔业.pdf"


@pytest.mark.skipif(scan.is_installed(), reason="text recognition is installed: scans are read")
def test_without_it_the_build_says_how_to_get_it(tmp_path: Path) -> None:
    sheet = Sheet(tmp_path / "扫.pdf")
    add(sheet, Image.new("L", (200, 280), 200))
    add(sheet, Image.new("L", (200, 280), 200))
    with pytest.raises(ScannedDocument) as error:
        read(sheet.save())
    assert str(error.value) == (
        "is a scan of 2 pages; install the extra “ocr” (pip install rapidocr onnxruntime) and build again, "
        "or run another (OCR) over it and save the result as PDF or .txt"
    )
