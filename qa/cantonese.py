"""Questions in Cantonese, put into the words of written Chinese: 幾時截止㗎 → 什麼時候截止."""

import re

_TELLS = re.compile(
    r"[咩嘅咗喺嗰哋啲嚟冇唔佢乜㗎咁畀攞搵喎囉嘢]|[係系]咪|[幾几][耐時时多]|[邊边][個个度間间]|[點点][樣样解]"
)
"""What only Cantonese writes."""

_WORDS = (
    (r"(\w)唔\1(\w?)到", r"能不能\1\2到"),
    (r"([使駛驶])唔\1", "用不用"),
    (r"(\w)唔\1", r"\1不\1"),
    (r"做咩|做乜嘢?", "為什麼"),
    (r"咩嘢|乜嘢|咩(?!$)|乜", "什麼"),
    (r"嘢", "東西"),
    (r"[點点]解", "為什麼"),
    (r"[點点](?:樣|样)|[點点](?=申請|申请|計|计|做|先|搞|交|攞|拿|算|可以|報|报|去|寄|办|辦)", "怎麼"),
    (r"[幾几]耐", "多久"),
    (r"[幾几][時时]", "什麼時候"),
    (r"[幾几]多", "多少"),
    (r"[邊边][個个](?=部|單|单|機|机|政|署|局|辦|办)", "哪個"),
    (r"[邊边][個个](?!人)|[邊边][個个]人", "誰"),
    (r"[邊边](?:度|處|处)", "哪裡"),
    (r"[邊边](?=[間间份區区年日幾几啲類类種种])", "哪"),
    (r"[係系]咪", "是不是"),
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
    (r"係(?!數|统|統)", "是"),
    (r"嘅", "的"),
    (r"咗", "了"),
    (r"嚟", "來"),
    (r"攞", "拿"),
    (r"畀|俾", "給"),
    (r"搵", "找"),
    (r"睇", "看"),
    (r"仲(?=[要有可能未得係是申不])", "還"),
    (r"咁", "這麼"),
    (r"[㗎喎囉啫嘞咩]+", ""),
)
"""Longer words before those they are made of."""
_COMPILED = tuple((re.compile(pattern), written) for pattern, written in _WORDS)


def written_chinese(question: str) -> str:
    """The question in written Chinese where it is in Cantonese; any other as it is."""
    if not _TELLS.search(question):
        return question
    for pattern, written in _COMPILED:
        question = pattern.sub(written, question)
    return question
