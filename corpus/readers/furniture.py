"""The lines that websites put around an article: buttons, credits, neighbours, attachments, who runs the site."""

import re
from collections.abc import Collection, Iterator, Sequence
from itertools import dropwhile

_BUTTONS = re.compile(
    r"(?:[\s|｜/、·:：【】\[\]（）()<>《》+\-]|我要|字\s*[号体](?:大小|选择)?|默认|特大|超大|较大|标准|[大中小]|打\s*印(?:本页|此页|文章)?|"
    r"关\s*闭(?:本页|窗口|页面)?|收\s*藏(?:本页)?|留言|评论|纠错|保护视力色?|分享(?:到|至)?|微信(?:好友)?|(?:新浪|腾讯)?微博|"
    r"QQ(?:空间|好友)|朋友圈|语音(?:播报|朗读)|朗读|返回(?:顶部|列表|上一页|首页)?|下载(?:文本|全文)?|Word|PDF|"
    r"(?:点击|浏览|访问|阅读)(?:次数|数|量)|\d{1,7}\s*次?)++"
)
_CERTAINLY = re.compile(r"字\s*[号体]|打\s*印|关\s*闭|分享|保护视力|(?:点击|浏览|访问|阅读)(?:次数|数|量)|语音播报")
_LIST = re.compile(
    r"[>》\s]*(?:相关(?:文章|阅读|链接|新闻|推荐|信息|报道|稿件|内容|文件|文档|解读|附件|政策)|推荐阅读|延伸阅读|热门(?:推荐|文章)|猜你喜欢|"
    r"附件(?:下载|列表)|下载附件|往期|喜欢此内容的人|[上下]一[篇条页则个](?!章))[^。]*"
)
"""What stands above a list of other pages or files."""
_CREDIT = re.compile(
    r"[【\[（(\s]*(?:(?:责任编辑|责编|编辑|编审|审核|校对|监制|[初复终]审|来源|稿源|供稿|作者|撰稿)\s*[：:][^。]{0,40}"
    r"|(?:微信)?扫一扫[^。]*|扫码[^。]*|关注(?:该|我们的?)?公众号|关注\s*[·|].*|点击?(?:个)?(?:分享|收藏|在看|赞)|(?:轻触)?阅读原文|预览时标签不可点|"
    r"(?:继续|向[上下])滑动看下一个|分享让更多人看到.*|关于我们.*|联系我们.*|返回顶部|二维码|(?:政策解读|文字解读|一图读懂|图解|视频解读|原文链接)\s*[：:]\s*https?://\S+)[】\]）)\s]*"
)
_SITE = re.compile(
    r"版\s*权\s*所\s*有|版权声明|ICP备|公网安备|网站标识码|网站地图|备案序?号|技术支持\s*[：:]|服务许可证|Copyright|©|"
    r"(?:违法|不良)[^，。；]{0,8}信息[^，。；]{0,6}举报|浏览效果|浏览器[^，。；]{0,16}本[网站]|\d{3,4}\s*[×*xX]\s*\d{3,4}|"
    r"^(?:网站)?(?:主\s*办|承\s*办|维\s*护|运行维护|建设|运维)(?:单位|部门)?\s*[：:]|(?:主办|承办)$",
    re.IGNORECASE,
)
_FILE = re.compile(
    r"(?:附件)?\s*+\d{0,2}\s*+[.．、：:]?\s*+[^。]{1,80}\.(?:docx?|xlsx?|pdf|wps|et|ofd|zip|rar|jpe?g|png|ceb)(?![a-z])[^。]{0,16}",
    re.IGNORECASE,
)
_FONT = re.compile(
    r"(?:\s*[【\[（(])?\s*字\s*[体号](?:大小)?\s*[：:]?(?:[\s【\[（(|｜/]*(?:A(?:\s*[-+－＋])?|[大中小默认特超])){2,}[\s】\]）)]*$"
)
"""The buttons for the size of letters at the end of a byline."""
_BOX = re.compile(r"搜\s*索|登录|注册|首页|无障碍(?:浏览|阅读)?|(?:关怀|长者|适老)(?:版|模式)")
"""What stands in the bar above a page."""
_WORD = re.compile(r"\w")
_ATTACHED = re.compile(r"附件\s*[：:]?")
_MOST_BEHIND = 15
_MOST_ABOVE = 10
_LONGEST = 120


def without_furniture(lines: Sequence[str], beside: Collection[str] = ()) -> list[str]:
    """The lines of an article without rows of buttons, and without what stands below it.

    Args:
        beside: the texts of links and items of lists elsewhere on the page, without spaces.
    """
    kept = [line for line in _without_files(lines) if not (_CERTAINLY.search(line) and _BUTTONS.fullmatch(line))]
    kept = [*dropwhile(_BOX.fullmatch, kept)]
    kept[:_MOST_ABOVE] = [_FONT.sub("", line) if len(line) < 2 * _LONGEST else line for line in kept[:_MOST_ABOVE]]
    end = len(kept)
    while end and (shorter := _end(kept, end, beside)) < end:
        end = shorter
    return kept[:end]


def _without_files(lines: Sequence[str]) -> Iterator[str]:
    """The lines without lists of files to download; attachments that are only named (附件：1.申请表) stay."""
    listing = False
    for number, line in enumerate(lines):
        if _ATTACHED.fullmatch(line.lstrip("# ")):
            listing = number + 1 < len(lines) and bool(_FILE.fullmatch(lines[number + 1]))
        elif _FILE.fullmatch(line):
            listing = listing or bool(_ATTACHED.match(line))
        else:
            listing = False
        if not listing:
            yield line


def _end(lines: list[str], end: int, beside: Collection[str]) -> int:
    """Where the lines end without one below the article, or without a list whose heading stands near the end."""
    last = lines[end - 1].lstrip("# ")
    if _CREDIT.fullmatch(last) or _FILE.fullmatch(last) or (_SITE.search(last) and len(last) <= _LONGEST):
        return end - 1
    if not _WORD.search(last) or "".join(last.lstrip("-·• ").split()) in beside:
        return end - 1
    first = max(end - _MOST_BEHIND, end // 2)
    for start in range(first, end):
        rest = lines[start:end]
        if _LIST.fullmatch(rest[0].lstrip("# ")) and all(len(line) <= _LONGEST and "。" not in line for line in rest):
            return start
    return end
