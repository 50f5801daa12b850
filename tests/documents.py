"""Strategies for policy texts, and a small policy written for these tests."""

from collections.abc import Callable
from pathlib import Path, PurePosixPath
from zipfile import ZIP_DEFLATED, ZipFile

import opencc
from hypothesis import strategies as st

from corpus.load import File, load
from corpus.metadata import Metadata, extract
from corpus.readers.source import Source

POLICY = (
    "某省促进县域发展的意见\n"
    "来源:某网 日期:2022-03-18\n"
    "为了让县里的企业有钱用、有人用，提出以下意见。\n"
    "扶持小企业\n"
    "小企业每年可以领取补贴，用于开发新产品。县(市)设立专门的窗口办理。\n"
    "培养人才\n"
    "学校和企业一起培养技术人员，对优秀人员给予奖励。\n"
)
"""Simplified, as a page without any damage has it."""

PINYIN = {
    "縣": "xiàn", "發": "fā", "見": "jiàn", "來": "lái", "網": "wǎng", "為": "wèi", "讓": "ràng", "裡": "lǐ",
    "業": "yè", "錢": "qián", "補": "bǔ", "貼": "tiē", "開": "kāi", "產": "chǎn", "設": "shè", "專": "zhuān",
    "門": "mén", "辦": "bàn", "學": "xué", "養": "yǎng", "術": "shù", "員": "yuán", "對": "duì", "優": "yōu",
    "給": "gěi", "獎": "jiǎng", "勵": "lì", "動": "dòng", "創": "chuàng", "實": "shí", "現": "xiàn", "個": "ge",
}  # fmt: skip
"""How a scraper annotates the characters that only Traditional Chinese writes."""

_S2T = opencc.OpenCC("s2t")

simplified = st.text(alphabet="推动县域创新发展支持小企业，。；：“”（）()AIai市省1.5万\n", max_size=80)
words = st.text(alphabet="推动县域科技企业人才资金平台服务", min_size=3, max_size=12)
sentence = st.lists(words, min_size=1, max_size=4).map(lambda clauses: "，".join(clauses) + "。")


def damage(text: str) -> str:
    """What a scraper makes of Simplified text: Traditional, with pinyin in parentheses behind it."""
    return "".join(f"{c}({PINYIN[c]})" if c in PINYIN else c for c in _S2T.convert(text))


def rewrite(path: Path, change: Callable[[dict[str, bytes]], object]) -> Path:
    """Change the parts of an Office file in place."""
    with ZipFile(path) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    change(parts)
    with ZipFile(path, "w", ZIP_DEFLATED) as package:
        for name, content in parts.items():
            package.writestr(name, content)
    return path


def found(path: Path) -> list[tuple[str, tuple[str, ...], str]]:
    """Title, heading path and text of the measures of a file, each where its document says."""
    document, measures = load(File(path, path.name))
    for measure in measures:
        assert document.text[measure.start : measure.end] == measure.text
    return [(measure.title, measure.heading_path, measure.text) for measure in measures]


BODY = "第一条　为了让小企业有钱用，制定本办法。\n第二条　每户一万元。\n"


def described(front: str, name: str = "文件.md", **source: str) -> Metadata:
    """The metadata of a document with these lines above its first article, which must be where the policy begins."""
    text = front + BODY
    found = extract(Source(text, **source), text, PurePosixPath(name))
    assert text[found.body :].lstrip() == BODY
    return found
