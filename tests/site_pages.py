"""Small pages in the shapes of the websites that publish policies; every word of them was made up for the tests."""

from collections.abc import Sequence

TITLE = "云和县人民政府办公室关于印发云和县小微企业纾困办法的通知"
NUMBER = "云政办发〔2023〕15号"
PARAGRAPHS = (
    "各乡镇人民政府、街道办事处，县政府各部门：",
    "《云和县小微企业纾困办法》已经县政府同意，现印发给你们，请认真贯彻执行。",
    "云和县人民政府办公室",
    "2023年5月6日",
    "云和县小微企业纾困办法",
    "第一条　为了帮助小微企业渡过难关，根据有关规定，结合本县实际，制定本办法。",
    "第二条　受困的小微企业，每户补助两万元，由县财政局在十五日内拨付。",
    "第三条　本办法自2023年6月1日起施行，由县经信局负责解释。",
)
_FONT = "<p style='text-indent:2em'><span style='font-family:仿宋'>{}</span></p>\n"
_MENU = "".join(
    f"<li><a href='/{number}'>{name}</a></li>"
    for number, name in enumerate("首页 要闻动态 政务公开 政务服务 互动交流 走进云和 专题专栏".split())
)


def _text(paragraphs: Sequence[str]) -> str:
    return "".join(f"<p>{paragraph}</p>\n" for paragraph in paragraphs)


def _spans(paragraphs: Sequence[str]) -> str:
    return "".join(_FONT.format(paragraph.replace("　", "&emsp;")) for paragraph in paragraphs)


def cabinet_library(paragraphs: Sequence[str] = PARAGRAPHS) -> str:
    """The library of documents of the central government's portal, with a table of facts above."""
    return f"""<!DOCTYPE html><html><head><meta charset="utf-8">
<title>{TITLE}_地方政策_中国某某网</title>
<meta name="firstpublishedtime" content="2023-05-10-09:30:00">
<meta name="lastmodifiedtime" content="2023-05-11-10:00:00">
</head><body>
<div class="header"><div class="nav_list"><ul>{_MENU}</ul></div><a href="/en">EN</a><a>登录</a></div>
<div class="BreadcrumbNav"><a href="/">首页</a> &gt; <a href="/zc">政策</a> &gt; <a>地方政策</a></div>
<div class="wrap"><table class="bd1"><tbody>
<tr><td><b>标　　题：</b></td><td colspan="3">{TITLE}</td></tr>
<tr><td><b>发文机关：</b></td><td>云和县人民政府办公室</td><td><b>来　　源：</b></td><td>云和县人民政府网站</td></tr>
<tr><td><b>发文字号：</b></td><td>{NUMBER}</td><td><b>公文种类：</b></td><td>通知</td></tr>
<tr><td><b>主题分类：</b></td><td>工业、交通\\中小企业</td><td><b>成文日期：</b></td><td>2023年05月06日</td></tr>
</tbody></table>
<div class="share"><span>字号：</span><a>默认</a> <a>大</a> <a>超大</a> | <a>打印</a> | <a>收藏</a> | <a>留言</a>
<ul><li><a>微博</a></li><li><a>微信</a></li></ul></div>
<div class="pages_content" id="UCAP-CONTENT"><p style="text-align:center">{TITLE}</p>
<p style="text-align:center">{NUMBER}</p>{_text(paragraphs)}</div>
<div class="editor">责任编辑：某某</div>
<div class="scan"><p>扫一扫在手机打开当前页</p><img src="qr.png"></div>
<div class="related"><h4>相关稿件</h4><ul><li><a href="/a">某市发布纾困办法</a></li>
<li><a href="/b">图解：纾困办法</a></li></ul></div>
</div>
<div class="footer"><p>主办单位：某某办公厅　运行维护单位：某某网运行中心</p>
<p>版权所有：中国某某网　中文域名：中国某某网.政务</p>
<p>网站标识码bm99000001　某ICP备99000001号　某公网安备99000002000001号</p></div>
</body></html>"""


