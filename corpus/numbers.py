"""Document numbers (文号), in the forms in which Chinese authorities number what they issue.

Office, year and number in any kind of bracket (浙政办发〔2022〕6号, 法释〔2020〕17号); an order, in digits or numerals
(国务院令第746号, 主席令第六号, 第6号令); a public notice (公告2023年第5号); a case, （2023）浙0106民初416号.
"""

import re
import unicodedata
from collections.abc import Sequence

_NUMERAL = r"[\d０-９〇○零一二三四五六七八九十百]+"
_YEAR = r"(?:[\d０-９]{4}|[〇○零一二三四五六七八九]{4})"
_OPEN, _CLOSE = r"[〔\[［【（(〈﹝]", r"[〕\]］】）)〉﹞]"
_OFFICE = r"[\u4e00-\u9fff]"
_COUNT = rf"(?:{_YEAR}\s*年?\s*)?第?\s*{_NUMERAL}\s*号"
_COUNTED = rf"(?:{_OPEN}\s*{_COUNT}\s*{_CLOSE}|{_COUNT}|{_OPEN}\s*{_YEAR}\s*年?\s*{_CLOSE}\s*第?\s*{_NUMERAL}\s*号)"
_PATTERN = (
    rf"{_OFFICE}{{1,12}}\s*{_OPEN}\s*{_YEAR}\s*年?\s*{_CLOSE}\s*(?:第\s*)?[\d０-９]+\s*号"
    rf"|{_OFFICE}{{2,30}}(?:[、\s]{_OFFICE}{{2,20}}){{0,4}}令\s*{_COUNTED}"
    rf"|{_OFFICE}{{2,30}}(?:[、\s]{_OFFICE}{{2,20}}){{0,4}}?第\s*{_NUMERAL}\s*号令"
    rf"|(?:{_OFFICE}{{2,30}}[、\s]){{0,4}}{_OFFICE}{{0,24}}(?:公告|通告)\s*{_COUNTED}"
    rf"|[（(]\d{{4}}[）)]\s*{_OFFICE}\s*\d{{0,6}}\s*{_OFFICE}{{1,4}}\s*\d+\s*号"
)
_NUMBER = re.compile(_PATTERN)
_LABEL = re.compile(r"^(?:文\s*号|发文字号|文件编号|文件字号|公文字号|发文文号)\s*[：:]\s*")
_SIGNER = re.compile(
    r"(?<=号)[\s|]*(?:(?:是否公开|公开属性|类别标?记?)\s*[：:]\s*(?:主动公开|依申请公开|不?予?公开|[A-D是否])[\s|]*)?"
    r"(?:签发人\s*[：:][\u4e00-\u9fff·、\s]{2,16})?$"
)
_LAST = re.compile(r"[号令告].?$")
_HEADING = re.compile(rf"^{_OFFICE}{{2,40}}(?:令|公告)$")
_ORDINAL = re.compile(rf"^{_OPEN}?\s*(?:{_YEAR}\s*年\s*)?第\s*{_NUMERAL}\s*号\s*{_CLOSE}?$")
_SPACE = re.compile(r"\s+(?![\u4e00-\u9fff])|(?<![\u4e00-\u9fff])\s+|\s+(?=第)|(?<=[年第])\s+")
"""Space beside a digit or bracket; between the names of two offices it stays."""
_BRACKETS = str.maketrans("[【(〈﹝]】)〉﹞", "〔〔〔〔〔〕〕〕〕〕")
_LEAD = re.compile(r"^(?:依据|根据|按照|经|以|由|原|日)+")


def find_number(text: str) -> str:
    """The first document number in a text, without its spaces; nothing where there is none."""
    found = _NUMBER.search(text)
    return _SPACE.sub("", _LEAD.sub("", found[0])) if found else ""


def number_line(lines: Sequence[str]) -> str:
    """The number that the first of these lines, all stripped, is: alone, labelled (文号：…), or over two lines.

    Of a line in brackets the number is what stands inside; who signed it (签发人：…) may stand behind.
    A number amid a sentence is not the document's own.
    """
    line = _SIGNER.sub("", lines[0])
    if not _LAST.search(line):
        return ""
    if _HEADING.match(line) and len(lines) > 1 and _ORDINAL.match(lines[1]):
        return _SPACE.sub("", line + lines[1].strip("（()）〔〕[]"))
    bare = _LABEL.sub("", line)
    if bare[:1] in "（([【" and bare[-1:] in "）)]】":
        bare = bare[1:-1].strip()
    found = _NUMBER.fullmatch(bare)
    return _SPACE.sub("", found[0]) if found else ""


def canonical(number: str) -> str:
    """The form in which document numbers are compared: 〔〕 brackets, half-width digits, no 第, no spaces."""
    if not number:
        return ""
    folded = unicodedata.normalize("NFKC", re.sub(r"\s", "", number)).translate(_BRACKETS)
    return re.sub(r"〕第(?=\d)", "〕", folded)
