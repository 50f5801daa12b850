"""Numbers in text, in any writing: 300个 and 三百个 are one, as are 二〇二二年 and 2022年, 百分之三十 and 30%.

Only what counts something is a number, so that words made with numerals are none: 统一, 万一, 十分, 三农, 十四五; and a
single numeral only where it is a measure: 三元, 三个月, not 三个.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from fractions import Fraction

_ORDER = "〇一二三四五六七八九"
_VALUES = {numeral: value for value, numeral in enumerate(_ORDER)} | {"零": 0, "○": 0, "两": 2}
_UNITS = {"十": 10, "百": 100, "千": 1000}
_GROUPS = {"万": 10**4, "亿": 10**8}
_FINANCIAL = str.maketrans("壹贰叁肆伍陆柒捌玖拾佰仟", "一二三四五六七八九十百千")
_HAN = f"{''.join(_VALUES)}{''.join(_UNITS)}{''.join(_GROUPS)}"
_YEARS = re.compile(r"(?:1[89]|20)\d\d")
_RUN = rf"(?:\d[\d,]*(?:\.\d+)?[百千]?[万亿]*|[{_HAN}]+)"
_LONGEST = 40
"""Characters of a number; what is longer is none."""
_COUNTED = (
    r"[元块个家户人名条项次倍年月日号天周岁亩吨斤克米层间套台辆座所处张份只头棵株瓶度级类种批届期位门本部章节款季%℃]|"
    r"小时|分钟|秒|公[里斤顷]|千[克米]|平[方米]|立方|学[时分年]|工作日|口(?=人|之家)"
)
_SAID_SO = re.compile(r"[元块倍月日号周岁亩级批届期季%℃]|个?(?:月|小时|工作日)|分钟|公[里斤顷]|口(?=人|之家)")
"""What a single numeral counts; 两年, 三个, 四家 are as common as words are, and many are meant loosely."""
_RANKED = r"[批届期轮次号条款项章类位名季]"
COUNTED = re.compile(_COUNTED)
"""What is counted, behind a number."""
_NUMERAL = re.compile(
    rf"(?<![a-z\d.,/〔〕第数几点{_HAN}-])(?:百分之(?P<share>{_RUN})(?![{_HAN}\d点])|(?P<count>{_RUN})(?=\s?(?:{_COUNTED})))"
    rf"|(?<=第)(?P<rank>{_RUN})(?={_RANKED})"
)
_DIGITS = re.compile(r"(\d{1,3}(?:,\d{3})+|\d+)((?:\.\d+)?)([百千]?)([万亿]*)")
_TWO_IN_FULL = "月日号级期届章节款季批层类"
"""What is counted with 二, not 两."""


@dataclass(frozen=True, slots=True)
class Numeral:
    """A number at `text[start:end]`; `counts` is the character behind it.

    `share` says that it is of a hundred, `year` that it names a year, `rank` that it counts on (第二条).
    """

    start: int
    end: int
    value: Fraction
    counts: str = ""
    share: bool = False
    year: bool = False
    rank: bool = False


def find_numerals(text: str) -> Iterator[Numeral]:
    """The numbers in a text as `corpus.text.normalise` gives it, in order: those in front of what they count."""
    for found in _NUMERAL.finditer(text.translate(_FINANCIAL)):
        run = found[found.lastgroup or 0]
        counts = text[found.end() : found.end() + 2].lstrip()[:1]
        year = found["count"] is not None and counts == "年"
        value = _valued(run, year)
        bare = found["count"] is not None and run in _VALUES and not _SAID_SO.match(text, found.end())
        if value is not None and not bare and (value > 1 or found["rank"]):
            share = found["share"] is not None
            percent = found["count"] is not None and counts == "%"
            named = year and value.denominator == 1 and bool(_YEARS.fullmatch(str(value.numerator)))
            end = text.index("%", found.end()) + 1 if percent else found.end()
            yield Numeral(found.start(), end, value, counts, share or percent, named, found["rank"] is not None)


def writings(text: str) -> tuple[str, ...]:
    """A normalised text with its numbers in the other writings, one for each: digits, numerals, digits throughout."""
    numbers = list(find_numerals(text))
    forms = (_in_digits, _in_numerals, _in_digits_throughout) if numbers else ()
    written = (_replaced(text, numbers, form) for form in forms)
    return tuple(other for other in dict.fromkeys(written) if other != text)


def _replaced(text: str, numbers: list[Numeral], form: Callable[[Numeral], str]) -> str:
    parts, at = [], 0
    for number in numbers:
        parts += [text[at : number.start], form(number)]
        at = number.end
    return "".join((*parts, text[at:]))


def _valued(run: str, year: bool) -> Fraction | None:
    """What a number is, written in digits, in numerals or, of a year, one numeral for each digit."""
    if len(run) > _LONGEST:
        return None
    if digits := _DIGITS.fullmatch(run):
        value = Fraction(digits[1].replace(",", "") + digits[2])
        for unit in digits[3] + digits[4]:
            value *= _UNITS.get(unit) or _GROUPS[unit]
        return value
    if year and len(run) == 4 and all(numeral in _VALUES for numeral in run):
        return Fraction("".join(str(_VALUES[numeral]) for numeral in run))
    counted = _counted(run)
    return None if counted is None else Fraction(counted)


def _counted(run: str) -> int | None:
    """What numerals come to (两千零五十, 三万五); None where they are no number (三五, 千万, 十四五)."""
    total = section = 0
    digit: int | None = None
    last = 10**12
    for numeral in run:
        if numeral in _VALUES:
            if digit:
                return None
            digit = _VALUES[numeral]
        elif numeral in _UNITS:
            unit = _UNITS[numeral]
            if unit >= last or (not digit and unit > 10):
                return None
            section, digit, last = section + (digit or 1) * unit, None, unit
        elif numeral in _GROUPS:
            section += digit or 0
            if not section:
                return None
            unit = _GROUPS[numeral]
            total = (total + section) * unit if unit > 10**4 else total + section * unit
            section, digit, last = 0, None, unit
        else:
            return None
    if digit and len(run) > 1 and run[-2] in "百千万亿":
        digit *= last // 10
    return total + section + (digit or 0)


def _in_digits(number: Numeral) -> str:
    """300, 2022, 5万, 30%."""
    return _decimal(number.value) + "%" if number.share else _grouped(number.value)


def _in_digits_throughout(number: Numeral) -> str:
    """300, 2022, 50000, 30%."""
    return _decimal(number.value) + "%" * number.share


def _in_numerals(number: Numeral) -> str:
    """三百, 二〇二二, 五万, 百分之三十; what is no whole number stays in digits."""
    if number.value.denominator > 1 or number.value >= 10**12:
        return _in_digits(number)
    whole = number.value.numerator
    if number.year:
        return "".join(_ORDER[int(digit)] for digit in str(whole))
    spoken = (
        "两"
        if whole == 2 and not (number.share or number.rank) and number.counts not in _TWO_IN_FULL
        else _spoken(whole)
    )
    return f"百分之{spoken}" if number.share else spoken


def _grouped(value: Fraction) -> str:
    for group, unit in (("亿", 10**8), ("万", 10**4)):
        if value >= unit and (value / unit * 100).denominator == 1:
            return _decimal(value / unit) + group
    return _decimal(value)


def _decimal(value: Fraction) -> str:
    return str(value.numerator) if value.denominator == 1 else f"{float(value):.6f}".rstrip("0")


def _spoken(whole: int) -> str:
    """A whole number below 万亿 in numerals, as laws write it: 二千零五十, 十五."""
    parts: list[str] = []
    gap = False
    for group, unit in (("亿", 10**8), ("万", 10**4), ("", 1)):
        section = whole // unit % 10**4
        if not section:
            gap = bool(parts)
            continue
        parts.append("零" * (bool(parts) and (gap or section < 1000)) + _section(section) + group)
        gap = False
    spoken = "".join(parts)
    return spoken[1:] if spoken.startswith("一十") else spoken


def _section(section: int) -> str:
    """1 to 9999 in numerals."""
    said = ""
    for unit, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = section // unit % 10
        said += _ORDER[digit] + name if digit else "零" * (bool(said) and not said.endswith("零"))
    return said.rstrip("零")
