"""Characters of a PDF taken together are where each of them is for itself: the same lines, spaces and edges."""

from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.readers.glyph import Glyph
from corpus.readers.glyphs import glyphs
from corpus.readers.line import Line
from corpus.readers.lines import find_lines
from corpus.readers.pdfium import opened, opened_page
from tests.sheets import HEIGHT, LEFT, SQUARE, Sheet

_CLOSE = 0.6
"""Points: an edge within is spread by the widths, not measured."""
MARK = 0.6
"""The size of a raised mark."""


@dataclass(frozen=True)
class Drawn:
    """How a line is drawn: by the words of each text object, in which size, with how much space between characters.

    Behind the words stands the mark of a note, raised by a share of the size.
    """

    words: tuple[str, ...]
    size: float
    spacing: float
    apart: bool
    mark: str = ""
    rise: float = 0.0


_words = st.text(alphabet="推动县域科技，。（）“”15%AVfi- \u3000", min_size=1, max_size=14)
_lines = st.builds(
    Drawn,
    st.lists(_words, max_size=4).map(tuple),
    st.sampled_from([12.0, 9.0]),
    st.sampled_from([0.0, 0.0, 0.3, 2.0, 6.0, 12.0, -0.4]),
    st.booleans(),
    st.sampled_from(["", "", "2", "[2]", "[2346]", "*"]),
    st.sampled_from([0.2, 0.33, 0.5, 0.6, -0.2]),
)


def draw(path: Path, lines: list[Drawn], degrees: int) -> None:
    sheet = Sheet(path)
    sheet.rotate(degrees)
    for number, line in enumerate(lines):
        x, y = LEFT, 100.0 + 24 * number
        for words in line.words:
            for part, share in [*((part, 1.0) for part in (words if line.apart else [words])), (line.mark, MARK)]:
                size = share * line.size
                text = sheet.canvas.beginText(x, HEIGHT - y)
                text.setFont(SQUARE, size)
                text.setCharSpace(line.spacing)
                text.setRise(line.rise * line.size if share == MARK else 0)
                text.textOut(part)
                sheet.canvas.drawText(text)
                x += sum((0.5 if character.isascii() else 1) * size + line.spacing for character in part)
    sheet.save()


def facts(line: Line) -> tuple[str, float, float, bool, int]:
    return line.text, line.size, round(line.baseline, 3), line.bold, line.count


@settings(max_examples=20)
@given(st.lists(_lines, min_size=1, max_size=6), st.sampled_from([0, 0, 90, 270]))
def test_together_is_as_single(lines: list[Drawn], degrees: int) -> None:
    with TemporaryDirectory() as folder:
        path = Path(folder, "sheet.pdf")
        draw(path, lines, degrees)
        with opened(path) as document, opened_page(document, 1) as page:
            together, single = (find_lines(glyphs(page, single=single), 1) for single in (False, True))
    assert [facts(line) for line in together] == [facts(line) for line in single]
    for one, other in zip(together, single, strict=True):
        assert abs(one.left - other.left) < 0.01 > abs(one.right - other.right)
        for number, glyph in enumerate(other.glyphs):
            assert abs(one.start(number) - glyph.left) < _CLOSE > abs(one.edge(number) - glyph.right)


def test_an_even_line_is_one(tmp_path: Path) -> None:
    def read(text: str, apart: bool, spacing: float = 0.0) -> list[Glyph]:
        path = tmp_path / "sheet.pdf"
        draw(path, [Drawn((text,), 12.0, spacing, apart)], 0)
        with opened(path) as document, opened_page(document, 1) as page:
            return glyphs(page)

    for apart in (False, True):
        for spacing in (0.0, 0.5):
            assert [glyph.text for glyph in read("每户补助15万元，由县域平台发放。", apart, spacing)] == [
                "每户补助15万元，由县域平台发放。"
            ]
    assert [glyph.text for glyph in read("推动县域", False, 6.0)] == ["推", "动", "县", "域"]
