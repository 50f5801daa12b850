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
    assert told(LETTERS) == [
        "来信标题：小区充电太贵",
        "来信内容：您好，我住翠湖雅苑。",
        "充电桩一块八一度，收费合理吗？",
        "比家里贵好几倍！",
    ]


def told(text: str) -> list[str]:
    spans = sentence_spans(text)
    return [text[slice(*spans[number])] for number in sorted(written_in(text, spans))]


def test_a_salutation_does_not_end_it_and_an_answer_does() -> None:
    letter = "來信內容：\n尊敬的市长：\n路灯坏了。\n区住建局答复如下：\n已修好。"
    assert told(letter) == ["來信內容：", "尊敬的市长：", "路灯坏了。"]
    assert told("咨询问题：几时放假？\n答：七月。") == ["咨询问题：几时放假？"]
    assert told("咨询问题：几时放假？\n七月。\n八月开学。") == ["咨询问题：几时放假？"]


def test_the_answer_is_quoted_not_the_letter(tmp_path: Path) -> None:
    folder = tmp_path / "documents"
    folder.mkdir()
    (folder / "letters.md").write_text(LETTERS, "utf-8")
    build([folder], tmp_path / "store")
    (quoted,) = ask("翠湖雅苑充电桩收费一块八一度合理吗？", store=tmp_path / "store").citations
    assert quoted.quote == "充电服务费每千瓦时最高不超过0.4元，与电费分开标示。"
