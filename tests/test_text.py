"""Normalising and sentence spans."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.text import normalise, sentence_spans, trim

TEXT = st.text(alphabet="推动县域创新，。！？；“”（）() \n\tabc.1２Ａ實(shí)著力", max_size=80)


@given(st.text(max_size=60) | TEXT)
def test_normalise_is_idempotent(text: str) -> None:
    assert normalise(normalise(text)) == normalise(text)


@given(st.text("，；：（）！？％,;:()!?%甲a\u0301\u0338\u3099"))
def test_punctuation_is_narrowed_as_nfkc_has_it(text: str) -> None:
    assert normalise(text) == unicodedata.normalize("NFKC", text).lower()


def test_normalise() -> None:
    assert normalise(" Ｒ＆Ｄ\u3000投入\x00\r\n實施著力 ") == "r&d 投入 实施着力"
    assert normalise("显著") == "显著"


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
        "See Art.",
        "3.5 first.",
        "Then go",
        "（一）条件；（二）期限。",
    ]
    assert [text[a:b] for a, b in sentence_spans(text, 7, 12)] == ["真的吗？！"]


def sentences_by_hand(text: str) -> list[str]:
    """Sentence by sentence, character by character."""
    found, current, i = [], "", 0
    while i < len(text):
        current += text[i]
        ended = text[i] in "。！？!?\n" or text[i : i + 2] == "……" or text[i - 1 : i + 1] == "……"
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
