"""The documents that ship: complete, quoted exactly, and honest about being a retelling."""

import pytest

from corpus.load import SHIPPED, File, find_files, load
from corpus.records import Document, Measure
from corpus.text import sentence_spans

TITLES = [
    "前言",
    "改造提升传统产业",
    "培育发展新产业集群",
    "做大做强创新型企业",
    "支持各类研发机构建设",
    "培养引进创新型科技人才",
    "打造高能级创新平台",
    "搭建“双创”孵化平台",
    "提升发展科创服务平台",
    "构建科技成果转化体系",
    "实施科技强农惠民行动",
    "着力深化产教融合",
    "深化县域全面创新改革",
    "完善科技投融资体系",
    "继续加大对加快发展县的科技创新扶持",
    "深入推进山海协作科技创新",
    "保障与考核",
]


@pytest.fixture(scope="module")
def county() -> tuple[Document, list[Measure]]:
    (file,) = find_files([SHIPPED])
    return load(file)


def test_every_measure_is_there(county: tuple[Document, list[Measure]]) -> None:
    _, measures = county
    assert [measure.title for measure in measures] == TITLES
    assert {measure.heading_path for measure in measures} == {()}


@pytest.mark.parametrize(
    ("fact", "titles"),
    [
        ("35个", ["改造提升传统产业"]),
        ("6万家", ["做大做强创新型企业"]),
        ("2万家", ["做大做强创新型企业"]),
        ("2022年", ["做大做强创新型企业", "提升发展科创服务平台"]),
        ("300个", ["提升发展科创服务平台"]),
        ("3亿元", ["提升发展科创服务平台"]),
        ("1.5万台次", ["提升发展科创服务平台"]),
        ("1万批次", ["提升发展科创服务平台"]),
        ("26个", ["继续加大对加快发展县的科技创新扶持"]),
    ],
)
def test_a_fact_stands_in_its_measure_and_nowhere_else(
    county: tuple[Document, list[Measure]], fact: str, titles: list[str]
) -> None:
    _, measures = county
    assert [measure.title for measure in measures if fact in measure.text] == titles


def test_it_says_that_it_is_a_retelling_of_what_and_when(county: tuple[Document, list[Measure]]) -> None:
    document, measures = county
    above = document.text[: measures[0].start]
    assert "本文是转述，不是公文原文" in above
    assert "（achie.org）2022年3月18日的页面" in above
    assert (document.title, document.source, document.date) == (
        "浙江促进县域创新驱动发展的举措",
        "高新院 achie.org",
        "2022-03-18",
    )
    assert (document.region, document.kind, document.number, document.repairs) == ("浙江省", "举措", "", ())


@pytest.mark.parametrize("file", find_files([SHIPPED]), ids=lambda file: file.path)
def test_every_sentence_can_be_quoted(file: File) -> None:
    document, measures = load(file)
    assert document.text == file.location.read_text("utf-8")
    end = 0
    for measure in measures:
        assert end <= measure.start
        end = measure.end
        spans = sentence_spans(document.text, measure.start, measure.end)
        quotes = [document.text[start:stop] for start, stop in spans]
        assert "".join("".join(quote.split()) for quote in quotes) == "".join(measure.text.split())
        assert [quote for quote in quotes if quote[-1] not in "。！？；：”"] == []
