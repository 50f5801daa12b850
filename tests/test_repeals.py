"""What a document repeals is what it says of whole documents, and of nothing else."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.repeals import find_repeals, split_entry


@pytest.mark.parametrize(
    ("text", "repeals"),
    [
        ("本办法自2020年1月1日起施行。《甲办法》同时废止。", ("甲办法",)),
        ("本办法自2020年1月1日起施行，《甲办法（试行）》同时废止。", ("甲办法（试行）",)),
        ("1990年1月2日乙局发布的《甲办法》和1991年丙局发布的《丁办法》同时废止。", ("甲办法", "丁办法")),
        (
            "《甲办法》（甲政发〔2010〕5号）、《乙办法》(甲政办发[2011]6号)同时废止。",
            ("甲办法（甲政发〔2010〕5号）", "乙办法（甲政办发[2011]6号）"),
        ),
        ("《甲办法》（2015年）同时废止；其他规定与本办法抵触的，同时失效。", ("甲办法（2015）",)),
        ("《甲省实施〈中华人民共和国乙法〉办法》同时废止。", ("甲省实施〈中华人民共和国乙法〉办法",)),
        ("《甲省实施《乙法》办法》同时废止。", ("甲省实施《乙法》办法",)),
        ("本条例自公布之日起施行，同时废止《甲办法》和《乙办法》。", ("甲办法", "乙办法")),
        ("根据《丙法》制定的《甲办法》自2020年1月1日起废止。", ("甲办法",)),
        ("《甲办法》停止执行。", ("甲办法",)),
        ("《甲办法》等三件规章同时废止。", ("甲办法",)),
        ("《甲办法》第三条同时废止。", ()),
        ("《甲办法》中的补贴标准同时废止。", ()),
        ("按照《甲办法》发放的证书自2020年1月1日起失效。", ()),
        ("2011年1月8日《甲院关于废止和修改部分法规的决定》修订", ()),
        ("有关机关可以提出修改、废止《甲条例》的建议。", ()),
        ("有效期届满自行失效。", ()),
    ],
)
def test_what_a_sentence_repeals(text: str, repeals: tuple[str, ...]) -> None:
    assert find_repeals("乙办法", f"第九条　{text}\n") == repeals


def test_a_decision_to_repeal() -> None:
    assert find_repeals("甲市人大关于废止《甲市乙条例》等二件法规的决定", "甲。") == ("甲市乙条例",)
    assert find_repeals("甲市人大关于修改《甲市乙条例》的决定", "甲。") == ()


TITLES = st.text(alphabet="甲乙丙丁市县补贴人才办法条例", min_size=2, max_size=12)


@given(st.lists(TITLES, min_size=1, max_size=5, unique=True))
def test_every_title_of_a_list_is_found(titles: list[str]) -> None:
    text = f"本办法自2020年1月1日起施行。{'、'.join(f'《{title}》' for title in titles)}同时废止。"
    assert find_repeals("", text) == tuple(titles)


@pytest.mark.parametrize(
    ("entry", "parts"),
    [
        ("甲办法", ("甲办法", "", "")),
        ("甲办法（试行）", ("甲办法（试行）", "", "")),
        ("甲办法（甲政发[2010]5号）", ("甲办法", "甲政发〔2010〕5号", "")),
        ("甲办法（2015）", ("甲办法", "", "2015")),
    ],
)
def test_an_entry_is_taken_apart(entry: str, parts: tuple[str, str, str]) -> None:
    assert split_entry(entry) == parts


@given(st.text(alphabet="《》〈〉（）废止失效同时自起，。；\n甲乙第条", max_size=120))
def test_any_text_is_read(text: str) -> None:
    for entry in find_repeals(text, text):
        assert split_entry(entry)[0] in text
