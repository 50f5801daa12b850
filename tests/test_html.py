"""Web pages: their main text in lines, headings and tables kept, everything around it left out."""

from pathlib import Path

import pytest
from lxml.html import fromstring

from corpus.errors import EmptyDocument
from corpus.load import File, Skipped, try_load
from corpus.readers.cells import repeat_merged
from corpus.readers.html import read

OPENING = "<p>各县为小企业设立服务窗口，安排资金用于培训、技术改造和市场开拓，每年公布一次。</p>"
CLOSING = "<p>本办法由县工业部门解释，有效期三年，期满前半年评估一次，评估的结果向社会公开。</p>"
OPENING_LINE, CLOSING_LINE = OPENING[3:-4], CLOSING[3:-4]


def page(tmp_path: Path, body: str, head: str = "<title>某县办法</title>", encoding: str = "utf-8") -> Path:
    path = tmp_path / "page.html"
    path.write_text(f"<html><head>{head}</head><body>{body}</body></html>", encoding=encoding)
    return path


def lines(tmp_path: Path, body: str) -> list[str]:
    """The lines read between the opening and the closing paragraph."""
    content = f"<div class='content'>{OPENING}{body}{CLOSING}</div>"
    first, *found, last = read(page(tmp_path, content)).text.splitlines()
    assert (first, last) == (OPENING_LINE, CLOSING_LINE)
    return found


def test_what_stands_around_the_article_is_left_out(tmp_path: Path) -> None:
    body = f"""<script>var secret = 1</script><style>p {{ color: red }}</style>
    <header><nav><ul><li><a href="/">首页</a></li><li><a href="/gk">政务公开</a></li></ul></nav></header>
    <div class="article-content"><h1>某县办法</h1>{OPENING}<script>track()</script>{CLOSING}</div>
    <footer><p>主办单位：某县政府　备案号：某备一二三</p></footer><noscript>请启用脚本</noscript>"""
    assert read(page(tmp_path, body)).text == f"# 某县办法\n{OPENING_LINE}\n{CLOSING_LINE}\n"


@pytest.mark.parametrize("container", ["id='zoom'", "id='UCAP-CONTENT'", "class='TRS_Editor'", "class='content'"])
def test_headings_are_kept_in_the_containers_of_government_sites(tmp_path: Path, container: str) -> None:
    body = f"<div {container}><h2>一、服务</h2>{OPENING}<h3>解释</h3>{CLOSING}</div>"
    assert read(page(tmp_path, body)).text == f"## 一、服务\n{OPENING_LINE}\n### 解释\n{CLOSING_LINE}\n"


def test_a_heading_is_one_line(tmp_path: Path) -> None:
    assert lines(tmp_path, "<h2>扶持<br>小企业</h2><p>每户一万元。</p>") == ["## 扶持小企业", "每户一万元。"]
    assert lines(tmp_path, "<h2>Support for<br>enterprises</h2><p>每户一万元。</p>") == [
        "## Support for enterprises",
        "每户一万元。",
    ]


def test_table_rows_are_lines(tmp_path: Path) -> None:
    table = """<table><tr><th>档次</th><th>金额<br>上限</th></tr><tr><td>小企业</td><td><p>一万</p><p>元</p></td></tr>
    <tr><td></td><td></td></tr><tr><td>A <br> B</td><td>两万元</td></tr></table>"""
    assert lines(tmp_path, table) == ["档次 | 金额上限", "小企业 | 一万元", "A B | 两万元"]


