"""Whatever a reader says of a file it could not read, the admin is told in Chinese too, with every value in it."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import corpus.errors
from corpus.load import SHIPPED, File, Skipped, try_load
from web.reasons import in_chinese

CORPUS = Path(corpus.errors.__file__).parent
KINDS = {
    name
    for name, kind in vars(corpus.errors).items()
    if isinstance(kind, type) and issubclass(kind, corpus.errors.DocumentError)
}
ENGLISH = re.compile(r"(?<![\w.⟨“])(?:is|its|the|it|and|or|not|has|of|holds|cannot)\b")


def sample(node: ast.expr) -> str | None:
    """The words that an expression gives, each value in them as ⟨number⟩."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value
    if isinstance(node, ast.JoinedStr):
        parts = enumerate(node.values)
        return "".join(str(p.value) if isinstance(p, ast.Constant) else f"⟨{number}⟩" for number, p in parts)
    return None


def said() -> Iterator[tuple[str, str]]:
    """Every reason in the source: what errors about documents are raised with, and what files are skipped for."""
    for path in sorted(CORPUS.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.args:
                words = sample(node.args[-1]) if node.func.id in {*KINDS, "Skipped"} else None
                if words and re.search("[a-z]", words):
                    yield f"{path.stem}:{words[:30]}", words


REASONS = dict(said())


def test_they_are_found_in_the_source() -> None:
    assert len(REASONS) > 40
    assert "is protected by a password; pack it again without one" in REASONS.values()


@pytest.mark.parametrize("words", REASONS.values(), ids=REASONS.keys())
def test_each_has_its_chinese(words: str) -> None:
    told = in_chinese(words)
    assert re.search("[\u4e00-\u9fff]", told), words
    assert not ENGLISH.search(told), told
    assert sorted(re.findall("⟨.+?⟩", told)) == sorted(re.findall("⟨.+?⟩", words))


def test_what_real_files_are_skipped_for(tmp_path: Path) -> None:
    for name, content, told in (
        ("甲.pdf", b"%PDF-1.4", "到 8 字节就断了，没有 PDF 的结尾；请重新下载"),
        ("甲.md", b"# \xe7\x94\xb2\n", "只有标题，没有正文；请补上正文，或移除"),
        ("甲.pptx", b"x", "读不了“.pptx”格式；请先用 PowerPoint 或 WPS 打开，把文字复制到 .docx"),
        ("甲.docx", b"x", "不完整、被改动，或不是“.docx”格式；请用 Word 或 WPS 打开，另存为 .docx"),
        ("甲.json", b"[1", "不是 JSON，出错在第 3 列（Expecting ',' delimiter）；请改正"),
    ):
        (tmp_path / name).write_bytes(content)
        skipped = try_load(File(tmp_path / name, name), "")
        assert isinstance(skipped, Skipped)
        assert in_chinese(skipped.reason) == told
    stopped = "took longer than 600 seconds to read and was stopped"
    remedy = "open it in the program it was made with and save it again, or split it"
    assert in_chinese(f"{stopped}; {remedy}") == "读取超过 600 秒，已停止；请用原来的软件打开再保存，或拆分"
    assert in_chinese("line 7: is a list of 3, not an object {…} with its text under “text”") == (
        "第 7 行：是 3 项的列表，不是“text”下写着正文的对象 {…}"
    )


def test_what_is_not_known_stays_as_it_is() -> None:
    for words in ("", "something else", "{}", SHIPPED.name):
        assert in_chinese(words) == words
