"""Normalising and sentence spans."""

import re
import unicodedata

import opencc
import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.text import is_traditional, normalise, sentence_spans, to_simplified, trim

MARKS = st.text(alphabet="，；：（）！？％、。　！Ａ１ﾞﾟかﾀ\u0338\u0301\u3099补貼\u200b\x07= <", max_size=20)
TEXT = st.text(alphabet="推动县域创新，。！？；“”（）() \n\tabc.1２Ａ實(shí)著力", max_size=80)


@given(st.text(max_size=60) | TEXT)
def test_normalise_is_idempotent(text: str) -> None:
    assert normalise(normalise(text)) == normalise(text)


def test_normalise() -> None:
    assert normalise(" Ｒ＆Ｄ\u3000投入\x00\r\n實施著力 ") == "r&d 投入 实施着力"
    assert normalise("显著") == "显著"


@given(st.text(max_size=60) | TEXT | MARKS)
def test_normalise_is_what_unicode_says(text: str) -> None:
    visible = re.sub("[\u00ad\u200b-\u200f\u2060-\u2065\ufeff]", "", text)
    visible = re.sub("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", " ", visible)
    folded = to_simplified(unicodedata.normalize("NFKC", visible)).lower()
    assert normalise(text) == re.sub(r"\s+", " ", folded).strip()


def test_traditional_is_what_only_traditional_writes() -> None:
    characters = [chr(code) for code in (*range(0x3400, 0xA000), *range(0x20000, 0x2A6E0))]
    simplified = opencc.OpenCC("t2s").convert("\n".join(characters)).split("\n")
    for old, new in zip(characters, simplified, strict=True):
        assert is_traditional(f"a{old}") == (old != new)


@given(st.text(max_size=80) | TEXT)
def test_sentences_hold_everything_once_and_in_order(text: str) -> None:
    spans = sentence_spans(text)
    end = 0
    for start, stop in spans:
        assert end <= start < stop
        assert not text[end:start].strip()
        assert text[start:stop] == text[start:stop].strip()
        end = stop
    assert not text[end:].strip()


def test_sentences_end_where_they_should() -> None:
    text = "他说：“行。”真的吗？！一年1.5万台次。See Art. 3.5 first. Then go\n（一）条件；（二）期限。"
    assert [text[a:b] for a, b in sentence_spans(text)] == [
        "他说：“行。”",
        "真的吗？！",
        "一年1.5万台次。",
        "See Art. 3.5 first.",
        "Then go",
        "（一）条件；（二）期限。",
    ]
    assert [text[a:b] for a, b in sentence_spans(text, 7, 12)] == ["真的吗？！"]


def test_a_row_of_a_table_is_one_sentence() -> None:
    rows = [
        "指标 | 标准 | 来源",
        "1.覆盖率 | 每年增加。2035年达到75%。 | 现场抽查！",
        "2.满意率 | 达到90%？ See. it | 调查。",
    ]
    text = "\n".join(["按下表考核。每年一次。", *rows, "结果公开。不得隐瞒。"])
    sentences = ["按下表考核。", "每年一次。", *rows, "结果公开。", "不得隐瞒。"]
    assert [text[a:b] for a, b in sentence_spans(text)] == sentences
    assert [text[a:b] for a, b in sentence_spans(text, text.index("2035"), text.index("2035") + 8)] == ["2035年达到7"]


def test_a_line_of_prose_with_a_bar_is_no_row() -> None:
    prose = ["申报热线 | 网上办事大厅同时受理。", *(f"第{n}批三月公布。" for n in range(4))]
    row = f"甲 | {'达到75%。' * 4}"
    for around, sentences in (("{}", prose), ("上。\n{}\n\n乙 | 丙", ["上。", *prose, "乙 | 丙"])):
        text = around.format("".join(prose))
        assert [text[a:b] for a, b in sentence_spans(text)] == sentences
    for text in (f"{row}\n乙 | 丙", f"乙 | 丙\n{row}"):
        assert [text[a:b] for a, b in sentence_spans(text)] == text.split("\n")
        start = text.index(row)
        assert sentence_spans(text, start, start + len(row)) == [(start, start + len(row))]


def test_a_line_goes_on_below_a_comma() -> None:
    text = "面向读者，\n每单不超过6册，\n  邮费8元。\n\n甲、\n（1）乙，\n\n丙"
    assert [text[a:b] for a, b in sentence_spans(text)] == [
        "面向读者，\n每单不超过6册，\n  邮费8元。",
        "甲、",
        "（1）乙，",
        "丙",
    ]
    assert len(sentence_spans("项目 | 标准，\n以上为准。")) == 2


def test_a_page_in_a_cell_is_cut() -> None:
    text = f"甲 | {'每户补助一万元。' * 125}"
    assert [text[a:b] for a, b in sentence_spans(text)] == ["甲 | 每户补助一万元。", *["每户补助一万元。"] * 124]


