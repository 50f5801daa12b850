"""Normalising, sentence spans, decoding and the repair of scraped pages."""

from pathlib import Path

import opencc
import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.errors import UndecodableText
from corpus.load import File, load
from corpus.readers.source import decode
from corpus.text import normalise, repair_pinyin, repair_scrape, sentence_spans, strip_navigation, trim

SIMPLIFIED = "推动县域创新发展，实现高质量增长。支持县(市)设立基金(AI)、开放实验室1.5万台次！"
PINYIN = {"動": "dòng", "縣": "xiàn", "創": "chuàng", "發": "fā", "實": "shí", "現": "xiàn", "質": "zhì", "設": "shè"}


def damage(simplified: str) -> str:
    """What a scraper made of Simplified text: Traditional, with pinyin behind what it changed."""
    traditional = opencc.OpenCC("s2t").convert(simplified)
    return "".join(f"{c}({PINYIN[c]})" if c in PINYIN else c for c in traditional)


TEXT = st.text(alphabet="推动县域创新，。！？；“”（）() \n\tabc.1２Ａ實(shí)著力", max_size=80)


@given(st.text(max_size=60) | TEXT)
def test_normalise_is_idempotent(text: str) -> None:
    assert normalise(normalise(text)) == normalise(text)


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


@given(TEXT, st.integers(0, 80), st.integers(0, 80))
def test_trim_is_strip(text: str, a: int, b: int) -> None:
    a, b = sorted((min(a, len(text)), min(b, len(text))))
    start, end = trim(text, a, b)
    assert text[start:end] == text[a:b].strip()
    assert a <= start <= end <= b


def test_pinyin_is_undone() -> None:
    damaged = damage(SIMPLIFIED)
    assert "發(fā)展" in damaged
    assert repair_pinyin(damaged) == SIMPLIFIED


@given(st.text(alphabet="县市省(AI)（）(shí)(fa)创新实现发展shífa ", max_size=60))
def test_simplified_text_is_left_alone(text: str) -> None:
    assert repair_pinyin(text) == text


@given(
    st.text(alphabet="實現發展縣創新著乾(shí)(fā)(xiàn)(men)() ", max_size=60).map(
        lambda t: t + "實(shí)發(fā)縣(xiàn)"
    )
)
def test_repair_is_idempotent(text: str) -> None:
    repaired = repair_pinyin(text)
    assert repaired != text
    assert repair_pinyin(repaired) == repaired


def test_few_annotations_are_meant() -> None:
    text = "龜(qiū)茲在今天的新疆，發(fā)音特別。"
    assert repair_pinyin(text) == text


MENU = "Network\n當前位置:主頁 > 新聞中心 >\n- 政策解讀\n- 產業規劃\n"
POLICY = "某省新政\n来源:某网 日期:2022-03-18\n为了发展，特制定本意见。\n支持企业。\n"


def test_navigation_is_cut() -> None:
    page = "首页\n当前位置：首页 > 新闻\n- 通知公告\n- 园区规划\n" + POLICY + "相关文章推荐：\n某市新政\n某县新政\n"
    assert strip_navigation(page) == POLICY
    assert repair_scrape(page) == (POLICY, ("navigation",))
    assert repair_scrape(POLICY) == (POLICY, ())
    article = POLICY + "相关文章\n" + "这不是链接而是正文，" * 10 + "。\n"
    assert strip_navigation(article) == article


@given(st.lists(st.text(alphabet="支持企业创新，。：- >", max_size=30), max_size=12))
def test_nothing_is_cut_from_a_clean_page(lines: list[str]) -> None:
    text = "\n".join(lines)
    assert strip_navigation(text) == text


def test_a_repaired_document_says_so(tmp_path: Path) -> None:
    page = tmp_path / "page.txt"
    page.write_text(MENU + "縣域創新政策(草案)\n" + damage(SIMPLIFIED) + "\n" + damage(SIMPLIFIED), encoding="utf-8")
    document, measures = load(File(page, "page.txt"))
    assert document.repairs == ("pinyin", "navigation")
    assert document.title == "县域创新政策(草案)"
    assert [measure.text for measure in measures] == [SIMPLIFIED + "\n" + SIMPLIFIED]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le", "utf-16-be"])
def test_encodings_round_trip(encoding: str) -> None:
    text = SIMPLIFIED * 3 + "\n" + SIMPLIFIED
    assert decode(text.encode(encoding)) == text


def test_big5_and_line_ends() -> None:
    text = "為了推動產業發展，實現高品質成長，特訂定本辦法。本辦法所稱主管機關，指縣政府。"
    assert decode(text.encode("big5")) == text
    assert decode("一\r\n二\r三".encode()) == "一\n二\n三"


@pytest.mark.parametrize("data", [b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 4, b"abc\x00def", b"\xff\xfe\x00"])
def test_binary_is_refused_with_the_remedy(data: bytes) -> None:
    with pytest.raises(UndecodableText, match="UTF-8"):
        decode(data)
