"""What is read from files: metadata, web pages, which files are found, and the document that ships."""

import os
from pathlib import Path, PurePosixPath

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus import readers
from corpus.errors import EmptyDocument, OversizedDocument, UnsupportedFormat
from corpus.load import SHIPPED, File, Skipped, find_files, fingerprint, load, try_load
from corpus.metadata import Metadata, extract
from corpus.readers import read
from corpus.readers.source import Source
from corpus.text import sentence_spans


def meta(text: str, name: str = "文件.md") -> Metadata:
    return extract(Source(text), text, PurePosixPath(name))


def test_title_source_and_date() -> None:
    text = "# 甲市办法\n\n来源：甲市政府网　日期：2024年5月6日 点击：3次\n\n第一条 甲。"
    found = meta(text)
    assert (found.title, found.source, found.date, found.kind) == ("甲市办法", "甲市政府网", "2024-05-06", "办法")
    assert text[found.body :] == "第一条 甲。"


def test_a_title_broken_over_lines_and_the_number_under_it() -> None:
    text = "甲省人民政府办公厅关于印发甲省科技\n创新若干措施的通知\n甲政办发〔2022〕6号\n各市人民政府：\n现印发给你们。"
    found = meta(text)
    assert found.title == "甲省人民政府办公厅关于印发甲省科技创新若干措施的通知"
    assert (found.number, found.issuers, found.kind) == ("甲政办发〔2022〕6号", ("甲省人民政府办公厅",), "通知")
    assert text[found.body :].startswith("各市人民政府")


@pytest.mark.parametrize(
    ("lines", "number"),
    [
        ("浙政办发〔2022〕6号", "浙政办发〔2022〕6号"),
        ("穗府办规 〔2024〕 13 号", "穗府办规〔2024〕13号"),
        ("甲市人民政府令\n第179号", "甲市人民政府令第179号"),
        ("中华人民共和国国务院令第746号", "中华人民共和国国务院令第746号"),
        ("公告2023年第5号", "公告2023年第5号"),
        ("根据乙政发〔2020〕1号，制定本办法。", ""),
    ],
)
def test_document_number(lines: str, number: str) -> None:
    assert meta(f"# 某某办法\n{lines}\n第一条 甲。").number == number


@pytest.mark.parametrize(
    ("title", "line", "region", "issuers"),
    [
        ("浙江促进创新的举措", "", "浙江省", ()),
        ("广西壮族自治区民族条例", "", "广西壮族自治区", ()),
        (
            "绍兴市养老条例",
            "2021年9月29日浙江省第十三届人民代表大会常务委员会第三十一次会议批准",
            "浙江省绍兴市",
            (),
        ),
        (
            "杭州市条例",
            "2021年9月29日 杭州市第十三届人民代表大会常务委员会第三次会议通过",
            "杭州市",
            ("杭州市人民代表大会常务委员会",),
        ),
        ("中华人民共和国专利法", "2020年10月17日 第十三届全国人民代表大会常务委员会第二十二次会议通过", "全国",
         ("全国人民代表大会常务委员会",)),
        ("最高人民法院、最高人民检察院关于办理案件的解释", "", "全国", ("最高人民法院", "最高人民检察院")),
        ("如何申请补贴", "", "", ()),
    ],
)  # fmt: skip
def test_region_and_issuers(title: str, line: str, region: str, issuers: tuple[str, ...]) -> None:
    found = meta(f"# {title}\n\n{line}\n\n第一条 甲。")
    assert (found.region, found.issuers) == (region, issuers)


def test_an_office_named_in_a_news_page_is_of_the_page_s_province() -> None:
    text = "浙江新政来了\n来源:某网 日期:2022-03-18\n为了创新,省政府办公厅近日印发《意见》,支持企业。"
    assert meta(text).issuers == ("浙江省政府办公厅",)


@given(st.text(alphabet="关心支持创业补贴，。\n ", max_size=60))
def test_nothing_is_guessed(text: str) -> None:
    found = meta(f"# 创业补贴\n\n{text}")
    assert (found.source, found.url, found.date, found.issuers, found.number, found.region) == ("", "", "", (), "", "")


PAGE = """<html><head><title>甲市补贴通知-甲市政府网</title><meta name="ArticleTitle" content="甲市补贴通知">
<meta name="PubDate" content="2024-5-06 10:00"><meta name="ContentSource" content="甲市人社局">
<meta name="Url" content="{url}"><style>p {{ color: red }}</style></head><body>
<nav><ul><li><a href="/">首页</a></li><li><a href="/x">联系我们</a></li></ul></nav>
<div id="content"><h1>甲市补贴通知</h1><h2>一、补贴对象</h2>
<p>在本市创业的毕业生，可以申请一次性创业补贴。<script>alert(1)</script></p>
<h2>二、补贴标准</h2><p>每人一万元，由市财政承担，按季度拨付到个人账户。</p>
<table><tr><th>类别</th><th>金额</th></tr><tr><td>个人</td><td>一万元</td></tr></table></div>
<footer><p>版权所有 ICP备123号</p></footer></body></html>"""


