"""The fields of a document as people and programs state them: in front matter, in JSON, in a file beside it."""

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from corpus.readers.source import Source

FIELDS = ("title", "source", "url", "date", "issuers", "number", "region", "kind")
_CHINESE = {
    "title": "标题 题目 名称",
    "source": "来源 信息来源",
    "url": "网址 链接",
    "date": "日期 发布日期 成文日期",
    "issuers": "发文机关 发布机构 制定机关",
    "number": "文号 发文字号",
    "region": "地区 区域",
    "kind": "文种 类型",
}
NAMES = (
    {name: name for name in FIELDS}
    | {"issuer": "issuers"}
    | {chinese: name for name, words in _CHINESE.items() for chinese in words.split()}
)
"""What a field may be called."""
_DATE = re.compile(r"(\d{4})(?:[-/.年](\d{1,2})(?:[-/.月](\d{1,2})日?|月)?|年)?(?:[T\s]+\d{1,2}:.*)?")
_HALF = re.compile("[\ud800-\udfff]")
_LONGEST = 1000
_SHOWN = 40


def state(source: Source, values: Mapping[str, object], where: str, *, others: bool = False) -> Source:
    """The source with the fields it is given; one that cannot be used is left out and told in its remarks.

    Args:
        values: the fields by their English or Chinese names; None and "" state nothing.
        where: what the remarks call the place where they are stated.
        others: whether there may be fields that are none of ours, which are passed over.
    """
    stated: dict[str, Any] = {}
    remarks = []
    for key, value in values.items():
        name = NAMES.get(key.strip().lower())
        try:
            if name and value not in (None, "", []):
                stated[name] = _value(name, value)
            elif not name and not others:
                raise ValueError(f"is unknown; known are {' '.join(FIELDS)}")
        except ValueError as error:
            remarks.append(whole(f"{where}: field “{key[:_SHOWN]}” {error}; it was left out"))
    return replace(source, **stated, remarks=(*source.remarks, *remarks))


def _value(name: str, value: object) -> str | tuple[str, ...]:
    if name == "issuers":
        parts = value if isinstance(value, list) else [value]
        return tuple(filter(None, (_text(part, "text or a list of texts") for part in parts)))
    text = _text(value, "text")
    if name == "date":
        return _date(text)
    if name == "url" and not re.match(r"https?://\S+$", text):
        raise ValueError(f"is {_shown(text)}, not an address that begins with http:// or https://")
    return text


def _text(value: object, wanted: str) -> str:
    if not isinstance(value, str):
        raise ValueError(f"is {_shown(value)}, not {wanted}")
    if len(value) > _LONGEST:
        raise ValueError(f"has {len(value):,} characters, over the limit of {_LONGEST:,}")
    return " ".join(whole(value).split())


def _date(text: str) -> str:
    found = _DATE.fullmatch(text)
    parts = [int(part) for part in found.groups() if part] if found else []
    try:
        date(*[*parts, 1, 1][:3])
    except (TypeError, ValueError):
        raise ValueError(f"is {_shown(text)}, not a date such as 2022-03-18, 2022-03 or 2022") from None
    return "-".join(f"{part:0{width}}" for part, width in zip(parts, (4, 2, 2), strict=False))


def whole(text: str) -> str:
    """Text with what is only half a character, as JSON can hold it, replaced."""
    return _HALF.sub("\ufffd", text)


def _shown(value: object) -> str:
    words = value if isinstance(value, str) else repr(value)
    return f"“{words[:_SHOWN]}{'…' if len(words) > _SHOWN else ''}”"
