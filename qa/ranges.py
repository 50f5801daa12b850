"""Into which range a quantity of the question falls: 92岁 into 90—99周岁, 投了800万 into 500万元以上1000万元以下."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import pairwise
from typing import NamedTuple

from corpus.numerals import find_numerals
from corpus.text import to_simplified

RANGE_BONUS, OPEN_BONUS = 0.6, 0.2
"""What a sentence gains by a range with two ends, and by one that is open."""

_UNITS = {
    "岁": r"周?岁|[ -]years?[ -]old",
    "元": r"元|yuan|块(?:钱|(?=[，,。？?]|$))",
    "亩": r"亩",
    "人": r"口人|个?[人名]|口(?=之家|[，。？?]|$)",
    "平方米": r"平方米|平米|平方|㎡|square met(?:re|er)s?|平(?=的|[，,。]|$)",
    "分": r"分(?!之|钟|别|期|贝)",
    "分贝": r"分贝|decibels?",
    "头": r"[头只羽]",
    "张": r"张",
    "层": r"层",
    "公里": r"公里|千米|km|kilomet(?:re|er)s?",
    "吨": r"吨|立方米|立方|方(?=[，。的了]|$)|cubic met(?:re|er)s?|tonn?e?s?",
    "毫米": r"毫米",
    "厘米": r"厘米",
    "辆": r"辆",
    "度": r"度(?!假)|千瓦时|kWh",
    "小时": r"个?小时|个?钟头|个钟|hours?",
    "年": r"years?(?![ -]old)|年(?![度级底初末中前后内代月份])",
}
"""What is counted, as it is written; of water a ton is a cubic metre."""
_UNIT = "|".join(f"(?P<u{number}>{pattern})" for number, pattern in enumerate(_UNITS.values()))
_NUMBER = r"(?<![\d.年第])(?P<number>\d[\d,]*(?:\.\d+)?)\s*(?P<scale>[百千]?[万亿]|[百千](?![克米瓦]))?"
_HELD = r"(?:[（(]不?含[^（()）]{0,4}[）)])?"
_QUANTITY = re.compile(rf"{_NUMBER}\s*{_HELD}\s*(?:{_UNIT})?")
_UNEQUAL = re.compile(r"(?<=\d)\s*[≤<]\s*[A-Za-z]\s*[≤<]\s*(?=\d)")
"""3000≤S＜8000."""
_AGE = re.compile(
    r"(?<![\d.])(\d{1,3})(?=\s*了)|今年\s*(\d{1,3})(?=$|[，。？?])|"
    r"\b(?:(?:i|he|she|\w*mother|\w*father|mum|mom|dad|wife|husband) (?:is|am)|parents are|aged|turned|"
    r"(?:i|he|she)['’](?:m|s))"
    r"\s+(\d{2,3})(?=$|[，.?]|\s+(?:and|now)\b)",
    re.IGNORECASE,
)
"""92了, 今年83，, my mother is 97 and."""
_ENGLISH_SCALE = re.compile(r"(\d[\d,]*(?:\.\d+)?)\s*(billion|million|thousand)\b", re.IGNORECASE)
_ENGLISH_SCALES = {"billion": 10**9, "million": 10**6, "thousand": 10**3}
_SCALES = {"百": 100, "千": 1000, "万": 10**4, "亿": 10**8}
_TO = re.compile(rf"\s*{_HELD}\s*(?:[-—–~～]+|至|到)\s*")
_FROM = re.compile(rf"\s*{_HELD}\s*(?:及|或)?(?:以上|起)|(?=不满|不足|未满)")
_UNTIL = re.compile(rf"\s*{_HELD}\s*(?:以下|以内)")
_LEAST = re.compile(r"(?:满|达到?|超过|不低于|不少于|大于|高于)\s*$")
_GIVEN = re.compile(r"(?:处|罚|给予|奖励?|补[助贴]?|资助|发放?|支付|赔偿)\s*$")
_GAINED = re.compile(rf"{_HELD}(?:以[下内])?的?(?:一次性)?(?:罚|奖|补|资助|赔偿|津贴|资金)")
"""Right before and behind an amount that is given or fined, which is no range that a case falls into."""
_OPEN, _A_YEAR = Fraction(10**15), 200
_BETWEEN = 8
"""Characters between where a range begins (以上) and where it ends (以下)."""


class _Quantity(NamedTuple):
    value: Fraction
    unit: str
    start: int
    end: int


def quantities(question: str) -> list[tuple[str, Fraction]]:
    """The quantities that a question gives of its case, each with its unit: 我奶奶今年92了 is of `("岁", 92)`.

    One of something is that for which a price is asked (一吨几块).
    """
    plain = _plain(question)
    found = [(one.unit, one.value) for one in _quantities(plain) if one.unit and one.value > 1]
    return found + [("岁", Fraction(age[1] or age[2] or age[3])) for age in _AGE.finditer(plain)]


def gain_of_range(given: Sequence[tuple[str, Fraction]], sentence: str) -> float:
    """What a sentence gains that names a range into which one of these quantities falls.

    A range has two ends, or begins where something is enough (以上, 满), which says less; what is only capped (不超过)
    is none.
    """
    if not given or not any(map(str.isdigit, plain := _plain(sentence))):
        return 0.0
    held = [
        high < _OPEN
        for kind, low, high in _ranges(plain)
        for unit, value in given
        if unit == kind and low <= value <= high
    ]
    return (RANGE_BONUS if any(held) else OPEN_BONUS) if held else 0.0


def _ranges(plain: str) -> Iterator[tuple[str, Fraction, Fraction]]:
    """Each range with its unit and its ends, the second `_OPEN` where there is none."""
    found = [one for one in _quantities(plain) if not _is_outcome(one, plain)]
    closed: set[int] = set()
    for one, other in pairwise(found):
        between = plain[one.end : other.start]
        if _TO.fullmatch(between) and other.unit and one.unit in ("", other.unit):
            low = one.value if one.unit or one.value > other.value / 1000 else _scaled(one, other, plain)
            closed |= {one.start, other.start}
            yield other.unit, low, other.value
        elif (
            one.unit
            and one.unit == other.unit
            and len(between) <= _BETWEEN
            and _FROM.match(between)
            and (_UNTIL.match(plain, other.end) or re.search("[不未至到]", between))
        ):
            closed |= {one.start, other.start}
            yield one.unit, one.value, other.value
    for one in found:
        least = _FROM.match(plain, one.end) or _LEAST.search(plain, 0, one.start)
        if one.unit and one.start not in closed and least and "不超过" not in plain[: one.start][-4:]:
            yield one.unit, one.value, _OPEN


def _is_outcome(one: _Quantity, plain: str) -> bool:
    """Whether an amount is what is given or fined: 处五万元以上十万元以下的罚款."""
    return one.unit == "元" and bool(_GIVEN.search(plain, 0, one.start) or _GAINED.match(plain, one.end))


def _scaled(one: _Quantity, other: _Quantity, plain: str) -> Fraction:
    """The lower end in the scale of the upper, 5—10万元."""
    scale = _QUANTITY.match(plain, other.start)
    return one.value * _scale(scale["scale"] if scale else "")


def _quantities(plain: str) -> Iterator[_Quantity]:
    for found in _QUANTITY.finditer(plain):
        units = [name for number, name in enumerate(_UNITS) if found[f"u{number}"]]
        value = Fraction(found["number"].replace(",", "")) * _scale(found["scale"])
        money = "元" if found["scale"] and found["scale"][-1] in "万亿" else ""
        unit = units[0] if units else money
        if unit != "年" or value < _A_YEAR:
            yield _Quantity(value, unit, *found.span())


def _scale(said: str | None) -> int:
    value = 1
    for scale in said or "":
        value *= _SCALES[scale]
    return value


def _plain(text: str) -> str:
    """Simplified, without full width, the numerals that count something in digits."""
    plain = re.sub(r",(?!\d{3})", "，", unicodedata.normalize("NFKC", to_simplified(text)))
    plain = _UNEQUAL.sub("—", plain)
    plain = _ENGLISH_SCALE.sub(
        lambda said: str(int(Fraction(said[1].replace(",", "")) * _ENGLISH_SCALES[said[2].lower()])), plain
    )
    for numeral in reversed(list(find_numerals(plain))):
        if (
            not numeral.share
            and not numeral.rank
            and not plain[numeral.start].isdigit()
            and numeral.value.denominator == 1
        ):
            plain = f"{plain[: numeral.start]}{numeral.value.numerator}{plain[numeral.end :]}"
    return plain