def test_merged_cells_are_said_in_every_row_they_cover(tmp_path: Path) -> None:
    table = """<table><thead><tr><th rowspan='2'>人员</th><th colspan='2'>渠道</th></tr>
    <tr><th>线上</th><th>现场</th></tr></thead>
    <tr><td>学生</td><td rowspan='3'>甲网站</td><td rowspan='3' id='c'>街道窗口</td></tr><tr><td>居民</td></tr>
    <tr><td></td></tr><tr><td colspan='2'>其他</td><td rowspan='9'>区窗口</td></tr>
    <tr><td>甲</td><td>乙</td></tr></table>"""
    assert lines(tmp_path, table) == [
        "人员 | 渠道", "人员 | 线上 | 现场", "学生 | 甲网站 | 街道窗口", "居民 | 甲网站 | 街道窗口",
        "其他 | 区窗口", "甲 | 乙 | 区窗口",
    ]  # fmt: skip


@pytest.mark.parametrize("rows", ["0", "9"])
def test_a_merged_cell_ends_with_its_group_of_rows(tmp_path: Path, rows: str) -> None:
    table = f"""<table><thead><tr><th rowspan='{rows}'>人员</th><th>渠道</th></tr><tr><th>线上</th></tr></thead>
    <tbody><tr><td rowspan='{rows}'>学生</td><td>甲网站</td></tr><tr><td>乙网站</td></tr></tbody>
    <tbody><tr><td>居民</td><td>丙网站</td></tr></tbody></table>"""
    assert lines(tmp_path, table) == [
        "人员 | 渠道", "人员 | 线上", "学生 | 甲网站", "学生 | 乙网站", "居民 | 丙网站",
    ]  # fmt: skip


def test_a_table_that_would_repeat_far_more_than_it_says_does_so_in_its_first_rows_only() -> None:
    for said, count, repeated in (("甲", 1000, 10), ("甲" * 400, 100, 4)):
        merged = f"<td rowspan='9999'>{said}</td>" * count
        table = fromstring(f"<table><tr>{merged}</tr>{'<tr><td>乙</td></tr>' * 400}</table>")
        repeat_merged(table)
        assert [len(row) for row in table] == [count, *[count + 1] * repeated, *[1] * (400 - repeated)]


@pytest.mark.parametrize("rows", ["-2", "x", "99999999", "1"])
def test_a_cell_of_no_rows_is_said_once(tmp_path: Path, rows: str) -> None:
    table = f"<table><tr><td rowspan='{rows}'>甲</td><td>一</td></tr><tr><td>乙</td><td>二</td></tr></table>"
    assert lines(tmp_path, table) == ["甲 | 一", "乙 | 二"]


@pytest.mark.parametrize("style", ["overflow: hidden", "border: 1px solid", "width: 26%; white-space: normal"])
def test_nothing_of_a_table_is_lost_for_its_style(tmp_path: Path, style: str) -> None:
    rows = "".join(
        f"<tr><td style='{style}'>{name}街</td><td style='{style}'>8728646{name}</td></tr>" for name in "123"
    )
    assert lines(tmp_path, f"<table>{rows}</table>") == ["1街 | 87286461", "2街 | 87286462", "3街 | 87286463"]
    assert lines(tmp_path, f"<p style='{style}'>由窗口受理，五日内答复。</p>") == ["由窗口受理，五日内答复。"]


def test_files_to_download_are_left_out_and_named_attachments_stay(tmp_path: Path) -> None:
    files = "<p>附件：</p><p>1.<a href='1'>申请表.docx</a></p><p>2.<a href='2'>名单.xls</a></p>"
    one = "<p>附件：<a href='1'>县级申请表.pdf</a></p>"
    named = "<p>附件：1.申请表</p><p>2.名单</p>"
    assert lines(tmp_path, f"<p>甲。</p>{files}<p>乙。</p>{one}<p>丙。</p>") == ["甲。", "乙。", "丙。"]
    assert lines(tmp_path, f"<p>甲。</p>{named}<p>下载“申请表.docx”后填写</p>") == [
        "甲。", "附件：1.申请表", "2.名单", "下载“申请表.docx”后填写",
    ]  # fmt: skip