def test_web_page(tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    page.write_text(PAGE.format(url="https://example.gov.cn/1"), encoding="gb18030")
    document, measures = load(File(page, "page.html"))
    assert (document.title, document.source, document.date) == ("甲市补贴通知", "甲市人社局", "2024-05-06")
    assert document.url == "https://example.gov.cn/1"
    assert [(m.title, m.text) for m in measures] == [
        ("一、补贴对象", "在本市创业的毕业生，可以申请一次性创业补贴。"),
        ("二、补贴标准", "每人一万元，由市财政承担，按季度拨付到个人账户。\n类别 | 金额\n个人 | 一万元"),
    ]
    for word in ("alert", "color", "首页", "ICP"):
        assert word not in document.text
    page.write_text(PAGE.format(url="javascript:alert(1)"), encoding="utf-8")
    assert read(page).url == ""
    page.write_text("<html><head><title>空</title></head><body></body></html>", encoding="utf-8")
    with pytest.raises(EmptyDocument, match="no text"):
        read(page)


def test_files_are_found_by_portable_paths(tmp_path: Path) -> None:
    for name in ("a/子 目录/x😀.md", "a/.hidden/y.md", "a/.z.md", "a/README.md", "b/x.md", "c/a/x.md"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(name)
    assert [f.path for f in find_files([tmp_path / "a"])] == ["子 目录/x😀.md"]
    assert [f.path for f in find_files([tmp_path / "a", tmp_path / "b" / "x.md", tmp_path / "c" / "a"])] == [
        "a-2/x.md",
        "a/子 目录/x😀.md",
        "x.md",
    ]
    with pytest.raises(FileNotFoundError, match="nowhere"):
        find_files([tmp_path / "nowhere"])


def test_bad_files_are_refused_with_reason_and_remedy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "x.md"
    file.write_text("  \n")
    with pytest.raises(EmptyDocument, match="holds no text"):
        read(file)
    file.write_text("# 只有标题\n")
    skipped = try_load(File(file, "x.md"), "0")
    assert skipped == Skipped("x.md", "has a title but no policy text under it; add the text or remove the file")
    monkeypatch.setattr(readers, "LARGEST_FILE", 2**20)
    file.write_bytes(b"x" * (2 * 2**20))
    with pytest.raises(OversizedDocument, match="2 MB is over the limit of 1 MB; split"):
        read(file)
    with pytest.raises(UnsupportedFormat, match=r"“.docx”; convert it to one of .txt .md"):
        read(tmp_path / "x.docx")
    assert isinstance(try_load(File(tmp_path / "gone.md", "gone.md"), "0"), Skipped)


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_forbidden_file_is_skipped(tmp_path: Path) -> None:
    file = tmp_path / "x.md"
    file.write_text("第一条 甲。")
    file.chmod(0)
    skipped = try_load(File(file, "x.md"), "0")
    assert isinstance(skipped, Skipped)
    assert "cannot be opened" in skipped.reason


def test_identity_is_the_content(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("第一条 甲。")
    (tmp_path / "b.md").write_text("第一条 甲。")
    a, b = find_files([tmp_path])
    assert fingerprint(a) == fingerprint(b) == load(a)[0].id
    (tmp_path / "b.md").write_text("第一条 乙。")
    assert fingerprint(a) != fingerprint(b)


def test_the_shipped_document() -> None:
    (file,) = find_files([SHIPPED])
    document, measures = load(file)
    assert (document.title, document.date, document.region) == (
        "浙江促进县域创新驱动发展的举措",
        "2022-03-18",
        "浙江省",
    )
    assert document.source == "高新院 achie.org"
    assert document.issuers == ("浙江省政府办公厅",)
    assert "本文是转述，不是公文原文" in document.text
    facts = [
        ["浙江省政府办公厅", "《关于促进县域创新驱动发展的实施意见》"],
        ["绍兴市", "35个省级分行业试点", "互联网+", "标准化+", "机器人+", "观光农业"],
        ["人工智能", "柔性电子", "量子通信", "集成电路", "高端装备制造"],
        ["“双倍增”", "2022年", "6万家", "2万家"],
        ["研发活动、研发机构和发明专利", "全覆盖", "海外"],
        ["“高精尖缺”", "人才“飞地”", "高校毕业生"],
        ["高新园区", "科技城", "特色小镇", "工业大县"],
        ["众创空间", "“双创”示范基地"],
        ["2022年达到300个", "3亿元", "1.5万台次", "1万批次"],
        ["宁波市", "德清、嘉善、新昌", "应用技术研究院"],
        ["新品种选育", "“星创天地”"],
        ["企业出题、高校解题、政府助题"],
        ["新昌县、长兴县", "联系点"],
        ["质押融资", "融资担保", "天使投资基金"],
        ["26个加快发展县", "绿色技术应用专项"],
        ["山海协作", "研发“飞地”"],
        ["“一票否优”", "两项都下降"],
    ]
    assert len(measures) == len(facts) == 17
    for measure, expected in zip(measures, facts, strict=True):
        for fact in expected:
            assert fact in measure.text, (measure.title, fact)
        for start, end in sentence_spans(document.text, measure.start, measure.end):
            assert document.text[start:end] in measure.text
