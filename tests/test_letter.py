"""What people write in is printed above the answers of an office; only these are quoted."""

from pathlib import Path

from corpus.text import sentence_spans
from index.build import build
from qa import ask
from qa.letter import written_in

LETTERS = """# 江北区12345热线答复选登

一、【工单编号：0108】
来信标题：小区充电太贵
来信人：张**　来信时间：2024-01-08
来信内容：您好，我住翠湖雅苑。充电桩一块八一度，收费合理吗？
比家里贵好几倍！
答复单位：区发展和改革局
答复内容：
张先生，您好！充电服务费每千瓦时最高不超过0.4元，与电费分开标示。
"""


def test_from_one_label_to_the_next() -> None:
    spans = sentence_spans(LETTERS)
    told = [LETTERS[slice(*spans[number])] for number in sorted(written_in(LETTERS, spans))]
    assert told == [
        "来信标题：小区充电太贵",
        "来信内容：您好，我住翠湖雅苑。",
        "充电桩一块八一度，收费合理吗？",
        "比家里贵好几倍！",
    ]


def test_the_answer_is_quoted_not_the_letter(tmp_path: Path) -> None:
    folder = tmp_path / "documents"
    folder.mkdir()
    (folder / "letters.md").write_text(LETTERS, "utf-8")
    build([folder], tmp_path / "store")
    (told,) = ask("翠湖雅苑充电桩收费一块八一度合理吗？", store=tmp_path / "store").citations
    assert told.quote == "充电服务费每千瓦时最高不超过0.4元，与电费分开标示。"