def test_each_item_of_a_list_stands_once_on_its_line(tmp_path: Path) -> None:
    items = "<ul><li>成立满一年的企业<ul><li>在本县登记</li><li>正常纳税</li></ul></li><li>合作社<br>家庭农场</li></ul>"
    assert lines(tmp_path, items) == ["成立满一年的企业", "在本县登记", "正常纳税", "合作社", "家庭农场"]


def test_line_breaks_and_quotes_divide_lines(tmp_path: Path) -> None:
    body = "<p>申请的材料如下：<br>营业执照；<br>申请表。</p><blockquote>窗口受理。<p>五日内答复。</p></blockquote>"
    assert lines(tmp_path, body) == ["申请的材料如下：", "营业执照；", "申请表。", "窗口受理。", "五日内答复。"]


@pytest.mark.parametrize(
    ("meta", "expected"),
    [
        ("<title>标题</title>", ("标题", "", "", "")),
        ('<title> 标题 - 某县网站 </title><meta name="SiteName" content="某县网站">', ("标题", "", "", "")),
        ('<title>某县网站_标题</title><meta name="SiteName" content="某县网站">', ("标题", "", "", "")),
        ('<title>某县网站</title><meta name="SiteName" content="某县网站">', ("某县网站", "", "", "")),
        (
            """<title>标题_某网</title><meta name="ArticleTitle" content=" 某县办法 ">
            <meta name="PubDate" content="2024-5-06 10:00"><meta name="ContentSource" content="某县政府">
            <meta name="Url" content="https://example.org/a">""",
            ("某县办法", "某县政府", "2024-05-06", "https://example.org/a"),
        ),
        ('<meta name="pubdate" content="近日"><meta name="url" content="javascript:x">', ("", "", "", "")),
    ],
)
def test_meta_elements(tmp_path: Path, meta: str, expected: tuple[str, str, str, str]) -> None:
    source = read(page(tmp_path, OPENING + CLOSING, meta))
    assert (source.title, source.source, source.date, source.url) == expected
    assert source.text == f"{OPENING_LINE}\n{CLOSING_LINE}\n"


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "utf-16"])
@pytest.mark.parametrize("declared", ["utf-8", "gb2312", "big5", "nonsense"])
def test_a_wrongly_declared_charset_does_no_harm(tmp_path: Path, encoding: str, declared: str) -> None:
    path = page(tmp_path, OPENING + CLOSING, f'<meta charset="{declared}"><title>某县办法</title>', encoding)
    assert read(path).text == f"{OPENING_LINE}\n{CLOSING_LINE}\n"
    xml = f'<?xml version="1.0" encoding="{declared}"?>\n' + path.read_text(encoding)
    path.write_text(xml, encoding)
    assert read(path).text == f"{OPENING_LINE}\n{CLOSING_LINE}\n"


@pytest.mark.parametrize(
    "body",
    [
        "",
        "<script>a()</script><p></p><script>b()</script>",
        "<style>p{}</style><noscript>请启用脚本</noscript>",
        "&nbsp;",
    ],
)
def test_a_page_with_only_a_title_is_empty(tmp_path: Path, body: str) -> None:
    path = page(tmp_path, body)
    with pytest.raises(EmptyDocument) as error:
        read(path)
    assert str(error.value) == "the page holds no text of its own; save the text it shows, or remove it"
    assert try_load(File(path, "page.html"), "") == Skipped("page.html", str(error.value))


@pytest.mark.parametrize(
    "line",
    [
        "咨询电话：0999-8866 2310（工作日9:00—17:00）；价格举报电话：12315。",
        "监督举报电话：0999-12345678",
        "请用电脑上的浏览器登录某县服务网填报。",
        "扫描件的分辨率不低于300dpi",
    ],
)
def test_the_last_line_of_an_article_is_no_footer(tmp_path: Path, line: str) -> None:
    body = f"<div id='zoom'>{OPENING}{CLOSING}<p>{line}</p></div><div><p>违法和不良信息举报电话：12377</p></div>"
    assert read(page(tmp_path, body)).text == f"{OPENING_LINE}\n{CLOSING_LINE}\n{line}\n"


