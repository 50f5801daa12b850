"""Questions in Cantonese, put into the words of written Chinese: 幾時截止㗎 → 什麼時候截止."""

import re

from corpus.text import is_traditional, to_simplified

_POINT = r"(?<![重試试站網网觀观測测痛地热熱焦難难要優优缺特亮節节景])[點点]"
_WHY, _HOW = rf"{_POINT}解(?![決决讀读釋释除析放答鎖锁])", rf"{_POINT}[樣样](?![本式品])"
_EDGE = r"(?<![周海河身路沿江湖旁两兩一外])[邊边]"
_WHERE = rf"{_EDGE}(?:[個个](?![体體案别別])|度(?!假)|[間间](?![隔界]))"
_IS = r"(?<![關关联聯體体干])[係系]"
_TELLS = re.compile(rf"[咩嘅咗喺嗰哋啲嚟冇唔佢乜㗎畀攞搵喎囉嘢]|[幾几][耐時时多]|{_WHERE}|{_WHY}|{_HOW}|{_IS}咪(?!咕)")
"""What only Cantonese writes."""

_WORDS = (
    (r"(\w)唔\1(\w?)到", r"能不能\1\2到"),
    (r"([使駛驶])唔\1", "用不用"),
    (r"(\w)唔\1", r"\1不\1"),
    (r"做咩|做乜嘢?", "為什麼"),
    (r"咩嘢|乜嘢|咩|乜", "什麼"),
    (r"嘢", "東西"),
    (_WHY, "為什麼"),
    (rf"{_HOW}|[點点](?=申請|申请|計|计|做|先|搞|交|攞|拿|算|可以|報|报|去|寄|办|辦)", "怎麼"),
    (r"[幾几]耐", "多久"),
    (r"[幾几][時时]", "什麼時候"),
    (r"[幾几]多", "多少"),
    (rf"{_EDGE}[個个](?=部|單|单|機|机|政|署|局|辦|办)", "哪個"),
    (rf"{_EDGE}[個个](?![体體案别別])人?", "誰"),
    (rf"{_EDGE}(?:度(?!假)|處|处)", "哪裡"),
    (rf"{_EDGE}(?=[間间份區区年日幾几啲類类種种])", "哪"),
    (rf"{_IS}咪(?!咕)", "是不是"),
    (r"唔(?:使|駛|驶)", "不用"),
    (r"唔", "不"),
    (r"有冇", "有沒有"),
    (r"冇", "沒有"),
    (r"而家|宜家", "現在"),
    (r"呢(?=[個个份啲間间項项類类])", "這"),
    (r"嗰", "那"),
    (r"啲", "些"),
    (r"佢", "他"),
    (r"哋", "們"),
    (r"喺", "在"),
    (r"(?<![關聯體干])係(?!數|統)", "是"),
    (r"嘅", "的"),
    (r"咗", "了"),
    (r"嚟", "來"),
    (r"攞", "拿"),
    (r"畀|俾", "給"),
    (r"搵", "找"),
    (r"睇", "看"),
    (r"仲(?=[要有可能未得係是申不])", "還"),
    (r"^咁", "那"),
    (r"咁", "這麼"),
    (r"[㗎喎囉啫嘞]+", ""),
)
"""Longer words before those they are made of."""
_COMPILED = tuple((re.compile(pattern), written) for pattern, written in _WORDS)


def written_chinese(question: str) -> str:
    """The question in written Chinese where it is in Cantonese; any other as it is."""
    if not _TELLS.search(question):
        return question
    said = question
    for pattern, written in _COMPILED:
        said = pattern.sub(written, said)
    return said if is_traditional(question) else to_simplified(said)
