"""Pages of government sites, gazettes, newspapers and messengers: what they say of a document, and its words alone."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from corpus.load import File, load
from corpus.readers.furniture import without_furniture
from corpus.readers.stated import Stated, stated
from tests.documents import found
from tests.site_pages import NUMBER, PAGES, PARAGRAPHS, TITLE

OPENING = PARAGRAPHS[1]
ARTICLES = [(line[:3], (), line[4:]) for line in PARAGRAPHS[5:]]
SOURCES = {
    "cabinet_library": "云和县人民政府网站", "county_portal": "县府办", "old_tables": "县府办", "gazette": "",
    "message": "云和发布", "news_portal": "某某日报", "ministry": "",
}  # fmt: skip


TABLE = ("附件1 云和县小微企业补助标准", (), "企业 | 补助\n微型 | 两万元；分两次拨付。\n小型 | 一万元；一次拨付。")
SHORT = ("因设备检修，5月12日起暂停办理居住证三天。", "特此通告。", "云和县公安局", "2023年5月10日")
LISTED = (
    "各企业：", "一、补助对象", "在本县登记满一年的小微企业。", "二、申请材料", "1.营业执照", "2.申请表",
    "三、联系电话：0578-5120000", "云和县经济商务局", "2023年5月10日",
)  # fmt: skip


def written(name: str, folder: Path, paragraphs: Sequence[str] = PARAGRAPHS) -> Path:
    path = folder / f"{name}.html"
    path.write_bytes(PAGES[name](paragraphs).encode("gb18030" if name == "old_tables" else "utf-8"))
    return path


def annexed(name: str) -> list[tuple[str, tuple[str, ...], str]]:
    return [TABLE] if name == "ministry" else []


@pytest.mark.parametrize("name", PAGES)
def test_what_a_page_says_of_its_document(name: str, tmp_path: Path) -> None:
    path = written(name, tmp_path)
    document, _ = load(File(path, path.name))
    assert document.title == TITLE
    assert document.date == "2023-05-10"
    assert document.number == NUMBER
    assert document.in_force == "2023-06-01"
    assert document.issuers == ("云和县人民政府办公室",)
    assert document.region == "浙江省丽水市云和县"
    assert document.kind == "通知"
    assert document.source == SOURCES[name]
    assert document.validity == ("现行" if name in ("county_portal", "ministry") else "")


@pytest.mark.parametrize("name", PAGES)
def test_no_line_of_a_page_around_its_document_is_in_a_measure(name: str, tmp_path: Path) -> None:
    assert found(written(name, tmp_path)) == [("前言", (), OPENING), *ARTICLES, *annexed(name)]


@pytest.mark.parametrize("name", PAGES)
def test_a_short_text_and_one_of_lists(name: str, tmp_path: Path) -> None:
    title = "前言" if annexed(name) else "正文"
    assert found(written(name, tmp_path, SHORT)) == [(title, (), "\n".join(SHORT)), *annexed(name)]
    assert found(written(name, tmp_path, LISTED)) == [
        ("一、补助对象", (), LISTED[2]),
        ("二、申请材料", (), "1.营业执照\n2.申请表"),
        ("三、联系电话：0578-5120000", (), "云和县经济商务局\n2023年5月10日"),
        *annexed(name),
    ]


@pytest.mark.parametrize(
    "below",
    [
        ["责任编辑：某某"],
        ["（责编：某某、某某某）", "分享让更多人看到"],
        ["来源：县府办", "编辑：某某", "审核：某某"],
        ["上一篇：关于防火期的通告", "下一篇：关于放假的通知"],
        ["相关新闻", "县里的春耕开始了", "某县办起农民运动会"],
        ["附件下载", "申请表.docx", "名单.xlsx"],
        ["附件：", "1.申请表.docx", "2.名单.xls"],
        ["附件：云和县小微企业申请表.pdf"],
        ["扫一扫在手机打开当前页", "【打印本页】【关闭窗口】"],
        ["主办单位：云和县人民政府", "承办单位：县府办", "备案号：浙ICP备99000001号"],
        ["版权所有：云和县人民政府 网站标识码：9900000001"],
        ["微信扫一扫", "关注该公众号", "预览时标签不可点", "×"],
        ["字号：大 中 小", "打印"],
        ["政策解读：https://example.org/jd.html", "一图读懂：https://example.org/tj.html"],
    ],
)
def test_lines_below_an_article(below: list[str]) -> None:
    article = ["第一条　甲。", "第二条　乙。", "云和县人民政府", "2023年5月6日"]
    assert without_furniture(article + below) == article


def test_lines_above_an_article() -> None:
    byline = "发布日期：2023-05-10 来源：县府办"
    article = ["搜索平台向渔民开放。", byline, "字体大小按国家标准执行。"]
    above = ["搜索", "登录", article[0], f"{byline} 字体大小：【 A- A A+ 】", "【字体：大 中 小】 打印", article[2]]
    assert without_furniture(above) == article


@pytest.mark.parametrize(
    "line",
    [
        "字体：[" + "A " * 100 + "]点",
        "打印" + "1" * 5000 + "号",
        "打印" + "字体大小" * 1000 + "甲",
        f"附件{' ' * 5000}甲",
    ],
)
def test_lines_that_only_begin_like_buttons_stay(line: str) -> None:
    assert without_furniture(article := [line, "第一条　甲。"]) == article


@pytest.mark.parametrize(
    "last",
    [
        "联系人：某某，联系电话：0578-5120000。",
        "联系地址：云和县某某路1号",
        "附件：1.云和县小微企业申请表",
        "附件1 补助标准",
        "政策咨询：县经信局中小企业科",
        "公开方式：主动公开",
        "主办单位应当在申请表上签字。",
        "打印申请表后到窗口提交",
        "（此件公开发布）",
        "中小",
    ],
)
def test_lines_that_end_a_document_stay(last: str) -> None:
    article = ["第一条　甲。", "打印", "第二条　乙。", last]
    assert without_furniture(article) == [line for line in article if line != "打印"]


@pytest.mark.parametrize(
    ("title", "heading"),
    [
        (f"{TITLE}_地方政策_中国某某网", "<h1>{}</h1>"),
        (f"云和县人民政府网 {TITLE}", "<h2>{}</h2>"),
        (f"某某网--{TITLE}", "<p>{}</p>"),
        ("云和县人民政府门户网站", "<div class='content-title'>{}</div>"),
        ("", "<h1>{}</h1>"),
        (f"{TITLE}_浙江省云和县人民政府门户网站", "<h1>浙江省云和县人民政府门户网站</h1><div>{}</div>"),
        ("浙江省云和县人民政府", "<h1>浙江省云和县人民政府</h1><h2>{}</h2>"),
        (f"{TITLE}-云和县人民政府", "<p></p>"),
        (f"{TITLE} - 云和县人民政府", "<div>云和县人民政府</div>"),
    ],
)
def test_the_title_without_the_name_of_the_site(title: str, heading: str, tmp_path: Path) -> None:
    path = tmp_path / "page.html"
    text = "".join(f"<p>{paragraph}</p>" for paragraph in PARAGRAPHS)
    page = f"<html><head><title>{title}</title></head><body>{heading.format(TITLE)}{text}</body></html>"
    path.write_text(page, encoding="utf-8")
    assert load(File(path, path.name))[0].title == TITLE


@pytest.mark.parametrize(
    ("title", "headings", "found"),
    [
        (
            "Notice AB/14 | Allotment Rents | Aville Town Council",
            ["Allotment Rents: Notice"],
            "Allotment Rents: Notice",
        ),
        ("Allotment Rents | Aville Town Council", ["Aville Town Council"], "Allotment Rents"),
        ("Notice AB/14 | Allotment Rents", ["Allotment Rents: Notice", "Other"], "Notice AB/14 | Allotment Rents"),
        ("Notice AB/14 | Allotment Rents", ["What you must pay"], "Notice AB/14 | Allotment Rents"),
        (
            "关于调整水价的通知-某市政务网",
            ["某市发展和改革委员会关于调整水价的通知"],
            "某市发展和改革委员会关于调整水价的通知",
        ),
        ("Fishing permits: 14-day", ["Fishing permits: 14-day permits"], "Fishing permits: 14-day"),
    ],
)
def test_the_one_heading_that_says_a_part_of_the_title(
    title: str, headings: list[str], found: str, tmp_path: Path
) -> None:
    path = tmp_path / "page.html"
    text = "".join(f"<p>{paragraph}</p>" for paragraph in PARAGRAPHS)
    shown = "".join(f"<h1>{heading}</h1>" for heading in headings)
    path.write_text(f"<html><head><title>{title}</title></head><body>{shown}{text}</body></html>", encoding="utf-8")
    assert load(File(path, path.name))[0].title == found


@pytest.mark.parametrize(
    ("above", "date"),
    [
        ("<span>2023年5月10日</span><span>来源：县府办</span>", "2023-05-10"),
        ("<p>2023-05-10 16:20　来源：县府办</p>", "2023-05-10"),
        ("<p>来源：县府办　时间：2023/5/10　浏览次数：12</p>", "2023-05-10"),
        ("<div>发布时间</div><div>2023-05-10</div><div>来源：县府办</div>", "2023-05-10"),
        ("<li>2023-05-09</li><li>2023-05-08</li><p>来源：县府办</p>", "2023-05-06"),
    ],
)
def test_the_date_beside_the_text(above: str, date: str, tmp_path: Path) -> None:
    """Of several days that nothing tells apart none is taken; the document is then dated by its signature."""
    path = tmp_path / "page.html"
    text = "".join(f"<p>{paragraph}</p>" for paragraph in PARAGRAPHS)
    head = f"<html><head><title>{TITLE}</title></head><body><div>{above}</div>"
    path.write_text(f"{head}<div id='zoom'>{text}</div></body></html>", encoding="utf-8")
    document, _ = load(File(path, path.name))
    assert (document.date, document.source) == (date, "县府办")


def test_a_copy_for_reading_aloud_is_passed_over(tmp_path: Path) -> None:
    text = "".join(f"<p>{paragraph}</p>" for paragraph in PARAGRAPHS)
    links = "".join(f"<li>· <a href='/{name}'>{name}</a></li>" for name in ("县财政局", "县经信局", "县教育局"))
    copied = f"<div style='display: none'>{''.join(PARAGRAPHS)}</div>"
    path = tmp_path / "page.html"
    path.write_text(
        f"<html><head><title>{TITLE}</title></head><body>{copied}<div class='con'><div>{text}</div></div>"
        f"<div class='foot'><ul>{links}</ul><p>关注 · 云和发布</p><p>×</p></div></body></html>",
        encoding="utf-8",
    )
    assert found(path) == [("前言", (), OPENING), *ARTICLES]


@pytest.mark.parametrize("day", ["12 February 2026", "12 Feb 2026", "February 12, 2026", "2026-02-12"])
def test_what_a_page_in_english_states(day: str, tmp_path: Path) -> None:
    rows = [("Reference", "AB/2026/14"), ("Issued by", "Parks Directorate"), ("Date of issue", day)]
    table = "".join(f"<tr><td>{label}</td><td>{value}</td></tr>" for label, value in rows)
    text = "<p>A tenant pays a rent of five pounds a year for each plot, and may hold two plots at most.</p>" * 3
    more = "<p>Effective from: 1 April 2026</p>"
    later = "<h2>2. Names</h2><p>Published by: Other Office</p>"
    path = tmp_path / "page.html"
    body = f"<h1>Allotment Rents</h1><table>{table}</table>{more}<h2>1. Rents</h2>{text}{later}"
    path.write_text(f"<html><head><title>Allotment Rents</title></head><body>{body}</body></html>", encoding="utf-8")
    document = load(File(path, path.name))[0]
    assert (document.title, document.number, document.issuers) == (
        "Allotment Rents",
        "AB/2026/14",
        ("Parks Directorate",),
    )
    assert (document.date, document.in_force) == ("2026-02-12", "2026-04-01")


@pytest.mark.parametrize(
    "node", ["Reference | see below", "Issued by 12 offices", "Published: soon", "Effective from | 31 June 2026"]
)
def test_a_page_that_states_nothing_that_can_be_used(node: str) -> None:
    assert stated(node.split(" | ")) == Stated()