def test_the_headings_of_a_page_in_english_are_kept(tmp_path: Path) -> None:
    body = """<nav><a href="/">Home</a> | <a href="/notices">Notices</a></nav><h1>Mooring notice</h1>
    <h2>1. Scope</h2><p>1.1 This notice sets out who may keep a craft on the moorings of the harbour.</p>
    <p>1.2 It does not apply to:</p><ul><li>(a) fishing vessels;</li><li>(b) paddle craft.</li></ul>
    <h2>2. Permits</h2><p>2.1 A permit lasts three years and may be renewed before it ends.</p>
    <footer>Cookies</footer>"""
    assert read(page(tmp_path, body, "<title>Mooring notice</title>")).text.splitlines() == [
        "# Mooring notice",
        "## 1. Scope",
        "1.1 This notice sets out who may keep a craft on the moorings of the harbour.",
        "1.2 It does not apply to:",
        "(a) fishing vessels;",
        "(b) paddle craft.",
        "## 2. Permits",
        "2.1 A permit lasts three years and may be renewed before it ends.",
    ]


GUIDE = """<div class="top"><a href="/">首页</a> | <a href="/gr">个人服务</a> | <a>登录</a></div>
<h1>养犬登记办事指南</h1>
<div class="info">版本号：V3.2　浏览次数：4521 次 <a>收藏</a> <a>在线办理</a></div>
<h2>一、基本信息</h2><table><tr><th>事项名称</th><td>养犬登记</td><th>事项类型</th><td>行政许可</td></tr>
<tr><th>办结时限</th><td>5个工作日</td><th>收费</th><td>不收费</td></tr></table>
<h2>二、受理条件</h2><p>申请人应当年满十八周岁，有固定住所，所养的犬已经免疫。</p><p>每户只养一只犬。</p>
<h2>三、常见问题</h2><p><strong>问：外地的犬证能用吗？</strong></p><p>答：不能，应当在迁入后三十日内重新登记。</p>
<h2>四、法律救济</h2><p>对不予登记的决定不服的，可以自收到之日起六十日内申请行政复议。</p>
<div class="foot">主办：某县公安局 <a>网站地图</a></div>"""


def test_headings_that_the_main_text_lost_stand_where_the_page_has_them(tmp_path: Path) -> None:
    title = "<title>养犬登记-办事指南-某县政务服务网</title>"
    source = read(page(tmp_path, GUIDE, title))
    assert source.title == "养犬登记办事指南"
    told = source.text.splitlines()
    for heading, below in (
        ("## 一、基本信息", "事项名称 | 养犬登记 | 事项类型 | 行政许可"),
        ("## 二、受理条件", "申请人应当年满十八周岁，有固定住所，所养的犬已经免疫。"),
        ("## 四、法律救济", "对不予登记的决定不服的，可以自收到之日起六十日内申请行政复议。"),
    ):
        assert told[told.index(heading) + 1] == below
    assert not any("个人服务" in line or "网站地图" in line for line in told)


def test_the_name_of_a_section_of_a_table_is_no_heading(tmp_path: Path) -> None:
    table = """<table><tr><th>项目</th><th>分值</th><th>标准</th></tr><tr><td colspan="3">一、价格部分（30分）</td></tr>
    <tr><td>报价</td><td>30</td><td>最低者满分</td></tr><tr><td colspan="3">二、技术部分</td></tr>
    <tr><td>方案</td><td>20</td><td>优者满分</td></tr><tr><td colspan="3">三、以上合计</td></tr></table>"""
    assert lines(tmp_path, table) == [
        "项目 | 分值 | 标准",
        "一、价格部分（30分） |",
        "报价 | 30 | 最低者满分",
        "二、技术部分 |",
        "方案 | 20 | 优者满分",
        "三、以上合计",
    ]
