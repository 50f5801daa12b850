"""Bytes to text: what was saved as text comes back, anything else is refused with the remedy."""

import codecs
import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.errors import UndecodableText
from corpus.readers.source import decode

CHINESE = "县级人民政府应当支持小企业发展，安排专项资金用于培训、技术改造和市场开拓；“互联网+”“标准化+”列入计划。"
TAIWAN = "縣級政府應當支持小企業發展，安排專項資金用於培訓、技術改造和市場開拓；「網路」列入計畫。"

marks = st.text(alphabet="，。、；“”《》（）%12３Ab\n ", max_size=30)
"""A text of one character over and over reads well in several encodings; these stand in real sentences."""
chinese = st.tuples(marks, st.permutations(CHINESE), marks).map(lambda parts: "".join([parts[0], *parts[1], parts[2]]))
taiwanese = st.tuples(marks, st.permutations(TAIWAN), marks).map(lambda parts: "".join([parts[0], *parts[1], parts[2]]))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gb18030"])
@given(st.one_of(chinese, taiwanese))
def test_every_text_comes_back(encoding: str, text: str) -> None:
    assert decode(text.encode(encoding)) == text


@pytest.mark.parametrize("encoding", ["gb2312", "utf-16-le", "utf-16-be"])
@given(chinese)
def test_simplified_text_comes_back_without_a_byte_order_mark(encoding: str, text: str) -> None:
    assert decode(text.encode(encoding)) == text


@given(taiwanese)
def test_traditional_text_comes_back_from_big5(text: str) -> None:
    assert decode(text.encode("big5")) == text


@pytest.mark.parametrize("mark", ["utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be"])
def test_the_byte_order_mark_decides(mark: str) -> None:
    boms = {
        "utf-16-le": codecs.BOM_UTF16_LE,
        "utf-16-be": codecs.BOM_UTF16_BE,
        "utf-32-le": codecs.BOM_UTF32_LE,
        "utf-32-be": codecs.BOM_UTF32_BE,
    }
    assert decode(boms[mark] + "ab\r\n县".encode(mark)) == "ab\n县"


def test_many_quotation_marks_are_still_text() -> None:
    text = "“甲县+”“乙县+”“丙县+”“丁县+”“戊县+”" * 4
    assert decode(text.encode("gb18030")) == text


@pytest.mark.parametrize("encoding", ["gb18030", "utf-16-le"])
def test_a_few_rare_characters_are_still_text(encoding: str) -> None:
    text = f"{CHINESE}蕺山、堉圳、㵲阳的①②③类企业按㎡计算，气温超过40℃的停工。"
    assert decode(text.encode(encoding)) == text


@given(st.lists(st.sampled_from(["县", "a", "\r\n", "\r", "\n"]), max_size=30))
def test_line_ends_become_newlines(parts: list[str]) -> None:
    naive, after_return = "", False
    for character in "".join(parts):
        if not (character == "\n" and after_return):
            naive += "\n" if character == "\r" else character
        after_return = character == "\r"
    assert decode("".join(parts).encode()) == naive


def test_random_bytes_are_never_text() -> None:
    noise = random.Random(0)
    for size in (30, 100, 1000, 5000):
        for _ in range(40):
            with pytest.raises(UndecodableText, match="UTF-8"):
                decode(noise.randbytes(size))


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"abc\0def", "holds NUL characters, it is not a text file; export it as UTF-8 text"),
        ("plain".encode("utf-16-le"), "holds NUL characters, it is not a text file; export it as UTF-8 text"),
        (b"\xff\xfe\x00", "begins as utf-16-le but byte 0 does not fit; save it again as UTF-8"),
        (b"\xef\xbb\xbfab\xff", "begins as utf-8 but byte 2 does not fit; save it again as UTF-8"),
        (b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 4,
         "is not text in UTF-8, GB18030, Big5 or UTF-16; save it as UTF-8"),
    ],
)  # fmt: skip
def test_the_reason_names_the_remedy(data: bytes, reason: str) -> None:
    with pytest.raises(UndecodableText) as error:
        decode(data)
    assert str(error.value) == reason


def test_nothing_is_an_empty_text() -> None:
    assert decode(b"") == decode(codecs.BOM_UTF8) == ""