def county_portal(paragraphs: Sequence[str] = PARAGRAPHS) -> str:
    """A county's portal: `meta` elements of the common standard, a list of facts, buttons, attachments, neighbours."""
    facts = (
        ("索引号", "113325250026450000/2023-00015"), ("组配分类", "行政规范性文件"),
        ("发文机关", "云和县人民政府办公室"),
        ("成文日期", "2023-05-06"), ("文号", NUMBER), ("主题分类", "中小企业"), ("有效性", "有效"),
    )  # fmt: skip
    rows = "".join(f"<li><strong>{name}：</strong><span>{value}</span></li>" for name, value in facts)
    return f"""<!DOCTYPE html><html><head><meta charset="utf-8"><title>{TITLE}</title>
<meta name="SiteName" content="云和县人民政府"><meta name="ArticleTitle" content="{TITLE}">
<meta name="PubDate" content="2023-05-10 16:20"><meta name="ContentSource" content="县府办">
<meta name="Url" content="https://example.org/art/2023/5/10/art_1.html"></head><body>
<div id="top"><span>无障碍阅读</span><span>长者模式</span><span>登录</span><span>注册</span></div>
<ul class="menu">{_MENU}</ul>
<div class="position">您现在的位置：<a>首页</a> &gt;&gt; <a>政务公开</a> &gt;&gt; <a>县府办文件</a></div>
<div class="xxgk"><ul class="facts">{rows}</ul></div>
<h1 class="title">{TITLE}</h1>
<div class="sub"><span>发布日期：2023-05-10 16:20</span><span>访问次数：<script>document.write(1)</script></span>
<span>信息来源：县府办</span><span>【字体：<a>大</a> <a>中</a> <a>小</a>】</span><a>打印</a><a>关闭</a></div>
<div id="zoom">{_spans(paragraphs)}</div>
<div class="fj"><p>附件下载：</p><ul><li><a href="a.docx">云和县小微企业纾困申请表.docx</a></li>
<li><a href="b.pdf">{NUMBER}.pdf</a></li></ul></div>
<div class="bt"><a>【打印本页】</a> <a>【关闭窗口】</a></div>
<div class="bdshare">分享到：<a>微信</a><a>微博</a></div>
<div class="code"><img src="q.png"><p>扫一扫在手机打开当前页</p></div>
<div class="near"><p>上一篇：<a>云和县人民政府办公室关于公布森林防火期的通告</a></p>
<p>下一篇：<a>云和县人民政府办公室关于调整议事机构的通知</a></p></div>
<div class="foot"><a>网站地图</a> | <a>联系我们</a> | <a>隐私声明</a>
<p>主办：云和县人民政府　承办：云和县人民政府办公室</p>
<p>网站标识码：9900000001　浙ICP备99000001号-1　浙公网安备 99000002000001号</p>
<p>建议使用1366×768分辨率，IE9.0以上浏览器</p></div></body></html>"""


def old_tables(paragraphs: Sequence[str] = PARAGRAPHS) -> str:
    """A page of tables and fonts of the first years of the web, whose title names the site alone."""
    text = "<br>\n".join(f"　　{paragraph}" for paragraph in paragraphs)
    return f"""<HTML><HEAD><META http-equiv=Content-Type content="text/html; charset=gb2312">
<TITLE>云和县政府信息网</TITLE></HEAD>
<BODY><TABLE width=1000><TR><TD><IMG src=banner.jpg></TD></TR>
<TR><TD><A href=/>首页</A> | <A href=/a>政府信息</A> | <A href=/b>办事指南</A> |
<A href=/c>网上信访</A></TD></TR></TABLE>
<TABLE width=1000><TR><TD width=200><TABLE><TR><TD>栏目导航</TD></TR><TR><TD><A>政府文件</A></TD></TR>
<TR><TD><A>人事任免</A></TD></TR><TR><TD><A>财政预算</A></TD></TR></TABLE></TD>
<TD><TABLE><TR><TD align=center><FONT size=5><B>{TITLE}</B></FONT></TD></TR>
<TR><TD align=center>发布日期：2023-5-10　来源：县府办　点击数：123　【字号：大 中 小】</TD></TR>
<TR><TD align=center>{NUMBER}</TD></TR>
<TR><TD><FONT size=3>{text}</FONT></TD></TR>
<TR><TD align=right>【<A>打印本页</A>】【<A>关闭窗口</A>】</TD></TR></TABLE></TD></TR></TABLE>
<TABLE width=1000><TR><TD align=center>版权所有：云和县人民政府　地址：浙江省云和县某某路1号　邮编：323600</TD></TR>
<TR><TD align=center>技术支持：某某公司　备案号：浙ICP备99000001号</TD></TR></TABLE></BODY></HTML>"""


