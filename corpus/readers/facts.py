"""What a web page says of its document beside the text: labelled facts (文号：…) in tables, lists and bylines."""

import re
from collections.abc import Callable, Iterator
from typing import Any

from corpus.dates import DATE
from corpus.numbers import number_line

_SILENT = {"script", "style", "noscript", "head", "select", "textarea", "button"}


def _wide(names: str) -> str:
    """A pattern for labels, which pages may set wide: 文　号."""
    return "|".join(r"\s*".join(name) for name in names.split())


_LABELS = {
    "number": "文号 发文字号 文件编号 公文字号 文件字号 发文文号",
    "issuers": "发文机关 发布机关 制定机关 发文机构 发布机构 制定机构 发文单位 发布单位 制定单位",
    "day": "发布日期 发布时间 公开日期 公布日期 印发日期 成文日期 成文时间 发文日期 发文时间 生成日期 制定日期 "
    "签发日期 实施日期 施行日期 生效日期 生效时间 失效日期 失效时间 废止日期 废止时间 信息时间 更新时间 日期 时间",
    "state": "有效性 时效性 效力状态 文件状态 是否有效",
    "source": "来源 信息来源 文章来源 稿源",
}
_FACT = re.compile(
    rf"(?:^|(?<=[\s|【\[（(]))(?:{'|'.join(f'(?P<{kind}>{_wide(names)})' for kind, names in _LABELS.items())})"
    r"\s*(?:[：:]\s*(?P<value>.*)|$)"
)
_ENDED = re.compile(r"\s+(?=[^\s：:]{2,8}[：:])|\s*[|｜]|\s*[【\[]|\s+(?=字号|字体|作者|浏览|点击|访问|打印|分享)")
_DATED = re.compile(rf"(?:{DATE.pattern})\s*\d{{1,2}}[:：]\d\d")
"""How a byline begins that labels nothing: 2023-05-10 08:30."""
_OFFICES = re.compile(r"[\u4e00-\u9fff]{3,30}(?:[、，,\s]+[\u4e00-\u9fff]{3,30}){0,8}")
_NO_SOURCE = re.compile(r"^$|^(?:字[号体]|作者|编辑|浏览|点击|访问|打印|分享|本站)|[：:]$|\d{4}[-年]")
_STATES = re.compile(r"[\u4e00-\u9fff]{1,6}")
_IS_FACT: dict[str, Callable[[str], object]] = {
    "number": lambda value: number_line([value]),
    "issuers": _OFFICES.fullmatch,
    "day": DATE.match,
    "state": _STATES.fullmatch,
    "source": lambda value: not _NO_SOURCE.search(value),
}
_LONGEST, _LONGEST_LINE = 120, 400
_START = 12


def page_facts(tree: Any, text: str) -> tuple[str, ...]:
    """The facts above the text of a page, `文号：甲政发〔2022〕6号`, each label once.

    Args:
        tree: the page.
        text: its main text; what stands behind its first sentence is none of its facts.
    """
    start = _compact(next((line for line in text.splitlines() if "。" in line), ""))[:_START]
    nodes: list[str] = []
    for node in page_nodes(tree):
        if start and start in _compact(node):
            break
        nodes.append(node)
    found: dict[str, str] = {}
    days = {node for node in nodes if DATE.fullmatch(node)}
    for node, following in zip(nodes, [*nodes[1:], ""], strict=False):
        if day := _DATED.match(node):
            found.setdefault("发布时间", day[0])
        if number := number_line([node]):
            found.setdefault("文号", number)
        rest = node[:_LONGEST_LINE]
        while fact := _FACT.search(rest):
            kind = next(kind for kind in _LABELS if fact[kind])
            rest = fact["value"] or ""
            value = _ENDED.split(rest, maxsplit=1)[0].strip() or ("" if rest else following)
            if len(value) <= _LONGEST and _IS_FACT[kind](value):
                found.setdefault(_compact(fact[kind]), value)
    if len(days) == 1 and not any(DATE.match(value) for value in found.values()):
        found["发布时间"] = days.pop()
    return tuple(f"{label}：{value}" for label, value in found.items())


def page_nodes(tree: Any) -> Iterator[str]:
    """The pieces of text of a page in their order, without what is not shown."""
    for part, text in _texts(tree):
        if (words := " ".join(text.split())) and part not in _SILENT:
            yield words


def _texts(tree: Any) -> Iterator[tuple[str, str]]:
    from lxml import etree

    for event, element in etree.iterwalk(tree, ("start", "end")):
        if event == "start" and isinstance(element.tag, str):
            yield element.tag, element.text or ""
        elif event == "end":
            yield "", element.tail or ""


def _compact(text: str) -> str:
    return "".join(text.split())