def is_broken_by_hand(text: str, place: int) -> bool:
    above, below = text[:place].strip(), text[place:].strip()
    if not above or not below:
        return False
    gap = text[len(text[:place].rstrip()) : len(text) - len(text[place:].lstrip())]
    item = re.match(r"[（(]?[\d一二三四五六七八九十]{1,3}[、.．）)]|[!-/:-~]", below)
    right_below_a_comma = above[-1] in "，、" and gap.count("\n") == 1 and not item
    return above[-1] in "《“（" or below[0] in "，、；：。！？!?”）)》" or right_below_a_comma


def sentences_by_hand(text: str) -> list[str]:
    """Sentence by sentence, character by character."""
    found, current, i = [], "", 0
    while i < len(text):
        current += text[i]
        ended = (
            text[i] in "。！？!?"
            or (text[i] == "\n" and not is_broken_by_hand(text, i))
            or text[i : i + 2] == "……"
            or text[i - 1 : i + 1] == "……"
        )
        if text[i] == "." and (i + 1 == len(text) or text[i + 1].isspace()) and i:
            ended = (text[i - 1] == ")" or (text[i - 1].isascii() and text[i - 1].isalnum())) and not (
                current.strip()[:-1].isdecimal()
            )
        i += 1
        while ended and current[-1] != "\n" and i < len(text) and text[i] in "。！？!?…”’」』）)】》\"'":
            if text[i] == "…" and text[i - 1 : i + 1] != "……" and text[i : i + 2] != "……":
                break
            current += text[i]
            i += 1
        if ended:
            found.append(current)
            current = ""
    return [sentence.strip() for sentence in [*found, current] if sentence.strip()]


@given(st.lists(st.sampled_from(["县", "a", "1", ".", " ", "。", "！", "?", "…", "……", "”", ")", "\n", "（", "，"])))
def test_sentences_are_those_found_by_hand(parts: list[str]) -> None:
    text = "".join(parts)
    assert [text[start:end] for start, end in sentence_spans(text)] == sentences_by_hand(text)


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("1. 扶持小企业。2.5万元", ["1. 扶持小企业。", "2.5万元"]),
        ("补贴、培训等……。每年一次", ["补贴、培训等……。", "每年一次"]),
        ("“可以。”。另行通知", ["“可以。”。", "另行通知"]),
        ("Version 3.5 of it. Next", ["Version 3.5 of it.", "Next"]),
        ("一年…两年", ["一年…两年"]),
    ],
)
def test_a_sentence_keeps_its_marks(text: str, sentences: list[str]) -> None:
    assert [text[start:end] for start, end in sentence_spans(text)] == sentences


LONG = "甲县居民在本县办理各类补贴的申请和"


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        (f"{LONG}\n领取，适用本办法。\n下一款。", [f"{LONG}\n领取，适用本办法。", "下一款。"]),
        (f"{LONG}\n\n领取。{LONG}\n\n{LONG}\n查询。", [f"{LONG}\n\n领取。", f"{LONG}\n\n{LONG}\n查询。"]),
        (f"（一）{LONG}\n领取；\n（二）其他。", [f"（一）{LONG}\n领取；", "（二）其他。"]),
        ("依照《\n甲法\n》第三条\n，制定本办法。", ["依照《\n甲法\n》第三条\n，制定本办法。"]),
        (f"{LONG}\n（一）领取。", [LONG, "（一）领取。"]),
        (f"{LONG}\n1. 领取。", [LONG, "1. 领取。"]),
        (f"{LONG}\n第三条　领取。", [LONG, "第三条　领取。"]),
        (f"{LONG}\n电话：123456。", [LONG, "电话：123456。"]),
        (f"{LONG}\n查询办法：\n电话。", [f"{LONG}\n查询办法：", "电话。"]),
        (f"{LONG}\n甲 | 乙。", [LONG, "甲 | 乙。"]),
        (f"{LONG}\n{LONG}查询，以及其他事项。", [LONG, f"{LONG}查询，以及其他事项。"]),
        (f"{LONG}\n{LONG}\n甲县人民政府", [LONG, LONG, "甲县人民政府"]),
        ("办理时间\n每个工作日。", ["办理时间", "每个工作日。"]),
        (f"（{LONG}）\n本办法自公布起施行。", [f"（{LONG}）", "本办法自公布起施行。"]),
    ],
)
def test_a_line_break_in_the_midst_of_a_sentence_ends_none(text: str, sentences: list[str]) -> None:
    assert [text[start:end] for start, end in sentence_spans(text)] == sentences


def test_a_line_begins_where_the_measure_does() -> None:
    text = f"{LONG}\n办理时间\n每个工作日。"
    assert [text[start:end] for start, end in sentence_spans(text, len(LONG) + 1)] == ["办理时间", "每个工作日。"]


@pytest.mark.parametrize("invisible", ["\u00ad", "\u200b", "\u200d", "\u2060", "\ufeff"])
def test_invisible_characters_do_not_divide_a_word(invisible: str) -> None:
    assert normalise(f"专{invisible}利权") == "专利权"
    assert normalise("专\x07利") == "专 利"


@given(TEXT, st.integers(0, 80), st.integers(0, 80))
def test_trim_is_strip(text: str, a: int, b: int) -> None:
    a, b = sorted((min(a, len(text)), min(b, len(text))))
    start, end = trim(text, a, b)
    assert text[start:end] == text[a:b].strip()
    assert a <= start <= end <= b