def gazette(paragraphs: Sequence[str] = PARAGRAPHS) -> str:
    """An issue of a gazette: the document below the name of the issue, facts in `dl`, neighbours at the end."""
    return f"""<!DOCTYPE html><html><head><meta charset="utf-8">
<title>{TITLE} | 云和县人民政府公报 | 2023年第3期</title></head><body>
<header><ul>{_MENU}</ul></header>
<div class="crumb">当前位置：<a>首页</a>&nbsp;/&nbsp;<a>政府公报</a>&nbsp;/&nbsp;<a>2023年第3期</a></div>
<div class="gb"><h3>云和县人民政府公报 2023年第3期（总第88期）</h3>
<h2>{TITLE}</h2>
<dl><dt>文件编号：</dt><dd>{NUMBER}</dd><dt>发布时间：</dt><dd>2023-05-10</dd><dt>生效日期：</dt><dd>2023-06-01</dd></dl>
<div class="gb_text">{_text(paragraphs)}</div>
<div class="page"><a>上一篇：云和县人民政府关于表彰劳动模范的决定</a><a>下一篇：云和县人事任免</a></div></div>
<div class="side"><h4>往期公报</h4><ul><li><a>2023年第2期</a></li><li><a>2023年第1期</a></li>
<li><a>2022年第6期</a></li></ul></div>
<footer><p>云和县人民政府办公室主办</p><p>浙ICP备99000001号</p></footer></body></html>"""


def message(paragraphs: Sequence[str] = PARAGRAPHS) -> str:
    """An article of a public account in a messenger: no `title`, everything known by its `id`."""
    return f"""<!DOCTYPE html><html><head><meta charset="utf-8"><meta property="og:title" content="{TITLE}">
<meta property="og:site_name" content="微信公众平台"><title></title></head><body id="activity-detail">
<div id="js_article" class="rich_media"><div class="rich_media_inner"><div id="page-content"><div id="img-content">
<h1 class="rich_media_title" id="activity-name">
 {TITLE}
</h1>
<div id="meta_content" class="rich_media_meta_list"><span class="rich_media_meta rich_media_meta_text">县府办</span>
<span class="rich_media_meta rich_media_meta_nickname" id="profileBt"><a id="js_name">云和发布</a></span>
<em id="publish_time" class="rich_media_meta rich_media_meta_text">2023年05月10日 16:20</em>
<em id="js_ip_wording_wrp">浙江</em></div>
<div class="rich_media_content" id="js_content" style="visibility: hidden;">
<section><section><p>{NUMBER}</p></section>
{_spans(paragraphs).replace("<p ", "<section ").replace("</p>", "</section>")}
<section><p>来源：县府办</p><p>编辑：某某</p><p>点分享</p><p>点收藏</p><p>点在看</p></section></section></div>
</div></div></div></div>
<div class="rich_media_tool"><a id="js_view_source">阅读原文</a><span>阅读</span><span id="readNum3">1234</span></div>
<div id="js_pc_qr_code"><p>微信扫一扫<br>关注该公众号</p></div><div class="weui-dialog">预览时标签不可点</div>
<div>继续滑动看下一个</div><div>轻触阅读原文</div><div>向上滑动看下一个</div></body></html>"""


def news_portal(paragraphs: Sequence[str] = PARAGRAPHS) -> str:
    """The page of a newspaper, whose byline begins with the date."""
    return f"""<!DOCTYPE html><html><head><meta charset="utf-8"><title>{TITLE}--地方--某某网</title>
<meta name="publishdate" content="2023-05-10"></head><body>
<div class="top"><ul>{_MENU}</ul><form><input value="搜索"></form></div>
<div class="path"><a>某某网</a>&gt;&gt;<a>地方</a></div>
<div class="rm_txt"><div class="col-1"><h1>{TITLE}</h1>
<div class="channel"><div>2023年05月10日08:31 | 来源：<a>某某日报</a></div><div class="tools">字号 <a>小</a> <a>大</a>
</div></div>
<div class="rm_txt_con"><p>{NUMBER}</p>{_text(paragraphs)}</div>
<div class="edit">(责编：某某、某某某)</div>
<div class="share">分享让更多人看到<a>微信</a></div></div>
<div class="col-2"><h3>推荐阅读</h3><ul><li><a>县里的春耕开始了</a></li><li><a>某县办起农民运动会</a></li></ul></div>
</div>
<div class="links"><a>关于我们</a> | <a>报社招聘</a> | <a>广告服务</a> | <a>联系我们</a></div>
<div class="copyright"><p>某某网股份有限公司版权所有，未经书面授权禁止使用</p>
<p>互联网新闻信息服务许可证99000001　违法和不良信息举报电话：010-00000000</p></div>
</body></html>"""


def ministry(paragraphs: Sequence[str] = PARAGRAPHS) -> str:
    """The page of an office, its facts in a table without colons; files among the text, a table below the signature."""
    facts = (
        ("发文机关", "云和县人民政府办公室"),
        ("发文字号", NUMBER),
        ("成文日期", "2023年5月6日"),
        ("有效性", "现行有效"),
    )
    rows = "".join(f"<tr><th>{name}</th><td>{value}</td></tr>" for name, value in facts)
    table = "".join(
        f"<tr>{''.join(f'<td><p><span>{cell}</span></p></td>' for cell in row)}</tr>"
        for row in (("企业", "补助"), ("微型", "两万元；<br>分两次拨付。"), ("小型", "一万元；<br>一次拨付。"))
    )
    files = "<p>附件：</p><p>1.<a href='1.doc'>申请表.doc</a></p><p>2.<a href='2.xls'>名单.xls</a></p>"
    return f"""<!DOCTYPE html><html><head><meta charset="utf-8"><title>云和县经济商务局 政策文件 {TITLE}</title>
</head><body>
<div class="ewb-header"><ul>{_MENU}</ul></div><div class="ewb-location">当前位置：<a>首页</a>»<a>政策文件</a></div>
<div class="ewb-main"><table class="xxgk-table">{rows}</table>
<div class="ewb-article"><h3>{TITLE}</h3>
<div class="ewb-article-sources"><p>【信息时间：2023-05-10　阅读次数：1234】</p><p>【我要打印】【关闭】</p></div>
<div class="ewb-article-info">{_text(paragraphs)}
<p>附件1 云和县小微企业补助标准</p><table border="1">{table}</table></div>
<div class="ewb-files">{files}</div></div>
<div class="ewb-next"><p>下一篇：没有了！</p></div></div>
<div class="ewb-footer"><p>主办单位：云和县经济商务局　维护：某某中心</p>
<p>为确保最佳浏览效果，建议您使用以下浏览器版本：IE9.0以上；360浏览器。</p></div>
</body></html>"""


PAGES = {
    page.__name__: page
    for page in (cabinet_library, county_portal, old_tables, gazette, message, news_portal, ministry)
}
